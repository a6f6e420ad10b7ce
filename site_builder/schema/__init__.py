"""One description of every field an editor may write: read, checked, documented from it.

| file | duty |
|---|---|
| ``reading`` | ``Reading``: one file being read, its problems, and where each value stands |
| ``values`` | single values: texts, dates, addresses, numbers |
| ``groups`` | lists, values for each language, ``Record``s of named ``Field``s |

A field's type knows how to convert a YAML node, how to say what it expects (``describe``) and how
to say so in JSON Schema (``json_schema``, as far as a schema can know). To add a kind of value,
add a class with these three methods to ``values``.
"""

from __future__ import annotations

from site_builder.schema.groups import (
    Field,
    ListOf,
    PerLanguage,
    Record,
    object_schema,
    read_fields,
)
from site_builder.schema.reading import WRONG, Reading, Type
from site_builder.schema.values import Choice, Date, Language, Number, Pattern, Switch, Text, Url

__all__ = [
    "WRONG",
    "Choice",
    "Date",
    "Field",
    "Language",
    "ListOf",
    "Number",
    "Pattern",
    "PerLanguage",
    "Reading",
    "Record",
    "Switch",
    "Text",
    "Type",
    "Url",
    "object_schema",
    "read_fields",
]
