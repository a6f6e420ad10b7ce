"""Formatting puts a header in order and a text in NFC, and nobody finds anything else changed."""

from __future__ import annotations

import hashlib
import random
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_site import ROOT, command, make_site, write

from site_builder.characters import decode
from site_builder.frontmatter import FIELDS
from site_builder.header_edit import CannotEdit, formatted
from site_builder.load import ArticleFile
from site_builder.model import Source
from site_builder.parse import parse_article


def file(header: str, body: str = "Text.\n") -> str:
    return f"---\n{header}---\n{body}"


@pytest.mark.parametrize(
    ("header", "ordered"),
    [
        ("date: 2015\ntitle: A\n", "title: A\ndate: 2015\n"),
        ("# about the date\ndate: 2015 # sure?\ntitle: A\n",
         "title: A\n# about the date\ndate: 2015 # sure?\n"),
        ("# about the file\n\ndate: 2015\ntitle: A\n# the end\n",
         "# about the file\n\ntitle: A\ndate: 2015\n# the end\n"),
        ("translation:\n  of: ar\n  # of the translation\n\n# of the title\ntitle: 'A: b'\n",
         "\n# of the title\ntitle: 'A: b'\ntranslation:\n  of: ar\n  # of the translation\n"),
        ("keywords:\n- b\n- a\n\n\ntitle: \"A\"\ndeck: >-\n  One\n  two\n\ndate: 2015\n",
         "\n\ntitle: \"A\"\ndeck: >-\n  One\n  two\n\ndate: 2015\nkeywords:\n- b\n- a\n"),
        ("source: {name: A,\n  url: https://example.org/}\ntitle: one\n  two\n",
         "title: one\n  two\nsource: {name: A,\n  url: https://example.org/}\n"),
        ("translation:\nkeywords:\ntitle: A\n", "title: A\nkeywords:\ntranslation:\n"),
        ("tags: [x]\nsummary: S\ntitle: A\n", "title: A\nsummary: S\ntags: [x]\n"),
        ("title: A\nlang: en\ndate: 2015\n", "title: A\nlang: en\ndate: 2015\n"),
        ("  date: 2015\n  title: A\n", "  title: A\n  date: 2015\n"),
        ("{date: 2015, title: A}\n", "{date: 2015, title: A}\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_fields_are_put_in_the_customary_order_with_what_belongs_to_them(
    header: str, ordered: str
) -> None:
    for newline in ("\n", "\r\n", "\r"):
        before = "\ufeff" + file(header).replace("\n", newline)
        after = formatted(before)
        assert after == "\ufeff" + file(ordered).replace("\n", newline)
        assert formatted(after) == after


def test_a_text_is_put_in_nfc_and_its_joiners_and_marks_stay() -> None:
    text = "cafe\u0301 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u200ex\u200f \u00a0 y\t\n"
    kept = text.replace("e\u0301", "é")
    assert formatted(file(f"title: {text}", text)) == file(f"title: {kept}", kept)


@pytest.mark.parametrize(
    "text",
    ["Text.", "", "---\ntitle: A\n", file("title: [\n"), file("title: A\ntitle: B\n"),
     file("- a\n"), file("? title\n: A\n")],
)  # fmt: skip
def test_a_header_that_cannot_be_read_is_not_touched(text: str) -> None:
    with pytest.raises(CannotEdit):
        formatted(text)


def test_an_empty_line_that_would_become_part_of_a_text_is_not_moved() -> None:
    kept = "deck: >+\n  kept\n\ntitle: A\n"
    assert formatted(file(kept)) == file("title: A\ndeck: >+\n  kept\n\n")
    with pytest.raises(CannotEdit, match="without a doubt"):
        formatted(file("title: A\ndeck: >+\n  kept\nkeywords: a\n\ndate: 2015\n"))


def test_a_sign_that_nfc_would_make_a_part_of_yaml_is_not_touched() -> None:
    # U+1FEF becomes a grave accent, with which no value may begin.
    with pytest.raises(CannotEdit, match="without a doubt"):
        formatted(file("title: \u1fefA\n"))


# --- nothing else changes --------------------------------------------------------------

WORDS = ("no", "cafe\u0301", "'it''s: # x'", '"a \\"b\\""', "مي\u200cخواهم", "\u200eA\u200f", "一")
VALUES = {
    "title": st.sampled_from(WORDS),
    "deck": st.sampled_from((*WORDS, "|\n  two\n\n  lines\n", "one\n  two")),
    "date": st.sampled_from(("2015", "'2015-03'", "2015-03-01  # day")),
    "source": st.sampled_from(("Paper", "{name: e\u0301, url: https://example.org/}",
                               "\n  name: 'A'\n  # remark\n  title: B")),
    "keywords": st.sampled_from(("a", "[a, 'b, c']", "\n- a\n- b", "\n  - a  # x\n\n  - b", "")),
    "type": st.sampled_from(("interview", '"report"')),
    "status": st.sampled_from(("draft", "published")),
    "corrections": st.just("\n  - {date: 2016, note: A}\n  -\n    date: 2017\n    note: B"),
    "translation": st.sampled_from(
        ("", "{}", "\n    of: ar\n    # deeper", "{of: ar,\n  date: 2016}")
    ),
    "aliases": st.just("[/a/, /b/]"),
    "warning": st.sampled_from(WORDS),
}  # fmt: skip
BETWEEN = st.sampled_from(("", "", "", "\n", "# remark\n", "\n# e\u0301\n\n"))
BODIES = st.sampled_from((
    "Text.\n", "\n\n# cafe\u0301\r\n\r\n> a\u200cb\n", "a  \nb\t\n---\ntitle: no\n---\n", "",
    "```\ne\u0301\n```\n\n- x\n\n    - y\n", "[e\u0301]: x\n\n| a | b |\n|---|--:|\n| 1 | 2 |",
))  # fmt: skip


@st.composite
def written(draw: st.DrawFn) -> str:
    names = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True))
    names = [name for name in names if name != "title"]
    names.insert(draw(st.integers(0, len(names))), "title")
    lines = [f"{draw(BETWEEN)}{name}: {draw(VALUES[name])}" for name in names]
    header = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
    text = f"---\n{header}{draw(BETWEEN)}---\n{draw(BODIES)}"
    newline = draw(st.sampled_from(("\n", "\r\n")))
    return text.replace("\r\n", "\n").replace("\n", newline)


