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

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from site_builder.cache import digest_of
from site_builder.model import Archive, Bodies, MadePage, Output, Site, Work
from site_builder.search import facets
from site_builder.search.cuts import endings_for, shards_for
from site_builder.search.documents import Document, documents, documents_of, names
from site_builder.search.gather import Forgetful
from site_builder.search.listing import RECORDS, Listed, Memory, NotListed, listed, remembered
from site_builder.search.manifest import Calendar, manifest, record
from site_builder.search.parts import published
from site_builder.search.postings import columns
from site_builder.search.published import Published
from site_builder.search.shards import Names, names_by_key
from site_builder.search.standard import serialised

__all__ = ["NotListed", "amended_files", "listing_keys", "search_files"]

MANIFEST = "manifest.json"


def search_files(
    archive: Archive,
    memory: Memory | None = None,
    jobs: int = 1,
    begin: Callable[[str, Listed], None] = lambda language, every: None,
) -> Iterator[Output]:
    """Every file of the search; nothing is read or indexed until one of them is made.

    ``memory`` is the cache, in which what is made of the texts is kept. ``begin`` may have it made
    sooner; see ``gather.begin``.
    """
    memory, site = memory or Forgetful(), archive.site
    found = documents(archive)
    version = digest_of(site.calendar, *found)
    for language, documented in found.items():
        named = names(archive, language)
        every = listed(language, documented, named, version, tuple(found), memory)
        begin(language, every)
        yield from _index_files(_Made(every, memory, jobs), site.lunr_limit)
        yield from _records(every, site.calendar, range(len(every.listing.pages)))
        yield from _facet_files(language, documented)


def amended_files(
    site: Site,
    changed: Iterable[tuple[Archive, Work]],
    keys: Mapping[str, str],
    memory: Memory,
    jobs: int,
) -> tuple[list[Output], dict[str, str]]:
    """The files that are others after edits of texts in these works, and the new ``keys``.

    ``keys`` is the ``whole_key`` of each language's listing. Raises NotListed where that is not
    remembered, or other files are needed.
    """
    edited: dict[str, list[Document]] = {}
    for archive, work in changed:
        for document in documents_of(archive, work):
            edited.setdefault(document.language, []).append(document)
    found: list[Output] = []
    now = dict(keys)
    for language, those in edited.items():
        before = remembered(keys.get(language, ""), memory)
        every, pages = before.with_documents(those)
        if shards_for(every) != shards_for(before):
            raise NotListed(f"{language}: other shards")
        now[language] = every.listing.whole_key
        found += _index_files(_Made(every, memory, jobs, at_once=False), site.lunr_limit)
        found += _records(every, site.calendar, sorted(pages))
    return found, now


def listing_keys(outputs: Iterable[Output]) -> dict[str, str]:
    """The ``whole_key`` of each language's listing, of all the outputs of a build."""
    found = {}
    for output in outputs:
        top, _, rest = output.path.partition("/")
        language, _, name = rest.partition("/")
        if top == "search" and name == MANIFEST and isinstance(output.page, MadePage):
            found[language] = output.page.identity.removeprefix(f"{MANIFEST} ")
    return found


def _standard(made: _Made, bodies: Bodies) -> bytes:
    references = [document.reference for document in made.listed]
    return serialised(made.at(bodies), references, made.jobs).encode()


class _Made:
    """A language's index in the forms that files are written from, once one of them is needed."""

    def __init__(self, every: Listed, memory: Memory, jobs: int, *, at_once: bool = True) -> None:
        """``at_once``: see ``parts.published``."""
        self.language, self.listed = every.listing.language, every
        self.memory, self.jobs, self.at_once = memory, jobs, at_once
        self.key, self.names_key = every.listing.key, every.listing.names_key
        self._published: Published | None = None

    def at(self, bodies: Bodies) -> Published:
        if self._published is None:
            by_key = self._names()
            self._published = published(
                self.language, self.listed, by_key, bodies, self.memory, self.jobs, self.at_once
            )
        return self._published

    def _names(self) -> Names:
        listing, kind = self.listed.listing, f"names-{self.language}"
        found: Names | None = self.memory.get(kind, listing.named)
        if found is None:
            found = names_by_key(listing.names, self.language)
            self.memory.put(kind, listing.named, found)
        return found


def _index_files(made: _Made, lunr_limit: int) -> Iterator[Output]:
    file = partial(_file, made.language)
    version, searched = made.listed.listing.version, made.listed.listing.searched

    def manifest_of(bodies: Bodies) -> bytes:
        key = digest_of(made.key, version)
        sizes = {"records": RECORDS, "facets": facets.SIZE}
        return _json(manifest(made.at(bodies), key, searched) | sizes)

    def shard(number: int, bodies: Bodies) -> bytes:
        return _nth(made.at(bodies).shards, number)

    def ending(number: int, bodies: Bodies) -> bytes:
        return _nth(made.at(bodies).endings, number)

    def shard_told(number: int, bodies: Bodies) -> bytes:
        return _nth_digest(made.at(bodies).shard_digests, number)

    def ending_told(number: int, bodies: Bodies) -> bytes:
        return _nth_digest(made.at(bodies).ending_digests, number)

    def lengths(bodies: Bodies) -> bytes:
        return columns(made.at(bodies).body_lengths).encode()

    yield file(MANIFEST, made.listed.listing.whole_key, manifest_of)
    for number in range(shards_for(made.listed)):
        told, make = partial(shard_told, number), partial(shard, number)
        yield file(f"shard-{number}.txt", made.names_key, make, told)
    for number in range(endings_for(made.listed)):
        told, make = partial(ending_told, number), partial(ending, number)
        yield file(f"endings-{number}.txt", made.key, make, told)
    yield file("lengths.txt", made.key, lengths)
    if len(made.listed) <= lunr_limit:
        yield file("lunr.json", made.key, partial(_standard, made))


def _records(every: Listed, calendar: Calendar, numbers: Iterable[int]) -> Iterator[Output]:
    language, pages = every.listing.language, every.listing.pages

    def records(number: int, _: Bodies) -> bytes:
        page = every[number * RECORDS : (number + 1) * RECORDS]
        return _json([record(document, calendar) for document in page])

    for number in numbers:
        key = digest_of(pages[number], calendar)
        yield _file(language, f"records-{number}.json", key, partial(records, number))


def _facet_files(language: str, documented: tuple[Document, ...]) -> Iterator[Output]:
    def facet_lines(block: tuple[Document, ...], _: Bodies) -> bytes:
        return facets.lines(block, labels()).encode()

    labels = cache(lambda: facets.labels(documented))
    key = digest_of(*(repr((d.keyword_facets, d.source_facet, d.date)) for d in documented))
    yield _file(language, "facets.json", key, lambda _: _json(labels()))
    for number, at in enumerate(range(0, len(documented), facets.SIZE)):
        block = documented[at : at + facets.SIZE]
        yield _file(language, f"facets-{number}.txt", key, partial(facet_lines, block))


def _file(
    language: str,
    name: str,
    identity: str,
    make: Callable[[Bodies], bytes],
    told: Callable[[Bodies], bytes] | None = None,
) -> Output:
    page = MadePage(f"{name} {identity}", make, together=True, told=told)
    return Output(f"search/{language}/{name}", page)


def _nth(texts: Sequence[str], number: int) -> bytes:
    """Few texts make fewer shards than were planned; the rest are empty."""
    return texts[number].encode() if number < len(texts) else b""


def _nth_digest(digests: Sequence[bytes], number: int) -> bytes:
    return digests[number] if number < len(digests) else hashlib.sha256().digest()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
