"""An index as the page fetches it: shards of words with their posting lists, and lists of endings.

A shard is text, a word or term a line, in UTF-16 order. A line has parts, parted by tabs:

    share rest      the first is a digit (``postings``): how many characters of the line before
                    begin this word; then the rest of it
    = digit rest    it is a word of the texts, whose term is the word without so many last
                    characters (63: without all) and with the rest; once for each of its terms
    ' spelling      how the texts spell it most often, where they do not spell it as its key
    0 to 4 list     the posting list of the term in that field
    @ JSON          names that fold to this: [kind, address, label, languages of its works], ...

A list of endings has every word and term by itself, sorted from the last character to the first:

    share kind rest   so many characters of the line before end this one; what it is and how
                      common (KINDS); the characters before those
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from site_builder.search.analysis import analyser_for, in_utf16_order, utf16_order
from site_builder.search.cuts import size_of
from site_builder.search.documents import FIELDS, Name
from site_builder.search.joined import Held
from site_builder.search.lexicon import lexicon
from site_builder.search.postings import DIGITS, number

TERM, WORD = 1, 2
KINDS = "abcdefghijklmnopqrstuvwx"
"""Eight letters for a term, eight for a word, eight for both; each the next commoner."""

_VALUES = {digit: value for value, digit in enumerate(DIGITS)}
_FIELDS = {str(field): field for field in range(len(FIELDS))}
_WITH_LISTS = re.compile(r"^.*?\t[0-9]", re.M)
"""What begins the line of a term."""

Names = Mapping[str, Sequence[Any]]
"""Key -> what the page offers to who types it, as JSON values."""


class Rows(NamedTuple):
    """The lines of neighbouring shards, not yet cut; of a range of texts and names."""

    texts: list[str]
    """A line each, in UTF-16 order."""
    sizes: list[int]
    """What each adds to its shard; nought is a name that is no word or term."""
    lines: list[str]
    backwards: list[str]
    """Each reversed, a tab and how common it is, but no names; in UTF-16 order."""


def rows(held: Held, names: Names, language: str) -> Rows:
    """What these words and posting lists, and these names, are written as."""
    words, lists = held
    known = lexicon(words, language)
    terms_of, often_of, spellings = known.terms.get, known.often.get, known.spellings
    fields = tuple((f"\t{field}", its) for field, its in enumerate(lists) if its)
    texts = in_utf16_order({*known.terms, *names, *chain.from_iterable(lists)})
    sizes: list[int] = []
    lines: list[str] = []
    backwards: list[str] = []
    for text, share in zip(texts, shares(texts), strict=True):
        line = DIGITS[share] + text[share:]
        for term in terms_of(text, ()):
            if term == text:
                line += "\t=0"
            else:
                same = shared(text, term)
                line += f"\t={number(_units(text[same:]), 1)}{term[same:]}"
        if text in spellings:
            line += f"\t'{spellings[text]}"
        listed = 0
        for mark, its in fields:
            if text in its:
                line += mark + its[text]
                listed += len(its[text])
        often = often_of(text, 0)
        if listed or often:
            sizes.append(size_of(listed))
            backwards.append(f"{text[::-1]}\t{commonness(listed, often)}")
        else:
            sizes.append(0)
        if text in names:
            line += "\t@" + json.dumps(names[text], ensure_ascii=False, separators=(",", ":"))
        lines.append(line)
    return Rows(texts, sizes, lines, in_utf16_order(backwards))


def after(before: str, text: str, line: str) -> str:
    """The line of a text as it is where another stands before it, or none: an empty one."""
    share = shared(before, text)
    rest = line[1 + len(text) - DIGITS.index(line[0]) :]
    return DIGITS[share] + text[share:] + rest


def lists_in(shard: str) -> tuple[dict[str, str], ...]:
    """A field each: the posting lists that a shard has."""
    lists: tuple[dict[str, str], ...] = tuple({} for _ in FIELDS)
    for term, found in terms_in(shard):
        for field, listed in found:
            lists[field][term] = listed
    return lists


def terms_in(shard: str) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Each term of a shard with its posting lists, which are told by their fields."""
    text = ""
    for line in shard.split("\n") if shard else ():
        first, *parts = line.split("\t")
        text = text[: _VALUES[first[0]]] + first[1:]
        if found := [(_FIELDS[part[0]], part[1:]) for part in parts if part[0] in _FIELDS]:
            yield text, found


def count_terms(shard: str) -> int:
    return len(_WITH_LISTS.findall(shard))


def _units(text: str) -> int:
    """Its length as JavaScript counts."""
    return len(text) if text.isascii() else len(utf16_order(text)) // 2


def shared(before: str, text: str) -> int:
    """Characters with which both begin: none where JavaScript would count them otherwise."""
    return next(shares((text,), before))


def shares(texts: Sequence[str], before: str = "") -> Iterator[int]:
    """Of each text, how many characters it shares with the one before it."""
    simple = "".join((before, *texts)).isascii()
    for text in texts:
        at = 0
        if simple or max(before + text, default="") <= "\ud7ff":
            for one, other in zip(before, text, strict=False):
                if one != other:
                    break
                at += 1
        yield min(at, 63)
        before = text


def commonness(listed: int, often: int) -> str:
    """The letter of a text: ``listed`` characters of posting lists, ``often`` as a word."""
    kind = (TERM if listed else 0) + (WORD if often else 0)
    return KINDS[(kind - 1) * 8 + min(7, (often or listed).bit_length() // 2)]


def ending(backwards: Sequence[str], letters: Sequence[str]) -> str:
    """One list of endings: of these texts, reversed and in UTF-16 order, with their letters."""
    return "\n".join(
        DIGITS[share] + letter + text[share:][::-1]
        for text, letter, share in zip(backwards, letters, shares(backwards), strict=True)
    )


def names_by_key(named: Iterable[Name], language: str) -> Names:
    """What the page offers to who types one of the names, by their folded words."""
    analyser = analyser_for(language)
    found: dict[str, list[Any]] = {}
    for name in named:
        offered = [name.kind, name.address, name.label, name.languages]
        for key in {" ".join(p.key for p in analyser.pieces(each)) for each in name.names}:
            if key:
                found.setdefault(key, []).append(offered)
    return found
