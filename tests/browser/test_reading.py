"""The sample archive in a reader's browser: from a server, from a folder, narrow, wide, dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from served import serve

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGE_TYPES = (
    "index.html",
    "{lang}/index.html",
    "{lang}/2013/timbuktu-manuscripts/index.html",
    "{lang}/about/index.html",
    "{lang}/keywords/index.html",
    "{lang}/keywords/manuscripts/index.html",
    "{lang}/sources/index.html",
    "{lang}/people/index.html",
    "{lang}/places/index.html",
    "{lang}/collections/index.html",
    "{lang}/collections/libraries-under-fire/index.html",
    "{lang}/years/index.html",
    "{lang}/2014/index.html",
    "{lang}/all/index.html",
    "{lang}/search/index.html",
    "en/1896/cairo-geniza/index.html",
    "status/index.html",
    "404.html",
)


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


def page_types(built: Path, language: str) -> list[str]:
    """Paths of one page of each type; what this language does not have is left out."""
    paths = [path.format(lang=language) for path in PAGE_TYPES]
    there = [path for path in paths if (built / path).is_file()]
    years = sorted(p.name for p in (built / language).iterdir() if re.fullmatch(r"\d{4}", p.name))
    there += [
        f"{language}/{y}/index.html"
        for y in years
        if (built / language / y / "index.html").is_file()
    ][:1]
    return there


def what_is_wrong(page: Page, width: int, home: str, paths: list[str]) -> list[str]:
    """Console messages, requests to elsewhere, and pages wider than their window."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("request", lambda r: r.url.startswith(home) or wrong.append(f"asked for {r.url}"))
    assert len(paths) >= 14
    for path in paths:
        page.goto(home + path.removesuffix("index.html"))
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        if wide > width:
            wrong.append(f"{path} is {wide} wide in a window of {width}")
    return wrong


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ar", "fr", "fa"])
def test_every_page_type_fits_its_window_and_keeps_to_itself(
    language: str, built: Path, home: str, browser: Browser
) -> None:
    wrong: list[str] = []
    for width in (320, 768, 1280):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        wrong += what_is_wrong(page, width, home, page_types(built, language))
        context.close()
    assert wrong == []


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_type(
    language: str, scheme: str, built: Path, home: str, browser: Browser
) -> None:
    if not AXE.exists():
        pytest.skip("needs npm's axe-core (npm ci)")
    script = AXE.read_text(encoding="utf-8")
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    for path in page_types(built, language):
        page.goto(home + path)
        page.evaluate(script)
        # Colours are all that the dark pages have to themselves.
        rules = "{runOnly: ['color-contrast']}" if scheme == "dark" else "{}"
        found = page.evaluate(f"() => axe.run({rules})")
        wrong += [f"{path}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]
    context.close()
    assert wrong == []


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
