"""Voices: who is quoted in the works of a language, where each quotation stands, and as data.

An attribution is read as it is written: parts between commas, of which the first is who speaks, one
that is a name of ``places.yaml`` is where, and a last one that is a date is when.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from site_builder import edtf, languages, pages, urls
from site_builder.model import (
    Archive,
    BytesPage,
    Edtf,
    Output,
    Quotation,
    TemplatePage,
    TermKind,
    Version,
)
from site_builder.outputs.parts import cut, term_link

SHORT = 220
"""Characters of a quotation that can stand large on a front page."""
DATA = urls.data("quotations.jsonld")
_COMMA = re.compile(r"\s*[,،、，]\s*")
Names = Mapping[tuple[TermKind, str], str]
"""(kind, a name folded) -> id of the declared term."""


@dataclass(frozen=True, slots=True)
class Found:
    quotation: Quotation
    version: Version


def voices_pages(archive: Archive) -> Iterator[Output]:
    """A list for each language whose texts quote somebody, and one file of data for all."""
    names = speakers(archive)
    speaking = [tag for tag in archive.site.languages if quotations_in(archive, tag)]
    for language in speaking:
        found = quotations_in(archive, language)
        address = urls.voices(language)
        for own, chunk, pagination in cut(found, archive.site.page_size, address):
            links = tuple(pages.VersionLink(tag, urls.voices(tag)) for tag in speaking)
            head = pages.Head("", language, own, versions=links if own == address else ())
            voices = tuple(_voice(archive, one, names) for one in chunk)
            page = pages.VoicesPage(head, voices, len(found), pagination, DATA)
            yield Output(urls.output_path(own), TemplatePage("voices.html", page))
    if speaking:
        every = [one for tag in speaking for one in quotations_in(archive, tag)]
        data = {"@context": "https://schema.org",
                "@graph": [_json_ld(archive, one, names) for one in every]}  # fmt: skip
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        yield Output(urls.output_path(DATA), BytesPage(text.encode()))


def quotations_in(archive: Archive, language: str) -> tuple[Found, ...]:
    """In the order of the works, and of the text in each."""
    versions = (v for work in archive.works if (v := work.in_language(language)))
    return tuple(Found(q, version) for version in versions for q in version.article.quotations)


def front_voice(archive: Archive, language: str, names: Names) -> pages.Voice | None:
    """The newest quotation that is short, says who speaks, and needs no warning."""
    for found in quotations_in(archive, language):
        said = found.quotation
        if said.attribution and len(said.text.text) <= SHORT and not found.version.warning:
            return _voice(archive, found, names)
    return None


def _voice(archive: Archive, found: Found, names: Names) -> pages.Voice:
    said, version = found.quotation, found.version
    return pages.Voice(
        text=said.text,
        attribution=_parts(archive, said, version.language, names),
        original=said.original,
        title=version.title,
        address=f"{version.address}#{said.anchor}",
        warning=version.warning is not None,
    )


def _parts(
    archive: Archive, said: Quotation, language: str, names: Names
) -> tuple[pages.VoicePart, ...]:
    """Each part of the attribution as printed, with what is known of it."""
    parts = [part for part in _COMMA.split(said.attribution) if part]
    made = []
    for number, part in enumerate(parts):
        kind: TermKind = "place" if number else "person"
        term_id = names.get((kind, _fold(part)), "")
        address = term_link(archive, kind, term_id, language).address if term_id else ""
        date = _date(part) if number and number == len(parts) - 1 else None
        role = "date" if date else kind if term_id or not number else ""
        made.append(pages.VoicePart(part, role, address, date))
    return tuple(made)


def _date(part: str) -> Edtf | None:
    """A date of EDTF in digits of any script; a year may have its sign in Chinese."""
    try:
        return edtf.parse(part.removesuffix("年"))
    except ValueError:
        return None


def speakers(archive: Archive) -> Names:
    """Every name of the declared people and places; of two with one name, the first by id."""
    found: dict[tuple[TermKind, str], str] = {}
    for (kind, term_id), term in sorted(archive.terms.items()):
        if kind in ("person", "place"):
            aliases = (name for names in term.aliases.values() for name in names)
            for name in (term_id, *term.labels.values(), *aliases):
                found.setdefault((kind, _fold(name)), term_id)
    return found


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _json_ld(archive: Archive, found: Found, names: Names) -> dict[str, Any]:
    """A schema.org Quotation."""
    base, said, version = archive.site.base_url, found.quotation, found.version
    data: dict[str, Any] = {
        "@type": "Quotation",
        "@id": urls.absolute(base, f"{version.address}#{said.anchor}"),
        "text": said.text.text,
        "inLanguage": languages.html_tag(said.text.language),
        "creditText": said.attribution,
        "isPartOf": urls.absolute(base, version.address),
    }
    for part in _parts(archive, said, version.language, names):
        page = {"url": urls.absolute(base, part.address)} if part.address else {}
        if part.role == "person":
            data["creator"] = {"@type": "Person" if page else "Thing", "name": part.text, **page}
        elif part.role == "place":
            data["locationCreated"] = {"@type": "Place", "name": part.text, **page}
        elif part.date:
            data["dateCreated"] = part.date.text
    if said.original:
        wording: dict[str, Any] = {"@type": "Quotation", "text": said.original.text}
        if said.original.language:
            wording["inLanguage"] = languages.html_tag(said.original.language)
        data["translationOfWork"] = wording
    return data
