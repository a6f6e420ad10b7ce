"""How long an editor waits: from saving an article to the page that ``serve`` has built anew."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.building_measure import Failed
from benchmarks.building_peers import ROOT, article_to_edit

OFTEN = 0.02


def seconds_to_see(site: Path, runs: int, limit: float) -> list[float]:
    """Of each of so many savings; what asks is a client that asks for the page until it is new."""
    found = []
    with served(site, limit) as home:
        article = article_to_edit(site)
        work, language = article.parent.relative_to(site / "content/articles"), article.stem
        page = f"{home}{language}/{work.as_posix()}/index.html"
        for turn in range(runs):
            word = f"saved{time.monotonic_ns()}x{turn}"
            with article.open("a", encoding="utf-8") as text:
                text.write(f"\nA last {word}.\n")
            begun = time.perf_counter()
            while word not in asked(page):
                if time.perf_counter() - begun > limit:
                    raise Failed(f"after {limit:.0f} s the page was not new")
                time.sleep(OFTEN)
            found.append(time.perf_counter() - begun)
    return found


def asked(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode("utf-8"))


@contextmanager
def served(site: Path, limit: float) -> Iterator[str]:
    """The address of a running ``serve``, once its first build is done."""
    process = subprocess.Popen(
        [sys.executable, ROOT / "build.py", "serve", "--site", site, "--port", "0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,  # Else a line may wait in the buffer while nothing shows that it is there.
        start_new_session=True,
    )
    try:
        yield address_in(process, limit)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate()


def address_in(process: subprocess.Popen[bytes], limit: float) -> str:
    assert process.stdout is not None
    while select.select([process.stdout], [], [], limit)[0]:
        line = process.stdout.readline().decode()
        if told := re.search(r"http://[\d.]+:\d+/", line):
            return told[0]
        if not line:
            break
    raise Failed("serve did not say where it is")
