"""What the last build wrote, and whether a file is still that."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.state import sealed
from site_builder.state.stamps import (
    GONE,
    RACY,
    WIDTH,
    Look,
    Stamp,
    clock,
    meanwhile,
    stamp_of,
    stamps_of,
)

NAME = "written.record"
TEMPORARY = f"{NAME}.new"
VERSION = 2
KEY, DIGEST = 16, 32
"""Bytes of a key, and of a digest, in the file."""
_NO_KEY = bytes(KEY)
_NO_DIGEST = bytes(DIGEST)


@dataclass(frozen=True, slots=True)
class Known:
    """A file as the last build left it; an empty key means: ours, but made no promise about."""

    key: str = ""
    digest: bytes = b""
    """SHA-256 of its bytes."""
    stamp: Stamp = GONE

    @property
    def size(self) -> int:
        return self.stamp[0]


@dataclass(frozen=True, slots=True)
class Record:
    files: Mapping[str, Known]
    saved: int = 0
    """When it was saved, in nanoseconds of the file system's clock."""
    seal: str = ""
    """Digest of the whole record; empty when there is none on the disk."""

    def is_racy(self, known: Known) -> bool:
        """Whether the file could have changed after the record without its times telling."""
        return known.stamp[2] > self.saved - RACY


def read_record(state: Path, notice: Callable[[str], None] = lambda _: None) -> Record | None:
    """What the last build wrote; None when that is not known, or nothing was built yet."""
    try:
        found = load_record(state)
        if found is not None:
            _refuse_outsiders(found)
    except (OSError, sealed.Damaged) as error:
        notice(f"the record of what was written cannot be used ({error})")
        return None
    if found is None:
        return None
    keys, digests = found.columns[1:3]
    stamps = iter(array("q", found.columns[3]))
    files = {
        path: known_of(keys[KEY * n : KEY * (n + 1)], digests[DIGEST * n : DIGEST * (n + 1)], stamp)
        for n, (path, stamp) in enumerate(
            zip(paths_of(found), zip(*[stamps] * WIDTH, strict=True), strict=True)
        )
    }
    return Record(files, found.head["saved"], found.seal)


def known_of(key: bytes, digest: bytes, stamp: Stamp) -> Known:
    """A row as it is in the file."""
    return Known("" if key == _NO_KEY else key.hex(), digest, stamp)


def packed_row(known: Known) -> tuple[bytes, bytes]:
    """Key and digest as they are in the file."""
    return bytes.fromhex(known.key) or _NO_KEY, known.digest or _NO_DIGEST


def load_record(state: Path) -> sealed.Sealed | None:
    """Raises Damaged for what no build of this version recorded, and OSError."""
    found = sealed.load(state / NAME)
    if found is not None and found.head.get("version") != VERSION:
        raise sealed.Damaged("it is of another version")
    return found


def _refuse_outsiders(found: sealed.Sealed) -> None:
    """What a record names may be removed: it must be below the output. Raises Damaged."""
    framed = "/" + "/\n/".join(paths_of(found) or ["-"]) + "/"
    if any(part in framed for part in ("//", "/./", "/../")):
        raise sealed.Damaged("it names a file that no build writes")


def paths_of(found: sealed.Sealed) -> list[str]:
    return found.columns[0].decode("utf-8", "surrogatepass").split("\n") if found.columns[0] else []


def save_record(state: Path, files: Mapping[str, Known]) -> str:
    """Whole or not at all; its own time is that of the file system, not of our clock.

    Gives its seal.
    """
    paths = sorted(files)
    keys, digests, stamps = bytearray(), bytearray(), array("q")
    for path in paths:
        key, digest = packed_row(files[path])
        keys += key
        digests += digest
        stamps.extend(files[path].stamp)
    columns = (
        "\n".join(paths).encode("utf-8", "surrogatepass"), bytes(keys), bytes(digests),
        stamps.tobytes(),
    )  # fmt: skip
    return sealed.save(state / NAME, {"version": VERSION, "saved": clock(state)}, columns)


def settle(state: Path, placed: Iterable[Known]) -> None:
    """Waits until none of the files is racy, so that no later build has to read them all."""
    newest = max((one.stamp[2] for one in placed), default=0)
    for _ in range(10):
        left = newest + RACY - clock(state)
        if not 0 <= left <= RACY:
            return
        time.sleep(left / 1e9 + 0.001)


def still_there(path: str, known: Known, record: Record) -> Known | None:
    """``known`` with the stamp that the file has now; None when it is another file.

    The times are read before the bytes: a change in between shows at the next look.
    """
    try:
        status = os.lstat(path)
    except OSError:
        return None
    now = stamp_of(status)
    if now == known.stamp and not record.is_racy(known):
        return known
    if not stat.S_ISREG(status.st_mode) or status.st_size != known.size:
        return None
    return replace(known, stamp=now) if _digest_on_disk(path) == known.digest else None


@dataclass(frozen=True, slots=True)
class Left:
    """All files as a build left them; ``still_there`` asks the same of one."""

    look: Look
    stamps: array[int]
    seal: str
    """Of the record."""

    def is_there(self) -> bool:
        return stamps_of(self.look) == self.stamps


def left(state: Path, output: Path, seal: str) -> Left | None:
    """None where the record is not the one with this seal, or cannot be trusted in full."""
    try:
        found = load_record(state)
    except sealed.Damaged:
        return None
    if found is None or found.seal != seal:
        return None
    stamps = array("q", found.columns[3])
    if not stamps or max(stamps[2::WIDTH]) > found.head["saved"] - RACY:
        return None
    return Left(Look(paths_of(found), below=f"{output}{os.sep}"), stamps, seal)


@contextmanager
def looked_at_meanwhile(
    state: Path, output: Path, expected: Left | None
) -> Iterator[Callable[[str], bool]]:
    """Another process looks at the output already. What is given says whether the record is the
    one with a seal, and every file as that has it; of another seal it looks itself."""
    with meanwhile(expected.look if expected else Look(())) as stamps:

        def untouched(seal: str) -> bool:
            # What other builds did since shows in the record.
            if expected and expected.seal == seal == sealed.seal_of(state / NAME):
                return stamps() == expected.stamps
            found = left(state, output, seal)
            return found is not None and found.is_there()

        yield untouched


def _digest_on_disk(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).digest()
    except OSError:
        return b""
