"""Contributed text runs nothing and asks nobody, with any one of the three layers alone.

The layers: the sanitiser (nh3), the policy of our own serialiser, and the page's CSP. A build
would refuse most of these payloads outright; here they are rendered all the same, in the body and
in every field that a template shows.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
from payloads import PAYLOADS
from playwright.sync_api import Browser, Page, Request
from served import serve

from site_builder import markup, pages
from site_builder.cache import Cache
from site_builder.markup import Layers
from site_builder.model import LangText, TemplatePage
from site_builder.outputs.chrome import chrome
from site_builder.outputs.json_ld import script_safe
from site_builder.pipeline import Options, Prepared, prepare

ROOT = Path(__file__).parent.parent.parent
COMPUTED = frozenset(
    {"address", "language", "kind", "type", "method", "state", "home", "search", "feed", "previous",
     "next", "up", "manifest", "target", "base_url", "anchor", "digest", "published", "og_type",
     "languages", "role", "canonical", "browse", "azs", "image", "media_type", "json_ld", "links",
     "fallback", "renditions", "order", "orders"}
)  # fmt: skip
"""Fields that the engine makes; no contributor writes them."""
ADDRESSES = frozenset({"url", "archived", "same_as", "original_url", "edit_url", "report_url"})
NETWORK = re.compile(r"(https?|wss?|ftp):", re.IGNORECASE)
CSP = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

TRAP = """
window.hits = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...said) => { window.hits.push(name + "(" + said + ")"); };
"""
PROVOKE = """() => {
  // The theme's own search form would leave the page.
  document.addEventListener("submit", (event) => event.preventDefault(), true);
  const types = ["click", "mouseover", "mouseenter", "focus", "blur", "input", "toggle", "load",
    "error", "start", "animationstart", "pointerdown", "keydown", "submit"];
  for (const element of document.querySelectorAll("main *")) {
    for (const type of types)
      element.dispatchEvent(new Event(type, { bubbles: false, cancelable: true }));
    const address = String(element.href?.baseVal ?? element.href ?? "");
    const runs = /^(javascript|data|vbscript):/i.test(address.trim());
    if (runs || element.matches("[formaction], button")) element.click?.();
  }
}"""


@pytest.fixture(scope="module")
def ready() -> Prepared:
    options = Options(root=ROOT, output=Path("output"), today="2026-11-23", cache=False)
    return prepare(options, Cache(None))


def one_of_each(ready: Prepared) -> dict[str, Any]:
    """Template -> the model with the most to show."""
    found: dict[str, Any] = {}
    for planned in ready.planned:
        page = planned.output.page
        if isinstance(page, TemplatePage):
            best = found.get(page.template)
            if best is None or len(repr(page.model)) > len(repr(best)):
                found[page.template] = page.model
    return found


def poisoned(value: Any, payload: str, name: str = "") -> Any:
    """The model with the payload in every text that comes from a contributor."""
    if isinstance(value, str):
        if name in ADDRESSES:
            return 'https://example.org/"onclick="alert(1)' if value else value
        return value if name in COMPUTED else payload
    if isinstance(value, LangText):
        return LangText(payload, value.language)
    if isinstance(value, pages.Download):
        return value
    if isinstance(value, tuple):
        return tuple(poisoned(item, payload, name) for item in value)
    if dataclasses.is_dataclass(value) and type(value).__module__ == "site_builder.pages":
        changed = {
            f.name: poisoned(getattr(value, f.name), payload, f.name)
            for f in dataclasses.fields(value)
            if f.init
        }
        if isinstance(value, pages.Head):
            changed["json_ld"] = script_safe({"headline": payload})
        return dataclasses.replace(value, **changed)
    return value


def write_site(
    ready: Prepared, folder: Path, sheets: dict[str, tuple[str, Any, str]], *, csp: bool
) -> None:
    """Pages (path -> template, model, body) with the theme's files, with or without the CSP."""
    for path, data in ready.theme.assets:
        (folder / "assets" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "assets" / path).write_bytes(data)
    around = chrome(ready.archive, "en")
    for path, (template, model, body) in sheets.items():
        html = ready.theme.render(template, model, chrome=around, path=path, body=body)
        if not csp:
            html, removed = CSP.subn("", html, count=1)
            assert removed == 1
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(html, encoding="utf-8")


def body_of(payload: str, number: int, layers: Layers) -> str:
    digest = f"{number:032x}"
    made = markup.render(
        payload, path="content/articles/a/b/en.md", language="en", first_line=1, digest=digest,
        layers=layers,
    )  # fmt: skip
    return markup.place_links(made.body, ["index.html"] * len(made.links))


