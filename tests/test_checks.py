"""What is judged once everything is linked: provenance, dates, labels, addresses, menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import linked, text, told
from small_site import article_path, build, make_site, write

from site_builder.checks import CHECKS
from site_builder.checks.addresses import duplicate_addresses
from site_builder.checks.collections import works_of_collections
from site_builder.checks.dates import impossible_dates
from site_builder.checks.labels import missing_labels
from site_builder.checks.menu import menu_pages
from site_builder.checks.sources import missing_provenance
from site_builder.problems import BuildFailed


def found(check: object, files: dict[str, str], **settings: object) -> list[str]:
    archive, problems = linked(files, **settings)
    assert [p for p in problems if p.severity == "error"] == []
    return told(tuple(check(archive)))  # type: ignore[operator]


def test_every_check_is_in_the_list_and_says_what_it_is_for() -> None:
    named = {duplicate_addresses, works_of_collections, impossible_dates, missing_labels}
    named |= {menu_pages, missing_provenance}
    assert {*CHECKS} >= named
    assert len({*CHECKS}) == len(CHECKS)


def test_a_translation_is_not_blamed_for_an_original_that_cannot_be_read(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=1)
    path = article_path(site, 0, "en")
    write(path, path.read_text(encoding="utf-8").replace("date:", "dtae:"))
    with pytest.raises(BuildFailed) as failed:
        build(site)
    assert [p.message for p in failed.value.problems] == ["unknown field 'dtae'"]


def test_an_article_says_where_and_when_it_was_published() -> None:
    files = {
        "articles/a/en.md": text(),
        "articles/a/ar.md": text("translation:"),
        "articles/b/en.md": text("date: 2015\nsource: {url: https://example.org/}\nkeywords: [x]"),
        "pages/about/en.md": text(),
    }
    assert found(missing_provenance, files) == [
        "articles/a/en.md:1:1: this article has no date",
        "articles/a/en.md:1:1: this article has no keywords",
        "articles/a/en.md:1:1: this article has no source",
    ]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("date: 2026-11-23", []),
        ("date: 2026-11-24", ["3:7: the date 2026-11-24 is in the future"]),
        ("date: 2027", ["3:7: the date 2027 is in the future"]),
        ("updated: 2030-01-01", ["3:10: the date 2030-01-01 is in the future"]),
        ("corrections: [{date: 2027, note: x}]", ["3:22: the date 2027 is in the future"]),
        (
            "added: 2016-05\nupdated: 2016-04",
            ["4:10: updated (2016-04) before it was added (2016-05)"],
        ),
        ("added: 2016-05-04\nupdated: 2016-05-04", []),
        ("added: 2016-05-04\nupdated: 2016", []),
    ],
)
def test_dates_that_cannot_be_are_told(header: str, said: list[str]) -> None:
    files = {"articles/a/en.md": text(header)}
    assert found(impossible_dates, files) == [f"articles/a/en.md:{line}" for line in said]


@pytest.mark.parametrize(
    ("date", "told_of"), [("2014-12", True), ("2014", True), ("2015", False), ("2015-03-01", False)]
)
def test_nothing_is_translated_before_it_is_published(date: str, told_of: bool) -> None:
    files = {
        "articles/a/en.md": text("date: 2015-03-01"),
        "articles/a/ar.md": text(f"translation: {{date: {date}}}"),
    }
    assert bool(found(impossible_dates, files)) == told_of


def test_a_term_in_use_has_a_label_in_every_language() -> None:
    files = {
        "articles/a/en.md": text("keywords: [a, free]"),
        "authorities/keywords.yaml": "a:\n  label: {en: A}\nb:\n  label: {en: B}\n",
    }
    assert found(missing_labels, files) == [
        "authorities/keywords.yaml:2:10: 'a' has no label in ar, fr"
    ]


def test_a_collection_names_published_works() -> None:
    files = {
        "articles/2015/kobani/en.md": text(),
        "articles/2015/draft/en.md": text("status: draft"),
        "authorities/collections.yaml": (
            "first:\n  label: First\n  works: [2015/kobani, 2015/kobane, 2015/draft]\n"
        ),
    }
    assert found(works_of_collections, files) == [
        "authorities/collections.yaml:3:24: the collection 'first' names '2015/kobane', "
        "which is not published",
        "authorities/collections.yaml:3:37: the collection 'first' names '2015/draft', "
        "which is not published",
    ]


def test_the_menu_names_pages_that_are_there() -> None:
    files = {"pages/about/en.md": text(), "pages/cite/en.md": text("status: draft")}
    said = found(menu_pages, files, menu=("about", "cite"), marks={"menu.1": (5, 15)})
    assert said == ["site.yaml:5:15: the menu names 'cite', which is not a page"]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("aliases: [/old/, /en/older/]", ""),
        ("aliases: [/en/b/]", "'/en/b/' is also that of content/articles/b/en.md"),
        ("aliases: [/EN/B]", "'/EN/B/' is also that of content/articles/b/en.md"),
        ("aliases: [/en/b/index.html]",
         "'/en/b/index.html' is also that of content/articles/b/en.md"),
        ("aliases: [/taken/]", "'/taken/' is also that of content/articles/b/en.md"),
        ("aliases: [/x/, /x/]", "'/x/' is already that of content/articles/c/en.md"),
        ("aliases: [/en/c/]", "'/en/c/' is already that of content/articles/c/en.md"),
        ("aliases: [/en/keywords/x/]", "'/en/keywords/x/' belongs to the site's own pages"),
        ("aliases: [/en/2015/]", "'/en/2015/' belongs to the site's own pages"),
        ("aliases: [/robots.txt]", "'/robots.txt' belongs to the site's own pages"),
    ],
)  # fmt: skip
def test_no_address_is_claimed_twice(header: str, said: str) -> None:
    files = {"articles/b/en.md": text("aliases: [/taken/]"), "articles/c/en.md": text(header)}
    lines = [line.split(": ", 1) for line in found(duplicate_addresses, files)]
    assert [message for _, message in lines] == ([f"the old address {said}"] if said else [])
    assert all(place.startswith("articles/c/en.md:3:") for place, _ in lines)


def test_a_page_and_an_article_cannot_share_an_address() -> None:
    files = {
        "articles/about/en.md": text(),
        "pages/about/en.md": text(),
        "pages/about/ar.md": text("translation:"),
    }
    assert found(duplicate_addresses, files) == [
        "pages/about/en.md:0:0: the address '/en/about/' "
        "is also that of content/articles/about/en.md"
    ]
