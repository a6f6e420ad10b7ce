"""The keywords that site.yaml gives priority are ones that the archive has."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import Archive
from site_builder.problems import Problem, did_you_mean, warning


def priority_keywords(archive: Archive) -> Iterator[Problem]:
    known = [term_id for kind, term_id in archive.terms if kind == "keyword"]
    for number, name in enumerate(archive.site.priority):
        if ("keyword", name) not in archive.terms:
            hint = did_you_mean(name, known) or "name the id of an entry in keywords.yaml"
            line, column = archive.site.marks.get(f"priority.{number}", (0, 0))
            yield warning("site.yaml", line, column, f"there is no keyword '{name}'", hint)
