"""The header of an article: what an editor may say there, and how it is read.

| file | duty |
|---|---|
| ``fields`` | ``FIELDS``: every field; the check, the JSON Schema and the docs follow from it |
| ``values`` | the kinds of value that only a header has |
| ``lines`` | the plain header of most articles, read without YAML; equal to it |

To add a field, add a line to ``FIELDS``, a field of the same name to ``model.Header``, and let
``link`` hand it on.
"""

from __future__ import annotations

from site_builder import languages, schema
from site_builder.frontmatter.fields import ELSEWHERE, FIELDS
from site_builder.frontmatter.lines import read_lines
from site_builder.model import Header, Marks
from site_builder.problems import Problem
from site_builder.schema import Reading
from site_builder.yaml_text import HEADER, Mapping, Node, Scalar, Sequence, read

__all__ = ["FIELDS", "read_header", "split"]


def split(text: str, path: str) -> tuple[str, str, int] | Problem:
    """(header, body, line on which the body starts), or what is wrong with the fences."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Problem(path, 1, 1, *_no_header(text))
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return Problem(
        path, 1, 1, "the header is not closed", "write a line '---' after the last field"
    )


def _no_header(text: str) -> tuple[str, str]:
    """(message, hint) for a file that does not start with a header."""
    start = text.lstrip()[:3]
    if not start:
        return "this file is empty", "write the header and the text, or delete the file"
    if start == "---":
        return "the header does not start on the first line", "delete what stands before '---'"
    if start == "+++":
        return "this header is in TOML", "write it as YAML: 'name: value' between two lines '---'"
    return "the header is missing", "start the file with '---', the fields, and '---'"


def read_header(
    text: str, *, path: str, language: str
) -> tuple[Header | None, Marks, tuple[Problem, ...]]:
    """The header written in ``text`` (without its fences), where each field stands, and problems.

    The Header is None when an error was found. ``text`` starts on line 2 of the file.
    """
    node = read_lines(text, 2)
    if node is None:
        node, problems = read(text, path, first_line=2, limits=HEADER)
        if node is None:
            return None, {}, problems
    reading = Reading(path, elsewhere=ELSEWHERE)
    values = schema.read_fields(_understood(node, language, reading), FIELDS, reading)
    if values is schema.WRONG:
        return None, reading.marks, tuple(reading.problems)
    if "withdrawn" in values and values.get("status", "withdrawn") != "withdrawn":
        reading.wrong(
            node.get("status") or node,
            f"this work is withdrawn and its status is {values['status']}",
            "delete the line of the two that is not so",
        )
    if values.get("status") == "withdrawn" and "withdrawn" not in values:
        reading.wrong(
            node.get("status") or node,
            "a withdrawn work says when and why",
            "add a line 'withdrawn: {date: 2016-05-04, reason: ...}'",
        )
    if "withdrawn" in values:
        values["status"] = "withdrawn"
    if "publish_after" in values:
        values["publish_after"] = values["publish_after"].text
    header = Header(**values) if not any(p.severity == "error" for p in reading.problems) else None
    return header, reading.marks, tuple(reading.problems)


def _understood(node: Mapping, language: str, reading: Reading) -> Mapping:
    """The mapping with two habits from elsewhere put right: ``lang:`` and ``translator:``."""
    pairs: list[tuple[Scalar, Node]] = []
    for key, value in node.pairs:
        if key.text in ("language", "lang"):
            said = value.text.strip() if isinstance(value, Scalar) else ""
            if languages.is_tag(said) and languages.canonical(said) == language:
                reading.note(key, "the file's name already says the language", "delete this line")
            else:
                reading.wrong(
                    value,
                    f"the header says '{said[:40]}', the file's name says '{language}'",
                    f"delete this line, or rename the file to {said[:40] or language}.md",
                )
        elif key.text == "translator" and node.get("translation") is None:
            reading.note(
                key,
                "'translator' is called 'translation' here",
                "write translation: {translators: [...]}",
            )
            inner = Scalar("translators", key.line, key.column)
            names = (
                value
                if isinstance(value, Sequence)
                else Sequence((value,), value.line, value.column)
            )
            mapping = Mapping(((inner, names),), value.line, value.column)
            pairs.append((Scalar("translation", key.line, key.column), mapping))
        else:
            pairs.append((key, value))
    return Mapping(tuple(pairs), node.line, node.column)
