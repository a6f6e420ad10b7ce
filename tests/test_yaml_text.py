"""YAML read as text: what is written is what is meant, and nothing makes the reader fall over."""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.yaml_text import HEADER, Limits, Mapping, Scalar, Sequence, read, shown

FUZZ = int(os.environ.get("SITE_BUILDER_FUZZ", "300"))
"""Examples of each fuzz test; 100000 for the long run."""

# Every sign that means something to YAML, beside letters that mean nothing.
YAML_TEXT = st.text(
    st.sampled_from(
        "abñسt01 \t\n\n:::---[]{},#'\"|>&*!%@`?~\\<=.\r\u200c\u2028\u0085\ufeff\0\ud800"
    ),
    max_size=80,
)
LINES = st.lists(
    st.sampled_from(
        ["title: A", "title: 'B", "- x", "  - y", "? k", ": v", "<<: *a", "a: &a b", "b: *a",
         "c: |", "  text", "d: {e: [f", "]}", "---", "...", "%YAML 1.1", "!!binary x: y",
         '"\\u0041": "\\x07"', "\tg: h", "i: [[[[[[[[", "k: 'l''m'", "#", "n: >-", "o:"]
    ),
    max_size=12,
).map("\n".join)  # fmt: skip


def values(text: str) -> dict[str, object]:
    node, problems = read(text, "x.md")
    assert problems == ()
    assert isinstance(node, Mapping)
    return {key.text: plain(value) for key, value in node.pairs}


def plain(node: object) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key.text: plain(value) for key, value in node.pairs}


def told(text: str, **options: object) -> str:
    node, (problem,) = read(text, "x.md", **options)  # type: ignore[arg-type]
    assert node is None
    return f"{problem.line}:{problem.column}: {problem.message}"


@pytest.mark.parametrize("written", ["no", "12:30:45", "010", "1401-08-12", "~", "1e3", "0x1F", "=",
                                     "2022-02-31", "null", "true", "１２"])  # fmt: skip
def test_a_value_stays_the_text_that_was_written(written: str) -> None:
    assert values(f"lang: {written}") == {"lang": written}


def test_every_value_knows_its_line_and_column_in_the_file() -> None:
    node, _ = read("title: A\npeople:\n  - Jane\n", "x.md", first_line=2)
    assert node is not None
    title, people = node.get("title"), node.get("people")
    assert isinstance(title, Scalar) and isinstance(people, Sequence)
    assert (title.line, title.column) == (2, 8)
    assert (people.items[0].line, people.items[0].column) == (4, 5)


def test_columns_count_letters_and_not_bytes() -> None:
    assert told("سوق: [a") == "1:6: a list is opened here and not closed"


def test_an_empty_text_says_nothing_and_is_not_wrong() -> None:
    assert values("") == {} == values("# only a comment\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: !!python/object:os.system x", "1:4: a tag (!) is not allowed"),
        ("a: &b c", "1:4: '&b' is an anchor"),
        ("a: *b", "1:4: '*b' is an alias"),
        ("<<: {a: b}", "1:1: '<<' (merge) is not allowed"),
        ("a: 1\nb: 2\na: 3", "3:1: 'a' is given twice, first on line 1"),
        ("a: [[[[[[[b]]]]]]]", "1:9: nested more than 6 levels deep"),
        ("a: 1\n---\nb: 2", "2:1: a second document starts here"),
        ("just words", "1:1: fields were expected here"),
        ("- a\n- b", "1:1: fields were expected here"),
        ("? [a]\n: b", "1:3: a name was expected here"),
        ("a: b: c", "1:5: a second colon in one field"),
        ("a: 'b\nc: d", "1:4: a quote or bracket is opened here and not closed"),
        ("a: [b, c\nd: e", "1:4: a list is opened here and not closed"),
        ("a: {b: c\nd: e", "1:4: fields are opened here and not closed"),
        ("a: 1\n\tb: 2", "2:1: a tab stands where spaces were expected"),
        ("a: @b", "1:4: a text cannot start with @"),
        ("a: `b`", "1:4: a text cannot start with `"),
        ("a: %b", "1:4: a text cannot start with %"),
        ("a: * b", "1:5: a text cannot start with * or &"),
        ('a: "b" c', "1:8: the text goes on after its closing quote or bracket"),
        ("a: [b] c", "1:8: the text goes on after its closing quote or bracket"),
        ("a: 1\n b: 2", "2:3: this line does not fit with those above it"),
        ("a: 1\nb", "2:1: a line without a colon where a field was expected"),
        ('a: "b\\qc"', "1:6: a backslash in double quotes"),
        ("a: - b", "1:4: a list cannot start here"),
        ("a: >x\n  b", "1:5: a text cannot start with | or >"),
        ("a: b\0", "1:1: a character that YAML does not allow"),
    ],
)
def test_a_mistake_is_told_in_words_at_its_place(text: str, message: str) -> None:
    assert told(text) == message


