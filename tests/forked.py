"""``python build.py`` in a process of its own, forked from one that has every module loaded.

To start Python and load the engine takes longer than most of what tests ask of it. A command gets
folder, environment, input, output and exit status as from a shell; only what Python reads once as
it starts (``PYTHON…``, the locale) needs a process begun anew, and gets it from ``small_site``.
"""

from __future__ import annotations

import atexit
import importlib
import io
import os
import pickle
import pkgutil
import runpy
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
BUILD = str(ROOT / "build.py")
SECONDS = 120

Asked = tuple[tuple[str, ...], str, dict[str, str], str]
"""The words after ``build.py``, the folder, the environment, and a function (``module:name``)."""
Answer = tuple[int, bytes, bytes, bool]
"""As of ``subprocess.CompletedProcess``: exit status (a signal is negative), output, errors; and
whether the function was called."""


class Helper:
    """A process of our own that answers, one after another, whatever it is asked."""

    def __init__(self, code: str) -> None:
        """``code`` ends in a call of ``answer_with``."""
        path = os.pathsep.join(map(str, (Path(__file__).parent, ROOT)))
        self._process = subprocess.Popen(
            [sys.executable, "-c", code],
            env=environment(PYTHONPATH=path),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        atexit.register(self.close)

    def ask(self, what: object) -> Any:
        assert self._process.stdin is not None and self._process.stdout is not None
        pickle.dump(what, self._process.stdin)
        self._process.stdin.flush()
        return pickle.load(self._process.stdout)

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def answer_with(how: Callable[[Any], object]) -> None:
    """The other side: until there are no more questions. What is printed goes to the errors."""
    ours = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            asked = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(how(asked), ours)
        ours.flush()


class Forker(Helper):
    """The process that has everything loaded, and runs none of it itself."""

    def run(
        self, words: tuple[str, ...], folder: str, env: dict[str, str], watched: str = ""
    ) -> Answer:
        asked: Asked = (words, folder, env, watched)
        answer: Answer = self.ask(asked)
        return answer


@cache
def forker() -> Forker:
    """One for all tests of a process."""
    return Forker("import forked; forked.answer()")


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "COLUMNS")}
    return {**kept, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1", **more}


def read_at_the_start(variable: str) -> bool:
    """Whether Python reads it as it begins."""
    return variable.startswith(("PYTHON", "LC_", "LANG"))


def answer() -> None:
    """The forker's side."""
    import site_builder

    for module in pkgutil.walk_packages(site_builder.__path__, "site_builder."):
        if not module.name.endswith(".__main__") and ".starter" not in module.name:
            with suppress(ImportError):  # An optional package.
                importlib.import_module(module.name)
    _compile_templates()
    sys.path[:] = [str(ROOT), *(p for p in sys.path[1:] if Path(p) not in (ROOT, ROOT / "tests"))]
    answer_with(lambda asked: _answered(*asked))


def _compile_templates() -> None:
    """Those of the default theme, which nearly every command uses; a process has each once."""
    from site_builder.theme import _environment, open_theme

    theme = open_theme("default", [ROOT / "themes"])
    for name in theme.templates:
        if name.endswith(".html"):
            _environment(theme).get_template(name)


def _answered(words: tuple[str, ...], folder: str, env: dict[str, str], watched: str) -> Answer:
    file = tempfile.TemporaryFile
    with file() as said, file() as complained, file() as called:
        child = os.fork()
        if not child:
            files = (said.fileno(), complained.fileno(), called.fileno())
            _be(words, folder, env, watched, files)
        _, status = os.waitpid(child, 0)
        for one in (said, complained, called):
            one.seek(0)
        status = os.waitstatus_to_exitcode(status)
        return status, said.read(), complained.read(), bool(called.read())


def _be(
    words: tuple[str, ...], folder: str, env: dict[str, str], watched: str, files: tuple[int, ...]
) -> None:
    """In the child: the command from here to its end."""
    status = 1
    try:
        signal.alarm(SECONDS)
        nothing = os.open(os.devnull, os.O_RDONLY)
        # Through numbers that none of them has, so that none is closed before it is copied.
        for number, at in enumerate([os.dup2(at, 200 + at) for at in (nothing, *files)]):
            os.dup2(at, number)
        os.closerange(4, 256)
        if watched:
            _watch(watched, 3)
        else:
            os.close(3)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), "utf-8", write_through=True)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(env)
        sys.argv = [BUILD, *words]
        runpy.run_path(BUILD, run_name="__main__")
        status = 0
    except SystemExit as ended:
        code = ended.code
        status = code if isinstance(code, int) else int(code is not None)
        if isinstance(code, str):
            print(code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _watch(function: str, file: int) -> None:
    """Has a call of it written there."""
    module, _, name = function.partition(":")
    holder = importlib.import_module(module)
    real = getattr(holder, name)

    def noted(*words: object, **more: object) -> object:
        os.write(file, b".")
        return real(*words, **more)

    setattr(holder, name, noted)
