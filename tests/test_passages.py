"""Every paragraph of a page is found again in the file that it was written in."""

from __future__ import annotations

import pytest

from site_builder.markup import Passage, passages, render


def cut(text: str) -> list[tuple[tuple[int, ...], int, str]]:
    made = render(text, path="x.md", language="en", first_line=5, digest="x")
    found: tuple[Passage, ...] = passages(text, made.blocks, language="en", first_line=5)
    return [(p.numbers, p.line, p.text) for p in found]


@pytest.mark.parametrize(
    "text",
    [
        "# A heading {#id}",
        "A *paragraph*\nof two lines.[^n]\n\n[^n]: A note.",
        "- one\n\n- two\n\n    more of two\n\n- three",
        "> one\n>\n> two\n\n> three\n>\n> — Rose",
        "```python\na\n\nb\n```",
        "    code\n\n    more code",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Term\n:   What it is.\n\n    And more.",
        "<details>\n<summary>List</summary>\n\n<p>One.</p>\n\n<p>Two.</p>\n</details>",
        "![A map](map.svg)",
        "A [link][there].\n\n[there]: https://example.org/",
    ],
)  # fmt: skip
def test_a_block_is_found_with_its_line_whatever_it_is(text: str) -> None:
    found = cut(f"Before.\n\n{text}\n\n---\n\n<!-- a\n\ncomment -->\n\nAfter.")
    assert found[0] == ((1,), 5, "Before.")
    assert found[1][0] == (2,)
    assert found[1][1] == 7
    assert found[-1][2] == "After."
    assert found[-1][0] == (3,)
    whole = f"Before.{text}---<!-- a comment -->After."
    assert "".join("".join(part for _, _, part in found).split()) == "".join(whole.split())


def test_two_blocks_without_an_empty_line_between_them_are_one_passage() -> None:
    assert cut("## Heading\nText.\n\nMore.") == [
        ((1, 2), 5, "## Heading\nText."),
        ((3,), 8, "More."),
    ]


def test_what_cannot_be_told_apart_is_one_passage_and_the_rest_is_found() -> None:
    text = 'One.\n\n<div>\n\nA\n\n</div> tail <div markdown="1">\n\nB\n\n</div>\n\nLast.'
    found = cut(text)
    assert found[0] == ((1,), 5, "One.")
    assert found[-1][2].endswith("Last.")
    assert [n for numbers, _, _ in found for n in numbers] == list(range(1, found[-1][0][-1] + 1))


def test_a_text_without_blocks_has_no_numbers() -> None:
    assert cut("") == []
    assert cut("---\n\n<!-- nothing -->") == [((), 5, "---"), ((), 7, "<!-- nothing -->")]
