"""From what a reader typed to what is asked of the index; mirrors ``interpret.js``.

Each word is folded and looked up in the archive's own lexicon, as the page does, and never
stemmed: so that the command line and the page rank alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from posixpath import commonprefix
from typing import Any

from site_builder.search.analysis import LONGEST, Analyser, Piece, bigrams, utf16_order
from site_builder.search.documents import FIELDS
from site_builder.search.index import LanguageIndex
from site_builder.search.patterns import expand, fuzzy, wildcard
from site_builder.search.tables import EXTENDED

LONGEST_TEXT = 400
MOST_TERMS = 8
MOST_EDITS = 2
MOST_EXTENDED = 64
MOST_NEAR = 8
MOST_SHARDS = 40
SHORTEST_STEM = 3
LONGEST_ENDING = 6
LONGEST_ELISION = 2

Unit = tuple[str, ...]
"""Terms of which a work must, may or must not have one."""


@dataclass(frozen=True, slots=True)
class Asked:
    units: tuple[Unit, ...]
    fields: tuple[str, ...]
    boost: int
    presence: int
    """lunr's: 1 optional, 2 required, 3 prohibited."""


class Interpreter:
    """Reads queries against one language's index."""

    def __init__(self, index: LanguageIndex) -> None:
        self.index = index
        self.lexicon = index.lexicon
        self.analyser = Analyser(index.language)
        self.terms = frozenset(index.terms)
        self._cuts = list(map(utf16_order, index.cuts))

    def ask(self, typed: str) -> tuple[Asked, ...]:
        """What is asked of the index, clause by clause."""
        asked = []
        for clause in read_query(typed):
            if clause.edit_distance is not None or "*" in clause.term:
                units = self._pattern(clause.term, clause.edit_distance)
            else:
                pieces = self.analyser.pieces(clause.term)
                units = tuple(unit for piece in pieces for unit in self._units(piece))
            if units:
                asked.append(Asked(units, clause.fields, clause.boost, clause.presence))
        return tuple(asked)

    def _pattern(self, term: str, edits: int | None) -> tuple[Unit, ...]:
        bare = term.replace("*", "")
        if edits is None:
            inner = "".join(map(self.analyser.fold, self.analyser.words(bare)))
            pattern = wildcard(re.sub(r"[^*]+", inner, term, count=1))
            return (self._bounded(expand(pattern, self.index.terms)),) if inner else ()
        keys = [piece.key for piece in self.analyser.pieces(bare)]
        bases = [base for key in keys for base in self.lexicon.terms.get(key, (key,))]
        found = (term for base in bases for term in expand(fuzzy(base, edits), self.index.terms))
        return (self._bounded(_unique(found)),) if bases else ()

    def _bounded(self, terms: Unit) -> Unit:
        """Those in the first so many shards: what a page may fetch for one pattern."""
        shard = {term: bisect_right(self._cuts, utf16_order(term)) for term in terms}
        allowed = frozenset(sorted(set(shard.values()))[:MOST_SHARDS])
        return tuple(term for term in terms if shard[term] in allowed)

    def _units(self, piece: Piece) -> tuple[Unit, ...]:
        if piece.kind == "word":
            return (self._of_key(piece.key),)
        if piece.kind == "unspaced":
            return tuple(map(self._of_pair, bigrams(piece.parts)))
        known = self.lexicon.terms.get(piece.key)
        if piece.kind == "joined":
            if known and len(piece.parts[0]) > LONGEST_ELISION:
                return (known,)
            return tuple(map(self._of_key, piece.parts))
        if known or len(piece.parts) < 2:
            return (known or (),)
        # Korean particles stand at the end: what no text has is left off there.
        pairs = tuple(map(self._of_pair, bigrams(piece.parts)))
        missing = next((at for at, pair in enumerate(pairs) if not pair), 0)
        return pairs[:missing] if missing else pairs

    def _of_pair(self, pair: str) -> Unit:
        return (pair,) if pair in self.terms else ()

    def _of_key(self, key: str) -> Unit:
        """The terms a folded word stands for; of a word that no text has, those nearest to it."""
        if known := self._known(key):
            return known
        if key in self.terms:
            return (key,)
        prefixes = self.index.rules.prefixes
        bare = [key[len(p) :] for p in prefixes if key.startswith(p)]
        worn = [p + key for p in prefixes]
        near = chain(map(self._known, (*bare, *worn)), map(self._near, (key, *bare)))
        return next(filter(None, near), ())

    def _known(self, key: str) -> Unit:
        terms = self.lexicon.terms
        if self.index.rules.stemmed or len(key) < SHORTEST_STEM:
            return terms.get(key, ())
        listed = islice(self._beginning(self.lexicon.words, key), MOST_EXTENDED)
        longer = [word for word in listed if len(word) <= len(key) + EXTENDED]
        worn = [prefix + key for prefix in self.index.rules.prefixes]
        return _unique(term for word in (key, *longer, *worn) for term in terms.get(word, ()))

    def _near(self, key: str) -> Unit:
        """The terms of the words, and the terms, that share the most letters with a key from the
        start: another inflection of it, most likely. Else the longest stem that it begins with."""
        most = max(SHORTEST_STEM, -(-len(key) * 7 // 10))
        start, found = key[:most], list[str]()
        for listed in (self.lexicon.words, self.index.terms):
            for word in self._beginning(listed, start):
                shared = len(commonprefix((word, key)))
                if len(word) > shared + LONGEST_ENDING or shared < most:
                    continue
                if shared > most:
                    most, found = shared, []
                found += self.lexicon.terms[word] if listed is self.lexicon.words else (word,)
        if not found:
            shortest = max(SHORTEST_STEM, -(-len(key) // 2))
            stems = (key[:length] for length in range(len(key) - 1, shortest - 1, -1))
            found = [stem for stem in stems if stem in self.terms][:1]
        return _unique(found)[:MOST_NEAR]

    def _beginning(self, listed: Sequence[str], start: str) -> Iterator[str]:
        """The words of a list, which is in UTF-16 order, that begin so."""
        at = bisect_left(listed, utf16_order(start), key=utf16_order)
        return takewhile(lambda word: word.startswith(start), islice(listed, at, None))


@dataclass(frozen=True, slots=True)
class Clause:
    term: str
    fields: tuple[str, ...]
    boost: int
    presence: int
    edit_distance: int | None


def read_query(typed: str) -> tuple[Clause, ...]:
    """The clauses of what a reader typed: never refused, never costly."""
    text = typed[:LONGEST_TEXT]
    found = _parse(text)
    if found is None:
        # A colon or caret in ordinary words is not a mistake to be told about.
        plain = re.sub(r"[:~^*+\\]", " ", text)
        found = _parse(re.sub(r"(^|\s)-+", r"\1", plain)) or ()
    clauses = []
    for clause in found:
        term = bounded(clause.term[:LONGEST])
        edits = clause.edit_distance
        if term:
            within = None if edits is None else min(edits, MOST_EDITS)
            clauses.append(Clause(term, clause.fields, clause.boost, clause.presence, within))
    return tuple(clauses[:MOST_TERMS])


def bounded(term: str) -> str:
    """At most one star at the start and one at the end; a star inside ends the word."""
    start, inner, rest = re.fullmatch(r"(\**)([^*]*)(.*)", term, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{start[:1]}{inner}{rest[:1]}" if inner else ""


def _parse(text: str) -> tuple[Clause, ...] | None:
    """The clauses as lunr.py reads them; None where it refuses the query."""
    from lunr.exceptions import QueryParseError
    from lunr.query import Query
    from lunr.query_parser import QueryParser

    names = tuple(name for name, _ in FIELDS)
    query = Query(list(names))
    try:
        QueryParser(_spaced(text), query).parse()
    except QueryParseError:
        return None
    return tuple(map(_clause, query.clauses))


def _spaced(text: str) -> str:
    # lunr.py knows fewer spaces than lunr.js, to which all of Unicode's part words.
    return re.sub(r"[\s\ufeff]", " ", text)


def _clause(clause: Any) -> Clause:
    # lunr.py does not tell "~0" from no edit distance; either finds the same.
    return Clause(
        clause.term,
        tuple(clause.fields),
        clause.boost,
        clause.presence.value,
        clause.edit_distance or None,
    )


def _unique(terms: Iterable[str]) -> Unit:
    return tuple(dict.fromkeys(terms))
