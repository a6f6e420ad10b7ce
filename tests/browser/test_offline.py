"""What a reader has visited opens again without a network; what is gone or withdrawn does not."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from served import serve
from small_site import build, write

SITE = """\
title: {en: Kept, ar: محفوظ}
base_url: https://example.org/archive/
languages: [en, ar]
"""
ARTICLE = """\
---
title: {title}
source: Press
date: 2015
keywords: [press]
---
{text}
"""
KEPT = """async () => {
  const urls = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) urls.push(request.url);
  return urls.map(url => new URL(url).pathname + new URL(url).search);
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    write(folder / "site.yaml", SITE)
    for name in ("one", "two", "three"):
        work = folder / "content/articles/2015" / name
        text = ARTICLE.format(title=f"Work “{name}” & more", text=f"The text of {name}.")
        write(work / "en.md", text)
    arabic = ARTICLE.format(title="العمل", text="نص العمل.").replace(
        "source: Press\ndate: 2015\nkeywords: [press]", "translation: {translators: [S]}"
    )
    write(folder / "content/articles/2015/one/ar.md", arabic)
    build(folder)
    return folder / "output"


@pytest.fixture
def output(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "output"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate(KEPT)
    return found


def pages_of(paths: list[str]) -> list[str]:
    return [p for p in paths if p.endswith("/") and not p.endswith("/offline/")]


def wait(page: Page, right: Callable[[list[str]], bool]) -> None:
    """Until what is kept is right: the worker keeps while the reader reads."""
    for _ in range(200):
        if right(kept(page)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(kept(page))


def visit(page: Page, address: str) -> None:
    """Reads a page, and waits until it is kept, and so is the list with its script."""
    page.goto(address)
    path = "/" + address.split("/", 3)[3]
    list_of_pages = path.split("/2015/")[0] + "/offline/"
    wait(
        page,
        lambda kept: {path, list_of_pages} <= set(kept) and any("list.js" in k for k in kept),
    )


@contextlib.contextmanager
def network(output: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """The site's address, and a way to lose the network, which ends the server."""
    stack = contextlib.ExitStack()
    with stack:
        yield stack.enter_context(serve(output, "/archive/")), stack.close


@pytest.mark.browser
def test_a_page_that_was_read_opens_again_and_looks_the_same(output: Path, page: Page) -> None:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    with network(output) as (home, lose):
        visit(page, f"{home}en/2015/one/")
        looks = page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize")
        assert messages == []
        lose()
        page.goto(f"{home}en/2015/one/")
        expect(page.get_by_text("The text of one.")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") == looks
        page.goto(f"{home}en/2015/one/index.html#main")
        expect(page.get_by_text("The text of one.")).to_be_visible()


@pytest.mark.browser
def test_nothing_is_fetched_that_nobody_asked_for(output: Path, page: Page) -> None:
    """But for the one page that lists what is kept, with its script."""
    with network(output) as (home, _):
        visit(page, f"{home}en/2015/one/")
        pages = {path.partition("?")[0] for path in kept(page)}
    assert pages == {
        "/archive/en/2015/one/",
        "/archive/en/offline/",
        "/archive/assets/style.css",
        "/archive/assets/theme.js",
        "/archive/assets/favicon.svg",
        "/archive/assets/offline/list.js",
    }


@pytest.mark.browser
@pytest.mark.parametrize(("language", "words"), [("en", "You are offline"), ("ar", "أنت غير متصل")])
def test_a_page_never_read_leads_to_those_that_were_in_the_readers_language(
    language: str, words: str, output: Path, page: Page
) -> None:
    with network(output) as (home, lose):
        visit(page, f"{home}{language}/2015/one/")
        lose()
        page.goto(f"{home}{language}/2015/three/")
        assert page.url == f"{home}{language}/offline/#missing"
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.get_by_text(words)).to_be_visible()
        title = "Work “one” & more" if language == "en" else "العمل"
        page.get_by_role("link", name=title).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)


@pytest.mark.browser
@pytest.mark.parametrize("how", ["gone", "withdrawn"])
def test_a_page_that_is_gone_or_withdrawn_is_not_shown_again(
    how: str, output: Path, page: Page
) -> None:
    with network(output) as (home, lose):
        visit(page, f"{home}en/2015/two/")
        visit(page, f"{home}en/2015/one/")
        if how == "gone":
            shutil.rmtree(output / "en/2015/two")
        else:
            file = output / "en/2015/two/index.html"
            robots = '<meta name="robots" content="noindex">\n<title>'
            html = file.read_text(encoding="utf-8").replace("<title>", robots, 1)
            file.write_text(html.replace("The text of two.", "Withdrawn."), encoding="utf-8")
        page.goto(f"{home}en/2015/two/")
        wait(page, lambda kept: "/archive/en/2015/two/" not in kept)
        lose()
        page.goto(f"{home}en/2015/two/")
        expect(page.get_by_role("link", name="Work “one” & more")).to_be_visible()
        assert page.get_by_text("The text of two.").count() == 0


@pytest.mark.browser
def test_a_page_that_changed_is_shown_as_it_is_now(output: Path, page: Page) -> None:
    with network(output) as (home, _):
        visit(page, f"{home}en/2015/one/")
        file = output / "en/2015/one/index.html"
        html = file.read_text(encoding="utf-8")
        file.write_text(html.replace("The text of one.", "Corrected."), encoding="utf-8")
        page.goto(f"{home}en/2015/one/")
        expect(page.get_by_text("Corrected.")).to_be_visible()


@pytest.mark.browser
def test_no_more_than_sixty_pages_are_kept_and_the_oldest_go_first(
    output: Path, page: Page
) -> None:
    with network(output) as (home, _):
        visit(page, f"{home}en/2015/one/")
        script = """async (home) => {
          const cache = await caches.open(home + "pages");
          for (let n = 0; n < 80; n++) await cache.put(`${home}en/old-${n}/`, new Response("old"));
        }"""
        page.evaluate(script, home)
        visit(page, f"{home}en/2015/two/")
        wait(page, lambda kept: len(pages_of(kept)) == 60)
        left = kept(page)
    assert "/archive/en/2015/two/" in left
    assert "/archive/en/old-79/" in left
    assert "/archive/en/2015/one/" not in left
    assert "/archive/en/offline/" in left


@pytest.mark.browser
def test_a_reader_can_make_the_device_forget(output: Path, page: Page) -> None:
    with network(output) as (home, lose):
        visit(page, f"{home}en/2015/one/")
        page.goto(f"{home}en/offline/")
        page.get_by_role("button", name="Forget these pages").click()
        expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
        lose()
        page.goto(f"{home}en/2015/one/")
        assert page.url == f"{home}en/offline/#missing"


@pytest.mark.browser
def test_a_site_that_no_longer_keeps_pages_makes_devices_forget_them(
    output: Path, page: Page
) -> None:
    with network(output) as (home, _):
        visit(page, f"{home}en/2015/one/")
        folder = output.parent / "off"
        write(folder / "site.yaml", SITE + "offline: false\n")
        write(folder / "content/articles/2015/one/en.md", ARTICLE.format(title="A", text="B."))
        build(folder)
        shutil.copytree(folder / "output", output, dirs_exist_ok=True)
        page.goto(f"{home}en/2015/one/")
        page.evaluate("navigator.serviceWorker.getRegistration().then(found => found?.update())")
        wait(page, lambda kept: not kept)
        page.goto(f"{home}en/2015/one/")
        assert "offline" not in page.content()
        assert "trusted-types 'none'" in page.content()


@pytest.mark.browser
def test_the_policy_that_allows_the_worker_allows_nothing_else(output: Path, page: Page) -> None:
    """Chromium wants a trusted address for a worker; none can be made here but that one."""
    tried = """(how) => {
      try {
        if (how === "another policy") trustedTypes.createPolicy("mine", {});
        if (how === "the policy again") trustedTypes.createPolicy("kept-pages", {});
        if (how === "a string as HTML") document.body.innerHTML = "<b>x</b>";
        if (how === "a string as a script")
          document.createElement("script").src = "https://example.org/x.js";
      } catch (error) {
        return error.name;
      }
      return "allowed";
    }"""
    with network(output) as (home, _):
        page.goto(f"{home}en/2015/one/")
        for how in (
            "another policy",
            "the policy again",
            "a string as HTML",
            "a string as a script",
        ):
            assert page.evaluate(tried, how) == "TypeError", how
        other = "navigator.serviceWorker.register('/archive/assets/theme.js').catch(e => e.name)"
        assert page.evaluate(other) == "TypeError"
