"""What a reader's browser fetches and computes: the search page, and its peers', in Chromium over
the loopback address. Bodies are counted as GitHub Pages sends them, compressed (``packed``)."""

from __future__ import annotations

import gzip
import random
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from benchmarks.generate import Plan, write_site
from benchmarks.search_make import Parsed
from playwright.sync_api import Page, sync_playwright
from search_chromium import chromium
from served import serve

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "node_modules"
CLIENT = ROOT / "themes/default/assets/search"
LATER = 3
"""Queries after the first, each counted."""

NEEDED = """async ([home, query]) => {
    const paths = [];
    const network = window.fetch;
    window.fetch = (url) => (paths.push(new URL(url).pathname), network(url));
    const [{ open }, { answer }, { settled }] = await Promise.all(
        ["files.js", "interpret.js", "parts.js"].map((name) => import(`${home}client/${name}`)));
    const { searched } = await open(new URL(`${home}search/en/manifest.json`));
    const { results } = await settled(() => answer(searched, query));
    return [paths, results.length];
}"""
"""The files that an answer needs, and how many works it has."""
COMPUTE = """async ([home, query, paths]) => {
    const bodies = new Map();
    for (const path of paths) bodies.set(path, await (await fetch(new URL(path, home))).text());
    window.fetch = async (url) => new Response(bodies.get(new URL(url).pathname));
    const [{ open }, { answer }, { settled }] = await Promise.all(
        ["files.js", "interpret.js", "parts.js"].map((name) => import(`${home}client/${name}`)));
    const start = performance.now();
    const { searched } = await open(new URL(`${home}search/en/manifest.json`));
    await settled(() => answer(searched, query));
    return performance.now() - start;
}"""
"""From the last byte to the answer in a page that has run nothing before: reading the manifest, the
shards and the lengths, weighing and ranking."""

PAGEFIND = """async ([home, query]) => {
    const pagefind = await import(`${home}pagefind/pagefind.js`);
    await pagefind.init();
    const found = await pagefind.search(query);
    await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
    return found.results.length;
}"""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Compressed bytes of what one query made a browser fetch, by kind of file."""

    by_kind: dict[str, int]

    @property
    def counted(self) -> int:
        """All but the passages under the results, which the articles' own texts are."""
        return sum(size for kind, size in self.by_kind.items() if kind != "passages")


def packed(data: bytes) -> int:
    """Bytes as sent: what is compressed already stays as it is."""
    return min(len(data), len(gzip.compress(data, 9)))


def queries(parsed: Parsed, count: int) -> list[str]:
    """Two words of one article: one of its title, one of its text, neither very short."""
    rng = random.Random(7)
    found: list[str] = []
    while len(found) < count:
        one = rng.choice(parsed.documents)
        first = [word.lower() for word in one.title.split() if len(word) > 3 and word.isalpha()]
        words = [word.lower() for word in parsed.texts[one.body].split() if word.isalpha()]
        second = [word for word in words if len(word) > 3]
        if first and second:
            found.append(f"{rng.choice(first)} {rng.choice(second)}")
    return found


def build_site(folder: Path, index: Path, parsed: Parsed) -> Path:
    """A built site whose search is that of the large archive; the articles' texts beside it."""
    source, output = folder / "site", folder / "served"
    shutil.rmtree(source, ignore_errors=True)
    shutil.rmtree(output, ignore_errors=True)
    write_site(source, Plan(1, words=50))
    subprocess.run(
        [sys.executable, ROOT / "build.py", "--site", source, "--output", output],
        check=True,
        capture_output=True,
    )
    shutil.rmtree(output / "search")
    shutil.copytree(index / "search", output / "search")
    shutil.copytree(CLIENT, output / "client")
    for one in parsed.documents:
        text = output / one.reference.strip("/") / "text.txt"
        text.parent.mkdir(parents=True, exist_ok=True)
        text.write_text(f"{one.title}\n\n{parsed.texts[one.body]}\n", encoding="utf-8")
    (output / "empty.html").write_text("<!doctype html><html lang=en><title>Nothing</title>")
    return output


@contextmanager
def browsing() -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


