"""Where each thing lives, and which names may be part of an address."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import urls

LANGUAGES = ("en", "ar")


@pytest.mark.parametrize(
    ("page", "address", "link"),
    [
        ("en/2015/kobani/index.html", "/ar/2015/kobani/", "../../../ar/2015/kobani/index.html"),
        ("en/2015/kobani/index.html", "/en/2015/kobani/#s-water", "#s-water"),
        ("en/2015/kobani/index.html", "/en/2015/kobani/", "index.html"),
        ("index.html", "/en/", "en/index.html"),
        ("404.html", "/", "index.html"),
        ("en/index.html", "/media/2015/kobani/a.jpg", "../media/2015/kobani/a.jpg"),
        ("en/index.html", "/en/a/#s-البئر", "a/index.html#s-%D8%A7%D9%84%D8%A8%D8%A6%D8%B1"),
    ],
)
def test_a_link_works_from_a_folder_without_a_server(page: str, address: str, link: str) -> None:
    assert urls.relative(page, address) == link


NAMES = st.sampled_from(["a", "b", "2015", "page-2", "index.html", "x y", "کتاب", "a%b", "~q"])


@given(
    st.lists(NAMES, max_size=4),
    st.lists(NAMES, max_size=4),
    st.sampled_from(["", "#", "#s-water", "#s-ü:~x"]),
)
def test_a_link_leads_where_a_browser_finds_the_page(
    here: list[str], there: list[str], fragment: str
) -> None:
    page, target = "/".join([*here, "index.html"]), "/".join(["", *there, ""]) + fragment
    base = urls.absolute("https://example.org/", f"/{page}")
    found = urljoin(base, urls.relative(page, target))
    whole = urls.absolute("https://example.org/", "/" + "/".join([*there, "index.html"]) + fragment)
    assert found == whole.removesuffix("#")


def test_an_absolute_address_is_below_the_project_path() -> None:
    base = "https://example.org/repo/"
    assert urls.absolute(base, "/en/a/#s-é") == "https://example.org/repo/en/a/#s-%C3%A9"
    assert urls.base_path(base) == "/repo/"


@pytest.mark.parametrize("folder", ["2015/kobani", "kobani", "a/b/c", "2015/2016", "2015-03/x"])
def test_a_folder_of_plain_words_is_an_address(folder: str) -> None:
    assert urls.folder_problem(folder) is None


@pytest.mark.parametrize("folder", ["Kobani", "a b", "a/سوق", "a_b", "-a", "a--b", "search",
                                    "feed.xml", "keywords/x", "2015", "a/page-2", "nul", "a/aux",
                                    "", "a/../b", ".git", "a" * 101, "all", "pages/about",
                                    "undated/x"])  # fmt: skip
def test_a_folder_that_cannot_be_an_address_is_told_with_a_better_name(folder: str) -> None:
    problem = urls.folder_problem(folder)
    assert problem is not None and all(problem)


@pytest.mark.parametrize(
    "alias", ["/old/", "/a.html", "/قديم/", "/%D9%82/", "/en/old-name/", "/a/b"]
)
def test_an_old_address_can_be_answered(alias: str) -> None:
    assert urls.alias_problem(alias) is None


@pytest.mark.parametrize("alias", ["old/", "//evil.example/", "/a//b/", "/../x", "/a/../b/",
                                   "/%2e%2e/a/", "/a/%00", "/a%5Cb", "/a\\b", "/q?x", "/a#b",
                                   "/a:b", "/a*", "/.git/", "/con/", "/aux.html", "/a./",
                                   "/media/x/", "/Data/", "/", "/a b/", "/%ff/",
                                   "/" + "a" * 201])  # fmt: skip
def test_an_old_address_that_no_file_can_answer_is_told(alias: str) -> None:
    problem = urls.alias_problem(alias)
    assert problem is not None and all(problem)


@pytest.mark.parametrize("address", ["/", "/en/", "/EN/", "/feed.xml", "/en/keywords/x/",
                                     "/en/2015/", "/en/2015/page-2/", "/en/page-2/",
                                     "/ar/feed.xml", "/data/x", "/index.html", "/en/index.html",
                                     "/.nojekyll"])  # fmt: skip
def test_the_sites_own_pages_are_known(address: str) -> None:
    assert urls.belongs_to_the_site(address, LANGUAGES)


@pytest.mark.parametrize(
    "address", ["/en/2015/kobani/", "/fr/", "/old.html", "/en/a/page-2/", "/fr/all/"]
)
def test_other_addresses_are_free(address: str) -> None:
    assert not urls.belongs_to_the_site(address, LANGUAGES)


def test_a_free_word_becomes_a_short_ascii_id() -> None:
    assert urls.term_id("Café Society!") == "cafe-society"
    assert urls.term_id("السوق").startswith("x-") and len(urls.term_id("السوق")) == 12
    assert urls.term_id("CON").startswith("x-")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_word_has_an_id_that_can_be_an_address(word: str) -> None:
    assert urls.folder_problem(f"x/{urls.term_id(word)}") is None


@given(st.text(max_size=40).map(lambda t: f"/{t}"))
def test_an_accepted_old_address_stays_inside_the_output(alias: str) -> None:
    if urls.alias_problem(alias) is None:
        path = urls.output_path(urls.alias_address(alias))
        assert not path.startswith("/") and ".." not in path.split("/") and "\\" not in path
        assert path.encode()


def test_a_picture_lives_beside_its_work() -> None:
    assert urls.media_of("content/articles/2015/kobani/a.jpg") == "/media/2015/kobani/a.jpg"
    assert urls.media_of("content/pages/about/a.jpg") == "/media/pages/about/a.jpg"
