"""A header's fields in the order of ``frontmatter.FIELDS``, and a text in Unicode's NFC."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from site_builder.frontmatter import FIELDS
from site_builder.header_edit.spans import (
    LINE_END,
    CannotEdit,
    after_line,
    end_of,
    header_of,
    line_start,
    meaning,
    root_of,
)

_RANK = {
    name: number
    for number, field in enumerate(FIELDS)
    for name in (field.name, *field.also, *field.same)
}
_BLANK = re.compile(r"[^\S\r\n]*")


def formatted(text: str) -> str:
    """A file's whole text with its header in order, and in NFC; nothing else is changed.

    A comment goes with the field below it, and one that is indented deeper with the field above;
    the comments before an empty line at the top, and those after the last field, stay there.
    Raises CannotEdit for a header that cannot be read, or not be put in order without a doubt.
    """
    start, end = header_of(text)
    said = _in_nfc(meaning(text[start:end]))
    header = unicodedata.normalize("NFC", _ordered(text[start:end]))
    # What NFC makes of a few rare signs means something to YAML.
    if not _says(header, said):
        raise CannotEdit("the header cannot be put in order without a doubt")
    around = (unicodedata.normalize("NFC", part) for part in (text[:start], text[end:]))
    return header.join(around)


def _says(header: str, wanted: Any) -> bool:
    try:
        return bool(meaning(header) == wanted)
    except CannotEdit:
        return False


def _ordered(header: str) -> str:
    root = root_of(header)
    if root is None or root.flow or root.kind != "mapping":
        return header
    names, starts, values_end = [], [], []
    for key, value in zip(root.children[::2], root.children[1::2], strict=True):
        start = line_start(header, key.start)
        if header[start : key.start].strip():
            raise CannotEdit("a field does not start its line")
        names.append(key.text)
        starts.append(start)
        values_end.append(after_line(header, max(key.end, end_of(value))))
    indent = len(_BLANK.match(header, starts[0])[0])  # type: ignore[index]
    first = _below_last_empty_line(header, starts[0])
    cuts = [first, *(_after_deeper_comments(header, end, indent) for end in values_end)]
    parts = [header[a:b] for a, b in pairwise(cuts)]
    ranked = sorted(zip(_ranks(names), parts, strict=True), key=lambda pair: pair[0])
    return header[:first] + "".join(part for _, part in ranked) + header[cuts[-1] :]


def _ranks(names: list[str]) -> Iterator[int]:
    """A field that nothing is known of stays with the one before it."""
    last = -1
    for name in names:
        last = _RANK.get(name, last)
        yield last


def _below_last_empty_line(header: str, end: int) -> int:
    """Where the comments that belong to the first field begin."""
    at = 0
    for start, line in _lines(header, 0, end):
        if not line.strip():
            at = start + len(line)
    return at


def _after_deeper_comments(header: str, at: int, indent: int) -> int:
    """Where the lines of a field end, with the comments that stand inside it."""
    for start, line in _lines(header, at, len(header)):
        stripped = line.lstrip()
        if stripped and not (stripped.startswith("#") and len(line) - len(stripped) > indent):
            break
        if stripped:
            at = start + len(line)
    return at


def _lines(header: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """(where it starts, the line with its end) for every line of a part."""
    while start < end:
        found = LINE_END.search(header, start, end)
        after = found.end() if found else end
        yield start, header[start:after]
        start = after


def _in_nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_in_nfc(key): _in_nfc(item) for key, item in value.items()}
    return [_in_nfc(item) for item in value]
