"""What the system says of a file, which tells a changed one without reading it, as git does."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable
from pathlib import Path

RACY = 50_000_000
"""Nanoseconds: a file changed less than this before it was looked at may change once more without
its times telling, for the clock of a file system is coarse. It is read, whatever its times say."""
WIDTH = 4
"""Numbers of one stamp: size, st_mtime_ns, st_ctime_ns, st_ino.

No tool that hides a change can set the third (POSIX)."""
GONE = (-1, 0, 0, 0)
_SIGNED = (1 << 63) - 1

Stamp = tuple[int, int, int, int]


def stamp_of(status: os.stat_result) -> Stamp:
    return (
        status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & _SIGNED,
    )  # fmt: skip


def stamps_of(paths: Iterable[str], ask: Callable[[str], os.stat_result] = os.lstat) -> array[int]:
    """The stamps of all paths in one row of numbers; ``GONE`` for what is not there."""
    found = array("q")
    extend = found.extend
    for path in paths:
        try:
            status = ask(path)
        except (OSError, ValueError):
            extend(GONE)
        else:
            extend(stamp_of(status))
    return found


def clock(folder: Path) -> int:
    """Now, in nanoseconds of the file system's clock and not of ours."""
    file = folder / "clock"
    file.touch()
    try:
        return file.stat().st_mtime_ns
    finally:
        file.unlink()