class _Counter:
    """Counts what a page fetches from a folder, each file once."""

    def __init__(self, page: Page, folder: Path, kinds: Sequence[tuple[str, str]]) -> None:
        self._folder, self._kinds = folder, kinds
        self._new: list[str] = []
        self._seen: set[str] = set()
        page.on("requestfinished", lambda request: self._new.append(urlsplit(request.url).path))

    def taken(self) -> Fetched:
        """Since the last time."""
        by_kind: dict[str, int] = {}
        for path in dict.fromkeys(self._new):
            kind = next((kind for part, kind in self._kinds if part in path), "")
            if kind and path not in self._seen:
                data = (self._folder / unquote(path).strip("/")).read_bytes()
                by_kind[kind] = by_kind.get(kind, 0) + packed(data)
        self._seen.update(self._new)
        self._new.clear()
        return Fetched(by_kind)


OUR_KINDS = (
    ("/assets/search/", "client"),
    ("manifest.json", "manifest"),
    ("lengths", "shards"),
    ("/shard-", "shards"),
    ("/endings-", "endings"),
    ("/records-", "records"),
    ("/facets", "facets"),
    ("/text.txt", "passages"),
)
PAGEFIND_KINDS = (
    ("pagefind.js", "client"),
    ("worker", "client"),
    ("wasm", "client"),
    ("entry", "manifest"),
    (".pf_meta", "manifest"),
    (".pf_index", "shards"),
    (".pf_filter", "facets"),
    (".pf_fragment", "records"),
)


def transfers(served: Path, asked: Sequence[str]) -> tuple[list[Fetched], list[Fetched]]:
    """What first and later queries fetch: each first one in a browser that has seen nothing."""
    first: list[Fetched] = []
    later: list[Fetched] = []
    with serve(served) as home, browsing() as browser:
        for at in range(0, len(asked), 1 + LATER):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            page.set_default_timeout(60_000)
            counter = _Counter(page, served, OUR_KINDS)
            page.goto(f"{home}en/search/", wait_until="networkidle")
            for place, query in enumerate(asked[at : at + 1 + LATER]):
                page.locator("#search input").fill(query)
                page.keyboard.press("Enter")
                page.wait_for_function(
                    "query => new URLSearchParams(location.search).get('q') === query", arg=query
                )
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(300)
                (later if place else first).append(counter.taken())
            context.close()
    return first, later


def computing(served: Path, asked: Sequence[str]) -> list[float]:
    """Milliseconds from the last byte to the answer, each in a page of its own."""
    with serve(served) as home, browsing() as browser:
        taken: list[float] = []
        for query in asked:
            page = browser.new_page()
            page.goto(f"{home}empty.html")
            paths, found = page.evaluate(NEEDED, [home, query])
            assert found, query
            page.goto(f"{home}empty.html")
            taken.append(page.evaluate(COMPUTE, [home, query, paths]))
            page.close()
    return taken


def pagefind_transfers(served: Path, asked: Sequence[str]) -> tuple[list[Fetched], list[Fetched]]:
    first: list[Fetched] = []
    later: list[Fetched] = []
    with serve(served) as home, browsing() as browser:
        for at in range(0, len(asked), 1 + LATER):
            context = browser.new_context()
            page = context.new_page()
            counter = _Counter(page, served, PAGEFIND_KINDS)
            page.goto(f"{home}empty.html")
            for place, query in enumerate(asked[at : at + 1 + LATER]):
                page.evaluate(PAGEFIND, [home, query])
                page.wait_for_timeout(200)
                (later if place else first).append(counter.taken())
            context.close()
    return first, later


def middle(values: Sequence[float]) -> float:
    return statistics.median(values)


def told(fetched: Sequence[Fetched]) -> dict[str, Any]:
    """Medians by kind, and the median and the most of all that is counted."""
    kinds = sorted({kind for one in fetched for kind in one.by_kind})
    return {
        "kinds": {kind: middle([one.by_kind.get(kind, 0) for one in fetched]) for kind in kinds},
        "median": middle([one.counted for one in fetched]),
        "most": max(one.counted for one in fetched),
        "count": len(fetched),
    }
