"""What readers on slow lines wait for is measured, and said where it is too much."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
import small_site
from small_site import TODAY, make_site, write

from site_builder import budgets
from site_builder.pipeline import Options, build_site, check_site
from site_builder.problems import BuildFailed, Problem

HEAVY = "output/en/2000/work-0/index.html"


def options(site: Path, **given: bool) -> Options:
    return replace(Options(site, site / "output", TODAY), **given)  # type: ignore[arg-type]


def heavy(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{p.path}: {p.message}" for p in problems if p.path.startswith("output/")]


def noise(words: int, seed: int = 1) -> str:
    """Words that hardly compress."""
    rng = random.Random(seed)
    made = ["".join(rng.choices("abcdefghijklmnop", k=9)) for _ in range(words)]
    return "\n\n".join(" ".join(made[at : at + 100]) for at in range(0, words, 100))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site", works=2, languages=("en",))


def add_text(site: Path, text: str) -> None:
    file = small_site.article_path(site, 0, "en")
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


def test_a_page_that_keeps_to_its_budgets_is_not_spoken_of(small: Path) -> None:
    assert heavy(build_site(options(small)).problems) == []


def test_a_page_too_heavy_for_a_slow_line_is_told_with_its_figure(small: Path) -> None:
    add_text(small, noise(9000))
    (said,) = heavy(build_site(options(small)).problems)
    assert said.startswith(f"{HEAVY}: the page with its styles and scripts weighs ")
    assert said.endswith(" kB compressed, more than 40 kB")
    figure = float(said.split(" weighs ")[1].split()[0])
    page = budgets.packed((small / HEAVY).read_bytes()) / 1000
    assert page < figure < page + 12


def test_it_is_told_again_though_nothing_was_made_again_and_by_check(small: Path) -> None:
    add_text(small, noise(9000))
    first = heavy(build_site(options(small)).problems)
    again = build_site(options(small))
    assert again.written.written == 0
    assert heavy(again.problems) == first
    assert heavy(check_site(options(small))) == first
    file = small_site.article_path(small, 0, "en")
    file.write_text(file.read_text(encoding="utf-8").partition(noise(9))[0], encoding="utf-8")
    assert heavy(check_site(options(small))) == []
    assert heavy(build_site(options(small)).problems) == []


def test_a_short_text_may_not_be_heavy(small: Path) -> None:
    cells = "\n".join(f"| {n * 7919 % 100003} | {n * 104729 % 999983} |" for n in range(1800))
    add_text(small, f"| a | b |\n|---|---|\n{cells}")
    said = heavy(build_site(options(small)).problems)
    assert any(" words weighs " in one and one.endswith("more than 14 kB") for one in said)


def test_a_heavy_frame_is_the_themes(small: Path) -> None:
    write(small / "themes/mine/theme.yaml", "extends: default\n")
    frame = (
        '{% extends "default/article.html" %}{% block main %}{{ super() }}<p>FILL</p>{% endblock %}'
    )
    template = frame.replace("FILL", noise(900))
    write(small / "themes/mine/templates/article.html", template)
    write(small / "site.yaml", f"{small_site.SITE}theme: mine\n")
    said = heavy(build_site(options(small)).problems)
    assert any("all of the page but its text weighs" in one and HEAVY in one for one in said)


def test_styles_and_scripts_of_a_theme_have_their_budgets(small: Path) -> None:
    write(small / "themes/mine/theme.yaml", "extends: default\n")
    write(small / "themes/mine/assets/more.css", f".x::before {{ content: '{noise(2500)}' }}")
    write(small / "themes/mine/assets/search/app.js", f"export const start = '{noise(2500)}';\n")
    write(small / "themes/mine/assets/theme.js", f"const said = '{noise(500)}';\n")
    write(small / "site.yaml", f"{small_site.SITE}theme: mine\n")
    said = heavy(build_site(options(small)).problems)
    assert any("output/assets/more.css: all styles together weigh" in one for one in said)
    assert any("output/assets/search/app.js: the code of search weighs" in one for one in said)
    assert any("the scripts that it starts with weigh" in one for one in said)


def test_a_script_that_holds_up_the_page_is_told(small: Path) -> None:
    weight = budgets.weight_of('<script src="../assets/theme.js?v=1"></script>', "")
    assert weight.blocking == 1
    assert weight.assets == ("assets/theme.js",)
    for late in ("defer", 'type="module"', "async"):
        assert budgets.weight_of(f'<script src="assets/a.js" {late}></script>', "").blocking == 0


def test_strict_fails_for_a_page_that_is_too_heavy(small: Path) -> None:
    add_text(small, noise(9000))
    with pytest.raises(BuildFailed) as failed:
        build_site(options(small, strict=True))
    assert heavy(failed.value.problems) == heavy(build_site(options(small)).problems)


def test_a_site_that_github_pages_will_not_take_is_told_at_the_end_of_every_build(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build_site(options(small))
    files = [path for path in (small / "output").rglob("*") if path.is_file()]
    assert built.written.published == sum(path.stat().st_size for path in files)
    assert heavy(built.problems) == []

    monkeypatch.setattr(budgets, "SITE", built.written.published - 1)
    again = build_site(options(small))
    assert again.written.written == 0
    (told,) = heavy(again.problems)
    assert told.startswith("output/: the site has ") and "GitHub Pages takes" in told
    with pytest.raises(BuildFailed):
        build_site(options(small, strict=True))
    monkeypatch.setattr(budgets, "SITE", built.written.published)
    assert heavy(build_site(options(small)).problems) == []


def test_characters_count_as_words_where_there_are_no_spaces() -> None:
    assert budgets.words_of("<p>记忆 kept <b>یاد</b></p>") == 4


def test_the_sample_archive_keeps_to_every_budget(sample: Path) -> None:
    pages = [page.read_text(encoding="utf-8") for page in sample.glob("*/*/*/index.html")]
    weights = [budgets.weight_of(page, text_of(page)) for page in pages if "<article" in page]
    assert len(weights) > 60
    assert max(weight.frame for weight in weights) <= budgets.FRAME
    assert max(weight.page for weight in weights) <= budgets.FRAME + budgets.TEXT
    assert not any(weight.blocking for weight in weights)
    assets = {
        path.relative_to(sample).as_posix(): budgets.packed(path.read_bytes())
        for path in (sample / "assets").rglob("*.*s")
    }
    for weight in weights:
        named = {path: assets[path] for path in weight.assets}
        assert weight.page + sum(named.values()) <= budgets.ALL_IN
        scripts = sum(size for path, size in named.items() if path.endswith(".js"))
        assert scripts <= budgets.DEFERRED
    styles = sum(size for path, size in assets.items() if path.endswith(".css"))
    assert 0 < styles <= budgets.STYLES
    assert 0 < assets[budgets.SEARCH_CODE] <= budgets.SEARCH


def text_of(page: str) -> str:
    """The article's text, which other blocks with an end of their own may stand in."""
    inside = page.partition('<div class="text">\n')[2]
    depth = 1
    for tag in re.finditer(r"<(/?)div\b", inside):
        depth += -1 if tag[1] else 1
        if not depth:
            return inside[: tag.start() - 1]
    return ""
