"""Labels: a term that is used has a name in every language of the site."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model import Archive
from site_builder.problems import Problem, warning


def missing_labels(archive: Archive) -> Iterator[Problem]:
    """Only declared terms: a free word is what its author wrote, in that one language."""
    for key in archive.works_of:
        term = archive.terms[key]
        missing = [tag for tag in archive.site.languages if tag not in term.labels]
        # A label with a mistake was told where it stands, and is not here at all.
        if term.declared and term.labels and missing:
            message = f"'{term.id}' has no label in {', '.join(missing)}"
            hint = f"add to its label: {{{missing[0]}: ...}}"
            yield warning(term.path, *term.mark("label"), message, hint)
