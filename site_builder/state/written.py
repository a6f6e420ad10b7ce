"""What the last build wrote, and whether a file is still that."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

NAME = "written.json"
TEMPORARY = "written.json.new"
VERSION = 1
RACY = 50_000_000
"""Nanoseconds: a file younger than the record by less is read, whatever its times say."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file as the last build left it; an empty key means: ours, but made no promise about."""

    key: str = ""
    digest: str = ""
    """SHA-256 of its bytes."""
    size: int = -1
    modified: int = 0
    changed: int = 0
    """st_mtime_ns and st_ctime_ns; no tool that hides a change can set the second (POSIX)."""


@dataclass(frozen=True, slots=True)
class Record:
    files: Mapping[str, Known]
    saved: int = 0
    """When it was saved, in nanoseconds of the file system's clock."""

    def is_racy(self, known: Known) -> bool:
        """Whether the file could have changed after the record without its times telling."""
        return known.changed > self.saved - RACY


def read_record(state: Path) -> Record | None:
    """What the last build wrote; None when that is not known, or nothing was built yet."""
    try:
        data = json.loads((state / NAME).read_bytes())
        if data["version"] != VERSION:
            return None
        files = {path: _known(path, values) for path, values in data["files"].items()}
        return Record(files, int(data["saved"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _known(path: str, values: list[object]) -> Known:
    """Raises ValueError for what no build recorded: what is removed must be below the output."""
    inside = not {"", ".", ".."} & set(path.split("/"))
    match values:
        case [str(key), str(digest), int(size), int(modified), int(changed)] if inside:
            return Known(key, digest, size, modified, changed)
    raise ValueError(values)


def save_record(state: Path, files: Mapping[str, Known]) -> None:
    """Whole or not at all; its own time is that of the file system, not of our clock."""
    temporary = state / TEMPORARY
    temporary.touch()
    data = {
        "version": VERSION,
        "saved": temporary.stat().st_mtime_ns,
        "files": {
            path: [k.key, k.digest, k.size, k.modified, k.changed]
            for path, k in sorted(files.items())
        },
    }
    with naming(temporary), open(temporary, "w", encoding="utf-8") as file:
        json.dump(data, file, separators=(",", ":"))
        file.flush()
        # An empty record after a power cut would make every page a stranger's.
        os.fsync(file.fileno())
    os.replace(temporary, state / NAME)


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """A write that fails (a full disk) does not say of its own for which file."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def still_there(path: Path, known: Known, record: Record) -> Known | None:
    """``known`` with the times that the file has now; None when it is another file.

    The times are read before the bytes: a change in between shows at the next look.
    """
    try:
        status = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size != known.size:
        return None
    now = replace(known, modified=status.st_mtime_ns, changed=status.st_ctime_ns)
    if now == known and not record.is_racy(known):
        return now
    return now if _digest_on_disk(path) == known.digest else None


def _digest_on_disk(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
