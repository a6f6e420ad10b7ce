"""Values that only the header of an article has: old addresses, files beside it, and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from site_builder import schema, url_policy, urls
from site_builder.schema import Reading, Text, Url
from site_builder.yaml_text import Mapping, Node, Scalar, Sequence, shown


def is_url(text: str) -> bool:
    """Whether a text is meant as a web address."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:/", text))


@dataclass(frozen=True, slots=True)
class Alias:
    """An old address of this version, from the root of the site."""

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = Text("an old address", 500).convert(node, at, reading)
        if text is schema.WRONG:
            return text
        if problem := urls.alias_problem(text):
            return reading.wrong(node, *problem)
        return urls.alias_address(text)

    def describe(self) -> str:
        return "an old address: /old/address/"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^/[^/]"}


@dataclass(frozen=True, slots=True)
class FileName:
    """The path of a file of the archive, from the article's folder."""

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = Text("a file name", 200).convert(node, at, reading)
        if text is schema.WRONG:
            return text
        if message := url_policy.check(text, kind="image"):
            return reading.wrong(node, message, url_policy.advice(text, kind="image"))
        return text

    def describe(self) -> str:
        return "a file name: kobani.jpg"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 200}


@dataclass(frozen=True, slots=True)
class Licence:
    """The id of a licence (SPDX), or the address of one; what looks like an address is checked."""

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = Text("a licence", 300).convert(node, at, reading)
        return Url().convert(node, at, reading) if is_url(str(text)) else text

    def describe(self) -> str:
        return "a licence id (SPDX) or a web address"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 300}


@dataclass(frozen=True, slots=True)
class Extra:
    """Texts under names of the editor's own: kept as data, shown to no reader."""

    most: int = 500
    longest: int = 10_000

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        if not isinstance(node, Mapping):
            return reading.wrong(
                node, "fields were expected here", "write {name: value}, as many as you like"
            )
        if len(node.pairs) > self.most:
            return reading.wrong(node, f"more than {self.most} fields", "take some of them out")
        values = []
        for key, value in node.pairs:
            items = value.items if isinstance(value, Sequence) else (value,)
            texts = tuple(one.text for one in items if isinstance(one, Scalar))
            if len(texts) < len(items):
                return reading.wrong(
                    value, "a text or a list of texts was expected here",
                    f"write fields within fields as {shown(key.text, 40)}.name: ...",
                )  # fmt: skip
            if any(len(text) > self.longest for text in texts):
                message = f"a text of more than {self.longest} characters"
                return reading.wrong(value, message, "keep it in a file of its own")
            values.append((key.text, texts))
        return tuple(values)

    def describe(self) -> str:
        return "names of your own, each with a text or a list of texts"

    def json_schema(self) -> dict[str, Any]:
        text = {"type": ["string", "number", "boolean", "null"], "maxLength": self.longest}
        item = {"anyOf": [text, {"type": "array", "items": text}]}
        return {"type": "object", "maxProperties": self.most, "additionalProperties": item}
