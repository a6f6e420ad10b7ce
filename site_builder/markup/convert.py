"""Markdown to HTML as written, unsafe, by Python-Markdown with six of its extensions.

One instance serves a process, reset between articles; it is thrown away after any
exception, because one that raised keeps its broken state through ``reset()``.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, Any
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
    from markdown.preprocessors import NormalizeWhitespace
    from markdown.treeprocessors import InlineProcessor
    from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

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

        def findFootnotesPlaceholder(self, root: Element) -> None:  # noqa: N802
            """Not looked for: no text can hold ``PLACE_MARKER``."""

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

    class Inlines(InlineProcessor):
        """Passes over a pattern while the characters that it cannot do without are missing.

        The names are those that Python gives to the private methods of the class above.
        """

        def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
            text = "\n".join(self.md.lines)  # type: ignore[attr-defined]
            self.promising = [
                (index, pattern, trigger, other)
                for index, pattern, trigger, other, is_reference in patterns
                if (trigger in text or other in text)
                # A reference to what nobody defined stays as it was written.
                and (markdown.references or not is_reference)
            ]
            return super().run(tree, ancestors)

        def _InlineProcessor__handleInline(self, data: str, first: int = 0) -> str:  # noqa: N802
            if isinstance(data, AtomicString):
                return data
            for index, pattern, trigger, other in self.promising:
                start, matched = 0, index >= first
                while matched and (trigger in data or other in data):
                    data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                        pattern, data, index, start
                    )
            return data

        def _InlineProcessor__processPlaceholders(  # noqa: N802
            self,
            data: str | None,
            parent: Element,
            isText: bool = True,  # noqa: N803
        ) -> list[tuple[Element, list[str]]]:
            if data is None or INLINE_PLACEHOLDER_PREFIX in data:
                return super()._InlineProcessor__processPlaceholders(data, parent, isText)  # type: ignore[misc,no-any-return]
            if isText:
                parent.text = parent.text + data if parent.text else data
            else:
                parent.tail = parent.tail + data if parent.tail else data
            return []

    class Prose(ParagraphProcessor):
        """Takes a block in which every line begins with a letter: no other processor would."""

        def test(self, parent: Element, block: str) -> bool:
            return block[:1].isalpha() and ("\n" not in block or _PROSE(block) is not None)

    class Whitespace(NormalizeWhitespace):
        """Puts white space in order where there is any to put in order."""

        def run(self, lines: list[str]) -> list[str]:
            text = "\n".join(lines)
            if any(mark in text for mark in ("\x02", "\x03", "\r", "\t", "\n ")):
                return super().run(lines)
            return [*lines, "", ""]

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
    markdown.preprocessors.register(Whitespace(markdown), "normalize_whitespace", 30)
    markdown.parser.blockprocessors.register(Prose(markdown.parser), "prose", 200)
    for processors, name, marks in (
        (markdown.preprocessors, "fenced_code_block", ("~~~", "```")),
        (markdown.preprocessors, "html_block", ("<", "&")),
        (markdown.treeprocessors, "attr_list", ("{",)),
        (markdown.treeprocessors, "unescape", ("\\",)),
    ):
        _spare(processors[name], marks, markdown)
    markdown.parser.parseBlocks = partial(_parse_blocks, tuple(markdown.parser.blockprocessors))  # type: ignore[method-assign]
    # Asked of every element, and a list until here.
    markdown.block_level_elements = frozenset(markdown.block_level_elements)  # type: ignore[assignment]
    position = markdown.inlinePatterns.get_index_for_name
    names = {position(name): name for name in _TRIGGERS}
    patterns = []
    for index, pattern in enumerate(markdown.inlinePatterns):
        name = names.get(index, "")
        trigger, _, other = _TRIGGERS.get(name, "").partition(" or ")
        patterns.append((index, pattern, trigger, other or trigger, name in _REFERENCES))
    return markdown


def _parse_blocks(processors: tuple[Any, ...], parent: Element, blocks: list[str]) -> None:
    """As Python-Markdown does, but that it sorts the processors anew for each block."""
    while blocks:
        for processor in processors:
            if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                break


def _spare(processor: Any, marks: tuple[str, ...], markdown: Markdown) -> None:
    """Let a processor rest where the text has none of the marks it needs to change anything."""
    run = processor.run

    def run_where_needed(given: Any) -> Any:
        text = "\n".join(markdown.lines)  # type: ignore[attr-defined]
        return run(given) if any(mark in text for mark in marks) else given

    processor.run = run_where_needed


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
_REFERENCES = ("reference", "image_reference", "short_reference", "short_image_ref")
