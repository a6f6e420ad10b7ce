"""What ``search`` measured, as Markdown: medians, ratios within the one run, versions."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from benchmarks.search_page import PACKAGES, middle

KINDS = ("client", "manifest", "shards", "endings", "records", "facets", "passages")
SEARCHES = (
    ("this search, first", "first"),
    ("this search, later", "later"),
    ("Pagefind, first", "pagefind_first"),
    ("Pagefind, later", "pagefind_later"),
)


def report_of(found: dict[str, Any]) -> str:
    parts = (head, transferred, computed, made, understood, versions)
    return "\n".join(line for part in parts for line in (*part(found), ""))


def head(found: dict[str, Any]) -> Iterator[str]:
    said = found["vocabulary"]
    small = "" if found["articles"] >= 10_000 else f" --articles {found['articles']}"
    yield "# Search: how large, how fast, how good"
    yield ""
    yield (
        f"{found['articles']:,} generated articles in English, {said['each']} words each on the "
        f"average, {said['distinct']:,} distinct words. Made by "
        f"`python tests/benchmarks/search.py{small}`; medians. A size is that of bodies, each "
        "compressed by itself with gzip -9, not headers; GitHub Pages compresses text with gzip "
        "at a lower level, which makes it some percent larger. A kB is 1,000 bytes."
    )


def transferred(found: dict[str, Any]) -> Iterator[str]:
    stock = found["lunr"]["index"] + found["lunr"]["client"]
    index = sum(size for kind, size in found["sizes"].items() if kind != "lunr.json")
    yield "## What a reader fetches"
    yield ""
    yield (
        f"Two words of one article, one of its title and one of its text, typed and entered: "
        f"{found['first']['count']} first queries, each in a browser that has seen nothing, and "
        f"{found['later']['count']} later ones. Ten results are shown."
    )
    yield ""
    yield "| compressed kB | first query | at most | a later one | at most | whole index |"
    yield "|---|---:|---:|---:|---:|---:|"
    yield _row("this search", found["first"], found["later"], index)
    whole = found["pagefind"]["size"]
    yield _row("Pagefind", found["pagefind_first"], found["pagefind_later"], whole)
    yield (
        f"| stock lunr: lunr.min.js and the index lunr.py makes | {_kb(stock)} | {_kb(stock)} "
        f"| 0 | 0 | {_kb(found['lunr']['index'])} |"
    )
    yield ""
    yield (
        "By kind of file. A passage, which is a result's own text, comes when the result is seen; "
        "it is not counted above. Pagefind's fragments (under records) have the texts in them."
    )
    yield ""
    kinds = [kind for kind in KINDS if any(kind in found[name]["kinds"] for _, name in SEARCHES)]
    yield f"| | {' | '.join(kinds)} |"
    yield f"|---|{'---:|' * len(kinds)}"
    for label, name in SEARCHES:
        sizes = (_kb(found[name]["kinds"].get(kind, 0)) for kind in kinds)
        yield f"| {label} | {' | '.join(sizes)} |"
    yield ""
    listed = (f"{kind} {_kb(size)}" for kind, size in sorted(found["sizes"].items()))
    yield f"The published index, kB: {', '.join(listed)}."


def computed(found: dict[str, Any]) -> Iterator[str]:
    times = sorted(found["computing"])
    yield "## What a browser computes"
    yield ""
    yield (
        "From the last byte to the answer in Chromium, in a page that has run nothing before "
        f"({len(times)} two-word queries; the manifest, the shards and the lengths are read in "
        f"this time): median {middle(times):.0f} ms, nine tenths within "
        f"{times[len(times) * 9 // 10]:.0f} ms, at most {times[-1]:.0f} ms."
    )


def made(found: dict[str, Any]) -> Iterator[str]:
    ours, edited, stock = (
        middle([one["seconds"] for one in found[name]]) for name in ("index", "edit", "lunr_py")
    )
    pagefind = found["pagefind"]["seconds"]
    last = found["edit"][-1]
    yield "## What a build computes"
    yield ""
    yield "| from parsed articles | seconds | | memory, MB |"
    yield "|---|---:|---|---:|"
    yield f"| lunr.py, its own index | {stock:.1f} | | {_memory(found, 'lunr_py')} |"
    yield (
        f"| all files of this search, nothing remembered | {ours:.1f} | {_ratio(ours, stock)} of "
        f"lunr.py's time | {_memory(found, 'index')} |"
    )
    yield (
        f"| the same after an edit of one article | {edited:.2f} | {_ratio(edited, ours)} of a "
        f"full indexing | {_memory(found, 'edit')} |"
    )
    yield (
        f"| Pagefind, from plain pages on disk | {pagefind:.1f} | {_ratio(pagefind, stock)} of "
        "lunr.py's time | |"
    )
    yield ""
    yield (
        f"Each in a process of its own; the cache is read and written in the time told. The edit "
        f"adds a sentence, one word of which no text has: {last['made']} files are made, of which "
        f"{last['differing']} are not as before."
    )


def understood(found: dict[str, Any]) -> Iterator[str]:
    rows = found["finds"]["rows"]
    yield "## What readers find"
    yield ""
    yield (
        "The table `tests/cases/search/finds.md`, asked of each: rows whose text is found first "
        "or second. lunr-languages has a pipeline for "
        f"{', '.join(found['finds']['lunr_languages'])}; elsewhere lunr.js runs as it is."
    )
    yield ""
    yield "| language | rows | this search | lunr.js and lunr-languages | Pagefind |"
    yield "|---|---:|---:|---:|---:|"
    for language, one in rows.items():
        yield f"| {language} | {one['rows']} | {one['ours']} | {one['lunr']} | {one['pagefind']} |"
    whom = ("rows", "ours", "lunr", "pagefind")
    sums = {who: sum(one[who] for one in rows.values()) for who in whom}
    shares = (f"{sums[who]} ({100 * sums[who] / sums['rows']:.1f} %)" for who in whom[1:])
    yield f"| all | {sums['rows']} | {' | '.join(shares)} |"
    yield ""
    yield "What this search misses is named, with reasons, in `tests/test_search_finds.py`."


def versions(_: dict[str, Any]) -> Iterator[str]:
    packages = ", ".join(f"{name} {_npm(name)}" for name in ("lunr", "lunr-languages", "pagefind"))
    yield "## Versions"
    yield ""
    yield (
        f"Python {platform.python_version()}, lunr.py {version('lunr')}, PyStemmer "
        f"{version('PyStemmer')}; from npm {packages}. Two shared cores, "
        f"{platform.machine()}: seconds depend on who else is at work, ratios within the run less."
    )


def _row(name: str, first: dict[str, Any], later: dict[str, Any], whole: int) -> str:
    cells = (first["median"], first["most"], later["median"], later["most"], whole)
    return f"| {name} | {' | '.join(map(_kb, cells))} |"


def _kb(size: float) -> str:
    return f"{size / 1000:,.1f}" if size < 1_000_000 else f"{size / 1000:,.0f}"


def _ratio(seconds: float, of: float) -> str:
    return f"1/{of / seconds:.1f}" if seconds < of else f"{seconds / of:.1f} times"


def _memory(found: dict[str, Any], name: str) -> str:
    return f"{max(one['memory'] for one in found[name]) / 1e6:,.0f}"


def _npm(package: str) -> str:
    told: str = json.loads((PACKAGES / package / "package.json").read_text())["version"]
    return told
