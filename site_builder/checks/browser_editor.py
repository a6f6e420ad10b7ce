"""The editor in the browser keeps what it understands: what it would drop is told before it does.

Where one value stands for several fields (``source: Ain al-Madina``), it sees none of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder import frontmatter
from site_builder.model import Archive, Article
from site_builder.problems import Problem
from site_builder.schema import Record

RECORDS = {f.name: f.type for f in frontmatter.FIELDS if isinstance(f.type, Record)}


def kept_by_the_browser_editor(archive: Archive) -> Iterator[Problem]:
    """Only where site.yaml has ``cms``; drafts are not looked at before they are published."""
    if archive.site.cms is None:
        return
    for work in (*archive.works, *archive.pages):
        for version in work.versions:
            yield from _shortened(version.article)


def _shortened(article: Article) -> Iterator[Problem]:
    for name, record in RECORDS.items():
        place = article.marks.get(name)
        inside = [(key, at) for key, at in article.marks.items() if key.startswith(f"{name}.")]
        if place is None:
            continue
        example = record.fields[0].name
        if not inside:
            example, hint = "method", "write what is true of it: translation: {method: human}"
        else:
            example = next((key.partition(".")[2] for key, at in inside if at == place), "")
            hint = f"write it as {name}: {{{example}: ...}}"
        if example:
            message = f"the editor in the browser would drop '{name}' as it is written here"
            yield Problem(article.path, *place, message, hint)
