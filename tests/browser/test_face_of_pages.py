"""Who is read in the site's own face for Arabic script, and who does not even ask for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route
from served import serve
from small_site import build, write

TEXTS = {
    "en": ("The letters", "The letters were kept in a box."),
    "ar": ("الرسائل", "حُفظت الرسائل في صندوق تحت الأرض."),
    "ckb": ("نامەکان", "نامەکان لە سندوقێکدا هەڵگیرابوون."),
    "ur": ("خطوط", "خطوط ایک صندوق میں رکھے گئے تھے۔"),
    "zh": ("信件", "信件藏在地板下的盒子里。"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = tmp_path_factory.mktemp("face") / "site"
    write(
        site / "site.yaml",
        "title: {en: T, ar: ع, ckb: ع, ur: ع, zh: 字}\nbase_url: https://example.org/\n"
        "languages: [en, ar, ckb, ur, zh]\narabic_face: true\n",
    )
    for language, (title, text) in TEXTS.items():
        header = "source: P\ndate: 2015\nkeywords: [k]" if language == "en" else "translation: {}"
        write(
            site / f"content/articles/2015/box/{language}.md",
            f"---\ntitle: {title}\n{header}\n---\n{text}\n\n## {title}\n\n{text}\n",
        )
    build(site)
    with serve(site / "output") as address:
        yield address


def read(browser: Browser, address: str) -> tuple[Page, list[str]]:
    """A page, and the fonts that it asked for.

    The face is optional, so that a busy machine would show it now and then: here it is waited for.
    """

    def waiting(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(": optional", ": block"))

    page = browser.new_context().new_page()
    page.route("**/style.css*", waiting)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => 0)")
    return page, [url for url in asked if ".woff2" in url]


def faces_of(page: Page, chosen: str) -> set[str]:
    """The faces that the browser sets an element in."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": chosen})["nodeId"]
    found = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"] for font in found if font["isCustomFont"]}


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_a_text_in_arabic_script_is_read_in_the_face_of_the_site(
    browser: Browser, home: str, language: str
) -> None:
    page, asked = read(browser, f"{home}{language}/2015/box/index.html")
    assert asked and all(url.startswith(home) for url in asked)
    assert faces_of(page, ".text p") == {"Noto Naskh Arabic"}
    assert faces_of(page, "h1") == set()
    assert faces_of(page, ".text h2") == set()
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ur", "zh"])
def test_no_other_text_asks_for_it(browser: Browser, home: str, language: str) -> None:
    page, asked = read(browser, f"{home}{language}/2015/box/index.html")
    assert asked == []
    assert faces_of(page, ".text p") == set()
    page.context.close()
