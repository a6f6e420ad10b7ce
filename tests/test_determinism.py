"""Same input, same bytes: wherever, whenever, however often (after edits: ``test_incremental``)."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from small_site import (
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
    (site / ".output-state/written.record").unlink()
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


def test_the_day_of_the_build_counts_only_for_what_is_to_be_published_later(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    build(site)
    assert build(site, today="2031-05-05").written == 0
    write(article_path(site, 9, "en"), article(9, "en", header="publish_after: 2026-02-01\n"))
    assert build(site, today=TODAY).written == 0
    build(site, today="2026-02-01")
    assert differing(tree(site / "output"), clean_build(site, tmp_path, today="2026-02-01")) == []
    assert "en/2002/work-9/index.html" in tree(site / "output")
