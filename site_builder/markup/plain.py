"""Plain text of an article: for the search, for excerpts, for counting, for the text file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_builder.markup.anchors import is_note_reference
from site_builder.markup.tree import BLOCKS, Element, Node

EXCERPT = 200
"""Characters of an excerpt, at most."""

_LINES = BLOCKS | {"li", "dt", "dd", "tr", "caption", "figcaption", "summary"}
_SIMPLE = frozenset({"p", "h2", "h3", "h4", "h5", "h6"})
_NO_TEXT = frozenset({"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl"})
_WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SENTENCE = re.compile(r"[.!?…؟۔।]+[\"'”’»)\]]*(?=\s|\Z)|[。！？]+[」』”’）]*|[።၊]+(?=\s|\Z)")
_PARTS_WORDS = "\u2013\u2014/"


def plain_text(element: Element) -> str:
    """The text below an element: a line for each part, cells parted by tabs, no markup."""
    parts: list[str] = []
    _collect(element, parts, in_code=element.tag == "pre")
    lines = (line.rstrip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def plain_text_of(node: Node) -> str:
    """The plain text of an element itself, or of a text."""
    if isinstance(node, Element) and len(node.children) == 1 and node.tag in _SIMPLE:
        text = node.children[0]
        if isinstance(text, str) and not ("\n" in text or "  " in text or "\t" in text):
            # The same without looking further: a line, and no space to collapse in it.
            return text.lstrip(" ").rstrip()
    return plain_text(Element("", {}, [node]))


def excerpt(paragraphs: Iterable[str]) -> str:
    """First sentences, whole ones if they fit, of the first paragraphs."""
    text = ""
    for paragraph in paragraphs:
        text = f"{text} {' '.join(paragraph.split())}".strip()
        if len(text) >= EXCERPT // 2:
            break
    if len(text) <= EXCERPT:
        return text
    ends = [m.end() for m in _SENTENCE.finditer(text, 0, EXCERPT + 1) if m.end() <= EXCERPT]
    if ends and ends[-1] >= EXCERPT // 3:
        return text[: ends[-1]].strip()
    cut = text[: EXCERPT - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space >= EXCERPT // 2 else cut).rstrip(" ,;:،؛-–—") + "…"


def count_words(text: str, language: str) -> int:
    """Words; characters (letters and digits) in languages written without spaces."""
    if language.split("-")[0].lower() in _WITHOUT_SPACES:
        return sum(character.isalnum() for character in text)
    for mark in _PARTS_WORDS:
        text = text.replace(mark, " ")
    # What stands between spaces, and has a letter or digit: nearly all, so the others are counted.
    found = text.split()
    return len(found) - sum(
        not any(map(str.isalnum, word)) for word in found if not word[0].isalnum()
    )


def _collect(element: Element, parts: list[str], *, in_code: bool) -> None:
    for child in element.children:
        if isinstance(child, str):
            if element.tag in _NO_TEXT and not child.strip():
                continue
            parts.append(child if in_code else _inline(child, parts))
        elif child.tag == "br":
            parts.append("\n")
        elif child.tag == "img":
            parts.append(child.attrs.get("alt", ""))
        elif child.tag in _LINES:
            parts.append("\n")
            _collect(child, parts, in_code=child.tag == "pre")
            parts.append("\n")
        elif child.tag in ("td", "th"):
            if parts and not parts[-1].endswith("\n"):
                parts.append("\t")
            _collect(child, parts, in_code=False)
        elif child.tag == "rt":
            parts.append("(")
            _collect(child, parts, in_code=False)
            parts.append(")")
        elif child.tag != "rp" and not is_note_reference(child):
            _collect(child, parts, in_code=in_code)


def _inline(text: str, parts: list[str]) -> str:
    if "\n" in text or "  " in text or "\t" in text:
        text = _SPACE.sub(" ", text)
    at_start = not parts or parts[-1].endswith(("\n", "\t", " "))
    return text.lstrip(" ") if at_start else text
