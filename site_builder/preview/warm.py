"""Builds in processes that need not load the builder first.

One process has it loaded and forks for each build, so that nothing of one build is left for the
next. When the engine's files or the installed packages are others, another process is started.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

PACKAGE = Path(__file__).parent.parent
START = "from site_builder.preview import warm; warm.answer()"
MODULES = ("amend", "markup.convert", "search.outputs", "theme", "cli", "commands.build")
"""What of the builder is loaded ahead; the rest comes with it, or is rarely needed."""


@dataclass(frozen=True, slots=True)
class Done:
    status: int
    out: str
    err: str


class Builder:
    """Runs ``python -m site_builder`` with the words it is given."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._mark: object = None

    def run(self, words: Sequence[str]) -> Done:
        """As a process of its own would; one that ended without an answer is told in ``err``."""
        if sys.platform != "linux":  # Elsewhere a fork is not safe, or there is none.
            return _cold(words)
        if self._mark != (mark := _mark()):
            self.close()
        if self._process is None:
            self._mark = mark
            self._process = subprocess.Popen(
                [sys.executable, "-c", START],
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
            )
        try:
            return self._asked(self._process, words)
        except (OSError, ValueError):
            # It could not be loaded, or was ended: a process of its own shows why.
            self.close()
            return _cold(words)

    def _asked(self, process: subprocess.Popen[str], words: Sequence[str]) -> Done:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(f"{json.dumps(list(words))}\n")
        process.stdin.flush()
        return Done(**json.loads(process.stdout.readline()))

    def close(self) -> None:
        """Ends the process; a build in it is let finish."""
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None and process.stdout is not None
            with suppress(BrokenPipeError):
                process.stdin.close()
            process.wait()
            process.stdout.close()


def answer() -> None:
    """In the process: a line of JSON for each that is read, until there are no more."""
    for module in MODULES:
        __import__(f"site_builder.{module}")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in sys.stdin:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            status = _forked(json.loads(line), out, err)
            said = {"status": status, "out": _read(out), "err": _read(err)}
        print(json.dumps(said), flush=True)


def _forked(words: list[str], out: IO[bytes], err: IO[bytes]) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 70
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        sys.argv = ["site_builder", *words]
        runpy.run_module("site_builder", run_name="__main__")
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _cold(words: Sequence[str]) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", "site_builder", *words],
        env=_environment(),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def _environment() -> dict[str, str]:
    paths = (str(PACKAGE.parent), os.environ.get("PYTHONPATH", ""))
    path = os.pathsep.join(filter(None, paths))
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}


def _mark() -> Any:
    """What tells one engine, and what is installed beside it, from another."""
    found = []
    for path in (*sorted(PACKAGE.rglob("*.py")), *map(Path, filter(None, sys.path))):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return found
