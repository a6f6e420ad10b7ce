"""The authority files as data: SKOS concept schemes, in JSON-LD.

Of each kind the terms that a published work names, and those above them: what only a draft
names, or nobody does, is in no export.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from site_builder import languages, urls
from site_builder.model import TERM_KINDS, Archive, BytesPage, Output, Term, TermKind
from site_builder.outputs.parts import shown_terms

CONTEXT: Mapping[str, Any] = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "scopeNote": {"@id": "skos:scopeNote", "@container": "@language"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "hasTopConcept": {"@id": "skos:hasTopConcept", "@type": "@id"},
    "topConceptOf": {"@id": "skos:topConceptOf", "@type": "@id"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "narrower": {"@id": "skos:narrower", "@type": "@id"},
    "exactMatch": {"@id": "skos:exactMatch", "@type": "@id"},
    "page": {"@id": "schema:mainEntityOfPage", "@type": "@id"},
    "url": {"@id": "schema:url", "@type": "@id"},
    "works": {"@id": "schema:hasPart", "@type": "@id", "@container": "@list"},
    "latitude": "schema:latitude",
    "longitude": "schema:longitude",
}
TYPES: Mapping[TermKind, str] = {
    "keyword": "schema:DefinedTerm",
    "source": "schema:Organization",
    "person": "schema:Person",
    "place": "schema:Place",
    "collection": "schema:Collection",
}
"""What a concept of each kind is beside a skos:Concept."""


def skos_files(archive: Archive) -> Iterator[Output]:
    """``/data/keywords.jsonld`` and its like, for each kind that has an A-Z page."""
    for kind in TERM_KINDS:
        if terms := _with_broader(archive, kind):
            data = scheme(archive, kind, terms)
            text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
            address = urls.data(f"{urls.PLURALS[kind]}.jsonld")
            yield Output(urls.output_path(address), BytesPage(text.encode()))


def scheme(archive: Archive, kind: TermKind, terms: tuple[Term, ...]) -> dict[str, Any]:
    """A JSON-LD document of one skos:ConceptScheme and its concepts (SKOS, W3C 2009)."""
    here = urls.absolute(archive.site.base_url, urls.data(f"{urls.PLURALS[kind]}.jsonld"))
    included = {term.id for term in terms}
    narrower: dict[str, list[str]] = {}
    for term in terms:
        if term.broader in included:
            narrower.setdefault(term.broader, []).append(_concept_id(here, term.id))
    top = [_concept_id(here, t.id) for t in terms if t.broader not in included]
    about = {
        "@id": here,
        "@type": "skos:ConceptScheme",
        "prefLabel": _by_language(archive.site.title),
        "hasTopConcept": top,
    }
    concepts = [_concept(archive, here, t, included, narrower.get(t.id, [])) for t in terms]
    return {"@context": dict(CONTEXT), "@graph": [about, *concepts]}


def _with_broader(archive: Archive, kind: TermKind) -> tuple[Term, ...]:
    """The terms with a page and all above them, by id."""
    found: dict[str, Term] = {}
    for shown in shown_terms(archive, kind):
        term: Term | None = shown
        while term is not None and term.id not in found:
            found[term.id] = term
            term = archive.terms.get((kind, term.broader))
    return tuple(found[term_id] for term_id in sorted(found))


def _concept(
    archive: Archive, here: str, term: Term, included: set[str], narrower: list[str]
) -> dict[str, Any]:
    base = archive.site.base_url
    works = archive.works_of.get((term.kind, term.id), ())
    # A label is either preferred or alternative (SKOS, S13).
    aliases = {
        tag: [name for name in names if name != term.labels.get(tag)]
        for tag, names in term.aliases.items()
    }
    is_top = term.broader not in included
    concept: dict[str, Any] = {
        "@id": _concept_id(here, term.id),
        "@type": ["skos:Concept", TYPES[term.kind]],
        "inScheme": here,
        "topConceptOf": here if is_top else "",
        "prefLabel": _by_language(term.labels),
        "altLabel": _by_language({tag: names for tag, names in aliases.items() if names}),
        "scopeNote": _by_language(term.notes),
        "broader": "" if is_top else _concept_id(here, term.broader),
        "narrower": narrower,
        "exactMatch": list(term.same_as),
        "url": term.url,
        "page": [
            urls.absolute(base, urls.term(tag, term.kind, term.id))
            for tag in archive.site.languages
            if works
        ],
    }
    if term.kind == "collection":
        concept["works"] = [urls.absolute(base, work.lead.address) for work in works]
    if term.latitude is not None and term.longitude is not None:
        concept |= {"latitude": term.latitude, "longitude": term.longitude}
    return {key: value for key, value in concept.items() if value not in ("", [], {})}


def _concept_id(here: str, term_id: str) -> str:
    """One for all languages: the authority file's address and the term's id."""
    return f"{here}#{term_id}"


def _by_language(texts: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON-LD language map, its tags as BCP 47 prints them."""
    return {languages.html_tag(tag): texts[tag] for tag in sorted(texts)}
