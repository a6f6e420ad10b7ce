"""The table of faults in the design's safety.md: what each may cost, with real processes."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from small_site import (
    BUILD,
    SITE,
    article,
    article_path,
    build,
    build_here,
    clean_build,
    command,
    differing,
    environment,
    make_site,
    stamps,
    state_of,
    tree,
    write,
)

from site_builder.problems import BuildFailed
from site_builder.write import write as write_output

KILLS = 50
LANES = 2


def without_traceback(text: str) -> str:
    assert "Traceback" not in text, text
    return text


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site", works=2)


@pytest.fixture
def built(site: Path) -> Path:
    build(site)
    return site


def retitle(site: Path, title: str) -> None:
    """Changes every page of the site."""
    write(site / "site.yaml", SITE.replace("Small archive", title))


def start(site: Path, *words: str, env: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """A build in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, BUILD, "--site", str(site), *words],
        env=environment(**(env or {})),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


# --- disk full, read-only, unreadable --------------------------------------------------


@pytest.mark.parametrize("most", [0, 9000])
def test_a_full_disk_is_told_with_the_path_and_the_old_output_stays(built: Path, most: int) -> None:
    """No file may grow beyond a limit: pages and cache fail in the middle of a write."""
    retitle(built, "New title")
    before = stamps(built / "output")
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    done = run_limited(built, limit)
    assert done.returncode == 1, done.stderr
    lines = without_traceback(done.stderr).splitlines()
    assert lines[-1] == "nothing was written; what was there is as it was"
    assert lines[-2].endswith(": File too large")
    assert str(state_of(built)) in lines[-2]
    assert stamps(built / "output") == before
    assert not (state_of(built) / "making").exists()
    build(built)
    assert b"New title" in (built / "output/en/index.html").read_bytes()


def run_limited(site: Path, limit: Callable[[], None]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, BUILD, "--site", str(site)],
        env=environment(),
        preexec_fn=limit,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


LIBC = ctypes.CDLL(None, use_errno=True)
PR_CAPBSET_DROP = 24


def without_roots_power() -> None:
    """In a child: root too is held to the permissions of files from its next exec on (Linux)."""
    if os.geteuid() == 0:
        for capability in (1, 2, 3):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
            if LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "root's powers cannot be given up here")


@contextlib.contextmanager
def forbidden(*paths: Path, mode: int) -> Iterator[None]:
    before = [path.stat().st_mode for path in paths]
    for path in paths:
        path.chmod(mode)
    try:
        yield
    finally:
        for path, old in zip(paths, before, strict=True):
            path.chmod(old)


def test_a_read_only_output_is_told_and_each_file_stays_whole(built: Path) -> None:
    output = built / "output"
    before = tree(output)
    retitle(built, "New title")
    with forbidden(*[p for p in (output, *output.rglob("*")) if p.is_dir()], mode=0o555):
        done = run_limited(built, without_roots_power)
    assert done.returncode == 1
    lines = without_traceback(done.stderr).splitlines()
    assert lines[-1].startswith("the site was written in part: every file is whole")
    assert str(output) in lines[-2] and lines[-2].endswith(": Permission denied")
    assert differing(tree(output), before) == []
    build(built)
    assert b"New title" in (output / "en/index.html").read_bytes()


def test_one_read_only_folder_stops_the_build_half_way_and_the_next_does_the_rest(
    built: Path, tmp_path: Path
) -> None:
    output = built / "output"
    old = tree(output)
    retitle(built, "New title")
    new = clean_build(built, tmp_path)
    with forbidden(output / "en/about", mode=0o555):
        done = run_limited(built, without_roots_power)
    assert done.returncode == 1
    assert "written in part" in without_traceback(done.stderr)
    found = tree(output)
    assert all(data in (old.get(path), new.get(path)) for path, data in found.items())
    assert differing(found, old) and differing(found, new)
    build(built)
    assert differing(tree(output), new) == []


def test_where_nothing_can_be_kept_beside_the_output_the_folder_is_named(built: Path) -> None:
    before = stamps(built / "output")
    shutil.rmtree(state_of(built))
    with forbidden(built, mode=0o555):
        done = run_limited(built, without_roots_power)
    assert done.returncode == 1
    assert without_traceback(done.stderr).splitlines() == [
        f"{state_of(built)}: Permission denied",
        "nothing was written; what was there is as it was",
    ]
    assert stamps(built / "output") == before


