"""Names: a person whom the original names is named in the translation as well.

A name is looked for by any of its words, in any label or alias, without its endings; only the
original has to hold a whole one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from site_builder import languages
from site_builder.checks.translations.pair import Pair
from site_builder.model import Article, Term
from site_builder.problems import Problem


def missing_names(pair: Pair) -> Iterator[Problem]:
    original, translation = pair.original, pair.translation
    people = {id: pair.terms.get(("person", id)) for id in original.people}
    named = {
        id: term
        for id, term in people.items()
        if term and term.declared and translation.language in term.labels
    }
    if not named or not (original.article.vocabulary and translation.article.vocabulary):
        return
    there, here = _words(original.article), _words(translation.article)
    stems = {id: _stems(term) for id, term in named.items()}
    for id, names in stems.items():
        if not any(name and all(stem in there for stem in name) for name in names):
            continue
        others = {s for other, ns in stems.items() if other != id for n in ns for s in n}
        own = {stem for name in names for stem in name}
        if any(stem in here for stem in (own - others or own)):
            continue
        label = named[id].labels[translation.language]
        line, _ = original.article.mark(_key(pair, id))
        message = f"'{id}' ({pair.place(line)}) is named in the original and not here"
        first = translation.article.facts[0].line if translation.article.facts else 1
        hint = f"write the name as {label}, or add the spelling used here to its aliases"
        yield pair.warn(first, message, "names", hint)


def _words(article: Article) -> str:
    return zlib.decompress(article.vocabulary).decode()


def _stems(term: Term | None) -> list[tuple[str, ...]]:
    """Each label and alias as the stems of its words."""
    assert term is not None
    names = [*term.labels.values(), *(a for several in term.aliases.values() for a in several)]
    return [languages.stems(name) for name in names]


def _key(pair: Pair, id: str) -> str:
    number = pair.original.people.index(id)
    said = pair.original.article.header.people or ()
    return f"people.{number}" if len(said) == len(pair.original.people) else "people"
