"""build: content in, site out."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.commands.common import (
    BUILT,
    add_site_options,
    count_of,
    options_of,
    show_problems,
    some,
)
from site_builder.options import Options
from site_builder.problems import Problem
from site_builder.state import sealed, seen, state_folder, written

if TYPE_CHECKING:
    from site_builder.pipeline import Built

NAME = "build"
HELP = "build the site (this is what happens when no command is given)"
EXAMPLE = "python build.py build --base-url https://example.org/archive/"


@dataclass(frozen=True, slots=True)
class Said:
    """What there is to say of a build."""

    remarks: tuple[str, ...]
    problems: tuple[Problem, ...]
    works: int
    versions: int
    languages: int
    files: int
    written: int = 0
    removed: int = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_site_options(parser)
    parser.add_argument(
        "--quiet", action="store_true", help="say nothing unless something is wrong"
    )


def run(args: argparse.Namespace) -> int:
    begun = time.monotonic()
    options = options_of(args, quiet=args.quiet)
    ruled = options.redact or options.rules
    said, look = _as_before(options) if options.cache and not ruled else (None, seen.Glance())
    said = said or _built(options, look)
    for remark in said.remarks:
        options.notice(remark)
    show_problems(said.problems, sys.stderr)
    if not args.quiet:
        print(summary(said, time.monotonic() - begun))
        shown = args.output or args.site / "output"
        print(
            f"look at it: open {shown / 'index.html'} in a browser, or run 'python build.py serve'"
        )
    return BUILT


def _as_before(options: Options) -> tuple[Said | None, seen.Glance]:
    """What the last build said, when all is as that found it and left it; and what there is now.
    Imports no stage."""
    try:
        found = seen.glance(state_folder(options.output), options.output, _asked(options))
        return _said_again(**found.said) if found.said else None, found
    except OSError:
        return None, seen.Glance()
    except (sealed.Damaged, LookupError, TypeError, ValueError) as error:
        options.notice(f"what the last build saw cannot be used ({error}); all is looked at again")
        with suppress(OSError):
            seen.keep(state_folder(options.output), None)
        return None, seen.Glance()


def _said_again(
    *, remarks: list[str], problems: list[dict[str, Any]], written: int, removed: int, **counts: int
) -> Said:
    return Said(tuple(remarks), tuple(Problem(**one) for one in problems), **counts)


def _built(options: Options, look: seen.Glance) -> Said:
    state = state_folder(options.output)
    # While the stages are imported, another process looks whether the output is as it was.
    with written.looked_at_meanwhile(state, options.output, look.left) as untouched:
        from site_builder import amend
        from site_builder.pipeline import build_site, opened_cache, site_of

        site_of(options)  # Beside a folder that is no site nothing is made.
        before = look.seen or looked(options)
        if before and (said := _amended(options, before, untouched)):
            return said
    remarks: list[str] = []
    near: amend.NearWorks = []
    built = build_site(replace(options, remark=remarks.append), amend.watched(near))
    said = what_to_say(built, tuple(remarks))
    # It only saves time: a disk that is full now is the next build's to tell.
    with suppress(OSError):
        # Where something must not be published, even files of others are searched each time.
        kept = None if built.redacted or options.redact or options.rules else before
        whole = f"{built.written.seal}-{time.time_ns()}" if kept and options.cache else ""
        if whole:
            with opened_cache(options) as memory:
                amend.keep(built.archive, built.outputs, near, memory, whole)
        seen.keep(state, kept, built.written.seal, asdict(said), whole, built.made_with)
    return said


def looked(options: Options) -> seen.Seen | None:
    """All that a build may read, as it is now."""
    from site_builder.faces import PLACES
    from site_builder.pipeline import READ, THEMES

    root, package = os.path.abspath(options.root), Path(__file__).parent.parent
    beside = [os.path.join(root, name) for name in READ]
    fonts = map(os.path.expanduser, PLACES)
    tops = (*beside, f"{THEMES}", f"{package}", *fonts)
    return seen.look(state_folder(options.output), _asked(options), tops)


def _amended(options: Options, now: seen.Seen, untouched: Callable[[str], bool]) -> Said | None:
    """What there is to say, where only texts were edited and all else is as it was."""
    from site_builder import amend

    if not options.cache or options.redact or options.rules:
        return None
    done = amend.amended(options, now, os.path.abspath(options.root), untouched)
    if done is None:
        return None
    before, wrote = done.before, done.written
    said = replace(
        _said_again(**before.said), problems=done.problems, written=wrote.written,
        removed=wrote.removed,
    )  # fmt: skip
    with suppress(OSError):
        state, kept = state_folder(options.output), (before.whole, before.made_with)
        seen.keep(state, now, wrote.seal, asdict(said), *kept)
    return said


def _asked(options: Options) -> str:
    root = os.path.abspath(options.root)
    flags = (options.drafts, options.strict, options.unredacted)
    return seen.asked(root, options.base_url, flags, options.today)


def what_to_say(built: Built, remarks: tuple[str, ...] = ()) -> Said:
    versions = [version for work in built.archive.works for version in work.versions]
    return Said(
        remarks,
        built.problems,
        works=len(built.archive.works),
        versions=len(versions),
        languages=len({version.language for version in versions}),
        files=built.written.total,
        written=built.written.written,
        removed=built.written.removed,
    )


def summary(said: Said, seconds: float) -> str:
    """What was built, in a sentence or two."""
    changed = f"{said.written} written" if said.written else "nothing had changed"
    removed = f", {said.removed} removed" if said.removed else ""
    warned = f"; {count_of(said.problems)}" if said.problems else ""
    return (
        f"built {some(said.works, 'work')} in {some(said.versions, 'version')} "
        f"and {some(said.languages, 'language')}: "
        f"{some(said.files, 'file')}, {changed}{removed}, in {seconds:.1f} s{warned}"
    )
