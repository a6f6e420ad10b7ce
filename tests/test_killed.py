"""A build killed or stopped at any moment: no half file, and the next one repairs everything."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from small_site import (
    BUILD,
    SITE,
    build_here,
    clean_build,
    command,
    differing,
    environment,
    make_site,
    state_of,
    tree,
    write,
)

KILLS = 100 if os.environ.get("SITE_BUILDER_LONG") else 50
LANES = 2
"""Sites side by side, each with its part of the kills."""


class Build:
    """A build in a forked process of its own, which has the engine loaded already."""

    def __init__(self, site: Path) -> None:
        self.begun = time.monotonic()
        self.status: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            status = 1
            try:
                build_here(site, jobs=2)
                status = 0
            finally:
                os._exit(status)

    def ended(self, *, wait: bool = False) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, 0 if wait else os.WNOHANG)
            self.status = os.waitstatus_to_exitcode(status) if pid else None
        return self.status is not None

    def seconds(self) -> float:
        """How long it took, when it has ended well."""
        assert self.ended(wait=True) and self.status == 0
        return time.monotonic() - self.begun

    def killed(self, delay: float, after: Callable[[], bool] = lambda: True) -> bool:
        """Kills it so long after something has come to pass; whether it was still at work."""
        while not after() and not self.ended():
            time.sleep(0.0003)
        time.sleep(delay)
        if not self.ended():
            os.kill(self.pid, signal.SIGKILL)
        self.ended(wait=True)
        assert self.status in (0, -signal.SIGKILL)
        return self.status != 0


class Lane:
    """One site whose builds are killed; counts how many were at work, and left a mixture."""

    def __init__(self, site: Path, seed: int) -> None:
        self.site = site
        self.chance = random.Random(seed)
        self.hit = self.mixed = 0
        self.wanted = {title: self.clean(title) for title in ("New title", "Old title")}

    def clean(self, title: str) -> Mapping[str, bytes]:
        self.retitle(title)
        return clean_build(self.site, self.site.parent)

    def retitle(self, title: str) -> None:
        """Changes every page of the site."""
        write(self.site / "site.yaml", SITE.replace("Small archive", title))

    def kill_first_build(self, seconds: float) -> None:
        """Where no build has been before."""
        shutil.rmtree(self.site / "output", ignore_errors=True)
        shutil.rmtree(state_of(self.site))
        Build(self.site).killed(self.chance.random() * seconds)
        self.mend("Old title")

    def kill(self, old: str, new: str, seconds: float) -> None:
        """At a random moment of all that a build does."""
        self.retitle(new)
        self.hit += Build(self.site).killed(self.chance.random() * seconds)
        self.look(old, new)
        self.mend(new)

    def seconds_of_placing(self, title: str) -> float:
        """How long files are moved into place, once the record has said that they will be ours."""
        self.retitle(title)
        recorded, build = self.when_recorded(), Build(self.site)
        making = state_of(self.site) / "making"
        while not recorded():
            time.sleep(0.0003)
        begun = time.monotonic()
        while any(path.is_file() for path in making.rglob("*")):
            time.sleep(0.0003)
        seconds = time.monotonic() - begun
        assert build.ended(wait=True) and build.status == 0
        return seconds

    def kill_while_placing(self, old: str, new: str, seconds: float) -> None:
        """At a random moment of that time."""
        self.retitle(new)
        moment = self.chance.random() * seconds
        self.hit += Build(self.site).killed(moment, after=self.when_recorded())
        self.look(old, new)
        self.mend(new)

    def when_recorded(self) -> Callable[[], bool]:
        """Whether another record has taken the place of the one that is there now."""
        record = state_of(self.site) / "written.record"
        before = record.stat().st_ino
        return lambda: record.stat().st_ino != before

    def look(self, old: str, new: str) -> None:
        """Every file is the old one or the new one, whole."""
        found = tree(self.site / "output")
        for path, data in found.items():
            assert data in (self.wanted[old].get(path), self.wanted[new].get(path)), path
        self.mixed += all(differing(found, self.wanted[title]) for title in (old, new))

    def mend(self, title: str) -> None:
        """The next build gives the clean build's bytes, and leaves nothing else."""
        build_here(self.site)
        assert differing(tree(self.site / "output"), self.wanted[title]) == []
        left = sorted(path.name for path in state_of(self.site).iterdir())
        assert left == ["cache.sqlite", "lock", "written.record"]


def run_lane(site: Path, seed: int) -> tuple[int, int]:
    lane = Lane(site, seed)
    seconds = Build(site).seconds()
    for _ in range(3):
        lane.kill_first_build(seconds)
    old, new = "Old title", "New title"
    lane.retitle(new)
    seconds = Build(site).seconds()
    placing = min(lane.seconds_of_placing(title) for title in (old, new))
    # A build that had ended before its moment came does not count, however busy the machine is.
    for number in range(4 * KILLS // LANES):
        if lane.hit == KILLS // LANES:
            break
        old, new = new, old
        if number % 2:
            lane.kill_while_placing(old, new, placing)
        else:
            lane.kill(old, new, seconds)
    assert build_here(site).written == 0
    return lane.hit, lane.mixed


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_whole_files_and_the_next_repairs_everything(
    tmp_path: Path,
) -> None:
    sites = [make_site(tmp_path / str(number) / "site", works=1) for number in range(LANES)]
    # In fresh processes: beside the threads of a test runner none should be forked.
    with ProcessPoolExecutor(LANES, mp_context=multiprocessing.get_context("spawn")) as lanes:
        results = list(lanes.map(run_lane, sites, range(LANES)))
    hit, mixed = (sum(counts) for counts in zip(*results, strict=True))
    assert hit == KILLS, "so many builds must have been at work when they were killed"
    assert mixed > 3, "some must have been killed between two files"


def test_a_build_that_is_stopped_with_ctrl_c_says_so_and_leaves_no_process(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=30)
    process = subprocess.Popen(
        [sys.executable, BUILD, "--site", str(site), "--jobs", "2"],
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    group = os.getpgid(process.pid)
    while not (state_of(site) / "cache.sqlite").exists():
        time.sleep(0.005)
    time.sleep(0.3)
    os.killpg(group, signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said == "stopped\n"
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)
    assert command("--site", site).returncode == 0
