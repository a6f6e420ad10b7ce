"""A header edited in place says what it said, and looks as it looked."""

from __future__ import annotations

import pytest

from site_builder.frontmatter import read_header, split
from site_builder.header_edit import CannotEdit, set_blocks

ONE, TWO = "aaaaaaaa", "12345678"
MANY = tuple(f"{number:08x}" for number in range(20))


@pytest.mark.parametrize(
    ("header", "edited"),
    [
        ("translation:", "translation:\n  blocks: [aaaaaaaa, 12345678]"),
        ("translation:  # from the Arabic\ndate: 2015",
         "translation:  # from the Arabic\n  blocks: [aaaaaaaa, 12345678]\ndate: 2015"),
        ("translation: ''", "translation: {blocks: [aaaaaaaa, 12345678]}"),
        ("translation: {}", "translation: {blocks: [aaaaaaaa, 12345678]}"),
        ("translation: {of: 'ar' , note: \"x\" }  # y",
         "translation: {of: 'ar' , note: \"x\", blocks: [aaaaaaaa, 12345678] }  # y"),
        ("translation: {blocks: [00000000], of: ar}",
         "translation: {blocks: [aaaaaaaa, 12345678], of: ar}"),
        ("translation: {of: ar,\n  blocks: [00000000,  # one\n  11111111]}",
         "translation: {of: ar,\n  blocks: [aaaaaaaa, 12345678]}"),
        ("translation:\n    of: ar # relay\n    # last\ndate: 2015",
         "translation:\n    of: ar # relay\n    blocks: [aaaaaaaa, 12345678]\n    # last\n"
         "date: 2015"),
        ("translation:\n  translators:\n  - A\n  - 'B' # c\n\n# d\ndate: 2015",
         "translation:\n  translators:\n  - A\n  - 'B' # c\n  blocks: [aaaaaaaa, 12345678]\n\n"
         "# d\ndate: 2015"),
        ("translation:\n  note: >-\n    Two\n    lines\ndate: 2015",
         "translation:\n  note: >-\n    Two\n    lines\n  blocks: [aaaaaaaa, 12345678]\n"
         "date: 2015"),
        ("translation:\n  blocks: [00000000]  # tool\n  of: ar",
         "translation:\n  blocks: [aaaaaaaa, 12345678]  # tool\n  of: ar"),
        ("translation:\n  blocks: 00000000\n  of: ar",
         "translation:\n  blocks: [aaaaaaaa, 12345678]\n  of: ar"),
        ("translation:\n  blocks:\n  of: ar",
         "translation:\n  blocks: [aaaaaaaa, 12345678]\n  of: ar"),
        ("translation:\n  blocks:\n  - 00000000\n  - '11111111' # x\n  of: ar",
         "translation:\n  blocks:\n  - aaaaaaaa\n  - 12345678 # x\n  of: ar"),
        ("translation:\n  blocks:\n      - 00000000\ndate: 2015",
         "translation:\n  blocks:\n      - aaaaaaaa\n      - 12345678\ndate: 2015"),
        ("date: 2015 # no translation said",
         "date: 2015 # no translation said\ntranslation:\n  blocks: [aaaaaaaa, 12345678]"),
    ],
)  # fmt: skip
def test_only_the_fingerprints_change_however_the_header_is_written(
    header: str, edited: str
) -> None:
    before = f"---\n# mine\ntitle: 'A: \u0645\U0001f4dc'\n{header}\n---\nText --- it is.\n---\n"
    after = f"---\n# mine\ntitle: 'A: \u0645\U0001f4dc'\n{edited}\n---\nText --- it is.\n---\n"
    assert set_blocks(before, (ONE, TWO)) == after
    for newline in ("\r\n", "\r"):
        there = before.replace("\n", newline)
        assert set_blocks(f"\ufeff{there}", (ONE, TWO)) == "\ufeff" + after.replace("\n", newline)
    assert blocks_of(after) == (ONE, TWO)


def blocks_of(text: str) -> tuple[str, ...]:
    fences = split(text, "x.md")
    assert isinstance(fences, tuple)
    header, _, problems = read_header(fences[0], path="x.md", language="en")
    assert header is not None, problems
    assert header.translation is not None
    return header.translation.blocks


@pytest.mark.parametrize(
    "header",
    ["{title: A}", "{title: A, translation: }", "{title: A, translation: {of: ar}}",
     "title: A\ntranslation: {of: ar,}", "title: A\ntranslation:\n  {of: ar}",
     "title: A\ntranslation:\n\n\n  of: ar\n\n\n", "  title: A\n  translation:\n     of: ar",
     "title: A\ntranslation:\n  note: |+\n    x\n\n\n  of: ar",
     "title: A\ntranslation: {of: ar # x\n  }", "title: A\ntranslation:\n  of:\n    ar # y"],
)  # fmt: skip
def test_an_unusual_header_takes_long_lists_again_and_again(header: str) -> None:
    text = f"---\n{header}\n---\nText.\n"
    once = set_blocks(text, MANY)
    assert blocks_of(once) == MANY
    assert set_blocks(once, MANY) == once
    assert blocks_of(set_blocks(once, (ONE,))) == (ONE,)


@pytest.mark.parametrize(
    "text",
    ["Text.", "", "---\ntitle: A\n", "---\ntitle: [\n---\n", "---\ntitle: A\ntitle: B\n---\n",
     "---\ntranslation: yes\n---\n", "---\ntranslation: [a]\n---\n", "---\n- a\n---\n",
     "---\ntitle: A\n? translation\n: of: ar\n---\n"],
)  # fmt: skip
def test_a_header_that_cannot_be_read_is_left_alone(text: str) -> None:
    with pytest.raises(CannotEdit):
        set_blocks(text, (ONE,))


def test_a_fingerprint_that_others_would_take_for_another_number_is_quoted() -> None:
    stamps = ("01234567", "12e45678", "12345678", "1e23456a")
    text = set_blocks("---\ntitle: T\ntranslation: {of: en}\n---\nText.\n", stamps)
    assert "['01234567', '12e45678', 12345678, 1e23456a]" in text
    assert blocks_of(text) == stamps
    assert set_blocks(text, stamps) == text
