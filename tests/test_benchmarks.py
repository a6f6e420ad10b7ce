"""What the benchmarks stand on: archives made by seed, and costs that are measured right."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.building_measure import Failed, cost_of
from benchmarks.building_peers import PEER_TOOLS, edit_label
from benchmarks.building_report import goals
from benchmarks.building_sites import articles
from benchmarks.generate import MANY, Plan, works, write_site
from small_site import ROOT, tree

from site_builder.markup import scripts
from site_builder.pipeline import Options, check_site

PLAN = Plan(60, MANY, words=300)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    write_site(folder, PLAN)
    return folder


def test_the_same_seed_makes_the_same_archive_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("same", 3), ("other", 4)):
        write_site(tmp_path / name, Plan(3, ("en", "ar", "zh"), words=60, seed=seed))
    one, same, other = (tree(tmp_path / name) for name in ("one", "same", "other"))
    assert one == same
    assert one != other


def test_a_generated_archive_has_no_error(archive: Path) -> None:
    problems = check_site(Options(archive, archive / "output", "2026-01-15", cache=False))
    assert [str(problem) for problem in problems if problem.severity == "error"] == []


def test_a_generated_archive_has_all_that_articles_can_have(archive: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in archive.glob("content/articles/**/*.md")]
    for mark in (
        "keywords: [", "source: ", "people: [", "places: [", "translators: [",
        "](picture.png", "](../../2", "[^1]: ", "|---|", "```python", "\n> ", "\n## ",
    ):  # fmt: skip
        assert any(mark in text for text in texts), mark
    assert {len(work.versions) for work in works(PLAN)} == {1, 2, 3, 4}
    spoken = {version.language: version.text for work in works(PLAN) for version in work.versions}
    assert set(spoken) == set(MANY)
    assert len({script_of(text) for text in spoken.values()}) >= 10


def script_of(text: str) -> str:
    """The script of most letters of a text."""
    counts = {name: len(re.findall(f"[{of}]", text)) for name, of in scripts.LETTERS.items()}
    return max(counts, key=counts.__getitem__)


def test_a_peer_is_given_the_same_articles_as_ours(archive: Path) -> None:
    for article in articles(PLAN):
        ours = (archive / f"content/articles/{article.name}.md").read_text(encoding="utf-8")
        assert ours.endswith(f"---\n{article.body}")
        for peer in PEER_TOOLS:
            assert peer.header(article).endswith(article.body)


def test_the_edit_of_a_label_changes_the_keyword_that_most_articles_have(tmp_path: Path) -> None:
    write_site(tmp_path, Plan(2, words=20))
    path = tmp_path / "content/authorities/keywords.yaml"
    before = path.read_text().splitlines()
    edit_label(tmp_path, 7)
    after = path.read_text().splitlines()
    changed = [number for number, line in enumerate(after) if line != before[number]]
    assert changed == [1] and after[1].startswith('  label: {"en": "7 ')


BIG = "import subprocess, sys, time; kept = b'x' * 60_000_000; {then}; time.sleep({rest})"


def test_the_memory_of_all_processes_counts_together(tmp_path: Path) -> None:
    # While the child rests, both are at their largest: on a busy machine looks at them are rare.
    child = BIG.format(then="open('output/made', 'w').write('12345')", rest=2)
    parent = BIG.format(then="subprocess.run([sys.executable, '-c', sys.argv[1]])", rest=0)
    (tmp_path / "output").mkdir()
    cost = cost_of([sys.executable, "-c", parent, child], tmp_path, tmp_path / "output", 60)
    assert 120_000_000 < cost.memory < 240_000_000
    assert (cost.files, cost.size, cost.ended) == (1, 5, True)
    assert cost.wall >= 0.5 and cost.cpu > 0


def test_a_command_that_takes_too_long_is_stopped_and_one_that_fails_is_told(
    tmp_path: Path,
) -> None:
    cost = cost_of([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, tmp_path, 0.5)
    assert not cost.ended and 0.5 <= cost.wall < 30
    with pytest.raises(Failed, match="no such thing"):
        cost_of([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path, tmp_path, 60)


def test_the_benchmark_says_what_it_measured_and_which_peers_are_missing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tests/benchmarks/building.py", "--articles", "2", "--runs", "1",
         "--peers", "hugo", "--tools", tmp_path / "none", "--folder", tmp_path],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Hugo is left out: not installed; --install does it" in done.stderr
    assert "| Hugo | not measured: not installed; --install does it |" in done.stdout
    assert "| one keyword's label edited |" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_what_was_aimed_at_and_missed_is_told() -> None:
    def took(wall: float, *, ended: bool = True) -> list[dict[str, float | bool]]:
        return [{"wall": wall, "memory": 5e8, "ended": ended}]

    sizes = {
        1_000: {"ours": {"cold": took(9.0), "unchanged": took(0.1)}, "Hugo": {}},
        10_000: {
            "ours": {"cold": took(100.0), "unchanged": took(0.2)},
            "Hugo": {"cold": took(10.0), "unchanged": took(11.0)},
            "Nikola": {"cold": took(100.0, ended=False)},
        },
    }
    assert [line.split(" | ")[-2:] for line in goals(sizes)][4:] == [
        ["1/55", "yes |"],
        ["10 times", "no |"],
        ["≤ 1 times", "no |"],
        ["500 MB", "yes |"],
        ["11.1 times", "no |"],
        ["2.0 times", "yes |"],
    ]
