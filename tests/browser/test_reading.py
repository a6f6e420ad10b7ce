"""The sample archive in a reader's hands: by keyboard, on paper, in the dark, from a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from served import serve

FOCUSABLE = """() => [
  ...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0).length"""
PAINTED = """() => new Promise((told) => new PerformanceObserver(
  (list) => told(list.getEntriesByName("first-paint")[0].startTime)
).observe({type: "paint", buffered: true}))"""
FOCUSED = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    what: `${element.localName} ${element.textContent.trim().slice(0, 30)}`,
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@pytest.fixture(scope="module")
def built(sample: Path) -> Path:
    return sample


@pytest.fixture(scope="module")
def home(built: Path) -> Iterator[str]:
    with serve(built, "/repo/") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_the_archive_reads_from_a_folder_without_a_server_or_a_script(
    built: Path, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    missing: list[str] = []
    page.on("requestfailed", lambda request: missing.append(request.url))
    page.goto((built / "index.html").as_uri())
    page.get_by_role("main").get_by_role("link", name="العربية").first.click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("main").get_by_role("link", name="صناديق تمبكتو").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("صناديق تمبكتو")
    page.get_by_role("main").get_by_role("link", name=re.compile("^المخطوطات")).first.click()
    assert page.url.endswith("/ar/keywords/manuscripts/index.html")
    assert missing == []
    context.close()


@pytest.mark.browser
def test_a_folder_without_a_server_keeps_its_styles(built: Path, page: Page) -> None:
    """A CSP whose 'self' means nothing for a file would lose them."""
    page.goto((built / "en" / "index.html").as_uri())
    skip = page.locator("a[href='#main']").first
    assert skip.evaluate("e => getComputedStyle(e).position") in ("absolute", "fixed")


@pytest.mark.browser
def test_the_address_bar_shows_the_address_that_is_cited(home: str, page: Page) -> None:
    page.goto(f"{home}en/index.html")
    page.get_by_role("main").get_by_role("link", name="The chests of Timbuktu").first.click()
    page.wait_for_url(f"{home}en/2013/timbuktu-manuscripts/")


@pytest.mark.browser
def test_old_addresses_and_footnotes_lead_where_they_should(home: str, page: Page) -> None:
    page.goto(f"{home}en/2013/timbuktu-manuscripts/")
    page.locator("sup a").first.click()
    assert "#fn-1" in page.url
    page.locator("a.footnote-back").first.click()
    assert "#fnref-1" in page.url


@pytest.mark.browser
@pytest.mark.parametrize("path", ["en/", "ar/2013/timbuktu-manuscripts/", "en/places/", "status/"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is_without_a_script(
    path: str, home: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce")
    page = context.new_page()
    page.goto(home + path)
    many = page.evaluate(FOCUSABLE)
    reached = []
    for _ in range(many):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    assert "a " in reached[0]["what"]
    assert [r["what"] for r in reached if r["ring"] < 2 or not r["seen"]] == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body"), "more can be focused"
    context.close()


@pytest.mark.browser
def test_the_skip_link_shows_itself_and_leads_past_the_menu(home: str, page: Page) -> None:
    page.goto(f"{home}en/2013/timbuktu-manuscripts/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    assert (skip.bounding_box() or {"width": 0})["width"] > 50
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("en/2013/timbuktu-manuscripts/", "May 30, 2014"),
        ("ar/2013/timbuktu-manuscripts/", "٣٠ مايو ٢٠١٤"),
        ("en/about/", ""),
        ("zh/keywords/war/", ""),
    ],
)
def test_a_printed_page_has_its_address_and_date_and_no_navigation(
    path: str, date: str, home: str, page: Page
) -> None:
    page.goto(home + path)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.emulate_media(media="print")
    controls = page.locator("nav, button, input, summary, .skip, footer.imprint, [rel=prev]")
    assert [c.inner_text() for c in controls.all() if c.is_visible()] == []
    words = page.locator("body").inner_text()
    assert f"https://example.org/repo/{path}" in words
    assert date in words
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    links = page.locator(".text a.external")
    for link in links.all():
        after = link.evaluate("e => getComputedStyle(e, '::after').content")
        assert link.get_attribute("href") in after or "attr(href)" in after
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.browser
def test_the_chosen_appearance_holds_and_does_not_flash(home: str, page: Page) -> None:
    """What is painted first is already in the colours that were chosen, page after page."""
    page.add_init_script(
        """new MutationObserver(() => { window.chosen ??= performance.now(); })
             .observe(document, {subtree: true, attributeFilter: ["data-theme"]});"""
    )
    page.emulate_media(color_scheme="light")
    page.goto(f"{home}en/")
    ground = "getComputedStyle(document.body).backgroundColor"
    switch = page.locator(".theme-switch")
    seen = []
    for _ in range(3):
        switch.focus()
        page.keyboard.press("Enter")
        seen.append((switch.get_attribute("data-choice"), page.evaluate(ground)))
    light, dark = "rgb(255, 255, 255)", "rgb(23, 19, 22)"
    assert seen == [("light", light), ("dark", dark), ("auto", light)]
    switch.click()
    switch.click()
    for path in ("en/2013/timbuktu-manuscripts/", "ar/", "en/keywords/"):
        page.goto(home + path)
        assert page.evaluate(ground) == dark
        painted = page.evaluate(PAINTED)
        assert page.evaluate("window.chosen") <= painted, path