def read(text: str) -> tuple[object, ...]:
    """What an article says, without the places at which it says it."""
    plain = decode(text.encode(), "x.md")
    assert isinstance(plain, str)
    digest = hashlib.sha256(b"the same").hexdigest()
    found = parse_article(ArticleFile(Source("x.md", plain, digest), "article", "x", "en"))
    problems = sorted((p.severity, p.message, p.hint) for p in found.problems)
    if found.article is None:
        return (None, found.body, problems)
    return (replace(found.article, marks={}), found.body, problems)


@settings(max_examples=150, deadline=None)
@given(written())
def test_an_article_says_the_same_before_and_after(before: str) -> None:
    after = formatted(before)
    assert formatted(after) == after
    nfc = unicodedata.normalize("NFC", before)
    assert sorted(after.splitlines()) == sorted(nfc.splitlines()), "lines move, and do not change"
    assert read(after) == read(nfc)
    known = [field.name for field in FIELDS]
    fences = after.replace("\r\n", "\n").split("---\n")[1]
    order = [line.partition(":")[0] for line in fences.splitlines() if line[:1].isalpha()]
    names = [name for name in order if name in known]
    assert names == sorted(names, key=known.index)


def test_the_sample_archive_is_formatted_and_any_order_of_it_is_put_right() -> None:
    chance = random.Random(7)
    paths = sorted(ROOT.glob("content/*/**/*.md"))
    assert len(paths) > 50
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert formatted(text) == text, path
        header, body = text.removeprefix("---\n").split("\n---\n", 1)
        fields: list[str] = []
        for line in header.split("\n"):
            if line[:1].isalpha():
                fields.append(line)
            else:
                fields[-1] += f"\n{line}"
        chance.shuffle(fields)
        assert formatted("---\n" + "\n".join(fields) + f"\n---\n{body}") == text, path


