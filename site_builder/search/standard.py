"""The index in lunr's own forms: for lunr.py here, and for ``lunr.Index.load`` of lunr.js 2.3.9."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from site_builder.search.analysis import in_utf16_order, utf16_order
from site_builder.search.documents import FIELDS
from site_builder.search.index import Postings, weights
from site_builder.search.shards import lists_in
from site_builder.search.shelf import Published

if TYPE_CHECKING:
    from lunr.index import Index

LUNR_VERSION = "2.3.9"


def lunr_index(index: Postings, terms: Iterable[str] | None = None) -> Index:
    """The same index as lunr.py holds it, of some terms or of all, without a token set.

    A query's scores are the same whether terms that it does not ask for are there or not.
    """
    from lunr.index import Index
    from lunr.pipeline import Pipeline
    from lunr.token_set import TokenSet
    from lunr.vector import Vector

    names = [name for name, _ in FIELDS]
    vectors: dict[str, list[float]] = {
        f"{name}/{reference}": [] for reference in index.references for name in names
    }
    inverted: dict[str, dict[str, Any]] = {}
    wanted = None if terms is None else frozenset(terms)
    for number, term in enumerate(index.terms):
        if wanted is not None and term not in wanted:
            continue
        posting: dict[str, Any] = {name: {} for name in names}
        for name, found in zip(names, weights(index, term), strict=True):
            for document, weight in found:
                reference = index.references[document]
                posting[name][reference] = {}
                vectors[f"{name}/{reference}"] += (number, weight)
        posting["_index"] = number
        inverted[term] = posting
    held = {reference: Vector(elements) for reference, elements in vectors.items()}
    return Index(inverted, held, TokenSet(), names, Pipeline())


def read_back(index: Published, references: Iterable[str]) -> Postings:
    """What an index was published from: its shards have all posting lists."""
    lists: tuple[dict[str, str], ...] = tuple({} for _ in FIELDS)
    for shard in index.shards:
        for held, found in zip(lists, lists_in(shard), strict=True):
            held.update(found)
    terms = tuple(in_utf16_order(set().union(*lists)))
    return Postings(tuple(references), terms, lists, index.totals, index.body_lengths)


def serialised(index: Postings) -> dict[str, Any]:
    """The standard lunr index as JSON values, for ``lunr.Index.load``.

    Its pipeline is empty: what is searched in it must be folded and stemmed already.
    """
    data: dict[str, Any] = lunr_index(index).serialize()
    data["version"] = LUNR_VERSION
    # lunr.py sorts by code point, but lunr.js refuses terms that are not in UTF-16 order.
    data["invertedIndex"].sort(key=lambda pair: utf16_order(pair[0]))
    return data
