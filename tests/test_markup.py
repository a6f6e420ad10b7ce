"""What becomes of an article's text.

Anyone can add a case to ``cases/markup/*.md``: ``=== `` a title, ``--- `` the page's
language, the text, ``--- html`` what it becomes, ``--- problems`` what the editor is told.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from payloads import PAYLOADS

from site_builder.markup import (
    Layers,
    Rendered,
    Shown,
    anchor_id,
    convert,
    find_anchor,
    fingerprint,
    limits,
    place_links,
    render,
    sanitise,
    split_blocks,
)
from site_builder.markup.serialise import ELEMENTS, GLOBAL, OWN
from site_builder.model import Link
from site_builder.problems import errors

CASES = Path(__file__).parent / "cases" / "markup"
ATTRIBUTES = frozenset(name for attrs in (GLOBAL, *OWN.values()) for name in attrs)
SANITISER_ALONE = Layers(policy=False)
POLICY_ALONE = Layers(sanitiser=False)


def rendered(text: str, language: str = "en", layers: Layers | None = None) -> Rendered:
    return render(
        text,
        path="a.md",
        language=language,
        first_line=1,
        digest="case",
        layers=layers or Layers(),
    )


def html_of(text: str, language: str = "en") -> str:
    """The HTML with every link as the editor wrote it."""
    made = rendered(text, language)
    return place_links(made.body, [link.target for link in made.links])


def messages(text: str) -> list[str]:
    return [str(problem) for problem in rendered(text).problems]


def elements(html: str) -> list[Element]:
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return [element for element in tree.iter() if element is not tree]


# --- cases -----------------------------------------------------------------------------


def cases() -> Iterator[object]:
    for file in sorted(CASES.glob("*.md")):
        for case in re.split(r"^=== ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            title, rest = case.split("\n", 1)
            parts = re.split(r"^--- (.*)\n", rest, flags=re.MULTILINE)
            language, text, _, html, *problems = parts[1:]
            yield pytest.param(
                language,
                text.rstrip("\n"),
                html.strip("\n"),
                problems[1].strip("\n") if problems else "",
                id=f"{file.stem}: {title}",
            )


@pytest.mark.parametrize(("language", "text", "html", "problems"), tuple(cases()))
def test_a_text_is_rendered_as_its_case_says(
    language: str, text: str, html: str, problems: str
) -> None:
    made = rendered(text, language)
    assert place_links(made.body, [link.target for link in made.links]) == html
    assert "\n".join(map(str, made.problems)) == problems


# --- safety ----------------------------------------------------------------------------


def browser_scheme(url: str) -> str:
    """The scheme as the WHATWG URL standard reads it; empty for a relative address."""
    url = re.sub("[\t\n\r]", "", url.strip("".join(map(chr, range(0x21)))))
    found = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url)
    return found[0].lower() if found else ""


def dangers(html: str) -> list[str]:
    found = []
    for element in elements(html):
        if not isinstance(element.tag, str) or element.tag not in sanitise.TAGS:
            found.append(f"<{element.tag}>")
            continue
        for name, value in element.attrib.items():
            if name.startswith("on") or name not in ATTRIBUTES:
                found.append(f"{element.tag} {name}")
            if browser_scheme(value) not in ("", "http:", "https:", "mailto:") and name in (
                "href",
                "src",
                "cite",
            ):
                found.append(f"{name}={value}")
    return found


def test_there_are_many_payloads() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 150


@pytest.mark.parametrize("layers", [Layers(), SANITISER_ALONE, POLICY_ALONE], ids=str)
def test_no_payload_gets_through_any_one_layer(layers: Layers) -> None:
    through = {p: d for p in PAYLOADS if (d := dangers(rendered(p, layers=layers).body.html))}
    assert through == {}


def test_the_payloads_are_dangerous_without_the_layers() -> None:
    through = [p for p in PAYLOADS if dangers(convert.to_html(p))]
    assert len(through) > 120


def test_an_id_of_an_article_never_names_anything_else_in_the_page() -> None:
    for layers in (Layers(), POLICY_ALONE):
        for payload in PAYLOADS:
            for element in elements(rendered(payload, layers=layers).body.html):
                name = element.get("id", "b1")
                assert re.fullmatch(r"s-\S+|b\d+|fn-\d+|fnref-\d+(-\d+)?", name), payload


def test_ids_are_unique_in_a_page() -> None:
    html = html_of(
        "# B1\n\n# b1 {#b1}\n\n# b1\n\n<p id='s-b1'>x</p>\n\nx[^1]\n\n[^1]: <b id=fn-1>y</b>"
    )
    ids = [element.get("id") for element in elements(html) if element.get("id")]
    assert len(ids) == len(set(ids)) > 6


def test_nothing_is_fetched_from_another_site() -> None:
    for payload in PAYLOADS:
        for element in elements(rendered(payload).body.html):
            assert not {"srcset", "style", "background", "ping"} & set(element.attrib)
            if "src" in element.attrib:
                assert re.fullmatch(r"m[0-9a-f]{24}-\d+\.", element.attrib["src"])


def test_what_a_script_payload_loses_is_told_with_a_line() -> None:
    for payload in PAYLOADS:
        if re.search(r"<(script|iframe|svg|math|object|style)\b", payload, re.IGNORECASE):
            html = convert.to_html(payload.replace("\x02", "").replace("\x03", ""))
            if dangers(html):
                assert rendered(payload).problems, payload


def test_the_second_layer_knows_every_element_of_the_first() -> None:
    missing = sanitise.TAGS - ELEMENTS
    assert missing == {"h1"}
    for tag, names in sanitise.ATTRIBUTES.items():
        assert names - {"align"} <= set(OWN[tag]), tag
    assert set(GLOBAL) >= sanitise.GLOBAL_ATTRIBUTES


def test_an_overlay_after_a_tag_does_not_swallow_it_when_a_page_is_normalised() -> None:
    html = html_of("a **\u0338x**")
    assert unicodedata.normalize("NFC", html) == html
    assert "<strong>&#824;x</strong>" in html


def test_text_is_written_in_nfc_and_joiners_stay() -> None:
    html = html_of("Cafe\u0301 می\u200cخواهم \u200e\u200f\u061c")
    assert "Café می\u200cخواهم \u200e\u200f\u061c" in html


# --- links -----------------------------------------------------------------------------


def test_links_are_collected_in_order_with_the_place_in_the_file() -> None:
    text = '`[no](x.md)`\n\nOne [a](x.md), [b](<x.md>) and\n![c](c.jpg "C").\n\n[d][r]\n\n[r]: y.md'
    made = render(text, path="a.md", language="en", first_line=11, digest="d")
    assert made.links == (
        Link("x.md", 13, 9),
        Link("x.md", 13, 21),
        Link("c.jpg", 14, 6, image=True),
        Link("y.md", 18, 6),
    )


def test_an_image_with_a_size_keeps_its_place_and_loads_late() -> None:
    made = rendered("![a](a.jpg) [b](b.md) ![c](c.jpg)")
    html = place_links(made.body, ["1.jpg", "2/index.html", "3.jpg"], [Shown(40, 30, "1.jpg")])
    assert 'src="1.jpg" width="40" height="30" loading="lazy" decoding="async"' in html
    assert 'href="2/index.html"' in html
    assert 'src="3.jpg">' in html
    assert "<picture>" not in html


def test_an_image_that_comes_in_several_widths_lets_the_browser_choose() -> None:
    made = rendered('[![a > "b"](a.jpg "Said \'so\'")](a.jpg)\n\n![c](a.jpg)')
    shown = Shown(900, 600, "a.jpg.jpg", (("a&.480", 480), ("a&.900", 900)))
    html = place_links(made.body, ["a.jpg"] * 3, [None, shown, shown], '"50vw"')
    source = (
        '<source type="image/webp" srcset="a&amp;.480 480w, a&amp;.900 900w" '
        'sizes="&quot;50vw&quot;">'
    )
    assert html.count(f"<picture>{source}<img ") == 2
    assert html.count('width="900" height="600" loading="lazy" decoding="async"></picture>') == 2
    assert html.count('src="a.jpg.jpg"') == 2 and html.count('href="a.jpg"') == 1
    assert 'alt="a &gt; ' in html
    assert made.body.marker not in html


def test_a_placed_address_is_escaped_once() -> None:
    made = rendered("[a](a.md)")
    assert 'href="x?a=&quot;&amp;b"' in place_links(made.body, ['x?a="&b'])


def test_a_marker_depends_on_the_file_so_that_no_text_can_hold_its_own() -> None:
    first = rendered("[a](a.md)")
    forged = f'{first.body.marker}0. <a href="{first.body.marker}0.">x</a>'
    other = render(forged, path="a.md", language="en", first_line=1, digest="other")
    assert other.body.marker != first.body.marker
    assert place_links(other.body, ["t"]).count(f"{first.body.marker}0.") == 1


def test_every_kind_of_anchor_can_be_linked_to() -> None:
    made = rendered("# Water wells\n\n<b id='My-Note'>x</b>[^1]\n\n[^1]: n")
    assert made.anchors == ("water-wells", "my-note", "fn-1", "b1", "b2")
    assert [anchor_id(a) for a in made.anchors] == [
        "s-water-wells",
        "s-my-note",
        "fn-1",
        "b1",
        "b2",
    ]
    for fragment in ("water-wells", "Water-Wells", "Water%20wells", "My-Note", "b2", "fn-1"):
        assert find_anchor(fragment, made.anchors)
    assert find_anchor("wells", made.anchors) is None
    assert not rendered("# Water wells\n\n[a](#Water-Wells) [b](#b2)").problems


# --- blocks ----------------------------------------------------------------------------


def test_every_block_is_numbered_and_can_be_split_off() -> None:
    text = (
        "# H\n\nP\n\n- a\n\n    b\n\n> q\n\n| a | b |\n|---|---|\n| c | d |\n\n![i](i.jpg)\n\n"
        "```\nx\n\n\ny\n```\n\nt\n:   d\n\n<details><summary>s</summary>d</details>\n\n***\n\n"
        "x[^1]\n\n[^1]: n"
    )
    made = rendered(text)
    kinds = [block.kind for block in made.blocks]
    assert kinds == [
        *("heading", "paragraph", "list", "quote", "table", "figure", "code", "definitions"),
        *("details", "paragraph"),
    ]
    parts = split_blocks(made.body.html)
    assert "\n\n".join(parts) == made.body.html
    numbered = [part for part in parts if re.search(r'id="b\d+"', part)]
    assert len(numbered) == len(made.blocks)
    assert all(f'id="b{n}"' in part for n, part in enumerate(numbered, 1))
    assert "\n".join(parts).count("x\n&#10;&#10;y") == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"It\'s so", she said.', "“It’s so”, she said."),
        ('« Oui », dit-il : "Non".', '"Oui", dit-il: «Non».'),
        ("well -- yes", "well — yes"),
        ("well... yes", "well… yes"),
        ("two  words\nhere", "two words here"),
        ("cafe\u0301", "café"),
        ("10\u202f%\u00adx", "10 %x"),
    ],
)
def test_typography_alone_does_not_change_a_fingerprint(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)
    assert re.fullmatch("[0-9a-f]{8}", fingerprint(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 dead", "13 dead"),
        ("They stayed.", "They stayed?"),
        ("[a](x.md)", "[b](x.md)"),
        ("![a](x.jpg)", "![b](x.jpg)"),
    ],
)
def test_other_words_change_it(one: str, other: str) -> None:
    assert rendered(one).blocks[0].fingerprint != rendered(other).blocks[0].fingerprint


def test_emphasis_link_targets_and_note_numbers_do_not() -> None:
    one = rendered("A[^1] *word* [there](x.md).\n\n[^1]: n").blocks[0]
    other = rendered("A[^2] word [there](y.md).\n\nB[^1]\n\n[^1]: n\n[^2]: n").blocks[0]
    assert one == other


def test_a_fingerprint_does_not_depend_on_the_language_of_the_page() -> None:
    text = "She said: \"yes -- 'no'...\" قال الناس إنهم باقون"
    prints = {rendered(text, language).blocks for language in ("en", "fr", "ar", "he", "ja")}
    assert len(prints) == 1


# --- plain text ------------------------------------------------------------------------


def test_plain_text_has_every_word_and_no_markup() -> None:
    made = rendered(
        "# A *title*\n\nText[^1] with `code`\nand [link](x.md).\n\n- one\n- two\n\n"
        '| a | b |\n|---|---|\n| c | d |\n\n![alt](i.jpg "cap")\n\n[^1]: The note.'
    )
    assert made.body.text == (
        "A title\n\nText with code and link.\n\none\ntwo\n\na\tb\nc\td\n\nalt\ncap\n\nThe note."
    )
    assert made.headings[0].text == "A title"


def test_an_excerpt_ends_with_a_sentence_or_between_words() -> None:
    sentence = "Water was scarce in the whole city that year. "
    assert rendered(sentence * 9).excerpt == (sentence * 4).strip()
    assert (
        rendered("# T\n\n![a](a.jpg)\n\n> q\n\nShort.\n\nNext one.").excerpt == "Short. Next one."
    )
    cut = rendered("word " * 100).excerpt
    assert len(cut) <= 200 and cut.endswith("word…")
    assert rendered("水" * 300, "zh").excerpt == "水" * 199 + "…"


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Don't count -- these *five* words.", "en", 5),
        ("قال الناسُ إنهم باقون", "ar", 4),
        ("हिन्दी में लिखा", "hi", 3),
        ("他说水很少。", "zh", 5),
        ("", "en", 0),
    ],
)
def test_words_are_counted_as_the_language_writes_them(
    text: str, language: str, words: int
) -> None:
    assert rendered(text, language).words == words


# --- limits and faults -----------------------------------------------------------------


TOO_MUCH = {
    "bytes": "x\n" * 1_000_001,
    "line is longer": "x" * 20_001,
    "nested more than 12": "> " * 13 + "x",
    "12 deep": "".join("    " * n + "- x\n" for n in range(14)),
    "HTML tags are nested": "<div>" * 41,
    "60 columns": "|a" * 61 + "|\n" + "|-" * 61 + "|\n",
    "20,000 cells": "|a|b|\n|-|-|\n" + "|c|d|\n" * 10_001,
    "footnote definitions": "".join(f"[^{n}]: x\n\n" for n in range(3_001)),
    "opening brackets": "[" * 601,
    "asterisks": "*" * 2_001,
    "backticks": "`` ` " * 400,
    "<! declarations": "a <!x\n\n" * 101,
    "tags that do not end": "a <b\n\n" * 101,
    "code block is longer": "```\n" + "x\n" * 10_001 + "```",
    "code blocks": "~~~\n~~~\n" * 1_001,
    "definition list": "a\n: b\n" * 41,
    "U+0002": "a\x02b",
    "U+D800": "a\ud800b",
    "U+FFFE": "a\ufffeb",
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_a_text_beyond_a_limit_is_refused_before_it_is_read(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert, "to_html", lambda _: pytest.fail("it was read"))
    made = render(TOO_MUCH[what], path="a.md", language="en", first_line=9, digest="d")
    assert what in made.problems[0].message
    assert made.problems[0].line >= 9 and made.problems[0].severity == "error"
    assert made == Rendered(made.body, problems=made.problems)
    assert made.body.html == made.body.text == ""


def test_ordinary_long_texts_are_within_the_limits() -> None:
    texts = (
        "Word " * 3_900 + "\n\n" + "* * * * * * * * * * * * * * * *\n\n" + "-" * 200,
        "".join(f"- [a{n}](https://example.org/{n})\n" for n in range(2_000)),
        "".join(f"[{n}]: https://example.org/{n}\n" for n in range(2_000)),
        "a[^1]\n\n" + "".join(f"[^{n}]: note\n" for n in range(2_000)),
        "|a|b|\n|-|-|\n" + "|`c`|*d*|\n" * 9_000,
        "```\n" + " " * 70 + "deep\n" + "> " * 30 + "\n<div>" * 60 + "[" * 900 + "\n```",
    )
    for text in texts:
        assert limits(text, path="a.md", first_line=1) == ()


def test_a_fault_in_a_package_is_a_problem_and_the_next_article_is_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "One\n\n- two\n- three[^1]\n\n[^1]: four\n\n*[HTML]: five"
    before = rendered(text)
    convert._instance().parser.state.set("list")
    monkeypatch.setattr(
        convert._instance().treeprocessors["inline"], "run", lambda *_: 1 / 0, raising=False
    )
    broken = rendered("Anything")
    assert "ZeroDivisionError" in broken.problems[0].message
    assert broken.body.html == ""
    assert rendered(text) == before


def test_a_lexer_that_fails_leaves_plain_code_and_a_warning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pygments.lexers

    monkeypatch.setattr(pygments.lexers, "get_lexer_by_name", lambda *_, **__: 1 / 0)
    made = rendered("One\n\n```python\nx < 1\n```")
    assert '<code class="language-python">x &lt; 1\n</code>' in made.body.html
    assert [p.line for p in made.problems] == [3] and not errors(made.problems)


def test_the_output_does_not_depend_on_how_deep_the_caller_stands() -> None:
    text = (
        "".join("    " * n + "- x\n" for n in range(12))
        + "\n"
        + "> " * 12
        + "x\n\n"
        + "*a **b " * 20
    )

    def at(depth: int, call: Callable[[], Rendered]) -> Rendered:
        return at(depth - 1, call) if depth else call()

    shallow = rendered(text)
    assert at(sys.getrecursionlimit() - 250, lambda: rendered(text)) == shallow
    assert shallow.body.html


MARKUP = st.lists(
    st.sampled_from(
        [
            *("\n", "\n\n", " ", "    ", "a", "مرحبا بكم جميعا", "水", "\u0338", "\u200c"),
            *("[", "](", ")", "![", "[^1]", "[^1]: n", "*", "**", "_", "`", "```\n", "~~~ x\n"),
            *("> ", "- ", "1. ", ": ", "# ", "#### ", "|", "|-|-|\n", "---\n", "--", "...", "'"),
            *('"', "<", ">", "<div>", "</div>", "<b", "<!--", "-->", "<script>", "<table>", "<td>"),
            *(
                "<li>",
                "<svg>",
                "<img src=x>",
                "<a href='#b1'>",
                "{: ",
                "}",
                "{: #x .y }",
                "&",
                "&#2;",
            ),
            *("&lt;", "\\", "javascript:", "x.md", "https://e.org/", "*[a]: b", "<h1>", "<pre>"),
        ]
    ),
    max_size=25,
).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(MARKUP, MARKUP, st.sampled_from(["en", "fr", "ar", "ja", "und", ""]))
def test_no_text_raises_or_changes_its_neighbour(one: str, other: str, language: str) -> None:
    first = rendered(one, language)
    second = rendered(other, language)
    assert rendered(one, language) == first
    assert rendered(other, language) == second
    assert not any("fault" in problem.message for problem in first.problems)
    assert dangers(first.body.html) == []
    assert len(split_blocks(first.body.html)) >= len(first.blocks)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_characters_at_all_are_rendered_or_refused(text: str) -> None:
    made = rendered(text)
    assert dangers(made.body.html) == []
    assert unicodedata.is_normalized("NFC", made.body.html)
    if limits(text, path="a.md", first_line=1):
        assert made.body.html == "" and errors(made.problems)


def test_places_are_lines_of_the_file() -> None:
    made = render("\n\n![](a.jpg)\n", path="a.md", language="en", first_line=20, digest="d")
    assert [(p.line, p.column) for p in made.problems] == [(22, 5)]


def test_a_place_is_never_taken_from_code_or_a_comment() -> None:
    tag = "<u onclick=1>"
    text = f"`{tag}`\n\n```\n{tag}\n```\n\n    {tag}\n\n<!-- {tag} -->\n\n{tag}x</u>"
    assert [m.split(":")[1] for m in messages(text)] == ["11"]