@pytest.mark.parametrize("escape", ["\\x07", "\\0", "\\u202e", "\\U000E0068", "\\e", "\\N", "\\L"])
def test_an_escape_smuggles_no_invisible_character_past_the_checks(escape: str) -> None:
    assert "an escape makes the invisible character U+" in told(f'a: "b{escape}c"')


def test_escapes_of_visible_letters_are_understood() -> None:
    assert values('a: "caf\\u00e9 \\"x\\" \\\\ \\t|"') == {"a": 'café "x" \\ \t|'}


def test_a_joiner_that_stands_in_the_file_may_stand_in_quotes() -> None:
    assert values('a: "می\u200cماند"') == {"a": "می\u200cماند"}


def test_a_text_that_a_comment_cuts_is_marked_as_cut() -> None:
    node, _ = read("a: The street #5\nb: 'The street #5'\nc: x#y", "x.md")
    assert node is not None
    assert [value.cut for _, value in node.pairs if isinstance(value, Scalar)] == [
        True,
        False,
        False,
    ]


def test_a_header_may_hold_so_much_and_no_more() -> None:
    limits = Limits(characters=100, depth=6, nodes=10)
    assert told("a: " + "b" * 100, limits=limits) == "1:1: this is longer than 0 kB"
    assert told("a: [" + "b, " * 10 + "]", limits=limits) == "1:26: more than 10 values"


def test_a_message_quotes_a_long_name_in_one_short_line() -> None:
    name = '"' + "a\\n" * 500 + '"'
    message = told(f"{name}: 1\n{name}: 2")
    assert "\n" not in message and len(message) < 140
    assert shown("a\nb  c" + "d" * 100) == "a b c" + "d" * 72 + "..."


@pytest.mark.parametrize("bomb", ["[" * 60_000, "{a: " * 15_000, "- " * 30_000, "? " * 30_000,
                                  "a: &a [*a, *a]\n" * 4_000, '"' + "\\" * 60_000, "a: '" * 15_000,
                                  "a:\n" + " " * 60_000, "!" * 60_000, "#" * 60_000,
                                  "a: |\n" * 12_000, "a" * 60_000, ": " * 30_000])  # fmt: skip
def test_a_bomb_is_refused_at_once(bomb: str) -> None:
    begun = time.monotonic()
    node, problems = read(bomb, "x.md", limits=HEADER)
    assert node is None or problems == ()
    assert time.monotonic() - begun < 2


@settings(max_examples=FUZZ, deadline=None)
@given(YAML_TEXT | LINES)
def test_no_text_makes_the_reader_raise(text: str) -> None:
    node, problems = read(text, "x.md", first_line=2, limits=HEADER)
    assert (node is None) == bool(problems)
    # libyaml counts more line ends than we do; ``characters`` refuses those before.
    lines = sum(text.count(end) for end in "\n\r\u0085\u2028\u2029") + 2
    for problem in problems:
        assert 2 <= problem.line <= lines + 1 and problem.column >= 1
        assert problem.message and "\n" not in problem.message
