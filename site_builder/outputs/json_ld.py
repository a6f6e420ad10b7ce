"""schema.org descriptions of articles, as JSON-LD that carries no code."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from site_builder import languages, urls
from site_builder.model import Archive, TermKind, Version, Work
from site_builder.outputs.citations import date_of_text
from site_builder.outputs.parts import named, site_title
from site_builder.pages import RightsBox

TYPES = {
    "testimony": "Article",
    "interview": "Article",
    "document": "Article",
    "analysis": "AnalysisNewsArticle",
    "report": "ReportageNewsArticle",
}
"""schema.org types for the types of the header; NewsArticle for the rest."""
SOURCES = {"newspaper": "NewsMediaOrganization", "archive": "ArchiveOrganization"}
"""schema.org types for the kinds of sources.yaml; Organization for the rest."""

Image = tuple[str, int, int]
"""Address, width and height; 0 where they are not known."""


def article(
    archive: Archive,
    work: Work,
    version: Version,
    images: Sequence[Image] = (),
    rights: RightsBox | None = None,
) -> str:
    """JSON text of one version, safe inside a script element."""
    base = archive.site.base_url
    language = version.language
    published = date_of_text(version)
    name = site_title(archive, language).text
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _type(version),
        "@id": urls.absolute(base, version.address),
        "url": urls.absolute(base, version.address),
        "mainEntityOfPage": urls.absolute(base, version.address),
        "headline": version.title.text,
        "alternativeHeadline": version.deck.text if version.deck else None,
        "inLanguage": languages.html_tag(language),
        "datePublished": languages.iso(published) if published else None,
        "dateModified": languages.iso(version.updated) if version.updated else None,
        "author": _persons(archive, version.authors, language),
        "translator": _persons(archive, version.translators, language),
        "contributor": _persons(archive, version.reviewers, language),
        "publisher": {"@type": "Organization", "name": name, "url": base},
        "isPartOf": {
            "@type": "WebSite",
            "name": name,
            "url": urls.absolute(base, urls.home(language)),
        },
        "keywords": _labels(archive, "keyword", version.keywords, language),
        "mentions": _persons(archive, version.people, language),
        "contentLocation": _places(archive, version.places, language),
        **_source(archive, version),
        "image": [_image(base, *image) for image in images],
        "license": rights.url if rights else None,
        "copyrightHolder": _named("Organization", rights.holder) if rights else None,
        "correction": _corrections(version),
        "isAccessibleForFree": True,
        "wordCount": version.article.words,
        **_translations(archive, work, version),
    }
    return script_safe({key: value for key, value in data.items() if value})


def _type(version: Version) -> str:
    return TYPES.get(version.type, "NewsArticle")


def _image(base: str, address: str, width: int, height: int) -> dict[str, Any]:
    size = {"width": width, "height": height} if width and height else {}
    return {"@type": "ImageObject", "url": urls.absolute(base, address), **size}


def _named(kind: str, name: str) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _source(archive: Archive, version: Version) -> dict[str, Any]:
    """What a text was taken from, or rests on, and where a copy of that is kept.

    The copy is of the source: of the article itself only where that appeared there first.
    """
    source = version.source
    if source is None:
        return {}
    term = archive.terms.get(("source", version.source_term))
    publisher = None
    if term:
        publisher = {
            "@type": SOURCES.get(term.type, "Organization"),
            "name": named(term.labels, archive, version.language).text,
            **({"url": term.url} if term.url else {}),
            **_same_as(term.same_as),
        }
    told = {
        "name": source.title,
        "url": source.url,
        "archivedAt": source.archived,
        "publisher": publisher,
    }
    based_on = {"@type": "CreativeWork", **{key: value for key, value in told.items() if value}}
    first = source.relation == "published"
    return {
        "isBasedOn": based_on if len(based_on) > 1 else None,
        "archivedAt": source.archived if first else None,
    }


def _corrections(version: Version) -> list[dict[str, Any]]:
    return [
        {"@type": "CorrectionComment", "text": c.note, "datePublished": languages.iso(c.date)}
        for c in version.article.header.corrections
    ]


def script_safe(data: object) -> str:
    """JSON in which nothing can end the script element or start another (HTML, section 4.12)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _translations(archive: Archive, work: Work, version: Version) -> dict[str, Any]:
    base = archive.site.base_url

    def reference(other: Version) -> dict[str, str]:
        address = urls.absolute(base, other.address)
        language = languages.html_tag(other.language)
        return {"@type": _type(other), "@id": address, "inLanguage": language}

    of = work.in_language(version.translated_from)
    made = [reference(v) for v in work.versions if v.translated_from == version.language]
    found: dict[str, Any] = {"workTranslation": made}
    if of:
        found["translationOfWork"] = reference(of)
    elif (said := version.article.header.translation) and said.original:
        found["translationOfWork"] = {
            "@type": "CreativeWork",
            "inLanguage": languages.html_tag(said.original.language),
            **({"name": said.original.title} if said.original.title else {}),
            **({"url": said.original.url} if said.original.url else {}),
        }
    return found


def _labels(archive: Archive, kind: TermKind, ids: tuple[str, ...], language: str) -> list[str]:
    return [named(archive.terms[kind, i].labels, archive, language).text for i in ids]


def _persons(archive: Archive, ids: tuple[str, ...], language: str) -> list[dict[str, Any]]:
    return [
        {
            "@type": "Person",
            "name": named(archive.terms["person", i].labels, archive, language).text,
            **_same_as(archive.terms["person", i].same_as),
        }
        for i in ids
    ]


def _places(archive: Archive, ids: tuple[str, ...], language: str) -> list[dict[str, Any]]:
    found = []
    for term_id in ids:
        term = archive.terms["place", term_id]
        place: dict[str, Any] = {
            "@type": "Place",
            "name": named(term.labels, archive, language).text,
            **_same_as(term.same_as),
        }
        if term.latitude is not None and term.longitude is not None:
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": term.latitude,
                "longitude": term.longitude,
            }
        found.append(place)
    return found


def _same_as(addresses: tuple[str, ...]) -> dict[str, list[str]]:
    return {"sameAs": list(addresses)} if addresses else {}
