"""A command on a terminal of its own, with somebody who answers its questions."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from small_site import BUILD, environment

SECONDS = 60
END = "\x04"
"""Ctrl+D: nobody answers any more."""


def conversation(
    words: Sequence[str | Path], answers: Sequence[str], *, cwd: Path, program: str = BUILD
) -> tuple[int, str]:
    """(exit status, all that is seen): each answer is typed when a question waits for one."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, program, *map(str, words)],
        cwd=cwd,
        env=environment(TERM="dumb"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    seen, typed = b"", list(answers)
    begun = time.monotonic()
    while time.monotonic() - begun < SECONDS:
        try:
            data = os.read(ours, 65536)
        except OSError:
            break
        if not data:
            break
        seen += data
        if seen.endswith(b": "):
            os.write(ours, (f"{typed.pop(0)}\n" if typed else END).encode())
    os.close(ours)
    status = process.wait(timeout=10)
    assert not typed, f"nobody asked for {typed}: {seen.decode()}"
    return status, seen.decode().replace("\r\n", "\n")
