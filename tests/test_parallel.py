"""Two versions side by side: what stands beside what, whose page it is, how one gets there."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from archives import linked, text
from small_site import build, write

from site_builder import urls
from site_builder.markup import render, split_blocks
from site_builder.markup.pairing import kind_of, pair_blocks, with_own_ids
from site_builder.outputs.crawlers import crawler_files
from site_builder.outputs.parallel import parallel_pages

SITE = """\
title: {en: Two texts, ar: نصان, fr: Deux textes}
base_url: https://example.org/two/
languages: [en, ar, fr]
"""
ENGLISH = """\
---
title: A letter
source: Paper
date: 2015-03-01
keywords: [letters]
authors: [Jane]
---
A first paragraph.[^a] See [the end](#the-end) and [the same in Arabic](ar.md).

## The end

> We stayed.
>
> — A teacher

A last paragraph.

[^a]: A note in English.
"""
ARABIC = """\
---
title: رسالة
translation: {translators: [Sami], reviewers: [Mona], method: post-edited}
---
الفقرة الأولى.[^a] انظر [الخاتمة](#الخاتمة).

## الخاتمة

> بقينا.
>
> — معلمة

فقرة زادها المترجم.

الفقرة الأخيرة.

[^a]: حاشية بالعربية.
"""


def blocks(markdown: str, language: str = "en") -> tuple[str, ...]:
    made = render(markdown, path="a.md", language=language, first_line=1, digest="x")
    return split_blocks(made.body.html)


def words(pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    def plain(html: str) -> str:
        return " ".join(re.sub("<[^>]*>", " ", html).split())

    return [(plain(left), plain(right)) for left, right in pairs]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    write(folder / "site.yaml", SITE)
    work = folder / "content/articles/2015/letter"
    write(work / "en.md", ENGLISH)
    write(work / "ar.md", ARABIC)
    write(folder / "content/articles/2016/alone/fr.md", text("title: Seul", "Un texte."))
    write(folder / "content/pages/about/en.md", text("title: About"))
    write(folder / "content/pages/about/ar.md", text("title: حول\ntranslation: {}"))
    build(folder)
    return folder / "output"


def page(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def test_texts_of_one_shape_are_paired_block_by_block() -> None:
    ours = blocks("One.\n\n## Two\n\n- three\n\n> four\n")
    theirs = blocks("Un.\n\n## Deux\n\n1. trois\n\n> quatre\n", "fr")
    assert words(pair_blocks(ours, theirs)) == [
        ("One.", "Un."), ("Two", "Deux"), ("three", "trois"), ("four", "quatre"),
    ]  # fmt: skip


def test_a_paragraph_that_one_text_lacks_stands_alone_and_the_next_section_is_in_step() -> None:
    ours = blocks("One.\n\n## Two\n\nShort.\n\nA much longer paragraph, of many words.\n\n## Six")
    theirs = blocks("Un.\n\n## Deux\n\nUn paragraphe long, avec bien des mots.\n\n## Six", "fr")
    assert words(pair_blocks(ours, theirs)) == [
        ("One.", "Un."),
        ("Two", "Deux"),
        ("Short.", ""),
        ("A much longer paragraph, of many words.", "Un paragraphe long, avec bien des mots."),
        ("Six", "Six"),
    ]


def test_blocks_of_another_kind_are_never_called_each_others_translation() -> None:
    ours = blocks("One.\n\n```\ncode\n```\n\nThree.\n\n- a list\n")
    theirs = blocks("Un.\n\n| a |\n|---|\n| b |\n\nTrois.\n", "fr")
    for left, right in pair_blocks(ours, theirs):
        assert not left or not right or kind_of(left) == kind_of(right)


def test_no_block_is_lost_or_moved_whatever_the_two_texts_are() -> None:
    one = blocks("a\n\n## b\n\n> c\n\nd\n\n- e\n\nf[^1]\n\n[^1]: g\n")
    for other in (
        (), blocks("x"), blocks("## x\n\n## y"), blocks("x\n\n" * 300), tuple(reversed(one)),
    ):  # fmt: skip
        pairs = pair_blocks(one, other)
        assert tuple(left for left, _ in pairs if left) == one
        assert tuple(right for _, right in pairs if right) == other


def test_very_long_texts_are_paired_in_their_order_and_at_once() -> None:
    pairs = pair_blocks(["<p>a</p>"] * 3_000, ["<p>b</p>"] * 2_999)
    assert pairs[0] == ("<p>a</p>", "<p>b</p>")
    assert pairs[-1] == ("<p>a</p>", "")


def test_the_notes_of_one_text_stand_beside_those_of_the_other() -> None:
    ours = blocks("One.[^1]\n\nTwo.\n\n[^1]: Note.\n")
    theirs = blocks("Un.[^1]\n\n[^1]: Note.\n", "fr")
    left, right = pair_blocks(ours, theirs)[-1]
    assert kind_of(left) == kind_of(right) == "notes"


def test_ids_get_a_prefix_and_words_that_look_like_them_do_not() -> None:
    html = '<p id="b1"><a href="#b1">x</a> <a href="a.html#b1">y</a> <code> id="b1"</code></p>'
    assert with_own_ids(html, "ar-") == (
        '<p id="ar-b1"><a href="#ar-b1">x</a> <a href="a.html#b1">y</a> <code> id="b1"</code></p>'
    )


def test_every_ordered_pair_of_readable_versions_has_a_page_and_nothing_else_has() -> None:
    translated = "translation: {}"
    archive, _ = linked(
        {
            "articles/2015/a/en.md": text(),
            "articles/2015/a/ar.md": text(translated),
            "articles/2015/a/fr.md": text(f"{translated}\nstatus: draft"),
            "articles/2015/b/en.md": text(),
            "pages/about/en.md": text(),
            "pages/about/ar.md": text(translated),
        }
    )
    assert sorted(output.path for output in parallel_pages(archive)) == [
        "ar/2015/a/with-en/index.html",
        "en/2015/a/with-ar/index.html",
    ]


def test_a_draft_beside_its_original_is_not_for_search_engines() -> None:
    files = {
        "articles/2015/a/en.md": text(),
        "articles/2015/a/ar.md": text("status: draft\ntranslation: {}"),
    }
    archive, _ = linked(files, drafts=True)
    assert all(o.page.model.head.noindex for o in parallel_pages(archive))  # type: ignore[union-attr]


def test_each_text_keeps_its_language_its_direction_and_its_credits(site: Path) -> None:
    for path, language, direction in (
        ("en/2015/letter/with-ar", "en", "ltr"), ("ar/2015/letter/with-en", "ar", "rtl"),
    ):  # fmt: skip
        html = page(site, path)
        other, opposite = ("ar", "rtl") if language == "en" else ("en", "ltr")
        assert f'<html lang="{language}" dir="{direction}">' in html
        assert html.count(f'class="text first" lang="{language}" dir="{direction}"') >= 5
        assert html.count(f'class="text second" lang="{other}" dir="{opposite}"') >= 5
        for name in ("Jane", "Sami", "Mona"):
            assert name in html


def test_ids_are_unique_and_every_link_on_the_page_leads_somewhere(site: Path) -> None:
    for path in ("en/2015/letter/with-ar", "ar/2015/letter/with-en"):
        tree = html5lib.parse(page(site, path), namespaceHTMLElements=False)
        ids = [e.get("id") for e in tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        links = [e.get("href") for e in tree.iter("a")]
        assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
        files = [link.partition("#")[0] for link in links if "://" not in link and link[0] != "#"]
        assert [f for f in files if not (site / path / f).is_file()] == []


def test_the_notes_of_both_texts_lead_to_their_own_note_and_back(site: Path) -> None:
    html = page(site, "en/2015/letter/with-ar")
    for prefix, note in (("", "A note in English."), ("ar-", "حاشية بالعربية.")):
        assert f'href="#{prefix}fn-1"' in html
        assert f'href="#{prefix}fnref-1"' in html
        assert note in html[html.index(f'id="{prefix}fn-1"') :][:200]


def test_the_page_is_another_view_of_the_article_and_no_entry_of_its_own(site: Path) -> None:
    html = page(site, "ar/2015/letter/with-en")
    assert '<link rel="canonical" href="https://example.org/two/ar/2015/letter/">' in html
    assert 'property="og:url" content="https://example.org/two/ar/2015/letter/"' in html
    assert "hreflang" not in html.partition("</head>")[0]
    assert "with-" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "with-" not in (site / "ar" / "feed.xml").read_text(encoding="utf-8")


def test_the_article_leads_to_both_and_the_sides_can_be_changed(site: Path) -> None:
    article = page(site, "en/2015/letter")
    assert '<a href="with-ar/index.html">Side by side with Arabic</a>' in article
    html = page(site, "en/2015/letter/with-ar")
    assert '<a href="../../../../ar/2015/letter/with-en/index.html">Change sides</a>' in html
    assert '<a href="../index.html" hreflang="en">English</a>' in html


def test_a_work_may_not_take_the_address_of_two_versions_side_by_side() -> None:
    for folder in ("2015/letter/with-ar", "2015/letter/with-zh-hant/more"):
        found = urls.folder_problem(folder)
        assert found is not None
        assert "side by side" in found[0]
    assert urls.folder_problem("2015/with-nothing-left") is None
    assert urls.folder_problem("with-you") is None


def test_the_sitemap_leaves_other_views_out() -> None:
    archive, _ = linked(
        {"articles/2015/a/en.md": text(), "articles/2015/a/ar.md": text("translation: {}")}
    )
    sitemap = next(o for o in crawler_files(archive, tuple(parallel_pages(archive))))
    assert b"<loc>" not in sitemap.page.data  # type: ignore[union-attr]
