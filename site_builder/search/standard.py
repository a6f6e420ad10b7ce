"""The index in lunr's own forms: for lunr.py here, and for ``lunr.Index.load`` of lunr.js 2.3.9."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.search.analysis import in_utf16_order
from site_builder.search.documents import FIELDS
from site_builder.search.index import Postings, idf, scales, weights
from site_builder.search.postings import matches
from site_builder.search.published import Published
from site_builder.search.shards import lists_in

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
    of_fields = scales(index)
    for number, term in enumerate(index.terms):
        if wanted is not None and term not in wanted:
            continue
        posting: dict[str, Any] = {name: {} for name in names}
        for name, found in zip(names, weights(index, term, of_fields), strict=True):
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


def serialised(index: Postings) -> str:
    """The standard lunr index in JSON, for ``lunr.Index.load`` of lunr.js 2.3.9.

    Its pipeline is empty: what is searched in it must be folded and stemmed already. It says what
    ``lunr_index(index).serialize()`` would, with terms in UTF-16 order (lunr.py sorts by code
    point, but lunr.js refuses that), and is written at once: all the values together would take
    several times as long as they are.
    """
    vectors, inverted = _written(index)
    of_all = zip(*vectors, strict=True)
    references = map(_json, index.references)
    held = ",".join(
        f'["{name}/{reference[1:]},[{",".join(elements)}]]'
        for reference, of_one in zip(references, of_all, strict=True)
        for (name, _), elements in zip(FIELDS, of_one, strict=True)
    )
    return (
        f'{{"version":"{LUNR_VERSION}","fields":{_json([name for name, _ in FIELDS])},'
        f'"fieldVectors":[{held}],"invertedIndex":[{",".join(inverted)}],"pipeline":[]}}'
    )


def _written(index: Postings) -> tuple[list[list[list[str]]], list[str]]:
    """A field each, a document each: the elements of its vector; and the inverted index."""
    count = len(index.references)
    vectors: list[list[list[str]]] = [[[] for _ in range(count)] for _ in FIELDS]
    keys = [f"{_json(reference)}:{{}}" for reference in index.references]
    fields = [
        (f'"{name}":{{', held, index.lengths(number), [each.append for each in of_field], scale)
        for number, ((name, _), held, of_field, scale) in enumerate(
            zip(FIELDS, index.lists, vectors, scales(index), strict=True)
        )
    ]
    shown = _Shown()
    inverted = []
    for number, term in enumerate(index.terms):
        found = [
            list(matches(held[term], lengths)) if term in held else ()
            for _, held, lengths, _, _ in fields
        ]
        rare = idf(count, sum(map(len, found)))
        written = []
        for (opening, _, _, adds, scale), listed in zip(fields, found, strict=True):
            if listed:
                weight = scale.weight
                for document, often, length in listed:
                    adds[document](f"{number},{shown[weight(rare, often, length)]}")
                opening += ",".join([keys[one] for one, _, _ in listed])
            written.append(opening)
        inverted.append(f'[{_json(term)},{{{"},".join(written)}}},"_index":{number}}}]')
    return vectors, inverted


class _Shown(dict[int, str]):
    """A weight as JSON has it; there are far fewer of them than of matches."""

    def __missing__(self, weight: int) -> str:
        return self.setdefault(weight, repr(weight / 1000))


_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
