"""Quotations as data: who is quoted, when and where, in what words, and where one finds it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
from archives import linked, text
from small_site import build, write

from site_builder.markup import render
from site_builder.model import LangText, Quotation
from site_builder.outputs.voices import voices_pages

SITE = """\
title: {en: Voices, ar: أصوات, fr: Voix}
base_url: https://example.org/voices/
languages: [en, ar, fr]
page_size: 5
"""
QUOTED = """\
Text.

> The doors are open.
>
> > الأبواب مفتوحة.
> {: lang=ar }
>
> — Rose Example, كوباني, 2015-03-01

More text.

> Nobody is named here.
"""


def quotations(markdown: str, language: str = "en") -> tuple[Quotation, ...]:
    return render(markdown, path="a.md", language=language, first_line=1, digest="x").quotations


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voices")
    write(folder / "site.yaml", SITE)
    names = folder / "content/authorities"
    write(names / "places.yaml", "kobani:\n  label: {en: Kobani, ar: كوباني}\n")
    write(names / "people.yaml", "rose:\n  label: {en: Rose Example, ar: روز}\n")
    work = folder / "content/articles/2015/doors"
    header = "title: Doors\ndate: 2015\nplaces: [kobani]\npeople: [rose]"
    write(work / "en.md", text(header, QUOTED))
    write(
        work / "ar.md", text("title: أبواب\ntranslation: {}", "> الأبواب مفتوحة.\n> — روز، مدرّسة")
    )
    write(work / "fr.md", text("title: Portes\ntranslation: {}", "Sans citation."))
    many = "\n\nThen:\n\n".join(f"> Words {n}.\n> — A neighbour" for n in range(7))
    write(folder / "content/articles/2014/many/en.md", text("title: Many\ndate: 2014", many))
    hidden = "> Not to be seen.\n> — A ghost"
    write(folder / "content/articles/2013/no/en.md", text("title: No\nstatus: draft", hidden))
    build(folder)
    return folder / "output"


def data(site: Path) -> list[dict[str, Any]]:
    return list(json.loads((site / "data/quotations.jsonld").read_text("utf-8"))["@graph"])


def test_a_quote_with_an_attribution_is_data_and_one_without_is_not() -> None:
    assert quotations(QUOTED) == (
        Quotation(
            "b2",
            LangText("The doors are open.", "en"),
            "Rose Example, كوباني, 2015-03-01",
            LangText("الأبواب مفتوحة.", "ar"),
        ),
    )


def test_a_quotation_keeps_the_language_and_the_name_that_the_editor_gave_it() -> None:
    (found,) = quotations("> Die Bücher sind da.\n> — Ein Nachbar\n{: lang=de #books }\n")
    assert found.text == LangText("Die Bücher sind da.", "de")
    assert found.anchor == "s-books"
    (found,) = quotations("> They are here.\n>\n> — A neighbour\n{: #books }\n")
    assert found.anchor == "s-books"


def test_marks_and_notes_are_no_part_of_the_words() -> None:
    (found,) = quotations(
        '> We "stayed".[^1]\n>\n> *All* of us.\n>\n> — [A](https://a.org), 1948\n\n[^1]: x'
    )
    assert found.text.text == "We “stayed”.\nAll of us."
    assert found.attribution == "A, 1948"


def test_a_language_has_a_page_of_voices_if_its_texts_quote_somebody(site: Path) -> None:
    assert (site / "en/voices/index.html").is_file()
    assert (site / "ar/voices/index.html").is_file()
    assert not (site / "fr/voices").exists()
    english = (site / "en/voices/index.html").read_text("utf-8")
    assert re.findall(r'hreflang="(\w+|x-default)" href="https', english) == [
        "en",
        "ar",
        "x-default",
    ]
    assert 'href="voices/index.html">Voices</a>' in (site / "en/index.html").read_text("utf-8")
    assert "voices/index.html" not in (site / "fr/index.html").read_text("utf-8")


def test_a_voice_leads_to_its_block_to_its_speaker_and_to_its_place(site: Path) -> None:
    page = site / "en/voices/index.html"
    html = page.read_text("utf-8")
    assert '<a href="../2015/doors/index.html#b2"><cite>Doors</cite></a>' in html
    assert '<a href="../people/rose/index.html"><bdi>Rose Example</bdi></a>' in html
    assert '<a href="../places/kobani/index.html"><bdi>كوباني</bdi></a>' in html
    assert '<time datetime="2015-03-01">2015-03-01</time>' in html
    assert '<blockquote lang="ar" dir="rtl">' in html
    assert 'id="b2"' in (site / "en/2015/doors/index.html").read_text("utf-8")
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    links = [e.get("href").partition("#")[0] for e in tree.iter("a")]
    assert [x for x in links if "://" not in x and x and not (page.parent / x).is_file()] == []


def test_voices_are_cut_into_pages_of_the_sites_size(site: Path) -> None:
    first = (site / "en/voices/index.html").read_text("utf-8")
    second = (site / "en/voices/page-2/index.html").read_text("utf-8")
    assert (first.count("<figcaption>"), second.count("<figcaption>")) == (5, 3)
    assert 'rel="next" href="page-2/index.html"' in first
    assert 'rel="prev" href="../index.html"' in second


def test_the_data_say_who_where_when_and_in_which_words_first(site: Path) -> None:
    found = next(q for q in data(site) if q["@id"].endswith("/en/2015/doors/#b2"))
    assert found["inLanguage"] == "en"
    assert found["creator"]["name"] == "Rose Example"
    assert found["creator"]["@type"] == "Person"
    assert found["locationCreated"]["url"] == "https://example.org/voices/en/places/kobani/"
    assert found["dateCreated"] == "2015-03-01"
    assert found["translationOfWork"] == {
        "@type": "Quotation", "text": "الأبواب مفتوحة.", "inLanguage": "ar",
    }  # fmt: skip
    arabic = next(q for q in data(site) if "/ar/" in q["@id"])
    assert arabic["creator"]["url"] == "https://example.org/voices/ar/people/rose/"
    assert "dateCreated" not in arabic


def test_the_voices_of_a_draft_are_nowhere(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file():
            assert b"Not to be seen" not in path.read_bytes(), path


def test_an_archive_that_quotes_nobody_has_no_voices() -> None:
    archive, _ = linked({"articles/2015/a/en.md": text()})
    assert list(voices_pages(archive)) == []
