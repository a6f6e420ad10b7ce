"""Facts: what of a text a translation has to keep, block by block, with the line of each.

Small values that stay with the article, so that two versions are compared without loading
either text: numbers, targets of links and images, notes, quotations.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from site_builder import languages
from site_builder.markup.anchors import is_note_reference
from site_builder.markup.source import Manuscript
from site_builder.markup.tree import BLOCKS, Element
from site_builder.model import BlockFacts

_PARTS = BLOCKS | {"li", "dt", "dd", "tr", "td", "th", "caption", "figcaption", "summary", "br"}
_WORDS = re.compile(r"[^\W_]+")
_MOST_LINES = 400
"""Lines among which the start of one block is looked for."""


@dataclass(slots=True)
class _Found:
    text: list[str] = field(default_factory=list)
    links: list[int | str] = field(default_factory=list)
    images: list[int | str] = field(default_factory=list)
    notes: int = 0
    quotations: int = 0
    attributions: int = 0


def facts_of(
    root: Element, notes: Element | None, marker: str, manuscript: Manuscript, language: str
) -> tuple[tuple[BlockFacts, ...], bytes]:
    """(facts of each block, then of the notes if there are any; the names' vocabulary, packed).

    To be called when links are marked and before typography changes the text.
    """
    blocks = [c for c in root.children if isinstance(c, Element) and c.tag != "hr"]
    parts = [_gathered(e, marker) for e in (*blocks, *([notes] if notes else []))]
    texts = ["".join(part.text) for part in parts]
    lines = _lines(texts, manuscript)
    facts = tuple(
        BlockFacts(
            line,
            languages.numbers_in(text, language),
            tuple(part.links),
            tuple(part.images),
            part.notes,
            part.quotations,
            part.attributions,
        )
        for line, text, part in zip(lines, texts, parts, strict=True)
    )
    return facts, zlib.compress(languages.vocabulary("\n".join(texts)).encode(), 1)


def _gathered(element: Element, marker: str) -> _Found:
    found = _Found()
    _gather(Element("", {}, [element]), found, marker)
    return found


def _gather(element: Element, found: _Found, marker: str) -> None:
    for child in element.children:
        if isinstance(child, str):
            found.text.append(child)
            continue
        tag = child.tag
        if is_note_reference(child):
            found.notes += child.attrs.get("role") == "doc-noteref"
        elif tag == "img":
            if "src" in child.attrs:
                found.images.append(_target(child.attrs["src"], marker))
            found.text.append(f" {child.attrs.get('alt', '')} ")
        elif tag not in ("code", "pre", "rt", "rp"):
            if tag == "a" and child.attrs.get("href"):
                found.links.append(_target(child.attrs["href"], marker))
            found.quotations += tag == "blockquote"
            found.attributions += tag == "figure" and child.has_class("quote")
            start = len(found.text)
            _gather(child, found, marker)
            if tag == "a" and "".join(found.text[start:]).lstrip().startswith(("http", "www.")):
                # An address that is its own text: its numbers belong to the link.
                found.text[start:] = [" "]
            if tag in _PARTS:
                found.text.append("\n")


def _target(url: str, marker: str) -> int | str:
    return int(url[len(marker) : -1]) if url.startswith(marker) else url


def _lines(texts: Sequence[str], manuscript: Manuscript) -> Iterator[int]:
    """The line of the file on which each text begins, as well as its first words tell."""
    # A draft may hold its original in comments, and with it the same names and numbers.
    shown = manuscript.masked if "<!--" in manuscript.text else manuscript.text
    lines = shown.split("\n")
    at = 0
    for text in texts:
        first = _WORDS.search(text)
        word = first[0] if first else ""
        near = range(at, min(len(lines), at + _MOST_LINES))
        # A picture or code has no words: it is what begins next.
        fresh = (i for i in near if lines[i].strip() and not (i and lines[i - 1].strip()))
        here = next((i for i in fresh if word in lines[i]), None)
        if here is None:
            here = next((i for i in near if word in lines[i]), None)
        yield manuscript.first_line + (at if here is None else here)
        at = at if here is None else min(here + 1, len(lines) - 1)
