"""The types of file that are published, how each begins, and the limits on all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

MOST_BYTES = 50_000_000
"""Of a file as contributed."""
MOST_PIXELS = 50_000_000
"""Of a picture; of all frames of an animation together."""
MOST_FRAMES = 1_000


class Refused(Exception):
    """Why a file is not published, as the rest of a sentence that begins with its name."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of file and how its bytes begin."""

    name: str
    """As people say it, with its article."""
    media_type: str
    """Empty for what is not published."""
    suffixes: tuple[str, ...]
    beginning: re.Pattern[bytes]
    instead: str = ""
    """What to do with a file that is not published."""


def _kind(name: str, media_type: str, suffixes: str, beginning: bytes, instead: str = "") -> Kind:
    return Kind(
        name, media_type, tuple(suffixes.split()), re.compile(beginning, re.DOTALL), instead
    )


_ANYTHING = rb""
_NOTHING = rb"(?!)"
_SVG = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!DOCTYPE\s+svg|<(?:\w+:)?svg[\s>])"

KINDS = (
    _kind("a JPEG", "image/jpeg", ".jpg .jpeg", rb"\xff\xd8\xff"),
    _kind("a PNG", "image/png", ".png", rb"\x89PNG\r\n\x1a\n"),
    _kind("a GIF", "image/gif", ".gif", rb"GIF8[79]a"),
    _kind("a WebP", "image/webp", ".webp", rb"RIFF.{4}WEBP"),
    _kind("an AVIF", "image/avif", ".avif", rb"....ftypavi[fs]"),
    _kind("a PDF", "application/pdf", ".pdf", rb"%PDF-"),
    _kind("a HEIC", "", ".heic .heif", rb"....ftyp(?:hei|hev|mif|msf)", "export it as JPEG"),
    _kind("a TIFF", "", ".tif .tiff", rb"II\*\0|MM\0\*", "export it as JPEG or PNG"),
    _kind("a BMP", "", ".bmp", rb"BM.{4}\0{4}", "export it as PNG"),
    _kind("a Photoshop file", "", ".psd", rb"8BPS", "export it as JPEG or PNG"),
    _kind(
        "a ZIP archive or office file",
        "",
        ".zip .docx .xlsx .odt .ods .pptx",
        rb"PK[\x03\x05]",
        "export it as PDF or CSV",
    ),
    _kind("an office file", "", ".doc .xls .ppt", rb"\xd0\xcf\x11\xe0", "export it as PDF or CSV"),
    _kind("compressed", "", ".gz .svgz .tgz", rb"\x1f\x8b", "unpack it"),
    _kind("sound", "", ".mp3", rb"ID3|\xff[\xfb\xf3\xf2]", "link to where it is kept"),
    _kind("sound or video", "", ".ogg .oga .ogv", rb"OggS", "link to where it is kept"),
    _kind("sound", "", ".wav", rb"RIFF.{4}WAVE", "link to where it is kept"),
    _kind("video", "", ".mp4 .m4a .mov", rb"....ftyp", "link to where it is kept"),
    _kind("video", "", ".webm .mkv", rb"\x1aE\xdf\xa3", "link to where it is kept"),
    _kind("an SVG", "image/svg+xml", ".svg", _SVG),
    _kind("a web page", "", ".html .htm", rb"\s*<(?:!DOCTYPE\s+html|html)", "make it an article"),
    _kind("a CSV table", "text/csv", ".csv", _ANYTHING),
    _kind("plain text", "text/plain", ".txt", _ANYTHING),
)
"""In the order in which bytes are held against them."""

MEDIA_TYPES = {suffix: k.media_type for k in KINDS if k.media_type for suffix in k.suffixes}
"""File suffix (lower case, with its dot) -> media type of everything that is published."""

_TEXT = ("text/plain", "text/csv")
_MARKUP = ("a web page", "an SVG")
_BY_TYPE = {kind.media_type: kind for kind in KINDS if kind.media_type}


def expected_type(name: str) -> str:
    """The media type that a file's name promises; ``Refused`` if that is not published."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in MEDIA_TYPES:
        return MEDIA_TYPES[suffix]
    for kind in KINDS:
        if suffix in kind.suffixes:
            raise Refused(f"is {kind.name}, which is not published; {kind.instead}")
    raise Refused(f"is of a type that is not published; use one of {' '.join(sorted(MEDIA_TYPES))}")


def confirm(data: bytes, media_type: str, name: str = "file") -> None:
    """``Refused`` unless the bytes begin as the media type does, and are not too many or none."""
    kind = _BY_TYPE.get(media_type)
    if kind is None:
        raise Refused("is of a type that is not published")
    if not data:
        raise Refused("is empty")
    if len(data) > MOST_BYTES:
        raise Refused(f"is larger than {MOST_BYTES // 1_000_000} MB")
    actual = next(k for k in KINDS if k.beginning.match(data))
    if actual is kind:
        return
    if media_type in _TEXT and (actual.media_type in _TEXT or actual.name in _MARKUP):
        return
    if actual.media_type in _TEXT:
        raise Refused(f"is not {kind.name}")
    if actual.media_type:
        stem = PurePosixPath(name).stem
        raise Refused(f"is {actual.name}; name it {stem}{actual.suffixes[0]}")
    raise Refused(f"is {actual.name}, not {kind.name}; {actual.instead}")
