"""A preview's builds run in forks of one process that has the builder loaded."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_site import article_path, make_site, write

from site_builder.preview import warm

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks are safe on Linux")


@pytest.fixture
def builder() -> Iterator[warm.Builder]:
    made = warm.Builder()
    yield made
    made.close()


def pid(builder: warm.Builder) -> int:
    process = builder._process
    assert process is not None
    return process.pid


def test_each_build_answers_as_a_command_does(builder: warm.Builder, tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=2)
    done = builder.run(("build", "--site", str(site)))
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("built 2 works in 4 versions")
    first = pid(builder)
    write(article_path(site, 0, "en"), "---\ntitel: Slip\n---\nText.\n")
    done = builder.run(("build", "--site", str(site)))
    assert done.status == 1
    assert "did you mean 'title'?" in done.err
    assert builder.run(("nonsense",)).status == 2
    assert pid(builder) == first


def test_a_changed_engine_is_loaded_anew(
    builder: warm.Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "usage" in builder.run(("--help",)).out
    first = pid(builder)
    monkeypatch.setattr(warm, "_mark", lambda: "another")
    assert "usage" in builder.run(("--help",)).out
    assert pid(builder) != first


def test_a_process_that_was_ended_costs_no_build(builder: warm.Builder) -> None:
    assert "usage" in builder.run(("--help",)).out
    os.kill(pid(builder), signal.SIGKILL)
    done = builder.run(("--help",))
    assert done.status == 0
    assert "usage" in done.out
    assert "usage" in builder.run(("--help",)).out


def test_nothing_is_left_running_when_the_preview_ends(builder: warm.Builder) -> None:
    builder.run(("--help",))
    process = builder._process
    assert process is not None
    builder.close()
    assert process.returncode == 0
