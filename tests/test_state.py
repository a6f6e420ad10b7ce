"""A build with nothing to do: it says what the last one said, in no time, and is never wrong."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forked import forker
from small_site import (
    ROOT,
    SITE,
    article,
    article_path,
    clean_build,
    command,
    command_anew,
    differing,
    environment,
    make_site,
    state_of,
    tree,
    write,
)

from site_builder.state import sealed, seen, stamps
from site_builder.state.stamps import clock
from site_builder.state.watched import Files

EPOCH = "1768435200"
"""2026-01-15, the ``TODAY`` of ``small_site``."""
HEAVY = ("site_builder.pipeline", "markdown", "jinja2", "yaml", "sqlite3", "babel", "nh3", "lunr")


def test_another_copy_of_the_builder_is_not_taken_for_the_one_that_built(
    site: Path, tmp_path: Path
) -> None:
    own = {"SOURCE_DATE_EPOCH": EPOCH}
    assert command_anew("--site", site, env=own).returncode == 0
    (tmp_path / "copy").mkdir()
    for name in ("build.py", "site_builder", "themes"):
        copied = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copied(ROOT / name, tmp_path / "copy" / name)
    with open(tmp_path / "copy/themes/default/templates/base.html", "a", encoding="utf-8") as page:
        page.write("<!-- another -->")
    done = subprocess.run(
        [sys.executable, tmp_path / "copy" / "build.py", "--site", site],
        env=environment(**own), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "<!-- another -->" in (site / "output" / "404.html").read_text("utf-8")


def run(site: Path, *words: str | Path, epoch: str = EPOCH) -> subprocess.CompletedProcess[str]:
    return command("--site", site, *words, env={"SOURCE_DATE_EPOCH": epoch})


def built(site: Path, *words: str | Path, epoch: str = EPOCH) -> subprocess.CompletedProcess[str]:
    done = run(site, *words, epoch=epoch)
    assert done.returncode == 0, done.stderr
    return done


def looked_closely(site: Path, *words: str | Path, epoch: str = EPOCH) -> bool:
    """Builds; whether it went through the stages, or knew that it need not."""
    told = ("--site", str(site), *map(str, words))
    status, _, errors, called = forker().run(
        told, str(site), environment(SOURCE_DATE_EPOCH=epoch), "site_builder.commands.build:_built"
    )
    assert status == 0, errors.decode()
    return called


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small archive, built, with nothing left to do."""
    folder = make_site(tmp_path / "site", works=1)
    write(folder / "themes/mine/theme.yaml", "extends: default\n")
    looked_closely(folder)
    return folder


def as_clean(site: Path, scratch: Path) -> bool:
    return differing(tree(site / "output"), clean_build(site, scratch)) == []


# --- nothing to do ---------------------------------------------------------------------


def test_a_build_with_nothing_to_do_imports_no_stage_and_no_package(site: Path) -> None:
    code = (
        "import sys; from site_builder.cli import main; status = main(sys.argv[1:]);"
        f"print(*sorted(sys.modules.keys() & {set(HEAVY)!r})); sys.exit(status)"
    )

    def imported() -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, "--site", site, "--quiet"],
            env=environment(SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=str(ROOT)),
            capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        return done.stdout.strip()

    assert "site_builder.pipeline" in imported()  # It has another path than the first build.
    assert imported() == ""


def test_its_words_are_those_of_a_build_that_looked(site: Path) -> None:
    """Warnings too: they must not be seen once and then never again."""
    keywords = site / "content/authorities/keywords.yaml"
    write(keywords, keywords.read_text(encoding="utf-8").replace(", fa: press-fa", ""))
    first, second, anew = built(site), built(site), built(site, "--no-cache")
    assert "warning" in first.stderr
    assert first.stderr == second.stderr == anew.stderr
    assert "nothing had changed" in second.stdout
    without_time = [done.stdout.split(", in ")[0] for done in (second, anew)]
    assert without_time[0] == without_time[1]


