"""What all tests share: scratch copies of the mini-sites, goldens, and no skipping in CI."""

from __future__ import annotations

import getpass
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from served import SAMPLE_BASE

HERE = Path(__file__).parent

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts the tests in the background has Ctrl+C ignored, and every process that
    # a test starts would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


# What hypothesis remembers between runs: in the checkout, it would come into being in the midst of
# a test that asks whether anything there has changed.
KEPT = Path(tempfile.gettempdir()) / f"hypothesis-{getpass.getuser()}"
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(KEPT))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="accept the new text of every golden")


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], Path]:
    """``site("small")`` is a scratch copy of tests/sites/small."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(HERE / "sites" / name, tmp_path / name))

    return copy


@pytest.fixture(autouse=True)
def _no_worker_is_left() -> Generator[None]:
    """Every test, not only those of the workers: what a test starts ends with it."""
    yield
    left = multiprocessing.active_children()
    assert left == []


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden("broken", text)`` compares with tests/golden/broken.txt; ``--bless`` rewrites it."""

    def compare(name: str, text: str) -> None:
        path = HERE / "golden" / f"{name}.txt"
        if request.config.getoption("--bless"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"no {path.name} yet: run pytest with --bless, and read it"
        assert text == path.read_text(encoding="utf-8"), f"{path.name}: --bless accepts the change"

    return compare


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that is skipped is a test that nobody ran."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped where CI is set: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own archive, built for SAMPLE_BASE, once a run; nobody writes into it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        # One for all processes: the builder's lock lets the first build, and the others find it.
        folder = folder.parent
    output = folder / "sample" / "output"
    output.parent.mkdir(exist_ok=True)
    command = [sys.executable, str(HERE.parent / "build.py"), "--site", str(HERE.parent)]
    command += ["--output", str(output), "--base-url", SAMPLE_BASE]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return output