def visit(page: Page, home: str, paths: list[str]) -> list[str]:
    """What ran, or was asked of another origin, on any of the pages."""
    wrong: list[str] = []
    foreign: dict[Request, str] = {}
    current = ""

    def asked(request: Request) -> None:
        if NETWORK.match(request.url) and not request.url.startswith(home):
            foreign[request] = f"{current}: asked for {request.url}"

    def failed(request: Request) -> None:
        """Chromium tells of a request that the CSP forbids, too, but it never leaves the page."""
        if request.failure == "csp":
            foreign.pop(request, None)

    # None is answered: the browser is started with no way to another host.
    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("dialog", lambda dialog: (wrong.append(f"{current}: dialog"), dialog.dismiss()))
    page.add_init_script(TRAP)
    for current in paths:
        page.goto(home + current, wait_until="load")
        page.evaluate(PROVOKE)
        wrong += [f"{current}: {hit}" for hit in page.evaluate("() => window.hits")]
    return wrong + list(foreign.values())


LAYERS: dict[str, tuple[Layers, bool]] = {
    "the sanitiser": (Layers(sanitiser=True, policy=False), False),
    "the policy": (Layers(sanitiser=False, policy=True), False),
    "the CSP": (Layers(sanitiser=False, policy=False), True),
}


def lean(model: Any) -> Any:
    """The same article with nothing round its text, so that six hundred of them load quickly."""
    bare = {
        f.name: () for f in dataclasses.fields(model) if isinstance(getattr(model, f.name), tuple)
    }
    boxes = dict.fromkeys(
        ("source", "translation", "image", "rights", "citation", "previous", "next")
    )
    return dataclasses.replace(model, **bare, **boxes)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("alone", LAYERS)
def test_no_payload_in_an_article_runs_or_asks_anybody(
    alone: str, ready: Prepared, browser: Browser, tmp_path: Path
) -> None:
    """Each payload as a text of its own; then all of them, ten at a time, in every field."""
    layers, csp = LAYERS[alone]
    model = one_of_each(ready)["article.html"]
    assert len(PAYLOADS) >= 100
    sheets = {
        f"en/{number}/index.html": ("article.html", lean(model), body_of(payload, number, layers))
        for number, payload in enumerate(PAYLOADS)
    }
    for start in range(0, len(PAYLOADS), 10):
        several = " ".join(PAYLOADS[start : start + 10])
        sheets[f"ar/{start}/index.html"] = ("article.html", poisoned(model, several, "title"), "")
    write_site(ready, tmp_path, sheets, csp=csp)
    with serve(tmp_path, lasting=True) as home:
        page = browser.new_page()
        try:
            wrong = visit(page, home, list(sheets))
        finally:
            page.close()
    assert wrong == []


@pytest.mark.browser
def test_no_payload_in_a_name_or_title_runs_on_any_other_page(
    ready: Prepared, browser: Browser, tmp_path: Path
) -> None:
    """Escaping alone holds: the CSP is taken out."""
    everything = " ".join(PAYLOADS)
    models = {t: m for t, m in one_of_each(ready).items() if t != "article.html"}
    assert {
        "home.html",
        "list.html",
        "az.html",
        "chooser.html",
        "search.html",
        "status.html",
    } <= set(models)
    sheets = {
        f"en/{number}/index.html": (template, poisoned(model, everything), "")
        for number, (template, model) in enumerate(sorted(models.items()))
        if template not in ("redirect.html", "404.html")
    }
    write_site(ready, tmp_path, sheets, csp=False)
    with serve(tmp_path, lasting=True) as home:
        page = browser.new_page()
        try:
            wrong = visit(page, home, list(sheets))
        finally:
            page.close()
    assert wrong == []


@pytest.mark.browser
def test_the_trap_notices_a_script_that_runs(
    ready: Prepared, browser: Browser, tmp_path: Path
) -> None:
    """With all three layers off the payloads do run: the tests above can fail."""
    model = one_of_each(ready)["article.html"]
    off = Layers(sanitiser=False, policy=False)
    sheets = {
        f"en/{number}/index.html": ("article.html", lean(model), body_of(payload, number, off))
        for number, payload in enumerate(PAYLOADS[:40])
    }
    write_site(ready, tmp_path, sheets, csp=False)
    with serve(tmp_path, lasting=True) as home:
        page = browser.new_page()
        try:
            noticed = visit(page, home, list(sheets))
            assert sum(": asked for" not in said for said in noticed) > 10
            assert any(": asked for" in said for said in noticed)
        finally:
            page.close()
