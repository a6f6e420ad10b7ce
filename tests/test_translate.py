"""A translation begun with the tool is in its place, hidden until it is done, and without fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_site import SITE, article_path, build, command, make_site, whole_build, write

from site_builder.cli import main

ORIGINAL = """\
---
title: "It's a title: 'quoted' # not a remark"
deck: One sentence.
source: Paper
date: 2015-03-01
keywords: [bread]
warning: Describes violence.
---
## A heading {#here}

A paragraph with a note.[^n] And <b>HTML</b> --> an arrow, --!> another.

> Quoted.
>
> — Rose

```python
a --> b

c <!-- d
```

<!-- a remark

of two -->

- one

- two

[^n]: The note.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = make_site(tmp_path / "site", works=2)
    write(folder / "content/articles/2015/work/en.md", ORIGINAL)
    return folder


def translate(site: Path, *words: str, path: str = "content/articles/2015/work/en.md") -> int:
    try:
        return main(["translate", path, "--site", str(site), *words])
    except SystemExit as stopped:
        return int(stopped.code or 0)


def checked(site: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    status = main(["check", "--strict", "--site", str(site), "--jobs", "1", *words])
    said = capsys.readouterr()
    assert status == 0, said.err
    return said.out


def test_a_new_translation_is_a_draft_that_check_finds_nothing_in(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert translate(site, "--to", "fa", "--translator", "O'Neil, A.", "--translator", "Sami") == 0
    said = capsys.readouterr().out
    assert said.startswith("content/articles/2015/work/fa.md: 5 paragraphs to translate\n")
    assert checked(site, capsys) == "no problems\n"
    assert checked(site, capsys, "--drafts") == "no problems\n"
    build(site)
    assert not (site / "output/fa/2015/work").exists()
    written = (site / "content/articles/2015/work/fa.md").read_text(encoding="utf-8")
    header = written.split("\n---\n")[0]
    assert "title: 'It''s a title: ''quoted'' # not a remark'  # to translate" in header
    assert "# deck: 'One sentence.'\n# warning: 'Describes violence.'\n" in header
    assert "# Taken from it unless said here: date, source, keywords, warning.\n" in header
    assert "translators: ['O''Neil, A.', 'Sami']\n  method: human\n  blocks: [" in header
    assert "\n  of:" not in header


def test_nothing_of_the_original_reaches_the_page_of_a_translation(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(site, "--to", "fa")
    path = site / "content/articles/2015/work/fa.md"
    begun = path.read_text(encoding="utf-8")
    for words in ("A paragraph with a note", "a --&gt; b", "[^n]: The note", "- two", "a remark"):
        assert words in begun
    done = begun.replace("status: draft  # delete this line when it is done\n", "")
    write(path, done.replace("\n-->\n", "\n-->\nترجمه\n"))
    archive = whole_build(site).archive
    version = next(w for w in archive.works if w.id == "2015/work").in_language("fa")
    assert version is not None
    assert version.changed_blocks == ()
    page = (site / "output/fa/2015/work/index.html").read_text(encoding="utf-8")
    text = page.split('class="text"')[1].partition("</article>")[0]
    assert text.count("ترجمه") == 7
    for words in ("A paragraph", "Quoted", "arrow", "The note", "a remark", "--"):
        assert words not in text.partition("<footer")[0].partition("<section")[0]


def test_a_long_text_full_of_angle_brackets_can_be_translated(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "\n\n".join(f"<b>See</b> {n}." for n in range(150))
    write(site / "content/articles/2015/work/en.md", f"{ORIGINAL}\n{body}\n")
    assert translate(site, "--to", "fa") == 0
    assert checked(site, capsys) == "no problems\n"


def test_a_translation_of_a_translation_names_it(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(article_path(Path("."), 0, "ar"))
    assert translate(site, "--to", "fa", "--method", "machine", path=path) == 0
    written = article_path(site, 0, "fa").read_text(encoding="utf-8")
    assert "translation:\n  of: ar\n  method: machine\n  blocks: [" in written
    assert checked(site, capsys) == "no problems\n"


def test_the_folder_of_a_work_stands_for_its_original(site: Path) -> None:
    assert translate(site, "--to", "fa", path=str(article_path(site, 0, "en").parent)) == 0
    assert "# From en.md, in English." in article_path(site, 0, "fa").read_text(encoding="utf-8")


def test_a_standing_page_is_translated_too(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert translate(site, "--to", "fa", path="content/pages/about/en.md") == 0
    assert checked(site, capsys) == "no problems\n"


def test_it_works_from_within_the_folder_of_the_work(site: Path) -> None:
    done = command("translate", "en.md", "--to", "fa", "--site", "../../../..",
                   cwd=site / "content/articles/2015/work")  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "de"], "--to:0:0: 'de' is not a language of this archive"),
        (["--to", "../x"], "--to:0:0: '../x' is not a language of this archive"),
        (["--to", "en"], "is in this language"),
        (["--to", "ar", "x"], "unrecognized arguments: x"),
        ([], "the following arguments are required: --to"),
        (["--to", "fa", "--method", "magic"], "invalid choice: 'magic'"),
    ],
)
def test_wrong_words_are_told_with_status_2(
    site: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(site.rglob("*"))
    assert translate(site, *words) == 2
    assert said in capsys.readouterr().err
    assert sorted(site.rglob("*")) == before


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("content/articles/2015/wrok/en.md", "did you mean 'content/articles/2015/work/en.md'?"),
        ("site.yaml", "'site.yaml' is not an article of this archive"),
        ("../elsewhere.md", "is not an article of this archive"),
        ("content/articles/2015", "is not an article of this archive"),
    ],
)
def test_a_path_that_is_no_article_is_told(
    site: Path, path: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert translate(site, "--to", "fa", path=path) == 2
    assert said in capsys.readouterr().err


def test_a_translation_that_is_there_is_never_touched(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = article_path(site, 0, "ar").read_bytes()
    assert translate(site, "--to", "ar", path=str(article_path(site, 0, "en"))) == 2
    assert "there is a file content/articles/2000/work-0/ar.md already" in capsys.readouterr().err
    assert article_path(site, 0, "ar").read_bytes() == before


def test_what_was_withdrawn_or_is_empty_is_not_translated(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = site / "content/articles/2015/work/en.md"
    write(path, ORIGINAL.replace("deck:", "withdrawn: {date: 2016, reason: x}\ndeck:"))
    assert translate(site, "--to", "fa") == 2
    assert "was withdrawn" in capsys.readouterr().err
    write(path, ORIGINAL.split("\n## ")[0])
    assert translate(site, "--to", "fa") == 2
    assert "there is no text in" in capsys.readouterr().err


def test_a_work_with_an_error_is_told_with_its_line(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site / "content/articles/2015/work/en.md", ORIGINAL.replace("date:", "dat:"))
    assert translate(site, "--to", "fa") == 1
    assert "content/articles/2015/work/en.md:5:1: unknown field 'dat'" in capsys.readouterr().err


def test_a_title_in_another_script_is_kept_as_it_is(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site / "site.yaml", SITE.replace("en, ar, fa", "en, ar, fa, zh-hant"))
    folder = site / "content/articles/2016/persian"
    title = "می‌خوانیم: «نان»"
    write(folder / "fa.md", f"---\ntitle: '{title}'\nsource: x\ndate: 2016\n---\nنان.\n")
    work = "content/articles/2016/persian/fa.md"
    assert translate(site, "--to", "ZH-Hant", path=work) == 0
    assert f"title: '{title}'" in (folder / "zh-hant.md").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["check", "--site", str(site), "--jobs", "1"]) == 0
