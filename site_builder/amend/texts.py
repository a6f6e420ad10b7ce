"""The outputs that show the texts of a work: its own pages, its citations, feeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from site_builder import urls
from site_builder.amend.kept import Kept, KeptWork
from site_builder.model import Archive, Output, Work
from site_builder.outputs.articles import pages_of_work
from site_builder.outputs.citations import citation_files
from site_builder.outputs.feeds import Feed, feed_page, summary_of
from site_builder.outputs.parallel import parallel_pages


def outputs_of(archive: Archive, work: Work, kept: Kept, row: KeptWork) -> Iterator[Output]:
    """Of a work and what is near it; ``archive`` has this work and no other."""
    yield from pages_of_work(archive, work, kept.near(row))
    yield from parallel_pages(archive)
    yield from citation_files(archive)


def feeds_of(archive: Archive, old: Work, new: Work, feeds: Mapping[str, Feed]) -> dict[str, Feed]:
    """Path -> the feed with a work's texts as they are now."""
    base = archive.site.base_url
    digests = [version.article.digest for version in old.versions]
    now = dict(zip(digests, new.versions, strict=True))
    urls_of = {version.address: urls.absolute(base, version.address) for version in new.versions}

    def entries(feed: Feed) -> Feed:
        found = []
        for entry in feed.entries:
            version = now.get(entry.digest)
            if version and urls_of[version.address] == entry.url:
                found.append(
                    replace(entry, digest=version.article.digest, summary=summary_of(version))
                )
            else:
                found.append(entry)
        return replace(feed, entries=tuple(found))

    return {path: entries(feed) for path, feed in feeds.items()}


def feed_outputs(feeds: Mapping[str, Feed]) -> Iterator[Output]:
    for path, feed in feeds.items():
        yield Output(path, feed_page(feed))
