"""What Lighthouse says of the built site, in docs/benchmarks-reading.md (see README.md here)."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE.parent)]

from served import serve  # noqa: E402

PREFIX = "/archive/"
PAGES = {
    "front page, English": "en/",
    "front page, Arabic": "ar/",
    "article, English": "en/2014/kobani-and-citizen-reporters/",
    "article, Arabic": "ar/2014/kobani-and-citizen-reporters/",
}
WANTED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
METRICS = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest paint",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "shift",
}
REPORT = ROOT / "docs/benchmarks-reading.md"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="of which the median counts")
    parser.add_argument("--print", action="store_true", help="write no report")
    args = parser.parse_args(arguments)
    tool = HERE / "lighthouse/node_modules/.bin/lighthouse"
    if not tool.exists():
        print(f"install it first: npm ci --prefix {(HERE / 'lighthouse').relative_to(ROOT)}")
        return 2
    load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        output.mkdir()
        with serve(output, PREFIX) as address:
            build(output, address)
            found = {
                name: [audited(tool, f"{address}{path}", Path(folder)) for _ in range(args.runs)]
                for name, path in PAGES.items()
            }
        sizes = {name: len(gzip.compress((output / path / "index.html").read_bytes(), 9))
                 for name, path in PAGES.items()}  # fmt: skip
    text = report(found, sizes, load)
    print(text)
    if not args.print:
        REPORT.write_text(text, encoding="utf-8")
    return int(any(missed(runs) for runs in found.values()))


def build(output: Path, address: str) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "--site", str(ROOT), "--quiet"]
    command += ["--output", str(output), "--base-url", address]
    subprocess.run(command, check=True)


def audited(tool: Path, url: str, folder: Path) -> dict[str, Any]:
    """Lighthouse's report on a page as a phone on a slow line sees it."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    into = folder / "report.json"
    command = [str(tool), url, "--quiet", "--output=json", f"--output-path={into}"]
    command += [f"--only-categories={','.join(WANTED)}", f"--chrome-flags={FLAGS}"]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium})
    said: dict[str, Any] = json.loads(into.read_text(encoding="utf-8"))
    return said


def median(runs: list[dict[str, Any]], category: str) -> int:
    return round(100 * statistics.median(run["categories"][category]["score"] for run in runs))


def missed(runs: list[dict[str, Any]]) -> list[str]:
    """Categories that are below what is wanted, with the audits that cost something."""
    found = []
    for category, wanted in WANTED.items():
        if median(runs, category) < wanted:
            parts = runs[0]["categories"][category]["auditRefs"]
            audits = [runs[0]["audits"][one["id"]] for one in parts if one["weight"]]
            costly = [a["title"] for a in audits if a["score"] is not None and a["score"] < 0.9]
            found.append(f"{category}: {'; '.join(costly)}")
    return found


def report(found: dict[str, list[dict[str, Any]]], sizes: dict[str, int], load: str) -> str:
    any_run = next(iter(found.values()))
    rows = []
    for name, runs in found.items():
        scores = [median(runs, category) for category in WANTED]
        metrics = [
            statistics.median(run["audits"][metric]["numericValue"] for run in runs)
            for metric in METRICS
        ]
        first, largest, blocked, shift = metrics
        times = [f"{first / 1000:.1f} s", f"{largest / 1000:.1f} s", f"{blocked:.0f} ms"]
        cells = [name, *map(str, scores), *times, f"{shift:.2f}", f"{sizes[name] / 1000:.1f} kB"]
        rows.append(f"| {' | '.join(cells)} |")
    wanted = ", ".join(f"{category} {score}" for category, score in WANTED.items())
    lines = [
        "# What Lighthouse says of the pages",
        "",
        f"Lighthouse {any_run[0]['lighthouseVersion']} with its own emulation of a phone on a slow",
        f"line; medians of {len(any_run)} runs. Wanted at least: {wanted}.",
        "",
        "Made by `python tests/benchmarks/lighthouse.py` from the sample archive, served on the",
        "loopback address without compression; the size of a page is what gzip makes of it.",
        f"The machine's load when it began was {load}: what else is at work on it is counted as",
        "blocked time, so run it when nothing is.",
        "",
        f"| page | {' | '.join(WANTED)} | {' | '.join(METRICS.values())} | HTML, gzip |",
        f"|---|{'---|' * (len(WANTED) + len(METRICS) + 1)}",
        *rows,
    ]
    problems = [f"- {name}: {one}" for name, runs in found.items() for one in missed(runs)]
    if problems:
        lines += ["", "Below what is wanted:", "", *problems]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
