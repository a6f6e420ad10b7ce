"""search: what a reader would find, from the command line, with scores."""

from __future__ import annotations

import argparse
import sys

from site_builder import languages
from site_builder.characters import printable
from site_builder.commands.common import (
    BUILT,
    PROBLEMS,
    add_site_options,
    options_of,
    whole_number,
)
from site_builder.pipeline import opened_cache, prepare
from site_builder.problems import ConfigFailed, Problem, did_you_mean
from site_builder.search.documents import documents
from site_builder.search.index import language_index
from site_builder.search.query import query

NAME = "search"
HELP = "search the archive as its search page does, and show the scores"
EXAMPLE = 'python build.py search "manuscripts +libraries" --lang en'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", help="what a reader would type")
    parser.add_argument("--lang", metavar="XX", help="language to search (default: the site's own)")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=whole_number(1, 10_000),
        default=10,
        help="results to show (default: 10)",
    )
    add_site_options(parser)


def run(args: argparse.Namespace) -> int:
    """Exit status 1 when nothing is found, as grep has it."""
    options = options_of(args)
    with opened_cache(options) as memory:
        ready = prepare(options, memory)
        site = ready.archive.site
        tag = site.default_language
        if args.lang:
            tag = languages.canonical(args.lang) if languages.is_tag(args.lang) else args.lang
        if tag not in site.languages:
            hint = did_you_mean(tag, site.languages) or ", ".join(site.languages)
            message = f"'{tag}' is not a language of this archive"
            raise ConfigFailed([Problem("--lang", 0, 0, message, hint)])
        listed = documents(ready.archive).get(tag, ())
        answer = query(language_index(tag, listed, ready.bodies, memory), args.words)
    titles = {document.reference: document.title for document in listed}
    if answer.some:
        print("no work has all of these words; these have some", file=sys.stderr)
    for result in answer.results[: args.limit]:
        title = printable(titles[result.reference])
        print(f"{result.score:8.3f}  {result.reference}  {title}")
    if not answer.results:
        print("nothing found", file=sys.stderr)
    return BUILT if answer.results else PROBLEMS
