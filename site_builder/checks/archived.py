"""Archived copies: a source on the web has one, so that it can be read when its site is gone.

Not among CHECKS: most archives begin without, and a warning for each would hide the others.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import Archive
from site_builder.problems import Problem, warning


def missing_copies(archive: Archive) -> Iterator[Problem]:
    """At the header that says the source; a translation that has it from there is not told."""
    for work in archive.works:
        for version in work.versions:
            source = version.article.header.source
            if source and source.url and not source.archived:
                hint = "have https://web.archive.org/save keep it, and add archived: under source"
                place = version.article.mark("source.url")
                message = "this source has no archived copy"
                yield warning(version.article.path, *place, message, hint)
