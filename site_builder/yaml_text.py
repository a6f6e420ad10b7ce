"""YAML read as text: every scalar stays the string that was written, with its line and column.

PyYAML's own typing turns ``no`` into False and ``12:30:45`` into 45045; its composer follows
aliases without bound. So only libyaml's *events* are used (YAML 1.1), and from them our own
nodes are built, within limits. Tags, anchors, aliases, merge keys and duplicate keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from site_builder.problems import Problem


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str
    line: int
    """Line in the file, from 1; so in every node."""
    column: int
    plain: bool = True
    """Written without quotes or block style."""
    cut: bool = False
    """A plain scalar that a `` #`` ended: the rest of its line was read as a comment."""


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.pairs if name.text == key), None)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Limits:
    characters: int
    depth: int
    nodes: int


HEADER = Limits(characters=64 * 1024, depth=6, nodes=6_000)
FILE = Limits(characters=16 * 1024 * 1024, depth=6, nodes=500_000)

_CLOSE = "a quote or bracket is opened here and not closed"
_FIT = "this line does not fit with those above it"
_FIT_HINT = "fields of one level start in the same column; a text with quotes in it is quoted whole"

KNOWN_MISTAKES = (
    # part of what libyaml says, what to say instead, hint
    ("mapping values are not allowed", "a second colon in one field",
     "put a text with a colon in quotes"),
    ("block sequence entries are not allowed", "a list cannot start here",
     "start the list on the next line, or write [a, b]"),
    ("could not find expected ':'", "a line without a colon where a field was expected",
     "write 'name: value', with a space after the colon"),
    ("expected <block end>", _FIT, _FIT_HINT),
    ("did not find expected key", _FIT, _FIT_HINT),
    ("did not find expected '-' indicator", "this is not an item of the list above",
     "start every item of the list with '- ' in the same column"),
    ("did not find expected ',' or ']'", "a list is opened here and not closed",
     "close it with ']'"),
    ("did not find expected ',' or '}'", "fields are opened here and not closed",
     "close them with '}'"),
    ("unexpected end of stream", _CLOSE, "close it, or put the whole text in quotes"),
    ("unexpected document indicator", _CLOSE, "close it, or put the whole text in quotes"),
    ("did not find expected <document start>", "something stands after the end of the fields",
     "delete the line '...' above it"),
    ("did not find expected alphabetic", "a text cannot start with * or &", "put it in quotes"),
    ("did not find expected whitespace or line break", "a text cannot start with !",
     "put it in quotes"),
    ("did not find URI escape", "a text cannot start with !", "put it in quotes"),
    ("did not find expected tag URI", "a text cannot start with !", "put it in quotes"),
    ("undefined tag handle", "a text cannot start with !", "put it in quotes"),
    ("unknown escape character", "a backslash in double quotes",
     "write it twice, or put the text in single quotes"),
    ("did not find expected hexdecimal number", "a backslash in double quotes",
     "write it twice, or put the text in single quotes"),
    ("did not find expected comment or line break", "a text cannot start with | or >",
     "put it in quotes"),
    ("unknown directive", "a line cannot start with %", "put the text in quotes"),
)  # fmt: skip
_OPENED = ("',' or ']'", "',' or '}'", "end of stream", "document indicator")
"""Mistakes that are best shown where something was opened, not where it should have ended."""


def shown(text: str, most: int = 80) -> str:
    """A text fit to be quoted in a message: on one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 3]}..."


class _Refused(Exception):
    def __init__(self, line: int, column: int, message: str, hint: str = "") -> None:
        self.line, self.column, self.message, self.hint = line, column, message, hint


def read(
    text: str, path: str, *, first_line: int = 1, limits: Limits = FILE
) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """The mapping that ``text`` holds, and what is wrong with it.

    ``first_line`` is the line of the file on which ``text`` starts. Empty text is an empty
    mapping. On an error the mapping is None. Never raises, whatever the text.
    """

    def failed(line: int, column: int, message: str, hint: str = "") -> tuple[None, tuple[Problem]]:
        return None, (Problem(path, line, column, message, hint),)

    if len(text) > limits.characters:
        return failed(
            first_line, 1, f"this is longer than {limits.characters // 1024} kB", "shorten it"
        )
    import yaml

    builder = _Builder(text, first_line, limits)
    try:
        node = builder.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except _Refused as refused:
        return failed(refused.line, refused.column, refused.message, refused.hint)
    except yaml.MarkedYAMLError as error:
        line, column, message, hint = _explained(error, text)
        return failed(first_line + line, column + 1, message, hint)
    except (yaml.YAMLError, UnicodeError, ValueError):
        return failed(first_line, 1, "a character that YAML does not allow", "delete it")
    if node is None or (isinstance(node, Scalar) and not node.text):
        return Mapping((), first_line, 1), ()
    if not isinstance(node, Mapping):
        return failed(
            node.line, node.column, "fields were expected here", "write 'name: value', one a line"
        )
    return node, ()


def _explained(error: Any, text: str) -> tuple[int, int, str, str]:
    """(line and column from 0, message, hint) of a libyaml error, in an editor's words."""
    said = str(error.problem or error.context or "this cannot be read")
    marks = [error.problem_mark, error.context_mark]
    if any(part in said for part in _OPENED):
        marks.reverse()
    lines = text.split("\n")
    # Past the end there is nothing to point at; what was left open is in the context.
    line, column = next(((m.line, m.column) for m in marks if m and m.line < len(lines)), (0, 0))
    if "cannot start any token" in said:
        character = lines[line][column : column + 1]
        if character == "\t":
            return line, column, "a tab stands where spaces were expected", "indent with spaces"
        return line, column, f"a text cannot start with {character}", "put it in quotes"
    if "tab character" in said:
        return line, column, "a tab stands where spaces were expected", "indent with spaces"
    if "mapping values" in said and ":" not in lines[line][:column]:
        return line, column, _FIT, _FIT_HINT
    fits_not = "expected key" in said or "expected <block end>" in said
    if fits_not and re.search(r":[ ]+[\[{\"']", lines[line][:column]):
        message = "the text goes on after its closing quote or bracket"
        return line, column, message, "put the whole text in quotes"
    for part, message, hint in KNOWN_MISTAKES:
        if part in said:
            return line, column, message, hint
    return line, column, f"not valid YAML: {said}", ""


