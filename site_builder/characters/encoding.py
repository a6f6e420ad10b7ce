"""Bytes to text: UTF-8, or a Problem that names what the file seems to be instead."""

from __future__ import annotations

import re

from site_builder.problems import Problem

_HINT = "save it as UTF-8"
_SAMPLE = 65_536
"""Bytes that suffice to tell an encoding."""

_JOINED_TO_ASCII = re.compile(rb"(?=[A-Za-z][\xc0-\xff]|[\xc0-\xff][A-Za-z])")
# Beside 0xC0-0xFF: the Persian and Urdu letters of Windows-1256.
_IN_A_RUN = re.compile(rb"(?=[\x81\x8d\x8e\x90\x98\x9a\x9f\xaa\xc0-\xff]{2})")
_TURKISH = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")


def decode(data: bytes, path: str) -> str | Problem:
    """The text of a file in UTF-8, with a byte order mark, CRLF and CR taken away.

    Otherwise a Problem at the first byte that is not UTF-8, naming the encoding if it can be told.
    """
    body = data.removeprefix(b"\xef\xbb\xbf")
    line, column, offset = 1, 1, 0
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as failure:
        before = _unix_lines(body[: failure.start].decode("utf-8"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        offset = failure.start
        guess = _guess(body)
    else:
        guess = _wide(body) if "\0" in text else ""
        if not guess:
            return _unix_lines(text)
    if guess:
        message = f"this file is not UTF-8 text; it looks like {guess}"
    else:
        message = f"byte 0x{body[offset]:02X} is not UTF-8 text"
    return Problem(path, line, column, message, _HINT)


def _unix_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _guess(data: bytes) -> str:
    """The encoding that bytes which are not UTF-8 most plausibly have; empty if none is."""
    if wide := _wide(data):
        return wide
    sample = data[:_SAMPLE]
    as_utf8 = sample.decode("utf-8", "replace")
    if as_utf8.count("\ufffd") * 4 < sum(not c.isascii() for c in as_utf8):
        return ""  # UTF-8 that was damaged in a few places.
    # Western accents stand among ASCII letters; other scripts fill whole words.
    if len(_JOINED_TO_ASCII.findall(sample)) >= len(_IN_A_RUN.findall(sample)):
        turkish = _TURKISH.search(sample)
        return "Windows-1254 (Turkish)" if turkish else "Windows-1252 (Western European)"
    if _plausibly_arabic(sample.decode("cp1256", "replace")):
        return "Windows-1256 (Arabic)"
    if _plausibly_cyrillic(sample.decode("cp1251", "replace")):
        return "Windows-1251 (Cyrillic)"
    return ""


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32, told by a byte order mark or by where the NULs stand; empty if neither."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    sample = data[:_SAMPLE]
    fewer, more = sorted((sample[::2].count(0), sample[1::2].count(0)))
    # In any script with spaces they alone put a NUL beside one character in twenty.
    return "UTF-16" if more > 0 and more * 40 >= len(sample) and fewer * 10 <= more else ""


def _plausibly_arabic(text: str) -> bool:
    """Windows-1256 has accented letters where other encodings have their own; Arabic uses none."""
    return len(re.findall("[\u0600-\u06ff]", text)) >= 9 * len(re.findall("[À-öø-ÿŒœƒ]", text))


def _plausibly_cyrillic(text: str) -> bool:
    words = re.findall("[Ѐ-ҁ]{2,}", text)
    natural = sum(word[1:].islower() or word.isupper() for word in words)
    return bool(words) and natural * 10 >= 9 * len(words)
