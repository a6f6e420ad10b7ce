"""The bytes of a clipped file -> its text: HTML, a web archive (MHTML), plain text."""

from __future__ import annotations

import base64
import binascii
import codecs
import email
import re
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from site_builder import characters
from site_builder.clip.values import Saved
from site_builder.problems import Problem

MOST_BYTES = 50_000_000
MOST_TEXT = 10_000_000
"""Bytes of the page itself, without its pictures."""
MOST_PARTS = 2_000

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_LOOKS_LIKE_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1)\b", re.I)
_MIME = re.compile(rb"(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){1,40}?"
                   rb"content-type:\s*multipart/related", re.I)  # fmt: skip
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+?)\s*-->")
_DATA_URL = re.compile(r"data:image/[\w.+-]+((?:;[\w=-]+)*),(.*)", re.IGNORECASE | re.DOTALL)


def take_apart(data: bytes, name: str) -> Saved | Problem:
    """What a clipped file holds, or why it cannot be read."""
    if _MIME.match(data[:20_000]):
        return _web_archive(data, name)
    html = name.lower().endswith((".html", ".htm", ".xhtml")) or (
        not name.lower().endswith((".txt", ".md", ".text"))
        and _LOOKS_LIKE_HTML.search(data[:4_000]) is not None
    )
    text = _decoded(data, "", name) if html else characters.decode(data, name)
    if isinstance(text, Problem):
        return text
    if len(text) > MOST_TEXT:
        return Problem(name, 0, 0, "this text is too long to be one article", "divide it")
    if not text.strip():
        return Problem(name, 0, 0, "this file is empty", "save the page again")
    return Saved(text, html, _saved_from(text) if html else "")


def picture_in(src: str) -> bytes | None:
    """The bytes of a picture that a page holds in a ``data:`` address."""
    found = _DATA_URL.fullmatch(src.strip())
    if not found:
        return None
    try:
        if ";base64" in found[1].lower():
            return base64.b64decode("".join(unquote_to_bytes(found[2]).decode("ascii").split()))
        return unquote_to_bytes(found[2])
    except (ValueError, binascii.Error):
        return None


def _saved_from(text: str) -> str:
    found = _SAVED_FROM.search(text[:4_000])
    return found[1] if found else ""


def _web_archive(data: bytes, name: str) -> Saved | Problem:
    """RFC 2557: the first HTML part is the page, the others are what it shows."""
    message = email.message_from_bytes(data, policy=default)
    page: EmailMessage | None = None
    parts: list[tuple[str, bytes]] = []
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        if page is None and part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part
        elif part.get_content_maintype() == "image":
            found = _payload(part)
            parts += [(place, found) for place in _places(part)]
    if page is None:
        hint = "save it as 'web page, complete'"
        return Problem(name, 0, 0, "there is no page in this web archive", hint)
    body = _payload(page)
    if len(body) > MOST_TEXT:
        return Problem(name, 0, 0, "this page is too long to be one article", "divide it")
    text = _decoded(body, str(page.get_content_charset() or ""), name)
    if isinstance(text, Problem):
        return text
    said = message.get("Snapshot-Content-Location") or page.get("Content-Location") or ""
    url = str(said).strip()
    return Saved(text, True, url, _day(str(message.get("Date") or "")), tuple(parts))


def _payload(part: EmailMessage) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _places(part: EmailMessage) -> list[str]:
    """The names by which the page may call a part."""
    named = [str(part.get("Content-Location") or "").strip()]
    if cid := str(part.get("Content-ID") or "").strip().strip("<>"):
        named.append(f"cid:{cid}")
    return [one for one in named if one]


def _day(date: str) -> str:
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def _decoded(data: bytes, charset: str, name: str) -> str | Problem:
    """A page's text, by its byte order mark, what it says of itself, or as UTF-8."""
    marks = (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    )
    said = next((encoding for mark, encoding in marks if data.startswith(mark)), charset)
    if not said and (found := _META_CHARSET.search(data[:4_000])):
        said = found[1].decode("ascii")
    if said:
        try:
            # What the web calls Latin-1 is Windows-1252 (WHATWG Encoding Standard).
            wanted = "cp1252" if codecs.lookup(said).name in ("iso8859-1", "ascii") else said
            return data.decode(wanted).lstrip("\ufeff")
        except (LookupError, ValueError):
            pass
    return characters.decode(data, name)
