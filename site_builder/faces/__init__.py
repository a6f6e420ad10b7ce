"""The font files that pictures of titles are set in: found on this computer, never fetched.

``web`` has the one that pages may be read in.

Those of the packages of the extra ``fonts``, which are the same on every computer; where one of
the packages is not installed, then what fontconfig knows of the families below. To add a family
of the system, name it in ``FAMILIES``.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from site_builder.cache import digest_of
from site_builder.model import Face

PACKAGES = ("manimgx-fonts", "manimgx-fonts-cjk")
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
FAMILIES = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Naskh Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans CJK JP",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
    "Noto Sans Ethiopic",
    "DejaVu Sans",
)
"""Of the system, in the order in which they are asked for a letter that no package has."""
PLACES = ("/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts",
          "~/.local/share/fonts")  # fmt: skip
"""Where a system has fonts: what is new or gone there may change which faces are found."""
_SECONDS = 20
_WEIGHTS = {"80": 400, "200": 700}
"""Fontconfig's numbers for regular and bold."""

Ranges = tuple[tuple[int, int], ...]
Remember = Callable[[str, str, Callable[[], Ranges]], Ranges]
"""``cache.Cache.remember``."""


def missing() -> str:
    """What is needed for pictures of titles and is not installed; empty when all is there."""
    from PIL import features

    if not features.check("raqm"):
        return "a Pillow that shapes text (raqm)"
    return "" if find_spec("fontTools") else "the package fonttools"


def find(remember: Remember) -> tuple[Face, ...]:
    """Every usable face, the preferred ones first; what each has letters for is remembered."""
    packaged = [_packaged(package) for package in PACKAGES]
    found = [(path, 0, 0, digest) for files in packaged for path, digest in files]
    if not all(packaged):
        found += [
            (path, index, weight, digest_of(digest, str(index)))
            for path, index, weight in _of_the_system()
            if (digest := _digest(path))
        ]
    faces = [
        Face(str(path), index, weight, digest, _letters(path, index, digest, remember))
        for path, index, weight, digest in found
    ]
    return tuple(face for face in faces if face.ranges)


def _letters(path: Path, index: int, digest: str, remember: Remember) -> Ranges:
    return remember("letters", digest, lambda: _ranges(path, index))


@lru_cache(maxsize=64)
def _digest(path: Path) -> str:
    """Of a file of the system; empty where fontconfig's list is older than the disk."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _packaged(package: str) -> list[tuple[Path, str]]:
    """Upright font files of a package, with the digest under which each was installed."""
    from importlib.metadata import PackageNotFoundError, files

    try:
        listed = files(package) or []
    except PackageNotFoundError:
        return []
    # The face for Latin, Greek and Cyrillic is asked first, symbols and emoji last.
    return [
        (Path(str(file.locate())), digest_of(file.hash.value))
        for file in sorted(listed, key=lambda f: (_rank(f.name), f.name))
        if file.suffix in SUFFIXES and "Italic" not in file.name and file.hash
    ]


def _rank(name: str) -> int:
    if name.startswith("NotoSans["):
        return 0
    return 2 if "Symbols" in name or "Emoji" in name else 1


def _of_the_system() -> list[tuple[Path, int, int]]:
    """(path, index, weight) of regular and bold faces that fontconfig names."""
    command = shutil.which("fc-list")
    if command is None:
        return []
    form = "%{file}\t%{index}\t%{weight}\t%{slant}\t%{family}\n"
    try:
        done = subprocess.run(
            [command, "--format", form, ":scalable=true"],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    found = set()
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        fields = line.split("\t")
        if len(fields) != 5 or fields[2] not in _WEIGHTS or fields[3] != "0":
            continue
        for family in fields[4].split(","):
            if family in FAMILIES and fields[1].isdigit() and Path(fields[0]).suffix in SUFFIXES:
                place = FAMILIES.index(family)
                found.add((place, fields[0], int(fields[1]), _WEIGHTS[fields[2]]))
    return [(Path(path), index, weight) for _, path, index, weight in sorted(found)]


def _ranges(path: Path, index: int) -> Ranges:
    """First and last of each run of code points that a face has letters for; () if unreadable."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, lazy=True, fontNumber=index) as font:
            points = sorted(font.getBestCmap() or ())
    except (OSError, TTLibError, AssertionError, ValueError):
        return ()
    ranges: list[tuple[int, int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return tuple(ranges)
