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
LINES = """(chosen) => [...new Set([...document.querySelectorAll(chosen)].flatMap((part) => {
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const counts = [];
    while (texts.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        counts.push(new Set([...range.getClientRects()].map((line) => line.top)).size);
    }
    return counts;
}))]"""
"""On how many lines each piece of text stands."""
LEADING = """() => [...document.querySelectorAll(".text p")].filter((part) => {
    const leading = parseFloat(getComputedStyle(part).lineHeight);
    const lines = part.getBoundingClientRect().height / leading;
    return Math.abs(lines - Math.round(lines)) > .02;
}).map((part) => part.textContent.slice(0, 40))"""
"""Paragraphs with a line that is higher than the others."""
MARGIN = """() => {
    const text = document.querySelector(".reading > .text").getBoundingClientRect();
    return [...document.querySelectorAll(".after > :not(h2)")].filter((part) => {
        const { left, right } = part.getBoundingClientRect();
        return left < text.left - 1 || right > text.right + 1;
    }).map((part) => part.textContent.trim().slice(0, 40));
}"""
"""What stands below a text, and not in its column."""


LINES_OF = """(words) => {
    const texts = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const at = texts.currentNode.data.indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(texts.currentNode, at);
        range.setEnd(texts.currentNode, at + words.length);
        return range.getClientRects().length;
    }
}"""
"""On how many lines the first of these words stand."""
PARTED = """(chosen) => [...document.querySelectorAll(chosen)]
    .filter((part) => part.getClientRects().length > 1).map((part) => part.textContent)"""
"""Texts that a line's end parts."""
ALONE = """() => [...document.querySelectorAll(".footnote-back")].filter((link) => {
    const before = document.createRange();
    before.setStart(link.parentNode, 0);
    before.setEndBefore(link);
    return [...before.getClientRects()].at(-1).bottom <= link.getBoundingClientRect().top;
}).length"""
"""How many links back begin a line of their own."""
BELOW = """() => [...document.querySelectorAll(".pair:has(h2)")].map((pair) => {
    const heading = pair.querySelector("h2").getBoundingClientRect();
    const before = pair.previousElementSibling.querySelector(".text > :last-child");
    const after = pair.nextElementSibling.querySelector(".text > :first-child");
    return [
        heading.top - before.getBoundingClientRect().bottom,
        after.getBoundingClientRect().top - heading.bottom,
    ];
})"""
"""The room above and below each heading, in pixels."""


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


def test_two_numbers_of_a_name_do_not_read_as_a_range(page: Page, home: str) -> None:
    """Article 19 of 1948 is not "19 to 1948"."""
    page.goto(f"{home}ar/voices/")
    assert page.locator(".voices figcaption").first.inner_text().endswith("المادة ١٩، ١٩٤٨")


@pytest.mark.parametrize("width", [320, 1280])
def test_dates_and_parts_of_an_address_keep_together(page: Page, home: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("ar/1991/eighteen-tons-of-paper/", "fa/1992/sarajevo-vijecnica/"):
        page.goto(home + path)
        assert page.evaluate(LINES, ".byline time, .citation .address") == [1], path


def test_years_stand_in_the_order_of_the_bars_above_them(page: Page, home: str) -> None:
    page.goto(f"{home}en/")
    years = [int(year) for year in page.locator(".year-links").first.inner_text().split()]
    assert years == sorted(years) and len(years) > 5


def test_two_texts_side_by_side_begin_at_one_height_and_have_code_of_one_size(
    page: Page, home: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{home}ar/2026/keeping-files-whole/with-de/")
    tops = "titles => titles.map(title => title.getBoundingClientRect().top)"
    assert len(set(page.eval_on_selector_all(".opening h1, .opening .title", tops))) == 1
    sizes = "parts => [...new Set(parts.map(part => getComputedStyle(part).fontSize))]"
    assert page.eval_on_selector_all("pre", sizes) == ["16px"]


def test_a_foreign_word_raises_no_line(page: Page, home: str) -> None:
    page.goto(f"{home}fa/1968/chronicle-of-current-events/")
    assert page.evaluate(LEADING) == []


@pytest.mark.parametrize("width", [768, 1280])
def test_only_labels_stand_in_the_margin(page: Page, home: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("ar/1988/tapes-in-suitcases/", "en/1948/universal-declaration/"):
        page.goto(home + path)
        assert page.evaluate(MARGIN) == [], path


@pytest.mark.parametrize("width", [320, 1280])
def test_dates_and_counts_are_not_parted(page: Page, home: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("en/1988/tapes-in-suitcases/", "de/2026/keeping-files-whole/"):
        page.goto(home + path)
        assert page.evaluate(PARTED, "time, .count") == [], path


@pytest.mark.parametrize("width", [320, 1280])
def test_a_link_back_from_a_note_is_never_alone_in_a_line(
    page: Page, home: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("en/1988/tapes-in-suitcases/", "en/1940/requiem-by-heart/"):
        page.goto(home + path)
        assert page.locator(".footnote-back").count() > 0
        assert page.evaluate(ALONE) == 0, path


def test_a_table_begins_and_ends_where_the_text_does(page: Page, home: str) -> None:
    page.goto(f"{home}en/1948/universal-declaration/")
    assert style(page, ".text th:first-child", "paddingInlineStart") == "0px"
    assert style(page, ".text td:last-child", "paddingInlineEnd") == "0px"


def test_side_by_side_a_heading_stands_with_what_it_heads(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{home}en/1948/universal-declaration/with-fr/")
    rooms = page.evaluate(BELOW)
    assert len(rooms) == 3
    assert all(above > 2 * below for above, below in rooms), rooms


def test_a_language_in_another_direction_moves_no_number(page: Page, home: str) -> None:
    page.goto(f"{home}en/1968/chronicle-of-current-events/with-fa/")
    assert page.locator(".notice bdi[lang=fa]").count() == 1


@pytest.mark.parametrize("path", ["en/", "ar/"])
def test_the_ways_to_browse_stand_in_one_row(page: Page, home: str, path: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(home + path)
    tops = page.eval_on_selector_all(
        ".shelf .big li", "all => all.map((li) => li.getBoundingClientRect().top)"
    )
    assert len(tops) == 6 and len(set(tops)) == 1


def test_a_page_that_has_moved_looks_like_the_others(page: Page, home: str) -> None:
    page.route(
        "**/rescue-of-the-manuscripts/",
        lambda route: route.fulfill(
            body=(route.fetch().text().replace('http-equiv="refresh"', "")),
            content_type="text/html",
        ),
    )
    page.goto(f"{home}en/2013/rescue-of-the-manuscripts/")
    assert style(page, "h1", "fontFamily") == style(page, ".deck", "fontFamily")
    assert page.locator(".opening a").bounding_box()["x"] == page.locator("h1").bounding_box()["x"]


def test_a_chinese_name_is_not_parted_in_a_text_of_another_script(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{home}en/1900/dunhuang-library-cave/")
    assert page.evaluate(LINES_OF, "敦煌") == 1
    assert style(page, ".text blockquote p", "wordBreak") == "normal"
