"""``init --renew``: an archive's copy of the engine made that of the engine which runs.

``engine/files.sha256`` holds the digests of all that ``init`` brought and nobody is to edit. A
file that is not as it is recorded was changed in the archive. In the engine that stops the
renewal; elsewhere (the workflow, hooks, build.py) the file is kept, and said.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from site_builder import config
from site_builder.characters import printable
from site_builder.commands.common import BUILT, some, write_whole
from site_builder.commands.starter import (
    ENGINE,
    PACKAGE,
    REQUIREMENTS,
    engine_files,
    starter_files,
)
from site_builder.commands.versions import refuse
from site_builder.json_schemas import FOLDER, schema_files

RECORD = f"{ENGINE}files.sha256"
"""In the form of ``sha256sum``, from the archive's folder."""
_THEIRS = frozenset({"README.md"})
"""Begins with the archive's name, and is the editors' from then on."""
_SHOWN = 5


def brought() -> dict[str, bytes]:
    """All that an archive has of this engine: what is recorded, and what a renewal renews."""
    starter = {name: data for name, data in starter_files() if name not in _THEIRS}
    schemas = {f"{FOLDER}/{name}": text.encode() for name, text in schema_files().items()}
    files = {**engine_files(), **starter, **schemas}
    # A copy of a copy records itself anew.
    files.pop(RECORD, None)
    return files


def record_of(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{_digest(files[name])}  {name}\n" for name in sorted(files)).encode()


def renew(args: argparse.Namespace) -> int:
    root = Path(args.folder or ".")
    for said in ("title", "languages", "base_url"):
        if getattr(args, said):
            refuse(f"--{said.replace('_', '-')}", "what the archive is called stays as it is",
                   "leave it out; site.yaml has it")  # fmt: skip
    if not (root / config.FILE).is_file() or not (root / ENGINE / "site_builder").is_dir():
        hint = "name the folder of an archive that init has made"
        refuse("DIR", f"there is no archive with an engine of its own in {root}", hint)
    if (root / ENGINE).resolve() == PACKAGE.parent.resolve():
        hint = "run the newer one: python ../newer/build.py init --renew ."
        refuse("DIR", "the engine that runs is the one of this archive", hint)
    new = brought()
    recorded = _recorded(root)
    there = _engine_there(root)
    if changed := _changed_in_engine(root, there, recorded, new):
        named = ", ".join(changed[:_SHOWN])
        more = f" and {len(changed) - _SHOWN} more" if changed[_SHOWN:] else ""
        hint = "nothing was written; themes of your own belong in themes/; take the rest back"
        refuse("DIR", f"in the engine's copy there was changed: {named}{more}", hint)
    kept = _kept(root, recorded, new)
    written = 0
    for name, data in sorted(new.items()):
        if name not in kept and _read(root / name) != data:
            _write(root / name, data)
            written += 1
    gone = sorted(there - new.keys() - {RECORD})
    for name in gone:
        (root / name).unlink()
        _remove_empty((root / name).parent, root / ENGINE)
    # Last, so that a renewal that was stopped half-way can be done again.
    write_whole(root / RECORD, record_of({n: d for n, d in new.items() if n not in kept}))
    print(printable(f"{root}: {some(written, 'file')} renewed, {len(gone)} taken away"))
    for name in sorted(kept):
        print(f"{name}: changed or deleted here, and left as it is")
    print("now: python -m pip install -r requirements.txt, then python build.py check")
    return BUILT


def _recorded(root: Path) -> dict[str, str]:
    text = (_read(root / RECORD) or b"").decode("utf-8", "replace")
    lines = (re.fullmatch(r"([0-9a-f]{64})  (.+)", line) for line in text.splitlines())
    return {found[2]: found[1] for found in lines if found}


def _engine_there(root: Path) -> set[str]:
    """Paths of the files of the archive's engine; what Python makes beside them is none."""
    return {
        path.relative_to(root).as_posix()
        for path in (root / ENGINE).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }


def _changed_in_engine(
    root: Path, there: set[str], recorded: Mapping[str, str], new: Mapping[str, bytes]
) -> list[str]:
    """Files of the engine that are not as they came. An archive without a record was made by an
    older engine: then git has to have the copy as it is."""
    if not recorded:
        return [] if _in_git(root) else ["all of it, for all that is recorded"]
    return sorted(
        name
        for name in there - {RECORD}
        if (data := _read(root / name)) is not None
        and _digest(data) not in (recorded.get(name), _digest(new.get(name, b"")))
    )


def _in_git(root: Path) -> bool:
    """Whether git can give the engine's copy back as it is now."""
    try:
        commands = (["ls-files", "--error-unmatch", f"{ENGINE}site_builder/cli.py"],
                    ["status", "--porcelain", "--", ENGINE])  # fmt: skip
        done = [
            subprocess.run(["git", *words], cwd=root, capture_output=True, check=False, timeout=60)
            for words in commands
        ]
    except (OSError, subprocess.TimeoutExpired):
        return False
    return all(one.returncode == 0 for one in done) and not done[1].stdout.strip()


def _kept(root: Path, recorded: Mapping[str, str], new: Mapping[str, bytes]) -> set[str]:
    """What is not the engine's own and was changed or deleted in the archive."""
    kept = set()
    for name, data in new.items():
        # Packages are pinned with the engine, schemas are made by it.
        if name.startswith((ENGINE, f"{FOLDER}/")) or name in REQUIREMENTS:
            continue
        here = _read(root / name)
        came = recorded.get(name) or _came_with_the_old(root, name)
        if here is None:
            kept |= {name} if came else set()
        elif _digest(here) not in (came, _digest(data)):
            kept.add(name)
    return kept


def _came_with_the_old(root: Path, name: str) -> str:
    """The digest of a starter file as the archive's own engine has it."""
    old = dict(starter_files(root / ENGINE / "site_builder/starter"))
    return _digest(old[name]) if name in old else ""


def _digest(data: bytes) -> str:
    """Of the lines, whichever end git gives them on this computer."""
    plain = data if b"\0" in data else data.replace(b"\r\n", b"\n")
    return hashlib.sha256(plain).hexdigest()


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
    if data.startswith(b"#!"):
        path.chmod(0o755)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