def test_an_article_that_cannot_be_read_is_named_and_the_old_output_stays(built: Path) -> None:
    secret = article_path(built, 0, "en")
    before = stamps(built / "output")
    with forbidden(secret, mode=0o000):
        done = run_limited(built, without_roots_power)
    assert done.returncode == 1
    path = secret.relative_to(built).as_posix()
    assert f"{path}:0:0: this file cannot be read: Permission denied" in done.stderr
    assert without_traceback(done.stderr).splitlines()[-1] == "nothing was written"
    assert stamps(built / "output") == before


def test_a_picture_that_changes_while_the_site_is_built_is_named(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = article_path(built, 0, "en").parent / "map.svg"
    picture.write_text(picture.read_text().replace("40", "44"))
    before = stamps(built / "output")
    real = write_output

    def write_later(*arguments: Any) -> object:
        picture.unlink()
        return real(*arguments)

    monkeypatch.setattr("site_builder.pipeline.write", write_later)
    with pytest.raises(BuildFailed) as failed:
        build_here(built)
    [problem] = failed.value.problems
    assert (problem.path, problem.message) == (
        picture.relative_to(built).as_posix(),
        "this file changed while the site was built",
    )
    assert stamps(built / "output") == before


# --- files that are not ours -----------------------------------------------------------


def test_a_file_in_the_way_is_named_and_nothing_is_touched(site: Path) -> None:
    mine = site / "output/en/index.html"
    write(mine, "mine")
    write(site / "output/CNAME", "archive.example.org")
    done = command("--site", site)
    assert done.returncode == 1
    assert "output/CNAME:0:0:" in done.stderr or "output/en/index.html:0:0:" in done.stderr
    assert sorted(tree(site / "output")) == ["CNAME", "en/index.html"]
    mine.unlink()
    assert command("--site", site).returncode == 0
    assert (site / "output/CNAME").read_text() == "archive.example.org"


def test_errors_in_the_content_leave_the_old_output_byte_for_byte(built: Path) -> None:
    before = stamps(built / "output")
    write(article_path(built, 0, "en"), "---\ntitel: x\n---\ntext\n")
    done = command("--site", built)
    assert done.returncode == 1
    assert "did you mean 'title'?" in without_traceback(done.stderr)
    assert done.stderr.splitlines()[-1] == "nothing was written"
    assert stamps(built / "output") == before


# --- two builds at once ----------------------------------------------------------------


def test_a_second_build_in_one_folder_waits_and_says_so(built: Path) -> None:
    retitle(built, "New title")
    with open(state_of(built) / "lock", "ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = start(built)
        assert second.stderr is not None
        said = second.stderr.readline()
        assert said == "another build is at work in this folder; waiting for it\n"
        before = stamps(built / "output")
        time.sleep(0.5)
        assert second.poll() is None
        assert stamps(built / "output") == before
    second.communicate(timeout=30)
    assert second.returncode == 0
    assert b"New title" in (built / "output/en/index.html").read_bytes()


def test_three_builds_at_once_in_one_folder_give_the_result_of_one(
    site: Path, tmp_path: Path
) -> None:
    wanted = clean_build(site, tmp_path)
    builds = [start(site) for _ in range(3)]
    for one in builds:
        _, said = one.communicate(timeout=60)
        assert one.returncode == 0, said
    assert differing(tree(site / "output"), wanted) == []
    assert build(site).written == 0


def test_a_folder_and_a_link_to_it_are_one_folder(built: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(built / "output")
    done = command("--site", built, "--output", tmp_path / "link")
    assert done.returncode == 0, done.stderr
    assert "nothing had changed" in done.stdout
    assert not (tmp_path / ".link-state").exists()


# --- what is remembered is damaged -----------------------------------------------------


def truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 3)


def garbage(file: Path) -> None:
    file.write_bytes(random.Random(3).randbytes(50_000))


def flip_bits(file: Path) -> None:
    data = bytearray(file.read_bytes())
    chance = random.Random(4)
    for _ in range(200):
        data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)


@pytest.mark.parametrize("damage", [truncate, garbage, flip_bits, Path.unlink])
def test_a_damaged_cache_never_makes_a_wrong_page(
    built: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(state_of(built) / "cache.sqlite")
    retitle(built, "New title")
    notices: list[str] = []
    build(built, notice=notices.append)
    assert differing(tree(built / "output"), clean_build(built, tmp_path)) == []
    if damage in (truncate, garbage):
        assert [n.partition(" (")[0] for n in notices] == ["the cache could not be read"]
    notices.clear()
    assert build(built, notice=notices.append).written == 0
    assert notices == []


def test_without_its_state_a_site_that_is_as_it_must_be_is_known_again(built: Path) -> None:
    before = stamps(built / "output")
    shutil.rmtree(state_of(built))
    assert build(built).written == 0
    assert stamps(built / "output") == before


def test_without_its_state_a_site_that_changed_is_never_guessed_at(built: Path) -> None:
    shutil.rmtree(state_of(built))
    retitle(built, "New title")
    before = stamps(built / "output")
    done = command("--site", built)
    assert done.returncode == 1
    assert "if all of output/ was built, delete it and build again" in done.stderr
    assert stamps(built / "output") == before
    shutil.rmtree(built / "output")
    assert command("--site", built).returncode == 0


@pytest.mark.parametrize("name", ["en/index.html", "sitemap.xml", "media/2000/work-0/map.svg"])
def test_a_page_edited_by_hand_is_repaired_by_the_next_build(built: Path, name: str) -> None:
    page = built / "output" / name
    data, status = page.read_bytes(), page.stat()
    page.write_bytes(data.swapcase())
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert build(built).written == 1
    assert page.read_bytes() == data


# --- workers and bugs ------------------------------------------------------------------

SABOTAGE = """
import os, signal, sys
import site_builder.parse as parse
real = parse.frontmatter.split
def split(text, path):
    if "SABOTAGE" in text:
        {act}
    return real(text, path)
parse.frontmatter.split = split
"""


def sabotaged(
    site: Path, tmp_path: Path, act: str, *words: str
) -> subprocess.CompletedProcess[str]:
    """A build in which reading an article that says SABOTAGE does something terrible."""
    code = SABOTAGE.format(act=act) + (
        "from site_builder.cli import main\n"
        f"sys.exit(main(['build', '--site', {str(site)!r}, '--jobs', '2', *{list(words)!r}]))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(BUILD).parent,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "act", ["os.kill(os.getpid(), signal.SIGKILL)", "os._exit(3)", "bytearray(1 << 40)"]
)
def test_when_a_worker_dies_the_article_is_named_and_the_rest_is_still_checked(
    built: Path, tmp_path: Path, act: str
) -> None:
    before = stamps(built / "output")
    bad, wrong = article_path(built, 0, "ar"), article_path(built, 1, "ar")
    write(bad, article(0, "ar", title="SABOTAGE"))
    write(wrong, "---\ntitel: x\n---\ntext\n")
    done = sabotaged(built, tmp_path, act)
    assert done.returncode == 1
    path = bad.relative_to(built).as_posix()
    assert f"{path}:0:0: reading this ended its process" in without_traceback(done.stderr)
    assert f"{wrong.relative_to(built).as_posix()}:2:1: unknown field 'titel'" in done.stderr
    assert stamps(built / "output") == before
    write(wrong, article(1, "ar"))
    assert command("--site", built).returncode == 0, "a failure is told, never remembered"


def test_a_bug_in_a_worker_names_the_article_and_shows_no_traceback(
    built: Path, tmp_path: Path
) -> None:
    bad = article_path(built, 0, "ar")
    write(bad, article(0, "ar", title="SABOTAGE"))
    done = sabotaged(built, tmp_path, "raise KeyError('a bug of ours')")
    assert done.returncode == 1
    assert f"{bad.relative_to(built).as_posix()}:0:0: a fault of the builder: KeyError" in (
        without_traceback(done.stderr)
    )


BUG = "import sys, site_builder.pipeline as p, site_builder.cli as c\n" + (
    "def link(*_): raise RuntimeError('a bug of ours \\x1b[31m\\nin two lines')\n"
    "p.link = link\n"
    "sys.exit(c.main(sys.argv[1:]))\n"
)


@pytest.mark.parametrize(
    ("words", "debug"),
    [(("build",), False), (("build",), True), (("check", "--format", "json"), False)],
)
def test_a_bug_of_ours_is_one_line_and_a_traceback_only_on_demand(
    built: Path, words: tuple[str, ...], debug: bool
) -> None:
    before = stamps(built / "output")
    done = subprocess.run(
        [sys.executable, "-c", BUG, *words, "--site", built, *(["--debug"] if debug else [])],
        cwd=Path(BUILD).parent,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 70
    said = (
        "this is a fault of the builder, not of the content: RuntimeError: a bug of ours <U+001B>"
    )
    assert said in done.stderr
    assert ("Traceback" in done.stderr) is debug
    if not debug:
        assert len(done.stderr.splitlines()) == 2
        assert "--debug" in done.stderr
    assert stamps(built / "output") == before
