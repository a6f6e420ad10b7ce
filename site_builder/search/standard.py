"""The index in lunr's own forms: for lunr.py here, and for ``lunr.Index.load`` of lunr.js 2.3.9."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, pairwise
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING, Any

from site_builder import workers
from site_builder.search.documents import FIELDS
from site_builder.search.gather import BODY, MANY, SECONDS
from site_builder.search.index import Found, LanguageIndex, counts, idf, scales
from site_builder.search.listing import BATCH
from site_builder.search.postings import read
from site_builder.search.published import Published
from site_builder.search.shards import count_terms, terms_in

if TYPE_CHECKING:
    from lunr.index import Index

LUNR_VERSION = "2.3.9"


def lunr_index(index: LanguageIndex, terms: Iterable[str] | None = None) -> Index:
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
    count = len(index.references)
    of_fields = scales(index.totals, count)
    for number, term in enumerate(index.terms):
        if wanted is not None and term not in wanted:
            continue
        posting: dict[str, Any] = {name: {} for name in names}
        listed = index.posting(term)
        rare = idf(count, sum(map(len, listed)))
        for name, scale, matching in zip(names, of_fields, listed, strict=True):
            for document, often, length in matching:
                reference = index.references[document]
                posting[name][reference] = {}
                (weight,) = scale.weights([("", counts(rare, often), often)], length)
                vectors[f"{name}/{reference}"] += (number, weight / 1000)
        posting["_index"] = number
        inverted[term] = posting
    held = {reference: Vector(elements) for reference, elements in vectors.items()}
    return Index(inverted, held, TokenSet(), names, Pipeline())


def serialised(index: Published, references: Sequence[str], jobs: int = 1) -> str:
    """The standard lunr index in JSON, for ``lunr.Index.load`` of lunr.js 2.3.9.

    Its pipeline is empty: what is searched in it must be folded and stemmed already. It says what
    ``lunr_index`` does, with terms in UTF-16 order (lunr.py sorts by code point, but lunr.js
    refuses that), and is written at once: all the values together would take several times as
    long as they are. Of many documents, each process writes what some of the terms add.
    """
    quoted = [_quoted(reference) for reference in references]
    apart = jobs if len(references) >= MANY * BATCH and workers.forks() else 1
    parts = list(_parts(index.shards, min(apart, len(index.shards))))
    written = workers.shared(partial(_written, index, quoted), parts, seconds=SECONDS)
    of_fields = zip(*(vectors for vectors, _ in written), strict=True)
    of_documents = zip(*(zip(*its, strict=True) for its in of_fields), strict=True)
    held = ",".join(
        f'["{name}/{reference[1:]},[{",".join(filter(None, elements))}]]'
        for reference, of_one in zip(quoted, of_documents, strict=True)
        for (name, _), elements in zip(FIELDS, of_one, strict=True)
    )
    inverted = ",".join(filter(None, (terms for _, terms in written)))
    return (
        f'{{"version":"{LUNR_VERSION}","fields":{_json([name for name, _ in FIELDS])},'
        f'"fieldVectors":[{held}],"invertedIndex":[{inverted}],"pipeline":[]}}'
    )


Part = tuple[int, tuple[str, ...]]
"""The number of its first term, and the shards that it is in."""
Written = tuple[list[list[str]], str]
"""A field each, a document each: elements of its vector; and terms of the inverted index."""


def _parts(shards: Sequence[str], count: int) -> Iterator[Part]:
    """So many, of about as much work each: so are shards."""
    first = 0
    some: tuple[str, ...] = ()
    for start, end in pairwise(len(shards) * part // count for part in range(count + 1)):
        first += sum(map(count_terms, some))
        some = tuple(shards[start:end])
        yield first, some


def _written(index: Published, quoted: Sequence[str], part: Part) -> Written:
    """What the terms of a part add. Each is counted where it stands; when all of a document's are
    known, they are weighed together."""
    first, shards = part
    count = len(quoted)
    keys = [f"{reference}:{{}}" for reference in quoted]
    openings = [f'"{name}":{{' for name, _ in FIELDS]
    found: list[list[list[Found]]] = [[[] for _ in quoted] for _ in FIELDS]
    lengths: list[dict[int, int]] = [{} for _ in FIELDS]
    inverted = []
    for number, (term, lists) in enumerate(chain.from_iterable(map(terms_in, shards)), first):
        fields = openings.copy()
        listed = [(field, *read(posting, field != BODY)) for field, posting in lists]
        rare = idf(count, sum(len(documents) for _, documents, _, _ in listed))
        for field, documents, times, measured in listed:
            of_field = found[field]
            counted = {often: (f"{number},", counts(rare, often), often) for often in set(times)}
            for document, often in zip(documents, times, strict=True):
                of_field[document].append(counted[often])
            lengths[field].update(zip(documents, measured, strict=False))
            fields[field] += ",".join([keys[document] for document in documents])
        inverted.append(f'[{_quoted(term)},{{{"},".join(fields)}}},"_index":{number}}}]')
    lengths[BODY] = dict(enumerate(index.body_lengths))
    shown = _Shown()
    vectors = [
        [
            shown.elements(its, scale.weights(its, measured[document])) if its else ""
            for document, its in enumerate(of_field)
        ]
        for of_field, measured, scale in zip(
            found, lengths, scales(index.totals, count), strict=True
        )
    ]
    return vectors, ",".join(inverted)


class _Shown(dict[int, str]):
    """A weight as JSON has it; there are far fewer of them than of matches."""

    def __missing__(self, weight: int) -> str:
        return self.setdefault(weight, repr(weight / 1000))

    def elements(self, found: Sequence[Found], weights: Sequence[int]) -> str:
        """Of a vector."""
        pairs = zip(found, map(self.__getitem__, weights), strict=True)
        return ",".join([number + shown for (number, _, _), shown in pairs])


_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
