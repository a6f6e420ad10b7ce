"""What the commands share: their options, and how problems are shown."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from site_builder.options import Options
from site_builder.problems import ConfigFailed, Problem, errors
from site_builder.state import output_problem

BUILT, PROBLEMS, USAGE, OUR_BUG, STOPPED = 0, 1, 2, 70, 130
"""Exit statuses; 70 is EX_SOFTWARE of sysexits.h, 130 a shell's for what SIGINT ended."""


def add_site_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add_site_option(parser)
    add(
        "--output",
        metavar="DIR",
        type=Path,
        help="folder to build into (default: output/ in the site's folder)",
    )
    add(
        "--base-url",
        metavar="URL",
        default="",
        help="publish under this address instead of the one in site.yaml",
    )
    add(
        "--drafts",
        action="store_true",
        help="build drafts and works that are not to be published yet, too",
    )
    add(
        "--redact",
        metavar="FILE",
        type=Path,
        help="rules of what is not to be published, instead of the file that site.yaml names",
    )
    add(
        "--unredacted",
        action="store_true",
        help="build without the rules that site.yaml asks for; never publish the result",
    )
    add(
        "--jobs",
        metavar="N",
        type=whole_number(1, 256),
        default=os.cpu_count() or 1,
        help="worker processes (default: one a core)",
    )
    add("--strict", action="store_true", help="count warnings as errors")
    add("--no-cache", action="store_true", help="forget what earlier builds made")
    add_debug_option(parser)


def add_site_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--site",
        metavar="DIR",
        type=Path,
        default=Path("."),
        help="folder with a site.yaml (default: this one)",
    )


def add_debug_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--debug", action="store_true", help="show the traceback if the builder itself fails"
    )


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Reads an option's number for argparse."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            message = f"a whole number from {least} to {most} was expected"
            raise argparse.ArgumentTypeError(message)
        return int(text)

    return read


def options_of(args: argparse.Namespace, *, quiet: bool = False) -> Options:
    """The build that the command line asks for. Raises ConfigFailed for what cannot be done."""
    base_url = args.base_url
    if base_url:
        from site_builder import config

        if problem := config.base_url_problem(base_url):
            hint = "write it as https://example.org/archive/"
            raise ConfigFailed([Problem("--base-url", 0, 0, problem, hint)])
        base_url = base_url if base_url.endswith("/") else f"{base_url}/"
    root: Path = args.site
    # A link to a folder counts as the folder: its record and its lock are beside it.
    output = (args.output or root / "output").resolve()
    if wrong := output_problem(output, root):
        raise ConfigFailed([Problem("--output", 0, 0, *wrong)])
    return Options(
        root=root,
        output=output,
        today=today(),
        base_url=base_url,
        drafts=args.drafts,
        jobs=args.jobs,
        strict=args.strict,
        redact=_redaction_file(args.redact),
        rules=os.environ.get("SITE_BUILDER_REDACT_RULES", "") if args.redact is None else "",
        unredacted=args.unredacted,
        cache=not args.no_cache,
        progress=_nothing if quiet else progress_on(sys.stderr),
        notice=_notice,
    )


def _redaction_file(said: Path | None) -> str:
    """The whole path of the rules that the command line or the environment names."""
    named = said or os.environ.get("SITE_BUILDER_REDACT", "")
    return str(Path(named).absolute()) if named else ""


def _notice(text: str) -> None:
    print(for_terminal(text), file=sys.stderr)


def for_terminal(text: str) -> str:
    """``characters.printable``, whose tables plain text does not need."""
    if text.isascii() and text.isprintable():
        return text
    from site_builder.characters import printable

    return printable(text)


def today() -> str:
    """The ISO date of the build: from SOURCE_DATE_EPOCH where it is set, else today's (UTC).

    Raises ConfigFailed when it is set to what is no time, as reproducible-builds.org asks.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return time.strftime("%Y-%m-%d", time.gmtime())
    from datetime import UTC, datetime

    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        message = f"'{epoch[:40]}' is not a time"
        hint = "write the seconds since 1970-01-01, or leave it out"
        raise ConfigFailed([Problem("SOURCE_DATE_EPOCH", 0, 0, message, hint)]) from None


def _nothing(stage: str, done: int, total: int) -> None:
    pass


def progress_on(stream: TextIO) -> Callable[[str, int, int], None]:
    """Shows long work on a terminal, on one line; in a log it says nothing."""
    if not stream.isatty():
        return _nothing
    begun = shown = time.monotonic()

    def show(stage: str, done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - begun > 0.5 and (now - shown > 0.1 or done == total):
            shown = now
            stream.write("\r\x1b[K" if done == total else f"\r{stage} {done} of {total}\x1b[K")
            stream.flush()

    return show


@contextmanager
def progress_cleared(stream: TextIO) -> Iterator[None]:
    """What is said of a failure begins on a line of its own."""
    try:
        yield
    except BaseException:
        if stream.isatty():
            stream.write("\r\x1b[K")
        raise


def show_problems(problems: Sequence[Problem], stream: TextIO) -> None:
    """Each problem with its hint, then how many there are."""
    if not problems:
        return
    for problem in problems:
        # One line each, whatever is quoted: no content may pass for a message of its own.
        print(for_terminal(str(replace(problem, hint=""))), file=stream)
        if problem.hint:
            print(f"  hint: {for_terminal(problem.hint)}", file=stream)
    print(count_of(problems), file=stream)


def write_whole(path: Path, data: bytes) -> None:
    """The file is whole at every moment; a link stays a link, and the permissions stay."""
    real = path.resolve()
    new = real.with_name(f".{real.name}.new")
    try:
        new.write_bytes(data)
        if real.exists():
            shutil.copymode(real, new)
        os.replace(new, real)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def count_of(problems: Sequence[Problem]) -> str:
    """``2 errors, 1 warning``"""
    wrong = len(errors(problems))
    return f"{some(wrong, 'error')}, {some(len(problems) - wrong, 'warning')}"


def some(number: int, word: str, several: str = "") -> str:
    """``1 error``, ``2 errors``, ``2 addresses``"""
    return f"{number} {word}" if number == 1 else f"{number} {several or f'{word}s'}"


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON array with an object a problem; nothing in it steers a terminal."""
    import json

    found = [
        {
            "path": p.path,
            "line": p.line,
            "column": p.column,
            "severity": p.severity,
            "message": p.message,
            "hint": p.hint,
        }
        for p in problems
    ]
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def as_line(problem: Problem) -> str:
    """A problem with its hint on one line, in the form that editors know from compilers."""
    place = f"{problem.path}:{max(problem.line, 1)}:{max(problem.column, 1)}"
    hint = f" ({problem.hint})" if problem.hint else ""
    return for_terminal(f"{place}: {problem.severity}: {problem.message}{hint}")
