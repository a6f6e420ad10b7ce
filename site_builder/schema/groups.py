"""Lists, values for each language, and records of named fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from site_builder.problems import nearest
from site_builder.schema.reading import WRONG, Reading, Type
from site_builder.schema.values import TAG, WRITTEN, Language
from site_builder.yaml_text import Mapping as MappingNode
from site_builder.yaml_text import Node, Scalar, shown
from site_builder.yaml_text import Sequence as SequenceNode

_SEVERAL = re.compile(r"[,;،؛、]")
"""What people write between the items of a list."""
_SEVERAL_IN_ONE = f"^(?!.*://).*{_SEVERAL.pattern}"


@dataclass(frozen=True, slots=True)
class ListOf:
    """Several values; one alone may stand without a list."""

    item: Type
    most: int = 500

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        if isinstance(node, Scalar):
            if not node.text.strip():
                return ()
            if _SEVERAL.search(node.text) and "://" not in node.text:
                items = ", ".join(part.strip() for part in _SEVERAL.split(shown(node.text)))
                return reading.wrong(
                    node, "this may be several values written as one",
                    f"write them as a list: [{items}], or put the one value in ['...']",
                )  # fmt: skip
        if not isinstance(node, SequenceNode):
            node = SequenceNode((node,), node.line, node.column)
        if len(node.items) > self.most:
            return reading.wrong(node, f"more than {self.most} entries", "shorten the list")
        values = []
        for number, item in enumerate(node.items):
            reading.marks[f"{at}.{number}"] = (item.line, item.column)
            values.append(self.item.convert(item, f"{at}.{number}", reading))
        return WRONG if WRONG in values else tuple(values)

    def describe(self) -> str:
        return f"a list; each: {self.item.describe()}"

    def json_schema(self) -> dict[str, Any]:
        item = self.item.json_schema()
        several = {"type": "array", "items": item, "maxItems": self.most}
        one = {**item, "not": {"type": "string", "pattern": _SEVERAL_IN_ONE}}
        return {"anyOf": [several, one, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class PerLanguage:
    """A value for each language; with ``bare`` a value alone is in the site's default language."""

    item: Type
    bare: bool = False

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        if not isinstance(node, MappingNode):
            if self.bare and isinstance(node, Scalar):
                value = self.item.convert(node, at, reading)
                return WRONG if value is WRONG else {"": value}
            return reading.wrong(
                node, "a value for each language was expected", "write {en: Raqqa, ar: الرقة}"
            )
        values: dict[str, Any] = {}
        for key, value in node.pairs:
            tag = Language().convert(key, at, reading)
            if tag is not WRONG and tag in values:
                reading.wrong(key, f"'{tag}' is given twice", "delete one of the two")
                tag = WRONG
            reading.marks[f"{at}.{key.text}"] = (value.line, value.column)
            values[tag] = self.item.convert(value, f"{at}.{key.text}", reading)
        return WRONG if WRONG in values or WRONG in values.values() else values

    def describe(self) -> str:
        return f"for each language, {self.item.describe()}"

    def json_schema(self) -> dict[str, Any]:
        item = self.item.json_schema()
        schema: dict[str, Any] = {
            "type": "object",
            "propertyNames": {"pattern": TAG},
            "additionalProperties": item,
        }
        return {"anyOf": [schema, item]} if self.bare else schema


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, what it takes, what it means, and the standard it follows."""

    name: str
    type: Type
    doc: str
    standard: str = ""
    required: bool = False
    inherited: bool = False
    """Whether a translation that does not say it has its original's."""
    also: tuple[str, ...] = ()
    """Names used elsewhere that are understood, with a note."""
    same: tuple[str, ...] = ()
    """Other names that are as good."""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Named fields. ``bare`` names the field that a value alone stands for;
    ``empty`` allows the name with nothing after it."""

    fields: tuple[Field, ...]
    make: Callable[..., Any] = dict
    what: str = "fields"
    bare: Callable[[str], str] | None = None
    empty: bool = False

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        if isinstance(node, Scalar) and self.empty and not node.text:
            node = MappingNode((), node.line, node.column)
        elif isinstance(node, Scalar) and self.bare and node.text.strip():
            name = self.bare(node.text.strip())
            key = Scalar(name, node.line, node.column)
            node = MappingNode(((key, node),), node.line, node.column)
        if not isinstance(node, MappingNode):
            names = ", ".join(f.name for f in self.fields)
            return reading.wrong(node, f"{self.what} was expected here", f"its fields are: {names}")
        values = read_fields(node, self.fields, reading, at)
        return WRONG if values is WRONG else self.make(**values)

    def describe(self) -> str:
        return "fields: " + ", ".join(f.name for f in self.fields)

    def json_schema(self) -> dict[str, Any]:
        schema = object_schema(self.fields)
        alone: list[dict[str, Any]] = [{"type": WRITTEN}] if self.bare else []
        alone += [{"type": "null"}] if self.empty else []
        return {"anyOf": [schema, *alone]} if alone else schema


def read_fields(
    node: MappingNode, fields: tuple[Field, ...], reading: Reading, at: str = ""
) -> Any:
    """Field name -> converted value for what the mapping says; WRONG after any problem in it."""
    known = {f.name: f for f in fields}
    also = {name: f for f in fields for name in (*f.also, *f.same)}
    values: dict[str, Any] = {}
    meant: set[str | None] = set()
    said_as: dict[str, str] = {}
    for key, value in node.pairs:
        found = known.get(key.text) or also.get(key.text)
        if found is None:
            meant.add(_report_unknown(key, known, reading))
            values[""] = WRONG
            continue
        other = said_as.setdefault(found.name, key.text)
        if other != key.text:
            values[""] = reading.wrong(
                key, f"both '{other}' and '{key.text}' are given", "keep one of the two"
            )
            continue
        if key.text in found.also:
            called = f"'{key.text}' is called '{found.name}' here"
            reading.note(key, called, f"write {found.name}:")
        inner = f"{at}.{found.name}" if at else found.name
        reading.marks[inner] = (value.line, value.column)
        values[found.name] = found.type.convert(value, inner, reading)
    for f in fields:
        # A misspelt field has been told already.
        if f.required and f.name not in values and f.name not in meant:
            values[""] = reading.wrong(
                node, f"'{f.name}' is missing", f"add a line '{f.example or f.name + ': ...'}'"
            )
    return WRONG if any(v is WRONG for v in values.values()) else values


def _report_unknown(key: Scalar, known: Mapping[str, Field], reading: Reading) -> str | None:
    """Tells it, and gives the field that was most likely meant."""
    near = nearest(key.text, known)
    hint = reading.elsewhere.get(key.text) or (
        f"did you mean '{near}'?" if near else "the fields are: " + ", ".join(known)
    )
    reading.wrong(key, f"unknown field '{shown(key.text)}'", hint)
    return near


def object_schema(fields: tuple[Field, ...]) -> dict[str, Any]:
    """JSON Schema of a mapping with these fields, under each name that is understood."""
    properties: dict[str, Any] = {}
    for f in fields:
        said = {**f.type.json_schema(), "description": _described(f)}
        properties |= dict.fromkeys((f.name, *f.same), said)
    for f in fields:
        for name in f.also:
            message = f"'{name}' is called '{f.name}' here"
            moved = {"deprecationMessage": message, "doNotSuggest": True}
            properties[name] = {**properties[f.name], **moved}
    schema: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }
    if required := [f.name for f in fields if f.required]:
        schema["required"] = required
    return schema


def _described(field: Field) -> str:
    """What an editor reads beside the field while writing."""
    takes = field.type.describe()
    lines = [f"{field.doc}." if takes in field.doc else f"{field.doc}: {takes}."]
    return "\n".join([*lines, *([f"Example: {field.example}"] if field.example else [])])
