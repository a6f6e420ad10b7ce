"""Values as bytes, pickled, and back with nothing but ``site_builder``'s own frozen values allowed.

So a cache from elsewhere can never run code.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import is_dataclass
from typing import Any

MODULES = frozenset(
    f"site_builder.{module}"
    for module in ("model", "parse", "problems", "amend.kept", "outputs.feeds",
                   "search.documents", "search.listing")
)  # fmt: skip
"""Where the values come from that are remembered, beside plain ones such as search's counts."""


def packed(value: Any) -> bytes:
    """A value as it is kept."""
    return pickle.dumps(value, protocol=5)


def unpacked(data: bytes) -> Any:
    """The value. Raises whatever ``pickle`` does, and UnpicklingError for what is not ours."""
    return _OwnValuesOnly(io.BytesIO(data)).load()


class _OwnValuesOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module in MODULES and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and is_dataclass(found) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a value of ours")
