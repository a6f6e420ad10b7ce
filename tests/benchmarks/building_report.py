"""What ``building`` measured, as Markdown: medians, ratios within one run, versions."""

from __future__ import annotations

import platform
import statistics
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from benchmarks.building_peers import OURS, PEER_TOOLS, Tool

TOOLS = {tool.name: tool for tool in (OURS, *PEER_TOOLS)}
CASES = {
    "cold": "cold",
    "unchanged": "nothing changed",
    "article": "one article edited",
    "label": "one keyword's label edited",
    "template": "the article template edited",
}
GOALS = (
    (10_000, "unchanged", "Hugo", 1 / 50),
    (10_000, "article", "Hugo", 1 / 15),
    (1_000, "unchanged", "Hugo", 1 / 10),
    (1_000, "article", "Hugo", 1 / 5),
    (10_000, "cold", "Hugo", 2.0),
    (10_000, "cold", "Pelican", 1 / 4),
    (10_000, "cold", "MkDocs", 1 / 4),
    (10_000, "cold", "Nikola", 1 / 15),
)
"""Articles, case, peer, and what our wall time is to be of the peer's at most."""
MOST_MEMORY, MOST_GROWTH = 1e9, 11.0
"""Bytes at 10,000 articles; how many times as long ten times as many articles may take."""
Costs = Mapping[str, Any]
"""Case -> costs, one a turn."""


def report_of(found: Mapping[str, Any]) -> str:
    sizes = {int(size): of_size["costs"] for size, of_size in found["sizes"].items()}
    sizes = dict(sorted(sizes.items()))
    parts = [head(found), compared(found), *(of_size(n, costs) for n, costs in sizes.items())]
    parts += [growth(sizes), goals(sizes), versions(found)]
    return "\n".join(line for part in parts for line in (*part, "")).rstrip() + "\n"


def head(found: Mapping[str, Any]) -> Iterator[str]:
    spoken = {tuple(one["languages"]) for one in found["sizes"].values()}
    languages = "; ".join(", ".join(tags) for tags in sorted(spoken))
    yield "# Building: how long, how much memory"
    yield ""
    sizes = ",".join(sorted(found["sizes"], key=int))
    yield (
        f"Generated archives ({languages}) of about 650 words an article, built by "
        f"`python tests/benchmarks/building.py --articles {sizes}` on {found['machine']}; medians "
        f"of rounds ({found['runs']}) in which the tools take turns. A peer whose cold build takes "
        "longer than a minute is run once. Seconds depend on who else is at work on the machine; "
        "ratios within one run depend on it less."
    )
    yield ""
    yield (
        "Memory is the most that all processes of a build have together, shared pages counted "
        "once. Disk is what the kernel says was handed to it, caches and temporary files included. "
        "Files and their bytes are those of the output that were made or changed."
    )


def compared(found: Mapping[str, Any]) -> Iterator[str]:
    yield "## What is compared"
    yield ""
    yield (
        "The same Markdown under each tool's own kind of header: an article page each, with "
        "title, standfirst, date and keywords, in a template of ours that is as plain for every "
        "peer. They do not do the same work, and where they differ ours does more:"
    )
    yield ""
    yield "| | makes |"
    yield "|---|---|"
    yield from (f"| {tool.name} | {tool.gives} |" for tool in measured(found))
    for name, reason in found["missing"].items():
        yield f"| {name} | not measured: {reason} |"
    yield ""
    yield (
        "Only Nikola and Zensical keep something for a later build; the others build everything "
        "again. A link from one article to another is resolved by Hugo, MkDocs, Zensical and ours; "
        "Pelican, Nikola and Eleventy leave it as it is written, for they want another form of it."
    )


def of_size(size: int, costs: Mapping[str, Costs]) -> Iterator[str]:
    yield f"## {size:,} articles"
    yield ""
    yield "| ours | wall s | CPU s | memory MB | disk MB | files | their MB |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for case, name in CASES.items():
        if told := costs["ours"].get(case):
            yield f"| {name} | {' | '.join(cells(told))} |"
    if waited := costs["ours"].get("serve"):
        yield ""
        yield (
            "With `serve`, from saving an article to its new page: "
            f"{statistics.median(waited):.1f} s."
        )
    others = [name for name in costs if name != "ours"]
    if not others:
        return
    yield ""
    yield "| cold | wall s | CPU s | memory MB | disk MB | files | their MB | wall, ours: 1 | CPU |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for name in costs:
        if failed := costs[name].get("failed"):
            yield f"| {name} | failed: {failed.splitlines()[-1]} |"
        elif told := costs[name].get("cold"):
            ours = costs["ours"]["cold"]
            row = " | ".join((*cells(told), times(told, ours), times(told, ours, "cpu")))
            yield f"| {name} | {row} |"
    yield ""
    yield "| later, wall s | nothing changed | ours: 1 | CPU | one article edited | ours: 1 | CPU |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, one in costs.items():
        row = []
        for case in ("unchanged", "article"):
            told = one.get(case)
            ours = costs["ours"][case]
            row += (
                [seconds(told), times(told, ours), times(told, ours, "cpu")]
                if told
                else ["as cold", "", ""]
            )
        if "cold" in one and "failed" not in one:
            yield f"| {name} | {' | '.join(row)} |"


