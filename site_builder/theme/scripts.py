"""A module and everything it imports, as one script: one request instead of a chain of them.

The rules that make so simple a joiner right (a test of the client holds them): an import is one
statement at the start of a line, names what it takes, and names a file beside it; a top-level name
is used once in all the modules; comments stand in ``/** */`` or on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

ENTRIES = ("search/app.js", "search/search.js")
"""Scripts that are published joined."""

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_COMMENT = re.compile(r"/\*\*(?s:.*?)\*/|^[ \t]*//.*$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=async function|function|const)", re.MULTILINE)


def published_scripts(assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """The assets with each script of ``ENTRIES`` joined, and without the modules it is made of."""
    published = dict(assets)
    for entry in ENTRIES:
        if entry not in assets:
            continue
        folder, _, name = entry.rpartition("/")

        def read(other: str, folder: str = folder) -> str:
            return assets[f"{folder}/{other}"].decode()

        for other in set(_needed(name, read)) - {name}:
            published.pop(f"{folder}/{other}", None)
        published[entry] = joined_module(name, read).encode()
    return published


def joined_module(entry: str, read: Callable[[str], str]) -> str:
    """The script of a module; ``read`` gives the source of a file beside it."""
    order = list(dict.fromkeys(_needed(entry, read)))
    parts = (_bare(read(name)) for name in order)
    return "".join(
        part if name == entry else _EXPORT.sub("", part)
        for name, part in zip(order, parts, strict=True)
    )


def _needed(name: str, read: Callable[[str], str]) -> Iterator[str]:
    for other in _IMPORT.findall(read(name)):
        yield from _needed(other, read)
    yield name


def _bare(source: str) -> str:
    """Without imports, comments, indentation and empty lines."""
    kept = _COMMENT.sub("", _IMPORT.sub("", source))
    return "".join(f"{line.strip()}\n" for line in kept.splitlines() if line.strip())
