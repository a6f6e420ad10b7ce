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
Costs = Mapping[str, Any]
"""Case -> costs, one a turn."""


def report_of(found: Mapping[str, Any]) -> str:
    sizes = {int(size): of_size["costs"] for size, of_size in found["sizes"].items()}
    sizes = dict(sorted(sizes.items()))
    parts = [head(found), compared(found), *(of_size(n, costs) for n, costs in sizes.items())]
    parts += [growth(sizes), versions(found)]
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
