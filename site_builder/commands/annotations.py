"""Problems as GitHub shows them: beside the lines of a pull request, within its limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.characters import printable
from site_builder.commands.common import as_line, count_of, some
from site_builder.problems import Problem, in_order

MOST_ANNOTATIONS = 10
"""Errors, and as many warnings, of one step that GitHub shows; it drops the others unsaid."""


def github_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Lines for the log of a workflow: annotations as far as GitHub shows them, then the rest.

    Where there are too many, each file's first comes before any file's second, and the last
    annotation says how many more are in the log.
    """
    shown: list[Problem] = []
    for severity in ("error", "warning"):
        found = [p for p in problems if p.severity == severity]
        if len(found) > MOST_ANNOTATIONS:
            chosen = _spread_over_files(found)[: MOST_ANNOTATIONS - 1]
            more = some(len(found) - len(chosen), f"more {severity}")
            hint = "open the log of this step to see them all"
            last = Problem(chosen[-1].path, 0, 0, f"and {more}", hint, found[0].severity)
            shown += [*in_order(chosen), last]
        else:
            shown += found
    yield from map(as_github, shown)
    rest = [p for p in problems if p not in shown]
    if rest:
        yield f"::group::{count_of(rest)} without an annotation"
        # Each begins with its path, so that no content can pass for a command.
        yield from (f"./{as_line(p)}" for p in rest)
        yield "::endgroup::"


def _spread_over_files(problems: Sequence[Problem]) -> list[Problem]:
    seen: dict[str, int] = {}
    turns = []
    for problem in problems:
        turn = seen[problem.path] = seen.get(problem.path, 0) + 1
        turns.append((turn, problem))
    return [problem for _, problem in sorted(turns, key=lambda pair: pair[0])]


def as_github(problem: Problem) -> str:
    """A GitHub workflow command that puts the problem beside its line."""

    def data(text: str) -> str:
        return printable(text).replace("%", "%25")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    place = f"file={value(problem.path)},line={max(problem.line, 1)}"
    if problem.column:
        place += f",col={problem.column}"
    hint = f"%0Ahint: {data(problem.hint)}" if problem.hint else ""
    return f"::{problem.severity} {place}::{data(problem.message)}{hint}"
