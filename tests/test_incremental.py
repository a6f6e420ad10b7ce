"""Whatever is edited, in whatever order: the output is that of a clean build, byte for byte."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from edits import EDITS, Newsroom, files, put
from small_site import (
    build,
    build_by_command,
    clean_build,
    differing,
    stamps,
    state_of,
    tree,
    write,
)

from site_builder.problems import BuildFailed

SEQUENCES = 300 if os.environ.get("SITE_BUILDER_LONG") else 10
LONGEST = 9
"""Edits of one sequence; it has at least two. Each is followed by a build."""


class Builds:
    """A site that is edited, and built after each edit."""

    def __init__(self, site: Path, seed: int) -> None:
        self.site = site
        self.room = Newsroom(seed)
        self.chance = random.Random(f"builds {seed}")
        self.done: list[str] = []
        self.build()

    def build(self) -> None:
        """As a script does it, or as a user; a user may do so twice."""
        put(self.site, files(self.room.now))
        if self.chance.random() < 0.5:
            try:
                build(self.site, today=self.room.now.today)
            except BuildFailed as failed:
                raise AssertionError(f"after {self.done}: {failed.problems}") from failed
        else:
            for _ in range(self.chance.randint(1, 2)):
                said = self.command()
            self.done.append(said.splitlines()[-2])

    def command(self) -> str:
        jobs = str(self.chance.randint(1, 2))
        status, said = build_by_command(self.site, "--jobs", jobs, today=self.room.now.today)
        assert status == 0, f"after {self.done}: {said}"
        return said

    def edit(self) -> None:
        # Each as often as any other, whatever its kind.
        chosen = self.chance.choice(EDITS)
        chosen(self.room)
        self.room.remember()
        self.done.append(chosen.__name__)
        if self.chance.random() < 0.2:
            self.chance.choice(MISHAPS)(self)
        self.build()

    def fail(self) -> None:
        """A mistake, which is built, and which the next build finds mended."""
        self.done.append("a build that fails")
        before = stamps(self.site / "output")
        put(self.site, files(self.room.now))
        write(self.site / "content/articles/2010/broken/en.md", "---\ntitel: x\n---\ntext\n")
        with pytest.raises(BuildFailed):
            build(self.site, today=self.room.now.today)
        assert stamps(self.site / "output") == before

    def lose_the_cache(self) -> None:
        self.done.append("the cache deleted")
        (state_of(self.site) / "cache.sqlite").unlink(missing_ok=True)

    def lose_a_page(self) -> None:
        self.done.append("a page deleted")
        self.chance.choice(sorted((self.site / "output").rglob("index.html"))).unlink()

    def change_a_page(self) -> None:
        self.done.append("a page edited by hand")
        page = self.chance.choice(sorted((self.site / "output").rglob("index.html")))
        write(page, "by hand")

    def hide_a_change(self) -> None:
        """Of a text: neither its size nor its time tell of it. The next build finds it gone."""
        self.done.append("a hidden change")
        article = self.chance.choice(sorted((self.site / "content/articles").rglob("*.md")))
        before, text = article.stat(), article.read_text(encoding="utf-8")
        if not text[-2].isascii():
            return  # Another letter would have another size.
        write(article, text[:-2] + ("y\n" if text[-2] == "x" else "x\n"))
        os.utime(article, ns=(before.st_atime_ns, before.st_mtime_ns))
        self.command()
        wanted = clean_build(self.site, self.site.parent, today=self.room.now.today)
        assert differing(tree(self.site / "output"), wanted) == [], f"after {self.done}"
        write(article, text)
        os.utime(article, ns=(before.st_atime_ns, before.st_mtime_ns))


MISHAPS: tuple[Callable[[Builds], None], ...] = (
    Builds.fail, Builds.lose_the_cache, Builds.lose_a_page, Builds.change_a_page,
    Builds.hide_a_change,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_after_any_edits_the_output_is_that_of_a_clean_build(tmp_path: Path, seed: int) -> None:
    builds = Builds(tmp_path / "site", seed)
    for _ in range(builds.chance.randint(2, LONGEST)):
        builds.edit()
    today = builds.room.now.today
    found = tree(tmp_path / "site/output")
    wanted = clean_build(builds.site, tmp_path, today=today)
    assert differing(found, wanted) == [], f"after {builds.done}"
    assert build(builds.site, today=today).written == 0
    assert "nothing had changed" in builds.command()
    assert "nothing had changed" in builds.command()
    assert differing(tree(tmp_path / "site/output"), wanted) == []


def test_each_kind_of_edit_changes_the_archive() -> None:
    """What leaves all files as they were would test nothing."""
    for edit in EDITS:
        changed = 0
        for seed in range(12):
            room = Newsroom(seed)
            for before in room.chance.sample(EDITS, 6):
                before(room)
            old = files(room.now), room.now.today
            edit(room)
            changed += (files(room.now), room.now.today) != old
        assert changed >= 3, edit.__name__
