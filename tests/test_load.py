"""content/ as it is found: what is taken, what is refused, and that nothing outside is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_builder.load import DEEPEST, FoundFile, load, read_found

ARTICLE = "---\ntitle: A title\n---\nText.\n"


def put(root: Path, *paths: str, content: str = ARTICLE) -> None:
    for path in paths:
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def refusals(root: Path) -> list[str]:
    return [
        f"{p.path.removeprefix('content/')}: {p.message}" for p in load(root, ("en", "ar")).problems
    ]


def test_folders_are_works_and_files_are_language_versions(tmp_path: Path) -> None:
    put(tmp_path, "articles/2015/kobani/en.md", "articles/2015/kobani/ar.md", "pages/about/en.md",
        "articles/2015/kobani/town.jpg", "authorities/keywords.yaml")  # fmt: skip
    loaded = load(tmp_path, ("en", "ar"))
    assert loaded.problems == ()
    assert [(a.kind, a.work, a.language) for a in loaded.articles] == [
        ("article", "2015/kobani", "ar"),
        ("article", "2015/kobani", "en"),
        ("page", "about", "en"),
    ]
    assert [kind for kind, _ in loaded.authorities] == ["keyword"]
    assert [f.path for f in loaded.files] == ["content/articles/2015/kobani/town.jpg"]


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    put(tmp_path, "articles/a/en.md")
    (tmp_path / "content/articles/a/en.md").write_bytes(
        b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode()
    )
    assert load(tmp_path, ("en",)).articles[0].source.text == ARTICLE


def test_hidden_files_and_an_editors_backups_are_left_alone(tmp_path: Path) -> None:
    put(tmp_path, ".git/config", "articles/a/.en.md.swp", "articles/a/en.md~", "articles/.x/en.md")
    loaded = load(tmp_path, ("en",))
    assert loaded.problems == () and loaded.articles == () and loaded.files == ()


def test_a_site_without_content_is_told_where_to_begin(tmp_path: Path) -> None:
    assert refusals(tmp_path) == ["content: there is no such folder"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("articles/a/english.md", "'english' is not a language"),
        ("articles/a/fr.md", "the language 'fr' is not in site.yaml"),
        ("articles/a/EN.md", "'EN.md' is not how a language version is named"),
        ("articles/en.md", "an article needs a folder of its own"),
        ("articles/town.jpg", "this file belongs to no work"),
        ("articles/A B/town.jpg", "the folder 'A B' cannot be part of an address"),
        ("articles/a/the town.jpg", "'the town.jpg' cannot be part of an address"),
        ("articles/a/town", "'town' cannot be part of an address"),
        ("articles/search/en.md", "the folder name 'search' is reserved"),
        ("articels/a/en.md", "'articels' is not a folder of the archive"),
        ("notes.md", "this file is in no folder of the archive and is not used"),
        ("authorities/keyword.yaml", "'keyword.yaml' is not an authority file"),
        ("authorities/more/keywords.yaml", "'more/keywords.yaml' is not an authority file"),
    ],
)
def test_a_file_in_the_wrong_place_is_told(tmp_path: Path, path: str, message: str) -> None:
    put(tmp_path, path)
    assert refusals(tmp_path) == [f"{path}: {message}"]
    assert load(tmp_path, ("en", "ar")).articles == ()


def test_a_bad_folder_is_told_once_however_much_it_holds(tmp_path: Path) -> None:
    put(tmp_path, "articles/A/en.md", "articles/A/ar.md", "articles/A/town.jpg")
    assert refusals(tmp_path) == ["articles/A/ar.md: the folder 'A' cannot be part of an address"]


def test_a_link_out_of_content_is_never_followed(tmp_path: Path) -> None:
    put(tmp_path, "articles/a/en.md")
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "content/articles/a/ar.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "content/articles/b").symlink_to(tmp_path)
    (tmp_path / "content/articles/c").symlink_to("c")
    assert refusals(tmp_path) == [
        "articles/a/ar.md: this link leads out of content/",
        "articles/b: this link leads out of content/",
        "articles/c: this link leads nowhere",
    ]
    assert all("secret" not in a.source.text for a in load(tmp_path, ("en", "ar")).articles)


def test_a_link_within_content_is_read_as_the_file(tmp_path: Path) -> None:
    put(tmp_path, "articles/a/town.jpg", "articles/b/en.md")
    (tmp_path / "content/articles/b/town.jpg").symlink_to("../a/town.jpg")
    assert refusals(tmp_path) == []
    assert len(load(tmp_path, ("en",)).files) == 2


def test_folders_without_end_are_refused_and_not_walked(tmp_path: Path) -> None:
    put(tmp_path, "/".join(["articles", *"a" * 500, "en.md"]))
    (only,) = refusals(tmp_path)
    assert only.endswith(f"more than {DEEPEST} folders within each other")


def test_an_unreadable_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path, "articles/a/en.md", "articles/b/en.md")
    (tmp_path / "content/articles/a/ar.md").mkdir()
    os.mkfifo(tmp_path / "content/articles/b/ar.md")
    assert refusals(tmp_path) == [
        "articles/a/ar.md: this is a folder",
        "articles/b/ar.md: this is not an ordinary file",
    ]
    assert len(load(tmp_path, ("en", "ar")).articles) == 2


def test_a_file_that_changed_while_it_was_read_is_noticed(tmp_path: Path) -> None:
    put(tmp_path, "articles/a/town.jpg")
    (found,) = load(tmp_path, ("en",)).files
    assert read_found(tmp_path, found) == ARTICLE.encode()
    (tmp_path / found.path).write_text("other")
    assert read_found(tmp_path, found) is None
    assert read_found(tmp_path, FoundFile("content/articles/a/gone.jpg", "", 0)) is None
