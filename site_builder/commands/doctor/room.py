"""Room: GitHub's limits, the disk, and whether we may write where we have to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from site_builder import budgets
from site_builder.commands.common import some
from site_builder.commands.doctor.finding import Finding, Patient, note, ok, wrong
from site_builder.load import CONTENT

MB = 1_000_000
LARGEST_FILE = 100 * MB
"""GitHub refuses a push with a larger file."""
FREE = 200 * MB


def sizes(patient: Patient) -> Iterator[Finding]:
    for name, what in ((CONTENT, "content"), ("output", "site")):
        if not (patient.root / name).is_dir():
            hint = "python build.py" if name == "output" else "articles are in content/articles/"
            yield note(what, f"there is no {name}/ yet", hint)
            continue
        files = dict(_files(patient.root / name))
        total = sum(files.values())
        large = [path for path, size in files.items() if size > LARGEST_FILE]
        for path in sorted(large):
            shown = path.relative_to(patient.root).as_posix()
            said = f"{shown} has {files[path] / MB:.0f} MB; GitHub takes 100"
            yield wrong(what, said, "make it smaller, or link to where it is kept")
        if name == "output" and total > budgets.SITE:
            said = f"{total / MB:.0f} MB in all; GitHub Pages takes 1,000"
            yield wrong(what, said, budgets.TOO_LARGE)
        elif name == "output" and total > 0.8 * budgets.SITE:
            yield note(what, f"{total / MB:.0f} MB of the 1,000 that GitHub Pages takes")
        elif not large:
            yield ok(what, f"{some(len(files), 'file')}, {total / MB:.1f} MB")


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    for up, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]
        for name in names:
            path = Path(up, name)
            if not path.is_symlink():
                yield path, path.stat().st_size


def writable(patient: Patient) -> Iterator[Finding]:
    root = patient.root
    locked = [
        name
        for name in (".", CONTENT, "output", ".output-state", ".output-state/cache.sqlite")
        if (root / name).exists() and not os.access(root / name, os.W_OK)
    ]
    for name in locked:
        shown = "this folder" if name == "." else name
        yield wrong("rights", f"{shown} cannot be written", "chmod, or ask whose it is")
    free = shutil.disk_usage(root).free
    if free < FREE:
        yield wrong("disk", f"{free / MB:.0f} MB are free", "make room: a build needs some")
    elif not locked:
        yield ok("disk", "there is room, and it can be written")
