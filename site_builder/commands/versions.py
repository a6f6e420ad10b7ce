"""What ``translate`` and ``sync`` share: one work of the site opened by the path of a file."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from site_builder import frontmatter, markup, redaction
from site_builder.cache import Cache
from site_builder.commands.common import add_debug_option, add_site_option
from site_builder.config import read_config, read_redaction
from site_builder.link.versions import Family, family
from site_builder.load import ArticleFile, load
from site_builder.markup import Passage
from site_builder.model import Article, Site
from site_builder.parse import parse
from site_builder.problems import BuildFailed, ConfigFailed, Problem, did_you_mean, errors
from site_builder.redaction import Rules

MOST_BLOCKS = 5_000
"""As many fingerprints as a header holds."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of the archive, with all versions of its work."""

    root: Path
    site: Site
    file: ArticleFile
    versions: Family
    files: tuple[ArticleFile, ...]
    rules: Rules
    """What is not to be published, where this computer has the rules: paragraphs are compared as
    readers get them."""

    @property
    def article(self) -> Article:
        found = self.versions.article(self.file.language)
        assert found is not None
        return found

    def came_from(self) -> Article | None:
        """What this version was made from: the one that it names, or the original."""
        said = self.article.header.translation
        return self.versions.article(said.of or self.versions.original) if said else None

    def passages(self, article: Article) -> tuple[Passage, ...]:
        """An article's text, block by block, as it was written."""
        (source,) = (f.source for f in self.files if f.source.path == article.path)
        fences = frontmatter.split(source.text, source.path)
        assert not isinstance(fences, Problem)
        _, body, line = fences
        return markup.passages(body, article.blocks, language=article.language, first_line=line)


def add_path_options(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("path", metavar="PATH", type=Path, help=what)
    add_site_option(parser)
    add_debug_option(parser)


def refuse(option: str, message: str, hint: str = "") -> NoReturn:
    raise ConfigFailed([Problem(option, 0, 0, message, hint)])


def open_version(root: Path, path: Path, *, folders: bool = False) -> Opened:
    """The file that was named, from here or from the site's folder.

    With ``folders`` the folder of a work stands for its original. Raises ConfigFailed when it
    is no file of the archive, and BuildFailed when it, or the work as a whole, has an error.
    """
    site, _ = read_config(root)
    rules = _rules(root, site)
    loaded = load(root, site.languages)
    hidden = tuple(replace(a, source=rules.source(a.source)) for a in loaded.articles)
    loaded = replace(loaded, articles=hidden)
    named = _in_site(root, path)
    work = [f for f in loaded.articles if named in (f.source.path, os.path.dirname(f.source.path))]
    if not work:
        if wrong := errors(p for p in loaded.problems if p.path == named):
            raise BuildFailed(wrong)
        known = [f.source.path for f in loaded.articles]
        hint = did_you_mean(named, known) or "name it as content/articles/2015/kobani/en.md"
        refuse("PATH", f"'{path}' is not an article of this archive", hint)
    one = work[0]
    files = tuple(f for f in loaded.articles if (f.kind, f.work) == (one.kind, one.work))
    parsed = parse(replace(loaded, articles=files, files=()), root, Cache(None), jobs=1)
    if wrong := errors(parsed.problems):
        raise BuildFailed(wrong)
    versions, problems = family(one.work, parsed.articles)
    if wrong := errors(problems):
        raise BuildFailed(wrong)
    if named != one.source.path:
        if not folders:
            refuse(
                "PATH", f"'{path}' is a folder", f"name a translation in it: {work[-1].source.path}"
            )
        one = next(f for f in files if f.language == versions.fullest)
    return Opened(root, site, one, versions, files, rules)


def _rules(root: Path, site: Site) -> Rules:
    """None where they are missing: a translator need not have them, and nothing is published."""
    try:
        return read_redaction(root, site.redact, at=("site.yaml", 0, 0))
    except ConfigFailed:
        return redaction.NONE


def _in_site(root: Path, path: Path) -> str:
    """A path below the site's folder, with forward slashes; as it was given if it is not there."""
    for full in (path, root / path):
        if full.exists():
            real = full.parent.resolve() / full.name if full.name else full.resolve()
            if real.is_relative_to(root.resolve()):
                return real.relative_to(root.resolve()).as_posix()
    return path.as_posix()
