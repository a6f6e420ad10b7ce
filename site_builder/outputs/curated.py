"""Curated collections on other pages: where a work stands in one, and its first works."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder import pages
from site_builder.model import Archive, Term, Work
from site_builder.outputs.parts import named, shown_terms, term_link, work_link

FIRST_WORKS = 4
Curated = tuple[tuple[Term, int, Sequence[Work]], ...]
"""Each collection that holds a work, the work's index in it, and all its works."""


def curated(archive: Archive) -> dict[str, Curated]:
    """Work -> the collections that hold it."""
    found: dict[str, Curated] = {}
    for term in shown_terms(archive, "collection"):
        works = archive.works_of["collection", term.id]
        for index, work in enumerate(works):
            found[work.id] = (*found.get(work.id, ()), (term, index, works))
    return found


def in_collections(
    archive: Archive, holding: Curated, language: str
) -> tuple[pages.CollectionPlace, ...]:
    """The work's neighbours are those the curator gave it, whatever language they are in."""
    return tuple(
        pages.CollectionPlace(
            collection=term_link(archive, "collection", term.id, language),
            number=index + 1,
            total=len(works),
            previous=work_link(archive, works[index - 1], language) if index else None,
            next=work_link(archive, works[index + 1], language) if works[index + 1 :] else None,
        )
        for term, index, works in holding
    )


def collection_boxes(archive: Archive, language: str) -> tuple[pages.CollectionBox, ...]:
    """What each collection is, and its first works."""
    return tuple(
        pages.CollectionBox(
            collection=term_link(archive, "collection", term.id, language),
            note=named(term.notes, archive, language) if term.notes else None,
            works=tuple(
                work_link(archive, work, language)
                for work in archive.works_of["collection", term.id][:FIRST_WORKS]
            ),
        )
        for term in shown_terms(archive, "collection")
    )
