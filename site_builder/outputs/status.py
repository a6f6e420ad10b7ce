"""The standing of translations: every work in every language, in three orders and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from site_builder import languages, pages, urls
from site_builder.model import Archive, BytesPage, LangText, Output, TemplatePage, Version, Work
from site_builder.outputs.parts import best_version, cut

STATES = ("outdated", "machine", "unstamped", "missing", "current", "original")
"""What asks for work comes first."""
TO_DO = STATES[:4]
ORDERS = ("date", "title", "state")


@dataclass(frozen=True, slots=True)
class Standing:
    """One work in one language."""

    work: Work
    language: str
    state: str
    version: Version | None
    """None where it is missing."""
    of: Version | None
    """What it was made from, if readers see it; for a missing one, what it can be made from."""

    @property
    def changed(self) -> tuple[int, ...]:
        """Blocks of what it was made from that have changed since."""
        return (self.version.changed_blocks or ()) if self.version and self.of else ()

    @property
    def total(self) -> int:
        return len(self.of.article.blocks) if self.of else 0


def status_pages(archive: Archive) -> Iterator[Output]:
    rows = [standings(archive, work) for work in (*archive.works, *archive.pages)]
    totals = tuple(
        (tag, sum(row[index].version is not None for row in rows), len(rows))
        for index, tag in enumerate(archive.site.languages)
    )
    orders = tuple((order, urls.status(order)) for order in ORDERS)
    shown = [(row, _row(archive, row)) for row in rows]
    for order, address in orders:
        arranged = [made for _, made in sorted(shown, key=_order(archive, order))]
        for own, chunk, pagination in cut(arranged, archive.site.page_size, address):
            model = pages.StatusPage(
                head=pages.Head(
                    title="",
                    language=archive.site.default_language,
                    address=own,
                    feed=urls.SITE_FEED,
                    # The same rows in another order are nothing new to a search engine.
                    noindex=order != ORDERS[0],
                ),
                languages=archive.site.languages,
                totals=totals,
                rows=chunk,
                order=order,
                orders=orders,
                pagination=pagination,
                data=urls.STATUS_DATA,
            )
            yield Output(urls.output_path(own), TemplatePage("status.html", model))
    yield Output(urls.output_path(urls.STATUS_DATA), BytesPage(as_json(archive, rows).encode()))


def standings(archive: Archive, work: Work) -> tuple[Standing, ...]:
    """A work in every language of the site, in the site's order."""
    return tuple(_standing(work, tag) for tag in archive.site.languages)


def _standing(work: Work, language: str) -> Standing:
    version = work.in_language(language)
    if version is None:
        return Standing(work, language, "missing", None, work.lead)
    return Standing(
        work, language, _state(version), version, work.in_language(version.translated_from)
    )


def _state(version: Version) -> str:
    """original, outdated, machine (and unreviewed), unstamped or current."""
    said = version.article.header.translation
    if said is None:
        return "original"
    if version.changed_blocks:
        return "outdated"
    if said.method == "machine" and not said.reviewers:
        return "machine"
    return "unstamped" if version.changed_blocks is None else "current"


def to_do(archive: Archive, language: str = "") -> tuple[Standing, ...]:
    """What asks for a translator, the most pressing first; in one language, or in all.

    By state, then works of the site's ``priority`` keywords in their order, then the newest.
    """
    found = [
        standing
        for work in (*archive.works, *archive.pages)
        for standing in standings(archive, work)
        if standing.state in TO_DO and language in ("", standing.language)
    ]
    rank = {keyword: number for number, keyword in enumerate(archive.site.priority)}

    def pressing(standing: Standing) -> tuple[int, int]:
        known = [rank[k] for k in standing.work.lead.keywords if k in rank]
        return TO_DO.index(standing.state), min(known, default=len(rank))

    return tuple(sorted(found, key=pressing))


def _order(
    archive: Archive, order: str
) -> Callable[[tuple[Sequence[Standing], pages.StatusRow]], Any]:
    """A key by which works are sorted; without one they stay as they are, the newest first."""
    if order == "title":
        key = languages.collation_key(archive.site.default_language)
        return lambda one: key(one[1].title.text)
    if order == "state":
        return lambda one: [-sum(s.state == state for s in one[0]) for state in TO_DO]
    return lambda one: 0


def _title(archive: Archive, work: Work) -> LangText:
    lead = best_version(archive, work, archive.site.default_language)
    return LangText(lead.title.text, lead.language)


def _row(archive: Archive, row: Sequence[Standing]) -> pages.StatusRow:
    cells = tuple(
        pages.StatusCell(
            language=one.language,
            state=one.state,
            address=one.version.address if one.version else "",
            changed=len(one.changed),
            total=one.total if one.version else 0,
        )
        for one in row
    )
    work = row[0].work
    lead = best_version(archive, work, archive.site.default_language)
    return pages.StatusRow(_title(archive, work), lead.address, cells)


def as_json(archive: Archive, rows: Sequence[Sequence[Standing]]) -> str:
    """What ``/status/status.json`` holds: a line a work, so that two builds compare well."""
    counts = {
        tag: {state: sum(row[index].state == state for row in rows) for state in STATES}
        for index, tag in enumerate(archive.site.languages)
    }
    head = json.dumps({"languages": archive.site.languages, "totals": counts}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(_work_json(archive, row), ensure_ascii=False) for row in rows)
    return f'{head[:-1]}, "works": [\n{lines}\n]}}\n'


def _work_json(archive: Archive, row: Sequence[Standing]) -> dict[str, Any]:
    work = row[0].work
    title = _title(archive, work)
    return {
        "work": work.id,
        "kind": work.kind,
        "title": title.text,
        "title_language": title.language,
        "versions": {one.language: standing_json(one) for one in row},
    }


def standing_json(one: Standing) -> dict[str, Any]:
    """The state, and what belongs to it: address, source version, blocks changed of how many."""
    found: dict[str, Any] = {"state": one.state}
    if one.version:
        found["address"] = one.version.address
        found["path"] = one.version.article.path
        if one.of:
            found["of"] = one.of.language
            if one.version.changed_blocks is not None:
                found |= {"changed": list(one.changed), "total": one.total}
    return found
