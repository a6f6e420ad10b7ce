"""What the page is told first of a language's search, and what it shows of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from site_builder import languages
from site_builder.search.documents import FIELDS, Document
from site_builder.search.gather import BODY
from site_builder.search.published import Published

Calendar = Literal["gregorian", "persian"]


def manifest_address(language: str) -> str:
    """Where the page of a language finds its search."""
    return f"/search/{language}/manifest.json"


def manifest(index: Published, key: str, searched: Sequence[str]) -> dict[str, Any]:
    """As JSON values; ``key`` names the state of what is not cut into parts."""
    return {
        "format": 2,
        "language": index.language,
        **_tag(index.language),
        "digits": "".join(languages.number(n, index.language) for n in range(10)),
        "documents": len(index.body_lengths),
        "fields": [
            [name, boost, total] for (name, boost), total in zip(FIELDS, index.totals, strict=True)
        ],
        "body": BODY,
        "key": key[:8],
        "shards": {"starts": ["", *index.cuts], "keys": _marks(index.shard_digests)},
        "endings": {"starts": ["", *index.ending_cuts], "keys": _marks(index.ending_digests)},
        "rules": index.rules.published(),
        "languages": [
            {
                "language": other,
                **_tag(other),
                "name": languages.native_name(other),
                "manifest": manifest_address(other),
            }
            for other in searched
        ],
    }


def _marks(digests: Iterable[bytes]) -> str:
    """Six characters of each, which tell one state of a file from the next: for the browser."""
    return "".join(digest.hex()[:6] for digest in digests)


def _tag(language: str) -> dict[str, str]:
    return {"lang": languages.html_tag(language), "dir": languages.direction(language)}


def record(document: Document, calendar: Calendar) -> dict[str, Any]:
    """What a result shows; what is empty is left out."""
    date = document.date
    shown = {
        "address": document.reference,
        "title": document.title,
        "lang": languages.html_tag(document.title_language) if document.title_language else "",
        "deck": document.deck or document.excerpt,
        "date": languages.date(date, document.language, calendar=calendar) if date else "",
        "source": document.source_facet[1],
        "type": document.type,
        "warning": document.warning,
    }
    return {name: value for name, value in shown.items() if value}