class _Builder:
    """Turns libyaml's events into nodes; raises _Refused at the first thing not allowed."""

    def __init__(self, text: str, first_line: int, limits: Limits) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.first_line = first_line
        self.limits = limits
        self.nodes = 0

    def document(self, events: Iterator[Any]) -> Node | None:
        from yaml import events as e

        found: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, e.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.refused(event, "a second document starts here", "delete this line")
                found = self.node(next(events), events, 1)
        return found

    def refused(self, event: Any, message: str, hint: str) -> _Refused:
        mark = event.start_mark
        return _Refused(self.first_line + mark.line, mark.column + 1, message, hint)

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        from yaml import events as e

        self.nodes += 1
        if self.nodes > self.limits.nodes:
            raise self.refused(event, f"more than {self.limits.nodes} values", "shorten it")
        if depth > self.limits.depth:
            raise self.refused(
                event, f"nested more than {self.limits.depth} levels deep", "write it flatter"
            )
        if isinstance(event, e.AliasEvent):
            raise self.refused(
                event,
                f"'*{shown(event.anchor or '')}' is an alias",
                "put a text that starts with * in quotes",
            )
        if event.anchor is not None:
            raise self.refused(
                event,
                f"'&{shown(event.anchor)}' is an anchor",
                "put a text that starts with & in quotes",
            )
        if event.tag is not None:
            raise self.refused(
                event, "a tag (!) is not allowed", "put a text that starts with ! in quotes"
            )
        line, column = self.first_line + event.start_mark.line, event.start_mark.column + 1
        if isinstance(event, e.ScalarEvent):
            plain = not event.style
            if event.style == '"' and (unseen := self.escaped_out_of_sight(event.value)):
                raise self.refused(
                    event, f"an escape makes the invisible character U+{ord(unseen):04X} here",
                    "write the text as it is, without backslashes",
                )  # fmt: skip
            return Scalar(event.value, line, column, plain, plain and self.is_cut(event))
        if isinstance(event, e.SequenceStartEvent):
            items = []
            while not isinstance(event := next(events), e.SequenceEndEvent):
                items.append(self.node(event, events, depth + 1))
            return Sequence(tuple(items), line, column)
        return Mapping(self.pairs(events, depth), line, column)

    def escaped_out_of_sight(self, value: str) -> str:
        """A character of a quoted text that nobody sees and that only an escape put there.

        What stands in the file itself was looked at before; an escape must not slip past.
        """
        return next(
            (c for c in value if c not in " \n\t" and not c.isprintable() and c not in self.text
             and (c != "\u00a0")), "",
        )  # fmt: skip

    def is_cut(self, event: Any) -> bool:
        """Whether the rest of a plain scalar's line is a comment."""
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        return bool(event.value) and rest.lstrip(" \t").startswith("#")

    def pairs(self, events: Iterator[Any], depth: int) -> tuple[tuple[Scalar, Node], ...]:
        from yaml import events as e

        found: list[tuple[Scalar, Node]] = []
        seen: dict[str, int] = {}
        while not isinstance(event := next(events), e.MappingEndEvent):
            key = self.node(event, events, depth + 1)
            if not isinstance(key, Scalar):
                raise self.refused(event, "a name was expected here", "write 'name: value'")
            if key.text == "<<":
                raise self.refused(event, "'<<' (merge) is not allowed", "write the fields out")
            if key.text in seen:
                raise self.refused(
                    event,
                    f"'{shown(key.text)}' is given twice, first on line {seen[key.text]}",
                    "delete one of the two",
                )
            seen[key.text] = key.line
            found.append((key, self.node(next(events), events, depth + 1)))
        return tuple(found)
