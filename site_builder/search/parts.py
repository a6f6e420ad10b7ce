"""An index as it is published, shard by shard: what an edit touches is made again, no more.

What was published last is remembered with the digests of the blocks that it was made from. If few
of them are others now, the posting lists and words in which those differ are exchanged in the
shards that have them. Where anything is missing, the index is made whole, each range of texts by
a process of its own; both ways give the same characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    Gathered,
    block_keys,
    blocks,
    body_lengths,
    counted,
    kind_of,
    some_blocks,
    totals,
)
from site_builder.search.index import LanguageIndex
from site_builder.search.joined import ALL, Range, is_in, joined, ranges
from site_builder.search.listing import Memory
from site_builder.search.shards import Names, Rows, rows
from site_builder.search.shelf import Basis, Published, Shelf

FEW = 8
"""An index is mended when at most one in so many of its blocks has changed."""
NOTHING: Gathered = (tuple("" for _ in FIELDS), tuple(() for _ in FIELDS), "")


def published(
    language: str,
    listed: Sequence[Document],
    names: Names,
    bodies: Bodies,
    memory: Memory,
    jobs: int = 1,
) -> Published:
    """The index of a language's documents, which are sorted by reference."""
    shelf = _mended(language, listed, names, bodies, memory)
    if shelf is None:
        shelf = Shelf(language, _basis(listed, names))
        made = list(blocks(language, listed, bodies, memory, jobs))
        shelf.totals, shelf.lengths = totals(made), list(body_lengths(made))
        shelf.fill(_rows(made, names, jobs))
    shelf.keep(memory)
    return shelf.published()


def published_whole(index: LanguageIndex, names: Names, endings: int) -> Published:
    """An index with so many lists of endings, at most."""
    shelf = Shelf(index.language, Basis((), "", len(index.cuts) + 1, endings))
    shelf.totals, shelf.lengths = index.totals, list(index.body_lengths)
    shelf.fill([(rows((index.words, index.lists), names), counted(index.words))], index.cuts)
    return replace(shelf.published(), rules=index.rules)


def _rows(made: Sequence[Gathered], names: Names, jobs: int) -> Iterator[tuple[Rows, str]]:
    """The rows and the words of all ranges; many are made by worker processes."""
    if jobs == 1 or len(made) < MANY:
        yield _rows_of(made, names, ALL)
        return
    parts = ranges(made, jobs)
    work = partial(_rows_of, made, names)
    for at, found in workers.run(work, parts, jobs=jobs, seconds=SECONDS):
        yield work(parts[at]) if isinstance(found, workers.Failed) else found


def _rows_of(made: Sequence[Gathered], names: Names, texts: Range) -> tuple[Rows, str]:
    held = joined(made, texts)
    return rows(held, {n: of for n, of in names.items() if is_in(n, texts)}), counted(held[0])


def _basis(listed: Sequence[Document], names: Names) -> Basis:
    told = digest_of(*(f"{key} {names[key]}" for key in sorted(names)))
    return Basis(tuple(block_keys(listed)), told, shards_for(listed), endings_for(listed))


def _mended(
    language: str, listed: Sequence[Document], names: Names, bodies: Bodies, memory: Memory
) -> Shelf | None:
    """What was published last, with what is new; None if that is not known, or too much is."""
    basis = _basis(listed, names)
    shelf = Shelf.latest(language, memory)
    if shelf is None:
        return None
    old = shelf.basis
    fits = (old.names, old.shards, old.endings) == (basis.names, basis.shards, basis.endings)
    if not fits or len(basis.blocks) < len(old.blocks):
        return None
    was = dict(enumerate(old.blocks))
    new = {number: key for number, key in enumerate(basis.blocks) if was.get(number) != key}
    if len(new) > max(1, len(basis.blocks) // FEW):
        return None
    kind = kind_of(language)
    before = [memory.get(kind, was[number]) if number in was else NOTHING for number in new]
    if None in before:
        return None
    after = list(some_blocks(language, listed, bodies, memory, new))
    shelf.basis = basis
    changed = shelf.exchange(list(zip(new, before, after, strict=True)), memory)
    return shelf if changed is not None and shelf.write(changed, names, memory) else None
