"""What a build of everything leaves for later ones: a row a work, read when a page needs it.

All rows carry the name of the build that they are of. Those of another are as if they were not
there, so that a cache shared by several branches is of use to the one that was built last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, overload

from site_builder.cache import Cache
from site_builder.model import (
    Archive,
    Article,
    Asset,
    Blocks,
    Header,
    Output,
    Site,
    Term,
    TermKind,
    Version,
    Work,
)
from site_builder.outputs import OUTPUTS, MakeOutputs
from site_builder.outputs.articles import Near, article_pages
from site_builder.outputs.feeds import Feed, feed_of
from site_builder.outputs.pictures import lead_path
from site_builder.search.outputs import listing_keys

TermKey = tuple[TermKind, str]
WORK, ARCHIVE, FEED, LISTINGS = "kept-work", "kept-archive", "kept-feed", "kept-listings"


class NotKept(LookupError):
    """A row is missing, damaged or of another build."""


@dataclass(frozen=True, slots=True)
class KeptArchive:
    """What any page may need."""

    whole: str
    """Name of the build that this is of."""
    terms: tuple[Term, ...]
    works_of: tuple[tuple[TermKind, str, str], ...]
    """Kind and id of a term, and the ids of its works in their order, a line each: of nearly all
    terms nobody asks."""


@dataclass(frozen=True, slots=True)
class KeptWork:
    """A work, and what its pages need of others."""

    whole: str
    work: Work
    """Its articles have nothing but their names and digests."""
    neighbours: tuple[tuple[str, str, str], ...]
    """Language, id of the older work that has it, and of the newer one; empty where none has."""
    related: tuple[str, ...]
    collections: tuple[tuple[str, int], ...]
    """Id of each collection that holds it, and the work's index there."""
    assets: tuple[Asset, ...]
    """Those that its texts link to or show."""
    feeds: tuple[str, ...]
    """Paths of the feeds that have its texts."""
    sought: bool
    """Whether some text links to a place within one of its texts."""


@dataclass(frozen=True, slots=True)
class KeptFeed:
    whole: str
    feed: Feed


NearWorks = list[tuple[Work, Near]]


def watched(near: NearWorks) -> tuple[MakeOutputs, ...]:
    """The outputs of every build; what they find out of works near each other is added."""
    telling = partial(article_pages, told=near.append)
    return tuple(telling if make is article_pages else make for make in OUTPUTS)


@dataclass(frozen=True, slots=True)
class KeptListings:
    whole: str
    keys: tuple[tuple[str, str], ...]
    """Of what is searched in each language."""


def keep(
    archive: Archive, outputs: Sequence[Output], near: NearWorks, memory: Cache, whole: str
) -> None:
    """Remembers a build of everything, under a name that no other has."""
    works_of = tuple(
        (kind, term_id, "\n".join(work.id for work in works))
        for (kind, term_id), works in archive.works_of.items()
    )
    terms = tuple(replace(term, marks={}) for term in archive.terms.values())
    feeds: dict[str, list[str]] = {}
    for output in outputs:
        if feed := feed_of(output.page):
            memory.put(FEED, output.path, KeptFeed(whole, feed))
            for entry in feed.entries:
                feeds.setdefault(entry.digest, []).append(output.path)
    for work, beside in near:
        memory.put(WORK, f"{work.kind}/{work.id}", _kept(archive, work, beside, feeds, whole))
    memory.put(LISTINGS, "", KeptListings(whole, tuple(listing_keys(outputs).items())))
    # Last: what was killed before this line kept nothing.
    memory.put(ARCHIVE, "", KeptArchive(whole, terms, works_of))
    memory.save()


def _kept(
    archive: Archive, work: Work, near: Near, feeds: Mapping[str, Sequence[str]], whole: str
) -> KeptWork:
    versions = work.versions
    used = {path for version in versions for path in _files_of(version)}
    return KeptWork(
        whole,
        without_texts(work),
        tuple(
            (language, before.id if before else "", after.id if after else "")
            for language, (before, after) in near.neighbours.items()
        ),
        tuple(other.id for other in near.related),
        tuple((term.id, index) for term, index, _ in near.collections),
        tuple(archive.assets[path] for path in sorted(used) if path in archive.assets),
        tuple(sorted({p for v in versions for p in feeds.get(v.article.digest, ())})),
        any(v.address in archive.sought for v in versions),
    )


