"""fmt: headers in the customary order and texts in NFC, and nothing else changed."""

from __future__ import annotations

import argparse
import os
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from site_builder import authorities, config
from site_builder.characters import decode, printable
from site_builder.commands.common import (
    BUILT,
    PROBLEMS,
    add_debug_option,
    add_site_option,
    show_problems,
    some,
    write_whole,
)
from site_builder.commands.versions import refuse
from site_builder.header_edit import CannotEdit, formatted
from site_builder.load import AUTHORITIES, CONTENT
from site_builder.problems import Problem

NAME = "fmt"
HELP = "put headers in the customary order and texts in Unicode's NFC, and change nothing else"
EXAMPLE = "python build.py fmt --check"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path",
        metavar="PATH",
        type=Path,
        nargs="*",
        help="files, or folders with all that is in them (default: site.yaml and content/)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; list what is not in order, and end with status 1 if anything is",
    )
    add_site_option(parser)
    add_debug_option(parser)


def run(args: argparse.Namespace) -> int:
    config.read_config(args.site)
    files = sorted(set(_chosen(args.site, args.path)))
    changed, problems = 0, []
    for path in files:
        name = _shown(args.site, path)
        data = path.read_bytes()
        made = _in_order(data, name)
        if isinstance(made, Problem):
            problems.append(made)
        elif made != data:
            changed += 1
            print(printable(f"{name}: {'not ' if args.check else 'put '}in order"))
            if not args.check:
                write_whole(path, made)
    show_problems(problems, sys.stderr)
    if args.check and changed:
        print(f"{some(changed, 'file')} not in order; to put it right: python build.py fmt")
    else:
        print(f"{some(len(files), 'file')} looked at, {changed} changed")
    return PROBLEMS if problems or (args.check and changed) else BUILT


def _chosen(root: Path, named: list[Path]) -> Iterator[Path]:
    """The articles, authority files and site.yaml among what was named; a link is left alone."""
    for path in named or [root / config.FILE, root / CONTENT]:
        full = path if path.exists() else root / path
        if full.is_dir():
            for up, folders, names in os.walk(full):
                folders[:] = [name for name in folders if not name.startswith(".")]
                yield from (Path(up, n) for n in names if _is_ours(Path(up, n)))
        elif full.is_file():
            yield full
        else:
            refuse("PATH", f"'{path}' is not there", "name a file or a folder of the archive")


def _is_ours(path: Path) -> bool:
    if path.name.startswith(".") or path.is_symlink():
        return False
    named = path.name in authorities.FILES and path.parent.name == AUTHORITIES
    return path.suffix == ".md" or named or path.name == config.FILE


def _in_order(data: bytes, name: str) -> bytes | Problem:
    """The file's bytes as they should be, or why it is left as it is."""
    text = decode(data, name)
    if isinstance(text, Problem):
        return text
    whole = data.decode("utf-8")
    if not name.endswith(".md"):
        return unicodedata.normalize("NFC", whole).encode()
    try:
        return formatted(whole).encode()
    except CannotEdit as error:
        message = f"this file was left as it is: {error}"
        return Problem(name, 1, 1, message, "python build.py check says where and what")


def _shown(root: Path, path: Path) -> str:
    real, top = path.resolve(), root.resolve()
    return real.relative_to(top).as_posix() if real.is_relative_to(top) else path.as_posix()
