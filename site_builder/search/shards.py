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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from site_builder.search.analysis import Analyser, utf16_order
from site_builder.search.documents import Name
from site_builder.search.lexicon import Lexicon
from site_builder.search.postings import DIGITS, number

TERM, WORD = 1, 2
KINDS = "abcdefghijklmnopqrstuvwx"
"""Eight letters for a term, eight for a word, eight for both; each the next commoner."""

Names = Mapping[str, Sequence[Any]]
"""Key -> what the page offers to who types it, as JSON values."""


def shard(
    texts: Sequence[str], known: Lexicon, lists: Sequence[Mapping[str, str]], names: Names
) -> str:
    """The shard of these words, terms and names, which are in UTF-16 order."""
    return "\n".join(_lines(texts, known, lists, names))


def _lines(
    texts: Sequence[str], known: Lexicon, lists: Sequence[Mapping[str, str]], names: Names
) -> Iterator[str]:
    before = ""
    terms, spellings = known.terms, known.spellings
    numbered = tuple((str(field), held) for field, held in enumerate(lists))
    for text in texts:
        share = shared(before, text)
        parts = [DIGITS[share] + text[share:]]
        for term in terms.get(text, ()):
            if term == text:
                parts.append("=0")
                continue
            same = shared(text, term)
            parts.append(f"={number(_units(text[same:]), 1)}{term[same:]}")
        if text in spellings:
            parts.append(f"'{spellings[text]}")
        parts += [name + held[text] for name, held in numbered if text in held]
        if text in names:
            parts.append("@" + json.dumps(names[text], ensure_ascii=False, separators=(",", ":")))
        yield "\t".join(parts)
        before = text


def _units(text: str) -> int:
    """Its length as JavaScript counts."""
    return len(text) if text.isascii() else len(utf16_order(text)) // 2


def shared(before: str, text: str) -> int:
    """Characters with which both begin: none where JavaScript would count them otherwise."""
    if not (before.isascii() and text.isascii()) and max(before + text, default="") > "\ud7ff":
        return 0
    at = 0
    for one, other in zip(before, text, strict=False):
        if one != other or at == 63:
            break
        at += 1
    return at


def commonness(listed: int, often: int) -> str:
    """The letter of a text: ``listed`` characters of posting lists, ``often`` as a word."""
    kind = (TERM if listed else 0) + (WORD if often else 0)
    return KINDS[(kind - 1) * 8 + min(7, (often or listed).bit_length() // 2)]


def ending(backwards: Sequence[str], letters: Sequence[str]) -> str:
    """One list of endings: of these texts, reversed and in UTF-16 order, with their letters."""
    written: list[str] = []
    before = ""
    for text, letter in zip(backwards, letters, strict=True):
        share = shared(before, text)
        written.append(DIGITS[share] + letter + text[share:][::-1])
        before = text
    return "\n".join(written)


def names_by_key(named: Iterable[Name], language: str) -> Names:
    """What the page offers to who types one of the names, by their folded words."""
    analyser = Analyser(language)
    found: dict[str, list[Any]] = {}
    for name in named:
        offered = [name.kind, name.address, name.label, name.languages]
        for key in {" ".join(p.key for p in analyser.pieces(each)) for each in name.names}:
            if key:
                found.setdefault(key, []).append(offered)
    return found
