"""Documents -> one lunr index of a language: terms, posting lists, lengths and lexicon.

Each distinct word is analysed once, and a batch of documents is written once (``gather``); an
index is those batches joined. It holds counts; weights are computed from them
where they are needed, here and in the page, so that an edit touches few posting lists.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from site_builder.model import Bodies
from site_builder.search.analysis import Rules, in_utf16_order, rules_for
from site_builder.search.cuts import shards_for, size_of, starts
from site_builder.search.documents import FIELDS, Document
from site_builder.search.gather import BODY, Forgetful, batches, body_lengths, totals
from site_builder.search.joined import joined
from site_builder.search.lexicon import Lexicon, lexicon
from site_builder.search.listing import Memory
from site_builder.search.postings import Match, matches

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class LanguageIndex:
    """Everything that search knows of one language."""

    language: str
    rules: Rules
    references: tuple[str, ...]
    """Addresses; a document's number is its place here."""
    terms: tuple[str, ...]
    """In UTF-16 order; a term's number is its place here, and its ``_index`` to lunr."""
    lists: tuple[dict[str, str], ...]
    """A field each: term -> posting list, as written (``postings``)."""
    totals: tuple[int, ...]
    """A field each: how many terms all documents have in it."""
    body_lengths: tuple[int, ...]
    """How many terms each document has in its body."""
    words: dict[str, int]
    """Written entry (``Analyser.written``) -> how often it stands in the texts."""
    lexicon: Lexicon
    cuts: tuple[str, ...]
    """The first word or term of each shard but the first, in UTF-16 order."""

    def posting(self, term: str) -> tuple[tuple[Match, ...], ...]:
        """A field each: (document, how often, length of the field), in document order."""
        return tuple(
            tuple(matches(held.get(term, ""), self.body_lengths if field == BODY else None))
            for field, held in enumerate(self.lists)
        )


def language_index(
    language: str,
    listed: Sequence[Document],
    bodies: Bodies,
    memory: Memory | None = None,
    jobs: int = 1,
) -> LanguageIndex:
    """The index of one language; ``listed`` are its documents, sorted by reference."""
    made = list(batches(language, listed, bodies, memory or Forgetful(), jobs))
    words, held = joined(made)
    known = lexicon(words, language)
    terms = tuple(in_utf16_order(set().union(*held)))
    texts = in_utf16_order({*terms, *known.terms})
    sizes = (size_of(sum(len(each.get(text, "")) for each in held)) for text in texts)
    return LanguageIndex(
        language=language,
        rules=rules_for(language),
        references=tuple(document.reference for document in listed),
        terms=terms,
        lists=held,
        totals=totals(made),
        body_lengths=body_lengths(made),
        words=words,
        lexicon=known,
        cuts=starts(texts, sizes, shards_for(listed)),
    )


def idf(documents: int, matching: int) -> float:
    """lunr's inverse document frequency; ``matching`` counts a document once a field."""
    return math.log(1 + abs((documents - matching + 0.5) / (matching + 0.5)))


Found = tuple[str, float, int]
"""A term in a field: its number, what it ``counts`` there, how often it stands there."""


def counts(rare: float, often: int) -> float:
    """How much a term counts that stands so often in a field, before its length tells more."""
    return rare * ((K1 + 1) * often)


class Scale:
    """How much a match counts in one field, as lunr's builder computes it (BM25).

    The order of its operations is lunr's: another order rounds otherwise.
    """

    def __init__(self, boost: int, average: float) -> None:
        self._boost, self._average = boost, average

    def weights(self, found: Iterable[Found], length: int) -> list[int]:
        """Of the terms of one document's field, which has so many; in thousandths."""
        boost, floor = self._boost, math.floor
        against = K1 * (1 - B + B * (length / self._average))
        return [
            floor(counted / (against + often) * boost * 1000 + 0.5) for _, counted, often in found
        ]


def scales(totals: Sequence[int], count: int) -> list[Scale]:
    """A field each, of which so many documents have so many terms."""
    return [
        Scale(boost, total / count if count else 0.0)
        for total, (_, boost) in zip(totals, FIELDS, strict=True)
    ]
