"""Markdown to HTML as written, unsafe, by Python-Markdown with six of its extensions.

One instance serves a process, reset between articles; it is thrown away after any
exception, because one that raised keeps its broken state through ``reset()``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from markdown import Markdown


def to_html(text: str) -> str:
    """Raises whatever Python-Markdown does; the next call starts afresh then."""
    markdown = _instance()
    try:
        return markdown.reset().convert(text)
    except BaseException:
        _instance.cache_clear()
        raise


@cache
def _instance() -> Markdown:
    from markdown import Markdown
    from markdown.blockprocessors import ParagraphProcessor
    from markdown.extensions.abbr import AbbrExtension
    from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor
    from markdown.extensions.def_list import DefListExtension
    from markdown.extensions.fenced_code import FencedCodeExtension
    from markdown.extensions.footnotes import FootnoteExtension
    from markdown.extensions.tables import TableExtension
    from markdown.preprocessors import HtmlBlockPreprocessor
    from markdown.treeprocessors import InlineProcessor
    from markdown.util import AtomicString

    class Footnotes(FootnoteExtension):
        """Notes in the order of their references, each reference numbered in constant time."""

        def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802
            div = super().makeFootnotesDiv(root)
            for note in div.findall("ol/li") if div is not None else ():
                if len(note) == 0:
                    # Without a link back in it, Python-Markdown's next step raises.
                    href = f"#{self.makeFootnoteRefId(note.attrib['id'][3:])}"
                    attrs = {"class": "footnote-backref", "href": href}
                    SubElement(SubElement(note, "p"), "a", attrs)
            return div

        def unique_ref(self, reference: str, found: bool = False) -> str:
            if not found:
                return reference
            count = self.found_refs.get(reference, 0) + 1
            self.found_refs[reference] = count
            return reference if count == 1 else reference.replace("fnref", f"fnref{count}", 1)

    class AttributeLists(AttrListTreeprocessor):
        """Attribute lists begin ``{:``, ``{#id`` or ``{.class``: any other brace is text."""

        BASE_RE = r"\{(?=:[^}]|[#.][^\W_])\:?[ ]*([^\}\n ][^\n]*)\}"  # type: ignore[misc]
        HEADER_RE = re.compile(rf"[ ]+{BASE_RE}[ ]*$")  # type: ignore[misc]
        BLOCK_RE = re.compile(rf"\n[ ]*{BASE_RE}[ ]*$")  # type: ignore[misc]
        INLINE_RE = re.compile(rf"^{BASE_RE}")  # type: ignore[misc]

        def run(self, doc: Element) -> None:
            if any("{" in line for line in self.md.lines):  # type: ignore[attr-defined]
                super().run(doc)

    class Inlines(InlineProcessor):
        """Passes over a pattern while the characters that it cannot do without are missing."""

        def _InlineProcessor__handleInline(self, data: str, index: int = 0) -> str:  # noqa: N802
            start = 0
            while index < len(patterns) and not isinstance(data, AtomicString):
                pattern, trigger, other = patterns[index]
                matched = trigger in data or other in data
                if matched:
                    data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                        pattern, data, index, start
                    )
                if not matched:
                    start = 0
                    index += 1
            return data

    class Prose(ParagraphProcessor):
        """Takes a block in which every line begins with a letter: no other processor would."""

        def test(self, parent: Element, block: str) -> bool:
            return block[:1].isalpha() and ("\n" not in block or _PROSE(block) is not None)

    class HtmlBlocks(HtmlBlockPreprocessor):
        """Reads what could be HTML as HTML; all else would come back as it is."""

        def run(self, lines: list[str]) -> list[str]:
            if any("<" in line or "&" in line for line in lines):
                return super().run(lines)
            return lines

    markdown = Markdown(
        extensions=[
            Footnotes(
                # An address that no text can hold: the notes always stand at the end.
                PLACE_MARKER="\x02end\x02",
                USE_DEFINITION_ORDER=False,
                BACKLINK_TITLE="",
                BACKLINK_TEXT="↩",
            ),
            TableExtension(use_align_attribute=True),
            DefListExtension(),
            AbbrExtension(),
            AttrListExtension(),
            FencedCodeExtension(),
        ],
        output_format="html",
    )
    markdown.treeprocessors.register(AttributeLists(markdown), "attr_list", 8)
    markdown.treeprocessors.register(Inlines(markdown), "inline", 20)
    markdown.preprocessors.register(HtmlBlocks(markdown), "html_block", 20)
    markdown.parser.blockprocessors.register(Prose(markdown.parser), "prose", 200)
    position = markdown.inlinePatterns.get_index_for_name
    triggers = {position(name): trigger for name, trigger in _TRIGGERS.items()}
    patterns = []
    for index, pattern in enumerate(markdown.inlinePatterns):
        trigger, _, other = triggers.get(index, "").partition(" or ")
        patterns.append((pattern, trigger, other or trigger))
    return markdown


_PROSE = re.compile(r"(?:[^\W\d_].*(?:\n|\Z))+").fullmatch
_TRIGGERS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "://",
    "automail": "@",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
    "em_strong": "* or _",
}
"""What a pattern's match always contains; the output is the same without the search."""
