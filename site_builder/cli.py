"""The command line: arguments in, an exit status out.

0 built; 1 problems in the content; 2 wrong usage or configuration; 70 a bug of ours.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from site_builder import __version__
from site_builder.commands import NAMES, command
from site_builder.commands.common import (
    OUR_BUG,
    PROBLEMS,
    STOPPED,
    USAGE,
    for_terminal,
    progress_cleared,
    show_problems,
)
from site_builder.problems import BuildFailed, Unfinished


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        super().error(for_terminal(message))


def parser(names: Sequence[str] = NAMES) -> argparse.ArgumentParser:
    """The command line, one subcommand a module of ``commands``; all of them, unless said."""
    top = _Parser(
        prog="build.py",
        description="Builds a curated multilingual archive: content in git, a static site out.",
        epilog="example: python build.py --base-url https://example.org/archive/",
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for one in map(command, names):
        sub = commands.add_parser(
            one.NAME,
            help=one.HELP,
            description=one.HELP[0].upper() + one.HELP[1:] + ".",
            epilog=f"example: {one.EXAMPLE}",
        )
        one.add_arguments(sub)
        sub.set_defaults(run=one.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; ``build`` when none is named."""
    # Messages quote content in any script; a terminal that cannot show it must not stop a build.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    given = list(sys.argv[1:] if argv is None else argv)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "build")
    args = parser(given[:1] if given[0] in NAMES else NAMES).parse_args(given)
    try:
        with progress_cleared(sys.stderr):
            return int(args.run(args))
    except BuildFailed as failed:
        show_problems(failed.problems, sys.stderr)
        _say("nothing was written")
        return failed.status
    except KeyboardInterrupt:
        _say("stopped")
        return STOPPED
    except BrokenPipeError:
        # Whoever read our output (head, less) has seen enough; Python must not say so at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except OSError as error:
        _say(_cause(error))
        _say(
            "the site was written in part: every file is whole, and the next build does the rest"
            if isinstance(error, Unfinished)
            else "nothing was written; what was there is as it was"
        )
        return PROBLEMS
    except Exception as error:
        if args.debug:
            import traceback

            traceback.print_exc()
        if isinstance(error, ModuleNotFoundError) and not _is_ours(error.name or ""):
            _say(f"the package '{error.name}' is not installed")
            _say("  hint: python -m pip install -r requirements.txt, in the virtual environment")
            return USAGE
        text = f"{type(error).__name__}: {error}".partition("\n")[0][:300]
        _say(f"this is a fault of the builder, not of the content: {text}")
        if not args.debug:
            _say("please report it with the output of the same command and --debug")
        return OUR_BUG


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] == "site_builder"


def _say(text: str) -> None:
    print(for_terminal(text), file=sys.stderr)


def _cause(error: OSError) -> str:
    # os.replace names two files; the second is the one that an editor knows.
    name = error.filename2 or error.filename or "a file"
    return f"{name}: {error.strerror or error}"
