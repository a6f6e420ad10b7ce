"""The ranking of the search page, from the command line: the same index, through lunr.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from site_builder.search.index import LanguageIndex
from site_builder.search.interpret import Asked, Interpreter, Unit
from site_builder.search.standard import lunr_index

if TYPE_CHECKING:
    from lunr.index import Index

OPTIONAL, REQUIRED, PROHIBITED = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Result:
    reference: str
    """Site address of the version."""
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    results: tuple[Result, ...]
    """The best first."""
    some: bool
    """Whether no work has all of the words, so that these have only some."""


def query(index: LanguageIndex, typed: str) -> Answer:
    """Works with every word of what was typed; where there are none, works with some."""
    asked = Interpreter(index).ask(typed)
    if not asked:
        return Answer((), False)
    terms = {term for one in asked for unit in one.units for term in unit}
    engine = lunr_index(index, terms)
    optional = [one for one in asked if one.presence == OPTIONAL]
    if not optional or any(one.presence == REQUIRED for one in asked):
        return Answer(_evaluate(engine, index.references, asked), False)
    all_of_them = tuple(
        replace(one, presence=REQUIRED) if one.presence == OPTIONAL else one for one in asked
    )
    if results := _evaluate(engine, index.references, all_of_them):
        return Answer(results, False)
    some = _evaluate(engine, index.references, asked)
    return Answer(some, bool(some))


class _Units:
    """Stands where lunr.py has its search pipeline: a clause's word is the number of a unit."""

    def __init__(self) -> None:
        self._units: list[Unit] = []

    def number(self, unit: Unit) -> str:
        self._units.append(unit)
        return str(len(self._units) - 1)

    def run_string(self, number: str, _metadata: Any = None) -> list[str]:
        # A unit without terms must still be asked for: it may be required.
        return list(self._units[int(number)]) or ["\0"]


def _evaluate(
    engine: Index, references: Sequence[str], asked: Sequence[Asked]
) -> tuple[Result, ...]:
    """lunr.py's results for the clauses; a prohibited one is asked by itself, because lunr would
    leave out every work with any of its units instead of all."""
    from lunr.token_set import TokenSet

    terms = {term for one in asked for unit in one.units for term in unit}
    engine.token_set = TokenSet.from_list(sorted(terms))
    wanted = [one for one in asked if one.presence != PROHIBITED]
    unwanted = {
        result.reference
        for one in asked
        if one.presence == PROHIBITED
        for result in _matches(engine, [replace(one, presence=REQUIRED)])
    }
    found = _matches(engine, wanted) if wanted else [Result(ref, 0.0) for ref in references]
    return tuple(result for result in found if result.reference not in unwanted)


def _matches(engine: Index, asked: Sequence[Asked]) -> list[Result]:
    from lunr.query import Query, QueryPresence

    clauses = Query(engine.fields)
    units = engine.pipeline = _Units()
    for one in asked:
        for unit in one.units:
            clauses.clause(
                units.number(unit),
                fields=list(one.fields),
                boost=one.boost,
                presence=QueryPresence(one.presence),
            )
    return [Result(match["ref"], float(match["score"])) for match in engine.query(clauses)]
