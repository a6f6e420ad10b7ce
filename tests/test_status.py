"""What translators see of the whole archive: on a page, as data, and on the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from archives import linked, text
from small_site import SITE, article_path, build, make_site, whole_build, write

from site_builder.cli import main
from site_builder.model import Archive, BytesPage, Output, TemplatePage
from site_builder.outputs.status import status_pages, to_do
from site_builder.pages import StatusPage

FRESH = text("", "One.\n\nTwo.\n\nThree.")


def stamps(body: str) -> str:
    archive, _ = linked({"articles/a/en.md": text("", body)})
    blocks = archive.works[0].versions[0].article.blocks
    return "[" + ", ".join(block.fingerprint for block in blocks) + "]"


def sample(**settings: Any) -> Archive:
    """A work in each state in Arabic; French has one alone."""
    old = stamps("One.\n\nTwo.\n\nThree.")
    changed = text("date: 2014\nkeywords: [bread]", "One.\n\nTwo, now.\n\nThree.\n\nFour.")
    dated = FRESH.replace("title: A title", "title: Zero\ndate: 2016")
    return linked(
        {
            "articles/current/en.md": dated,
            "articles/current/ar.md": text(f"translation: {{blocks: {old}}}", "ا"),
            "articles/current/fr.md": text(f"translation: {{of: ar, blocks: {old}}}", "x"),
            "articles/outdated/en.md": changed,
            "articles/outdated/ar.md": text(f"translation: {{blocks: {old}}}", "ا"),
            "articles/machine/en.md": text("date: 2013"),
            "articles/machine/ar.md": text("translation: {method: machine}", "ا"),
            "articles/reviewed/en.md": text("date: 2012"),
            "articles/reviewed/ar.md": text("translation: {method: machine, reviewers: [A]}", "ا"),
            "articles/missing/en.md": text("date: 2015\nkeywords: [bread]"),
            "pages/about/en.md": text(),
        },
        **settings,
    )[0]


def page_of(outputs: list[Output], path: str) -> StatusPage:
    page = next(output.page for output in outputs if output.path == path)
    assert isinstance(page, TemplatePage)
    assert isinstance(page.model, StatusPage)
    return page.model


def states(page: StatusPage, language: str) -> dict[str, tuple[str, int, int]]:
    at = page.languages.index(language)
    return {
        row.address.split("/")[2]: (row.cells[at].state, row.cells[at].changed, row.cells[at].total)
        for row in page.rows
    }


def test_every_work_has_its_state_in_every_language() -> None:
    page = page_of(list(status_pages(sample())), "status/index.html")
    assert states(page, "ar") == {
        "current": ("current", 0, 3),
        "missing": ("missing", 0, 0),
        "outdated": ("outdated", 2, 4),
        "machine": ("machine", 0, 1),
        "reviewed": ("unstamped", 0, 1),
        "about": ("missing", 0, 0),
    }
    assert {state for state, _, _ in states(page, "en").values()} == {"original"}
    assert states(page, "fr")["current"] == ("outdated", 1, 1)
    assert page.totals == (("en", 6, 6), ("ar", 4, 6), ("fr", 1, 6))


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("status/index.html", ["current", "missing", "outdated"]),
        ("status/by-title/index.html", ["missing", "outdated", "machine"]),
        ("status/by-state/index.html", ["outdated", "current", "machine"]),
    ],
)
def test_the_address_says_the_order(path: str, first: list[str]) -> None:
    page = page_of(list(status_pages(sample())), path)
    assert list(states(page, "ar"))[:3] == first
    assert {address for _, address in page.orders} == {
        "/status/", "/status/by-title/", "/status/by-state/",
    }  # fmt: skip


def test_a_big_archive_is_cut_into_pages() -> None:
    outputs = list(status_pages(sample(page_size=4)))
    for folder in ("status/", "status/by-title/", "status/by-state/"):
        assert len(page_of(outputs, f"{folder}index.html").rows) == 4
        assert len(page_of(outputs, f"{folder}page-2/index.html").rows) == 2


def test_the_same_is_there_as_data() -> None:
    page = next(o.page for o in status_pages(sample()) if o.path == "status/status.json")
    assert isinstance(page, BytesPage)
    found = json.loads(page.data)
    works = {work["work"]: work["versions"] for work in found["works"]}
    assert works["outdated"]["ar"] == {
        "state": "outdated",
        "address": "/ar/outdated/",
        "path": "content/articles/outdated/ar.md",
        "of": "en",
        "changed": [2, 4],
        "total": 4,
    }
    assert works["missing"]["ar"] == {"state": "missing"}
    assert "changed" not in works["reviewed"]["ar"]
    assert found["totals"]["ar"] == {
        "outdated": 1, "machine": 1, "unstamped": 1, "missing": 2, "current": 1, "original": 0,
    }  # fmt: skip


def test_what_to_do_begins_with_what_is_outdated_and_with_what_is_read_most() -> None:
    def listed(archive: Archive) -> list[tuple[str, str]]:
        return [(one.state, one.work.id) for one in to_do(archive, "ar")]

    assert listed(sample()) == [
        ("outdated", "outdated"),
        ("machine", "machine"),
        ("unstamped", "reviewed"),
        ("missing", "missing"),
        ("missing", "about"),
    ]
    french = [one.work.id for one in to_do(sample(priority=("bread",)), "fr")]
    assert french == ["current", "missing", "outdated", "machine", "reviewed", "about"]


def test_a_reader_of_an_outdated_translation_is_led_to_each_changed_paragraph(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path / "site", works=1)
    original, translation = (article_path(site, 0, tag) for tag in ("en", "ar"))
    archive = whole_build(site).archive
    prints = ", ".join(b.fingerprint for b in archive.works[0].lead.article.blocks)
    said = translation.read_text(encoding="utf-8")
    write(translation, said.replace("[Sami]}", f"[Sami], blocks: [{prints}]}}"))
    build(site)
    page = site / "output/ar/2000/work-0/index.html"
    assert "#b" not in page.read_text(encoding="utf-8").split('class="text"')[0]
    head, body = original.read_text(encoding="utf-8").split("---\n", 2)[1:]
    first, second, *rest = body.split("\n\n")
    write(original, f"---\n{head}---\n" + "\n\n".join([first, f"{second} More.", "New.", *rest]))
    build(site)
    notice = page.read_text(encoding="utf-8").split('class="text"')[0]
    links = re.findall(r'href="([^"]*#b\d+)"', notice)
    assert links == [f"../../../en/2000/work-0/index.html#b{n}" for n in (2, 3)]
    target = (page.parent / links[1].partition("#")[0]).resolve().read_text(encoding="utf-8")
    assert re.search(r'id="b3">New\.', target)
    status = (site / "output/status/index.html").read_text(encoding="utf-8")
    assert "2 of 6" in status


def test_a_priority_that_is_no_keyword_is_told(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=1)
    write(site / "site.yaml", f"{SITE}priority: [bread, breda]\n")
    (problem,) = whole_build(site).problems
    assert (problem.line, problem.column, problem.message) == (5, 19, "there is no keyword 'breda'")
    assert problem.hint == "did you mean 'bread'?"


# --- the command -----------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two works in English and Arabic, stamped; then the first original is reworded."""
    folder = make_site(tmp_path / "site", works=2)
    for number in range(2):
        main(["sync", str(article_path(folder, number, "ar")), "--site", str(folder)])
    path = article_path(folder, 0, "en")
    write(path, path.read_text(encoding="utf-8").replace("[more]", "And [more]"))
    return folder


