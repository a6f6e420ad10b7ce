"""What several outputs share: cards, term links, heads, lists cut into pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar
from urllib.parse import quote

from site_builder import languages, pages, urls
from site_builder.model import Archive, LangText, SourceRef, Term, TermKind, Version, Work

T = TypeVar("T")


def in_order(archive: Archive, language: str) -> tuple[str, ...]:
    """The reader's language, then the others in the site's order."""
    return (language, *(tag for tag in archive.site.languages if tag != language))


def best_version(archive: Archive, work: Work, language: str) -> Version:
    """The version for a reader of ``language``: theirs, or the first in the site's order."""
    return best_of(work.versions, language)


def best_of(versions: Sequence[Version], language: str) -> Version:
    """The same of some versions of a work, in the site's order; there is at least one."""
    for version in versions:
        if version.language == language:
            return version
    return versions[0]


def named(texts: Mapping[str, str], archive: Archive, language: str) -> LangText:
    """A text in the reader's language, or in the next best with its own language."""
    if language in texts:
        return _one_for_all(texts[language], language)
    tag = next((t for t in in_order(archive, language) if t in texts), None) or min(texts)
    return _one_for_all(texts[tag], tag)


@lru_cache(maxsize=4096)
def _one_for_all(text: str, language: str) -> LangText:
    """Names stand on thousands of pages, which are all held until they are written."""
    return LangText(text, language)


def site_title(archive: Archive, language: str) -> LangText:
    return named(archive.site.title, archive, language)


def term_link(archive: Archive, kind: TermKind, term_id: str, language: str) -> pages.TermLink:
    found: pages.TermLink | None = archive.shared.get((kind, term_id, language))
    if found is None:
        term = archive.terms[kind, term_id]
        count = len(archive.works_of.get((kind, term_id), ()))
        address = urls.term(language, kind, term_id) if count else ""
        found = pages.TermLink(named(term.labels, archive, language), address, count)
        archive.shared[kind, term_id, language] = found
    return found


def term_links(
    archive: Archive, kind: TermKind, ids: Sequence[str], language: str
) -> tuple[pages.TermLink, ...]:
    return tuple(term_link(archive, kind, term_id, language) for term_id in ids)


def version_links(work: Work, *, but: str = "") -> tuple[pages.VersionLink, ...]:
    """In all languages but one."""
    return tuple(
        pages.VersionLink(v.language, v.address) for v in work.versions if v.language != but
    )


def card(archive: Archive, work: Work, language: str, version: Version | None = None) -> pages.Card:
    """A work in a list, in the best language for this reader, or in the version that is meant."""
    version = version or best_version(archive, work, language)
    # Held with its version, whose id is then nobody else's. To ask for its hash would take longer.
    held: tuple[Version, pages.Card] | None = archive.shared.get((id(version), language))
    if held is None:
        held = archive.shared[id(version), language] = (
            version,
            _card(archive, work, language, version),
        )
    return held[1]


def _card(archive: Archive, work: Work, language: str, version: Version) -> pages.Card:
    source = archive.terms.get(("source", version.source_term))
    return pages.Card(
        title=version.title,
        deck=version.deck,
        address=version.address,
        date=version.date,
        source=named(source.labels, archive, language) if source else None,
        type=version.type,
        others=version_links(work, but=version.language),
        warning=version.warning is not None,
        draft=version.status == "draft",
    )


def work_link(archive: Archive, work: Work, language: str) -> pages.WorkLink:
    version = best_version(archive, work, language)
    return pages.WorkLink(version.title, version.address)


def points_of(archive: Archive, language: str, most: int) -> tuple[pages.PlacePoint, ...]:
    """The places that have coordinates, those with the most works first."""
    places = [t for t in shown_terms(archive, "place") if None not in (t.latitude, t.longitude)]
    places.sort(key=lambda term: -len(archive.works_of["place", term.id]))
    found = []
    for term in places[:most]:
        link = term_link(archive, "place", term.id, language)
        assert term.latitude is not None and term.longitude is not None
        found.append(pages.PlacePoint(
            link.label, link.address, link.count, term.latitude, term.longitude,
        ))  # fmt: skip
    return tuple(found)


def everywhere(archive: Archive, address: str, language: str) -> tuple[pages.VersionLink, ...]:
    """The same page of the interface in every language of the site."""
    rest = address.removeprefix(f"/{language}/")
    return tuple(pages.VersionLink(tag, f"/{tag}/{rest}") for tag in archive.site.languages)


def cut(
    items: Sequence[T], size: int, address: str
) -> Iterator[tuple[str, tuple[T, ...], pages.Pagination]]:
    """(address, items, pagination) of each page of a list; an empty list has one empty page."""
    chunks = [tuple(items[start : start + size]) for start in range(0, len(items), size)]
    for number, chunk in enumerate(chunks or [()], 1):
        pagination = pages.Pagination(
            number=number,
            total=max(len(chunks), 1),
            previous=urls.page(address, number - 1) if number > 1 else "",
            next=urls.page(address, number + 1) if number < len(chunks) else "",
        )
        yield urls.page(address, number), chunk, pagination


def shown_terms(archive: Archive, kind: TermKind) -> tuple[Term, ...]:
    """Terms that a page is made for: those that a work names, sorted by id."""
    return tuple(archive.terms[key] for key in archive.works_of if key[0] == kind)


def report_url(archive: Archive, version: Version) -> str:
    """The address for reports with what the reader would have to copy filled in."""
    said = {
        "title": version.title.text,
        "url": urls.absolute(archive.site.base_url, version.address),
        "path": version.article.path,
    }
    parts = re.split(r"\{([a-z]+)\}", archive.site.report_url)
    return "".join(quote(said[p], safe="") if n % 2 else p for n, p in enumerate(parts))


def archived_on(source: SourceRef) -> str:
    """When an archived copy was made: the day in its address, as archives write it (14 digits,
    RFC 7089 calls it the datetime of a memento), else the day of the last visit."""
    found = re.search(r"/(\d{4})(\d{2})(\d{2})\d{6}(?:[a-z]{2}_)?/", source.archived)
    if found and 1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31:
        return "-".join(found.groups())
    return languages.iso(source.accessed) if source.accessed else ""