def test_files_that_no_build_wrote_stay_and_cost_nothing(site: Path) -> None:
    write(site / "output/CNAME", "archive.example.org")
    assert not looked_closely(site)
    assert (site / "output/CNAME").read_text() == "archive.example.org"


def test_the_cache_may_be_deleted(site: Path, tmp_path: Path) -> None:
    (state_of(site) / "cache.sqlite").unlink()
    assert not looked_closely(site)
    write(article_path(site, 0, "en"), article(0, "en", title="Another"))
    built(site)
    assert as_clean(site, tmp_path)


# --- something to do -------------------------------------------------------------------


def edit(site: Path) -> None:
    write(article_path(site, 0, "en"), article(0, "en", title="Another"))


def other_words(path: Path) -> str:
    """The text with one word turned round: as long as before."""
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"\b(archive|memory|street|witness|paper)\b", lambda m: m[0][::-1], text)
    assert changed != text
    return changed


def edit_unseen_by_size_and_time(site: Path) -> None:
    """As a tool does that sets the times back."""
    path = article_path(site, 0, "en")
    status = path.stat()
    write(path, other_words(path))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size


def replace_by_a_file_of_the_same_times(site: Path) -> None:
    path = article_path(site, 0, "en")
    other = path.with_name("other")
    write(other, other_words(path))
    shutil.copystat(path, other)
    other.replace(path)


def add(site: Path) -> None:
    write(article_path(site, 0, "fa"), article(0, "fa"))


def delete(site: Path) -> None:
    (site / "content/pages/about/en.md").unlink()
    write(site / "site.yaml", SITE.replace("menu: [about]\n", ""))


def rename(site: Path) -> None:
    folder = site / "content/pages/about"
    folder.rename(folder.with_name("this-archive"))
    write(site / "site.yaml", SITE.replace("menu: [about]", "menu: [this-archive]"))


def change_the_site(site: Path) -> None:
    write(site / "site.yaml", SITE.replace("Small", "Large"))


def change_the_theme(site: Path) -> None:
    write(site / "site.yaml", SITE + "theme: mine\n")
    built(site)
    write(site / "themes/mine/i18n/en.yaml", "site.search: Find\n")


def tamper(site: Path) -> None:
    page = site / "output/index.html"
    page.write_bytes(page.read_bytes().replace(b"e", b"a"))


def remove_a_page(site: Path) -> None:
    (site / "output/404.html").unlink()


def link_for_a_page(site: Path) -> None:
    page = site / "output/404.html"
    page.rename(site / "elsewhere.html")
    page.symlink_to(site / "elsewhere.html")


def remove_the_output(site: Path) -> None:
    shutil.rmtree(site / "output")


