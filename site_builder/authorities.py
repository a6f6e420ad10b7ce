"""Authority files: keywords, sources, people, places, collections, named in every language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from site_builder import characters, schema
from site_builder.model import Source, Term, TermKind
from site_builder.problems import Problem, did_you_mean, errors
from site_builder.schema import (
    Field,
    Language,
    ListOf,
    Number,
    Pattern,
    PerLanguage,
    Reading,
    Text,
    Url,
)
from site_builder.urls import WINDOWS_DEVICES, WORD
from site_builder.yaml_text import Mapping as MappingNode
from site_builder.yaml_text import Node, Scalar, read

FILES: dict[str, TermKind] = {
    "keywords.yaml": "keyword",
    "sources.yaml": "source",
    "people.yaml": "person",
    "places.yaml": "place",
    "collections.yaml": "collection",
}

ID = Pattern(
    "an id", WORD, "write it in lower-case ASCII words with hyphens: local-journalism", 100
)
PATH = Pattern("the folder of a work", rf"{WORD}(?:/{WORD})*", "write it as 2015/kobani")

COMMON = (
    Field("label", PerLanguage(Text("a label", 200), bare=True), "its name in each language",
          "skos:prefLabel", required=True, example="label: {en: Raqqa, ar: الرقة}"),
    Field("alias", PerLanguage(ListOf(Text("a name", 200))), "other names, for searching",
          "skos:altLabel", example="alias: {en: [Ar-Raqqah]}"),
    Field("note", PerLanguage(Text("a note"), bare=True), "what it means, for readers",
          "skos:scopeNote", example="note: {en: City on the Euphrates}"),
    Field("broader", ID, "id of the wider term it belongs under", "skos:broader",
          example="broader: syria"),
    Field("formerly", ListOf(ID), "ids it had before: headers may use them, and their pages lead "
          "here", example="formerly: [ar-raqqah]"),
    Field("same_as", ListOf(Url()), "the same thing elsewhere", "schema:sameAs, skos:exactMatch",
          example="same_as: [https://www.wikidata.org/entity/Q42]"),
)  # fmt: skip
URL = Field("url", Url(), "its own web address", "schema:url", example="url: https://example.org/")
LANGUAGE = Field("language", Language(), "the language it is published in", "dcterms:language",
                 example="language: ar")  # fmt: skip

FIELDS: dict[TermKind, tuple[Field, ...]] = {
    "keyword": COMMON,
    "source": (*COMMON, URL, LANGUAGE,
        Field("kind", Text("a kind", 100), "newspaper, archive, blog", example="kind: archive")),
    "person": (*COMMON, URL),
    "place": (*COMMON,
        Field("latitude", Number(-90, 90), "degrees north, WGS 84", "schema:latitude",
              example="latitude: 36.89"),
        Field("longitude", Number(-180, 180), "degrees east, WGS 84", "schema:longitude",
              example="longitude: 38.35")),
    "collection": (*COMMON,
        Field("works", ListOf(PATH, 5_000), "its works in the curator's order", "schema:hasPart",
              example="works: [2015/kobani]")),
}  # fmt: skip


def read_authorities(
    sources: tuple[tuple[TermKind, Source], ...], default_language: str
) -> tuple[Mapping[tuple[TermKind, str], Term], tuple[Problem, ...]]:
    """(kind, id) -> Term for every authority file, and what is wrong with them."""
    terms: dict[tuple[TermKind, str], Term] = {}
    problems: list[Problem] = []
    for kind, source in sources:
        found, wrong = read_terms(kind, source, default_language)
        terms.update(((kind, term.id), term) for term in found)
        problems += wrong
    return terms, tuple(problems)


def read_terms(
    kind: TermKind, source: Source, default_language: str
) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
    """The terms of one file; one with an error too, as far as those who name it need it."""
    found = characters.check(source.text, source.path)
    if errors(found):
        return _named_in(source.text, kind, source.path), found
    node, problems = read(source.text, source.path)
    if node is None:
        return _named_in(source.text, kind, source.path), (*found, *problems)
    reading = Reading(source.path, list(found))
    terms = []
    for key, value in node.pairs:
        own = Reading(source.path, reading.problems)
        if ID.convert(key, "", reading) is schema.WRONG:
            continue
        if key.text in WINDOWS_DEVICES:
            reading.wrong(key, f"the id '{key.text}' is reserved", f"write {key.text}-1")
            continue
        if isinstance(value, Scalar) and value.text:
            value = MappingNode(
                ((Scalar("label", value.line, value.column), value),), value.line, value.column
            )
        if not isinstance(value, MappingNode):
            reading.wrong(
                key, f"'{key.text}' says nothing", f"give it a label: {{{default_language}: ...}}"
            )
            values: Any = schema.WRONG
        else:
            values = schema.read_fields(value, FIELDS[kind], own)
        if values is schema.WRONG:
            values = _names_only(key, value)
        terms.append(_term(kind, key, values, own, default_language))
    return tuple(terms), (
        *reading.problems,
        *_broader_problems(terms, reading),
        *_formerly_problems(terms),
    )


def _names_only(key: Scalar, value: Node) -> dict[str, Any]:
    """What a term with a mistake is called all the same; no label if that is the mistake."""
    pairs = value.pairs if isinstance(value, MappingNode) else ()
    named = tuple(pair for pair in pairs if pair[0].text in ("label", "alias"))
    values = schema.read_fields(MappingNode(named, key.line, key.column), COMMON, Reading(""))
    return {} if values is schema.WRONG else dict(values)


def _named_in(text: str, kind: TermKind, path: str) -> tuple[Term, ...]:
    """The ids that a file names, when nothing more can be read of it."""
    ids = re.findall(rf"^({WORD}):", text, re.MULTILINE)
    return tuple(Term(kind, term_id, {}, path=path) for term_id in sorted(set(ids)))


def _term(
    kind: TermKind, key: Scalar, values: dict[str, Any], reading: Reading, default_language: str
) -> Term:
    def named(name: str) -> dict[str, Any]:
        return {tag or default_language: v for tag, v in values.get(name, {}).items()}

    return Term(
        kind=kind,
        id=key.text,
        labels=named("label"),
        aliases=named("alias"),
        notes=named("note"),
        broader=values.get("broader", ""),
        same_as=values.get("same_as", ()),
        formerly=values.get("formerly", ()),
        url=values.get("url", ""),
        language=values.get("language", ""),
        type=values.get("kind", ""),
        latitude=values.get("latitude"),
        longitude=values.get("longitude"),
        works=values.get("works", ()),
        path=reading.path,
        line=key.line,
        marks=reading.marks,
    )


def _formerly_problems(terms: list[Term]) -> list[Problem]:
    """An old id that another term has, or had too: its page can lead to one only."""
    owners = {term.id: term.id for term in terms}
    problems = []
    for term in terms:
        for number, old in enumerate(term.formerly):
            owner = owners.setdefault(old, term.id)
            if owner != term.id or old == term.id:
                line, column = term.mark(f"formerly.{number}")
                has = "has" if owner == old else "had"
                message = f"'{old}' is the id that '{owner}' {has}"
                problems.append(Problem(term.path, line, column, message, "take it out here"))
    return problems


def _broader_problems(terms: list[Term], reading: Reading) -> tuple[Problem, ...]:
    """A wider term that does not exist, or that leads back to where it started."""
    broader = {term.id: term.broader for term in terms}
    problems = []
    for term in terms:
        line, column = term.mark("broader")
        if term.broader and term.broader not in broader:
            hint = did_you_mean(term.broader, broader) or "add it to this file"
            problems.append(
                Problem(reading.path, line, column, f"there is no '{term.broader}' here", hint)
            )
            continue
        seen, up = {term.id}, term.broader
        while up and up not in seen:
            seen.add(up)
            up = broader.get(up, "")
        if up == term.id:
            problems.append(
                Problem(reading.path, line, column, f"'{term.id}' is broader than itself",
                        "one of the terms on the way round needs another 'broader'")
            )  # fmt: skip
    return tuple(problems)
