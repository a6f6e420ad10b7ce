"""Values as bytes, pickled, and back with nothing but ``site_builder``'s own frozen values allowed.

So a cache from elsewhere can never run code.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

MODULES = frozenset(
    f"site_builder.{module}"
    for module in ("model", "parse", "problems", "amend.kept", "outputs.feeds",
                   "search.documents", "search.listing")
)  # fmt: skip
"""Where the values come from that are remembered, beside plain ones such as search's counts."""


def digest_of(*parts: str | bytes) -> str:
    """Hex digest (128 bits of BLAKE2b) of the parts, each told from the next by its length."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def packed(value: Any) -> bytes:
    """A value as it is kept."""
    data = io.BytesIO()
    pickler = pickle.Pickler(data, protocol=5)
    pickler.dispatch_table = _WAYS
    pickler.dump(value)
    return data.getvalue()


def unpacked(data: bytes) -> Any:
    """The value. Raises whatever ``pickle`` does, and UnpicklingError for what is not ours."""
    return _OwnValuesOnly(io.BytesIO(data)).load()


class _Ways(dict[type, Callable[[Any], Any]]):
    """A dataclass -> how its values are packed: as a call with what is in its fields.

    Python's own way looks its fields up each time, value by value, packing and unpacking.
    """

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if not is_dataclass(kind):
            raise KeyError(kind)
        names = [field.name for field in fields(kind)]
        found = attrgetter(*names)
        self[kind] = lambda value: (kind, found(value) if len(names) > 1 else (found(value),))
        return self[kind]


_WAYS = _Ways()


class _OwnValuesOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        known = _KNOWN.get((module, name))
        if known is None:
            known = _KNOWN[module, name] = self._found_class(module, name)
        return known

    def _found_class(self, module: str, name: str) -> Any:
        if module in MODULES and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and is_dataclass(found) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a value of ours")


_KNOWN: dict[tuple[str, str], Any] = {}
"""Classes that were allowed before."""
