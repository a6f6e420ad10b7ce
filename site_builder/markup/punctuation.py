"""Typographic quotes, apostrophes, dashes and spaces, by the language of each text.

Quotation marks are CLDR's delimiters; where CLDR gives no inner pair that differs, its own.
To add a language, add its line to ``QUOTES``.
"""

from __future__ import annotations

import re
from functools import partial

from site_builder.markup.anchors import is_note_reference
from site_builder.markup.tree import BLOCKS, Element, text_of

QUOTES = {
    # language: opening and closing of "...", opening and closing of '...'
    "en": "“”‘’",
    "ar": "”“’‘",
    "az": "“”‘’",
    "be": "«»„“",
    "bg": "„“‘’",
    "bs": "„”‘’",
    "ca": "«»“”",
    "ckb": "«»‹›",
    "cs": "„“‚‘",
    "da": "“”‘’",
    "de": "„“‚‘",
    "de-ch": "«»‹›",
    "el": "«»“”",
    "es": "«»“”",
    "et": "„“‚‘",
    "fa": "«»‹›",
    "fi": "””’’",
    "fr": "«»«»",
    "fr-ch": "«»‹›",
    "he": "””’’",
    "hr": "„”‚’",
    "hu": "„”»«",
    "hy": "«»“”",
    "it": "«»“”",
    "ja": "「」『』",
    "ka": "„“‚‘",
    "ku": "“”‘’",
    "kmr": "“”‘’",
    "ko": "“”‘’",
    "lt": "„“‚‘",
    "mk": "„“‚‘",
    "nb": "«»‘’",
    # CLDR has them the other way round; the mark that was typed decides here.
    "nl": "“”‘’",
    "nn": "«»‘’",
    "no": "«»‘’",
    "pl": "„”«»",
    "ps": "«»‹›",
    "pt": "“”‘’",
    "pt-pt": "«»“”",
    "ro": "„”«»",
    "ru": "«»„“",
    "sk": "„“‚‘",
    "sl": "„“‚‘",
    "sq": "«»“”",
    "sr": "„“‘’",
    "sv": "””’’",
    "tr": "“”‘’",
    "uk": "«»„“",
    "ur": "“”‘’",
    "uz": "“”‘’",
    "zh": "“”‘’",
    "zh-hant": "「」『』",
    "zh-hk": "「」『』",
    "zh-tw": "「」『』",
}
CLOSED_UP = frozenset({"ja", "km", "ko", "lo", "my", "th", "zh"})
"""Written without spaces, so that of two like marks the first opens and the second closes."""
EM_DASH_ONLY = frozenset({"be", "bg", "ru", "uk"})
"""Languages whose one dash between words is the em dash."""
SPACED = {"fr": "\u00a0"}
"""Languages that set a space, and which, inside their guillemets."""
NARROW = "\u202f"
"""Before ; ! ? in French, where the editor typed a space; a full one before the colon."""

_NOT_PROSE = frozenset({"pre", "code", "kbd", "samp", "var", "img", "wbr"})
_TRIGGERS = ('"', "'", "--", "...", " ;", " :", " !", " ?", " »", "« ")
"""What each match of ``_MARK`` has one of."""
_MARK = re.compile(r"\"|'|(?<!-)-{2,3}(?!-)|(?<!\.)\.{3}(?!\.)| (?=[;:!?»])|(?<=«) ")
_OPENS_AFTER = frozenset("\"'([{<«„“‘‚‹「『-–—―/¿¡")
_WORD = re.compile(r"[^\s\"']+")
_MAX_OPEN = 6
"""Quotations within each other; beyond that the outermost were never closed."""
_ELISIONS = re.compile(
    r"(?:tis|twas|twere|em|til|tho|cause|bout|round|n|s|t|k|\d\ds?)(?![^\W_])", re.IGNORECASE
)
_CLOSING = re.compile(r"(?<=\S)'(?![^\W_])")
_OBJECT = "\ufffc"

_Piece = tuple[Element, int, str]
"""(parent, index of the text among its children, language)"""


def typeset(root: Element, language: str) -> None:
    """Replace typewriter punctuation throughout, each paragraph across its inline elements."""
    whole = text_of(root, leave_out=is_note_reference)
    # A trigger that all texts together do not have, no paragraph has.
    triggers = [trigger for trigger in _TRIGGERS if trigger in whole]
    if triggers:
        _gather(root, language.lower(), [], [], triggers)


def quotes_of(language: str) -> str:
    """The four quotation marks of a language; those of English for one not listed."""
    language = language.lower()
    return QUOTES.get(language) or QUOTES.get(language.split("-")[0]) or QUOTES["en"]