def _files_of(version: Version) -> Iterator[str]:
    yield from filter(None, version.link_assets)
    if version.image:
        yield lead_path(version, version.image.file)


def without_texts(work: Work) -> Work:
    versions = tuple(replace(v, article=_named_only(v.article)) for v in work.versions)
    return replace(work, versions=versions)


def _named_only(article: Article) -> Article:
    return Article(
        article.path, article.kind, article.work, article.language, article.digest,
        Header(""), {}, (), Blocks(), (), (), "", 0,
    )  # fmt: skip


class Kept:
    """The rows of one build of everything. Whatever is asked of them raises NotKept."""

    def __init__(self, memory: Cache, whole: str) -> None:
        self._memory = memory
        self.whole = whole
        self._works: dict[str, KeptWork] = {}
        archive: KeptArchive = self._row(ARCHIVE, "", KeptArchive)
        self.terms: Mapping[TermKey, Term] = {(t.kind, t.id): t for t in archive.terms}
        self.works_of: Mapping[TermKey, Sequence[Work]] = {
            (kind, term_id): _Works(self, lines) for kind, term_id, lines in archive.works_of
        }
        listings: KeptListings = self._row(LISTINGS, "", KeptListings)
        self.listings: Mapping[str, str] = dict(listings.keys)

    def _row(self, kind: str, key: str, wanted: type[Any]) -> Any:
        found = self._memory.get(kind, key)
        if not isinstance(found, wanted) or found.whole != self.whole:
            raise NotKept(f"{kind} {key}")
        return found

    def work(self, kind: str, work: str) -> KeptWork:
        key = f"{kind}/{work}"
        if key not in self._works:
            self._works[key] = self._row(WORK, key, KeptWork)
        return self._works[key]

    def feed(self, path: str) -> Feed:
        row: KeptFeed = self._row(FEED, path, KeptFeed)
        return row.feed

    def put_work(self, work: KeptWork) -> None:
        """What is true of a work from now on."""
        self._memory.put(WORK, f"{work.work.kind}/{work.work.id}", work)

    def put_others(self, feeds: Mapping[str, Feed], listings: Mapping[str, str]) -> None:
        """What is true of feeds, and of what is searched, from now on."""
        for path, feed in feeds.items():
            self._memory.put(FEED, path, KeptFeed(self.whole, feed))
        self._memory.put(LISTINGS, "", KeptListings(self.whole, tuple(listings.items())))

    def near(self, of: KeptWork) -> Near:
        def article(work: str) -> Work | None:
            return self.work(of.work.kind, work).work if work else None

        return Near(
            {tag: (article(before), article(after)) for tag, before, after in of.neighbours},
            tuple(self.work("article", other).work for other in of.related),
            tuple(
                (self.terms["collection", i], at, self.works_of["collection", i])
                for i, at in of.collections
            ),
        )

    def archive(self, site: Site, of: KeptWork, work: Work) -> Archive:
        """One work, with as much of the archive as its pages show."""
        pages = tuple(self.work("page", page).work for page in site.menu)
        return Archive(
            site=site,
            works=(work,) if work.kind == "article" else (),
            pages=pages,
            withdrawn=(),
            terms=self.terms,
            works_of=self.works_of,
            assets={asset.path: asset for asset in of.assets},
        )


class _Works(Sequence[Work]):
    """Works of a term, each read when it is asked for; how many there are is known."""

    def __init__(self, kept: Kept, lines: str) -> None:
        self._kept, self._lines = kept, lines

    @cached_property
    def _ids(self) -> list[str]:
        return self._lines.split("\n") if self._lines else []

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, at: int) -> Work: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Work, ...]: ...

    def __getitem__(self, at: int | slice) -> Work | tuple[Work, ...]:
        if isinstance(at, slice):
            return tuple(self._kept.work("article", work).work for work in self._ids[at])
        return self._kept.work("article", self._ids[at]).work
