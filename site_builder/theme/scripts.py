"""A module and everything it imports, as one short script: one request instead of a chain of them.

The rules that make so simple a joiner right (a test of the client holds them): an import is one
statement at the start of a line, names what it takes, and names a file beside it; a top-level name
is used once in all the modules.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from site_builder.model import Bodies, BytesPage, MadePage
from site_builder.theme.shortening import shortened

ENTRIES = ("search/app.js", "search/search.js")
"""Scripts that are published joined and short."""

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=async function|function|const|class)", re.MULTILINE)


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
    parts = (_IMPORT.sub("", read(name)) for name in order)
    return "".join(
        part if name == entry else _EXPORT.sub("", part)
        for name, part in zip(order, parts, strict=True)
    )


def published_page(path: str, data: bytes) -> BytesPage | MadePage:
    """An asset as it is published. Shortening takes a while, so that it waits until it is due."""
    if path not in ENTRIES:
        return BytesPage(data)
    return MadePage(hashlib.sha256(data).hexdigest(), partial(_short, data))


def _short(data: bytes, _: Bodies) -> bytes:
    try:
        return shortened(data.decode()).encode()
    except ValueError:
        # A theme of one's own may write what is not understood here: it works as it is.
        return data


def _needed(name: str, read: Callable[[str], str]) -> Iterator[str]:
    for other in _IMPORT.findall(read(name)):
        yield from _needed(other, read)
    yield name
