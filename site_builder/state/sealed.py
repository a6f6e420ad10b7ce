"""A file of columns that shows when it is damaged: a head in JSON, then bytes as they are.

Tens of thousands of rows are read in milliseconds, for nothing is parsed but the head.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SEAL = 16


class Damaged(ValueError):
    """The file is not what was saved, or another version's."""


@dataclass(frozen=True, slots=True)
class Sealed:
    head: dict[str, Any]
    columns: tuple[bytes, ...]
    seal: str
    """Hex digest of all the rest."""


def save(path: Path, head: dict[str, Any], columns: Sequence[bytes]) -> str:
    """Whole or not at all; gives the seal."""
    sizes = [len(column) for column in columns]
    first = json.dumps({"head": head, "sizes": sizes}, separators=(",", ":")).encode() + b"\n"
    digest = hashlib.blake2b(first, digest_size=_SEAL)
    for column in columns:
        digest.update(column)
    temporary = path.with_name(f"{path.name}.new")
    with naming(temporary), open(temporary, "wb") as file:
        file.write(first)
        file.writelines(columns)
        file.write(digest.digest())
        file.flush()
        # An empty record after a power cut would make every page a stranger's.
        os.fsync(file.fileno())
    os.replace(temporary, path)
    return digest.hexdigest()


def load(path: Path) -> Sealed | None:
    """What was saved; None where there is no such file. Raises Damaged, and OSError."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    digest = hashlib.blake2b(memoryview(data)[:-_SEAL], digest_size=_SEAL)
    if len(data) < _SEAL or digest.digest() != data[-_SEAL:]:
        raise Damaged("it is damaged")
    at = data.index(b"\n") + 1
    first = json.loads(data[:at])
    columns = []
    for size in first["sizes"]:
        columns.append(data[at : at + size])
        at += size
    return Sealed(first["head"], tuple(columns), digest.hexdigest())


def seal_of(path: Path) -> str:
    """As the file says, which is not looked at further. Raises OSError."""
    with open(path, "rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _SEAL))
        return file.read().hex()


@contextmanager
def naming(path: Path | str) -> Iterator[None]:
    """A write that fails (a full disk) does not say of its own for which file."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
