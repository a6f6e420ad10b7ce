"""Plain text of an article: for the search, for excerpts, for counting, for the text file."""

from __future__ import annotations

import re

from site_builder.markup.anchors import is_note_reference
from site_builder.markup.tree import BLOCKS, Element

EXCERPT = 200
"""Characters of an excerpt, at most."""

_LINES = BLOCKS | {"li", "dt", "dd", "tr", "caption", "figcaption", "summary"}
_NO_TEXT = frozenset({"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl"})
_WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SENTENCE = re.compile(r"[.!?…؟۔।]+[\"'”’»)\]]*(?=\s|\Z)|[。！？]+[」』”’）]*|[።၊]+(?=\s|\Z)")
_WORD = re.compile(r"[^\W_]\S*")
"""Of what stands between spaces, from its first letter or digit on."""
_PARTS_WORDS = str.maketrans("\u2013\u2014/", "   ")
_ASCII = {n: " " if chr(n) == "/" else None for n in range(128) if not chr(n).isalnum()} | {
    n: " " for n in range(128) if chr(n).isspace()
}


def plain_text(element: Element) -> str:
    """The text below an element: a line for each part, cells parted by tabs, no markup."""
    parts: list[str] = []
    _collect(element, parts, in_code=element.tag == "pre")
    lines = (line.rstrip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def excerpt(paragraphs: list[str]) -> str:
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
    if text.isascii():
        # Without all that is neither letter, digit nor space: a table is many times faster.
        return len(text.translate(_ASCII).split())
    return len(_WORD.findall(text.translate(_PARTS_WORDS)))


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
