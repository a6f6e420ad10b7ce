"""The header of an article: every field as an editor writes it, and as it is understood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_yaml_text import FUZZ, LINES, YAML_TEXT

from site_builder import yaml_text
from site_builder.frontmatter import FIELDS, read_header, split
from site_builder.frontmatter.lines import read_lines
from site_builder.model import Header, LeadImage, Rights, SourceRef
from site_builder.problems import Problem, errors


def read(text: str, language: str = "en") -> tuple[Header | None, list[str]]:
    header, _, problems = read_header(text, path="x.md", language=language)
    return header, [f"{p.line}:{p.column}: {p.message} ({p.hint})" for p in problems]


def header(text: str) -> Header:
    found, said = read(f"title: A title\n{text}")
    assert said == []
    assert found is not None
    return found


def refusal(text: str) -> str:
    found, said = read(f"title: A title\n{text}")
    assert found is None
    (only,) = said
    return only


def test_the_minimal_header_is_enough() -> None:
    found = header("source: Ain al-Madina\ndate: 2015-03-01\nkeywords: [raqqa, local-journalism]")
    assert found.title == "A title"
    assert found.source == SourceRef(name="Ain al-Madina")
    assert found.date is not None and found.date.text == "2015-03-01"
    assert found.keywords == ("raqqa", "local-journalism")
    assert found.translation is None and found.status is None


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.name)
def test_the_example_of_every_field_is_right(field: object) -> None:
    example = field.example  # type: ignore[attr-defined]
    found, said = read(example if example.startswith("title:") else f"title: A title\n{example}")
    assert said == [] and found is not None
    assert getattr(found, field.name)  # type: ignore[attr-defined]


def test_every_field_of_a_header_can_be_written() -> None:
    assert [f.name for f in FIELDS] == [*Header.__dataclass_fields__][: len(FIELDS)] or {
        f.name for f in FIELDS
    } == {*Header.__dataclass_fields__}


def test_a_source_is_a_name_or_an_address_or_its_fields() -> None:
    assert header("source: https://example.org/a").source == SourceRef(url="https://example.org/a")
    assert header("source: {id: ain, title: T}").source == SourceRef(name="ain", title="T")


def test_a_licence_alone_is_a_statement_of_rights() -> None:
    assert header("rights: CC-BY-4.0").rights == Rights(statement="CC-BY-4.0")
    assert header("rights: {license: CC0-1.0}").rights == Rights(statement="CC0-1.0")


def test_the_address_of_a_licence_is_checked_like_any_other() -> None:
    address = "https://creativecommons.org/licenses/by/4.0/"
    assert header(f"rights: {address}").rights == Rights(statement=address)
    assert "has a user name before its host" in refusal("rights: https://a.example@evil.example/")
    assert "begins with 'javascript:'" in refusal("rights: javascript://x")


def test_an_empty_translation_makes_a_version_a_translation() -> None:
    found = header("translation:")
    assert found.translation is not None and found.translation.of == ""


def test_a_translator_outside_of_translation_is_understood_with_a_note() -> None:
    found, said = read("title: A\ntranslator: Jane Example")
    assert found is not None and found.translation is not None
    assert found.translation.translators == ("Jane Example",)
    assert said == ["3:1: 'translator' is called 'translation' here "
                    "(write translation: {translators: [...]})"]  # fmt: skip


def test_the_language_of_a_header_that_agrees_with_the_file_is_only_noted() -> None:
    assert read("title: A\nlang: EN")[0] is not None
    assert refusal("lang: ar") == (
        "3:7: the header says 'ar', the file's name says 'en' "
        "(delete this line, or rename the file to ar.md)"
    )
    assert refusal("language: [ar]").startswith("3:11: the header says ''")


def test_an_image_may_be_its_file_alone() -> None:
    assert header("image: kobani.jpg").image == LeadImage("kobani.jpg")
    assert header("image: {alt: A square}").image == LeadImage("", alt="A square")


def test_a_lead_image_from_another_site_is_refused() -> None:
    assert refusal("image: https://example.org/a.jpg") == (
        "3:8: the image 'https://example.org/a.jpg' is on another site "
        "(save it beside the article and write its file name)"
    )


def test_an_old_address_copied_from_a_browser_is_read_as_its_letters() -> None:
    assert header("aliases: [/caf%C3%A9, /a.html, /b/]").aliases == ("/café/", "/a.html", "/b/")


def test_withdrawing_says_when_and_why() -> None:
    found = header("withdrawn: {date: 2016-05-04, reason: Names were wrong.}")
    assert found.status == "withdrawn"
    assert refusal("status: withdrawn").startswith("3:9: a withdrawn work says when and why")
    assert refusal("status: draft\nwithdrawn: {date: 2016, reason: x}").startswith(
        "3:9: this work is withdrawn and its status is draft"
    )


@pytest.mark.parametrize("name", ["slug", "permalink", "draft", "layout", "categories"])
def test_a_field_of_another_generator_gets_its_own_advice(name: str) -> None:
    said = refusal(f"{name}: x")
    assert said.startswith(f"3:1: unknown field '{name}' (")
    assert "the fields are" not in said and "did you mean" not in said


def test_a_wrong_field_does_not_hide_the_next_one() -> None:
    found, said = read("titel: A\ndate: 31/01/2015\ntype: reprot\nstatus: x")
    assert found is None
    assert [line.split(":")[0] for line in said] == ["2", "3", "4", "5"]


def test_a_header_stands_between_two_lines_of_hyphens() -> None:
    assert split("---\ntitle: A\n--- \nText\n---\nmore", "x.md") == (
        "title: A",
        "Text\n---\nmore",
        4,
    )
    assert split("---\n---", "x.md") == ("", "", 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this file is empty"),
        ("\n---\ntitle: A\n---\n", "the header does not start on the first line"),
        ("+++\ntitle = 'A'\n+++\n", "this header is in TOML"),
        ("Text", "the header is missing"),
        ("---\ntitle: A\n", "the header is not closed"),
    ],
)
def test_a_file_without_a_header_is_told_what_to_write(text: str, message: str) -> None:
    found = split(text, "x.md")
    assert isinstance(found, Problem)
    assert found.message == message and found.hint


HEADERS = st.lists(
    st.tuples(st.sampled_from([f.name for f in FIELDS] + ["tags", "lang", "translator", "x"]),
              YAML_TEXT.map(lambda t: t.replace("\n", " ")) | st.sampled_from(
                  ["[a, b]", "{a: b}", "", "2015-03-01", "en", "{date: 2015, reason: x}", "/a/",
                   "{of: ar, original: {language: fa}}", "https://example.org/", "draft"])),
    max_size=6,
).map(lambda pairs: "\n".join(f"{k}: {v}" for k, v in pairs))  # fmt: skip


@settings(max_examples=FUZZ, deadline=None)
@given(HEADERS | LINES | YAML_TEXT)
def test_no_header_makes_the_reader_raise(text: str) -> None:
    found, marks, problems = read_header(text, path="x.md", language="en")
    assert (found is None) == bool(errors(problems))
    assert all(line >= 2 and column >= 1 for line, column in marks.values())
    assert all("\n" not in problem.message for problem in problems)


# --- read line by line -----------------------------------------------------------------


def by_yaml(header: str) -> tuple[yaml_text.Mapping | None, tuple[Problem, ...]]:
    return yaml_text.read(header, "a.md", first_line=2, limits=yaml_text.HEADER)


@pytest.mark.parametrize(
    "header",
    [
        "title: A title",
        'title: "A title: with a colon, a # and it\'s"',
        "title: 'A title: with a colon and \"quotes\"'",
        "source: https://example.org/page?a=b",
        "keywords: [raqqa, local-journalism, Ain al-Madina]",
        "title: عنوان، «نص» ‌و\u064eعلامات",
        "title: कि 😀 水",
        "title: two  spaces - and a dash",
        "source:\n  name: N\n  url: https://example.org\ndate: 2011-12-01",
        "date: 2011\nsource:\n  authors: [a, b]\n  title: ''",
        "extra:\n  a: 1",
    ],
)
def test_a_plain_header_is_read_without_yaml_as_with_it(header: str) -> None:
    mapping = read_lines(header, 2)
    assert mapping is not None
    assert (mapping, ()) == by_yaml(header)


PARTS = st.sampled_from(
    [
        *"abé水ک0²:#,[]{}'\"-?&*!|>%@`~\\_ \t\n\u00a0\u200c\u0301\ufeff\u2028\x85\x07\U0001f600",
        *("title: ", "date: ", "\n", "\n", "\n  ", "source:\n  ", "[a, b]", ", ", ": ", " #", "- "),
        *('"x: y"', "'x'", "https://a.org", "---", "...", "<<: ", "title: x\n", "\n  name: "),
    ]
)


@given(st.lists(PARTS, max_size=20).map("".join))
@settings(max_examples=500, deadline=None)
def test_whatever_is_read_without_yaml_is_what_yaml_reads(rest: str) -> None:
    for header in (rest, f"title: T\n{rest}", f"title: {rest}", f"source:\n  name: {rest}"):
        mapping = read_lines(header, 2)
        assert mapping is None or ((mapping, ()) == by_yaml(header))


@pytest.mark.parametrize(
    "header",
    ["", "title: a\ntitle: b", "source:", "source:\ntitle: a", "  title: a", "title: a # b",
     "title: a: b", "title: *a", "title: [a, [b]]", "title: a\n  b", 'title: "a\\u200bb"',
     "title: a\n" + "x: [a, a]\n" * 900],
)  # fmt: skip
def test_a_header_that_is_not_plain_is_left_to_yaml(header: str) -> None:
    assert read_lines(header, 2) is None
