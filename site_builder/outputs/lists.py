"""Lists of works: by keyword, source, person, place, collection, year, and everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from site_builder import pages, urls
from site_builder.model import (
    TERM_KINDS,
    Archive,
    LangText,
    Output,
    TemplatePage,
    Term,
    Version,
    Work,
)
from site_builder.outputs.parts import (
    best_of,
    card,
    cut,
    everywhere,
    in_order,
    named,
    shown_terms,
    term_link,
)

ROLES: tuple[tuple[str, Callable[[Version], tuple[str, ...]]], ...] = (
    ("author", lambda version: version.authors),
    ("translator", lambda version: version.translators),
    ("reviewer", lambda version: version.reviewers),
    ("about", lambda version: version.people),
)
"""What a person may have to do with a work, in the order of their page."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A work in a list, in the version in which it is listed."""

    work: Work
    version: Version
    role: str = ""


def list_pages(archive: Archive) -> Iterator[Output]:
    for language in archive.site.languages:
        for kind in TERM_KINDS:
            for term in shown_terms(archive, kind):
                yield from _term_list(archive, term, language)
        for number, works in works_by_year(archive).items():
            yield from _year_list(archive, number, works, language)
        yield from _everything(archive, language)


def works_by_year(archive: Archive) -> dict[int, tuple[Work, ...]]:
    """Year -> works, newest year first; 0, last, for works without a date."""
    years: dict[int, list[Work]] = {}
    for work in archive.works:
        years.setdefault(work.lead.date.year if work.lead.date else 0, []).append(work)
    return {number: tuple(works) for number, works in years.items()}


def _term_list(archive: Archive, term: Term, language: str) -> Iterator[Output]:
    entries = _entries(archive, archive.works_of[term.kind, term.id], language)
    if term.kind == "person":
        entries = _by_role(term.id, archive.works_of[term.kind, term.id], language)
    if term.kind != "collection":
        entries = _own_language_first(archive, entries, language)
    address = urls.term(language, term.kind, term.id)
    title = named(term.labels, archive, language)
    note = named(term.notes, archive, language) if term.notes else None
    yield from _pages(
        archive, entries, address, language, term.kind, title,
        term=_term_box(archive, term, note, language),
        up=urls.term_index(language, term.kind),
        grouped=term.kind != "collection",
        description=note.text if note and note.language == language else "",
        feed=urls.feed(address) if term.kind == "keyword" else "",
    )  # fmt: skip


def _entries(archive: Archive, works: Sequence[Work], language: str) -> tuple[_Entry, ...]:
    return tuple(_Entry(work, best_of(work.versions, language)) for work in works)


def _by_role(person: str, works: Sequence[Work], language: str) -> tuple[_Entry, ...]:
    """A person's works, once for each role, in a version in which they have it."""
    found = []
    for role, people in ROLES:
        for work in works:
            versions = [v for v in work.versions if person in people(v)]
            if versions:
                found.append(_Entry(work, best_of(versions, language), role))
    return tuple(found)


def _own_language_first(
    archive: Archive, entries: Sequence[_Entry], language: str
) -> tuple[_Entry, ...]:
    order = {tag: number for number, tag in enumerate(in_order(archive, language))}
    roles = [role for role, _ in ROLES]

    def place(entry: _Entry) -> tuple[int, int]:
        return roles.index(entry.role) if entry.role else 0, order[entry.version.language]

    return tuple(sorted(entries, key=place))


def _broader(archive: Archive, term: Term, language: str) -> tuple[pages.TermLink, ...]:
    """The whole chain above a term, the broadest first; a term without works has no page."""
    chain: list[str] = []
    above = term.broader
    while above and above not in chain and (term.kind, above) in archive.terms:
        chain.append(above)
        above = archive.terms[term.kind, above].broader
    return tuple(term_link(archive, term.kind, one, language) for one in reversed(chain))


def _term_box(archive: Archive, term: Term, note: LangText | None, language: str) -> pages.TermBox:
    here = named(term.labels, archive, language)
    others = [
        LangText(term.labels[tag], tag)
        for tag in in_order(archive, language)
        if tag in term.labels and term.labels[tag] != here.text
    ]
    aliases = [
        LangText(name, tag)
        for tag in in_order(archive, language)
        for name in term.aliases.get(tag, ())
    ]
    unique = {text.text: text for text in reversed((*others, *aliases)) if text.text != here.text}
    narrower = [
        term_link(archive, term.kind, other.id, language)
        for other in shown_terms(archive, term.kind)
        if other.broader == term.id
    ]
    return pages.TermBox(
        kind=term.kind,
        note=note,
        aliases=tuple(reversed(unique.values())),
        broader=_broader(archive, term, language),
        narrower=tuple(narrower),
        same_as=term.same_as,
        url=term.url,
        latitude=term.latitude,
        longitude=term.longitude,
    )


def _year_list(
    archive: Archive, number: int, works: tuple[Work, ...], language: str
) -> Iterator[Output]:
    yield from _pages(
        archive, _entries(archive, works, language), urls.year(language, number), language,
        "year" if number else "undated", LangText("", language),
        year=number, up=urls.years(language),
    )  # fmt: skip


def _everything(archive: Archive, language: str) -> Iterator[Output]:
    yield from _pages(
        archive, _entries(archive, archive.works, language), urls.everything(language), language,
        "all",
        LangText("", language), up=urls.home(language), feed=urls.feed(urls.home(language)),
    )  # fmt: skip


def _pages(
    archive: Archive,
    entries: Sequence[_Entry],
    address: str,
    language: str,
    kind: str,
    title: LangText,
    *,
    up: str,
    term: pages.TermBox | None = None,
    year: int = 0,
    grouped: bool = False,
    description: str = "",
    feed: str = "",
) -> Iterator[Output]:
    """One list, cut into pages of the size that site.yaml asks for."""
    count = len({entry.work.id for entry in entries})
    for own, chunk, pagination in cut(entries, archive.site.page_size, address):
        first = pagination.number == 1
        model = pages.ListPage(
            head=pages.Head(
                title=title.text,
                language=language,
                address=own,
                description=description,
                versions=everywhere(archive, own, language) if first else (),
                feed=feed,
            ),
            kind=kind,
            title=title,
            term=term,
            year=year,
            count=count,
            groups=_groups(archive, chunk, language, grouped),
            pagination=pagination,
            up=up,
            first=(pagination.number - 1) * archive.site.page_size + 1,
        )
        yield Output(urls.output_path(own), TemplatePage("list.html", model))


def _groups(
    archive: Archive, entries: Sequence[_Entry], language: str, grouped: bool
) -> tuple[pages.Group, ...]:
    """Cards under what a person did and the language they are in; or all in one group."""
    by_heading: dict[tuple[str, str], list[pages.Card]] = {}
    for entry in entries:
        heading = (entry.role, entry.version.language) if grouped else ("", "")
        shown = card(archive, entry.work, language, entry.version)
        by_heading.setdefault(heading, []).append(shown)
    return tuple(pages.Group(tuple(c), tag, role) for (role, tag), c in by_heading.items())
