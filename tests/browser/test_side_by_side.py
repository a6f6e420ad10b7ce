"""Two versions side by side in a reader's browser: directions, pairs, a phone, paper, axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from served import serve
from small_site import build, write

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RTL = {"ar", "fa", "ckb"}
PAIRS = (("ar", "en"), ("fa", "ckb"), ("zh", "fr"))
BOTH = (*PAIRS, *((other, one) for one, other in PAIRS))
SITE = """\
title: {en: Two texts, ar: نصان, fa: دو متن, ckb: دوو دەق, zh: 两种文本, fr: Deux textes}
base_url: https://example.org/two/
languages: [en, ar, fa, ckb, zh, fr]
"""
WORDS = {
    "en": "The letters were kept in a box under the floor, and read aloud at night. ",
    "ar": "حُفظت الرسائل في صندوق تحت الأرض، وكانت تُقرأ بصوت عالٍ حين تنطفئ الأضواء. ",
    "fa": "نامه‌ها را در جعبه‌ای زیر کف خانه نگه می‌داشتند و شب‌ها بلند می‌خواندند. ",
    "ckb": "نامەکان لە سندوقێکدا لەژێر زەوی هەڵگیرابوون و شەوان بە دەنگی بەرز دەخوێنرانەوە. ",
    "zh": "信件藏在地板下的盒子里，灯灭之后，人们便把它们大声念出来。",
    "fr": "Les lettres étaient gardées dans une boîte sous le plancher et lues la nuit. ",
}
SECTIONS = 6


def long_text(language: str, *, extra: bool) -> str:
    """Six sections; the translation (``extra``) has a paragraph more in the second of them."""
    parts = [f"{WORDS[language] * 3}[^1]"]
    for number in range(1, SECTIONS + 1):
        parts.append(f"## {number} {WORDS[language].split()[0]}")
        parts += [WORDS[language] * (2 + number % 3), WORDS[language]]
        if extra and number == 2:
            parts.insert(-1, f"{WORDS[language] * 5} {{{number}}}")
        if number == 3:
            parts.append(f"> {WORDS[language]}\n>\n> — 1948")
        if number == 4:
            parts.append(
                f"| {WORDS[language]} | {number} |\n|---|---|\n| {WORDS[language]} | {'0' * 60} |"
            )
    return "\n\n".join([*parts, f"[^1]: {WORDS[language]}"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parallel")
    write(folder / "site.yaml", SITE)
    for one, other in PAIRS:
        work = folder / f"content/articles/2015/{one}-{other}"
        header = (
            f"title: {WORDS[one][:40]}\ndeck: {WORDS[one]}\nsource: P\ndate: 2015\nkeywords: [k]"
        )
        write(work / f"{one}.md", f"---\n{header}\n---\n{long_text(one, extra=False)}\n")
        header = f"title: {WORDS[other][:40]}\ntranslation: {{translators: [S], method: machine}}"
        write(work / f"{other}.md", f"---\n{header}\n---\n{long_text(other, extra=True)}\n")
    build(folder)
    return folder / "output"


@pytest.fixture(scope="module")
def home(site: Path) -> Iterator[str]:
    with serve(site, "/two/") as address:
        yield address


def address_of(one: str, other: str) -> str:
    work = f"{one}-{other}" if (one, other) in PAIRS else f"{other}-{one}"
    return f"{one}/2015/{work}/with-{other}/"


def opened(browser: Browser, address: str, width: int, **more: str) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, **more)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    return page


def boxes(page: Page) -> list[dict[str, dict[str, float] | None]]:
    """Of each pair of texts the boxes of its two sides, as far as they are there."""
    found: list[dict[str, dict[str, float] | None]] = page.evaluate(
        """() => [...document.querySelectorAll('.pair')].filter(p => p.querySelector('.text'))
           .map(pair => Object.fromEntries(['first', 'second'].map(side => {
             const text = pair.querySelector(`.text.${side}`);
             const box = text && text.getBoundingClientRect();
             return [side, box && {x: box.x, y: box.y, right: box.right, bottom: box.bottom}];
           })))"""
    )
    return found


@pytest.mark.browser
@pytest.mark.parametrize(("one", "other"), BOTH)
def test_each_side_keeps_its_direction_and_stands_beside_its_counterpart(
    one: str, other: str, home: str, browser: Browser
) -> None:
    page = opened(browser, home + address_of(one, other), 1280)
    for side, language in (("first", one), ("second", other)):
        said = page.evaluate(
            """side => [...document.querySelectorAll(`.text.${side} > *`)].map(e =>
               [e.parentElement.lang, getComputedStyle(e).direction])""",
            side,
        )
        direction = "rtl" if language in RTL else "ltr"
        assert {tuple(pair) for pair in said} == {(language, direction)}
        assert len(said) > 3 * SECTIONS
    rows = boxes(page)
    alone = [row for row in rows if row["first"] is None or row["second"] is None]
    assert len(alone) == 1
    for row in rows:
        first, second = row["first"], row["second"]
        if first and second:
            assert abs(first["y"] - second["y"]) < 1
            before, after = (second, first) if one in RTL else (first, second)
            assert before["right"] < after["x"]
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("one", "other"), BOTH)
def test_headings_stand_beside_the_headings_of_the_other_text(
    one: str, other: str, home: str, browser: Browser
) -> None:
    page = opened(browser, home + address_of(one, other), 1280)
    numbers = page.evaluate(
        """() => [...document.querySelectorAll('.pair:has(h2)')].map(pair =>
           [...pair.querySelectorAll('h2')].map(h => parseInt(h.textContent)))"""
    )
    assert numbers == [[n, n] for n in range(1, SECTIONS + 1)]
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("one", "other"), BOTH)
def test_on_a_phone_the_texts_are_stacked_and_nothing_scrolls_sideways(
    one: str, other: str, home: str, browser: Browser
) -> None:
    page = opened(browser, home + address_of(one, other), 320)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    for row in boxes(page):
        if row["first"] and row["second"]:
            assert row["second"]["y"] >= row["first"]["bottom"]
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_on_paper_the_texts_stand_side_by_side_and_the_menu_is_gone(
    one: str, other: str, home: str, browser: Browser
) -> None:
    page = opened(browser, home + address_of(one, other), 700)
    page.emulate_media(media="print")
    assert all(
        abs(row["first"]["y"] - row["second"]["y"]) < 1
        for row in boxes(page)
        if row["first"] and row["second"]
    )
    assert not page.locator("nav.menu").is_visible()
    assert f"https://example.org/two/{one}/2015/" in page.locator(".where").inner_text()
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) >= 2
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, home: str, site: Path, browser: Browser) -> None:
    if not AXE.exists():
        pytest.skip("needs npm's axe-core (npm ci)")
    script = AXE.read_text(encoding="utf-8")
    paths = [address_of(*pair) for pair in BOTH] + ["en/voices/", "ar/voices/", "en/people/s/"]
    wrong = []
    for width in (320, 1280):
        page = opened(browser, home, width, color_scheme=scheme)
        page.context.close()
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            bypass_csp=True,
        )
        page = context.new_page()
        for path in paths:
            assert (site / path / "index.html").is_file(), path
            page.goto(home + path)
            page.evaluate(script)
            found = page.evaluate("() => axe.run()")
            wrong += [
                f"{path} {v['id']}: {v['nodes'][0]['html'][:99]}" for v in found["violations"]
            ]
        context.close()
    assert wrong == []


@pytest.mark.browser
def test_a_note_of_the_second_text_leads_to_its_own_note_and_back(
    home: str, browser: Browser
) -> None:
    page = opened(browser, home + address_of("ar", "en"), 1280)
    page.locator(".second sup a").first.click()
    assert page.url.endswith("#en-fn-1")
    page.locator(".second a.footnote-back").first.click()
    assert page.url.endswith("#en-fnref-1")
    page.context.close()


@pytest.mark.browser
def test_the_sides_are_changed_without_a_script(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / address_of("fa", "ckb") / "index.html").as_uri())
    page.locator(".kicker a").click()
    assert page.url.endswith(address_of("ckb", "fa") + "index.html")
    assert page.locator("html").get_attribute("lang") == "ckb"
    context.close()


def test_hreflang_is_symmetric_and_no_page_is_in_a_language_that_its_text_is_not(
    site: Path,
) -> None:
    told: dict[str, dict[str, str]] = {}
    for path in site.rglob("index.html"):
        html = path.read_text(encoding="utf-8")
        head = html.partition("</head>")[0]
        address = path.parent.relative_to(site).as_posix()
        alternates = dict(re.findall(r'hreflang="([\w-]+)" href="([^"]+)"', head))
        told[f"https://example.org/two/{address}/".replace("/./", "/")] = alternates
        if re.fullmatch(r"\w+/2015/[a-z-]+(/with-\w+)?", address):
            language = address.partition("/")[0]
            text = re.search(r'<div class="text(?: first)?"[^>]*>(.*?)</div>', html, re.S)
            assert f'<html lang="{language}"' in html
            assert text is not None
            assert WORDS[language].split()[1 if language != "zh" else 0][:6] in text[1]
    works = [a for a in told if "/2015/" in a and "/with-" not in a and a.count("/") > 6]
    assert len(works) == 6
    for address, alternates in told.items():
        for language, other in alternates.items():
            if language != "x-default":
                assert told[other] == alternates, (address, other)


def test_no_script_is_needed_and_none_is_of_the_page_alone(site: Path) -> None:
    html = (site / address_of("ar", "en") / "index.html").read_text(encoding="utf-8")
    article = (site / "ar/2015/ar-en/index.html").read_text(encoding="utf-8")
    scripts = re.compile(r'<script src="[^"]*?(\w+\.js)')
    assert scripts.findall(html) == scripts.findall(article)
