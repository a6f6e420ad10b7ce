"""The kinds of value an editor may write: what is understood, and what is said about the rest."""

from __future__ import annotations

from typing import Any

import pytest

from site_builder import schema
from site_builder.schema import (
    Choice,
    Date,
    Field,
    Language,
    ListOf,
    Number,
    Pattern,
    PerLanguage,
    Reading,
    Record,
    Switch,
    Text,
    Url,
)
from site_builder.yaml_text import read


def converted(kind: Any, yaml: str) -> tuple[Any, list[str]]:
    """The value of ``field: <yaml>``, and what was said: ``column: message (hint)``."""
    node, problems = read(f"field: {yaml}", "x.md")
    assert node is not None, problems
    reading = Reading("x.md")
    value = kind.convert(node.pairs[0][1], "field", reading)
    return value, [f"{p.column}: {p.message} ({p.hint})" for p in reading.problems]


def value(kind: Any, yaml: str) -> Any:
    made, said = converted(kind, yaml)
    assert said == []
    return made


def refusal(kind: Any, yaml: str) -> str:
    made, said = converted(kind, yaml)
    assert made is schema.WRONG
    (only,) = said
    return only


def test_a_text_is_one_line_in_nfc() -> None:
    assert value(Text(), "  'two  words'") == "two words"
    assert value(Text(), "|\n  one\n  two") == "one two"
    assert value(Text(), "cafe\u0301") == "café"


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ("[a, b]", "8: a title was expected here (write one value, not a list)"),
        ("{a: {b: c}}", "8: a title was expected here (write one value, not fields)"),
        ("{Raqqa: a city}", "8: a title was expected here (put a text with a colon in quotes: "
                            '"Raqqa: a city")'),
        ("The street #5", "8: the text ends before ' #': 'The street' "
                           "(put the whole text in quotes)"),
        ("''", "8: a title is missing here (write it, or delete the line)"),
        ("\u200c\u200c", "8: a title is missing here (write it, or delete the line)"),
        ("aaaaaaaaaaa", "8: a title of more than 10 characters (shorten it)"),
    ],
)  # fmt: skip
def test_a_text_that_is_none_says_what_to_write(yaml: str, said: str) -> None:
    assert refusal(Text("a title", 10), yaml) == said


def test_a_word_near_a_choice_is_recognised() -> None:
    kind = Choice(("published", "draft"))
    assert value(kind, "draft") == "draft"
    assert refusal(kind, "drfat") == "8: 'drfat' is not known here (did you mean 'draft'?)"
    assert "write one of published, draft" in refusal(kind, "x")


def test_a_date_of_a_persian_newspaper_is_asked_about() -> None:
    made, said = converted(Date(), "1401-08-12")
    assert made.text == "1401-08-12"
    assert said == ["8: '1401-08-12' looks like a Solar Hijri (Persian) date "
                    "(if it is one, write it as 2022-11-03)"]  # fmt: skip


def test_a_month_is_not_a_day() -> None:
    assert value(Date(day=True), "2015-03-01").text == "2015-03-01"
    assert refusal(Date(day=True), "2015-03").startswith("8: '2015-03' is not a day")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example/", "www.example.org",
                                 "a.html",
                                 "https://a@b.example/", "ftp://example.org/", "mailto:a@b.example",
                                 '"https://example.org/a b"', "''", "https:///x"])  # fmt: skip
def test_only_whole_web_addresses_are_sources(url: str) -> None:
    assert refusal(Url(), url)


def test_a_language_is_read_in_any_case() -> None:
    assert value(Language(), "zh-Hant") == "zh-hant"
    assert "is not a language tag" in refusal(Language(), "english")


@pytest.mark.parametrize("yaml", ["1_0", "٣", "x", "1e400", "nan", "91", "''"])
def test_a_number_is_written_in_plain_digits_within_its_bounds(yaml: str) -> None:
    assert value(Number(-90, 90), "36.5") == 36.5
    assert refusal(Number(-90, 90), yaml)


def test_a_switch_is_true_or_false_and_no_other_word() -> None:
    assert value(Switch(), "false") is False
    assert value(Switch(), "true") is True
    assert "is neither true nor false" in refusal(Switch(), "no")


def test_one_value_may_stand_without_a_list() -> None:
    kind = ListOf(Text("a name"))
    assert value(kind, "raqqa") == ("raqqa",) == value(kind, "[raqqa]")
    assert value(kind, "") == ()


@pytest.mark.parametrize("written", ["raqqa, syria", "raqqa; syria", "raqqa، syria", "raqqa,syria"])
def test_several_values_in_one_text_are_asked_about(written: str) -> None:
    assert refusal(ListOf(Text("a name")), written) == (
        "8: this may be several values written as one (write them as a list: [raqqa, syria], "
        "or put the one value in ['...'])"
    )


def test_one_value_with_a_comma_is_written_in_a_list() -> None:
    assert value(ListOf(Text("a name")), "['Haddad, Layla']") == ("Haddad, Layla",)


def test_a_wrong_item_is_told_where_it_stands() -> None:
    assert refusal(ListOf(Pattern("an id", "[a-z]+", "write it so")), "[a, B, c]") == (
        "12: 'B' is not an id (write it so)"
    )


def test_a_label_has_one_value_a_language() -> None:
    kind = PerLanguage(Text("a label"), bare=True)
    assert value(kind, "{en: Raqqa, ar: الرقة}") == {"en": "Raqqa", "ar": "الرقة"}
    assert value(kind, "Raqqa") == {"": "Raqqa"}
    assert refusal(kind, "{en: a, EN: b}") == "16: 'en' is given twice (delete one of the two)"


PLACE = Record((
    Field("name", Text("a name"), "", required=True, example="name: Raqqa"),
    Field("note", Text(), "", also=("remark",), same=("comment",)),
))  # fmt: skip


def test_an_unknown_field_is_told_with_the_nearest_known_one() -> None:
    assert refusal(PLACE, "{name: a, noet: b}") == "18: unknown field 'noet' (did you mean 'note'?)"
    assert "the fields are: name, note" in refusal(PLACE, "{name: a, zzzzz: b}")


def test_a_misspelt_field_is_not_missing_as_well() -> None:
    assert refusal(PLACE, "{nme: a}") == "9: unknown field 'nme' (did you mean 'name'?)"
    assert refusal(PLACE, "{note: a}") == "8: 'name' is missing (add a line 'name: Raqqa')"


def test_a_name_used_elsewhere_is_understood_with_a_note() -> None:
    made, said = converted(PLACE, "{name: a, remark: b}")
    assert made == {"name": "a", "note": "b"}
    assert said == ["18: 'remark' is called 'note' here (write note:)"]
    assert value(PLACE, "{name: a, comment: b}") == {"name": "a", "note": "b"}


def test_two_names_of_one_field_are_one_too_many() -> None:
    assert refusal(PLACE, "{name: a, note: b, comment: c}") == (
        "27: both 'note' and 'comment' are given (keep one of the two)"
    )


def test_a_line_break_in_content_never_looks_like_a_message_of_its_own() -> None:
    said = refusal(Choice(("a",)), '"x\\ncontent/evil.md:1:1: all is well"')
    assert "\n" not in said


@pytest.mark.parametrize("kind", [Text(), Pattern("x", "[a-z]", ""), Choice(("a",)), Date(), Url(),
                                  Language(), Number(0, 1), Switch(), ListOf(Text()),
                                  PerLanguage(Text()), PLACE])  # fmt: skip
def test_every_kind_can_say_what_it_expects(kind: Any) -> None:
    assert kind.describe()
    assert kind.json_schema()
