"""Text to Problems: what of it deceives, hides or breaks other tools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from site_builder.characters.alphabets import mixed_words
from site_builder.characters.classes import (
    GAPS,
    ISOLATES,
    LETTER,
    SUSPECT,
    TAGS,
    UNSPACED,
    kind_of,
    named,
)
from site_builder.characters.output import printable
from site_builder.problems import Problem, Severity

MOST_PROBLEMS = 100
"""Told of one text; the others are told once these are mended."""
_MOST_FOUND = 10_000
"""Looked at in one text, so that a hostile file cannot cost more than milliseconds."""

_ISOLATE = re.compile(f"[{ISOLATES}]")
_OPENING = "\u2066\u2067\u2068"
_CLOSING = "\u2069"
_PARAGRAPH_GAP = re.compile(r"\n[ \t]*(?=\n)")

_FLAG = "\U0001f3f4"
_TAG_RUN = re.compile(f"[{TAGS}]+")
_FLAG_TAGS = frozenset(
    "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
)
"""England, Scotland, Wales: the only flags that Unicode recommends to write with tags (UTS #51)."""


@dataclass(frozen=True, slots=True)
class _Finding:
    at: int
    """Offset in code points."""
    kind: str
    message: str
    hint: str
    severity: Severity = "warning"


def check(text: str, path: str, first_line: int = 1) -> tuple[Problem, ...]:
    """Characters that may not stand in a text (errors) or deserve a look (warnings).

    The first line of ``text`` has the number ``first_line``; columns count code points from 1.
    One problem a kind and line, in order.
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        # Of ASCII only control characters are suspect; most English texts need no search.
        return ()
    findings = [
        *islice(_suspects(text), _MOST_FOUND),
        *islice(_mixed(text), _MOST_FOUND),
    ]
    if any(isolate in text for isolate in (*_OPENING, _CLOSING)):
        findings += islice(_unbalanced(text), _MOST_FOUND)
    findings.sort(key=lambda finding: (finding.at, finding.kind))
    return tuple(islice(_placed(text, findings, path, first_line), MOST_PROBLEMS))


def _suspects(text: str) -> Iterator[_Finding]:
    for found in SUSPECT.finditer(text):
        at, character = found.start(), found[0][0]
        if len(found[0]) > 1:
            message = f"{len(found[0])} marks on one letter"
            yield _Finding(at, "marks", message, "keep the marks that its spelling needs")
        elif character in GAPS:
            if _inside_a_word(text, at):
                hint = "delete it; a search for the word does not find it"
                yield _Finding(at, "gap", f"invisible {named(character)} inside a word", hint)
        elif not _ISOLATE.match(character) and not _in_flag(text, at):
            kind = kind_of(character)
            message = kind.message.format(name=named(character))
            yield _Finding(at, kind.characters, message, kind.hint, kind.severity)


def _inside_a_word(text: str, at: int) -> bool:
    around = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    return all(LETTER.match(c) and not UNSPACED.match(c) for c in around)


def _in_flag(text: str, at: int) -> bool:
    """Whether the character belongs to a flag written with tags."""
    flag = text.rfind(_FLAG, max(0, at - 6), at)
    tags = _TAG_RUN.match(text, flag + 1, flag + 8) if flag >= 0 else None
    return tags is not None and at < tags.end() and tags[0] in _FLAG_TAGS


def _mixed(text: str) -> Iterator[_Finding]:
    for mixed in mixed_words(text):
        message = (
            f"'{printable(mixed.word[:40])}' mixes Latin and {mixed.alphabet} letters "
            f"that look alike: {named(mixed.letter)}"
        )
        yield _Finding(mixed.at, "mixed", message, "write the whole word in one alphabet")


def _unbalanced(text: str) -> Iterator[_Finding]:
    """Isolates never closed, or closed but not open, in their paragraph (UAX #9)."""
    starts = [0, *(gap.end() for gap in _PARAGRAPH_GAP.finditer(text))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        opened: list[int] = []
        for found in _ISOLATE.finditer(text, start, end):
            if found[0] != _CLOSING:
                opened.append(found.start())
            elif opened:
                opened.pop()
            else:
                message = f"{named(_CLOSING)} closes nothing in its paragraph"
                yield _Finding(found.start(), "closing", message, "delete it")
        for at in opened:
            message = f"{named(text[at])} is not closed in its paragraph"
            yield _Finding(at, "opening", message, "close it with U+2069, or delete it")


def _placed(
    text: str, findings: Iterable[_Finding], path: str, first_line: int
) -> Iterator[Problem]:
    line, line_start = first_line, 0
    told: set[tuple[int, str]] = set()
    for found in findings:
        if newlines := text.count("\n", line_start, found.at):
            line += newlines
            line_start = text.rindex("\n", line_start, found.at) + 1
        if (line, found.kind) not in told:
            told.add((line, found.kind))
            column = found.at - line_start + 1
            yield Problem(path, line, column, found.message, found.hint, found.severity)
