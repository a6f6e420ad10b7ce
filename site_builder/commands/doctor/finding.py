"""What an examination is given, and what it gives."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from site_builder.model import Site

SECONDS = 10


@dataclass(frozen=True, slots=True)
class Finding:
    kind: Literal["ok", "note", "wrong"]
    """A note is for someone to decide; what is wrong has to be put right."""
    what: str
    said: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    root: Path
    settings: Site | None = None

    @property
    def site(self) -> Site:
        assert self.settings is not None
        return self.settings


def ok(what: str, said: str) -> Finding:
    return Finding("ok", what, said)


def note(what: str, said: str, hint: str = "") -> Finding:
    return Finding("note", what, said, hint)


def wrong(what: str, said: str, hint: str = "") -> Finding:
    return Finding("wrong", what, said, hint)


def output_of(*command: str | Path, cwd: Path | None = None) -> str | None:
    """What a program of this computer says, without outer space; None if it fails."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
