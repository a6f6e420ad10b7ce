"""clip: a saved page becomes an article, with its source; nothing is fetched."""

from __future__ import annotations

import argparse
from pathlib import Path

from site_builder.commands.common import add_debug_option, add_site_option

NAME = "clip"
HELP = "turn a saved page (HTML, MHTML or pasted text) into an article; nothing is fetched"
EXAMPLE = "python build.py clip saved.html --url https://example.org/2015/library --lang en"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("path", metavar="FILE", type=Path, help="the saved page, or a text pasted from one")
    add("--url", metavar="URL", default="", help="where the page was, if the file does not say")
    add("--lang", metavar="XX", default="", help="its language (default: what the page tells)")
    add("--path", metavar="FOLDER", dest="folder", default="",
        help="folder of the work: 2015/town-library (default: from year and title)")  # fmt: skip
    add("--title", metavar="TEXT", default="", help="the headline, if it is not found")
    add("--date", metavar="DATE", default="", help="when it was published: 2015-03-01")
    add("--source", metavar="NAME", default="", help="who published it: a name or an id")
    add("--accessed", metavar="DATE", default="",
        help="when the page was seen (default: when the file was saved)")  # fmt: skip
    add("--dry-run", action="store_true", help="show the article and the report, write nothing")
    add_site_option(parser)
    add_debug_option(parser)


def run(args: argparse.Namespace) -> int:
    # Imported here: what reads pages is costly to load, and no other command needs it.
    from site_builder.commands.clipping import clip_page

    return clip_page(args)