def growth(sizes: Mapping[int, Mapping[str, Costs]]) -> Iterator[str]:
    """From one size to the next."""
    if len(sizes) < 2:
        return
    pairs = list(pairwise(sizes))
    yield "## How the cost grows"
    yield ""
    yield (
        "Ours, wall seconds of one size in those of the one before; in proportion it would be "
        + ", ".join(f"{after / before:g}" for before, after in pairs)
        + "."
    )
    yield ""
    yield f"| | {' | '.join(f'{before:,} to {after:,}' for before, after in pairs)} |"
    yield f"|---|{'---:|' * len(pairs)}"
    for case, name in CASES.items():
        row = (
            f"{middle(sizes[after]['ours'][case]) / middle(sizes[before]['ours'][case]):.1f}"
            for before, after in pairs
        )
        yield f"| {name} | {' | '.join(row)} |"


def goals(sizes: Mapping[int, Mapping[str, Costs]]) -> Iterator[str]:
    """What was aimed at, and whether it is reached: the misses are told with the rest."""
    rows = []
    for size, case, peer, most in GOALS:
        costs = sizes.get(size, {})
        if (theirs := costs.get(peer, {}).get(case)) and (ours := costs["ours"].get(case)):
            ratio = middle(ours) / middle(theirs)
            part = share(most) if most > 1 else f"{share(most)} of"
            aim = f"{CASES[case]}, {size:,}: at most {part} the wall time of {peer}"
            least = "" if all(one["ended"] for one in theirs) else "≤ "
            rows.append((aim, f"{least}{share(ratio)}", ratio <= most))
    if told := sizes.get(10_000, {}).get("ours", {}).get("cold"):
        memory = max(one["memory"] for one in told)
        rows.append(("cold, 10,000: below 1 GB", f"{memory / 1e6:,.0f} MB", memory < MOST_MEMORY))
    if {1_000, 10_000} <= sizes.keys():
        for case, name in CASES.items():
            few, many = (sizes[size]["ours"].get(case) for size in (1_000, 10_000))
            if few and many:
                times = middle(many) / middle(few)
                aim = f"{name}, 1,000 to 10,000: at most {MOST_GROWTH:g} times"
                rows.append((aim, f"{times:.1f} times", times <= MOST_GROWTH))
    if rows:
        yield "## What was aimed at"
        yield ""
        yield "| aim | measured | reached |"
        yield "|---|---:|---|"
        yield from (f"| {aim} | {told} | {'yes' if kept else 'no'} |" for aim, told, kept in rows)


def share(ratio: float) -> str:
    """``1/15``, ``2.3 times``"""
    return f"1/{1 / ratio:.2g}" if ratio < 1 else f"{ratio:.2g} times"


def versions(found: Mapping[str, Any]) -> Iterator[str]:
    yield "## Versions"
    yield ""
    listed = ", ".join(f"{tool.name} {tool.version()}" for tool in measured(found))
    yield (
        f"{listed}; Python {platform.python_version()}. The peers, their settings and "
        "templates are in `tests/benchmarks/peers/`."
    )


def measured(found: Mapping[str, Any]) -> list[Tool]:
    names = {name for one in found["sizes"].values() for name in one["costs"]}
    return [tool for name, tool in TOOLS.items() if name in names]


def middle(told: list[dict[str, Any]], name: str = "wall") -> float:
    return float(statistics.median(one[name] for one in told))


def seconds(told: list[dict[str, Any]], name: str = "wall") -> str:
    least = "" if all(one["ended"] for one in told) else "≥ "
    value = middle(told, name)
    return f"{least}{value:,.1f}" if value >= 10 else f"{least}{value:.2f}"


def cells(told: list[dict[str, Any]]) -> Iterator[str]:
    yield seconds(told)
    yield seconds(told, "cpu")
    yield f"{max(one['memory'] for one in told) / 1e6:,.0f}"
    yield f"{middle(told, 'disk') / 1e6:,.1f}"
    yield f"{middle(told, 'files'):,.0f}"
    yield f"{middle(told, 'size') / 1e6:,.1f}"


def times(told: list[dict[str, Any]], ours: list[dict[str, Any]], name: str = "wall") -> str:
    ratio = middle(told, name) / middle(ours, name)
    least = "" if all(one["ended"] for one in told) else "≥ "
    return f"{least}{ratio:,.0f}" if ratio >= 10 else f"{least}{ratio:.2g}"
