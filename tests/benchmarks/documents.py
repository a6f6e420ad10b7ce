"""What search sees of a generated archive: the documents of one language, without any files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from benchmarks.generate import Plan, Version, Work, works

from site_builder.model import Bodies, Body, Edtf
from site_builder.search.documents import Document


def documents(plan: Plan, language: str) -> tuple[tuple[Document, ...], dict[str, str]]:
    """As search sees the archive once it is parsed: the documents, and their texts by digest."""
    found: list[Document] = []
    texts: dict[str, str] = {}
    for work in works(plan):
        for version in work.versions:
            if version.language == language:
                digest = f"{work.number}.{language}"
                texts[digest] = version.text
                found.append(_document(work, version, digest))
    return tuple(sorted(found, key=lambda one: one.reference)), texts


def bodies(texts: Mapping[str, str]) -> Bodies:
    return lambda digest: Body("", texts[digest], "")


def _document(work: Work, version: Version, digest: str) -> Document:
    language = version.language
    year, month, day = map(int, work.date.split("-"))
    others = tuple(one for one in work.versions if one is not version)
    named = (*work.keywords, work.source, *work.people, *work.places)
    return Document(
        reference=f"/{language}/{work.id}/",
        language=language,
        title=version.title,
        deck=version.deck,
        keywords=tuple(dict.fromkeys(label for term in named for _, label in term.labels)),
        body=digest,
        others=tuple(one.title for one in others),
        title_language="",
        date=_date(year, month, day),
        type=work.type,
        excerpt="",
        warning=False,
        keyword_facets=tuple((term.id, dict(term.labels)[language]) for term in work.keywords),
        source_facet=(work.source.id, dict(work.source.labels)[language]),
        versions=tuple((one.language, f"/{one.language}/{work.id}/") for one in others),
        words=len(version.text.split()),
    )


@cache
def _date(year: int, month: int, day: int) -> Edtf:
    from site_builder.edtf import parse

    return parse(f"{year}-{month:02}-{day:02}")
