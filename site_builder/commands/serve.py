"""serve: build, show in a browser, and build again at every change."""

from __future__ import annotations

import argparse
from contextlib import suppress

from site_builder.commands.common import BUILT, add_site_options, options_of, whole_number
from site_builder.preview import serve

NAME = "serve"
HELP = "build into a folder of its own, show it on this computer only, and rebuild at every change"
EXAMPLE = "python build.py serve --port 8000 --drafts"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_site_options(parser)
    parser.add_argument(
        "--port",
        metavar="N",
        type=whole_number(0, 65535),
        default=8000,
        help="port to listen on; 0 takes any that is free (default: 8000)",
    )


def run(args: argparse.Namespace) -> int:
    # Ctrl+C is how it is meant to end.
    with suppress(KeyboardInterrupt):
        serve(options_of(args), port=args.port)
    return BUILT
