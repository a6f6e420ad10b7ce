"""Every run of letters on every page is in the script of its language, and runs its way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html as lxml_html

from site_builder import languages
from site_builder.languages.scripts import script_of

ROOT = Path(__file__).parent.parent
ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
LONG = 10
"""So many letters of another script are a text of their own, and not a name in passing."""
NO_LANGUAGE = {"code", "kbd", "samp", "var"}
"""Notation: its letters are of no language, though they run from left to right."""
READ_ALOUD = ("alt", "aria-label", "placeholder", "title")

Run = tuple[str, str]
"""(script, the run)."""


def runs(text: str) -> Iterator[Run]:
    """Stretches of a text whose letters are of one script, with what stands between them."""
    script, letters, start = "", 0, 0
    for at, character in enumerate(text):
        if found := script_of(character):
            if found != script:
                if letters >= LONG:
                    yield script, text[start:at]
                script, letters, start = found, 0, at
            letters += 1
    if letters >= LONG:
        yield script, text[start:]


def texts(
    element: lxml_html.HtmlElement, lang: str = "", direction: str = "ltr", notation: bool = False
) -> Iterator[tuple[str, str, str, bool]]:
    """(text, its language, its direction, whether it is notation) of everything that is read."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return
    lang = element.get("lang", lang)
    direction = element.get("dir") or ("auto" if element.tag == "bdi" else direction)
    notation = notation or element.tag in NO_LANGUAGE
    for said in (element.text, *map(element.get, READ_ALOUD)):
        if said:
            yield said, lang, direction, notation
    for child in element:
        yield from texts(child, lang, direction, notation)
        if child.tail:
            yield child.tail, lang, direction, notation


def contradictions(root: lxml_html.HtmlElement, around: str = "") -> Iterator[str]:
    """What is wrong in a part of a page that stands in a language."""
    flows = languages.direction(around) if around else "ltr"
    for text, lang, direction, notation in texts(root, around, flows):
        for script, run in runs(text):
            spoken = not notation and lang != "zxx"
            if spoken and not languages.is_written_in(run, languages.script(lang)):
                yield f"lang={lang}: {run!r}"
            if direction not in ("auto", languages.script_direction(script)):
                yield f"dir={direction}: {run!r}"


def contradictions_in_pages(output: Path, *, titles: bool = True) -> tuple[int, list[str]]:
    """(pages looked at, what is wrong on them), in ``<title>`` too, which can mark nothing."""
    pages = sorted(output.rglob("*.html"))
    found = []
    for page in pages:
        root = lxml_html.document_fromstring(page.read_bytes().decode())
        assert root.get("lang"), page
        if not titles:
            root.head.find("title").drop_tree()
        found += [f"{page.relative_to(output)}: {one}" for one in contradictions(root)]
    return len(pages), found


def contradictions_in_feeds(output: Path, *, titles: bool = True) -> tuple[int, list[str]]:
    """The same of feeds; ``titles`` are those of the feeds themselves."""
    feeds = sorted(output.rglob("feed.xml"))
    found = []
    for path in feeds:
        feed = ElementTree.fromstring(path.read_bytes())
        # The feed of all languages has a title in the site's own, and says none.
        spoken = feed.get(f"{XML}lang", "")
        parts = [(feed.findtext(f"{ATOM}title"), spoken, False)] if spoken and titles else []
        for entry in feed.iter(f"{ATOM}entry"):
            lang = entry.get(f"{XML}lang", "")
            assert lang, path
            for name in ("title", "summary", "content"):
                parts.append((entry.findtext(f"{ATOM}{name}"), lang, name == "content"))
        for said, lang, is_html in parts:
            if is_html:
                root = lxml_html.fragment_fromstring(said or "", create_parent="div")
                found += [
                    f"{path.relative_to(output)}: {one}" for one in contradictions(root, lang)
                ]
            elif said and not languages.is_written_in(said, languages.script(lang)):
                found.append(f"{path.relative_to(output)}: lang={lang}: {said!r}")
    return len(feeds), found


def test_every_run_of_the_sample_archive_is_in_its_language(sample: Path) -> None:
    seen, found = contradictions_in_pages(sample)
    assert found == []
    assert seen > 900
    kinds = ("search", "voices", "years", "places", "keywords/war", "2014/*/with-fa")
    assert [kind for kind in kinds if not list(sample.glob(f"*/{kind}/index.html"))] == []
    assert (sample / "status/index.html").exists()


def test_every_run_of_the_sample_feeds_is_in_its_language(sample: Path) -> None:
    seen, found = contradictions_in_feeds(sample)
    assert found == []
    assert seen > 200


def built(folder: Path) -> Path:
    command = [sys.executable, str(ROOT / "build.py"), "--site", str(folder), "--jobs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "output"


def test_every_run_of_a_small_site_in_many_scripts_is_in_its_language(
    site: Callable[[str], Path],
) -> None:
    output = built(site("i18n"))
    # The site has no title in Turkish and Arabic, and shows another there.
    seen, found = contradictions_in_pages(output, titles=False)
    assert found == []
    assert seen > 20
    assert contradictions_in_feeds(output, titles=False)[1] == []


def test_the_persian_date_stands_beside_the_gregorian_where_the_site_asks(
    site: Callable[[str], Path],
) -> None:
    folder = site("i18n")
    both = {
        "fa": '<time datetime="2015-03-21">۲۱ مارس ۲۰۱۵ (۱ فروردین ۱۳۹۴)</time>',
        "ckb": '<time datetime="2015-03-21">٢١ی ئازاری ٢٠١٥ (١ی خاکەلێوەی ١٣٩٤)</time>',
    }
    output = built(folder)
    for language, date in both.items():
        assert date in (output / language / "all/index.html").read_text(encoding="utf-8")
    settings = folder / "site.yaml"
    asked = settings.read_text(encoding="utf-8")
    settings.write_text(asked.replace("calendar: persian\n", ""), encoding="utf-8")
    output = built(folder)
    shown = (output / "fa/all/index.html").read_text(encoding="utf-8")
    assert '<time datetime="2015-03-21">۲۱ مارس ۲۰۱۵</time>' in shown


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        ('<p lang="ar" dir="rtl">في الرقة', 0),
        ('<p lang="ar">في شوارع المدينة', 1),
        ('<p lang="en">Syria: في شوارع المدينة', 2),
        ('<p lang="en">Syria: <span lang="ar" dir="rtl">في شوارع المدينة</span>', 0),
        ('<p lang="en">Syria: <bdi lang="ar">في شوارع المدينة</bdi>', 0),
        ('<p lang="en">Syria: <bdi>في شوارع المدينة</bdi>', 1),
        ('<p lang="ru">A Chronicle of Current Events', 1),
        ('<p lang="zh">记忆在战争与审查之下如何长存', 0),
        ('<p lang="ar" dir="rtl"><code>sha256sum files', 1),
        ('<p lang="ar" dir="rtl"><code dir="ltr">sha256sum files', 0),
        ('<p lang="ar" dir="rtl"><a lang="zxx" dir="ltr">https://example.org/', 0),
        ('<p lang="ar" dir="rtl"><img alt="A page of the Chronicle">', 2),
    ],
)
def test_a_run_in_the_wrong_language_or_direction_is_found(page: str, wrong: int) -> None:
    assert len(list(contradictions(lxml_html.fragment_fromstring(page)))) == wrong
