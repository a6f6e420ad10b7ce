"""Every kind of page in four languages, at three widths and in three schemes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from served import serve

HERE = Path(__file__).parent
AXE = HERE.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
LAYOUT = (HERE / "layout.js").read_text(encoding="utf-8").partition("\n")[2]
LANGUAGES = ("en", "ar", "ckb", "zh")
OF_A_LANGUAGE = (
    "", "about/", "keywords/", "keywords/war/", "sources/", "people/", "people/editors/", "places/",
    "places/syria/", "collections/", "collections/libraries-under-fire/", "years/", "2014/", "all/",
    "search/?q=%2Bx", "offline/",
)  # fmt: skip
PAGES_OF_ITS_OWN = {
    "en": ("2013/timbuktu-manuscripts/", "1896/cairo-geniza/", "2026/keeping-files-whole/",
           "1948/universal-declaration/with-zh/", "voices/"),
    "ar": ("2013/timbuktu-manuscripts/", "1988/tapes-in-suitcases/",
           "2015/palmyra-khaled-al-asaad/", "2013/timbuktu-manuscripts/with-en/", "voices/"),
    "ckb": ("2014/kobani-and-citizen-reporters/", "1948/four-articles/with-fa/"),
    "zh": ("1900/dunhuang-library-cave/", "1900/dunhuang-library-cave/with-fa/", "voices/"),
}  # fmt: skip
ABOVE_THE_LANGUAGES = ("", "status/", "404.html", "ur/")
"""The last of them is a front page in the tallest of the scripts."""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_ALL = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
RUN_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
"""Nothing else differs between the schemes."""


def paths(language: str, output: Path) -> list[str]:
    """One page of each kind, and more than one article; all of them are there."""
    own = [f"{language}/{path}" for path in (*OF_A_LANGUAGE, *PAGES_OF_ITS_OWN[language])]
    found = [*own, *(ABOVE_THE_LANGUAGES if language == "en" else ())]
    for path in found:
        file = output / path.partition("?")[0]
        assert (file if file.suffix == ".html" else file / "index.html").is_file(), path
    return found


@pytest.fixture(scope="module")
def home(sample: Path) -> Iterator[str]:
    with serve(sample, "/repo/") as address:
        yield address


def layout_faults(page: Page) -> list[str]:
    found: list[str] = page.evaluate(LAYOUT)
    return found


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_cut_or_covered_and_no_page_scrolls_sideways_or_complains(
    language: str, sample: Path, home: str, browser: Browser
) -> None:
    """Each page is opened once and then made wider, as a reader turns a phone."""
    wrong: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: wrong.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("request", lambda r: r.url.startswith(home) or wrong.append(f"asked for {r.url}"))
    for path in paths(language, sample):
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(home + path)
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            if wide > width:
                wrong.append(f"{path} is {wide} wide in a window of {width}")
            wrong += [f"{path} at {width}: {fault}" for fault in layout_faults(page)]
    context.close()
    assert wrong == []


@pytest.mark.browser
def test_the_check_of_the_layout_notices_what_it_is_for(home: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{home}en/about/")
    assert layout_faults(page) == []
    for style, fault in (
        ("h1 { block-size: .5em; overflow: hidden }", "cut off: <h1"),
        (".text p { white-space: nowrap }", "outside the window: <p"),
        (".text p + h2 { margin-block-start: -2em }", "on “"),
    ):
        tag = page.add_style_tag(content=style)
        assert any(fault in found for found in layout_faults(page)), style
        tag.evaluate("element => element.remove()")
    page.goto(f"{home}en/")
    assert layout_faults(page) == []
    page.add_style_tag(content="input { padding-inline: 30% !important }")
    assert any("no room for: <input" in found for found in layout_faults(page))
    context.close()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_light_dark_or_forced_colours(
    language: str, sample: Path, home: str, browser: Browser
) -> None:
    if not AXE.exists():
        pytest.skip("needs npm's axe-core (npm ci)")
    script = AXE.read_text(encoding="utf-8")
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    wrong: list[str] = []

    def run(path: str, scheme: str, rules: dict[str, Any]) -> None:
        found = page.evaluate("rules => axe.run(rules)", rules)["violations"]
        wrong.extend(f"{path} {scheme}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found)

    for path in paths(language, sample):
        page.emulate_media(color_scheme="light", forced_colors="none")
        page.goto(home + path)
        page.evaluate(script)
        run(path, "light", RUN_ALL)
        page.emulate_media(color_scheme="dark")
        run(path, "dark", RUN_COLOURS)
        page.emulate_media(color_scheme="light", forced_colors="active")
        run(path, "forced colours", RUN_COLOURS)
    context.close()
    assert wrong == []
