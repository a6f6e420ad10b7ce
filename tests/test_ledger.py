"""Addresses that last: what was once published still answers, or somebody said why not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from archives import file_of, linked, text
from small_site import (
    KEYWORDS,
    article,
    article_path,
    build,
    command,
    make_site,
    state_of,
    tree,
    write,
)

from site_builder.checks.ledger import ledger_text, published, read_ledger, vanished_addresses
from site_builder.parse import parse_article
from site_builder.problems import BuildFailed, Problem


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small archive whose addresses are recorded."""
    folder = make_site(tmp_path / "site", works=3)
    done = command("addresses", "--write", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def told(site: Path) -> tuple[Problem, ...]:
    with pytest.raises(BuildFailed) as failed:
        build(site)
    return failed.value.problems


def ledger(site: Path) -> list[str]:
    lines = (site / "addresses.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


# --- recording -------------------------------------------------------------------------


def test_every_version_page_and_old_address_is_recorded_once_sorted(site: Path) -> None:
    header = "aliases: [/old/place/, /p.php]\n"
    write(article_path(site, 0, "en"), article(0, "en", header=header, title="The  last bookshop"))
    assert command("addresses", "--write", cwd=site).returncode == 0
    lines = ledger(site)
    assert lines == sorted(lines)
    assert [line for line in lines if line.startswith(("/old", "/p"))] == [
        "/old/place/ The last bookshop",
        "/p.php The last bookshop",
    ]
    pages = tree(site / "output") if (site / "output").exists() else {}
    assert pages == {}
    build(site)
    for line in lines:
        address = line.partition(" ")[0]
        name = f"{address}index.html" if address.endswith("/") else address
        assert (site / "output" / name.lstrip("/")).is_file()
    ids = [f"keywords/{one}" for one in (*KEYWORDS, *(f"free-word-{n}" for n in range(3)))]
    ids += ["people/sami", *(f"sources/paper-{n}" for n in range(3))]
    assert {line.partition(" ")[0] for line in lines} == {
        *(f"/{tag}/200{n}/work-{n}/" for tag in ("en", "ar") for n in range(3)),
        *(f"/{tag}/{one}/" for tag in ("en", "ar", "fa") for one in ids),
        *("/en/about/", "/old/place/", "/p.php"),
    }


def test_what_is_recorded_stays_and_writing_it_twice_changes_nothing(site: Path) -> None:
    path = site / "addresses.txt"
    path.write_text(path.read_text() + "/en/2000/work-0/ Its first title\n# a remark\n")
    assert command("addresses", "--write", cwd=site).returncode == 0
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert b"Its first title" not in before[0]
    assert command("addresses", "--write", cwd=site).returncode == 0
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_what_is_new_is_listed_and_a_hook_can_ask_for_it(site: Path) -> None:
    done = command("addresses", "--check", cwd=site)
    assert (done.returncode, done.stdout) == (0, "all are recorded\n")
    write(article_path(site, 9, "en"), article(9, "en", title="New here"))
    before = (site / "addresses.txt").read_bytes()
    done = command("addresses", cwd=site)
    assert (done.returncode, done.stdout) == (
        0,
        "/ar/keywords/free-word-9/ free word 9\n/en/2002/work-9/ New here\n"
        "/en/keywords/free-word-9/ free word 9\n/fa/keywords/free-word-9/ free word 9\n"
        "4 addresses to record\n",
    )
    assert command("addresses", "--check", cwd=site).returncode == 1
    assert (site / "addresses.txt").read_bytes() == before
    build(site)


def test_drafts_are_never_recorded(site: Path) -> None:
    write(article_path(site, 9, "en"), article(9, "en", header="status: draft\n"))
    assert command("addresses", "--check", cwd=site).returncode == 0
    done = command("addresses", "--write", "--drafts", cwd=site)
    assert done.returncode == 2
    assert "--drafts:0:0: the address of a draft is not published" in done.stderr


def test_a_site_without_a_ledger_builds_as_before(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=1)
    build(site)
    shutil.rmtree(article_path(site, 0, "ar").parent)
    build(site)
    assert not (site / "addresses.txt").exists()


def test_no_output_depends_on_the_ledger(site: Path) -> None:
    build(site)
    with_ledger = tree(site / "output")
    (site / "addresses.txt").unlink()
    assert build(site).written == 0
    assert tree(site / "output") == with_ledger


# --- what has gone ---------------------------------------------------------------------


def test_a_folder_that_was_renamed_is_told_with_the_line_to_add(site: Path) -> None:
    build(site)
    before = tree(site / "output")
    old = article_path(site, 1, "en").parent
    old.rename(old.with_name("a-better-name"))
    for path in (site / "content").rglob("*.md"):
        write(path, path.read_text().replace("2001/work-1/", "2001/a-better-name/"))
    problems = told(site)
    assert tree(site / "output") == before
    english = next(p for p in problems if p.path.endswith("a-better-name/en.md"))
    assert (english.line, english.column) == (2, 8)
    assert "the address '/en/2001/work-1/' was published" in english.message
    assert "add to this header the line 'aliases: [/en/2001/work-1/]'" in english.hint
    # Do what the messages say, and nothing else.
    for problem in problems:
        line = problem.hint.split("'")[1]
        path = site / problem.path
        path.write_text(path.read_text().replace("---\n", f"---\n{line}\n", 1))
    build(site)
    page = (site / "output/ar/2001/work-1/index.html").read_text()
    assert "../a-better-name/index.html" in page


def test_a_line_deleted_on_purpose_needs_no_reason(site: Path) -> None:
    shutil.rmtree(article_path(site, 2, "en").parent)
    problems = told(site)
    assert {p.path for p in problems} == {"addresses.txt", "content/authorities/keywords.yaml"}
    last = (p.hint.rpartition("; ")[2].partition(" delete ")[2] for p in problems)
    gone = {int(number) for words in last for number in re.findall(r"\d+", words)}
    lines = (site / "addresses.txt").read_text().splitlines()
    write(site / "addresses.txt", "\n".join(x for n, x in enumerate(lines, 1) if n not in gone))
    build(site)


def test_a_withdrawal_keeps_the_address_and_a_draft_does_not(site: Path) -> None:
    reason = "status: withdrawn\nwithdrawn: {date: 2026-01-01, reason: At its author's wish.}\n"
    write(article_path(site, 2, "en"), article(2, "en", header=reason))
    build(site)
    write(article_path(site, 2, "en"), article(2, "en", header="status: draft\n"))
    (problem,) = [p for p in told(site) if p.path.endswith("work-2/en.md")]
    assert (problem.line, problem.message) == (
        6,
        "'/en/2002/work-2/' was published, and is not any more",
    )
    assert "'status: withdrawn'" in problem.hint
    line = int(problem.hint.split("delete line ")[1].split(" ")[0])
    text = (site / "addresses.txt").read_text().splitlines()
    assert text[line - 1].startswith("/en/2002/work-2/")


def test_an_embargo_set_later_is_told_too_until_its_day(site: Path) -> None:
    header = "publish_after: 2026-01-16\n"
    write(article_path(site, 2, "ar"), article(2, "ar", header=header))
    assert [p.path.rpartition("/")[2] for p in told(site)] == ["ar.md"]
    build(site, today="2026-01-16")


def test_an_article_that_cannot_be_read_has_not_vanished(site: Path) -> None:
    write(article_path(site, 1, "en"), "---\ntitel: x\n---\ntext\n")
    assert not any("was published" in p.message for p in told(site))


def test_the_check_of_a_pull_request_says_the_same(site: Path) -> None:
    shutil.rmtree(article_path(site, 2, "en").parent)
    done = command("check", "--format", "github", cwd=site)
    assert done.returncode == 1
    assert "::error file=addresses.txt,line=" in done.stdout
    assert not (state_of(site) / "written.record").exists()


# --- keywords, sources, people, places, collections ------------------------------------


def test_a_keyword_with_a_new_id_is_told_with_the_line_to_add_once_for_all_languages(
    site: Path,
) -> None:
    path = site / "content/authorities/keywords.yaml"
    old = KEYWORDS[0]
    path.write_text(path.read_text().replace(f"{old}:\n", "a-better-id:\n", 1))
    for article_file in (site / "content").rglob("en.md"):
        write(article_file, article_file.read_text().replace(f"[{old},", "[a-better-id,"))
    (problem,) = told(site)
    assert (problem.path, problem.line) == ("content/authorities/keywords.yaml", 1)
    assert problem.message.startswith(f"the address '/ar/keywords/{old}/' was published")
    assert f"add to 'a-better-id' the line '  formerly: [{old}]'" in problem.hint
    line = problem.hint.split("'")[3]
    path.write_text(path.read_text().replace("a-better-id:\n", f"a-better-id:\n{line}\n"))
    build(site)
    for tag in ("en", "ar", "fa"):
        page = (site / f"output/{tag}/keywords/{old}/index.html").read_text()
        assert "../a-better-id/index.html" in page


def test_headers_may_go_on_using_an_id_that_a_term_had(site: Path) -> None:
    path = site / "content/authorities/keywords.yaml"
    old = KEYWORDS[0]
    new = f"a-better-id:\n  formerly: [{old}]\n"
    path.write_text(path.read_text().replace(f"{old}:\n", new, 1))
    build(site)
    listed = (site / "output/en/keywords/a-better-id/index.html").read_text()
    assert "work-0/index.html" in listed


def test_the_first_words_of_a_free_word_that_was_corrected_are_kept_by_declaring_it(
    site: Path,
) -> None:
    path = article_path(site, 1, "en")
    write(path, path.read_text().replace("source: Paper 1", "source: The Paper"))
    recorded = (site / "addresses.txt").read_text().replace("/ Paper 1", "/ The Paper")
    write(site / "addresses.txt", recorded)
    (problem,) = told(site)
    line = problem.hint.split('"')[1]
    assert line == "the-paper: {label: The Paper, formerly: [paper-1]}"
    assert "content/authorities/sources.yaml" in problem.hint
    write(site / "content/authorities/sources.yaml", f"{line}\n")
    build(site)
    assert "../the-paper/" in (site / "output/ar/sources/paper-1/index.html").read_text()


def test_a_term_that_no_work_names_any_more_is_told_where_it_stands(site: Path) -> None:
    old = KEYWORDS[2]
    path = article_path(site, 2, "en")
    write(path, path.read_text().replace(f"[{old}, ", "["))
    (problem,) = told(site)
    assert problem.message == f"the keyword '{old}' had a page, and no work names it any more"
    assert f"'formerly: [{old}]'" in problem.hint
    keywords = site / "content/authorities/keywords.yaml"
    first, _, rest = keywords.read_text().partition(f"{old}:\n")
    rest = rest.partition("\n")[2]
    first = first.replace(f"{KEYWORDS[0]}:\n", f"{KEYWORDS[0]}:\n  formerly: [{old}]\n")
    write(keywords, first + rest)
    build(site)


def test_what_only_a_withdrawn_work_named_needs_no_line(site: Path) -> None:
    reason = "status: withdrawn\nwithdrawn: {date: 2026-01-01, reason: At its author's wish.}\n"
    for tag in ("en", "ar"):
        write(article_path(site, 2, tag), article(2, tag, header=reason))
    build(site)
    assert not (site / "output/en/keywords/free-word-2").exists()


def test_a_language_that_was_taken_out_of_the_site_is_told_once_for_its_terms(site: Path) -> None:
    config = site / "site.yaml"
    config.write_text(config.read_text().replace("[en, ar, fa]", "[en, ar]"))
    (problem,) = [p for p in told(site) if "/fa/" in p.message]
    assert (problem.path, problem.line) == ("addresses.txt", problem.line)
    assert "add 'fa' to the languages of site.yaml again" in problem.hint


# --- finding where it went -------------------------------------------------------------


def found(
    recorded: str, files: dict[str, str], hint: Callable[[Problem], str] = lambda p: p.hint
) -> list[str]:
    archive, problems = linked(files)
    assert [p for p in problems if p.severity == "error"] == []
    articles = [parse_article(file_of(p, c)).article for p, c in files.items()]
    gone = vanished_addresses(archive, [a for a in articles if a], recorded)
    return [f"{p.path.removeprefix('content/')} {hint(p).partition(';')[0]}" for p in gone]


@pytest.mark.parametrize(
    ("recorded", "there", "said"),
    [
        # The folder has the same name elsewhere.
        ("/en/a/kobani/ Old", "articles/b/kobani/en.md", "/en/a/kobani/"),
        ("/en/kobani/", "pages/b/kobani/en.md", "/en/kobani/"),
        # The title is the same, whatever its capitals and its Unicode form.
        ("/en/a/x/ a CAFE\u0301  title", "articles/b/y/en.md", "/en/a/x/"),
        # An old address was taken out of a header.
        ("/old.php A caf\u00e9 title", "articles/b/y/en.md", "/old.php"),
        # One language is gone, the work is there.
        ("/fr/b/y/ Autre", "articles/b/y/en.md", "/fr/b/y/"),
        # What YAML would take apart is quoted.
        ("/a,b/ A caf\u00e9 title", "articles/b/y/en.md", '"/a,b/"'),
    ],
)
def test_the_likely_new_place_is_named(recorded: str, there: str, said: str) -> None:
    files = {there: text("title: A café title")}
    wanted = f"{there} add to this header the line 'aliases: [{said}]'"
    assert found(recorded, files) == [wanted]


def test_a_header_that_has_old_addresses_gets_the_new_line_whole() -> None:
    files = {"articles/b/kobani/en.md": text("date: 2015\naliases: [/a/b/, /z/]")}
    recorded = "/en/a/kobani/\n/en/c/kobani/\n/z/\n"
    line = "let line 4 be 'aliases: [/a/b/, /en/a/kobani/, /en/c/kobani/, /z/]'"
    assert found(recorded, files) == [f"articles/b/kobani/en.md {line}"] * 2


def test_two_places_that_are_as_likely_are_not_guessed_between() -> None:
    files = {f"articles/{name}/en.md": text("title: The same") for name in ("a", "b")}
    (said,) = found("/en/c/ The same\n", files)
    assert said.startswith("addresses.txt add to the header of the article that took its place")


def test_a_line_that_is_no_address_is_told() -> None:
    lines = "# remark\n\n<<<<<<< HEAD\n/en/a/ A\nhttps://example.org/en/b/\n"
    recorded, problems = read_ledger(lines)
    assert [one.address for one in recorded] == ["/en/a/"]
    assert [(p.line, p.message) for p in problems] == [
        (3, "'<<<<<<<' is not an address"),
        (5, "'https://example.org/en/b/' is not an address"),
    ]


def test_a_ledger_says_what_it_read_whatever_the_order() -> None:
    archive, _ = linked({"articles/a/en.md": text("title: A\naliases: [/é/]")})
    here = published(archive)
    assert here == {"/en/a/": "A", "/é/": "A"}
    recorded, problems = read_ledger("/z/ Z\n/en/a/ Old title\n/en/a/ Older\n/e\u0301/\n")
    assert problems == ()
    lines = ledger_text(recorded, here).splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["/en/a/ A", "/z/ Z", "/é/ A"]


def test_ten_thousand_addresses_are_told_even_if_all_are_gone() -> None:
    archive, _ = linked({"articles/a/en.md": text()})
    many = "".join(f"/en/{n}/ Title {n}\n" for n in range(10_000))
    works = tuple(
        replace(archive.works[0], id=str(n), versions=(
            replace(archive.works[0].versions[0], address=f"/en/{n}/"),
        ))
        for n in range(10_000)
    )  # fmt: skip
    assert list(vanished_addresses(replace(archive, works=works), [], many)) == []
    every = list(vanished_addresses(archive, [], many))
    assert len(every) == 10_000
