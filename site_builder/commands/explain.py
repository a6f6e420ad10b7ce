"""explain: why a build would make a file again, or leave it as it is."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder import urls
from site_builder.characters import printable
from site_builder.commands.build import looked
from site_builder.commands.common import (
    BUILT,
    PROBLEMS,
    add_site_options,
    options_of,
)
from site_builder.model import Archive, TemplatePage
from site_builder.options import Options
from site_builder.outputs.feeds import feed_of
from site_builder.pipeline import made_with, opened_cache, prepare
from site_builder.plan import Planned
from site_builder.problems import ConfigFailed, Problem, nearest
from site_builder.state import seen, state_folder
from site_builder.state.written import Record, read_record, still_there

NAME = "explain"
HELP = "say why a build would make a file again, or leave it as it is"
EXAMPLE = "python build.py explain output/en/index.html"
MOST = 8
"""Files named of those that changed."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of this build and of the last."""

    planned: Mapping[str, Planned]
    record: Record
    since: seen.Since | None
    made_with: Mapping[str, str]
    output: Path
    root: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path",
        help="a file of the output, its address, or an article's file: all that shows its text",
    )
    add_site_options(parser)


def run(args: argparse.Namespace) -> int:
    """Nothing is written. Exit status 1 where something would be made or removed."""
    options = options_of(args)
    with opened_cache(options) as memory:
        now = looked(options)
        ready = prepare(options, memory)
        state = state_folder(options.output)
        known = _Known(
            {one.output.path: one for one in ready.planned},
            read_record(state, options.notice) or Record({}),
            seen.since(state, now) if now else None,
            made_with(ready),
            options.output,
            os.path.abspath(options.root),
        )
    stays = True
    for path in _asked_for(args.path, options, known, ready.archive):
        verdict, reasons = _explained(path, known)
        stays = stays and verdict == "stays"
        print(f"{printable(path)}: {verdict}")
        for reason in reasons:
            print(f"  {printable(reason)}")
    return BUILT if stays else PROBLEMS


def _asked_for(said: str, options: Options, known: _Known, archive: Archive) -> list[str]:
    """Paths below the output folder. Raises ConfigFailed where there is no such file."""
    given = os.path.abspath(said)
    path = said.replace(os.sep, "/").removeprefix(archive.site.base_url).lstrip("/")
    for top in (os.path.abspath(options.output), known.root):
        if given.startswith(f"{top}{os.sep}"):
            path = os.path.relpath(given, top).replace(os.sep, "/")
            break
    path = path.removeprefix(f"{options.output.name}/")
    every = {*known.planned, *known.record.files}
    if path.startswith("content/"):
        shown = sorted(p for p in every if p in _shows(path, known, archive))
        if shown:
            return shown
    for candidate in (path, f"{path}/index.html" if path else "index.html"):
        if (found := candidate.replace("//", "/")) in every:
            return [found]
    near = nearest(path, every) if len(every) < 5000 else ""
    hint = f"did you mean '{near}'?" if near else "name a file as it is below the output folder"
    raise ConfigFailed([Problem(said, 0, 0, "no build writes such a file", hint)])


def _shows(path: str, known: _Known, archive: Archive) -> set[str]:
    """The pages, citations and feeds that show the text of an article's file."""
    version = next(
        (v for w in (*archive.works, *archive.pages) for v in w.versions if v.article.path == path),
        None,
    )
    if version is None:
        return set()
    own = urls.output_path(version.address).removesuffix("index.html")
    found = {p for p in known.planned if p.startswith(own) and "/" not in p.removeprefix(own)}
    for output_path, one in known.planned.items():
        page = one.output.page
        feed = feed_of(page)
        texts = {entry.digest for entry in feed.entries} if feed else set()
        if isinstance(page, TemplatePage) and page.template == "parallel.html":
            texts = {side.body.digest for side in page.model.sides}  # type: ignore[attr-defined]
        if version.article.digest in texts:
            found.add(output_path)
    return found


def _explained(path: str, known: _Known) -> tuple[str, Sequence[str]]:
    """A verdict, and what speaks for it."""
    planned, before = known.planned.get(path), known.record.files.get(path)
    if planned is None:
        return "would be removed", ["nothing plans it any more", *_changes(known)]
    if before is None or not before.key:
        return "would be made", ["no build has written it"]
    if before.key != planned.key:
        return "would be made again", list(_why(planned, known))
    if still_there(f"{known.output / path}", before, known.record) is None:
        return "would be made again", ["the file is not as the last build left it"]
    return "stays", ["all that it is made from is as it was"]


def _why(planned: Planned, known: _Known) -> Iterator[str]:
    """Which part of its key is another."""
    before = known.since.made_with if known.since else {}
    page = planned.output.page
    parts = [("engine", "the builder itself is another, or a package that it makes pages with")]
    if isinstance(page, TemplatePage):
        language = page.model.head.language  # type: ignore[attr-defined]
        around = f"the theme, or what stands round every page in '{language}' (title, menu)"
        parts.append((language, f"{around} is another"))
    others = [said for part, said in parts if before.get(part) != known.made_with.get(part)]
    if not before:
        others = ["what the last build was made with is not known"]
    kind = f"the template {page.template}" if isinstance(page, TemplatePage) else "the file"
    yield from others or [f"what {kind} is made from is not what it was"]
    yield from _changes(known)


def _changes(known: _Known) -> Iterator[str]:
    """What the site's folder has that it had not."""
    if known.since is None:
        return
    for word, paths in (
        ("changed", known.since.changed),
        ("new", known.since.new),
        ("gone", known.since.gone),
    ):
        own = [p.removeprefix(f"{known.root}/") for p in paths if p.startswith(f"{known.root}/")]
        more = f" and {len(own) - MOST} more" if own[MOST:] else ""
        if own:
            yield f"{word} since the last build: {', '.join(own[:MOST])}{more}"
