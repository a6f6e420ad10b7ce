"""What the last build read, and said: whether the next would find anything else to read.

Kept by the command line only, for a build as it comes: a script that passes outputs or checks of
its own makes another site of the same files.
"""

from __future__ import annotations

import os
import sys
import time
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from site_builder.state import sealed, written
from site_builder.state.folders import held
from site_builder.state.stamps import RACY, WIDTH, Look, clock, stamps_of
from site_builder.state.watched import Files

NAME = "seen.record"
VERSION = 3
A_FEW = 16
"""Folders of which one by one is asked what they hold."""


@dataclass(frozen=True, slots=True)
class Seen:
    """All files and folders that a build may read, as they were before it read any."""

    asked: str
    """The build's options, and whatever else it depends on that is no file."""
    paths: tuple[str, ...]
    stamps: array[int]


def asked(*options: object) -> str:
    """All that a build depends on and no file says: what was asked, and this process."""
    process = (sys.version, sys.prefix, sys.path[1:], os.environ.get("SOURCE_DATE_EPOCH", ""))
    # Another copy of the builder has files of its own, which were not looked at.
    return repr((options, process, __file__))


def look(state: Path, asked: str, tops: Iterable[str]) -> Seen | None:
    """Everything below the tops; None where the system does not say when a file was changed.

    A file changed a moment ago is looked at again a moment later, when its times can be trusted.
    """
    if os.name != "posix":
        return None
    state.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        begun = clock(state)
        # A package installed or taken away shows in the folder that it is in.
        found, packages = Files.below(tops), tuple(sys.path[1:])
        stamps = stamps_of(Look(packages, os.stat)) + found.stamps
        if max(stamps[2::WIDTH]) <= begun - RACY:
            return Seen(asked, packages + found.paths, stamps)
        time.sleep(2 * RACY / 1e9)
    return None


def keep(
    state: Path,
    seen: Seen | None,
    seal: str = "",
    said: Mapping[str, Any] | None = None,
    whole: str = "",
    made_with: Mapping[str, str] | None = None,
) -> None:
    """After a build that saw this and said that; ``seal`` is of its record of what it wrote,
    ``whole`` of that which the last build of everything wrote; ``made_with``: see ``Since``."""
    if seen is None:
        (state / NAME).unlink(missing_ok=True)
        return
    head = {
        "version": VERSION, "asked": seen.asked, "written": seal, "said": said, "whole": whole,
        "made_with": {**(made_with or {})},
    }  # fmt: skip
    paths = "\n".join(seen.paths).encode("utf-8", "surrogateescape")
    sealed.save(state / NAME, head, (paths, seen.stamps.tobytes()))


@dataclass(frozen=True, slots=True)
class Glance:
    """What a first look at the files that the last build saw tells."""

    said: dict[str, Any] | None = None
    """What that build said, if another would read the same and write nothing."""
    seen: Seen | None = None
    """Otherwise all as it is now, if it is only that files have other contents."""
    left: written.Left | None = None
    """With it, the output as that build left it, if that is known: nobody has looked yet."""


def glance(state: Path, output: Path, asked: str) -> Glance:
    """Raises Damaged, and OSError. Another build at work, or one that was killed, is a reason to
    look more closely.
    """
    found = sealed.load(state / NAME)
    if found is not None and found.head["version"] != VERSION:
        raise sealed.Damaged("it is of another version")
    if found is None or found.head["asked"] != asked:
        return Glance()
    with held(state) as alone:
        if not alone or (state / "making").exists():
            return Glance()
        begun = clock(state)
        paths = found.columns[0].decode("utf-8", "surrogateescape").split("\n")
        stamps = stamps_of(Look(paths, os.stat))
        trusted = _trusted(state, begun, paths, stamps)
        changed = [paths[at] for at in _differing(array("q", found.columns[1]), stamps)]
        if not _have_the_same_entries(changed, paths):
            return Glance()
        left = written.left(state, output, found.head["written"])
        # A folder has other times where a file came and went, or Python keeps what it compiled.
        if all(map(os.path.isdir, changed)):
            same = left is not None and left.is_there()
            return Glance(said=found.head["said"] if same else None)
    return Glance(seen=Seen(asked, tuple(paths), stamps), left=left) if trusted else Glance()