@pytest.mark.parametrize(
    "change",
    [edit, edit_unseen_by_size_and_time, replace_by_a_file_of_the_same_times, add, delete, rename,
     change_the_site, change_the_theme, tamper, remove_a_page, link_for_a_page, remove_the_output],
)  # fmt: skip
def test_whatever_changes_the_next_build_sees_it_and_the_one_after_has_nothing_to_do(
    site: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    change(site)
    assert looked_closely(site)
    assert as_clean(site, tmp_path)
    assert not looked_closely(site)


def test_a_file_that_came_and_went_is_no_change(site: Path) -> None:
    """An editor's own copy beside a text, or what Python keeps of a module."""
    write(article_path(site, 0, "en").parent / ".en.md.swp", "x")
    assert looked_closely(site)
    (article_path(site, 0, "en").parent / ".en.md.swp").unlink()
    assert looked_closely(site)
    write(article_path(site, 0, "en").parent / "4913", "x")
    (article_path(site, 0, "en").parent / "4913").unlink()
    (site / "content/articles/__pycache__").mkdir()
    assert not looked_closely(site)


def test_a_change_that_breaks_the_content_is_told_each_time(site: Path) -> None:
    write(article_path(site, 0, "en"), "---\ntitel: x\n---\ntext\n")
    for _ in range(2):
        done = run(site)
        assert done.returncode == 1
        assert "titel" in done.stderr


@pytest.mark.parametrize(
    "words", [("--drafts",), ("--base-url", "https://other.example/"), ("--no-cache",)]
)
def test_another_question_is_not_answered_with_the_last_answer(
    site: Path, words: tuple[str, ...]
) -> None:
    assert looked_closely(site, *words)
    assert looked_closely(site, *words) == (words == ("--no-cache",))
    assert looked_closely(site) == (words != ("--no-cache",))


def test_warnings_count_as_errors_though_the_last_build_passed(site: Path) -> None:
    write(site / "content/stray.txt", "used by nothing")
    assert built(site).stderr
    assert run(site, "--strict").returncode == 1


def test_what_is_to_be_published_on_a_later_day_is(site: Path) -> None:
    write(article_path(site, 9, "en"), article(9, "en", header="publish_after: 2026-01-16\n"))
    built(site)
    assert not looked_closely(site)
    assert "work-9" not in "".join(tree(site / "output"))
    assert looked_closely(site, epoch=str(int(EPOCH) + 86_400))
    assert "work-9" in "".join(tree(site / "output"))
    assert looked_closely(site)
    assert "work-9" not in "".join(tree(site / "output"))


def test_another_output_folder_is_another_build(site: Path, tmp_path: Path) -> None:
    assert looked_closely(site, "--output", tmp_path / "other")
    assert not looked_closely(site, "--output", tmp_path / "other")
    assert not looked_closely(site)


def test_a_changed_engine_makes_everything_anew(tmp_path: Path) -> None:
    copy = tmp_path / "builder"
    for name in ("site_builder", "themes"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build.py", copy)
    site = make_site(tmp_path / "site", works=1)

    def run_copy() -> str:
        return subprocess.run(
            [sys.executable, copy / "build.py", "--site", site],
            env=environment(SOURCE_DATE_EPOCH=EPOCH), stdout=subprocess.PIPE,
            encoding="utf-8", check=True,
        ).stdout  # fmt: skip

    run_copy()
    assert "nothing had changed" in run_copy()
    page = copy / "themes/default/templates/base.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</main>", "<hr></main>"), encoding="utf-8")
    assert "nothing had changed" not in run_copy()
    engine = copy / "site_builder/render/__init__.py"
    text = engine.read_text(encoding="utf-8")
    engine.write_text(text.replace("return html.encode()", "return html.encode() + b'!'"))
    assert "nothing had changed" not in run_copy()
    assert (site / "output/index.html").read_bytes().endswith(b"!")


def test_all_that_a_build_reads_is_looked_at(site: Path) -> None:
    """Whatever a later stage learns to read: it must be among what is seen, or it goes stale."""
    code = (
        "import sys; opened = set();"
        "sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == 'open' else 0);"
        "from site_builder.cli import main; status = main(sys.argv[1:]);"
        "print(*sorted(opened), sep='\\n'); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--site", site, "--no-cache", "--jobs", "1"],
        env=environment(SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=str(ROOT)),
        stdout=subprocess.PIPE, encoding="utf-8", check=True,
    )  # fmt: skip
    found = sealed.load(state_of(site) / "seen.record")
    assert found is not None
    known = set(found.columns[0].decode().split("\n"))
    # Of packages it is seen which are installed; their environment may be in the checkout.
    own = (site / "output", state_of(site), Path(sys.prefix).resolve())
    read = [
        path
        for line in done.stdout.splitlines()
        if (path := Path(line).resolve()).is_file()
        and (path.is_relative_to(site) or path.is_relative_to(ROOT))
        and not any(path.is_relative_to(folder) for folder in own)
        and path.suffix != ".pyc"
    ]
    assert len(read) > 50
    assert [path for path in read if str(path) not in known] == []


# --- git's rule for times too near to tell ----------------------------------------------


