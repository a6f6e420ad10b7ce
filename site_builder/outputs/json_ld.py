"""schema.org descriptions of articles, as JSON-LD that carries no code."""

from __future__ import annotations

import json
from typing import Any

from site_builder import languages, urls
from site_builder.model import Archive, TermKind, Version, Work
from site_builder.outputs.citations import date_of_text
from site_builder.outputs.parts import named, site_title
from site_builder.pages import FigureBox

TYPES = {
    "interview": "Article",
    "analysis": "AnalysisNewsArticle",
    "report": "ReportageNewsArticle",
}
"""schema.org types for the types of the header; NewsArticle for the rest."""


def article(archive: Archive, work: Work, version: Version, image: FigureBox | None) -> str:
    """JSON text of one version, safe inside a script element."""
    base = archive.site.base_url
    language = version.language
    source = version.source
    published = date_of_text(version)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(version.type, "NewsArticle"),
        "@id": urls.absolute(base, version.address),
        "url": urls.absolute(base, version.address),
        "headline": version.title.text,
        "alternativeHeadline": version.deck.text if version.deck else None,
        "inLanguage": languages.html_tag(language),
        "datePublished": languages.iso(published) if published else None,
        "dateModified": languages.iso(version.updated) if version.updated else None,
        "author": _persons(archive, version.authors, language),
        "translator": _persons(archive, version.translators, language),
        "publisher": {"@type": "Organization", "name": site_title(archive, language).text},
        "keywords": _labels(archive, "keyword", version.keywords, language),
        "mentions": _persons(archive, version.people, language),
        "contentLocation": _places(archive, version.places, language),
        "isBasedOn": source.url if source else None,
        "archivedAt": source.archived if source else None,
        "image": urls.absolute(base, image.address) if image else None,
        "wordCount": version.article.words,
        **_translations(archive, work, version),
    }
    return script_safe({key: value for key, value in data.items() if value})


def script_safe(data: object) -> str:
    """JSON in which nothing can end the script element or start another (HTML, section 4.12)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _translations(archive: Archive, work: Work, version: Version) -> dict[str, Any]:
    base = archive.site.base_url

    def reference(other: Version) -> dict[str, str]:
        return {"@type": "NewsArticle", "@id": urls.absolute(base, other.address)}

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
