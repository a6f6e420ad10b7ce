"""The header of a file edited in place: text in, text out, and only the asked lines change.

Comments, the order of the fields, quoting, line endings and a byte order mark stay as they are.
What an edit gives is read again: unless it says exactly what it said before and the new value,
the edit is refused, and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from site_builder import yaml_text
from site_builder.yaml_text import HEADER, Mapping, Node, Scalar

_FENCE = re.compile(r"---[^\S\r\n]*(?:\r\n|\r|\n)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_IN_A_ROW = 8
"""Fingerprints on one line."""


class CannotEdit(Exception):
    """This header is written in a way that cannot be edited without a doubt."""


@dataclass(frozen=True, slots=True)
class _Span:
    """A value as it stands in the text: from its first character to after its last."""

    start: int
    end: int
    kind: str
    """scalar, sequence or mapping"""
    flow: bool
    """In brackets or braces; of a scalar, that it has no block style."""
    children: tuple[_Span, ...] = ()
    text: str = ""
    """Of a scalar."""

    def get(self, key: str) -> _Span | None:
        """The value under a key of a mapping."""
        pairs = zip(self.children[::2], self.children[1::2], strict=True)
        return next((value for name, value in pairs if name.text == key), None)


def set_blocks(text: str, fingerprints: Sequence[str]) -> str:
    """A file's whole text with ``translation.blocks`` set to these fingerprints.

    Raises CannotEdit for a header that cannot be read, or not be edited without a doubt.
    """
    start, end = _header_of(text)
    header = text[start:end]
    before = _meaning(header)
    newline = _newline_of(text)
    wanted = _set(before, tuple(fingerprints))
    if before == wanted:
        return text
    edited = _with_blocks(header, tuple(fingerprints), newline)
    try:
        succeeded = _meaning(edited) == wanted
    except CannotEdit:
        succeeded = False
    if not succeeded:
        raise CannotEdit("the header is written in an unusual way")
    return text[:start] + edited + text[end:]


def _newline_of(text: str) -> str:
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def _header_of(text: str) -> tuple[int, int]:
    """Where the lines between the fences begin and end."""
    opening = _FENCE.match(text, 1 if text.startswith("\ufeff") else 0)
    if opening is None:
        raise CannotEdit("the header does not start on the first line")
    at = opening.end()
    while True:
        end = _LINE_END.search(text, at)
        if text[at : end.start() if end else len(text)].rstrip() == "---":
            return opening.end(), at
        if end is None:
            raise CannotEdit("the header is not closed")
        at = end.end()


def _meaning(header: str) -> Any:
    """What a header says, without places and styles."""
    unix = _LINE_END.sub("\n", header)
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


def _set(meaning: Any, fingerprints: tuple[str, ...]) -> Any:
    said = meaning.get("translation") or {}
    if not isinstance(said, dict):
        raise CannotEdit("'translation' holds a text where fields were expected")
    return {**meaning, "translation": {**said, "blocks": list(fingerprints)}}


def _with_blocks(header: str, fingerprints: tuple[str, ...], newline: str) -> str:
    root = _root(header)
    if root is None or not root.children:
        return _insert(header, len(header), _block_translation(fingerprints, newline, ""))
    translation = root.get("translation")
    if translation is None:
        if root.flow:
            value = "translation: {blocks: " + _listed(fingerprints, newline, "  ") + "}"
            return _insert(header, root.children[-1].end, f", {value}")
        return header + _block_translation(fingerprints, newline, _indent(header, root))
    if translation.kind == "scalar":
        if translation.text:
            raise CannotEdit("'translation' holds a text where fields were expected")
        if root.flow or translation.end > translation.start:
            value = "{blocks: " + _listed(fingerprints, newline, "  ") + "}"
            gap = "" if translation.end > translation.start else " "
            return _replace(header, translation, gap + value)
        indent = _indent(header, root) + "  "
        value = f"{indent}blocks: {_listed(fingerprints, newline, indent + '  ')}{newline}"
        return _insert(header, _after_line(header, translation.end), value)
    if translation.kind != "mapping":
        raise CannotEdit("'translation' holds a list where fields were expected")
    blocks = translation.get("blocks")
    if blocks is not None:
        return _replace_list(header, blocks, fingerprints, newline)
    if translation.flow:
        listed = _listed(fingerprints, newline, _margin(header, translation.end - 1) + "  ")
        if not translation.children:
            return _insert(header, translation.start + 1, f"blocks: {listed}")
        return _insert(header, translation.children[-1].end, f", blocks: {listed}")
    indent = _indent(header, translation)
    value = f"{indent}blocks: {_listed(fingerprints, newline, indent + '  ')}{newline}"
    return _insert(header, _after_line(header, _end_of(translation.children[-1])), value)


def _block_translation(fingerprints: tuple[str, ...], newline: str, indent: str) -> str:
    listed = _listed(fingerprints, newline, indent + "    ")
    return f"{indent}translation:{newline}{indent}  blocks: {listed}{newline}"


def _replace_list(header: str, old: _Span, fingerprints: tuple[str, ...], newline: str) -> str:
    """The list in the style that it had: in brackets, or an item a line."""
    indent = _margin(header, old.start)
    if old.kind == "sequence" and not old.flow:
        items = f"{newline}{indent}".join(f"- {print_}" for print_ in fingerprints)
        return _replace(header, replace(old, end=_end_of(old)), items)
    gap = "" if old.end > old.start or header[old.start - 1].isspace() else " "
    return _replace(header, old, gap + _listed(fingerprints, newline, indent + "  "))


def _listed(fingerprints: tuple[str, ...], newline: str, indent: str) -> str:
    rows = [
        ", ".join(fingerprints[start : start + _IN_A_ROW])
        for start in range(0, len(fingerprints), _IN_A_ROW)
    ]
    return "[" + f",{newline}{indent}".join(rows) + "]"


def _insert(header: str, at: int, value: str) -> str:
    return header[:at] + value + header[at:]


def _replace(header: str, old: _Span, value: str) -> str:
    return header[: old.start] + value + header[old.end :]


def _line_start(header: str, at: int) -> int:
    return max(header.rfind("\n", 0, at), header.rfind("\r", 0, at)) + 1


def _after_line(header: str, at: int) -> int:
    """The start of the next line, or this place if it is the start of one."""
    if at and header[at - 1] in "\r\n":
        return at
    found = _LINE_END.search(header, at)
    return found.end() if found else len(header)


def _margin(header: str, at: int) -> str:
    """The white space with which a line begins."""
    line = header[_line_start(header, at) : at]
    return line[: len(line) - len(line.lstrip())]


def _indent(header: str, mapping: _Span) -> str:
    """What stands before the first key of a block mapping."""
    first = mapping.children[0].start
    return header[_line_start(header, first) : first]


def _end_of(span: _Span) -> int:
    """After the last character of a value; libyaml ends a block at whatever follows it."""
    if span.kind == "scalar" or span.flow or not span.children:
        return span.end
    return _end_of(span.children[-1])


def _root(header: str) -> _Span | None:
    import yaml
    from yaml import events as e

    events = yaml.parse(header, Loader=yaml.CSafeLoader)
    for event in events:
        if isinstance(event, e.DocumentStartEvent):
            return _span(next(events), events)
    return None


def _span(event: Any, events: Iterator[Any]) -> _Span:
    from yaml import events as e

    start = _place(event.start_mark)
    if isinstance(event, e.ScalarEvent):
        flow = event.style not in ("|", ">")
        return _Span(start, _place(event.end_mark), "scalar", flow, text=event.value)
    kind = "sequence" if isinstance(event, e.SequenceStartEvent) else "mapping"
    flow = bool(event.flow_style)
    children = []
    while not isinstance(event := next(events), e.SequenceEndEvent | e.MappingEndEvent):
        children.append(_span(event, events))
    return _Span(start, _place(event.end_mark), kind, flow, tuple(children))


def _place(mark: Any) -> int:
    return int(mark.index)
