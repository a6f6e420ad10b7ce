"""An index as it is published, shard by shard: what an edit touches is made again, no more.

What was published last is remembered with the digests of the batches that it was made from. If few
of them are others now, the posting lists and words in which those differ are exchanged in the
shards that have them. Where anything is missing, the index is made whole, each range of texts by
a process of its own; both ways give the same characters.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial

from site_builder import workers
from site_builder.cache import digest_of
from site_builder.model import Bodies
from site_builder.search.cuts import endings_for, shards_for
from site_builder.search.documents import FIELDS, Document
from site_builder.search.gather import (
    MANY,
    SECONDS,
    Forgetful,
    Gathered,
    batch_keys,
    body_lengths,
    counted,
    kind_of,
    some_batches,
    totals,
)
from site_builder.search.index import LanguageIndex
from site_builder.search.joined import ALL, Range, is_in, joined, ranges
from site_builder.search.listing import Memory
from site_builder.search.published import Basis, Published
from site_builder.search.shards import Names, Rows, rows
from site_builder.search.shelf import Shelf

FEW = 8
"""An index is mended when at most one in so many of its batches has changed."""
MOST = 100
"""Of so many batches a process has its share of the words at once; of more, a part of its share:
what it joins and hands over is in memory several times."""
NOTHING: Gathered = (tuple("" for _ in FIELDS), tuple(() for _ in FIELDS), "")


def published(
    language: str,
    listed: Sequence[Document],
    names: Names,
    bodies: Bodies,
    memory: Memory,
    jobs: int = 1,
    at_once: bool = True,
) -> Published:
    """The index of a language's documents, which are sorted by reference.

    Unless ``at_once``, a shard is read when it is asked for, which raises NotListed where the
    memory has lost it.
    """
    basis = _basis(listed, names)
    shelf = _mended(language, basis, listed, names, bodies, memory, at_once)
    if shelf is None:
        keys = dict(enumerate(basis.batches))
        made = list(some_batches(language, listed, bodies, memory, keys, jobs))
        shelf = _whole(language, basis, made, names, jobs)
    shelf.keep(memory)
    return shelf.published(memory)


def _whole(language: str, basis: Basis, made: Sequence[Gathered], names: Names, jobs: int) -> Shelf:
    """Made of all batches."""
    shelf = Shelf(language, basis)
    shelf.totals, shelf.lengths = totals(made), list(body_lengths(made))
    with closing(_rows(language, made, names, jobs)) as given:
        shelf.fill(given)
    return shelf


def published_whole(index: LanguageIndex, names: Names, endings: int) -> Published:
    """An index with so many lists of endings, at most."""
    shelf = Shelf(index.language, Basis((), "", len(index.cuts) + 1, endings))
    shelf.totals, shelf.lengths = index.totals, list(index.body_lengths)
    shelf.fill(
        [(rows((index.words, index.lists), names, index.language), counted(index.words))],
        index.cuts,
    )
    return replace(shelf.published(Forgetful()), rules=index.rules)


def _rows(
    language: str, made: Sequence[Gathered], names: Names, jobs: int
) -> Generator[tuple[Rows, str]]:
    """The rows and the words of all ranges; many are made by worker processes."""
    jobs = jobs if len(made) >= MANY else 1
    parts = [ALL] if jobs == 1 else ranges(made, jobs * (1 + len(made) // MOST))
    work = partial(_rows_of, language, made, names)
    return workers.run_or_do(work, parts, jobs=jobs, seconds=SECONDS)


def _rows_of(
    language: str, made: Sequence[Gathered], names: Names, texts: Range
) -> tuple[Rows, str]:
    held = joined(made, texts)
    offered = {name: pages for name, pages in names.items() if is_in(name, texts)}
    return rows(held, offered, language), counted(held[0])


def _basis(listed: Sequence[Document], names: Names) -> Basis:
    told = digest_of(*(f"{key} {names[key]}" for key in sorted(names)))
    return Basis(tuple(batch_keys(listed)), told, shards_for(listed), endings_for(listed))


def _mended(
    language: str,
    basis: Basis,
    listed: Sequence[Document],
    names: Names,
    bodies: Bodies,
    memory: Memory,
    at_once: bool,
) -> Shelf | None:
    """What was published last, with what is new; None if that is not known, or too much is."""
    shelf = Shelf.latest(language, memory, at_once)
    if shelf is None:
        return None
    old = shelf.basis
    fits = (old.names, old.shards, old.endings) == (basis.names, basis.shards, basis.endings)
    if not fits or len(basis.batches) < len(old.batches):
        return None
    was = dict(enumerate(old.batches))
    new = {number: key for number, key in enumerate(basis.batches) if was.get(number) != key}
    if len(new) > max(1, len(basis.batches) // FEW):
        return None
    kind = kind_of(language)
    before = [memory.get(kind, was[number]) if number in was else NOTHING for number in new]
    if None in before:
        return None
    after = list(some_batches(language, listed, bodies, memory, new))
    shelf.basis = basis
    changed = shelf.exchange(list(zip(new, before, after, strict=True)), memory)
    return shelf if changed is not None and shelf.write(changed, names, memory) else None
