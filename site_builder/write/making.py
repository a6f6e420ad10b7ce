"""Files made beside the output folder, and moved into it."""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from site_builder.model import Content, Unmade
from site_builder.plan import Planned
from site_builder.state.sealed import naming
from site_builder.state.stamps import Stamp, stamp_of
from site_builder.state.written import Known, Record, still_there

Render = Callable[[Sequence[Planned]], Iterable[tuple[int, Content]]]
"""Gives (index, bytes) of every file that is asked for, in any order."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """Files as they will be."""

    making: Path
    whole: bool
    """No output folder is there: this becomes it, at once, with each file where it belongs."""
    files: dict[str, Known] = field(default_factory=dict)
    numbers: array[int] = field(default_factory=lambda: array("q"))
    """For each of them, in their order, which one in the making it is; -1 where the disk has it."""

    def staged(self) -> Iterator[str]:
        """The paths of those that are in the making."""
        return (path for path, number in zip(self.files, self.numbers, strict=True) if number >= 0)

    def place(self, number: int, path: str) -> str:
        """Where one is until it is moved."""
        return f"{self.making}{os.sep}{path if self.whole else f'{number:08d}'}"

    def move_to(self, output: Path) -> None:
        """All that is in the making moved to where it belongs, and known by its times there."""
        if self.whole:
            os.rename(self.making, output)
            return
        top, folders = f"{output}{os.sep}", set[str]()
        for path, number in zip(self.files, self.numbers, strict=True):
            if number >= 0:
                _stand(os.path.dirname(top + path), folders)
                known = self.files[path]
                stamp = _moved(self.place(number, path), top + path)
                self.files[path] = Known(known.key, known.digest, stamp)


def make(
    todo: Sequence[Planned],
    making: Path,
    output: Path,
    record: Record,
    render: Render,
    progress: Progress,
) -> Made:
    """All that is to be, written into a new folder ``making`` where it is not there already."""
    making.mkdir(parents=True)
    made = Made(making, whole=not os.path.lexists(output))
    folders: set[str] = set()
    progress(0, len(todo))
    for number, data in render(todo):
        one = todo[number]
        path = one.output.path
        old = record.files.get(path)
        if isinstance(data, Unmade) and not (old and old.digest == data.digest):
            data = data.make()  # It is not known how large it is.
        known = _to_be(one, data, old)
        same = _as_it_is(f"{output}{os.sep}{path}", known, record, old)
        if not same:
            if isinstance(data, Unmade):
                data = data.make()
                known = _to_be(one, data, old)
            staged = made.place(number, path)
            if made.whole:
                _stand(os.path.dirname(staged), folders)
            with naming(staged), open(staged, "wb") as file:
                file.write(data)
            if made.whole:  # To move the folder that it is in changes nothing of it.
                known = Known(one.key, known.digest, stamp_of(os.lstat(staged)))
        made.files[path] = same or known
        made.numbers.append(-1 if same else number)
        progress(len(made.files), len(todo))
    return made


def _to_be(one: Planned, data: Content, old: Known | None) -> Known:
    """What the file will be; what is not made is as large as the file that has its digest."""
    if isinstance(data, Unmade):
        return Known(one.key, data.digest, (old.size if old else 0, 0, 0, 0))
    return Known(one.key, hashlib.sha256(data).digest(), (len(data), 0, 0, 0))


def _as_it_is(path: str, new: Known, record: Record, old: Known | None) -> Known | None:
    """What is to be, with the stamp of the file that is that already; None where none is."""
    if old and old.digest == new.digest:
        # Where its times tell that it is as it was left, it need not be read.
        new = replace(new, stamp=old.stamp)
    return still_there(path, new, record) if old else None


def _stand(folder: str, known: set[str]) -> None:
    """Makes a folder, if it is not ``known`` to be there."""
    if folder not in known:
        os.makedirs(folder, exist_ok=True)
        known.add(folder)


def _moved(staged: str, target: str) -> Stamp:
    """Moves a finished file to where it belongs, at once."""
    try:
        os.replace(staged, target)
    except OSError:
        if not os.path.isdir(target) or os.path.islink(target):
            raise
        _remove_empty(target)
        os.replace(staged, target)
    return stamp_of(os.lstat(target))


def _remove_empty(folder: str) -> None:
    """Removes a folder in which there are nothing but folders."""
    for up, _, _ in os.walk(folder, topdown=False):
        os.rmdir(up)
