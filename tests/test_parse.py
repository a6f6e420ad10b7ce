"""One file becomes one article, whatever stands in it, and never touches its neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import file_of, parsed, text
from hypothesis import given, settings
from hypothesis import strategies as st
from test_yaml_text import FUZZ

from site_builder import workers
from site_builder.cache import Cache
from site_builder.load import FoundFile, Loaded
from site_builder.model import Article
from site_builder.parse import Parsed, bodies_of, parse, parse_article
from site_builder.problems import BuildFailed

BODY = "First.\n\n## Water\n\nSee [there](../there/en.md#a) and ![a square](square.svg).\n"


def article(content: str) -> Article:
    result = parsed("articles/a/en.md", content)
    assert result.article is not None, result.problems
    return result.article


def told(content: str) -> list[str]:
    found = parsed("articles/a/en.md", content).problems
    return [f"{p.line}:{p.column}: {p.message}" for p in found]


def test_an_article_has_its_headings_blocks_links_and_their_lines() -> None:
    made = article(text("deck: One line.", BODY))
    assert [h.text for h in made.headings] == ["Water"]
    assert [b.number for b in made.blocks] == [1, 2, 3]
    assert [(x.target, x.line, x.image) for x in made.links] == [
        ("../there/en.md#a", 9, False),
        ("square.svg", 9, True),
    ]
    assert "water" in made.anchors
    assert made.mark("deck") == (3, 7) and made.mark("source.url") == (1, 1)
    assert made.excerpt.startswith("First.")


def test_mistakes_in_header_and_text_are_told_together() -> None:
    found = told("---\ntitle: A\ntype: reprot\n---\n![](https://example.org/a.jpg)\n")
    assert [line.split(":")[0] for line in found] == ["3", "5", "5"] or len(found) >= 2
    assert any(line.startswith("3:7: 'reprot'") for line in found)


def test_an_article_with_a_mistake_in_its_text_is_still_linked() -> None:
    result = parsed("articles/a/en.md", text("", "[x](javascript:x) and [y](../gone/en.md)"))
    assert [p.severity for p in result.problems] == ["error"]
    assert result.article is not None
    assert [link.target for link in result.article.links] == ["../gone/en.md"]


def test_an_article_without_a_text_is_asked_for_it() -> None:
    assert told(text("", "")) == ["4:1: there is no text after the header"]
    assert told(text("withdrawn: {date: 2016, reason: x}", "")) == []


def test_template_marks_in_content_are_text() -> None:
    result = parsed("articles/a/en.md", text("", "{{ config }} {% include x %}"))
    assert result.body is not None
    assert result.body.text == "{{ config }} {% include x %}"


def loaded(**texts: str) -> Loaded:
    files = tuple(file_of(f"articles/{name}/en.md", t) for name, t in sorted(texts.items()))
    return Loaded(files, (), (), ())


def test_what_was_parsed_once_comes_from_the_cache(tmp_path: Path) -> None:
    content = loaded(a=text("", BODY), b="---\ntitle: [\n---\n")
    cache = Cache(tmp_path / "cache")
    first = parse(content, tmp_path, cache, jobs=1)
    cache.close()
    cache = Cache(tmp_path / "cache")
    calls: list[int] = []
    again = parse(content, tmp_path, cache, jobs=1, progress=lambda done, total: calls.append(done))
    assert again == first and calls == []
    assert len(first.articles) == 1 and len(first.problems) == 1


def test_a_body_that_the_cache_lost_is_made_again(tmp_path: Path) -> None:
    content = loaded(a=text("", BODY))
    made = parse(content, tmp_path, Cache(None), jobs=1).articles[0]
    bodies = bodies_of(content, Cache(None), lambda _: content)
    assert bodies(made.digest).text.startswith("First.")


def test_a_body_that_was_lost_is_not_made_of_a_file_that_changed(tmp_path: Path) -> None:
    content = loaded(a=text("", BODY))
    made = parse(content, tmp_path, Cache(None), jobs=1).articles[0]
    bodies = bodies_of(content, Cache(None), lambda _: loaded(a=text("", "Other.")))
    with pytest.raises(BuildFailed) as failed:
        bodies(made.digest)
    (problem,) = failed.value.problems
    assert (problem.path, problem.hint) == ("content/articles/a/en.md", "build again")


def test_a_file_that_is_gone_while_it_is_read_is_named(tmp_path: Path) -> None:
    gone = Loaded((), (), (FoundFile("content/articles/a/gone.svg", "digest", 1),), ())
    (problem,) = parse(gone, tmp_path, Cache(None), jobs=1).problems
    assert (problem.path, problem.message) == (
        "content/articles/a/gone.svg",
        "this file changed while it was read",
    )


def test_an_article_that_takes_too_long_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    slow = ("*a* [b](c) " * 150 + "\n\n") * 120
    content = loaded(a=text("", slow), b=text())
    result = parse(content, tmp_path, Cache(None), jobs=2, seconds=0.2)
    told = [p.message for p in result.problems if p.path == "content/articles/a/en.md"]
    assert told == ["reading this took more than 0.2 seconds"]
    assert [a.work for a in result.articles] == ["b"]


def test_every_reason_for_a_failed_worker_has_words(tmp_path: Path) -> None:
    from site_builder.parse import _failed

    for reason in ("time", "died", "raised"):
        failed = workers.Failed(reason, "detail")  # type: ignore[arg-type]
        result = _failed(file_of("articles/a/en.md", ""), failed, 10.0)
        assert result.problems[0].message and result.problems[0].hint


WORDS = st.sampled_from(
    ["word ", "سوق ", "市場", "\n", "\n\n", "# ", "## a\n", "- ", "1. ", "> ", "    ", "\t", "*",
     "**", "_", "`", "```\n", "~~~python\n", "[", "]", "(", ")", "![", "](a.png)", "[^1]",
     "[^1]: x\n", "|", "|-|-|\n", ": ", "*[ab]: c\n", "{#id}", "{: .x onclick=y}", "<", ">",
     "<div>", "</div>", "<script>", "<!--", "-->", "<a href=", '"', "'", "&", "&amp;", "&#x202e;",
     "\\", "---\n", "===\n", "http://a.b/", "<http://a.b>", "javascript:x", "\u200c", "\u0301",
     "\x02", "\x03", "wzxhzdk:0", "amp", "{{ x }}", "…", "--", "..."]
)  # fmt: skip
BODIES = st.lists(WORDS, max_size=60).map("".join)
NEIGHBOUR = text("deck: One line.", BODY + "\nA note.[^1]\n\n[^1]: The note.\n\n*[HTML]: words\n")
ALONE = parsed("articles/neighbour/en.md", NEIGHBOUR)


@settings(max_examples=min(FUZZ, 2_000), deadline=None)
@given(BODIES)
def test_no_body_makes_the_parser_raise_or_changes_its_neighbour(body: str) -> None:
    file = file_of("articles/a/en.md", text("", body))
    first = parse_article(file)
    assert isinstance(first, Parsed)
    assert not any("fault in the builder" in p.message for p in first.problems), body
    assert parsed("articles/neighbour/en.md", NEIGHBOUR) == ALONE
    assert parse_article(file) == first
    for problem in first.problems:
        assert problem.path == "content/articles/a/en.md" and problem.message
        assert 0 <= problem.line <= file.source.text.count("\n") + 2
