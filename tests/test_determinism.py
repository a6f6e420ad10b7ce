"""Same input, same bytes: wherever, whenever, however often and after whatever edits."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import (
    SITE,
    TODAY,
    article,
    article_path,
    build,
    clean_build,
    command,
    differing,
    make_site,
    stamps,
    tree,
    write,
)

from site_builder.problems import BuildFailed

SEEDS = range(40) if os.environ.get("SITE_BUILDER_LONG") else range(1)
EDITS = 15


@pytest.mark.slow
def test_builds_in_other_surroundings_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    one = make_site(tmp_path / "one", works=3)
    build(one)
    wanted = tree(one / "output")
    zones = [("Pacific/Kiritimati", "1", 0o022), ("America/Los_Angeles", "2", 0o077),
             ("Asia/Tehran", "4", 0o002)]  # fmt: skip
    languages = [("C", "0"), ("ar_SA.UTF-8", "1"), ("tr_TR.UTF-8", "4242")]
    for number, ((zone, jobs, mask), (locale, seed)) in enumerate(
        zip(zones, languages, strict=True)
    ):
        site = tmp_path / f"ünïcode folder {number}" / "other"
        site.parent.mkdir()
        shutil.copytree(one / "content", site / "content", copy_function=newest_first)
        shutil.copy(one / "site.yaml", site)
        env = {"TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed,
               "SOURCE_DATE_EPOCH": "1768435200", "HOSTNAME": "secret-host"}  # fmt: skip
        before = os.umask(mask)
        try:
            done = command("--jobs", jobs, cwd=site, env=env)
        finally:
            os.umask(before)
        assert done.returncode == 0, done.stderr
        assert differing(tree(site / "output"), wanted) == []


def newest_first(source: str, target: str) -> None:
    """A copy with a time of its own: none may matter."""
    shutil.copyfile(source, target)
    os.utime(target, (0, random.Random(target).randrange(1 << 31)))


def test_a_build_with_a_warm_cache_gives_what_one_without_gives(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    build(site)
    shutil.rmtree(site / "output")
    (site / ".output-state/written.json").unlink()
    build(site, jobs=2)
    assert differing(tree(site / "output"), clean_build(site, tmp_path)) == []


def test_a_second_build_writes_no_file(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    assert command("--site", site).returncode == 0
    before = stamps(site / "output")
    for words in ((), ("--jobs", "1"), ("--no-cache",)):
        done = command("--site", site, *words, env={"PYTHONHASHSEED": "77"})
        assert "nothing had changed" in done.stdout
        assert stamps(site / "output") == before


def test_nothing_is_written_when_files_were_only_touched(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    build(site)
    before = stamps(site / "output")
    for path in site.glob("content/**/*.*"):
        path.touch()
    assert build(site).written == 0
    assert stamps(site / "output") == before


def test_an_edit_of_one_text_writes_few_files(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=6)
    build(site)
    path = article_path(site, 2, "ar")
    write(path, path.read_text(encoding="utf-8") + "\nكلمة أخيرة.\n")
    built = build(site)
    assert 0 < built.written < built.total / 4


# --- after any edits, as a clean build -------------------------------------------------


class Editor:
    """Someone at work on a small archive; every method is one edit that leaves it buildable."""

    def __init__(self, site: Path, seed: int) -> None:
        self.site = site
        self.chance = random.Random(seed)
        self.serial = 100

    def articles(self) -> list[Path]:
        return sorted(self.site.glob("content/articles/**/*.md"))

    def any_article(self) -> Path:
        return self.chance.choice(self.articles())

    def replace(self, path: Path, old: str, new: str) -> None:
        write(path, path.read_text(encoding="utf-8").replace(old, new, 1))

    def add_a_paragraph(self) -> None:
        path = self.any_article()
        write(path, path.read_text(encoding="utf-8") + f"\nA new line {self.chance.random()}.\n")

    def put_it_back(self) -> None:
        """The bytes of an earlier version: what is remembered of it must still be right."""
        path = article_path(self.site, 0, "en")
        write(path, article(0, "en"))
        write(path.parent / "map.svg", (self.site / "map.svg").read_text())

    def change_the_title(self) -> None:
        self.replace(self.any_article(), "title: ", f"title: Word{self.chance.randrange(99)} ")

    def change_the_date(self) -> None:
        self.replace(article_path(self.site, 0, "en"), "date: 2", "date: 1")

    def change_a_label(self) -> None:
        path = self.site / "content/authorities/keywords.yaml"
        self.replace(path, "en: ", f"en: L{self.chance.randrange(99)}")

    def move_a_work(self) -> None:
        self.serial += 1
        folders = sorted({path.parent for path in self.articles()})
        folder = self.chance.choice([f for f in folders if "work-0" not in f.name])
        folder.rename(folder.with_name(f"moved-{self.serial}"))
        # What linked to it must not be broken.
        for path in self.articles():
            text = path.read_text(encoding="utf-8")
            write(path, text.replace(f"/{folder.name}/", f"/moved-{self.serial}/"))

    def delete_a_translation(self) -> None:
        for path in self.articles():
            if path.name == "fa.md" or (path.name == "ar.md" and "moved" in path.parent.name):
                path.unlink()
                for other in self.articles():
                    link = f"{path.parent.name}/{path.name}"
                    self.replace(other, link, f"{path.parent.name}/en.md")
                return

    def add_a_work(self) -> None:
        self.serial += 1
        path = article_path(self.site, self.serial, "en")
        write(path, article(self.serial, "en"))

    def add_a_language(self) -> None:
        path = article_path(self.site, 0, "fa")
        write(path, article(0, "fa"))

    def draft(self) -> None:
        self.serial += 1
        path = article_path(self.site, self.serial, "en")
        write(path, article(self.serial, "en", header="status: draft\n"))

    def publish(self) -> None:
        for path in self.articles():
            self.replace(path, "status: draft\n", "")

    def change_the_site(self) -> None:
        title = f"Archive {self.chance.randrange(99)}"
        write(self.site / "site.yaml", SITE.replace("Small archive", title) + "theme: mine\n")

    def change_a_template(self) -> None:
        extra = f"<p>own {self.chance.randrange(99)}</p>"
        block = f"{{% block main %}}{extra}{{{{ super() }}}}{{% endblock %}}"
        text = f'{{% extends "default/years.html" %}}\n{block}\n'
        write(self.site / "themes/mine/templates/years.html", text)

    def change_a_phrase(self) -> None:
        write(
            self.site / "themes/mine/i18n/en.yaml", f"site.search: Search {self.chance.random()}\n"
        )

    def change_a_style(self) -> None:
        write(
            self.site / "themes/mine/assets/own.css", f"p {{ order: {self.chance.randrange(9)} }}\n"
        )

    def change_a_picture(self) -> None:
        picture = article_path(self.site, 0, "en").parent / "map.svg"
        self.replace(picture, "M0 0", f"M{self.chance.randrange(9)} 0")


EDITS_KNOWN: tuple[Callable[[Editor], None], ...] = (
    Editor.add_a_paragraph, Editor.change_the_title, Editor.change_a_label, Editor.move_a_work,
    Editor.add_a_language, Editor.draft, Editor.publish, Editor.change_a_template,
    Editor.change_a_phrase, Editor.change_the_site, Editor.delete_a_translation,
    Editor.add_a_work, Editor.change_a_picture, Editor.change_the_date, Editor.put_it_back,
    Editor.change_a_style,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edits_the_output_is_that_of_a_clean_build(tmp_path: Path, seed: int) -> None:
    site = make_site(tmp_path / "site", works=3)
    write(site / "themes/mine/theme.yaml", "extends: default\n")
    shutil.copy(article_path(site, 0, "en").parent / "map.svg", site)
    editor = Editor(site, seed)
    editor.change_the_site()
    build(site)
    edits = list(EDITS_KNOWN)
    editor.chance.shuffle(edits)
    done: list[str] = []
    without_effect: set[str] = set()
    for number in range(EDITS):
        edit = edits[number % len(edits)]
        done.append(edit.__name__)
        edit(editor)
        try:
            written = build(site)
            if not written.written and not written.removed:
                without_effect.add(edit.__name__)
        except BuildFailed as failed:
            raise AssertionError(f"after {done}: {failed.problems}") from failed
        wanted = clean_build(site, tmp_path)
        assert differing(tree(site / "output"), wanted) == [], f"after {done}"
    assert build(site).written == 0
    # An edit of a draft changes nothing yet; most must change something.
    assert len(without_effect) <= EDITS // 2, without_effect


def test_the_day_of_the_build_counts_only_for_what_is_to_be_published_later(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    build(site)
    assert build(site, today="2031-05-05").written == 0
    write(article_path(site, 9, "en"), article(9, "en", header="publish_after: 2026-02-01\n"))
    assert build(site, today=TODAY).written == 0
    build(site, today="2026-02-01")
    assert differing(tree(site / "output"), clean_build(site, tmp_path, today="2026-02-01")) == []
    assert "en/2002/work-9/index.html" in tree(site / "output")
