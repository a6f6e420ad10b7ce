"""Over all works: their order, which of them a term has, which old addresses lead where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from site_builder import urls
from site_builder.link.names import TermKey
from site_builder.model import Term, Version, Work


def newest_first(work: Work) -> tuple[bool, tuple[int, ...], str]:
    date = work.lead.date
    return (date is None, tuple(-part for part in date.earliest) if date else (), work.id)


def works_of(
    works: Sequence[Work], terms: Mapping[TermKey, Term]
) -> dict[TermKey, tuple[Work, ...]]:
    """Term -> works about, by or from it: newest first, collections in the curator's order."""
    found: dict[TermKey, list[Work]] = {}
    for work in works:
        keys: set[TermKey] = set()
        for v in work.versions:
            keys.update(("keyword", i) for i in v.keywords)
            keys.update(("place", i) for i in v.places)
            keys.update(("collection", i) for i in v.collections)
            people = (*v.authors, *v.people, *v.translators, *v.reviewers)
            keys.update(("person", i) for i in people)
            if v.source_term:
                keys.add(("source", v.source_term))
        for key in keys:
            found.setdefault(key, []).append(work)
    by_id = {w.id: w for w in works}
    for key, term in terms.items():
        if term.works:
            chosen = [by_id[i] for i in term.works if i in by_id]
            found[key] = chosen + [w for w in found.get(key, ()) if w not in chosen]
    return {key: tuple(group) for key, group in sorted(found.items()) if group}


def redirects(
    versions: Sequence[Version], terms: Iterable[Term], languages: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """(old address, address) for every alias, each told once, and for old ids of ``terms``."""
    found: dict[str, str] = {}
    for version in versions:
        for alias in version.article.header.aliases:
            found.setdefault(alias, version.address)
    for term in terms:
        for old in term.formerly:
            for tag in languages:
                found.setdefault(urls.term(tag, term.kind, old), urls.term(tag, term.kind, term.id))
    return tuple(sorted(found.items()))
