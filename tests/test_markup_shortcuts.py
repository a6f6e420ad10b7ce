"""What is left out to save time changes nothing: each shortcut gives what the long way gives."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import InlineProcessor

from site_builder import languages
from site_builder.markup import convert, fingerprint, limits, render, sanitise
from site_builder.markup.limits import PER_DOCUMENT
from site_builder.markup.plain import count_words
from site_builder.markup.tree import Element, Tag, parse, tags, tokens, walk

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
    shorter = type(markdown.treeprocessors["attr_list"])
    longer = type("Longer", (shorter,), {"run": shorter.__mro__[1].run})  # type: ignore[attr-defined]
    markdown.treeprocessors.register(longer(markdown), "attr_list", 8)
    markdown.treeprocessors.register(InlineProcessor(markdown), "inline", 20)
    markdown.preprocessors.register(HtmlBlockPreprocessor(markdown), "html_block", 20)
    markdown.parser.blockprocessors.deregister("prose")
    try:
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
@given(TEXTS)
def test_tags_without_text_are_the_tags_with_it(text: str) -> None:
    assert list(tags(text)) == [token for token in tokens(text) if isinstance(token, Tag)]


def one_by_one(element: Element) -> list[object]:
    found: list[object] = []
    for child in element.children:
        if not isinstance(child, str):
            found += [child, *one_by_one(child)]
    return found


@fuzzed
@given(TEXTS)
def test_elements_are_walked_in_the_order_of_the_text(text: str) -> None:
    root = parse(text)
    assert [id(e) for e in walk(root)] == [id(e) for e in one_by_one(root)]


@fuzzed
@given(TEXTS)
def test_words_are_counted_as_one_by_one(text: str) -> None:
    for one in (text, text.encode("ascii", "ignore").decode()):
        words = re.sub("[–—/]", " ", one).split()
        assert count_words(one, "en") == sum(any(c.isalnum() for c in word) for word in words)


@fuzzed
@given(st.text(st.characters(max_codepoint=127)))
def test_a_text_in_ascii_is_counted_and_known_again_as_any_other(text: str) -> None:
    words = text.replace("/", " ").split()
    assert count_words(text, "en") == sum(any(c.isalnum() for c in word) for word in words)
    # A mark that nobody sees, and that a fingerprint leaves out: the way of other scripts.
    assert fingerprint(f"{text}\u2060") == fingerprint(text)


@pytest.mark.parametrize(("what", "pattern", "marks", "most"), PER_DOCUMENT)
@fuzzed
@given(text=TEXTS)
def test_what_is_counted_first_is_never_less_than_what_is_found(
    what: str, pattern: str, marks: str, most: int, text: str
) -> None:
    found = len(re.findall(pattern, text, re.MULTILINE))
    assert found <= sum(map(text.count, marks.split()))


def test_a_vocabulary_has_each_word_that_begins_like_a_name() -> None:
    assert languages.vocabulary("The Raqqa bridge; the Raqqa, O'Neil's مدينة") == (
        "oneils raqqa the مدينه"
    )


@fuzzed
@given(st.text(st.characters(max_codepoint=127)), TEXTS)
def test_a_vocabulary_in_ascii_is_what_it_would_be_beside_other_letters(
    text: str, more: str
) -> None:
    for one in (text, more.encode("ascii", "ignore").decode()):
        beside = languages.vocabulary(f"{one} \u3042").split()
        assert languages.vocabulary(one).split() == [word for word in beside if word != "\u3042"]


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
