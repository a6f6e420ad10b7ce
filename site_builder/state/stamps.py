"""What the system says of a file, which tells a changed one without reading it, as git does."""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import accumulate, chain
from mmap import mmap
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

RACY = 50_000_000
"""Nanoseconds: a file changed less than this before it was looked at may change once more without
its times telling, for the clock of a file system is coarse. It is read, whatever its times say."""
WIDTH = 4
"""Numbers of one stamp: size, st_mtime_ns, st_ctime_ns, st_ino.

No tool that hides a change can set the third (POSIX)."""
GONE = (-1, 0, 0, 0)
MANY = 6_000
"""Files of which two processes ask sooner than one."""
PARTS = 200
"""At most 255: a byte says which."""
_WIDE = 8 * WIDTH
_SIGNED = (1 << 63) - 1
_NUMBERS = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")

Stamp = tuple[int, int, int, int]


def stamp_of(status: os.stat_result) -> Stamp:
    return (
        status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & _SIGNED,
    )  # fmt: skip


class Look(NamedTuple):
    """What is asked of some files."""

    paths: Sequence[str]
    ask: Callable[[str], os.stat_result] = os.lstat
    below: str = ""
    """Stands before each path."""


def stamps_of(look: Look) -> array[int]:
    """The stamps of all in one row of numbers; ``GONE`` for what is not there.

    Where there are many, a second process asks for some of them.
    """
    if len(look.paths) < MANY or not _can_share():
        return _asked(look)
    size = -(-len(look.paths) // PARTS)
    starts = range(0, len(look.paths), size)
    return _asked_by_two([look._replace(paths=look.paths[at : at + size]) for at in starts])


def _asked(look: Look) -> array[int]:
    whole = [look.below + path for path in look.paths]
    try:
        return array("q", chain.from_iterable(map(_NUMBERS, map(look.ask, whole))))
    except (OSError, ValueError, OverflowError):
        stamps = (_stamp_or_gone(path, look.ask) for path in whole)
        return array("q", chain.from_iterable(stamps))


def _stamp_or_gone(path: str, ask: Callable[[str], os.stat_result]) -> Stamp:
    try:
        return stamp_of(ask(path))
    except (OSError, ValueError):
        return GONE


def _can_share() -> bool:
    """A process with threads is not copied: what another thread holds would be held for ever."""
    threads = sys.modules.get("threading")
    alone = threads is None or threads.active_count() == 1
    return alone and hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def _asked_by_two(parts: Sequence[Look]) -> array[int]:
    """The stamps of all parts. This process goes from the first to the last and another from the
    last to the first; each says which part it begins, so that they meet, or both make one."""
    starts = [*accumulate((len(part.paths) * _WIDE for part in parts), initial=2)]
    with mmap(-1, starts[-1]) as common:

        def ask(number: int) -> None:
            common[starts[number] : starts[number + 1]] = _asked(parts[number]).tobytes()

        def from_the_end() -> None:
            while common[0] < common[1]:
                common[1] -= 1
                ask(common[1])

        common[0], common[1] = 0, len(parts)
        done = 0
        other = _forked(from_the_end)
        try:
            while done < common[1]:
                common[0] = done + 1
                ask(done)
                done += 1
        finally:
            common[0] = len(parts)  # Whatever happened here, the other has no more to do.
            _, failed = os.waitpid(other, 0)
        for number in range(done, len(parts) if failed else done):
            ask(number)
        return array("q", common[2:])


@contextmanager
def meanwhile(look: Look) -> Iterator[Callable[[], array[int]]]:
    """Another process looks; what is given waits for it, and gives the stamps."""
    if not look.paths or not _can_share():
        yield lambda: _asked(look)
        return
    with mmap(-1, len(look.paths) * _WIDE) as common:

        def ask() -> None:
            common[:] = _asked(look).tobytes()

        other = _forked(ask)
        failed = cache(lambda: os.waitpid(other, 0)[1])
        try:
            yield lambda: _asked(look) if failed() else array("q", common[:])
        finally:
            failed()


def _forked(work: Callable[[], None]) -> int:
    """The id of a process that does this and ends, with a status that says whether it could."""
    child = os.fork()
    if child:
        return child
    failed = 1
    try:
        work()
        failed = 0
    finally:
        os._exit(failed)


def clock(folder: Path) -> int:
    """Now, in nanoseconds of the file system's clock and not of ours."""
    file = folder / "clock"
    file.touch()
    try:
        return file.stat().st_mtime_ns
    finally:
        file.unlink()
