"""doctor: what keeps the archive from being built or published, here and in its settings.

Nothing is asked of the network. To add an examination, write a function from a ``Patient`` to
``Finding``s in a file here, and name it in ``EXAMINATIONS``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from site_builder.characters import printable
from site_builder.commands.common import BUILT, PROBLEMS, add_debug_option, add_site_option, some
from site_builder.commands.doctor.finding import Finding, Patient, wrong
from site_builder.commands.doctor.installation import (
    asked_for,
    fonts,
    packages,
    python,
    tools,
)
from site_builder.commands.doctor.pages import address, workflow
from site_builder.commands.doctor.repository import git, ignored, schemas
from site_builder.commands.doctor.room import sizes, writable
from site_builder.config import FILE, read_config
from site_builder.problems import BuildFailed

NAME = "doctor"
HELP = "look for what keeps this archive from being built or published, without the network"
EXAMPLE = "python build.py doctor"

Examination = Callable[[Patient], Iterator[Finding]]
OF_THE_COMPUTER: tuple[Examination, ...] = (python, packages)
OF_THE_ARCHIVE: tuple[Examination, ...] = (
    asked_for, fonts, tools, git, ignored, address, workflow, schemas, sizes, writable,
)  # fmt: skip
MARKS = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_site_option(parser)
    add_debug_option(parser)


def run(args: argparse.Namespace) -> int:
    found = [_told(f) for examine in OF_THE_COMPUTER for f in examine(Patient(args.site))]
    status = BUILT
    try:
        patient = Patient(args.site, read_config(args.site)[0])
    except BuildFailed as failed:
        status = failed.status
        found += [_told(wrong(FILE, p.message, p.hint)) for p in failed.problems]
    except ModuleNotFoundError:
        pass  # Told among the packages; nothing can be read without them.
    else:
        found += [_told(f) for examine in OF_THE_ARCHIVE for f in examine(patient)]
    bad = sum(finding.kind == "wrong" for finding in found)
    notes = sum(finding.kind == "note" for finding in found)
    print(f"{some(bad, 'thing')} to put right, {some(notes, 'note')}")
    return status or (PROBLEMS if bad else BUILT)


def _told(finding: Finding) -> Finding:
    print(printable(f"{MARKS[finding.kind]} {finding.what}: {finding.said}"))
    if finding.hint:
        print(printable(f"      hint: {finding.hint}"))
    return finding
