"""check: every problem in the content, without building anything."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from site_builder.checks import CHECKS
from site_builder.checks.archived import missing_copies
from site_builder.commands.annotations import github_lines
from site_builder.commands.common import (
    BUILT,
    PROBLEMS,
    add_site_options,
    as_json,
    as_line,
    options_of,
    show_problems,
)
from site_builder.pipeline import check_site
from site_builder.problems import BuildFailed, Problem, errors

NAME = "check"
HELP = "tell every problem in the content, and write nothing"
EXAMPLE = "python build.py check --format github"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_site_options(parser)
    parser.add_argument(
        "--format",
        choices=("text", "lines", "json", "github"),
        default="text",
        help="text for people, lines for editors (one a problem), json for programs, "
        "github for annotations in a pull request",
    )
    parser.add_argument(
        "--archived",
        action="store_true",
        help="warn of each source on the web that has no archived copy, too",
    )


def run(args: argparse.Namespace) -> int:
    try:
        checks = (*CHECKS, missing_copies) if args.archived else CHECKS
        problems = check_site(options_of(args), checks)
    except BuildFailed as failed:
        if args.format == "text":
            raise
        problems = failed.problems
        _show(problems, args.format)
        return failed.status
    _show(problems, args.format)
    return PROBLEMS if errors(problems) else BUILT


def _show(problems: Sequence[Problem], form: str) -> None:
    if form == "json":
        print(as_json(problems))
    elif form == "lines":
        for problem in problems:
            print(as_line(problem))
    elif form == "github":
        for line in github_lines(problems):
            print(line)
    elif problems:
        show_problems(problems, sys.stderr)
    else:
        print("no problems")
