"""Git: what is recorded, what must not be, and where it goes; and the schemas for editors."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial

from site_builder.commands.doctor.finding import Finding, Patient, note, ok, output_of, wrong
from site_builder.commands.schemas import stale
from site_builder.json_schemas import FOLDER

BRANCH = "main"
"""The branch that the workflow publishes."""
MADE = ("output", ".output-state")


def in_git(patient: Patient) -> bool:
    said = output_of("git", "rev-parse", "--is-inside-work-tree", cwd=patient.root)
    return said == "true"


def remote_of(patient: Patient) -> str:
    return output_of("git", "remote", "get-url", "origin", cwd=patient.root) or ""


def git(patient: Patient) -> Iterator[Finding]:
    if shutil.which("git") is None:
        yield wrong("git", "not installed", "install it; without it there is no history")
        return
    if not in_git(patient):
        hint = f"git init --initial-branch={BRANCH}"
        yield note("git", "this folder is not a repository", hint)
        return
    ask = partial(output_of, "git", cwd=patient.root)
    branch = ask("symbolic-ref", "--short", "HEAD")
    if branch is None:
        yield note("git", "no branch is checked out", f"git switch {BRANCH}")
    elif branch != BRANCH:
        yield note("git", f"on the branch {branch}", f"only {BRANCH} is published")
    else:
        yield ok("git", f"a repository, on the branch {branch}")
    if not remote_of(patient):
        hint = "git remote add origin https://github.com/NAME/REPOSITORY.git"
        yield note("remote", "there is no copy elsewhere", hint)
    changed = ask("status", "--porcelain")
    if changed:
        files = len(changed.splitlines())
        yield note("git", f"not committed yet: {files}", "git add --all, then git commit")
    if (patient.root / "hooks/pre-commit").is_file() and ask("config", "core.hooksPath") != "hooks":
        hint = "git config core.hooksPath hooks"
        yield note("hooks", "commits are not checked before they are made", hint)


def ignored(patient: Patient) -> Iterator[Finding]:
    """What a build makes is not to be recorded: it holds drafts, and grows without end."""
    if not in_git(patient):
        return
    ask = partial(output_of, "git", cwd=patient.root)
    for name in MADE:
        if ask("ls-files", "--", name):
            hint = f"git rm -r --cached {name}, and a line /{name}/ in .gitignore"
            yield wrong("ignored", f"{name}/ is recorded in git", hint)
        elif ask("check-ignore", f"{name}/x") is None:
            yield wrong("ignored", f"git does not ignore {name}/", f"a line /{name}/ in .gitignore")
        else:
            yield ok("ignored", f"{name}/ is not recorded")


def schemas(patient: Patient) -> Iterator[Finding]:
    folder = patient.root / FOLDER
    if folder.is_dir() and stale(folder):
        said = f"those in {FOLDER}/ are another version's"
        yield note("schemas", said, "python build.py schemas")
