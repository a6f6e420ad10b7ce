"""What stands where a file must go and is not ours to replace."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from site_builder.problems import Problem

HINT = "move it away, or build into another folder with --output"


def obstacles(wanted: Collection[str], ours: Collection[str], output: Path) -> tuple[Problem, ...]:
    """A problem for everything in the way of the paths wanted; ``ours`` are those we wrote."""
    owned = {path.casefold(): path for path in ours}
    found = dict(_blocked_folders({*wanted, *ours}, frozenset(ours), output))
    for path in wanted:
        if not any(up in found for up in _folders(path)) and (
            message := _in_the_way(path, owned, output)
        ):
            found[path] = message
    return tuple(
        Problem(f"{output.name}/{path}", 0, 0, message, HINT)
        for path, message in sorted(found.items())
    )


def strangers(paths: Collection[str], output: Path) -> tuple[str, ...]:
    """The files of the output folder that are not among ``paths``, sorted."""
    return tuple(sorted(_files_below(output, output) - set(paths)))


def _folders(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _blocked_folders(
    paths: Collection[str], ours: frozenset[str], output: Path
) -> Iterator[tuple[str, str]]:
    top = f"{output}{os.sep}"
    for folder in sorted(_all_folders(paths)):
        try:
            mode = os.lstat(top + folder).st_mode
        except OSError:
            continue
        if stat.S_ISLNK(mode):
            # What is behind it may be anybody's, and would stay when the page goes.
            yield folder, "this is a link; a folder must stand here"
        elif not stat.S_ISDIR(mode) and folder not in ours:
            yield folder, "this file was not written by a build; a folder must stand here"


def _all_folders(paths: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        for up in _folders(path):
            if up in found:
                break
            found.add(up)
    return found


def _in_the_way(path: str, owned: dict[str, str], output: Path) -> str:
    full = output / path
    if not os.path.lexists(full):
        return ""
    if full.is_dir() and not full.is_symlink():
        foreign = _files_below(full, output) - set(owned.values())
        return "a folder stands where a page must go" if foreign else ""
    ours = owned.get(path.casefold(), "")
    # Where capitals do not tell files apart, it may be ours under the name it had.
    if ours == path or (ours and _same_file(full, output / ours)):
        return ""
    return "this file was not written by a build; a page must go here"


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _files_below(folder: Path, output: Path) -> set[str]:
    """Everything below a folder that is no folder itself, relative to the output."""
    return {
        Path(up, name).relative_to(output).as_posix()
        for up, folders, files in os.walk(folder)
        for name in (*files, *(f for f in folders if Path(up, f).is_symlink()))
    }
