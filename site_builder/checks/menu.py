"""The menu of site.yaml names standing pages that are there."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import Archive
from site_builder.problems import Problem, did_you_mean


def menu_pages(archive: Archive) -> Iterator[Problem]:
    here = {work.id for work in archive.pages}
    for number, name in enumerate(archive.site.menu):
        if name not in here:
            hint = did_you_mean(name, here) or f"write content/pages/{name}/<language>.md"
            line, column = archive.site.marks.get(f"menu.{number}", (0, 0))
            message = f"the menu names '{name}', which is not a page"
            yield Problem("site.yaml", line, column, message, hint)
