"""What once looked wrong on the sample archive's pages, held to what a reader should see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from served import serve

pytestmark = pytest.mark.browser

ARROW = "link => getComputedStyle(link, '::after').content.slice(1, -1)"
STYLE = "([chosen, name]) => getComputedStyle(document.querySelector(chosen))[name]"
LOST = """() => [...document.querySelectorAll("a + .count")].filter((count) => {
    const lines = [...count.previousElementSibling.getClientRects()];
    return count.getBoundingClientRect().top > lines.at(-1).bottom;
}).map((count) => count.parentElement.textContent.trim())"""
"""Numbers that begin a line, away from what they count."""
EDGES = """(parts) => parts.map((part) => {
    const { left, right } = document.querySelector(part).getBoundingClientRect();
    return [Math.round(left), Math.round(right)];
})"""
SIDES = """() => [...document.querySelectorAll(".quote")].map((quote) => {
    const sides = [...quote.children].map((part) => {
        const words = document.createRange();
        words.selectNodeContents(part.querySelector("p") ?? part);
        const { left, right } = words.getBoundingClientRect();
        return { left, right };
    });
    const start = getComputedStyle(quote.firstElementChild).direction === "rtl" ? "right" : "left";
    return Math.abs(sides[0][start] - sides[1][start]);
})"""
"""How far from where the words begin their author's name does, in pixels."""


@pytest.fixture(scope="module")
def home(sample: Path) -> Iterator[str]:
    with serve(sample, "/repo/") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    yield context.new_page()
    context.close()


def style(page: Page, chosen: str, name: str) -> Any:
    return page.evaluate(STYLE, [chosen, name])


def test_an_arrow_out_of_the_site_points_away_from_its_own_words(page: Page, home: str) -> None:
    page.goto(f"{home}ar/2013/timbuktu-manuscripts/")
    assert page.eval_on_selector(".text a.external", ARROW) == "↖"
    assert page.eval_on_selector(".byline cite[dir=ltr] a.external", ARROW) == "↗"
    page.goto(f"{home}ar/2013/timbuktu-manuscripts/with-en/")
    assert page.eval_on_selector(".first.text a.external", ARROW) == "↖"
    assert page.eval_on_selector(".second.text a.external", ARROW) == "↗"


@pytest.mark.parametrize(
    ("path", "numbers"),
    [
        ("ckb/2014/kobani-and-citizen-reporters/", "arabic-indic"),
        ("fa/2014/kobani-and-citizen-reporters/", "persian"),
        ("ur/1981/jaffna-library/", "decimal"),
        ("ar/2014/kobani-and-citizen-reporters/", "arabic-indic"),
    ],
)
def test_lists_are_numbered_as_the_dates_beside_them(
    page: Page, home: str, path: str, numbers: str
) -> None:
    page.goto(home + path)
    assert style(page, ".text ol:not(.footnotes *) > li", "listStyleType") == numbers


def test_no_face_of_a_device_draws_persian_digits_as_urdu_has_them(page: Page, home: str) -> None:
    page.goto(f"{home}fa/")
    for chosen in ("h1", ".boxes .count", ".card-deck", "time"):
        assert style(page, chosen, "fontFeatureSettings") == '"locl" 0', chosen
    assert style(page, ".languages a[lang=ur]", "fontFeatureSettings") == "normal"
    page.goto(f"{home}ur/")
    assert style(page, "h1", "fontFeatureSettings") == "normal"


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_number_stays_with_what_it_counts(page: Page, home: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("en/sources/", "ar/sources/", "en/", "ar/sources/united-nations/"):
        page.goto(home + path)
        assert page.evaluate(LOST) == [], path


def test_both_texts_keep_to_the_edges_of_the_page(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    for path in (
        "en/2014/kobani-and-citizen-reporters/with-ar/",
        "ar/2014/kobani-and-citizen-reporters/with-en/",
    ):
        page.goto(home + path)
        masthead, texts, imprint = page.evaluate(EDGES, [".masthead", "main article", ".imprint"])
        assert masthead == texts == imprint


@pytest.mark.parametrize("width", [320, 1280])
def test_who_said_it_stands_below_where_the_words_begin(page: Page, home: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in (
        "en/1943/oneg-shabbat/", "ar/1988/tapes-in-suitcases/", "en/voices/", "ar/voices/",
        "zh/1900/dunhuang-library-cave/", "fa/voices/",
    ):  # fmt: skip
        page.goto(home + path)
        far = page.evaluate(SIDES)
        assert far and max(far) < 4, (path, far)


def test_a_point_is_never_left_at_the_end_of_a_line(page: Page, home: str) -> None:
    """It goes on with the words that it precedes, in the script of the page."""
    page.goto(f"{home}en/1948/universal-declaration/")
    point = "(part) => getComputedStyle(part, '::before').content"
    assert page.eval_on_selector(".byline .aside", point) == '"·\u00a0"'
    page.goto(f"{home}ar/1948/universal-declaration/")
    # A point beside Arabic digits would be read as a nought.
    assert page.eval_on_selector(".byline .aside", point) == '"–\u2060\u00a0"'
    assert "·" not in page.locator("main").inner_text()
