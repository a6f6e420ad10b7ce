"""The linked archive as search sees it: a document a language version, a name a term.

Only published versions are in it. A body is named by its digest here, and fetched when an index
is made, so that a build with nothing to index reads no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from site_builder import urls
from site_builder.model import Archive, Edtf, Term, TermKind, Version, Work

FIELDS: tuple[tuple[str, int], ...] = (
    ("title", 10),
    ("deck", 4),
    ("keywords", 6),
    ("body", 1),
    ("others", 3),
)
"""Name and boost of each indexed field, in lunr's order."""

SEARCHED_KINDS: tuple[TermKind, ...] = ("keyword", "source", "person", "place", "collection")


@dataclass(frozen=True, slots=True)
class Document:
    """One published language version: what is indexed, then what a result shows."""

    reference: str
    """Its site address, ``/ar/2015/kobani/``: lunr's document reference."""
    language: str
    title: str
    deck: str
    keywords: tuple[str, ...]
    """Labels and aliases, in every language, of its keywords, source, people and places."""
    body: str
    """Digest under which ``bodies`` has its text."""
    others: tuple[str, ...]
    """Titles of the work's other versions."""
    title_language: str
    """Where it is not ``language``; empty otherwise."""
    date: Edtf | None
    type: str
    excerpt: str
    """The first words of the text, shown where there is no deck."""
    warning: bool
    keyword_facets: tuple[tuple[str, str], ...]
    """(id, label) of its keywords."""
    source_facet: tuple[str, str]
    """(id, label) of its source; two empty strings when there is none."""
    versions: tuple[tuple[str, str], ...]
    """(language, address) of the work's other versions."""
    words: int = 500
    """Of its text, about: how many shards there are is decided before any text is read."""


_all_but_date = attrgetter(*(field.name for field in fields(Document) if field.name != "date"))


def told(document: Document) -> str:
    """All of a document in characters, its text by its digest: what differs is told differently."""
    date = document.date
    return repr((_all_but_date(document), date.text if date else None))


@dataclass(frozen=True, slots=True)
class Name:
    """A term whose page search offers when a query is one of its names."""

    kind: str
    address: str
    label: str
    names: tuple[str, ...]
    """Labels and aliases in every language."""
    languages: tuple[str, ...]
    """In which there is a published work of it, in the site's order."""


def documents(archive: Archive) -> dict[str, tuple[Document, ...]]:
    """Every published version by language, sorted by reference; languages in the site's order."""
    found: dict[str, list[Document]] = {language: [] for language in archive.site.languages}
    for work in (*archive.works, *archive.pages):
        for document in documents_of(archive, work):
            found[document.language].append(document)
    return {
        language: tuple(sorted(listed, key=lambda d: d.reference))
        for language, listed in found.items()
        if listed
    }


def documents_of(archive: Archive, work: Work) -> Iterator[Document]:
    """Each published version of a work."""
    shown = tuple(v for v in work.versions if v.status == "published")
    return (_document(archive, version, shown) for version in shown)


def names(archive: Archive, language: str) -> tuple[Name, ...]:
    """The terms that have a page in a language, sorted by kind and id."""
    return tuple(
        Name(
            term.kind,
            urls.term(language, term.kind, term.id),
            label_of(term, language, archive.site.languages),
            tuple(dict.fromkeys(all_names(term))),
            _languages(archive, works),
        )
        for (_, _), term in sorted(archive.terms.items())
        if term.kind in SEARCHED_KINDS and (works := archive.works_of.get((term.kind, term.id)))
    )


def _languages(archive: Archive, works: Sequence[Work]) -> tuple[str, ...]:
    found = {v.language for work in works for v in work.versions if v.status == "published"}
    return tuple(tag for tag in archive.site.languages if tag in found)


def label_of(term: Term, language: str, order: tuple[str, ...]) -> str:
    """Its label in a language, or in the first of the site's languages that has one."""
    for tag in (language, *order, *sorted(term.labels)):
        if tag in term.labels:
            return term.labels[tag]
    return term.id


def all_names(term: Term) -> Iterator[str]:
    """Labels, then aliases, in every language."""
    for _, label in sorted(term.labels.items()):
        yield label
    for _, aliases in sorted(term.aliases.items()):
        yield from aliases
    if not term.labels:
        yield term.id


def _names(archive: Archive, term: Term) -> tuple[str, ...]:
    """All of them; found once, for a term is in many documents."""
    key = ("names", term.kind, term.id)
    found: tuple[str, ...] | None = archive.shared.get(key)
    if found is None:
        found = archive.shared[key] = tuple(all_names(term))
    return found


def _facet(archive: Archive, term: Term, language: str) -> tuple[str, str]:
    """(id, label), of which there is one for all documents."""
    key = ("facet", term.kind, term.id, language)
    found: tuple[str, str] | None = archive.shared.get(key)
    if found is None:
        label = label_of(term, language, archive.site.languages)
        found = archive.shared[key] = (term.id, label)
    return found


def _document(archive: Archive, version: Version, shown: tuple[Version, ...]) -> Document:
    language = version.language
    others = tuple(v for v in shown if v is not version)

    def terms_of(kind: TermKind, ids: tuple[str, ...]) -> tuple[Term, ...]:
        return tuple(archive.terms[kind, found] for found in ids if (kind, found) in archive.terms)

    keywords = terms_of("keyword", version.keywords)
    source = terms_of("source", (version.source_term,))
    people = terms_of("person", tuple(dict.fromkeys((*version.people, *version.authors))))
    named = (*keywords, *source, *people, *terms_of("place", version.places))
    return Document(
        reference=version.address,
        language=language,
        title=version.title.text,
        deck=version.deck.text if version.deck else "",
        keywords=tuple(dict.fromkeys(name for term in named for name in _names(archive, term))),
        body=version.article.digest,
        others=tuple(dict.fromkeys(v.title.text for v in others)),
        title_language="" if version.title.language == language else version.title.language,
        date=version.date,
        type=version.type,
        excerpt="" if version.deck else version.article.excerpt,
        warning=version.warning is not None,
        keyword_facets=tuple(_facet(archive, k, language) for k in keywords),
        source_facet=next((_facet(archive, s, language) for s in source), ("", "")),
        versions=tuple((v.language, v.address) for v in others),
        words=version.article.words,
    )
