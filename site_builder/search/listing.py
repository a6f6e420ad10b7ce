"""A language's documents with the digests of what is made from them, remembered batch by batch.

After an edit of texts the documents of one batch are read, and the digests of all others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, overload

from site_builder.cache import digest_of
from site_builder.search.documents import Document, Name, told
from site_builder.search.postings import BLOCK

BATCH = 2 * BLOCK
"""Documents that are remembered together; their blocks are in one page of a posting list."""
RECORDS = 8
"""Documents in one file of records: the results on a page rarely share one. ``BATCH`` is a
multiple of it."""
SHORT = 50
"""Words that a document has beside its text, about."""


class Memory(Protocol):
    """What of ``cache.Cache`` is used in this room."""

    def get(self, kind: str, key: str) -> Any: ...

    def put(self, kind: str, key: str, value: Any) -> None: ...


class NotListed(LookupError):
    """The cache has lost a listing, or documents of it."""


def search_key(listed: Iterable[Document]) -> str:
    """Digest of all that is shown and searched of documents, texts told by their digests."""
    return digest_of(*map(told, listed))


def batch_key(start: int, batch: Iterable[Document]) -> str:
    """Digest of all that the posting lists of a batch are made from."""
    texts = (f"{d.body} {(d.title, d.deck, d.keywords, d.others)}" for d in batch)
    return digest_of(str(start), *texts)


def words_of(listed: Iterable[Document]) -> int:
    """How much there is to index, about."""
    return sum(document.words + SHORT for document in listed)


@dataclass(frozen=True, slots=True)
class Listing:
    """All that a build says of a language's documents before any text is read."""

    language: str
    count: int
    pages: tuple[str, ...]
    """``search_key`` of each ``RECORDS`` documents."""
    batches: tuple[str, ...]
    """``batch_key`` of each batch."""
    firsts: tuple[str, ...]
    """Reference of the first document of each batch."""
    words: int
    names: tuple[Name, ...]
    named: str
    """Digest of the names."""
    version: str
    """Digest of what else the manifest says."""
    searched: tuple[str, ...]
    """The languages that have documents."""

    @property
    def key(self) -> str:
        return digest_of(*self.pages)

    @property
    def names_key(self) -> str:
        return digest_of(self.key, self.named)

    @property
    def whole_key(self) -> str:
        """Of all of it, as ``key`` is of the documents and ``names_key`` of these and the names."""
        return digest_of(self.names_key, self.version)

    def rows_of(self, batch: int) -> str:
        """Under which a batch's documents are remembered."""
        step = BATCH // RECORDS
        return digest_of(*self.pages[batch * step : (batch + 1) * step])


class Listed(Sequence[Document]):
    """Documents sorted by reference, each batch read when one of it is asked for."""

    def __init__(self, listing: Listing, memory: Memory) -> None:
        self.listing = listing
        self._memory = memory
        self._read: dict[int, tuple[Document, ...]] = {}

    def __len__(self) -> int:
        return self.listing.count

    @overload
    def __getitem__(self, at: int) -> Document: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Document, ...]: ...

    def __getitem__(self, at: int | slice) -> Document | tuple[Document, ...]:
        if isinstance(at, slice):
            return tuple(self[n] for n in range(*at.indices(len(self))))
        if not 0 <= at < len(self):
            raise IndexError(at)
        return self.batch(at // BATCH)[at % BATCH]

    def batch(self, number: int) -> tuple[Document, ...]:
        if number not in self._read:
            found = self._memory.get("documents", self.listing.rows_of(number))
            if not isinstance(found, tuple):
                raise NotListed(self.listing.language)
            self._read[number] = found
        return self._read[number]

    def place(self, reference: str) -> int:
        """Raises NotListed for what is not there."""
        batch = bisect_right(self.listing.firsts, reference) - 1
        references = [d.reference for d in self.batch(max(batch, 0))]
        if reference not in references:
            raise NotListed(reference)
        return max(batch, 0) * BATCH + references.index(reference)

    def with_documents(self, documents: Iterable[Document]) -> tuple[Listed, set[int]]:
        """The same with these in the place of those of their reference, remembered; and which
        pages of records are others now."""
        pages, batches = list(self.listing.pages), list(self.listing.batches)
        words = self.listing.words
        read, changed = dict(self._read), set()
        for document in documents:
            at = self.place(document.reference)
            number = at // BATCH
            batch = list(read.get(number) or self.batch(number))
            words += document.words - batch[at % BATCH].words
            batch[at % BATCH] = document
            read[number] = tuple(batch)
            changed.add(at // RECORDS)
        for number, batch_now in read.items():
            batches[number] = batch_key(number * BATCH, batch_now)
        for page in changed:
            first = page * RECORDS % BATCH
            in_batch = read[page * RECORDS // BATCH]
            pages[page] = search_key(in_batch[first : first + RECORDS])
        listing = replace(self.listing, pages=tuple(pages), batches=tuple(batches), words=words)
        new = Listed(listing, self._memory)
        new._read = read
        new.keep(read)
        return new, changed

    def keep(self, numbers: Iterable[int]) -> None:
        """Remembers the listing and these batches."""
        for number in numbers:
            self._memory.put("documents", self.listing.rows_of(number), self.batch(number))
        self._memory.put("listing", self.listing.whole_key, self.listing)


def listed(
    language: str,
    documents: tuple[Document, ...],
    names: tuple[Name, ...],
    version: str,
    searched: tuple[str, ...],
    memory: Memory,
) -> Listed:
    """The documents of a language, remembered by what they say."""
    batches = [documents[at : at + BATCH] for at in range(0, len(documents), BATCH)]
    pages = (documents[at : at + RECORDS] for at in range(0, len(documents), RECORDS))
    listing = Listing(
        language=language,
        count=len(documents),
        pages=tuple(map(search_key, pages)),
        batches=tuple(batch_key(n * BATCH, batch) for n, batch in enumerate(batches)),
        firsts=tuple(batch[0].reference for batch in batches),
        words=words_of(documents),
        names=names,
        named=digest_of(*map(repr, names)),
        version=version,
        searched=searched,
    )
    found = Listed(listing, memory)
    found._read = dict(enumerate(batches))
    found.keep(found._read)
    return found


def remembered(key: str, memory: Memory) -> Listed:
    """The documents whose listing has this ``whole_key``; NotListed where it is not there."""
    listing = memory.get("listing", key)
    if not isinstance(listing, Listing):
        raise NotListed(key)
    return Listed(listing, memory)
