"""links: which addresses outside the archive still answer. The only command that uses a network."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from site_builder import __version__
from site_builder.characters import printable
from site_builder.commands.common import (
    BUILT,
    PROBLEMS,
    add_site_options,
    as_json,
    options_of,
    show_problems,
    some,
    whole_number,
    write_whole,
)
from site_builder.commands.versions import refuse
from site_builder.pipeline import opened_cache, prepare
from site_builder.problems import Problem, errors, in_order
from site_builder.rot import Answer, Asker, ask_all, broken_inside, outside_addresses, problems_of
from site_builder.state import state_folder

NAME = "links"
HELP = "ask over the network which addresses outside the archive still answer (only when you say)"
EXAMPLE = "python build.py links --limit 100"
REMEMBERED = "links.json"
SAVE_EVERY = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--inside",
        action="store_true",
        help="look at the links between the built pages instead, without a network",
    )
    add(
        "--limit",
        metavar="N",
        type=whole_number(1, 1_000_000),
        help="ask for so many addresses; the next run goes on (default: all)",
    )
    add("--host", metavar="NAME", help="ask only this host: example.org")
    add(
        "--days",
        metavar="N",
        type=whole_number(0, 3650),
        default=7,
        help="do not ask again for what answered in so many days (default: 7)",
    )
    add(
        "--delay",
        metavar="SECONDS",
        type=whole_number(0, 600),
        default=2,
        help="pause between two questions to one host (default: 2)",
    )
    add(
        "--timeout",
        metavar="SECONDS",
        type=whole_number(1, 300),
        default=20,
        help="how long to wait for an answer (default: 20)",
    )
    add("--format", choices=("text", "json", "markdown"), default="text",
        help="text for people, json for programs, markdown as a list for an issue")  # fmt: skip
    add_site_options(parser)


def run(args: argparse.Namespace) -> int:
    return _inside(args) if args.inside else _outside(args)


def _asker(base_url: str, timeout: float) -> Asker:
    """Whoever finds us in a log can see who asks, and why."""
    return Asker(f"site-builder-links/{__version__} (+{base_url})", timeout)


def _outside(args: argparse.Namespace) -> int:
    options = options_of(args)
    with opened_cache(options) as memory:
        archive = prepare(options, memory).archive
    places = outside_addresses(archive)
    if args.host:
        places = {a: p for a, p in places.items() if _host_of(a) == args.host.casefold()}
        if not places:
            refuse("--host", f"no address of this archive is at '{args.host}'")
    file = state_folder(options.output) / REMEMBERED
    known = {a: seen for a, seen in _remembered(file).items() if a in places or args.host}
    now = datetime.now(UTC)
    fresh = (now - timedelta(days=args.days)).isoformat()
    todo = [a for a in places if a not in known or known[a][0] < fresh]
    # What was never asked comes first, then what was asked the longest ago.
    todo.sort(key=lambda a: (known[a][0] if a in known else "", a))
    todo = todo[: args.limit]
    print(f"asking for {some(len(todo), 'address', 'addresses')} of {len(places)} over the network",
          file=sys.stderr)  # fmt: skip
    asker = _asker(archive.site.base_url, args.timeout)
    asked = ask_all(todo, asker.ask, delay=args.delay)
    try:
        for done, (address, answer) in enumerate(asked, 1):
            known[address] = (now.isoformat(), answer)
            options.progress("asking", done, len(todo))
            if done % SAVE_EVERY == 0:
                _remember(file, known)
    finally:
        asked.close()  # type: ignore[attr-defined]
        _remember(file, known)
    answers = {a: answer for a, (_, answer) in known.items() if a in places}
    return _report(args.format, answers, in_order(problems_of(answers, places)), len(places))


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _report(
    form: str, answers: Mapping[str, Answer], problems: tuple[Problem, ...], total: int
) -> int:
    fine = sum(answer.verdict == "fine" for answer in answers.values())
    waiting = total - len(answers)
    left = f", {waiting} not asked yet" if waiting else ""
    summary = f"{fine} of {some(total, 'address', 'addresses')} answered as they should{left}"
    if form == "json":
        print(as_json(problems))
    elif form == "markdown":
        for line in _markdown(problems, summary):
            print(printable(line))
    else:
        show_problems(problems, sys.stderr)
        print(summary)
    return PROBLEMS if errors(problems) else BUILT


def _markdown(problems: Iterable[Problem], summary: str) -> Iterator[str]:
    yield f"## Links: {summary}"
    yield ""
    for one in problems:
        text = re.sub(r"([\\`*_\[\]<>|~!])", r"\\\1", f"{one.message} ({one.hint})")
        mark = "gone" if one.severity == "error" else "look"
        yield f"- [ ] **{mark}** `{one.path}:{one.line}` {text}"


def _remembered(file: Path) -> dict[str, tuple[str, Answer]]:
    """Address -> when it was asked for, and the answer; nothing where the file is not ours."""
    try:
        data = json.loads(file.read_bytes())
        return {a: (str(when), Answer(**answer)) for a, (when, answer) in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(file: Path, known: Mapping[str, tuple[str, Answer]]) -> None:
    data = {a: (when, asdict(answer)) for a, (when, answer) in sorted(known.items())}
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps(data, ensure_ascii=False, indent=0).encode())


def _inside(args: argparse.Namespace) -> int:
    options = options_of(args)
    with opened_cache(options) as memory:
        base_url = prepare(options, memory).archive.site.base_url
    output = options.output
    if not (output / "index.html").is_file():
        refuse("--inside", f"there is no site in {output.name}/", "build it first")
    paths = [p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()]
    read = lambda path: (output / path).read_text(encoding="utf-8")  # noqa: E731
    found = in_order(
        Problem(f"{output.name}/{p.path}", p.line, p.column, p.message, p.hint)
        for p in broken_inside(paths, read, base_url)
    )
    if args.format == "json":
        print(as_json(found))
    else:
        show_problems(found, sys.stderr)
        print(f"{some(len(paths), 'file')}, {some(len(found), 'broken link')} between them")
    return PROBLEMS if found else BUILT
