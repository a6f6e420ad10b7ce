"""Every file to be is planned once, with a key that changes when its bytes would."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from small_site import article, article_path, build, make_site, write

from site_builder import pages
from site_builder.cache import digest_of
from site_builder.model import (
    Archive,
    Bodies,
    BytesPage,
    FilePage,
    LangText,
    MadePage,
    Output,
    Page,
    PicturePage,
    Site,
    TemplatePage,
)
from site_builder.plan import key_of, plan
from site_builder.problems import BuildFailed

SITE = Site(
    title={"en": "Small"}, tagline={}, base_url="https://example.org/", languages=("en",),
    default_language="en", theme="default", keywords="open", menu=(), page_size=50,
    calendar="gregorian", edit_url="",
)  # fmt: skip
ARCHIVE = Archive(SITE, (), (), (), {}, {}, {})


def around(language: str) -> str:
    return f"theme and chrome of {language}"


def outputs(*paths: str) -> list[Output]:
    return [Output(path, BytesPage(path.encode())) for path in paths]


def problems_of(*paths: str) -> list[str]:
    _, problems = plan(ARCHIVE, [lambda _: outputs(*paths)], around)
    return [p.message for p in problems]


def test_outputs_are_planned_in_the_order_of_their_paths_whoever_makes_them() -> None:
    makers = [lambda _: outputs("b", "c/d"), lambda _: outputs("a")]
    planned, problems = plan(ARCHIVE, makers, around)
    assert [one.output.path for one in planned] == [
        ".nojekyll", "a", "b", "c/d", "robots.txt", "sitemap.xml",
    ]  # fmt: skip
    assert problems == ()
    assert plan(ARCHIVE, reversed(makers), around)[0] == planned


def test_two_outputs_on_one_path_are_told_never_a_race() -> None:
    assert problems_of("a", "b", "a") == ["'a' and 'a' cannot both be written"]


def test_paths_that_differ_only_in_capitals_are_one_on_many_computers() -> None:
    assert problems_of("media/a/Map.svg", "media/a/map.svg") == [
        "'media/a/map.svg' and 'media/a/Map.svg' cannot both be written"
    ]


@pytest.mark.parametrize("file", ["a/b", "A/B"])
def test_a_path_cannot_be_a_file_and_a_folder(file: str) -> None:
    assert problems_of("a/b/c", file) == [f"'a/b/c' and '{file}' cannot both be written"]


def test_two_versions_that_claim_one_address_are_named_with_the_line_that_does_so(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path / "site", works=2)
    taken = "aliases: [/en/2000/work-0/]\n"
    write(article_path(site, 1, "ar"), article(1, "ar", header=taken))
    with pytest.raises(BuildFailed) as failed:
        build(site)
    [problem] = failed.value.problems
    assert problem.path == "content/articles/2001/work-1/ar.md"
    lines = article_path(site, 1, "ar").read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1].startswith("aliases:")
    assert "/en/2000/work-0/" in problem.message
    assert "content/articles/2000/work-0/en.md" in problem.message
    assert not (site / "output").exists()


# --- keys ------------------------------------------------------------------------------

HEAD = pages.Head(title="Years", language="en", address="/en/years/")
YEARS = TemplatePage("years.html", pages.YearsPage(HEAD, ()))


def made_of(name: str, bodies: Bodies) -> bytes:
    return name.encode()


def made(bodies: Bodies) -> bytes:
    return b"feed"


def changed(*years: int, head: pages.Head = HEAD) -> TemplatePage:
    counts = tuple(pages.YearCount(year, 1, f"/en/{year}/") for year in years)
    return TemplatePage("years.html", pages.YearsPage(head, counts))


def test_pages_that_may_differ_have_different_keys() -> None:
    different: Iterable[Page] = (
        YEARS,
        changed(1999),
        changed(1999, 2000),
        changed(head=replace(HEAD, title="Years 2")),
        TemplatePage("other.html", YEARS.model),
        BytesPage(b""),
        BytesPage(b"a"),
        FilePage("content/a.svg", "digest", "image/svg+xml"),
        FilePage("content/a.svg", "other digest", "image/svg+xml"),
        FilePage("content/a.svg", "digest", "text/plain"),
        PicturePage("content/a.svg", "digest", 480, "image/webp"),
        PicturePage("content/a.svg", "digest", 960, "image/webp"),
        PicturePage("content/a.svg", "digest", 960, "image/png"),
        PicturePage("content/a.svg", "other digest", 960, "image/png"),
        MadePage("feed", partial(made_of, "feed")),
        MadePage("feed 2", partial(made_of, "feed")),
        MadePage("feed", made),
    )
    keys = [key_of(page, around) for page in different]
    assert len(set(keys)) == len(keys)


def test_equal_pages_have_equal_keys() -> None:
    assert key_of(changed(1999), around) == key_of(changed(1999), around)
    one, other = (MadePage("feed", partial(made_of, "feed")) for _ in range(2))
    assert key_of(one, around) == key_of(other, around)


def test_a_page_is_made_again_when_the_theme_or_what_surrounds_it_changes() -> None:
    assert key_of(YEARS, around) != key_of(YEARS, lambda tag: f"new {tag}")
    assert key_of(YEARS, around) == key_of(YEARS, lambda tag: around("en"))
    french = changed(head=replace(HEAD, language="fr"))
    assert key_of(french, around) != key_of(french, lambda tag: around("en"))


def test_what_is_published_as_it_is_does_not_depend_on_the_theme() -> None:
    page = BytesPage(b"a")
    assert key_of(page, around) == key_of(page, lambda tag: "another theme")


def test_a_title_in_another_language_is_another_page() -> None:
    titles = (LangText("Paris", "en"), LangText("Paris", "fr"))
    assert len({digest_of(repr(title)) for title in titles}) == 2
