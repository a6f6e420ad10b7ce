"""An article begun with the tool has its header and its place, and ``check`` finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_site import SITE, article_path, command, make_site, tree, write
from terminal import conversation

from site_builder import urls
from site_builder.cli import main
from site_builder.header_edit import formatted

AUTHORITIES = {
    "sources.yaml": "the-gazette:\n  label: {en: The Gazette, ar: الجريدة, fa: روزنامه}\n"
    "  alias: {en: ['Gazette, The']}\n",
    "people.yaml": "jane-example:\n  label: {en: Jane Example, ar: جين, fa: جین}\n",
    "places.yaml": "old-town:\n  label: {en: Old Town, ar: البلدة القديمة, fa: شهر کهن}\n",
    "collections.yaml": "firsts:\n  label: {en: Firsts, ar: أوائل, fa: نخستین‌ها}\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = make_site(tmp_path / "site", works=2)
    for name, text in AUTHORITIES.items():
        write(folder / "content/authorities" / name, text)
    return folder


def new(site: Path, *words: str) -> int:
    try:
        return main(["new", *words, "--site", str(site)])
    except SystemExit as stopped:
        return int(stopped.code or 0)


def header(site: Path, path: str) -> list[str]:
    return (site / path).read_text(encoding="utf-8").split("---\n")[1].splitlines()


def clean(site: Path) -> None:
    for words in ((), ("--drafts",)):
        done = command("check", *words, cwd=site)
        assert done.returncode == 0, done.stderr
        assert "content/articles/2015" not in done.stderr, done.stderr


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")


def test_an_article_is_begun_in_its_folder_with_everything_that_was_said(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "Été: l'heure de “Straße”", "--lang", "fa", "--source", "الجريدة", "--date", "2015-03",
        "--url", "https://example.org/a", "--keywords", "bread, press-ar", "a free: word",
        "--people", "jane example", "--authors", "A. New", "--places", "شهر کهن",
        "--collections", "firsts", "--type", "interview", "--deck", "One # two",
    ]  # fmt: skip
    assert new(site, *words) == 0
    path = "content/articles/2015/ete-lheure-de-strasse/fa.md"
    assert capsys.readouterr().out.startswith(f"{path}: begun, as a draft\n")
    assert header(site, path) == [
        "title: 'Été: l''heure de “Straße”'", "deck: 'One # two'", "date: 2015-03", "source:",
        "  name: the-gazette", "  url: https://example.org/a", "authors: [A. New]",
        "people: [jane-example]", "places: [old-town]", "keywords: [bread, press, 'a free: word']",
        "type: interview", "added: 2026-01-01",
        "status: draft  # delete this line when it is done", "collections: [firsts]",
    ]  # fmt: skip
    text = (site / path).read_text(encoding="utf-8")
    assert formatted(text) == text
    clean(site)


def test_a_title_alone_will_do(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(site, "A title") == 0
    path = "content/articles/a-title/en.md"
    assert header(site, path)[0] == "title: A title"
    assert len(header(site, path)) == 3
    assert capsys.readouterr().err == ""
    clean(site)


def test_a_draft_that_is_finished_is_published_without_a_word(site: Path) -> None:
    assert (
        new(site, "Done", "--source", "the-gazette", "--date", "2015", "--keywords", "bread") == 0
    )
    path = site / "content/articles/2015/done/en.md"
    text = path.read_text(encoding="utf-8")
    draft = "status: draft  # delete this line when it is done\n"
    write(path, f"{text.replace(draft, '')}A text.\n")
    clean(site)
    assert draft in text


# --- the folder ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The town library reopens!", "the-town-library-reopens"),
        ("Ünlü İstanbul'un ışığı", "unlu-istanbulun-isigi"),
        ("Łódź, Ærø & Þingvellir", "lodz-aero-thingvellir"),
        ("Don’t — “stop”", "dont-stop"), ("2011", ""), ("Bîra Parastî ye", "bira-parasti-ye"),
        ("مكتبة البلدة", ""), ("داعش ISIS", ""), ("留存", ""), ("Москва", ""), ("!!!", ""),
        ("CON", "a-con"), ("page 2", "a-page-2"), ("with ar", "a-with-ar"),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("w" * 200, "w" * 60), ("x² ﬁne", "x2-fine"),
    ],
)  # fmt: skip
def test_a_folder_is_named_after_a_title_in_latin_letters(title: str, slug: str) -> None:
    assert urls.slug(title) == slug
    assert not slug or urls.folder_problem(f"2015/{slug}") is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_a_folder_that_is_named_after_a_title_can_be_an_address(title: str) -> None:
    if slug := urls.slug(title):
        assert urls.folder_problem(f"2015/{slug}") is None
        assert urls.slug(slug) == slug
        assert len(slug) <= 62


def test_a_title_in_another_script_needs_a_folder_to_be_named(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(site)
    assert new(site, "مكتبة البلدة", "--lang", "ar", "--date", "2015") == 2
    assert capsys.readouterr().err == (
        "--path:0:0: no folder can be named after this title\n"
        "  hint: name it in ASCII words: --path 2015/kobani-diary\n"
        "1 error, 0 warnings\nnothing was written\n"
    )
    assert tree(site) == before
    folder = "content/articles/2015/town-library/"
    facts = ("--source", "the-gazette", "--date", "2015", "--keywords", "bread")
    assert new(site, "مكتبة البلدة", "--lang", "ar", "--path", folder, *facts) == 0
    assert header(site, f"{folder}ar.md")[0] == "title: مكتبة البلدة"
    clean(site)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("2000/work-0", "there is a folder content/articles/2000/work-0 already\n"
         "  hint: name another, or: python build.py translate content/articles/2000/work-0"),
        ("2015/Upper", "the folder 'Upper' cannot be part of an address\n  hint: name it in"),
        ("../../evil", "the folder '..' cannot be part of an address"),
        ("/etc/evil/../x", "cannot be part of an address"),
        ("2015", "the folder '2015' has the address of the year 2015"),
        ("search", "the folder name 'search' is reserved"),
        ("2015/with-ar", "is reserved for two versions side by side"),
    ],
)  # fmt: skip
def test_a_folder_that_cannot_be_is_told_as_check_tells_it(
    site: Path, path: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(site)
    assert new(site, "A", "--path", path) == 2
    assert said in capsys.readouterr().err
    assert tree(site) == before


# --- what is wrong ---------------------------------------------------------------------


def test_everything_that_is_wrong_is_told_at_once_in_the_words_of_check(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site / "site.yaml", SITE + "keywords: controlled\n")
    words = ["A", "--lang", "de", "--date", "31/01/2015", "--keywords", "braed", "--url", "x",
             "--collections", "frists", "--source", "ftp://example.org/"]  # fmt: skip
    before = tree(site)
    assert new(site, *words) == 2
    told = capsys.readouterr().err
    assert "--lang:0:0: 'de' is not a language of this archive\n" in told
    assert "--date:0:0: '31/01/2015' is not a date\n  hint: write it as 2015-01-31\n" in told
    assert "--keywords:0:0: the keyword 'braed' is not in keywords.yaml\n  hint: did you" in told
    assert "--collections:0:0: the collection 'frists' is not in collections.yaml\n  hint: " in told
    assert "did you mean 'firsts'?" in told
    assert "--url:0:0: 'x' is not a web address\n" in told
    assert "--source:0:0: the address 'ftp://example.org/' begins with 'ftp:'" in told
    assert tree(site) == before
    path = article_path(site, 0, "en")
    write(path, path.read_text("utf-8").replace("keywords: [press", "keywords: [braed"))
    done = command("check", cwd=site)
    assert (
        "the keyword 'braed' is not in keywords.yaml\n  hint: did you mean 'bread'?" in done.stderr
    )


def test_a_name_one_slip_away_from_a_known_one_is_asked_about(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(site, "A", "--source", "the-gazete", "--date", "1394-08-12", "--path", "2015/a") == 0
    told = capsys.readouterr().err
    assert "--source:0:0: warning: there is no source 'the-gazete'; it is taken for" in told
    assert "did you mean 'the-gazette'?" in told
    assert "--date:0:0: warning: '1394-08-12' looks like a Solar Hijri (Persian) date" in told


def test_a_script_is_never_asked(site: Path) -> None:
    done = command("new", cwd=site)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("TITLE:0:0: a title is missing here\n")


@pytest.mark.parametrize("title", ["a\u202eb", "a\x07b"])
def test_a_title_that_no_article_may_have_is_refused(
    site: Path, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(site)
    assert new(site, title, "--path", "2015/a") == 2
    assert "content/articles/2015/a/en.md:2:" in capsys.readouterr().err
    assert tree(site) == before


def test_a_name_with_a_comma_that_is_known_stays_whole(site: Path) -> None:
    assert new(site, "A", "--source", "Gazette, The", "--path", "2015/a") == 0
    assert "source: the-gazette" in header(site, "content/articles/2015/a/en.md")


# --- questions -------------------------------------------------------------------------


def test_on_a_terminal_each_answer_is_judged_at_once(site: Path) -> None:
    write(site / "site.yaml", SITE + "keywords: controlled\n")
    answers = [
        "", "Kobani: a diary", "english", "en", "the-gazete", "the-gazette", "31/01/2015",
        "1394-01-01", "", "bread, zoology", "Bread, press-ar", "2000/work-0", "2015/kobani-diary",
    ]  # fmt: skip
    status, seen = conversation(["new"], answers, cwd=site)
    assert status == 0, seen
    assert seen == (
        "Title: \n  an answer is needed\nTitle: Kobani: a diary\n"
        "Language, one of en, ar, fa [en]: english\n"
        "  'english' is not a language tag\n  hint: write it as en, ar or zh-hant\n"
        "Language, one of en, ar, fa [en]: en\n"
        "Source, its name or address (Enter leaves it out): the-gazete\n"
        "  warning: there is no source 'the-gazete'; it is taken for a free word\n"
        "  hint: did you mean 'the-gazette'?\n"
        "Source, its name or address [the-gazete]: the-gazette\n"
        "Date of its publication, as 2015-03-01 (Enter leaves it out): 31/01/2015\n"
        "  '31/01/2015' is not a date\n  hint: write it as 2015-01-31\n"
        "Date of its publication, as 2015-03-01 (Enter leaves it out): 1394-01-01\n"
        "  warning: '1394-01-01' looks like a Solar Hijri (Persian) date\n"
        "  hint: if it is one, write it as 2015-03-21\n"
        "Date of its publication, as 2015-03-01 [1394-01-01]: \n"
        "  warning: '1394-01-01' looks like a Solar Hijri (Persian) date\n"
        "  hint: if it is one, write it as 2015-03-21\n"
        "Keywords, with commas between (Enter leaves it out): bread, zoology\n"
        "  the keyword 'zoology' is not in keywords.yaml\n  hint: add it to keywords.yaml\n"
        "Keywords, with commas between (Enter leaves it out): Bread, press-ar\n"
        "Folder, in ASCII words; it becomes the address [1394/kobani-a-diary]: 2000/work-0\n"
        "  there is a folder content/articles/2000/work-0 already\n"
        "  hint: name another, or: python build.py translate content/articles/2000/work-0\n"
        "Folder, in ASCII words; it becomes the address [1394/kobani-a-diary]: 2015/kobani-diary\n"
        "--date:0:0: warning: '1394-01-01' looks like a Solar Hijri (Persian) date\n"
        "  hint: if it is one, write it as 2015-03-21\n0 errors, 1 warning\n"
        "content/articles/2015/kobani-diary/en.md: begun, as a draft\n"
        "write the text below the header, and delete 'status: draft' when it is done\n"
    )
    assert header(site, "content/articles/2015/kobani-diary/en.md")[:4] == [
        "title: 'Kobani: a diary'", "date: 1394-01-01", "source: the-gazette",
        "keywords: [bread, press]",
    ]  # fmt: skip


def test_what_was_said_on_the_command_line_is_not_asked(site: Path) -> None:
    words = ["new", "يوميات", "--lang", "ar", "--source", "the-gazette", "--keywords", "bread"]
    status, seen = conversation(words, ["", "2015/kobani-diary"], cwd=site)
    assert status == 0, seen
    assert seen.startswith(
        "Date of its publication, as 2015-03-01 (Enter leaves it out): \n"
        "Folder, in ASCII words; it becomes the address: 2015/kobani-diary\n"
    )
    status, seen = conversation(["new"], ["A title"], cwd=site)
    assert (status, seen.endswith("stopped\n")) == (130, True)
    assert not (site / "content/articles/a-title").exists()
