"""The fields at the top of a file: YAML, TOML, JSON, or lines ``Name: value``."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from site_builder import yaml_text
from site_builder.importing.values import Field
from site_builder.problems import Problem

_META = re.compile(r"([A-Za-z][\w-]*):(?:\s+(.*))?$")
_DOCINFO = re.compile(r":([A-Za-z][\w -]*):(?:\s+(.*))?$")
_MOST = 1 << 18
"""Characters of a header."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's fields and its text."""

    fields: tuple[Field, ...]
    body: str
    body_line: int


def front_matter(text: str, path: str) -> Opened | Problem | None:
    """Between ``---``, ``+++`` or braces, as Jekyll and Hugo have it; None if there is none."""
    lines = text.split("\n")
    fence = lines[0].rstrip()
    if fence in ("---", "+++"):
        for number, line in enumerate(lines[1:], 1):
            if line.rstrip() == fence or (fence == "---" and line.rstrip() == "..."):
                header = "\n".join(lines[1:number])
                read = _yaml if fence == "---" else _toml
                fields = read(header, path)
                if isinstance(fields, Problem):
                    return fields
                return Opened(fields, "\n".join(lines[number + 1 :]), number + 2)
        return Problem(path, 1, 1, "the header is not closed", f"write a line '{fence}'")
    return (
        _json(text, path) if fence.startswith("{") and not fence.startswith(("{%", "{{")) else None
    )


def metadata_lines(text: str) -> Opened:
    """``Name: value`` lines up to the first empty one, as Pelican reads them from Markdown."""
    fields: list[Field] = []
    lines = text.split("\n")
    number = 0
    for number, line in enumerate(lines):
        found = _META.match(line)
        if found:
            fields.append(Field(found[1], (found[2] or "",), number + 1))
        elif fields and line.startswith((" ", "\t")) and line.strip():
            fields[-1] = _longer(fields[-1], line)
        else:
            break
    return Opened(tuple(fields), "\n".join(lines[number:]), number + 1)


def docinfo(text: str) -> Opened:
    """The title and the field list of a reStructuredText file; the rest is as it was."""
    lines = text.split("\n")
    fields: list[Field] = []
    at = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if re.fullmatch(r"([^\w\s])\1{2,}", lines[at].strip()) and at + 2 < len(lines):
        at += 1
    if at + 1 < len(lines) and re.fullmatch(r"([^\w\s])\1{2,}", lines[at + 1].strip()):
        fields.append(Field("title", (lines[at].strip(),), at + 1))
        at += 2
        if at < len(lines) and re.fullmatch(r"([^\w\s])\1{2,}", lines[at].strip()):
            at += 1
    while at < len(lines):
        found = _DOCINFO.match(lines[at])
        if found:
            fields.append(Field(found[1], (found[2] or "",), at + 1))
        elif len(fields) > 1 and lines[at].startswith((" ", "\t")) and lines[at].strip():
            fields[-1] = _longer(fields[-1], lines[at])
        elif lines[at].strip():
            break
        at += 1
    return Opened(tuple(fields), "\n".join(lines[at:]), at + 1)


def _longer(field: Field, line: str) -> Field:
    return Field(field.name, (f"{field.values[0]}\n{line.strip()}".strip(),), field.line)


def _yaml(header: str, path: str) -> tuple[Field, ...] | Problem:
    limits = yaml_text.Limits(characters=_MOST, depth=12, nodes=20_000)
    node, problems = yaml_text.read(header, path, first_line=2, limits=limits)
    return problems[0] if node is None else tuple(_of_node(node, ""))


def settings(text: str, path: str) -> dict[str, Field]:
    """A settings file (YAML, TOML or JSON) as dotted names; empty if it cannot be read."""
    if path.endswith((".yml", ".yaml")):
        node, _ = yaml_text.read(text, path, limits=yaml_text.Limits(_MOST, 12, 20_000))
        return {f.name.lower(): f for f in _of_node(node, "")} if node is not None else {}
    read = _toml(text, path) if path.endswith(".toml") else _json(text, path)
    fields = read.fields if isinstance(read, Opened) else read
    return {} if isinstance(fields, Problem | None) else {f.name.lower(): f for f in fields}


def _of_node(node: yaml_text.Mapping, before: str) -> Iterator[Field]:
    for key, value in node.pairs:
        name = f"{before}{key.text}"
        if isinstance(value, yaml_text.Mapping) and value.pairs:
            yield from _of_node(value, f"{name}.")
        elif isinstance(value, yaml_text.Scalar):
            null = value.plain and value.text in ("~", "null")
            yield Field(name, ("" if null else value.text,), key.line)
        elif isinstance(value, yaml_text.Sequence):
            yield from _of_items(name, value)
        else:
            yield Field(name, ("",), key.line)


def _of_items(name: str, node: yaml_text.Sequence) -> Iterator[Field]:
    texts = tuple(one.text for one in node.items if isinstance(one, yaml_text.Scalar))
    if len(texts) == len(node.items):
        yield Field(name, texts, node.line, several=True)
        return
    for number, item in enumerate(node.items):
        if isinstance(item, yaml_text.Mapping):
            yield from _of_node(item, f"{name}.{number}.")
        elif isinstance(item, yaml_text.Sequence):
            yield from _of_items(f"{name}.{number}", item)
        else:
            yield Field(f"{name}.{number}", (item.text,), item.line)


def _toml(header: str, path: str) -> tuple[Field, ...] | Problem:
    if len(header) > _MOST:
        return Problem(path, 1, 1, "this header is too long", "shorten it")
    try:
        data = tomllib.loads(header)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return Problem(path, 1, 1, f"this header is not TOML: {error}")
    return tuple(_of_value(data, "", header, 2))


def _json(text: str, path: str) -> Opened | Problem:
    try:
        data, end = json.JSONDecoder().raw_decode(text[:_MOST])
    except (ValueError, RecursionError) as error:
        return Problem(path, 1, 1, f"this header is not JSON: {error}")
    line = text.count("\n", 0, end) + 1
    rest = text[end:]
    return Opened(tuple(_of_value(data, "", text[:end], 1)), rest.lstrip("\n"), line)


def _of_value(data: dict[str, Any], before: str, text: str, first: int) -> Iterator[Field]:
    for key, value in data.items():
        name = f"{before}{key}"
        if isinstance(value, dict) and value:
            yield from _of_value(value, f"{name}.", text, first)
        elif isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
            numbered = {str(number): one for number, one in enumerate(value)}
            yield from _of_value(numbered, f"{name}.", text, first)
        else:
            line = _line_of(key, text, first)
            items = value if isinstance(value, list) else [value]
            several = isinstance(value, list)
            yield Field(name, tuple(map(_as_text, items)), line, several)


def _line_of(key: str, text: str, first: int) -> int:
    """TOML and JSON parsers do not tell where a key stood; its first mention is near enough."""
    found = re.search(rf"^[^\n#]*?(?<![\w-])[\"']?{re.escape(key)}[\"']?\s*[=:]", text, re.M)
    return first + text.count("\n", 0, found.start()) if found else first


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "" if value is None or value == {} else str(value)