def test_a_file_changed_a_moment_ago_is_not_told_by_its_times(tmp_path: Path) -> None:
    """Two changes within one tick of the clock have the same times: it waits until one shows."""
    state, file = tmp_path / "state", tmp_path / "file"
    file.write_text("one")
    begun = time.monotonic()
    found = seen.look(state, "", [str(file)])
    assert found is not None
    assert time.monotonic() - begun > 0.05
    assert clock(state) - file.stat().st_ctime_ns > 50_000_000


def test_a_file_that_keeps_changing_is_never_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("one")
    monkeypatch.setattr(seen.time, "sleep", lambda _: file.write_text("two"))
    assert seen.look(tmp_path / "state", "", [str(file)]) is None


def test_a_text_saved_a_moment_ago_is_known_a_moment_later(site: Path) -> None:
    """Editors save, and look at once: all files need not be looked for again."""
    built(site)
    found = sealed.load(state_of(site) / seen.NAME)
    assert found is not None
    time.sleep(0.1)
    path = article_path(site, 0, "en")
    write(path, path.read_text(encoding="utf-8") + "More.\n")
    at = seen.glance(state_of(site), site / "output", found.head["asked"])
    assert at.said is None
    assert at.seen is not None and at.left is not None
    number = at.seen.paths.index(str(path))
    assert list(at.seen.stamps[4 * number : 4 * number + 4]) == list(stamps.stamp_of(path.stat()))
    assert clock(state_of(site)) - path.stat().st_ctime_ns > stamps.RACY


