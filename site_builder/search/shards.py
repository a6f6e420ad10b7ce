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
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

from site_builder.search.analysis import Analyser, in_utf16_order, utf16_order
from site_builder.search.cuts import starts
from site_builder.search.documents import Name
from site_builder.search.index import LanguageIndex
from site_builder.search.postings import DIGITS, number

TERM, WORD = 1, 2
KINDS = "abcdefghijklmnopqrstuvwx"
"""Eight letters for a term, eight for a word, eight for both; each the next commoner."""

Names = Mapping[str, Sequence[Any]]
"""Key -> what the page offers to who types it, as JSON values."""


def shards(index: LanguageIndex, names: Names) -> tuple[str, ...]:
    """The text of each shard."""
    texts = in_utf16_order({*index.terms, *index.lexicon.words, *names})
    starts = (bisect_left(texts, utf16_order(first), key=utf16_order) for first in index.cuts)
    bounds = (0, *starts, len(texts))
    return tuple(
        "\n".join(_lines(index, names, texts[start:end])) for start, end in pairwise(bounds)
    )


def _lines(index: LanguageIndex, names: Names, texts: Sequence[str]) -> Iterator[str]:
    before = ""
    known, spellings = index.lexicon.terms, index.lexicon.spellings
    lists = tuple((str(field), held) for field, held in enumerate(index.lists))
    for text in texts:
        share = shared(before, text)
        parts = [DIGITS[share] + text[share:]]
        for term in known.get(text, ()):
            if term == text:
                parts.append("=0")
                continue
            same = shared(text, term)
            parts.append(f"={number(_units(text[same:]), 1)}{term[same:]}")
        if text in spellings:
            parts.append(f"'{spellings[text]}")
        parts += [name + held[text] for name, held in lists if text in held]
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


def endings(index: LanguageIndex, parts: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lists of endings, at most so many, and the reversed first word of each but the first."""
    known = index.lexicon.terms
    common = dict.fromkeys(index.terms, 0)
    for held in index.lists:
        for term, listed in held.items():
            common[term] += len(listed)
    backwards = in_utf16_order({text[::-1] for text in (*index.terms, *known)})
    cuts = starts(backwards, list(accumulate(map(len, backwards))), parts)
    written: list[list[str]] = [[] for _ in range(len(cuts) + 1)]
    place, before = 0, ""
    for text in backwards:
        if place < len(cuts) and text == cuts[place]:
            place, before = place + 1, ""
        word = text[::-1]
        terms = known.get(word)
        kind = (TERM if word in common else 0) + (WORD if terms else 0)
        often = common[terms[0] if terms else word]
        share = shared(before, text)
        letter = KINDS[(kind - 1) * 8 + min(7, often.bit_length() // 2)]
        written[place].append(DIGITS[share] + letter + word[: len(word) - share])
        before = text
    return tuple(map("\n".join, written)), cuts


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
