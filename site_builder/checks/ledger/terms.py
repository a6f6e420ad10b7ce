"""Pages of keywords, sources, people, places and collections in the ledger.

They have no header that could name an old address: an authority file says what an id was before,
for all languages at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from site_builder import header_text, urls
from site_builder.checks.ledger.recorded import FILE, GONE, Recorded, otherwise
from site_builder.link.names import fold
from site_builder.model import Archive, Article, Term, TermKind
from site_builder.problems import Problem

_KINDS: dict[str, TermKind] = {plural: kind for kind, plural in urls.PLURALS.items()}  # type: ignore[misc]


class _Of(NamedTuple):
    """The term whose page an address was."""

    language: str
    kind: TermKind
    id: str


def term_pages(archive: Archive) -> dict[str, str]:
    """Address -> label of the page of every term that a work names, in every language."""
    order = archive.site.languages
    found = {}
    for key in archive.works_of:
        term = archive.terms[key]
        for language in order:
            tag = next((t for t in (language, *order) if t in term.labels), None)
            label = term.labels[tag or min(term.labels)] if term.labels else term.id
            found[urls.term(language, *key)] = " ".join(label.split())
    return found


def is_of_a_term(address: str) -> bool:
    return _of(address) is not None


def _of(address: str) -> _Of | None:
    language, *rest = address.strip("/").split("/")
    if len(rest) == 2 and rest[0] in _KINDS:
        return _Of(language, _KINDS[rest[0]], rest[1])
    return None


def vanished_terms(
    archive: Archive,
    articles: Iterable[Article],
    gone: Sequence[Recorded],
    recorded: Iterable[Recorded],
) -> Iterator[Problem]:
    """One problem a term, whatever the number of languages in which its page was.

    What one of ``articles`` names has not been lost: it is withdrawn, or a draft again, and that
    is told of the article.
    """
    gone = [one for one in gone if is_of_a_term(one.address)]
    if not gone:
        return
    said = {fold(name) for article in articles for name in _said_in(article)}
    ids = {urls.term_id(name) for name in said}
    known = {one.address for one in recorded}
    by_term: dict[tuple[TermKind, str], list[Recorded]] = {}
    by_language: dict[str, list[Recorded]] = {}
    for one in gone:
        of = _of(one.address)
        if of and of.language not in archive.site.languages:
            by_language.setdefault(of.language, []).append(one)
        elif of:
            by_term.setdefault((of.kind, of.id), []).append(one)
    for language, lost in by_language.items():
        message = GONE.format(lost[0].address)
        hint = f"add '{language}' to the languages of site.yaml again, {otherwise(lost)}"
        yield Problem(FILE, lost[0].line, 1, message, hint)
    for (kind, term_id), lost in by_term.items():
        term = archive.terms.get((kind, term_id))
        called = {term_id, *(_names(term) if term else ())}
        if term_id in ids or said.intersection(map(fold, called)):
            continue
        yield _vanished(archive, kind, term_id, lost, known)


def _vanished(
    archive: Archive, kind: TermKind, term_id: str, lost: Sequence[Recorded], known: set[str]
) -> Problem:
    message = GONE.format(lost[0].address)
    term = archive.terms.get((kind, term_id))
    if term and term.declared:
        message = f"the {kind} '{term_id}' had a page, and no work names it any more"
        hint = (
            "if another took its place, take this one out and write in the other "
            f"'{_formerly([term_id])}'; {otherwise(lost)}"
        )
        return Problem(term.path, *term.mark(""), message, hint)
    heir = _heir(archive, kind, lost, known)
    file = f"content/authorities/{urls.PLURALS[kind]}.yaml"
    if heir is None:
        hint = f"add in {file}, to what took its place, '{_formerly([term_id])}'; {otherwise(lost)}"
        return Problem(FILE, lost[0].line, 1, message, hint)
    if not heir.declared:
        label = header_text.quoted(next(iter(heir.labels.values())))
        line = f"{heir.id}: {{label: {label}, {_formerly([term_id])}}}"
        hint = f'add to {file} the line "{line}"; {otherwise(lost)}'
        return Problem(heir.path, 1, 1, message, hint)
    line = _formerly([*heir.formerly, term_id])
    what = f"add to '{heir.id}' the line"
    if heir.formerly:
        what = f"let line {heir.mark('formerly')[0]} be"
    place = heir.mark("formerly" if heir.formerly else "")
    return Problem(heir.path, *place, message, f"{what} '  {line}'; {otherwise(lost)}")


def _heir(
    archive: Archive, kind: TermKind, lost: Sequence[Recorded], known: set[str]
) -> Term | None:
    """The one term of the kind that is called as the lost one was, in any language."""
    titles = {fold(one.title) for one in lost if one.title}
    found = [
        term
        for key in archive.works_of
        if key[0] == kind and (term := archive.terms[key])
        and titles.intersection(map(fold, _names(term)))
    ]  # fmt: skip
    new = [t for t in found if urls.term(archive.site.languages[0], kind, t.id) not in known]
    return next((some[0] for some in (new, found) if len(some) == 1), None)


def _said_in(article: Article) -> Iterator[str]:
    """Every name in a header that may become a term."""
    header = article.header
    for words in (header.keywords, header.authors, header.people, header.places):
        yield from words or ()
    yield from header.collections or ()
    if header.source:
        yield header.source.name
    if header.translation:
        yield from header.translation.translators
        yield from header.translation.reviewers


def _names(term: Term) -> Iterator[str]:
    yield from term.labels.values()
    for names in term.aliases.values():
        yield from names


def _formerly(ids: Sequence[str]) -> str:
    return f"formerly: [{', '.join(sorted(set(ids)))}]"
