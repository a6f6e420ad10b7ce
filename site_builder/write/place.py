"""``write``: makes what changed, moves it into place, removes what is stale."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from site_builder.plan import Planned
from site_builder.problems import BuildFailed, Problem, Unfinished
from site_builder.state import state_folder
from site_builder.state.rows import Rows
from site_builder.state.written import (
    TEMPORARY,
    Known,
    Record,
    read_record,
    save_record,
    settle,
    still_there,
)
from site_builder.write.making import Made, Progress, Render, make
from site_builder.write.obstacles import obstacles, strangers

MOST_NAMED = 10
"""Files named of a folder that may not be ours at all."""


@dataclass(frozen=True, slots=True)
class Written:
    written: int
    removed: int
    total: int
    bytes_written: int
    seal: str = field(default="", compare=False)
    """Of the record of what is written now."""
    published: int = field(default=0, compare=False)
    """Bytes of all files, written now or before."""


def write(
    planned: Sequence[Planned],
    output: Path,
    render: Render,
    progress: Progress = lambda done, total: None,
    notice: Callable[[str], None] = lambda _: None,
) -> Written:
    """The output folder made equal to the plan. ``render`` makes the files' bytes.

    Raises BuildFailed when something that we did not write stands in the way. Then, and when
    ``render`` raises or a file cannot be made (OSError), the output folder is as it was; only
    after Unfinished it is not.
    """
    state = state_folder(output)
    making = state / "making"
    _clear_leftovers(state, making)
    paths = {one.output.path for one in planned}
    record = read_record(state, notice)
    adopted = _found_without_record(paths, output) if record is None else frozenset()
    record = record or Record({path: Known() for path in adopted})
    stale = [path for path in record.files if path not in paths]
    current = _current(planned, output, record)
    todo = [one for one in planned if one.output.path not in current]
    if in_the_way := obstacles([one.output.path for one in todo], record.files, output):
        raise BuildFailed(in_the_way)
    if not todo and not stale:
        seal = record.seal
        if current != record.files or any(map(record.is_racy, current.values())):
            seal = save_record(state, current)
        return Written(0, 0, len(planned), 0, seal, _size(current))
    try:
        made = make(todo, making, output, record, render, progress)
        _refuse_to_replace(adopted, made, output)
        done = _put_in_place(
            made, stale, output, len(planned),
            lambda promised: save_record(state, {**record.files, **promised}),
            lambda placed: save_record(state, {**current, **placed}),
        )  # fmt: skip
        return replace(done, published=_size(current) + _size(made.files))
    finally:
        shutil.rmtree(making, ignore_errors=True)


def rewrite(
    some: Sequence[Planned],
    output: Path,
    render: Render,
    seal: str,
    progress: Progress = lambda done, total: None,
    meanwhile: Callable[[], object] = lambda: None,
) -> Written | None:
    """These files made anew; all others stay as the record with this seal has them, which the
    caller has looked at. Raises as ``write`` does; None when they are not all in that record.

    ``meanwhile`` is done while the times of what was written become such as can be trusted.
    """
    state = state_folder(output)
    making = state / "making"
    rows = Rows.read(state, seal)
    record = rows.record(one.output.path for one in some) if rows else None
    if rows is None or record is None:
        return None
    todo = [one for one in some if record.files[one.output.path].key != one.key]
    if not todo:
        return Written(0, 0, len(rows), 0, seal, rows.size)
    try:
        made = make(todo, making, output, record, render, progress)
        save = partial(rows.save, state)
        done = _put_in_place(made, [], output, len(rows), save, save, meanwhile)
        return replace(done, published=rows.size)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _put_in_place(
    made: Made,
    stale: Sequence[str],
    output: Path,
    total: int,
    before: Callable[[Mapping[str, Known]], object],
    after: Callable[[Mapping[str, Known]], str],
    meanwhile: Callable[[], object] = lambda: None,
) -> Written:
    """Moves what was made into place, removes what is stale, and records both, twice."""
    files, count = made.files, sum(1 for _ in made.staged())
    size = sum(files[path].size for path in made.staged())
    # From here on they are ours. Killed now, the next build makes no promise about them.
    before(dict.fromkeys(made.staged(), Known()))
    try:
        removed = sum(_remove(output, path) for path in stale)
        made.move_to(output)
        meanwhile()
        settle(state_folder(output), files.values())
        seal = after(files)
    except OSError as error:
        names = (error.filename, None, error.filename2)
        raise Unfinished(error.errno, error.strerror, *names) from error
    return Written(count, removed, total, size, seal)


def _size(files: Mapping[str, Known]) -> int:
    return sum(known.size for known in files.values())


def foreign_files(planned: Sequence[Planned], output: Path) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of every file of the output folder that no build wrote, but for git's own.

    They are published with it. What is behind a link is not read.
    """
    record = read_record(state_folder(output))
    ours = {one.output.path for one in planned} | {*(record.files if record else ())}
    for path in strangers(ours, output):
        full = output / path
        if not path.startswith(".git/") and full.is_file() and not full.is_symlink():
            yield path, full.read_bytes()


def _clear_leftovers(state: Path, making: Path) -> None:
    """What a build that was killed left behind: perhaps pages that are not published any more."""
    if making.exists():
        shutil.rmtree(making)
    (state / TEMPORARY).unlink(missing_ok=True)


# --- what is there ---------------------------------------------------------------------


def _current(planned: Sequence[Planned], output: Path, record: Record) -> dict[str, Known]:
    """The files that are on disk as their keys made them."""
    found: dict[str, Known] = {}
    top = f"{output}{os.sep}"
    for one in planned:
        path = one.output.path
        known = record.files.get(path)
        if known and known.key == one.key and (now := still_there(top + path, known, record)):
            found[path] = now
    return found


def _found_without_record(paths: set[str], output: Path) -> frozenset[str]:
    """Files where ours must go, when no record says whose they are; see ``_refuse_to_replace``.

    Raises BuildFailed when there are others beside them: they could be pages of an earlier
    build, unpublished since, that nobody would remove.
    """
    found = frozenset(path for path in paths if os.path.lexists(output / path))
    others = strangers(paths, output) if found else ()
    if found and others:
        _refuse(others, output, "this file may be of an earlier build, whose record is lost")
    return found


def _refuse_to_replace(adopted: frozenset[str], made: Made, output: Path) -> None:
    """A file that nobody knows to be ours is, if it holds what we would write; else it stays."""
    different = sorted(adopted.intersection(made.staged()))
    if different:
        _refuse(different, output, "this file was not written by a build; a page must go here")


def _refuse(paths: Sequence[str], output: Path, message: str) -> None:
    hint = (
        f"if all of {output.name}/ was built, delete it and build again; "
        "else move what is yours away, or build into another folder with --output"
    )
    problems = [Problem(f"{output.name}/{p}", 0, 0, message, hint) for p in paths[:MOST_NAMED]]
    if len(paths) > MOST_NAMED:
        more = f"the same is true of {len(paths) - MOST_NAMED} other files here"
        problems.append(Problem(f"{output.name}/", 0, 0, more, hint))
    raise BuildFailed(problems)


def _remove(output: Path, path: str) -> bool:
    """Removes a file that we wrote, and the folders that are empty without it."""
    full = output / path
    try:
        full.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        if full.is_dir():
            return False
        raise
    for up in full.parents:
        if up == output:
            break
        try:
            up.rmdir()
        except OSError:
            break
    return True
