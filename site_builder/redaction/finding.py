"""Whether what is to be hidden is in a file's name or its bytes, however it is encoded."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from site_builder.redaction.folding import fold
from site_builder.redaction.rules import Rule, Rules

_TAG = re.compile(r"<[^<>]*>")
_WORD_WITH_PERCENT = re.compile(r"[^\s\"'<>]*%[0-9A-Fa-f]{2}[^\s\"'<>]*")
_ESCAPES = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|[nrt/\"\\])")
_PDF_STREAM = re.compile(rb"(?<!end)stream\r?\n(.*?)endstream", re.DOTALL)
_PDF_STRING = re.compile(r"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_MOST_INFLATED = 100_000_000
_EXACT = ("utf-8", "utf-16-le", "utf-16-be")
LEAST_EXACT = 6
"""Bytes; what is shorter is in the noise of any picture by chance."""


def found_in(rules: Rules, path: str, data: bytes) -> Rule | None:
    """The first rule that a file breaks, by its name or by what is in it."""
    if not rules:
        return None
    if rule := rules.first_in(fold(unquote(path))):
        return rule
    if data.startswith(b"%PDF-"):
        return _in_any(rules, _pdf_texts(data)) or _exactly(rules, data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _exactly(rules, data)
    return _in_any(rules, _texts(text)) or (_exactly(rules, data) if "\0" in text else None)


def _in_any(rules: Rules, texts: Iterator[str]) -> Rule | None:
    return next((rule for text in texts if (rule := rules.first_in(fold(text)))), None)


def _texts(text: str) -> Iterator[str]:
    """A text as it stands, and as whoever reads HTML, addresses or JSON would take it."""
    yield text
    plain = _unescaped_json(text) if "\\" in text else text
    if "&" in plain:
        plain = unescape(plain)
    if "%" in plain:
        yield "\n".join(unquote(word) for word in _WORD_WITH_PERCENT.findall(plain))
    if plain != text:
        yield plain
    if "<" in plain:
        yield _TAG.sub("", plain)
        yield _TAG.sub(" ", plain)


def _unescaped_json(text: str) -> str:
    """``\\u0061`` as ``a``; two halves of a character become one."""
    plain = _ESCAPES.sub(lambda m: _meant(m[0]), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _meant(escape: str) -> str:
    if escape[1] == "u":
        return chr(int(escape[2:], 16))
    return {"n": "\n", "r": "\n", "t": " "}.get(escape[1], escape[1])


def _pdf_texts(data: bytes) -> Iterator[str]:
    """The bytes of a PDF, what its streams inflate to, and the strings in each as one text.

    Text in a font with an encoding of its own cannot be found so.
    """
    left = _MOST_INFLATED
    parts = [data]
    for stream in _PDF_STREAM.finditer(data):
        inflate = zlib.decompressobj()
        try:
            held = inflate.decompress(stream[1], max(left, 1))
        except zlib.error:
            continue
        left -= len(held)
        parts.append(held)
        if left <= 0:
            break
    for part in parts:
        text = part.replace(b"\0", b"").decode("latin-1")
        yield text
        yield part.decode("utf-8", "replace")
        yield "".join(re.sub(r"\\(.)", r"\1", s) for s in _PDF_STRING.findall(text))


def _exactly(rules: Rules, data: bytes) -> Rule | None:
    """In what is no text: the words as the rule has them, and in small letters."""
    for rule in rules.rules:
        for text in {rule.text, rule.text.lower()}:
            for encoding in _EXACT:
                wanted = text.encode(encoding)
                if len(wanted) >= LEAST_EXACT and wanted in data:
                    return rule
    return None
