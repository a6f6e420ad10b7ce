"""build: content in, site out."""

from __future__ import annotations

import argparse
import sys
import time

from site_builder.commands.common import (
    BUILT,
    add_site_options,
    count_of,
    options_of,
    show_problems,
    some,
)
from site_builder.pipeline import Built, build_site

NAME = "build"
HELP = "build the site (this is what happens when no command is given)"
EXAMPLE = "python build.py build --base-url https://example.org/archive/"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_site_options(parser)
    parser.add_argument(
        "--quiet", action="store_true", help="say nothing unless something is wrong"
    )


def run(args: argparse.Namespace) -> int:
    begun = time.monotonic()
    options = options_of(args, quiet=args.quiet)
    built = build_site(options)
    show_problems(built.problems, sys.stderr)
    if not args.quiet:
        print(summary(built, time.monotonic() - begun))
        shown = args.output or args.site / "output"
        print(
            f"look at it: open {shown / 'index.html'} in a browser, or run 'python build.py serve'"
        )
    return BUILT


def summary(built: Built, seconds: float) -> str:
    """What was built, in a sentence or two."""
    archive, written = built.archive, built.written
    versions = sum(len(work.versions) for work in archive.works)
    spoken = {v.language for work in archive.works for v in work.versions}
    changed = f"{written.written} written" if written.written else "nothing had changed"
    removed = f", {written.removed} removed" if written.removed else ""
    warned = f"; {count_of(built.problems)}" if built.problems else ""
    return (
        f"built {some(len(archive.works), 'work')} in {some(versions, 'version')} "
        f"and {some(len(spoken), 'language')}: "
        f"{some(written.total, 'file')}, {changed}{removed}, in {seconds:.1f} s{warned}"
    )
