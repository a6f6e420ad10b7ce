"""JSON Schemas of site.yaml, the authority files and the header, for editors that complete YAML.

Draft 7, because that is what the language servers know best. A schema knows the names and the
forms; names that must exist, languages and files are for ``check``.
"""

from __future__ import annotations

import json
from typing import Any

from site_builder import authorities, config, frontmatter
from site_builder.schema import Pattern, object_schema

FOLDER = ".vscode/schemas"
"""Where they are in an archive, from its folder."""
DRAFT = "http://json-schema.org/draft-07/schema#"


def schema_files() -> dict[str, str]:
    """File name -> its text, for every kind of file that an editor writes."""
    made = {"site.schema.json": _document(config.FILE, object_schema(config.FIELDS))}
    made["header.schema.json"] = _document("The header of an article", _header())
    for name, kind in authorities.FILES.items():
        made[f"{_stem(name)}.schema.json"] = _document(name, _terms(authorities.FIELDS[kind]))
    return made


def schema_name(path: str) -> str:
    """The schema of a file of the archive: ``site.schema.json`` for ``site.yaml``."""
    return f"{_stem(path.rpartition('/')[2])}.schema.json"


def modeline(path: str) -> str:
    """The comment by which a language server finds the schema of this file of the archive."""
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{schema_name(path)}\n"


def _stem(name: str) -> str:
    return name.removesuffix(".yaml")


def _document(title: str, schema: dict[str, Any]) -> str:
    made = {"$schema": DRAFT, "title": title, **schema}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _header() -> dict[str, Any]:
    """With the habits from elsewhere that ``frontmatter`` puts right."""
    schema = object_schema(frontmatter.FIELDS)
    moved = {
        "language": "the file's name already says the language",
        "lang": "the file's name already says the language",
        "translator": "'translator' is called 'translation' here",
    }
    for name, message in moved.items():
        schema["properties"][name] = {"deprecationMessage": message, "doNotSuggest": True}
    return schema


def _terms(fields: tuple[Any, ...]) -> dict[str, Any]:
    label = next(field for field in fields if field.name == "label")
    alone = next(one for one in label.type.json_schema()["anyOf"] if one["type"] != "object")
    identifier: Pattern = authorities.ID
    return {
        "type": "object",
        "propertyNames": identifier.json_schema(),
        "additionalProperties": {"anyOf": [object_schema(fields), alone]},
    }
