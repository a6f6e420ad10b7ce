"""schemas: the JSON Schemas by which an editor completes and flags what is written."""

from __future__ import annotations

import argparse
from pathlib import Path

from site_builder import config
from site_builder.characters import printable
from site_builder.commands.common import (
    BUILT,
    PROBLEMS,
    add_debug_option,
    add_site_option,
    some,
    write_whole,
)
from site_builder.json_schemas import FOLDER, schema_files

NAME = "schemas"
HELP = "write the JSON Schemas of site.yaml, the authority files and the header, for editors"
EXAMPLE = "python build.py schemas --check"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        metavar="DIR",
        type=Path,
        nargs="?",
        help=f"folder to write them into (default: {FOLDER}/ in the site's folder)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; end with status 1 if one is not what this engine would write",
    )
    add_site_option(parser)
    add_debug_option(parser)


def run(args: argparse.Namespace) -> int:
    config.read_config(args.site)
    folder: Path = args.folder or args.site / FOLDER
    old = stale(folder)
    if args.check:
        for name in old:
            print(printable(f"{(folder / name).as_posix()}: not as this engine would write it"))
        return PROBLEMS if old else BUILT
    folder.mkdir(parents=True, exist_ok=True)
    for name in old:
        write_whole(folder / name, schema_files()[name].encode())
    print(printable(f"{folder.as_posix()}: {some(len(old), 'schema')} written"))
    return BUILT


def stale(folder: Path) -> list[str]:
    """The schemas that are missing, or that another version of the engine wrote."""
    return [
        name
        for name, text in schema_files().items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != text.encode()
    ]
