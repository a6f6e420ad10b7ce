"""Two versions of a work side by side: a page for each ordered pair of its languages."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder import pages, urls
from site_builder.model import Archive, Output, TemplatePage, Version, Work
from site_builder.outputs.articles import body_ref
from site_builder.outputs.parts import site_title, term_links, version_links


def parallel_pages(archive: Archive) -> Iterator[Output]:
    for work in archive.works:
        for one in work.versions:
            for other in work.versions:
                if one is not other:
                    page = _page(archive, work, one, other)
                    address = page.head.address
                    yield Output(urls.output_path(address), TemplatePage("parallel.html", page))


def _page(archive: Archive, work: Work, one: Version, other: Version) -> pages.ParallelPage:
    """In the language of ``one``, whose text stands first."""
    return pages.ParallelPage(
        head=pages.Head(
            title=one.title.text,
            language=one.language,
            address=urls.side_by_side(one.language, work.id, other.language),
            canonical=one.address,
            description=one.deck.text if one.deck else one.article.excerpt,
            noindex="draft" in (one.status, other.status),
            og_type="article",
        ),
        sides=(_side(archive, one, one.language), _side(archive, other, one.language)),
        versions=version_links(work),
        swapped=urls.side_by_side(other.language, work.id, one.language),
        warnings=tuple(dict.fromkeys(v.warning for v in (one, other) if v.warning is not None)),
        date=one.date,
        source=_source(archive, one),
        archive=site_title(archive, one.language),
    )


def _source(archive: Archive, version: Version) -> pages.TermLink | None:
    ids = (version.source_term,) if version.source_term else ()
    links = term_links(archive, "source", ids, version.language)
    return links[0] if links else None


def _side(archive: Archive, version: Version, reader: str) -> pages.Side:
    said = version.article.header.translation
    return pages.Side(
        language=version.language,
        title=version.title,
        deck=version.deck,
        address=version.address,
        authors=term_links(archive, "person", version.authors, reader) if said is None else (),
        translators=term_links(archive, "person", version.translators, reader),
        reviewers=term_links(archive, "person", version.reviewers, reader),
        original=said is None,
        method=said.method if said else "",
        changed=len(version.changed_blocks or ()),
        draft=version.status == "draft",
        body=body_ref(archive, version),
    )
