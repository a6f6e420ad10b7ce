"""Dates that cannot be: before they could, or in the wrong order."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import Archive, Edtf, Version
from site_builder.problems import Problem, warning


def impossible_dates(archive: Archive) -> Iterator[Problem]:
    for work in archive.works:
        for version in work.versions:
            yield from _in_the_future(version, archive.site.today)
            yield from _out_of_order(version)


def _in_the_future(version: Version, today: str) -> Iterator[Problem]:
    """Nothing has been published, added or corrected tomorrow."""
    header = version.article.header
    dated: list[tuple[str, Edtf | None]] = [
        ("date", header.date),
        ("added", header.added),
        ("updated", header.updated),
        *((f"corrections.{n}.date", c.date) for n, c in enumerate(header.corrections)),
    ]
    for key, date in dated:
        if date and today and "{:04d}-{:02d}-{:02d}".format(*date.earliest) > today:
            line, column = version.article.mark(key)
            message = f"the date {date.text} is in the future"
            yield warning(
                version.article.path, line, column, message, "correct it, or use publish_after"
            )


def _out_of_order(version: Version) -> Iterator[Problem]:
    header = version.article.header
    if header.updated and header.added and _is_before(header.updated, header.added):
        line, column = version.article.mark("updated")
        message = f"updated ({header.updated.text}) before it was added ({header.added.text})"
        yield warning(version.article.path, line, column, message, "correct one of the two dates")
    translation = header.translation
    done = translation.date if translation else None
    if done and version.date and _is_before(done, version.date):
        line, column = version.article.mark("translation.date")
        message = f"translated ({done.text}) before it was published ({version.date.text})"
        yield warning(version.article.path, line, column, message, "correct one of the two dates")


def _is_before(one: Edtf, other: Edtf) -> bool:
    """As far as both are known: a year alone is not before a day in it."""
    precision = min(len(one.first), len(other.first))
    return one.first[:precision] < other.first[:precision]
