"""Problems: what is wrong, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing an editor should know; sorts by file, then by place."""

    path: str
    """Relative to the site's folder, with forward slashes."""
    line: int
    """Counted from 1; 0 where the problem is about the file as a whole."""
    column: int
    """Counted from 1 in code points; 0 where no column is known."""
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}"
        mark = "warning: " if self.severity == "warning" else ""
        text = f"{place}: {mark}{self.message}"
        return f"{text}\n  hint: {self.hint}" if self.hint else text


def warning(path: str, line: int, column: int, message: str, hint: str = "") -> Problem:
    """A problem that does not stop the build (unless the build is strict)."""
    return Problem(path, line, column, message, hint, "warning")


class BuildFailed(Exception):
    """The content has errors; carries every problem found, not only the first."""

    status = 1
    """Exit status of a command that ends with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(f"{len(errors(self.problems))} errors")


class ConfigFailed(BuildFailed):
    """site.yaml or the theme cannot be used."""

    status = 2


class Unfinished(OSError):
    """Some files are in place and some are not yet: each is whole, the next build does the rest."""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted by file, line and column; the same problem is told once."""
    return tuple(
        sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.severity, p.message))
    )


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(p for p in problems if p.severity == "error")


def made_strict(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Every warning counted as an error, as ``--strict`` asks."""
    return tuple(replace(p, severity="error") for p in problems)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word a writer most likely meant, or None when none is near."""
    from difflib import get_close_matches

    found = get_close_matches(word.casefold(), sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known word; empty when none is near."""
    found = nearest(word, known)
    return f"did you mean '{found}'?" if found else ""
