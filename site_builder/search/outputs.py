"""The files of a language's search: small data that the page fetches, made only when it changed.

search/<language>/manifest.json     what there is, and the rules by which a query is folded
                  shard-<n>.txt     words, terms, posting lists and names of a range of words
                  endings-<n>.txt   words and terms, sorted from their ends
                  lengths.txt       how many terms each body has
                  records-<n>.json  what the results show, so many documents a file
                  facets-<n>.txt    keywords, source and year, so many documents a file
                  facets.json       the labels of keywords and sources
                  lunr.json         the index in lunr's standard form, where it is not too large

How they are written stands in ``shards``, ``postings`` and ``facets``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from site_builder.cache import digest_of
from site_builder.model import Archive, Bodies, MadePage, Output
from site_builder.search import facets
from site_builder.search.cuts import endings_for, shards_for
from site_builder.search.documents import Document, Name, documents, names, told
from site_builder.search.gather import Forgetful, Memory
from site_builder.search.manifest import Calendar, manifest, record
from site_builder.search.parts import published
from site_builder.search.postings import columns
from site_builder.search.shards import names_by_key
from site_builder.search.shelf import Published
from site_builder.search.standard import read_back, serialised

RECORDS = 8
"""Documents in one file of records: the results on a page rarely share one."""


def search_files(archive: Archive, memory: Memory | None = None, jobs: int = 1) -> Iterator[Output]:
    """Every file of the search; nothing is read or indexed until one of them is made.

    ``memory`` is the cache, in which what is made of the texts is kept.
    """
    found = documents(archive)
    site = archive.site
    for language, listed in found.items():
        named = names(archive, language)
        made = _Made(language, listed, named, memory or Forgetful(), jobs)
        yield from _index_files(made, digest_of(site.calendar, *found), tuple(found))
        yield from _document_files(made, site.calendar)
        if len(listed) <= site.lunr_limit:
            yield _file(language, "lunr.json", made.key, partial(_standard, made))


def _standard(made: _Made, bodies: Bodies) -> bytes:
    references = (document.reference for document in made.listed)
    return _json(serialised(read_back(made.at(bodies), references)))


class _Made:
    """A language's index in the forms that files are written from, once one of them is needed."""

    def __init__(
        self,
        language: str,
        listed: tuple[Document, ...],
        named: tuple[Name, ...],
        memory: Memory,
        jobs: int,
    ) -> None:
        self.language, self.listed, self.named = language, listed, named
        self.memory, self.jobs = memory, jobs
        self.told = tuple(map(told, listed))
        self.key = digest_of(*self.told)
        """Of all that an index is made from, texts told by their digests (the engine apart)."""
        self.names_key = digest_of(self.key, *map(repr, named))
        self._published: Published | None = None

    def at(self, bodies: Bodies) -> Published:
        if self._published is None:
            by_key = names_by_key(self.named, self.language)
            self._published = published(
                self.language, self.listed, by_key, bodies, self.memory, self.jobs
            )
        return self._published


def _index_files(made: _Made, version: str, searched: tuple[str, ...]) -> Iterator[Output]:
    file = partial(_file, made.language)

    def manifest_of(bodies: Bodies) -> bytes:
        key = digest_of(made.key, version)
        sizes = {"records": RECORDS, "facets": facets.SIZE}
        return _json(manifest(made.at(bodies), key, searched) | sizes)

    def shard(number: int, bodies: Bodies) -> bytes:
        return _nth(made.at(bodies).shards, number)

    def ending(number: int, bodies: Bodies) -> bytes:
        return _nth(made.at(bodies).endings, number)

    def lengths(bodies: Bodies) -> bytes:
        return columns(made.at(bodies).body_lengths).encode()

    yield file("manifest.json", digest_of(made.names_key, version), manifest_of)
    for number in range(shards_for(made.listed)):
        yield file(f"shard-{number}.txt", made.names_key, partial(shard, number))
    for number in range(endings_for(made.listed)):
        yield file(f"endings-{number}.txt", made.key, partial(ending, number))
    yield file("lengths.txt", made.key, lengths)


def _document_files(made: _Made, calendar: Calendar) -> Iterator[Output]:
    listed = made.listed
    file = partial(_file, made.language)

    def records(page: tuple[Document, ...], _: Bodies) -> bytes:
        return _json([record(document, calendar) for document in page])

    def facet_lines(block: tuple[Document, ...], _: Bodies) -> bytes:
        return facets.lines(block, labels()).encode()

    labels = cache(lambda: facets.labels(listed))

    for number, page in enumerate(_pages(listed, RECORDS)):
        at = number * RECORDS
        key = digest_of(*made.told[at : at + RECORDS], calendar)
        yield file(f"records-{number}.json", key, partial(records, page))
    key = digest_of(*(repr((d.keyword_facets, d.source_facet, d.date)) for d in listed))
    yield file("facets.json", key, lambda _: _json(labels()))
    for number, block in enumerate(_pages(listed, facets.SIZE)):
        yield file(f"facets-{number}.txt", key, partial(facet_lines, block))


def _pages(listed: tuple[Document, ...], size: int) -> list[tuple[Document, ...]]:
    return [listed[at : at + size] for at in range(0, len(listed), size)]


def _file(language: str, name: str, identity: str, make: Callable[[Bodies], bytes]) -> Output:
    page = MadePage(f"{name} {identity}", make, together=True)
    return Output(f"search/{language}/{name}", page)


def _nth(texts: Sequence[str], number: int) -> bytes:
    """Few texts make fewer shards than were planned; the rest are empty."""
    return texts[number].encode() if number < len(texts) else b""


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
