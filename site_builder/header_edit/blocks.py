"""``translation.blocks`` set in a header, in whatever way it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from site_builder.header_edit.spans import (
    CannotEdit,
    Span,
    after_line,
    end_of,
    header_of,
    line_start,
    meaning,
    newline_of,
    root_of,
)

_IN_A_ROW = 8
"""Fingerprints on one line."""


def set_blocks(text: str, fingerprints: Sequence[str]) -> str:
    """A file's whole text with ``translation.blocks`` set to these fingerprints.

    Raises CannotEdit for a header that cannot be read, or not be edited without a doubt.
    """
    start, end = header_of(text)
    header = text[start:end]
    before = meaning(header)
    newline = newline_of(text)
    wanted = _set(before, tuple(fingerprints))
    if before == wanted:
        return text
    edited = _with_blocks(header, tuple(fingerprints), newline)
    try:
        succeeded = meaning(edited) == wanted
    except CannotEdit:
        succeeded = False
    if not succeeded:
        raise CannotEdit("the header is written in an unusual way")
    return text[:start] + edited + text[end:]


def _set(before: Any, fingerprints: tuple[str, ...]) -> Any:
    said = before.get("translation") or {}
    if not isinstance(said, dict):
        raise CannotEdit("'translation' holds a text where fields were expected")
    return {**before, "translation": {**said, "blocks": list(fingerprints)}}


def _with_blocks(header: str, fingerprints: tuple[str, ...], newline: str) -> str:
    root = root_of(header)
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
        return _insert(header, after_line(header, translation.end), value)
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
    return _insert(header, after_line(header, end_of(translation.children[-1])), value)


def _block_translation(fingerprints: tuple[str, ...], newline: str, indent: str) -> str:
    listed = _listed(fingerprints, newline, indent + "    ")
    return f"{indent}translation:{newline}{indent}  blocks: {listed}{newline}"


def _replace_list(header: str, old: Span, fingerprints: tuple[str, ...], newline: str) -> str:
    """The list in the style that it had: in brackets, or an item a line."""
    indent = _margin(header, old.start)
    if old.kind == "sequence" and not old.flow:
        items = f"{newline}{indent}".join(f"- {print_}" for print_ in fingerprints)
        return _replace(header, replace(old, end=end_of(old)), items)
    gap = "" if old.end > old.start or header[old.start - 1].isspace() else " "
    return _replace(header, old, gap + _listed(fingerprints, newline, indent + "  "))


def _listed(fingerprints: tuple[str, ...], newline: str, indent: str) -> str:
    written = [_scalar(one) for one in fingerprints]
    rows = [
        ", ".join(written[start : start + _IN_A_ROW])
        for start in range(0, len(fingerprints), _IN_A_ROW)
    ]
    return "[" + f",{newline}{indent}".join(rows) + "]"


def _scalar(fingerprint: str) -> str:
    """In quotes where other readers of YAML would take it for a number written otherwise."""
    return (
        f"'{fingerprint}'" if re.fullmatch(r"0[0-9]+|[0-9]+e[0-9]+", fingerprint) else fingerprint
    )


def _insert(header: str, at: int, value: str) -> str:
    return header[:at] + value + header[at:]


def _replace(header: str, old: Span, value: str) -> str:
    return header[: old.start] + value + header[old.end :]


def _margin(header: str, at: int) -> str:
    """The white space with which a line begins."""
    line = header[line_start(header, at) : at]
    return line[: len(line) - len(line.lstrip())]


def _indent(header: str, mapping: Span) -> str:
    """What stands before the first key of a block mapping."""
    first = mapping.children[0].start
    return header[line_start(header, first) : first]