def _trusted(state: Path, begun: int, paths: Sequence[str], stamps: array[int]) -> bool:
    """Whether times tell of every change; a few that changed a moment ago are asked for again a
    moment later. Editors save, and look at once."""
    newest = max(stamps[2::WIDTH])
    if newest <= begun - RACY:
        return True
    racy = [at for at, changed in enumerate(stamps[2::WIDTH]) if changed > begun - RACY]
    if len(racy) > A_FEW or newest > begun + RACY:
        return False
    time.sleep((newest + RACY - begun) / 1e9 + 0.005)  # Clocks of file systems tick that seldom.
    begun = clock(state)
    again = stamps_of(Look([paths[at] for at in racy], os.stat))
    for number, at in enumerate(racy):
        stamps[WIDTH * at : WIDTH * at + WIDTH] = again[WIDTH * number : WIDTH * number + WIDTH]
    return max(again[2::WIDTH]) <= begun - RACY


def _differing(before: array[int], after: array[int]) -> list[int]:
    """Numbers of the stamps that are others."""
    if before == after:
        return []
    rows = range(len(after) // WIDTH)
    some = [rows[at : at + 64] for at in range(0, len(rows), 64)]
    return [
        at
        for block in some
        if before[WIDTH * block.start : WIDTH * block.stop]
        != after[WIDTH * block.start : WIDTH * block.stop]
        for at in block
        if before[WIDTH * at : WIDTH * at + WIDTH] != after[WIDTH * at : WIDTH * at + WIDTH]
    ]


def _have_the_same_entries(changed: Sequence[str], paths: Sequence[str]) -> bool:
    """Whether each of these that is a folder holds just those files and folders that are known."""
    folders = [path for path in changed if os.path.isdir(path)]
    if len(folders) > A_FEW or not all(os.path.exists(path) for path in changed):
        return False
    for folder in folders:
        top = f"{folder}{os.sep}"
        known = {p[len(top) :] for p in paths if p.startswith(top) and os.sep not in p[len(top) :]}
        if {*os.listdir(folder)} - {"__pycache__"} != known:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Changes:
    """What is not as the last build saw it, where it is only that files have other contents."""

    paths: tuple[str, ...]
    """Of these files."""
    seal: str
    """Of the record of what is written."""
    whole: str
    said: dict[str, Any]
    made_with: Mapping[str, str]


def changes(state: Path, now: Seen) -> Changes | None:
    """None where files are new or gone, or another thing is asked.

    Raises Damaged, and OSError. To be called by the build that holds the lock.
    """
    found = sealed.load(state / NAME)
    if found is None or found.head["version"] != VERSION or found.head["asked"] != now.asked:
        return None
    paths = "\n".join(now.paths).encode("utf-8", "surrogateescape")
    if paths != found.columns[0] or (state / "making").exists():
        return None
    # A folder in which files are what they were has other times where one was put in its place.
    different = _differing(array("q", found.columns[1]), now.stamps)
    changed = tuple(now.paths[at] for at in different if not os.path.isdir(now.paths[at]))
    seal = found.head["written"]
    return Changes(changed, seal, found.head["whole"], found.head["said"], found.head["made_with"])


@dataclass(frozen=True, slots=True)
class Since:
    """What is not as the last build saw it."""

    changed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    made_with: Mapping[str, str] = field(default_factory=dict)
    """What that build was made with: digests of the engine, and of what stands round each page."""


def since(state: Path, now: Seen) -> Since | None:
    """None where no build was recorded. Raises Damaged, and OSError."""
    found = sealed.load(state / NAME)
    if found is None or found.head["version"] != VERSION:
        return None
    before = dict(_rows(found.columns[0].decode("utf-8", "surrogateescape").split("\n"),
                        array("q", found.columns[1])))  # fmt: skip
    after = dict(_rows(now.paths, now.stamps))
    changed = (p for p in after if p in before and after[p] != before[p] and not os.path.isdir(p))
    return Since(
        tuple(sorted(changed)),
        tuple(sorted(p for p in after.keys() - before.keys() if not os.path.isdir(p))),
        tuple(sorted(before.keys() - after.keys())),
        found.head["made_with"],
    )


def _rows(paths: Iterable[str], stamps: array[int]) -> Iterator[tuple[str, tuple[int, ...]]]:
    columns = iter(stamps)
    return zip(paths, zip(*[columns] * WIDTH, strict=True), strict=True)
