"""Images in a reader's browser: the width that suits the screen, the place kept free for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route
from served import serve
from small_site import article, article_path, build, make_site, write
from test_pictures import photo

SHOWN = "document.querySelector('main img').currentSrc.split('/').at(-1)"
PLACE = """() => {
  const box = (chosen) => document.querySelector(chosen).getBoundingClientRect();
  return [box("main img").width, box("main img").height, box(".after, footer").top];
}"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = make_site(tmp_path_factory.mktemp("pictures") / "site", works=3)
    for number, header, text in (
        (1, "", "\n![A street](street.jpg)\n"),
        (2, "image: {file: street.jpg, alt: A street}\n", ""),
    ):
        path = article_path(folder, number, "en")
        write(path, article(number, "en", header=header) + text)
        (path.parent / "street.jpg").write_bytes(photo(2000, 1000))
    build(folder)
    with serve(folder / "output", "/small/") as address:
        yield address


def opened(browser: Browser, width: int, density: float, address: str) -> Page:
    size = {"width": width, "height": 900}
    page = browser.new_context(viewport=size, device_scale_factor=density).new_page()  # type: ignore[arg-type]
    page.goto(address)
    page.locator("main img").first.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('main img').complete")
    return page


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "density", "file"),
    [
        (320, 1, "street.jpg.480.webp"),
        (360, 2, "street.jpg.960.webp"),
        (1280, 1, "street.jpg.960.webp"),
        (1280, 2, "street.jpg.1600.webp"),
    ],
)
@pytest.mark.parametrize("article", ["en/2001/work-1/", "en/2002/work-2/"])
def test_each_screen_gets_the_width_that_it_can_show(
    browser: Browser, home: str, article: str, width: int, density: float, file: str
) -> None:
    page = opened(browser, width, density, f"{home}{article}index.html")
    assert page.evaluate(SHOWN) == file
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


@pytest.mark.browser
def test_half_a_page_takes_a_narrower_one(browser: Browser, home: str) -> None:
    page = opened(browser, 900, 1, f"{home}en/2001/work-1/with-ar/index.html")
    assert page.evaluate(SHOWN) == "street.jpg.480.webp"
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("article", ["en/2001/work-1/", "en/2002/work-2/"])
def test_nothing_jumps_when_an_image_arrives(browser: Browser, home: str, article: str) -> None:
    held: list[Route] = []
    page = browser.new_context(viewport={"width": 400, "height": 3000}).new_page()
    page.route("**/media/**", lambda route: held.append(route))
    page.goto(f"{home}{article}index.html", wait_until="domcontentloaded")
    before = page.evaluate(PLACE)
    assert before[0] > 300 and abs(before[0] - 2 * before[1]) < 2
    page.wait_for_timeout(300)
    assert held, "the image was asked for"
    for route in held:
        route.continue_()
    page.wait_for_function("() => document.querySelector('main img').naturalWidth > 0")
    assert page.evaluate(PLACE) == before
    page.context.close()