def test_the_body_is_what_it_was() -> None:
    header = "date: 2015\ntitle: A\n"
    body = "\n\n  odd \t spaces\u2003 \n---\ndate: 1\n---\n\n"
    assert formatted(file(header, body)).endswith(f"---\n{body}")


# --- the command -----------------------------------------------------------------------

MIXED = file("date: 2015\ntitle: Cafe\u0301\nsource: A\nkeywords: [bread]\n")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = make_site(tmp_path / "site", works=1)
    for path in folder.glob("content/articles/**/*.md"):
        write(path, formatted(path.read_text(encoding="utf-8")))
    write(folder / "content/articles/2015/mixed/en.md", MIXED)
    return folder


def test_check_lists_what_is_not_in_order_and_writes_nothing(site: Path) -> None:
    path = site / "content/articles/2015/mixed/en.md"
    done = command("fmt", "--check", cwd=site)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "content/articles/2015/mixed/en.md: not in order\n"
        "1 file not in order; to put it right: python build.py fmt\n"
    )
    assert path.read_text(encoding="utf-8") == MIXED
    done = command("fmt", cwd=site)
    assert (done.returncode, done.stdout) == (
        0, "content/articles/2015/mixed/en.md: put in order\n6 files looked at, 1 changed\n",
    )  # fmt: skip
    assert path.read_text(encoding="utf-8").startswith("---\ntitle: Café\ndate: 2015\n")
    done = command("fmt", "--check", cwd=site)
    assert (done.returncode, done.stdout) == (0, "6 files looked at, 0 changed\n")


def test_one_file_or_folder_can_be_named_from_anywhere(site: Path, tmp_path: Path) -> None:
    for named in ("content/articles/2015", site / "content/articles/2015/mixed/en.md"):
        done = command("fmt", named, "--check", "--site", site, cwd=tmp_path)
        assert (done.returncode, done.stdout.splitlines()[0]) == (
            1, "content/articles/2015/mixed/en.md: not in order",
        )  # fmt: skip
    done = command("fmt", "nowhere", cwd=site)
    assert done.returncode == 2
    assert "PATH:0:0: 'nowhere' is not there" in done.stderr


def test_an_authority_file_is_put_in_nfc_and_keeps_its_order(site: Path) -> None:
    path = site / "content/authorities/people.yaml"
    write(path, "zoe:  # first\n  label: {en: Zoe\u0308}\nadam:\n  label: {en: Adam}\n")
    assert command("fmt", cwd=site).returncode == 0
    assert path.read_text(encoding="utf-8") == (
        "zoe:  # first\n  label: {en: Zoë}\nadam:\n  label: {en: Adam}\n"
    )


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_put_in_order(site: Path) -> None:
    bad = site / "content/articles/2015/bad/en.md"
    write(bad, file("title: [\n"))
    latin = site / "content/articles/2015/latin/en.md"
    latin.parent.mkdir()
    latin.write_bytes(b"---\ntitle: caf\xe9\n---\n")
    done = command("fmt", cwd=site)
    assert done.returncode == 1
    assert "content/articles/2015/bad/en.md:1:1: this file was left as it is: " in done.stderr
    assert "content/articles/2015/latin/en.md:2:11: this file is not UTF-8 text" in done.stderr
    assert "2 errors, 0 warnings" in done.stderr
    assert "8 files looked at, 1 changed" in done.stdout
    assert latin.read_bytes() == b"---\ntitle: caf\xe9\n---\n"


def test_a_link_is_left_alone(site: Path) -> None:
    outside = site.parent / "elsewhere.md"
    write(outside, MIXED)
    link = site / "content/articles/2015/link/en.md"
    link.parent.mkdir()
    link.symlink_to(outside)
    assert command("fmt", cwd=site).returncode == 0
    assert outside.read_text(encoding="utf-8") == MIXED
