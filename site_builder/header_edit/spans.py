"""A header as it stands in its file: where it begins, where each value stands, what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from site_builder import yaml_text
from site_builder.yaml_text import HEADER, Mapping, Node, Scalar

FENCE = re.compile(r"---[^\S\r\n]*(?:\r\n|\r|\n)")
LINE_END = re.compile(r"\r\n|\r|\n")


class CannotEdit(Exception):
    """This header is written in a way that cannot be edited without a doubt."""


@dataclass(frozen=True, slots=True)
class Span:
    """A value as it stands in the text: from its first character to after its last."""

    start: int
    end: int
    kind: str
    """scalar, sequence or mapping"""
    flow: bool
    """In brackets or braces; of a scalar, that it has no block style."""
    children: tuple[Span, ...] = ()
    text: str = ""
    """Of a scalar."""

    def get(self, key: str) -> Span | None:
        """The value under a key of a mapping."""
        pairs = zip(self.children[::2], self.children[1::2], strict=True)
        return next((value for name, value in pairs if name.text == key), None)


def newline_of(text: str) -> str:
    found = LINE_END.search(text)
    return found[0] if found else "\n"


def header_of(text: str) -> tuple[int, int]:
    """Where the lines between the fences begin and end."""
    opening = FENCE.match(text, 1 if text.startswith("\ufeff") else 0)
    if opening is None:
        raise CannotEdit("the header does not start on the first line")
    at = opening.end()
    while True:
        end = LINE_END.search(text, at)
        if text[at : end.start() if end else len(text)].rstrip() == "---":
            return opening.end(), at
        if end is None:
            raise CannotEdit("the header is not closed")
        at = end.end()


def meaning(header: str) -> Any:
    """What a header says, without places and styles."""
    unix = LINE_END.sub("\n", header)
    node, problems = yaml_text.read(unix, "", limits=HEADER)
    if node is None:
        raise CannotEdit(problems[0].message)
    return _plain(node)


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key.text: _plain(value) for key, value in node.pairs}
    return [_plain(item) for item in node.items]


def line_start(header: str, at: int) -> int:
    return max(header.rfind("\n", 0, at), header.rfind("\r", 0, at)) + 1


def after_line(header: str, at: int) -> int:
    """The start of the next line, or this place if it is the start of one."""
    if at and header[at - 1] in "\r\n":
        return at
    found = LINE_END.search(header, at)
    return found.end() if found else len(header)


def end_of(span: Span) -> int:
    """After the last character of a value; libyaml ends a block at whatever follows it."""
    if span.kind == "scalar" or span.flow or not span.children:
        return span.end
    return end_of(span.children[-1])


def root_of(header: str) -> Span | None:
    import yaml
    from yaml import events as e

    events = yaml.parse(header, Loader=yaml.CSafeLoader)
    for event in events:
        if isinstance(event, e.DocumentStartEvent):
            return _span(next(events), events)
    return None


def _span(event: Any, events: Iterator[Any]) -> Span:
    from yaml import events as e

    start = _place(event.start_mark)
    if isinstance(event, e.ScalarEvent):
        flow = event.style not in ("|", ">")
        return Span(start, _place(event.end_mark), "scalar", flow, text=event.value)
    kind = "sequence" if isinstance(event, e.SequenceStartEvent) else "mapping"
    flow = bool(event.flow_style)
    children = []
    while not isinstance(event := next(events), e.SequenceEndEvent | e.MappingEndEvent):
        children.append(_span(event, events))
    return Span(start, _place(event.end_mark), kind, flow, tuple(children))


def _place(mark: Any) -> int:
    return int(mark.index)
