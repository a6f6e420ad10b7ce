"""What ``import`` does with the disk: the collection read, the articles and the account written."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from site_builder import authorities, characters, images, importing, languages
from site_builder.characters import printable
from site_builder.commands.common import BUILT, PROBLEMS, show_problems
from site_builder.commands.versions import refuse
from site_builder.config import read_config
from site_builder.importing import Imported, Tree
from site_builder.link.names import names_of
from site_builder.load import LARGEST_FILE, LARGEST_TEXT, ArticleFile, load
from site_builder.model import Site, Source
from site_builder.parse import parse_article
from site_builder.problems import ConfigFailed, Problem, did_you_mean, errors

REPORT = "import-report"
_SUFFIXES = frozenset({
    ".md", ".markdown", ".mkd", ".mdown", ".rst", ".html", ".htm", ".yml", ".yaml", ".toml",
    ".json", ".csv", ".tsv", ".txt", ".xml", ".wxr", ".py",
})  # fmt: skip
_SKIPPED = frozenset({"node_modules", "_site", "public", "output", "vendor", "__pycache__", "venv"})
_MOST_FILES = 100_000
_LARGEST_EXPORT = 200_000_000
_ALL_TEXTS = 1_000_000_000


def bring_in(args: argparse.Namespace) -> int:
    site, _ = read_config(args.site)
    settings = _settings(args, site)
    tree, unread = _tree(args.path, args.format)
    try:
        made = importing.imported(args.format, tree, settings)
    except importing.NotReadable as error:
        refuse("PATH", str(error))
    except ImportError:
        needed = " and ".join(importing.PACKAGES)
        hint = "python -m pip install -r requirements-clip.txt"
        refuse("FORMAT", f"an export of WordPress is read with {needed}, not installed here", hint)
    if not made.files:
        hint = f"name the folder that {args.format} builds from"
        refuse("PATH", f"there is no text of {args.format} in {args.path}", hint)
    to = args.to or args.site / "content"
    skipped = [one.path for one in made.files if (to / one.path).exists()]
    problems = list(_problems(made))
    root = args.path if args.path.is_dir() else args.path.parent
    if not args.dry_run:
        problems += _write(made, to, root, set(skipped))
        for suffix, write in (("md", importing.as_markdown), ("json", importing.as_json)):
            account = args.site / f"{REPORT}.{suffix}"
            account.write_text(write(made, skipped), encoding="utf-8", newline="\n")
    for line in importing.summary(made, skipped):
        print(printable(line))
    for problem in unread:
        print(printable(f"not read: {problem.path}: {problem.message}"))
    show_problems(problems, sys.stderr)
    print(
        "nothing was written" if args.dry_run else f"the whole account: {REPORT}.md, {REPORT}.json"
    )
    return PROBLEMS if errors(problems) or unread else BUILT


def _settings(args: argparse.Namespace, site: Site) -> importing.Settings:
    language = languages.canonical(args.lang) if args.lang else site.default_language
    if language not in site.languages:
        hint = did_you_mean(language, site.languages) or ", ".join(site.languages)
        refuse("--lang", f"'{args.lang}' is not a language of this archive", hint)
    renamed = {}
    for said in args.map:
        name, mark, target = said.rpartition("=")
        if not mark or not name or target not in importing.TARGETS:
            hint = f"write NAME=FIELD; the fields are: {', '.join(importing.TARGETS)}"
            refuse("--map", f"'{said}' does not say what a field is", hint)
        renamed[name] = target
    loaded = load(args.site, site.languages)
    terms, _ = authorities.read_authorities(loaded.authorities, site.default_language)
    controlled = site.keywords == "controlled"
    names = names_of(terms, controlled)[0]
    return importing.Settings(language, site.languages, names, controlled, renamed)


def _tree(path: Path, format: str) -> tuple[Tree, list[Problem]]:
    """The collection's files. No link is followed, and nothing hidden is read."""
    texts: dict[str, str] = {}
    others: set[str] = set()
    unread: list[Problem] = []
    total = 0
    for name, file in _files(path):
        most = _LARGEST_EXPORT if format in ("wordpress", "csv") else LARGEST_TEXT
        if file.suffix.lower() not in _SUFFIXES:
            others.add(name)
            continue
        size = file.stat().st_size
        total += size
        if size > most or total > _ALL_TEXTS:
            unread.append(Problem(name, 0, 0, f"more than {most // 1_000_000} MB"))
            continue
        text = characters.decode(file.read_bytes(), name)
        if isinstance(text, Problem):
            unread.append(text)
        else:
            texts[name] = characters.without_hidden(text)
    return Tree(texts, frozenset(others)), unread


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if path.is_file():
        yield path.name, path
        return
    if not path.is_dir():
        raise ConfigFailed([Problem(str(path), 0, 0, "there is no such folder or file")])
    number = 0
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(n for n in folders if not n.startswith(".") and n not in _SKIPPED)
        for name in sorted(files):
            file = Path(folder) / name
            if name.startswith(".") or file.is_symlink() or not file.is_file():
                continue
            number += 1
            if number > _MOST_FILES:
                refuse("PATH", f"more than {_MOST_FILES} files", "name the collection's own folder")
            yield file.relative_to(path).as_posix(), file


def _problems(made: Imported) -> Iterator[Problem]:
    """What ``check`` would say of each new text."""
    for one in made.files:
        folder = one.path.rpartition("/")[0]
        kind, _, work = folder.partition("/")
        source = Source(
            f"content/{one.path}", one.text, hashlib.sha256(one.text.encode()).hexdigest()
        )
        file = ArticleFile(source, "page" if kind == "pages" else "article", work, one.language)
        yield from parse_article(file).problems


def _write(made: Imported, to: Path, root: Path, skipped: set[str]) -> Iterator[Problem]:
    """Nothing that is there is written over; a file that may not be published stays away."""
    for one in made.files:
        if one.path not in skipped:
            _new(to / one.path, one.text.encode("utf-8"))
    for path, origin in made.copies:
        source = root / origin
        if source.stat().st_size > LARGEST_FILE:
            yield Problem(f"content/{path}", 0, 0, f"{origin} is larger than 50 MB, and not copied")
            continue
        data = source.read_bytes()
        told = images.inspect(data, path.rpartition("/")[2])
        if isinstance(told, str):
            yield Problem(f"content/{path}", 0, 0, f"{told}; it is not copied")
        elif not (to / path).exists():
            _new(to / path, data)


def _new(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
