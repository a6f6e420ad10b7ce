"""The search page in a reader's browser: typing, keys, address, facets, failure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from served import serve

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
QUERIES = {"en": ("librar", "manuscripts"), "ar": ("مكتب", "المخطوطات"), "zh": ("图书", "手稿")}

STRAYED = """() => [
    ...document.querySelectorAll(".search-language, .card :is(h2, .card-date, .card-deck)"),
]
    .filter((part) => {
        const words = document.createRange();
        words.selectNodeContents(part);
        const side = document.documentElement.dir === "rtl" ? "right" : "left";
        const lines = [...words.getClientRects()].map((line) => line[side]);
        const edge = part.getBoundingClientRect()[side];
        const nearest = side === "right" ? Math.max(...lines) : Math.min(...lines);
        return lines.length && Math.abs(nearest - edge) > 3;
    }).map((part) => part.textContent.slice(0, 30))"""
"""Texts of which no line begins at the edge of the list."""

SHIFTS = """window.shifts = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (shifts += entry.value)))
    .observe({ type: "layout-shift", buffered: true })"""
"""Adds up how far what was in sight has moved, as browsers measure it."""

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def home(sample: Path) -> Iterator[str]:
    with serve(sample, "/repo/") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    # What a worker asks for, a test cannot let fail.
    context = browser.new_context(service_workers="block")
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.set_default_timeout(10_000)
    yield opened
    context.close()
    assert troubles == []


def results(page: Page):
    return page.locator("#search-results h2 a")


@pytest.mark.parametrize("language", QUERIES)
def test_typing_shows_results_and_the_keyboard_opens_one(
    page: Page, home: str, language: str
) -> None:
    page.goto(f"{home}{language}/search/")
    page.keyboard.press("/")
    expect(page.locator("#search input")).to_be_focused()
    page.keyboard.type(QUERIES[language][0], delay=20)
    expect(results(page).first).to_be_visible()
    expect(page.locator("#search-status")).not_to_be_empty()
    page.keyboard.press("ArrowDown")
    expect(results(page).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#search input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    address = results(page).first.get_attribute("href").split("#")[0]
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.split("#")[0] == address)
    assert page.locator("article, main h1").first.is_visible()


def test_escape_clears_the_box_and_the_results(page: Page, home: str) -> None:
    page.goto(f"{home}en/search/?q=library")
    expect(results(page).first).to_be_visible()
    page.locator("#search input").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#search input")).to_have_value("")
    expect(results(page)).to_have_count(0)
    assert "q=" not in page.url


def test_an_address_can_be_shared_and_gone_back_to(page: Page, home: str) -> None:
    page.goto(f"{home}en/search/?q=manuscripts&keyword=libraries")
    expect(results(page).first).to_be_visible()
    narrowed = results(page).count()
    page.get_by_role("button", name="Libraries", pressed=True).click()
    expect(page).to_have_url(re.compile(r"\?q=manuscripts$"))
    expect(page.get_by_role("button", name="Libraries", pressed=False)).to_be_visible()
    assert results(page).count() >= narrowed
    page.go_back()
    expect(page).to_have_url(re.compile("keyword=libraries"))
    expect(results(page)).to_have_count(narrowed)


def test_a_facet_narrows_to_the_number_it_says(page: Page, home: str) -> None:
    page.goto(f"{home}en/search/?q=library")
    choice = page.locator(".facet li").first
    said = int(choice.locator(".count").inner_text())
    choice.get_by_role("button").click()
    expect(results(page)).to_have_count(said)


def test_all_languages_show_the_readers_own_first(page: Page, home: str) -> None:
    page.goto(f"{home}fr/search/?q=Tombouctou&lang=all")
    expect(results(page).first).to_be_visible()
    addresses = [link.get_attribute("href") or "" for link in results(page).all()]
    languages = [address.removeprefix(home).split("/")[0] for address in addresses]
    assert languages[0] == "fr"
    assert languages == sorted(languages, key=lambda tag: (tag != "fr", languages.index(tag)))


@pytest.mark.parametrize("path", ["en/search/?q=المخطوطات", "ar/search/?q=library&lang=all"])
def test_results_in_any_language_begin_where_the_lines_of_the_page_do(
    page: Page, home: str, path: str
) -> None:
    page.goto(home + path)
    expect(page.locator(".search-language").nth(2)).to_be_visible()
    assert page.evaluate(STRAYED) == []


def test_a_label_offers_the_page_of_its_term(page: Page, home: str) -> None:
    page.goto(f"{home}en/search/?q=المخطوطات")
    link = page.locator(".search-offers a")
    expect(link).to_have_attribute("href", f"{home}en/keywords/manuscripts/")


def test_the_matched_words_are_marked_on_the_result_and_in_its_link(page: Page, home: str) -> None:
    page.goto(f"{home}en/search/?q=manuscript")
    marks = page.locator(".card-passage mark")
    expect(marks.first).to_have_text(re.compile("manuscript", re.IGNORECASE))
    expect(results(page).first).to_have_attribute("href", re.compile("#:~:text="))


def test_a_slip_is_answered_with_the_word_that_was_meant(page: Page, home: str) -> None:
    page.goto(f"{home}en/search/?q=manuscirpts")
    page.get_by_role("button", name=re.compile("manuscripts")).click()
    expect(results(page).first).to_be_visible()
    expect(page.locator("#search input")).to_have_value("manuscripts")


def test_what_is_found_is_not_followed_by_another_word(page: Page, home: str) -> None:
    page.goto(f"{home}ar/search/?q=مكتبة")
    expect(results(page).first).to_be_visible()
    assert results(page).count() >= 3
    expect(page.locator(".search-offers > p button")).to_have_count(0)


def test_the_number_found_stays_while_the_choices_still_come(page: Page, home: str) -> None:
    waiting: list[Route] = []
    page.route("**/facets-*.txt*", lambda route: waiting.append(route))
    page.goto(f"{home}en/search/?q=library")
    expect(page.locator("#search-status")).to_have_text(re.compile(r"^\d+ results$"))
    page.wait_for_timeout(600)
    expect(page.locator("#search-status")).to_have_text(re.compile(r"^\d+ results$"))
    assert waiting
    for route in waiting:
        route.continue_()
    expect(page.locator(".facet li").first).to_be_visible()


def test_the_lists_below_do_not_jump_when_the_results_of_a_shared_address_come(
    page: Page, home: str
) -> None:
    below, height = page.locator("nav.after"), page.viewport_size["height"]

    def top() -> float:
        return below.bounding_box()["y"]

    waiting: list[Route] = []
    page.route("**/manifest.json*", lambda route: waiting.append(route))
    page.goto(f"{home}en/search/?q=library")
    expect(page.locator("#search-status")).not_to_be_empty()
    expect(below).to_be_hidden()
    for route in waiting:
        route.continue_()
    expect(results(page).first).to_be_visible()
    assert top() >= height
    page.unroute("**/manifest.json*")
    page.goto(f"{home}en/search/")
    assert top() < height
    page.goto(f"{home}en/search/?q=qqqzzz")
    expect(page.locator("#search-status")).to_have_text("Nothing found.")
    assert top() < height


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "asked", ["en/search/?q=qqqzzz", "ar/search/?q=ظظظغغغ", "en/search/?q=library"]
)
def test_nothing_jumps_where_the_answer_is_long_in_coming(
    page: Page, home: str, asked: str, width: int
) -> None:
    """As browsers measure it: below 0.1 is called good."""
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    waiting: list[Route] = []
    page.route("**/manifest.json*", lambda route: waiting.append(route))
    page.goto(home + asked)
    expect(page.locator("#search-status")).not_to_be_empty()
    page.wait_for_timeout(700)
    for route in waiting:
        route.continue_()
    expect(page.locator(".scope")).to_be_visible()
    expect(page.locator("nav.after")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("shifts") < 0.1


def test_the_lists_are_there_though_the_search_never_came(page: Page, home: str) -> None:
    page.route("**/search/search.js*", lambda route: route.abort())
    page.goto(f"{home}en/search/?q=library")
    expect(page.locator("nav.after")).to_be_visible()
    expect(page.locator(".imprint")).to_be_visible()


def test_choices_over_all_languages_are_named_in_the_readers_own(page: Page, home: str) -> None:
    page.goto(f"{home}ar/search/?q=library&lang=all")
    expect(page.get_by_role("button", name="الحرب", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="War", exact=True)).to_have_count(0)


def test_a_file_that_fails_gives_a_message_and_a_retry_that_works(page: Page, home: str) -> None:
    page.route("**/shard-*.txt*", lambda route: route.abort())
    page.goto(f"{home}en/search/?q=library")
    retry = page.locator("#search-status button")
    expect(retry).to_be_visible()
    page.unroute("**/shard-*.txt*")
    retry.click()
    expect(results(page).first).to_be_visible()


def test_code_that_fails_gives_a_message_and_a_retry_that_works(page: Page, home: str) -> None:
    page.route("**/app.js*", lambda route: route.abort())
    page.goto(f"{home}en/search/?q=library")
    retry = page.locator("#search-status button")
    expect(retry).to_be_visible()
    page.unroute("**/app.js*")
    retry.click()
    expect(results(page).first).to_be_visible()


def test_what_is_typed_is_never_read_as_html(page: Page, home: str) -> None:
    page.goto(f"{home}en/search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20__proto__")
    expect(page.locator("#search-status")).not_to_be_empty()
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("language", QUERIES)
def test_axe_finds_nothing_on_a_page_of_results(browser: Browser, home: str, language: str) -> None:
    # The page's policy forbids scripts from elsewhere, axe among them.
    context = browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{home}{language}/search/?q={QUERIES[language][1]}")
    expect(results(page).first).to_be_visible()
    page.add_script_tag(path=AXE)
    found = page.evaluate("() => axe.run()")
    context.close()
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []


def test_a_name_finds_its_works_in_every_language_the_readers_own_first(
    page: Page, home: str
) -> None:
    page.goto(f"{home}en/search/?q=المخطوطات")
    expect(results(page).first).to_be_visible()
    headings = page.locator("#search-results .search-language")
    expect(headings.first).to_have_text("English")
    assert headings.count() > 1
    addresses = [link.get_attribute("href") or "" for link in results(page).all()]
    assert len({address.removeprefix(home).split("/")[0] for address in addresses}) > 1


def test_without_scripts_the_form_leads_to_the_lists_of_keywords(
    browser: Browser, home: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}en/search/")
    page.locator("#search input").fill("library")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/search/(index\.html)?\?q=library$"))
    page.locator(".after a").first.click()
    expect(page).to_have_url(re.compile("/en/keywords/"))
    context.close()


def test_a_result_is_opened_by_pointer_with_its_words_in_the_address(page: Page, home: str) -> None:
    page.goto(f"{home}en/search/?q=manuscript")
    link = results(page).first
    expect(link).to_have_attribute("href", re.compile("#:~:text="))
    address = (link.get_attribute("href") or "").split("#")[0]
    link.click()
    page.wait_for_url(lambda url: url.split("#")[0] == address)
