"""Names in headers -> terms: an id, a label or an alias in any language, or a free word."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from site_builder import urls
from site_builder.model import TERM_KINDS, Article, Term, TermKind
from site_builder.problems import Problem, nearest, warning

TermKey = tuple[TermKind, str]


def fold(name: str) -> str:
    """Names that a reader takes for one are one: NFKC, case folded, white space collapsed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(slots=True)
class Names:
    """What every name stands for; free words become terms as they are met."""

    terms: dict[TermKey, Term]
    controlled: bool
    """Whether a keyword must be in keywords.yaml."""
    problems: list[Problem] = field(default_factory=list)
    known: dict[TermKind, dict[str, str]] = field(default_factory=dict)
    """Kind -> folded name -> id."""
    old_ids: dict[TermKey, str] = field(default_factory=dict)
    """(kind, an id that a term had) -> the id that it has."""
    alike: dict[TermKind, dict[str, str]] = field(default_factory=dict)
    """Kind -> what ``known_as`` makes of a name -> id; made when it is first needed."""
    slips: dict[TermKind, dict[str, str]] = field(default_factory=dict)
    """Kind -> what a slip makes of a declared id -> the id; made when it is first needed."""

    def resolve(self, kind: TermKind, name: str, article: Article, key: str) -> str:
        """The id of the term that ``name`` stands for; empty after an error."""
        if found := self.lookup(kind, name):
            term = self.terms[kind, found]
            if not term.declared and article.language not in term.labels:
                labels = {**term.labels, article.language: name}
                self.terms[kind, found] = replace(term, labels=labels)
            return found
        wrong = self.unknown(kind, name)
        if wrong:
            line, column = article.mark(key)
            self.problems.append(replace(wrong, path=article.path, line=line, column=column))
            if wrong.severity == "error":
                return ""
        return self._add(kind, name, article)

    def lookup(self, kind: TermKind, name: str) -> str:
        """The id of the term that is called so in any language; empty for a free word."""
        by_name = self.known[kind].get(fold(name)) or self.old_ids.get((kind, urls.term_id(name)))
        return by_name or self._by_its_words(kind, name)

    def unknown(self, kind: TermKind, name: str) -> Problem | None:
        """What is to be said of a name that is no term's; a problem without a place."""
        if kind == "collection" or (kind == "keyword" and self.controlled):
            near = nearest(fold(name), self.known[kind])
            file = f"{urls.PLURALS[kind]}.yaml"
            hint = f"did you mean '{self.known[kind][near]}'?" if near else f"add it to {file}"
            return Problem("", 0, 0, f"the {kind} '{name}' is not in {file}", hint)
        return self._near_miss(kind, name)

    def known_as(self, kind: TermKind, name: str) -> str:
        """The id that a name from elsewhere stands for; '' if the archive knows none.

        Names are one here if only letters of keyboards, joiners, marks and hyphens differ.
        """
        if exact := self.known[kind].get(fold(name)):
            return exact
        if kind not in self.alike:
            self.alike[kind] = {_alike(known): i for known, i in self.known[kind].items()}
        return self.alike[kind].get(_alike(name), "") if name.strip() else ""

    def _by_its_words(self, kind: TermKind, name: str) -> str:
        """The declared id that the name would become: ``Ain al-Madina`` for ``ain-al-madina``."""
        term_id = urls.term_id(name)
        term = self.terms.get((kind, term_id))
        return term_id if term and term.declared else ""

    def _near_miss(self, kind: TermKind, name: str) -> Problem | None:
        """A free word one slip away from an id is more likely the slip."""
        if kind not in self.slips:
            ids = (i for k, i in sorted(self.terms) if k == kind and self.terms[k, i].declared)
            self.slips[kind] = {slip: i for i in ids for slip in _slips(i)}
        slips = self.slips[kind]
        near = next((slips[slip] for slip in sorted(_slips(fold(name))) if slip in slips), None)
        if near is None:
            return None
        message = f"there is no {kind} '{name}'; it is taken for a free word"
        return warning("", 0, 0, message, f"did you mean '{near}'?")

    def _add(self, kind: TermKind, name: str, article: Article) -> str:
        term_id = urls.term_id(name)
        existing = self.terms.get((kind, term_id))
        if existing is None:
            self.terms[kind, term_id] = Term(
                kind, term_id, {article.language: name}, declared=False, path=article.path
            )
        self.known[kind][fold(name)] = term_id
        return term_id


_LETTERS_ALIKE = str.maketrans("يىكةہۀأإ_-", "ییکهههاا  ", "\u200c\u200d")


def _alike(name: str) -> str:
    plain = unicodedata.normalize("NFD", fold(name).translate(_LETTERS_ALIKE))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _slips(name: str) -> set[str]:
    """The name, and what is left of it without one letter.

    Two names that are one letter added, lost, changed or swapped apart have one of these in
    common, so that a slip is found without holding every name against every other.
    """
    if len(name) < 5:
        return set()
    return {name, *(name[:n] + name[n + 1 :] for n in range(len(name)))}


def names_of(terms: Mapping[TermKey, Term], controlled: bool) -> tuple[Names, tuple[Problem, ...]]:
    """The declared terms, ready to be looked up; a name that two terms claim is reported."""
    names = Names(dict(terms), controlled)
    names.known = {kind: {} for kind in TERM_KINDS}
    problems = []
    ordered = sorted(terms.items())
    for (kind, term_id), _ in ordered:
        names.known[kind][fold(term_id)] = term_id
    for (kind, term_id), term in ordered:
        known = names.known[kind]
        names.old_ids.update(((kind, old), term_id) for old in term.formerly)
        called = [(f"label.{tag}", name) for tag, name in term.labels.items()]
        called += [
            (f"alias.{tag}.{number}", name)
            for tag, names_there in term.aliases.items()
            for number, name in enumerate(names_there)
        ]
        for key, name in called:
            other = known.setdefault(fold(name), term_id)
            if other != term_id:
                message = f"'{name}' names both '{other}' and '{term_id}'"
                hint = "take it from one of the two, or tell them apart: 'Kobani (film)'"
                problems.append(warning(term.path, *term.mark(key), message, hint))
    return names, tuple(problems)
