"""Where things are kept beside the output, which output folders are refused, and the lock."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO


def state_folder(output: Path) -> Path:
    """Where the record, the cache, the lock and files in the making are: beside the output."""
    return output.parent / f".{output.name}-state"


def output_problem(output: Path, root: Path) -> tuple[str, str] | None:
    """(message, hint) when the site at ``root`` cannot be built into this folder."""
    if not root.is_dir():
        return None  # There is no site: site.yaml's own message says so.
    output, root = output.resolve(), root.resolve()
    hint = "choose a folder that holds nothing else, such as output"
    if output == root or output in root.parents:
        return f"the folder '{output}' holds the site itself", hint
    for name in ("content", "themes"):
        if output.is_relative_to(root / name):
            return f"the folder '{output}' is inside {name}/", hint
    there = next(path for path in (output, *output.parents) if os.path.lexists(path))
    if not there.is_dir():
        return f"'{there}' is a file, not a folder", hint
    if there == output and output.stat().st_dev != output.parent.stat().st_dev:
        # A file can be put in place whole only from the disk that it will be on.
        return f"the folder '{output}' is a disk of its own", "build into a folder on it"
    return None


@contextlib.contextmanager
def one_build_at_a_time(output: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds the output folder's lock; calls ``waiting`` once if another build has it."""
    state = state_folder(output)
    state.mkdir(parents=True, exist_ok=True)
    with open(state / "lock", "a+b") as lock:
        if not _lock(lock, wait=False):
            waiting()
            _lock(lock, wait=True)
        yield


@contextlib.contextmanager
def held(state: Path) -> Iterator[bool]:
    """Whether the lock could be had without waiting; it is held meanwhile."""
    with open(state / "lock", "a+b") as lock:
        yield _lock(lock, wait=False)


def _lock(file: IO[bytes], *, wait: bool) -> bool:
    """The lock goes when the process does, however it ends."""
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows
        return _lock_on_windows(file, wait=wait)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _lock_on_windows(file: IO[bytes], *, wait: bool) -> bool:  # pragma: no cover
    import msvcrt

    while True:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            return True
        except OSError:
            if not wait:
                return False
            time.sleep(0.2)
