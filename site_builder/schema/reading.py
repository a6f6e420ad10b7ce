"""One file being read: what is wrong with it, and where each of its values stands."""

from __future__ import annotations

from collections.abc import Mapping as Hints
from dataclasses import dataclass, field
from typing import Any, Protocol

from site_builder.problems import Problem, warning
from site_builder.yaml_text import Mapping, Node, Scalar, shown

WRONG = object()
"""What a conversion gives when it has reported a problem instead of a value."""


@dataclass(slots=True)
class Reading:
    """One file being read: collects its problems and where each value stands."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    elsewhere: Hints[str, str] = field(default_factory=dict)
    """Unknown fields that other programs have -> what to do instead."""

    def wrong(self, node: Node, message: str, hint: str = "") -> Any:
        self.problems.append(Problem(self.path, node.line, node.column, _one_line(message), hint))
        return WRONG

    def note(self, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(warning(self.path, node.line, node.column, _one_line(message), hint))


class Type(Protocol):
    """A kind of value; ``convert`` gives it, or WRONG after it has told ``reading`` why."""

    def convert(self, node: Node, at: str, reading: Reading) -> Any: ...
    def describe(self) -> str: ...
    def json_schema(self) -> dict[str, Any]: ...


def _one_line(message: str) -> str:
    """Messages quote content; a line break in it must not look like a message of its own."""
    return " ".join(message.split())


def text_of(node: Node, expected: str, reading: Reading) -> Any:
    """The text of a scalar without outer space; WRONG, and said so, for anything else."""
    if isinstance(node, Scalar):
        return node.text.strip()
    hint = "write one value, not a list"
    if isinstance(node, Mapping):
        hint = "write one value, not fields"
        key, value = node.pairs[0] if node.pairs else (None, None)
        if key and isinstance(value, Scalar):
            # The editor wrote a sentence; YAML saw a name before its colon.
            hint = f'put a text with a colon in quotes: "{shown(key.text)}: {shown(value.text)}"'
    return reading.wrong(node, f"{expected} was expected here", hint)
