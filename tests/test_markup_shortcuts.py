"""What is left out to save time changes nothing: each shortcut gives what the long way gives."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown.extensions.footnotes import FootnoteExtension
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor

from site_builder.markup import (
    convert,
    limits,
    punctuation,
    render,
    sanitise,
    scripts,
    source,
)
from site_builder.markup.limits import PER_BLOCK, PER_DOCUMENT, _blocks, _is_modest
from site_builder.markup.notes import _definitions
from site_builder.markup.plain import plain_text, plain_text_of
from site_builder.markup.punctuation import typeset
from site_builder.markup.scripts import mark_foreign
from site_builder.markup.serialise import _UNSAFE_TEXT, escape, serialise
from site_builder.markup.source import without_code
from site_builder.markup.tree import (
    _TOKEN,
    Element,
    _attributes,
    attributes,
    elements,
    parse,
    pieces,
    text_of,
    walk,
)

ARTICLES = sorted((Path(__file__).parent.parent / "content").rglob("*.md"))
PARTS = (
    *("word", "Word", "كلمة", "水", "Ⅷ", "²x", "é", " ", "    ", "  \n", "\n", "\n\n", "\t", "1. "),
    *("- ", "# ", "> ", ": ", "|a|b|\n|-|-|\n", "===\n", "---\n", "***", "```\n", "~~~\n", "["),
    *("]", "(", ")", "![", "[^1]", "[^1]: n", "[a]: b.md", "*[HTML]: x", "HTML", "`", "\\"),
    *("*", "_", "__"),
    *("{", "}", "{#id}", "{: .c }", "{.decorative}", "&", "&amp;", "&#123;", "<", "<b>", "</b>"),
    *("<p>", "</p>", "<!--", "-->", '<q cite="x">', "<Q CITE='http://a/b'>", "http://x.y", "a@b.c"),
    *('"', "'", "--", "...", "« ", " »", " ;", "12", "٣", "\x1f", "\u2067"),
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)
fuzzed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def long_way(text: str) -> str:
    """Python-Markdown with our extensions, and none of what spares it work."""
    convert._instance.cache_clear()
    markdown = convert._instance()
    for processors, name in (
        (markdown.preprocessors, "fenced_code_block"),
        (markdown.preprocessors, "html_block"),
        (markdown.treeprocessors, "attr_list"),
        (markdown.treeprocessors, "unescape"),
    ):
        del processors[name].run
    footnotes = type(markdown.treeprocessors["footnote"].footnotes)  # type: ignore[attr-defined]
    searched = mock.patch.object(
        footnotes, "findFootnotesPlaceholder", FootnoteExtension.findFootnotesPlaceholder
    )
    markdown.treeprocessors.register(InlineProcessor(markdown), "inline", 20)
    markdown.preprocessors.register(NormalizeWhitespace(markdown), "normalize_whitespace", 30)
    markdown.block_level_elements = [*markdown.block_level_elements]
    del markdown.parser.parseBlocks
    markdown.parser.blockprocessors.deregister("prose")
    try:
        with searched:
            return markdown.convert(text)
    finally:
        convert._instance.cache_clear()


@fuzzed
@given(TEXTS)
def test_markdown_is_read_as_without_shortcuts(text: str) -> None:
    if not limits(text, path="a.md", first_line=1):
        assert convert.to_html(text) == long_way(text)


@pytest.mark.parametrize("article", ARTICLES[::4], ids=lambda path: "/".join(path.parts[-3:]))
def test_the_sample_articles_are_read_as_without_shortcuts(article: Path) -> None:
    text = article.read_text(encoding="utf-8").partition("\n---\n")[2]
    assert text.strip()
    assert convert.to_html(text) == long_way(text)


@fuzzed
@given(TEXTS)
def test_addresses_of_quotations_are_looked_at_wherever_there_is_one(text: str) -> None:
    assert sanitise.clean(text) == sanitise._cleaner(cites=True).clean(text)


@fuzzed
@given(
    st.lists(st.sampled_from([' a="b"', ' a="', '"', " c-d='e'", ' F="&lt;"', *PARTS])).map("".join)
)
def test_attributes_in_the_usual_form_are_those_of_any_form(text: str) -> None:
    assert attributes(text) == _attributes(text)


def one_by_one(element: Element) -> list[Element]:
    found: list[Element] = []
    for child in element.children:
        if not isinstance(child, str):
            found += [child, *one_by_one(child)]
    return found


@fuzzed
@given(TEXTS)
def test_elements_are_seen_in_the_order_of_the_text(text: str) -> None:
    root = parse(text)
    order = [id(element) for element in one_by_one(root)]
    assert [id(element) for element in walk(root)] == order
    assert [id(element) for element in elements(root)] == order


@fuzzed
@given(TEXTS)
def test_pieces_leave_nothing_out_but_comments(text: str) -> None:
    texts, tags = pieces(text)
    found = [*_TOKEN.finditer(text)]
    assert [m[0] for m in found if m["tag"] is None] == [
        m[0] for m, tag in zip(found, tags, strict=True) if not tag[1]
    ]
    written = [f"<{m['end']}{m['tag']}{m['attrs']}>" if m["tag"] else m[0] for m in found]
    assert "".join(t for two in zip(texts, [*written, ""], strict=True) for t in two) == text
    assert [tag for tag in tags if tag[1]] == [
        (m["end"], m["tag"].lower(), m["attrs"]) for m in found if m["tag"]
    ]


@fuzzed
@given(TEXTS)
def test_a_plain_line_is_the_text_of_its_element(text: str) -> None:
    for element in one_by_one(parse(f"<p>{text}</p><h2>{text}</h2>")):
        assert plain_text_of(element) == plain_text(Element("", {}, [element]))


def change_alike(text: str, *ways: Callable[[Element, str], None]) -> None:
    for language in ("en", "fr", "ar", "zh"):
        made = set()
        for way in ways:
            root = parse(text)
            way(root, language)
            made.add(serialise(root))
        assert len(made) == 1


@fuzzed
@given(TEXTS)
def test_a_page_without_marks_is_typeset_as_paragraph_by_paragraph(text: str) -> None:
    def at_length(root: Element, language: str) -> None:
        punctuation._gather(root, language, [], [], [*punctuation._TRIGGERS])

    change_alike(text, typeset, at_length)


@fuzzed
@given(TEXTS)
def test_a_page_in_its_own_letters_is_not_marked_block_by_block(text: str) -> None:
    def at_length(root: Element, language: str) -> None:
        foreign = scripts._foreign(scripts.scripts_of(language))
        for child in root.children:
            if not isinstance(child, str) and (
                scripts._has_lang(child) or foreign.search(text_of(child))
            ):
                scripts._mark(child, language, scripts.direction_of(language))

    change_alike(text, mark_foreign, at_length)


@fuzzed
@given(TEXTS | st.text())
def test_unsafe_text_is_escaped_wherever_it_stands(text: str) -> None:
    for one in (text, *text):
        assert (escape(one) != one) == bool(_UNSAFE_TEXT.search(one) or one.startswith("\u0338"))


@fuzzed
@given(TEXTS)
def test_code_is_blanked_only_where_something_marks_it(text: str) -> None:
    with mock.patch.object(source, "_CODE_OR_COMMENT", ("",)):
        long = without_code(text)
    assert without_code(text) == long


@fuzzed
@given(TEXTS)
def test_notes_are_defined_at_the_start_of_a_line(text: str) -> None:
    found = re.finditer(r"^ {0,3}(\[\^([^\]]*)\]:)", text, re.MULTILINE)
    assert [(m.span(), m[1]) for m in _definitions(text)] == [(m.span(1), m[2]) for m in found]


@fuzzed
@given(TEXTS, st.integers(1, 9))
def test_a_text_with_little_of_everything_is_within_the_limits(text: str, most: int) -> None:
    few = {"MAX_COLUMNS": most, "MAX_CELLS": most * most, "MAX_DEFINITIONS": most}
    few["PER_BLOCK"] = tuple((what, character, most) for what, character, _ in PER_BLOCK)
    lines = text.split("\n")
    with mock.patch.multiple("site_builder.markup.limits", **few):
        modest = _is_modest(lines)
        with mock.patch("site_builder.markup.limits._is_modest", return_value=False):
            assert not modest or not [*_blocks(lines)]


@pytest.mark.parametrize(("what", "pattern", "marks", "most"), PER_DOCUMENT)
@fuzzed
@given(text=TEXTS)
def test_what_is_counted_first_is_never_less_than_what_is_found(
    what: str, pattern: str, marks: str, most: int, text: str
) -> None:
    found = len(re.findall(pattern, text, re.MULTILINE))
    assert found <= sum(map(text.count, marks.split()))
    assert all("[" in mark or "<" in mark or mark in ("~~~", "```") for mark in marks.split())


def test_a_text_is_the_same_from_another_thread() -> None:
    text = "> " * 12 + "x\n\n" + "".join("    " * n + "- x\n" for n in range(12))
    made = []

    def run() -> None:
        made.append(render(text, path="a.md", language="en", first_line=1, digest="case"))

    run()
    other = threading.Thread(target=run)
    other.start()
    other.join()
    assert made[0] == made[1]
    assert made[0].body.html
