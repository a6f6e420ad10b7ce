"""Blocks: the numbered parts of a text by which paragraphs are cited and versions compared.

Each carries the id ``b<number>``. A heading already has the id of its anchor, so its
number goes to a span round its words: ``<h2 id="s-water"><span id="b3">Water</span></h2>``.
Another block to which the editor gave an id is wrapped: ``<div id="s-x"><p id="b4">``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from hashlib import sha256

from site_builder.markup.plain import plain_text, plain_text_of
from site_builder.markup.tree import HEADINGS, Element, Node, content, is_blank, walk
from site_builder.model import Block

_KINDS = {
    "p": "paragraph",
    "ul": "list",
    "ol": "list",
    "blockquote": "quote",
    "figure": "figure",
    "pre": "code",
    "dl": "definitions",
    "details": "details",
    "table": "table",
    "section": "group",
    "div": "group",
}
_SAME = (
    # Marks between which an editor, or our own typography, may change without a change of text.
    dict.fromkeys('"\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a', "'")
    | dict.fromkeys("\u00ab\u00bb\u300c\u300d\u300e\u300f\u05f3\u05f4", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u00ad\u2060\ufeff\u200e\u200f\u061c\u2066\u2067\u2068\u2069", "")
    | {"\u2026": "..."}
)
_TIGHT = "'-;:!?"
"""Marks before which a space is as good as none; so it is after the first two."""


def fingerprint(text: str) -> str:
    """Eight hex digits that stay the same while the words of a text do.

    The first of SHA-256 over the text as read (words and the descriptions of images; no
    markup, link targets or note numbers) in NFC, with white space collapsed, invisible
    characters left out, and quotation marks, apostrophes, dashes, dots of omission and the
    spaces beside them reduced to one form each.
    """
    if text.isascii():
        text = text.replace('"', "'")
    else:
        text = unicodedata.normalize("NFC", text)
        for mark, same in _SAME.items():
            text = text.replace(mark, same)
    if "  " in text or not text.isprintable():
        # All white space but the space itself is not printable.
        text = " ".join(text.split())
    text = text.strip(" ")
    for mark in _TIGHT:
        if mark in text:
            text = text.replace(f" {mark}", mark)
            text = text.replace(f"{mark} ", mark) if mark in "'-" else text
    while "--" in text:
        text = text.replace("--", "-")
    return sha256(text.strip("'").encode("utf-8", "replace")).hexdigest()[:8]


def arrange(root: Element) -> None:
    """Make every child of the root a block; drop those that hold nothing."""
    arranged: list[Node] = []
    loose: list[Node] = []
    for child in [*root.children, Element("hr")]:
        if isinstance(child, Element) and (child.tag in _KINDS or child.tag in (*HEADINGS, "hr")):
            if not all(is_blank(node) for node in loose):
                arranged.append(Element("p", {}, loose))
            loose = []
            if child.tag == "hr" or content(child):
                arranged.append(child)
        else:
            loose.append(child)
    root.children = arranged[:-1]


def number_blocks(root: Element) -> tuple[Block, ...]:
    """Give the blocks below a root their numbers, from 1; a rule between blocks has none."""
    blocks: list[Block] = []
    for index, child in enumerate(root.children):
        if not isinstance(child, Element) or child.tag == "hr":
            continue
        number = len(blocks) + 1
        print_ = fingerprint(plain_text_of(child))
        blocks.append(Block(number, _kind(child), print_))
        if child.tag in HEADINGS:
            child.children = [Element("span", {"id": f"b{number}"}, child.children)]
        elif "id" in child.attrs:
            wrapper = Element("div", {"id": child.attrs["id"]}, [child])
            child.attrs["id"] = f"b{number}"
            root.children[index] = wrapper
        else:
            child.attrs = {"id": f"b{number}", **child.attrs}
    return tuple(blocks)


def paragraphs(root: Element) -> Iterator[str]:
    """The texts of the top-level paragraphs, for an excerpt, which asks for the first only."""
    for child in root.children:
        if isinstance(child, Element) and (
            child.tag == "p" or (child.tag == "div" and any(c.tag == "p" for c in walk(child)))
        ):
            yield plain_text(child)


def _kind(element: Element) -> str:
    if element.tag in HEADINGS:
        return "heading"
    if element.has_class("quote"):
        return "quote"
    if element.has_class("table"):
        return "table"
    return _KINDS[element.tag]
