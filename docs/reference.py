"""Writes docs/reference.md from the schema: python -m docs.reference

A test fails while the file is not what this module makes of the schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder import authorities, config, frontmatter
from site_builder.schema import Field, ListOf, PerLanguage, Record, Type

FILE = Path(__file__).with_name("reference.md")

INTRODUCTION = """\
# Reference: every field

*Made from the schema by `python -m docs.reference`; do not edit it by hand.*

[Editors' guide](editors.md) · [Maintainers' guide](maintainers.md)
"""

HEADER = """\
## The header of an article

`title` is required; everything else may be left out. A field marked *inherited* has the original's
value in a translation that does not say it. A dot names a field inside a field: `source.url` is
written `source: {url: ...}`, or on a line of its own, indented, below `source:`.
"""
OTHER_NAMES = """\
### Names from elsewhere

These are understood, with a note that gives the name used here:
"""
NO_COUNTERPART = """\
These are refused, with the way it is done here:
"""
SITE = """\
## site.yaml
"""
AUTHORITIES = """\
## Authority files

Every entry is an id followed by its fields. `label` is required. A label, note or alias is given
for each language; `label: Raqqa` alone is in the site's default language.
"""


def reference() -> str:
    """The whole of reference.md."""
    parts = [
        INTRODUCTION,
        HEADER,
        _table(_header_rows(frontmatter.FIELDS)),
        OTHER_NAMES,
        _bullets(_other_names(frontmatter.FIELDS)),
        NO_COUNTERPART,
        _bullets((name, advice) for name, advice in sorted(frontmatter.ELSEWHERE.items())),
        SITE,
        _table(_site_rows()),
        AUTHORITIES,
    ]
    first, *others = authorities.FIELDS.values()
    shared = tuple(field for field in first if all(field in fields for fields in others))
    parts += ["### Every authority file\n", _table(_authority_rows(shared))]
    for file, kind in authorities.FILES.items():
        own = tuple(field for field in authorities.FIELDS[kind] if field not in shared)
        parts.append(f"### {file}\n")
        parts.append(_table(_authority_rows(own)) if own else "No fields but these.\n")
    return "\n".join(parts)


def named_fields(fields: tuple[Field, ...], prefix: str = "") -> Iterator[tuple[str, Field]]:
    """(dotted name, field) of every field, and after each the fields inside it."""
    for field in fields:
        name = f"{prefix}{field.name}"
        yield name, field
        yield from named_fields(_inner(field.type), f"{name}.")


def _inner(type_: Type) -> tuple[Field, ...]:
    if isinstance(type_, ListOf | PerLanguage):
        return _inner(type_.item)
    return type_.fields if isinstance(type_, Record) else ()


def _header_rows(fields: tuple[Field, ...]) -> Iterator[tuple[str, ...]]:
    yield ("field", "meaning", "what to write", "standard", "example")
    for name, field in named_fields(fields):
        said = _meaning(field) + ("; *inherited*" if field.inherited else "")
        yield (f"`{name}`", said, field.type.describe(), field.standard, _code(field.example))


def _site_rows() -> Iterator[tuple[str, ...]]:
    yield ("field", "meaning", "what to write", "when left out", "example")
    for name, field in named_fields(config.FIELDS):
        default = str(config.DEFAULTS.get(name) or "")
        yield (f"`{name}`", _meaning(field), field.type.describe(), default, _code(field.example))


def _authority_rows(fields: tuple[Field, ...]) -> Iterator[tuple[str, ...]]:
    yield ("field", "meaning", "what to write", "standard", "example")
    for name, field in named_fields(fields):
        shown = _code(field.example)
        yield (f"`{name}`", _meaning(field), field.type.describe(), field.standard, shown)


def _meaning(field: Field) -> str:
    notes = [field.doc, *(f"also written `{other}`" for other in field.same)]
    return "; ".join([*notes, *(["**required**"] if field.required else [])])


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _other_names(fields: tuple[Field, ...]) -> Iterator[tuple[str, str]]:
    for name, field in named_fields(fields):
        for other in field.also:
            yield other, f"`{name}`"


def _table(rows: Iterator[tuple[str, ...]]) -> str:
    head, *body = rows
    lines = [head, tuple("---" for _ in head), *body]
    return "".join("| " + " | ".join(c.replace("|", "\\|") for c in r) + " |\n" for r in lines)


def _bullets(pairs: Iterator[tuple[str, str]]) -> str:
    return "".join(f"- `{name}`: {text}\n" for name, text in pairs)


if __name__ == "__main__":
    FILE.write_text(reference(), encoding="utf-8", newline="\n")
