"""Which addresses contributed content may hold: http, https, mailto and relative ones.

The grammar is RFC 3986; what browsers make of a malformed address is the WHATWG URL
standard, and where the two differ the address is refused. An address that only a trick
could explain (an encoded colon, an invisible character, a user name) is refused as well.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Literal
from urllib.parse import unquote

Kind = Literal["link", "image", "source"]
"""A link of a text; an image of a text; a header field that names an address on the web."""

_Verdict = tuple[str, str]
_SCHEMES = ("http", "https", "mailto")
_SCHEME = re.compile(r"[^:/?#]*:")
_WEB = re.compile(r"https?://(?P<authority>[^/?#]*)", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.IGNORECASE)
_MAILBOX = re.compile(r"mailto:[^@?\s]+@[^@?\s]+(?:\?.*)?", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ENCODED_TRICK = re.compile(r"%(?:2e|2f|5c|[01][0-9a-f]|7f)", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9_./~#-]+")
# Letters by category, invisible by Unicode's Default_Ignorable_Code_Point.
_IGNORABLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_TO_ENCODE = re.compile(r"[\"<>\\^`{|}\s]")


def check(url: str, *, kind: Kind) -> str | None:
    """What is wrong with an address, as a phrase for a message; None when it may be used."""
    verdict = _judge(url, kind)
    return verdict[0] if verdict else None


def advice(url: str, *, kind: Kind) -> str:
    """What to write instead of a refused address; empty when there is nothing to say."""
    verdict = _judge(url, kind)
    return verdict[1] if verdict else ""


def is_relative(url: str) -> bool:
    """Whether an address stays on this site: no scheme, no host of its own."""
    return not _SCHEME.match(url) and not url.startswith(("//", "\\\\", "/\\", "\\/"))


def tidy(url: str) -> str:
    """An accepted address with the characters that RFC 3986 has no place for percent-encoded."""
    if _PLAIN.fullmatch(url):
        return url
    url = _STRAY_PERCENT.sub("%25", url)
    url = _TO_ENCODE.sub(lambda m: "".join(f"%{b:02X}" for b in m.group().encode()), url)
    web = _WEB.match(url)
    start = web.end() if web else 0
    rest = url[start:].replace("[", "%5B").replace("]", "%5D")
    path, mark, fragment = rest.partition("#")
    return url[:start] + path + mark + fragment.replace("#", "%23")


def shown(url: str) -> str:
    """An address fit for a message: invisible characters spelled out, and not too long."""
    text = "".join(
        c if c.isprintable() and not _is_invisible(c) else f"<U+{ord(c):04X}>" for c in url
    )
    return text if len(text) <= 80 else text[:77] + "..."


def _judge(url: str, kind: Kind) -> _Verdict | None:
    if kind == "link" and _PLAIN.fullmatch(url) and not url.startswith("//"):
        return None
    return _bad_character(url, kind) or _bad_scheme(url, kind) or _bad_for(url, kind)


def _bad_character(url: str, kind: Kind) -> _Verdict | None:
    if not url:
        return ("the address is empty", "write where it leads, or remove the link")
    for character in url:
        if character.isspace():
            hint = "write a space as %20"
            if kind == "image" and is_relative(url):
                hint = "give the file a name without spaces"
            return (f"the address '{shown(url)}' has a space in it", hint)
        if _is_invisible(character):
            return (
                f"the address '{shown(url)}' has an invisible character in it",
                "remove it, or percent-encode it if it belongs there",
            )
    if "\\" in url:
        return (f"the address '{shown(url)}' has a backslash in it", "write / instead")
    return None


def _bad_scheme(url: str, kind: Kind) -> _Verdict | None:
    if url.startswith("//"):
        return (f"the address '{shown(url)}' does not say its scheme", "begin it with https://")
    scheme = _scheme(url)
    if scheme is not None and scheme not in _SCHEMES:
        return (
            f"the address '{shown(url)}' begins with '{shown(scheme)}:', which is not allowed",
            "use an address that begins with https:// or http://"
            if kind == "source"
            else "use an address that begins with https://, http:// or mailto:, or a relative one",
        )
    for plain in _decodings(url):
        hidden = _scheme(plain)
        if plain.startswith(("//", "\\")) or hidden != scheme:
            return (
                f"the address '{shown(url)}' hides where it leads",
                "write the address without entities and percent-encoding before its first /",
            )
    return None


def _bad_for(url: str, kind: Kind) -> _Verdict | None:
    scheme = _scheme(url)
    if kind == "image":
        if scheme is not None:
            return (
                f"the image '{shown(url)}' is on another site",
                "save it beside the article and write its file name",
            )
    elif kind == "source" and scheme not in ("http", "https"):
        return (
            f"'{shown(url)}' is not the address of a page on the web",
            "write the whole address, beginning with https://",
        )
    if scheme is None:
        return _bad_path(url)
    return _bad_mailbox(url) if scheme == "mailto" else _bad_host(url)


def _bad_host(url: str) -> _Verdict | None:
    web = _WEB.match(url)
    authority = web["authority"] if web else ""
    if "@" in authority:
        return (
            f"the address '{shown(url)}' has a user name before its host",
            "remove everything between // and @",
        )
    if not _HOST.fullmatch(authority):
        return (
            f"the address '{shown(url)}' has no proper host",
            "write it as https://example.org/page",
        )
    if unicodedata.normalize("NFKC", authority) != authority:
        return (
            f"the host of '{shown(url)}' has characters that only look like others",
            "write the host in plain letters",
        )
    return None


def _bad_mailbox(url: str) -> _Verdict | None:
    if not _MAILBOX.fullmatch(url) or re.search(r"%0[ad]", url, re.IGNORECASE):
        return (f"'{shown(url)}' is not a mail address", "write it as mailto:name@example.org")
    return None


def _bad_path(url: str) -> _Verdict | None:
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    if _ENCODED_TRICK.search(path):
        return (
            f"the path '{shown(url)}' has an encoded dot, slash or control character",
            "write dots and slashes as they are",
        )
    return None


def _scheme(url: str) -> str | None:
    found = _SCHEME.match(url)
    return found.group()[:-1].lower() if found else None


def _decodings(url: str) -> list[str]:
    """The address as ever more forgiving readers would see it, at most four steps on."""
    found: list[str] = []
    for _ in range(4):
        seen = found[-1] if found else url
        # What follows the first of / ? # can hide no scheme.
        head = re.split(r"[/?#]", seen, maxsplit=1)[0] if not seen.startswith("/") else seen
        plain = unquote(unescape(head)) + seen[len(head) :]
        plain = "".join(c for c in plain if not c.isspace() and not _is_invisible(c))
        if plain == seen:
            break
        found.append(plain)
    return found


def _is_invisible(character: str) -> bool:
    if character < "\x7f":
        return character < " "
    category = unicodedata.category(character)
    return category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or character in _IGNORABLE
