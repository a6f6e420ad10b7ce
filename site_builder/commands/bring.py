"""import: a collection of another generator becomes articles of this archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from site_builder.commands.common import add_debug_option, add_site_option

NAME = "import"
HELP = "bring in a collection from Jekyll, Hugo, Pelican, a CSV table or a WordPress export"
EXAMPLE = "python build.py import hugo ../old-site --dry-run"
FORMATS = ("jekyll", "hugo", "pelican", "csv", "wordpress")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("format", metavar="FORMAT", choices=FORMATS,
        help="jekyll, hugo, pelican, csv or wordpress")  # fmt: skip
    add("path", metavar="PATH", type=Path, help="the collection's folder, or its file")
    add("--lang", metavar="XX", default="", help="language of texts that do not say theirs")
    add("--map", metavar="NAME=FIELD", action="append", default=[],
        help="what a column or field is, if the tool does not know: 'Blurb=deck'")  # fmt: skip
    add("--to", metavar="DIR", type=Path,
        help="folder to write into (default: content/ in the site's folder)")  # fmt: skip
    add("--dry-run", action="store_true", help="show the account, write nothing")
    add_site_option(parser)
    add_debug_option(parser)


def run(args: argparse.Namespace) -> int:
    # Imported here: what reads collections is costly to load, and no other command needs it.
    from site_builder.commands.bringing import bring_in

    return bring_in(args)
