"""status: what translators can do next, the most pressing first."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path

from site_builder import languages, urls
from site_builder.characters import printable
from site_builder.commands.common import BUILT, add_site_options, options_of, some, whole_number
from site_builder.commands.versions import refuse
from site_builder.model import Archive
from site_builder.outputs.status import Standing, standing_json, to_do
from site_builder.pipeline import opened_cache, prepare
from site_builder.problems import did_you_mean

NAME = "status"
HELP = "list the translations that are outdated, unreviewed, not stamped, or missing"
EXAMPLE = "python build.py status --lang fa --format markdown"
DRAFT = "draft"
HEADINGS = {
    "outdated": "the original has changed since",
    "machine": "made by a machine, not reviewed",
    "unstamped": "not compared with the original",
    DRAFT: "begun, and not published yet",
    "missing": "missing",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", metavar="XX", help="one language only (default: all)")
    parser.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="text for people, json for programs, markdown as a list for an issue",
    )
    parser.add_argument(
        "--limit",
        metavar="N",
        type=whole_number(1, 1_000_000),
        help="name so many of each kind; the numbers stay whole (default: all)",
    )
    add_site_options(parser)


def run(args: argparse.Namespace) -> int:
    options = options_of(args)
    with opened_cache(options) as memory:
        archive = prepare(options, memory).archive
    language = _language(args.lang or "", archive)
    found = with_drafts(to_do(archive, language), archive, options.root)
    if args.format == "json":
        print(_printable_json([as_json(one) for one in _first(found, args.limit or len(found))]))
        return BUILT
    most = args.limit or len(found)
    for line in (as_markdown if args.format == "markdown" else as_text)(found, most):
        print(printable(line))
    return BUILT


def with_drafts(found: Sequence[Standing], archive: Archive, root: Path) -> tuple[Standing, ...]:
    """What is missing for readers may be there: a draft, or withdrawn, which is not to be done.

    The archive does not know what is unpublished, so the disk is asked.
    """
    withdrawn = {version.address for version in archive.withdrawn}
    begun, others = [], []
    for one in found:
        if one.version is None and urls.version(one.language, one.work.id) in withdrawn:
            continue
        if one.version is None and (root / _file_of(one)).is_file():
            begun.append(replace(one, state=DRAFT))
        else:
            others.append(one)
    first = [one for one in others if one.state != "missing"]
    return (*first, *begun, *others[len(first) :])


def _file_of(one: Standing) -> str:
    """Where a version that readers do not have is, or would be."""
    return f"{one.work.lead.article.path.rpartition('/')[0]}/{one.language}.md"


def _language(said: str, archive: Archive) -> str:
    tag = languages.canonical(said) if said and languages.is_tag(said) else said
    known = archive.site.languages
    if tag and tag not in known:
        hint = did_you_mean(tag, known) or ", ".join(known)
        refuse("--lang", f"'{said}' is not a language of this archive", hint)
    return tag


def as_json(one: Standing) -> dict[str, object]:
    lead = one.work.lead
    return {
        "work": one.work.id,
        "language": one.language,
        "title": lead.title.text,
        "title_language": lead.language,
        "command": _command(one),
        **standing_json(one),
        **({"path": _file_of(one)} if one.state == DRAFT else {}),
    }


def _printable_json(value: object) -> str:
    """JSON in which nothing steers a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def _first(found: Sequence[Standing], most: int) -> Iterator[Standing]:
    """So many of each state."""
    for _, standings in groupby(found, key=lambda one: one.state):
        yield from islice(standings, most)


def as_text(found: Sequence[Standing], most: int) -> Iterator[str]:
    for state, standings in groupby(found, key=lambda one: one.state):
        group = list(standings)
        yield f"{HEADINGS[state]}: {len(group)}"
        for one in group[:most]:
            yield f"  {one.language}  {_what(one)}  {one.work.lead.title.text}"
            if command := _command(one):
                yield f"      {command}"
        if len(group) > most:
            yield f"  and {len(group) - most} more"
    yield f"{some(len(found), 'thing')} to do" if found else "nothing to do"


def as_markdown(found: Sequence[Standing], most: int) -> Iterator[str]:
    for state, standings in groupby(found, key=lambda one: one.state):
        group = list(standings)
        heading = HEADINGS[state]
        yield f"## {heading[0].upper()}{heading[1:]} ({len(group)})"
        yield ""
        for one in group[:most]:
            title = re.sub(r"([\\`*_\[\]<>#|~&@!])", r"\\\1", one.work.lead.title.text)
            command = f": `{_command(one)}`" if _command(one) else ""
            yield f"- [ ] **{one.language}** {title} ({_what(one)}){command}"
        if len(group) > most:
            yield f"- and {len(group) - most} more"
        yield ""
    if not found:
        yield "Nothing to do."


def _what(one: Standing) -> str:
    if one.version is None:
        return _file_of(one) if one.state == DRAFT else one.work.lead.article.path
    path = one.version.article.path
    if one.state != "outdated":
        return path
    numbers = ", ".join(map(str, one.changed))
    return f"{path}: {len(one.changed)} of {one.total} changed ({numbers})"


def _command(one: Standing) -> str:
    """What to type to go on; empty where the file is only to be read."""
    if one.state == "missing":
        return f"python build.py translate {one.work.lead.article.path} --to {one.language}"
    if one.version and one.state in ("outdated", "unstamped") and one.of:
        return f"python build.py sync {one.version.article.path}"
    return ""