def _gather(
    element: Element, language: str, pieces: list[_Piece], texts: list[str], triggers: list[str]
) -> None:
    """Collect the pieces of text of one paragraph; a block inside begins another one."""
    for index, child in enumerate(element.children):
        if isinstance(child, str):
            pieces.append((element, index, language))
            texts.append(child)
        elif child.tag in _NOT_PROSE:
            texts.append("" if child.tag == "wbr" else _OBJECT)
            pieces.append((element, -1, language))
        elif child.tag == "br":
            texts.append("\n")
            pieces.append((element, -1, language))
        elif is_note_reference(child):
            continue
        else:
            inner = child.attrs.get("lang", language).lower()
            if child.tag in _STARTS:
                _set(pieces, texts, triggers)
                _gather(child, inner, pieces, texts, triggers)
                _set(pieces, texts, triggers)
            else:
                _gather(child, inner, pieces, texts, triggers)
    if not element.tag:
        _set(pieces, texts, triggers)


_STARTS = BLOCKS | {"li", "dt", "dd", "td", "th", "tr", "caption", "figcaption", "summary"}


def _set(pieces: list[_Piece], texts: list[str], triggers: list[str]) -> None:
    if not pieces:
        return
    whole = "".join(texts)
    if any(trigger in whole for trigger in triggers):
        setter = _Setter(whole)
        offset = 0
        for (parent, index, language), text in zip(pieces, texts, strict=True):
            if index >= 0:
                replace = partial(setter.replace, offset, language)
                parent.children[index] = _MARK.sub(replace, text)
            offset += len(text)
    pieces.clear()
    texts.clear()


class _Setter:
    """The marks of one paragraph, from its first to its last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[tuple[str, str]] = []
        """(mark typed, closing mark) of the quotations that are open."""
        self.addresses = [m.span() for m in _WORD.finditer(text) if "//" in m[0] or "@" in m[0]]
        self.last_closing = max((m.start() for m in _CLOSING.finditer(text)), default=-1)

    def replace(self, offset: int, language: str, found: re.Match[str]) -> str:
        typed = found[0]
        start, end = offset + found.start(), offset + found.end()
        if any(first <= start < last for first, last in self.addresses):
            return typed
        before = self.text[start - 1] if start else " "
        after = self.text[end] if end < len(self.text) else " "
        primary = language.split("-")[0]
        if typed == " ":
            return _space(primary, before, after)
        if typed[0] == "-":
            return _dash(typed, primary, before, after)
        if typed[0] == ".":
            return "…"
        return self._quote(typed, (before, after), end, language)

    def _quote(self, typed: str, around: tuple[str, str], end: int, language: str) -> str:
        before, after = around
        primary = language.split("-")[0]
        if primary == "he" and "\u05d0" <= before <= "\u05ea" and "\u05d0" <= after <= "\u05ea":
            return "״" if typed == '"' else "׳"
        closed_up = primary in CLOSED_UP and not (before.isascii() and after.isascii())
        if typed == "'" and before.isalnum() and after.isalnum() and not closed_up:
            return "’"
        is_open = any(mark == typed for mark, _ in self.open)
        opens = (before.isspace() or before in _OPENS_AFTER) and not after.isspace()
        if closed_up:
            opens = not is_open
        if opens and not (is_open and before in "\"'" and not after.isalnum()):
            if typed == "'" and not closed_up and self._is_elision(end):
                return "’"
            return self._open(typed, language, primary, nested=is_open)
        if is_open:
            while self.open:
                mark, closing = self.open.pop()
                if mark == typed:
                    return closing
        if typed == "'":
            return typed if before.isdigit() else "’"
        return typed if before.isdigit() else quotes_of(language)[1]

    def _open(self, typed: str, language: str, primary: str, *, nested: bool) -> str:
        marks = quotes_of(language)
        inner = 2 if (typed == "'") != nested else 0
        opening, closing = marks[inner], marks[inner + 1]
        space = SPACED.get(primary, "") if opening == "«" and "-ch" not in language else ""
        self.open = [*self.open[1 - _MAX_OPEN :], (typed, space + closing)]
        return opening + space

    def _is_elision(self, end: int) -> bool:
        """Whether a mark before a word stands for letters left out: 'tis, '90s, 's avonds."""
        return bool(_ELISIONS.match(self.text, end)) or self.last_closing < end


def _space(primary: str, before: str, after: str) -> str:
    if primary != "fr" or before.isspace():
        return " "
    return NARROW if after in ";!?" else "\u00a0"


def _dash(typed: str, primary: str, before: str, after: str) -> str:
    if before.isspace() and not after.isspace():
        # An option of a command, not a dash.
        return typed
    return "—" if len(typed) == 3 or primary in EM_DASH_ONLY else "–"
