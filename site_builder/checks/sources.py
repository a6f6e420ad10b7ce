"""Provenance: every article says where it was published and when."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import Archive
from site_builder.problems import Problem, warning


def missing_provenance(archive: Archive) -> Iterator[Problem]:
    """An original without a source, a date or keywords can hardly be cited or found."""
    wanted = {
        "source": ("source", "add a line 'source: Ain al-Madina'"),
        "date": ("date", "add a line 'date: 2015-03-01'; '2015?' if it is not certain"),
        "keywords": ("keywords", "add a line 'keywords: [raqqa, local-journalism]'"),
    }
    for work in archive.works:
        version = work.lead
        header = version.article.header
        folder = version.article.path.rpartition("/")[0]
        if header.translation is not None and folder in archive.unread:
            continue  # What it would have from its original is not its own mistake.
        for name, (what, hint) in wanted.items():
            # A name that nothing is known of has been told; it is not missing.
            if not getattr(version, name) and not getattr(header, name):
                message = f"this article has no {what}"
                yield warning(version.article.path, 1, 1, message, hint)
