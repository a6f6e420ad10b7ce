"""Values -> the text of a header, in which nothing found elsewhere means anything to YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

Value = str | Sequence["Value"] | Mapping[str, "Value"] | None


class Verbatim(str):
    """A text in which white space counts."""

    __slots__ = ()


# Headers are read as text, so that ``no`` and ``010`` need no quotes.
_PLAIN_ADDRESS = re.compile(r"https?://[^\s#:'\"{}\[\],&*!|>%@`]+")
_SIGNS = frozenset(" .!()/;+%&'_~-=$*@")
"""What means nothing to YAML within a scalar, in a list as well; a question mark ends one there
for some readers."""
_JOINERS = frozenset("\u200c\u200d\u200e\u200f")
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]*[A-Za-z0-9_]|[A-Za-z0-9_]")
_ONE_LINE = 90


def header(fields: Mapping[str, Value]) -> str:
    """Lines ``name: value``; what is empty is left out, but for None: a name alone."""
    return "".join(_field(name, value, "") for name, value in fields.items())


def quoted(text: str) -> str:
    """A scalar on one line, in quotes where YAML could take it for anything else."""
    if isinstance(text, Verbatim) and text != " ".join(text.split()):
        # JSON's escapes are YAML's, within double quotes; of line ends Unicode has more.
        return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda c: f"\\u{ord(c[0]):04x}",
                      json.dumps(text, ensure_ascii=False))  # fmt: skip
    line = " ".join(text.split())
    return line if _is_plain(line) else "'" + line.replace("'", "''") + "'"


def _is_plain(line: str) -> bool:
    if _PLAIN_ADDRESS.fullmatch(line):
        return True
    begins = line[:1].isalnum() or line[:1] > "\x7f"
    return begins and line[:1] not in _JOINERS and all(map(_is_harmless, line))


def _is_harmless(sign: str) -> bool:
    if sign > "\x7f":
        return sign.isprintable() or sign in _JOINERS
    return sign.isalnum() or sign in _SIGNS


def remark(text: str) -> str:
    """A line that YAML does not read."""
    return f"# {' '.join(text.split())}\n"


def _field(name: str, value: Value, indent: str) -> str:
    key = f"{indent}{name if _PLAIN_KEY.fullmatch(name) else quoted(name)}:"
    if value is None:
        return f"{key}\n"
    if not value:
        return ""
    if isinstance(value, str):
        return f"{key} {quoted(value)}\n"
    if isinstance(value, Mapping):
        inner = "".join(_field(n, v, indent + "  ") for n, v in value.items())
        return f"{key}\n{inner}" if inner else ""
    if all(isinstance(one, str) for one in value):
        row = ", ".join(quoted(one) for one in value if isinstance(one, str))
        if len(row) < _ONE_LINE:
            return f"{key} [{row}]\n"
        return f"{key}\n" + "".join(
            f"{indent}  - {quoted(one)}\n" for one in value if isinstance(one, str)
        )
    items = (("".join(_field(n, v, f"{indent}    ") for n, v in one.items()))
             for one in value if isinstance(one, Mapping))  # fmt: skip
    return f"{key}\n" + "".join(f"{indent}  - {item[len(indent) + 4 :]}" for item in items if item)
