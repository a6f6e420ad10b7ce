"""addresses: what is published, recorded so that no address is lost unnoticed."""

from __future__ import annotations

import argparse
from pathlib import Path

from site_builder.characters import printable
from site_builder.checks.ledger import FILE, ledger_text, published, read_ledger
from site_builder.commands.common import (
    BUILT,
    PROBLEMS,
    add_site_options,
    options_of,
    some,
    write_whole,
)
from site_builder.commands.versions import refuse
from site_builder.config import read_beside
from site_builder.pipeline import opened_cache, prepare

NAME = "addresses"
HELP = "list the published addresses that addresses.txt does not record yet, and record them"
EXAMPLE = "python build.py addresses --write"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--write", action="store_true", help=f"record them in {FILE}")
    how.add_argument(
        "--check", action="store_true", help="exit with 1 if there is one: for hooks and workflows"
    )
    add_site_options(parser)


def run(args: argparse.Namespace) -> int:
    if args.drafts:
        refuse("--drafts", "the address of a draft is not published", "leave it out")
    options = options_of(args)
    with opened_cache(options) as memory:
        here = published(prepare(options, memory).archive)
    ledger: Path = options.root / FILE
    recorded, _ = read_ledger(read_beside(options.root, FILE) or "")
    new = sorted(here.keys() - {one.address for one in recorded})
    for address in new:
        print(printable(f"{address} {here[address]}".rstrip()))
    if not args.write:
        print(f"{some(len(new), 'address', 'addresses')} to record" if new else "all are recorded")
        return PROBLEMS if args.check and new else BUILT
    text = ledger_text(recorded, here).encode()
    if not ledger.exists() or ledger.read_bytes() != text:
        write_whole(ledger, text)
    print(f"{FILE}: {some(len(new), 'address', 'addresses')} added, {len(here)} published")
    return BUILT
