"""``explain`` says why a file would be made again, and a build then does just that."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_site import article_path, build_by_command, make_site, write

from site_builder.cli import main

PAGE = "en/2001/work-1/index.html"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    site = make_site(tmp_path / "site")
    assert main(["build", "--site", str(site), "--quiet"]) == 0
    return site


def explained(site: Path, path: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["explain", path, "--site", str(site)])
    out, err = capsys.readouterr()
    return status, out + err


@pytest.mark.parametrize(
    "name",
    ["output/" + PAGE, PAGE, "/en/2001/work-1/", "https://example.org/small/en/2001/work-1/"],
)
def test_a_file_is_named_as_one_has_it_at_hand(
    built: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = f"{PAGE}: stays\n  all that it is made from is as it was\n"
    assert explained(built, name, capsys) == (0, wanted)


def test_what_changed_is_named_and_so_is_each_page_that_shows_it(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = article_path(built, 1, "en")
    write(path, path.read_text("utf-8").replace("title: ", "title: New "))
    status, said = explained(built, PAGE, capsys)
    assert status == 1
    assert said == (
        f"{PAGE}: would be made again\n"
        "  what the template article.html is made from is not what it was\n"
        "  changed since the last build: content/articles/2001/work-1/en.md\n"
    )
    _, said = explained(built, str(path), capsys)
    shown = {line.partition(":")[0]: line for line in said.splitlines() if line[0] != " "}
    assert {PAGE, "en/feed.xml", "feed.xml", "ar/2001/work-1/with-en/index.html"} <= shown.keys()
    assert all("would be made again" in line for line in shown.values())


def test_other_reasons_are_told_apart(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (built / "output" / PAGE).write_text("by hand", "utf-8")
    assert "not as the last build left it" in explained(built, PAGE, capsys)[1]
    assert main(["build", "--site", str(built), "--quiet"]) == 0
    settings = (built / "site.yaml").read_text("utf-8")
    write(built / "site.yaml", settings.replace("Small archive", "Little archive"))
    _, said = explained(built, PAGE, capsys)
    assert "the theme, or what stands round every page in 'en'" in said
    assert "changed since the last build: site.yaml" in said
    assert "stays" in explained(built, "en/2001/work-1/text.txt", capsys)[1]
    write(built / "site.yaml", settings)
    article_path(built, 1, "ar").unlink()
    _, said = explained(built, "ar/2001/work-1/index.html", capsys)
    assert "would be removed" in said
    assert "gone since the last build: content/articles/2001/work-1/ar.md" in said
    write(article_path(built, 7, "en"), "---\ntitle: New\n---\nText.\n")
    _, said = explained(built, "en/2000/work-7/", capsys)
    assert "would be made\n  no build has written it" in said


def test_before_any_build_and_for_no_file_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site(tmp_path / "site")
    assert "no build has written it" in explained(site, PAGE, capsys)[1]
    assert not (site / "output").exists()
    status, said = explained(site, "en/2001/work-1/indx.html", capsys)
    assert status == 2
    assert f"did you mean '{PAGE}'?" in said


def test_what_is_said_to_stay_is_not_written(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = article_path(built, 2, "en")
    write(path, path.read_text("utf-8").replace("title: ", "title: New "))
    pages = sorted(p for p in (built / "output").rglob("*.html"))
    before = {page: page.stat().st_ino for page in pages}
    told = {page: explained(built, str(page), capsys)[1].partition("\n")[0] for page in pages[::4]}
    assert build_by_command(built)[0] == 0
    for page, said in told.items():
        written = page.stat().st_ino != before[page]
        assert written == said.endswith("would be made again"), said