def asked(site: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(["status", "--site", str(site), "--jobs", "1", *words]) == 0
    return capsys.readouterr().out


def test_the_command_lists_what_to_do_and_how(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = asked(site, capsys, "--lang", "ar")
    path = "content/articles/2000/work-0/ar.md"
    assert said.startswith(f"the original has changed since: 1\n  ar  {path}: 1 of 5 changed (4)  ")
    assert f"\n      python build.py sync {path}\n" in said
    assert "\nmissing: 1\n  ar  content/pages/about/en.md  About\n" in said
    assert "python build.py translate content/pages/about/en.md --to ar\n" in said
    assert said.endswith("2 things to do\n")


def test_the_command_gives_json_and_markdown(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *others = json.loads(asked(site, capsys, "--lang", "ar", "--format", "json"))
    assert (first["state"], first["changed"], first["total"]) == ("outdated", [4], 5)
    assert first["command"] == "python build.py sync content/articles/2000/work-0/ar.md"
    assert [one["state"] for one in others] == ["missing"]
    title = article_path(site, 0, "en")
    write(
        title,
        re.sub("title: .*", "title: '[x](javascript:y) <b>'", title.read_text(encoding="utf-8")),
    )
    said = asked(site, capsys, "--lang", "ar", "--format", "markdown")
    assert said.startswith("## The original has changed since (1)\n\n- [ ] **ar** \\[x\\](java")
    assert "\\<b\\>" in said


def test_a_long_list_can_be_cut_and_its_numbers_stay_whole(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = asked(site, capsys, "--limit", "1")
    assert "missing: 4\n" in said and "\n  and 3 more\n" in said
    assert said.endswith("5 things to do\n")
    said = asked(site, capsys, "--limit", "1", "--format", "markdown")
    assert "## Missing (4)\n\n- [ ] " in said and said.count("- [ ] ") == 2
    assert "\n- and 3 more\n" in said
    found = json.loads(asked(site, capsys, "--limit", "1", "--format", "json"))
    assert [one["state"] for one in found] == ["outdated", "missing"]


def test_a_translation_that_was_begun_is_a_draft_with_its_file_and_not_missing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = site / "content/pages/about"
    write(folder / "ar.md", "---\ntitle: x\nstatus: draft\ntranslation:\n---\nx\n")
    path = "content/pages/about/ar.md"
    said = asked(site, capsys, "--lang", "ar")
    assert f"\nbegun, and not published yet: 1\n  ar  {path}  About\n2 things to do\n" in said
    assert "translate" not in said
    markdown = asked(site, capsys, "--lang", "ar", "--format", "markdown")
    assert f"## Begun, and not published yet (1)\n\n- [ ] **ar** About ({path})\n" in markdown
    draft = json.loads(asked(site, capsys, "--lang", "ar", "--format", "json"))[-1]
    assert (draft["state"], draft["path"], draft["command"]) == ("draft", path, "")
    # Drafts come before what nobody has begun.
    states = [one["state"] for one in json.loads(asked(site, capsys, "--format", "json"))]
    assert states == ["outdated", "draft", "missing", "missing", "missing"]


def test_a_translation_that_was_withdrawn_is_not_to_be_made_again(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = article_path(site, 1, "ar")
    said = "status: withdrawn\nwithdrawn: {date: 2026-01-01, reason: At its author's wish.}\n---\n"
    first, rest = path.read_text(encoding="utf-8").split("---\n", 2)[1:]
    write(path, f"---\n{first}{said}{rest}")
    assert "work-1" not in asked(site, capsys, "--lang", "ar")


def test_with_nothing_to_do_it_says_so(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(site, capsys, "--lang", "en") == "nothing to do\n"
    assert asked(site, capsys, "--lang", "en", "--format", "markdown") == "Nothing to do.\n"
    assert asked(site, capsys, "--lang", "en", "--format", "json") == "[]\n"


def test_another_language_than_the_sites_is_refused(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "--site", str(site), "--lang", "de"]) == 2
    assert "--lang:0:0: 'de' is not a language of this archive" in capsys.readouterr().err
