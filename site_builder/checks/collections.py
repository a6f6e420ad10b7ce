"""Collections: the works that a curator put in order are there."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import Archive
from site_builder.problems import Problem, did_you_mean, warning


def works_of_collections(archive: Archive) -> Iterator[Problem]:
    here = {work.id for work in archive.works}
    for (kind, _), term in sorted(archive.terms.items()):
        for number, work in enumerate(term.works if kind == "collection" else ()):
            if work not in here:
                message = f"the collection '{term.id}' names '{work}', which is not published"
                hint = did_you_mean(work, here) or "publish it, or take it out of the collection"
                yield warning(term.path, *term.mark(f"works.{number}"), message, hint)