def test_a_folder_that_is_missing_and_one_that_is_linked_are_seen(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a").write_text("")
    (tmp_path / "top").mkdir()
    (tmp_path / "top/link").symlink_to(tmp_path / "real")
    (tmp_path / "real/loop").symlink_to(tmp_path / "top")
    found = seen.look(tmp_path / "state", "", [str(tmp_path / n) for n in ("top", "none")])
    assert found is not None
    assert str(tmp_path / "top/link/a") in found.paths
    assert str(tmp_path / "none") in found.paths


# --- many files are asked for by two processes ------------------------------------------


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[stamps.Look, stamps.Look]:
    """Files, a link and what is not there, looked at with links followed and not."""
    monkeypatch.setattr(stamps, "MANY", 10)
    monkeypatch.setattr(stamps, "_can_share", lambda: True)  # pytest's workers have threads.
    for number in range(500):
        (tmp_path / f"{number}").write_text("x" * number)
    (tmp_path / "link").symlink_to("7")
    names = ["none", *map(str, range(500)), "link", "no\0name"]
    below = f"{tmp_path}/"
    return stamps.Look([below + name for name in names], os.stat), stamps.Look(names, below=below)


def one_by_one(look: stamps.Look) -> list[int]:
    found: list[int] = []
    for path in look.paths:
        try:
            found += stamps.stamp_of(look.ask(look.below + path))
        except (OSError, ValueError):
            found += stamps.GONE
    return found


@pytest.mark.parametrize("parts", [1, 2, 3, 200])
def test_two_processes_see_what_one_would(
    many: tuple[stamps.Look, stamps.Look], parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "PARTS", parts)
    found = map(stamps.stamps_of, (*many, stamps.Look(())))
    assert [list(row) for row in found] == [*map(one_by_one, many), []]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_second_process_that_is_ended_costs_nothing_but_its_work(
    many: tuple[stamps.Look, stamps.Look], at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, ask = os.getpid(), stamps._asked

    def ended(look: stamps.Look) -> Any:
        if os.getpid() != here:
            if at_once or look.paths[0] != many[1].paths[-len(look.paths)]:
                os.kill(os.getpid(), signal.SIGKILL)
        else:
            time.sleep(0.005)  # The other has begun.
        return ask(look)

    monkeypatch.setattr(stamps, "_asked", ended)
    assert [list(stamps.stamps_of(look)) for look in many] == [*map(one_by_one, many)]


@pytest.mark.parametrize("ended", [False, True])
def test_another_process_looks_meanwhile_or_is_done_without(
    many: tuple[stamps.Look, stamps.Look], ended: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, ask = os.getpid(), stamps._asked
    mine: list[stamps.Look] = []

    def asked(look: stamps.Look) -> Any:
        if os.getpid() == here:
            mine.append(look)
        elif ended:
            os.kill(os.getpid(), signal.SIGKILL)
        return ask(look)

    monkeypatch.setattr(stamps, "_asked", asked)
    with stamps.meanwhile(many[0]) as found:
        assert list(found()) == list(found()) == one_by_one(many[0])
    assert bool(mine) == ended


def test_a_process_with_threads_asks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not stamps._can_share()
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert stamps._can_share()
    monkeypatch.setattr(stamps.os, "cpu_count", lambda: 1)
    assert not stamps._can_share()


# --- what somebody watches ---------------------------------------------------------------


def test_what_is_watched_tells_what_changed_came_or_went(tmp_path: Path) -> None:
    top = tmp_path / "top"
    for name in ("a", "b", "deep/c", "deep/__pycache__/c.pyc"):
        write(top / name, name)
    (top / "deep/loop").symlink_to(top)
    tops = [str(top), str(tmp_path / "none")]

    def look() -> tuple[Files, set[str]]:
        """What is there, and what of it is another thing than before."""
        now = Files.below(tops)
        return now, {str(Path(path).relative_to(tmp_path)) for path in now.others(known)}

    known = Files.below(tops)
    assert known == known.again() == Files.below(tops)
    write(top / "a", "another")
    assert known.again().others(known) == [str(top / "a")]
    known, _ = look()
    write(top / "deep/c.new", "whole")
    (top / "deep/c.new").replace(top / "deep/c")
    assert str(top / "deep") in known.again().others(known)
    known, others = look()
    assert others >= {"top/deep", "top/deep/c"}
    assert others.isdisjoint({"top/a", "top/b"})
    (top / "b").unlink()
    write(tmp_path / "none", "some")
    assert {str(top / "b"), str(tmp_path / "none")} <= {*known.again().others(known)}
    known, others = look()
    assert others == {"top", "top/b", "top/deep/loop", "none"}
    write(top / "deep/__pycache__/d.pyc", "d")
    assert known == known.again()


# --- what is kept may be damaged --------------------------------------------------------


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def turn_a_bit(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1
    file.write_bytes(data)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def from_another_version(file: Path) -> None:
    found = sealed.load(file)
    assert found is not None
    sealed.save(file, {**found.head, "version": 999}, found.columns)


def of_another_shape(file: Path) -> None:
    found = sealed.load(file)
    assert found is not None
    sealed.save(file, {**found.head, "said": {"problems": [{"nonsense": 1}]}}, found.columns)


@pytest.mark.parametrize("damage", [cut, turn_a_bit, empty, from_another_version, of_another_shape])
def test_a_damaged_record_of_what_was_seen_is_told_and_made_anew(
    site: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(state_of(site) / "seen.record")
    assert "what the last build saw cannot be used" in built(site).stderr
    assert built(site).stderr == ""
    assert not looked_closely(site)
    assert as_clean(site, tmp_path)


@pytest.mark.parametrize("damage", [cut, turn_a_bit, empty, from_another_version])
def test_a_damaged_record_of_what_was_written_is_told_and_made_anew(
    site: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(state_of(site) / "written.record")
    assert "the record of what was written cannot be used" in built(site).stderr
    assert built(site).stderr == ""
    assert as_clean(site, tmp_path)


def test_a_record_of_another_build_is_not_taken_for_that_of_the_last(site: Path) -> None:
    """Two builds that end at once: what one saw must not vouch for what the other wrote."""
    write(article_path(site, 9, "en"), article(9, "en", header="status: draft\n"))
    built(site)
    kept = (state_of(site) / "seen.record").read_bytes()
    built(site, "--drafts")
    (state_of(site) / "seen.record").write_bytes(kept)
    assert looked_closely(site)


def test_what_a_killed_build_left_is_cleared_away(site: Path) -> None:
    (state_of(site) / "making").mkdir()
    assert looked_closely(site)
    assert not (state_of(site) / "making").exists()
