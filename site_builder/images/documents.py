"""PDF, plain text and CSV: examined, and published as they are.

The PDF examination finds by name what runs, sends or opens something, in the file's own bytes
(with ``#xx`` written out) and in its Flate-compressed object streams. It is no PDF parser: a
file that hides objects under another filter, or behind a password, is refused for that.
The metadata of a PDF stays in it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from site_builder.images.kinds import Refused

_MOST_INFLATED = 100_000_000
"""Bytes of a PDF's object streams together."""

_ACTIVE = re.compile(
    rb"/(JavaScript|Launch|SubmitForm|ImportData|GoToE|GoToR|RichMedia|Rendition|EmbeddedFiles?"
    rb"|OpenAction(?!\s*\[)|AA(?=\s*(?:<<|\d+\s+\d+\s+R))|XFA(?=\s*[\[\d]))(?![\w-])"
)
"""ISO 32000-2, 12.6.4. ``/OpenAction [...]`` is the page to open at, not an action."""
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_PLAIN_FLATE = re.compile(rb"/Filter\s*(?:\[\s*/(?:FlateDecode|Fl)\s*\]|/(?:FlateDecode|Fl)(?!\w))")
_UNUSUAL = re.compile(rb"/(?:DecodeParms|DP|F|FFilter|FDecodeParms)(?!\w)")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# A cell may be quoted; + - @ begin a formula only if something is called or linked in it.
_FORMULA = re.compile(r"(?:^|[,;\t])\"? *(?:=|[+\-@][^,;\t\"\n]*[(|!])", re.MULTILINE)

_NO_SIZE = (0, 0)


def measure_text(data: bytes) -> tuple[int, int]:
    """(0, 0) for UTF-8 text; ``Refused`` for anything else."""
    _text(data)
    return _NO_SIZE


def measure_csv(data: bytes) -> tuple[int, int]:
    """(0, 0) for UTF-8 text without formulas, which a reader's spreadsheet would run."""
    text = _text(data)
    if found := _FORMULA.search(text):
        line = text.count("\n", 0, found.end()) + 1
        raise Refused(f"has a formula in a cell on line {line}; put an apostrophe before it")
    return _NO_SIZE


def measure_pdf(data: bytes) -> tuple[int, int]:
    """(0, 0) for a PDF that only shows pages; ``Refused`` for one that does more."""
    spelled = _spelled_out(data)
    if re.search(rb"/Encrypt(?!\w)", spelled):
        raise Refused("is encrypted; save it without a password")
    for part in (spelled, *_object_streams(data)):
        if found := _ACTIVE.search(part):
            does = found[1].decode("ascii")
            raise Refused(f"does more than show pages (/{does}); print it to a new PDF")
    return _NO_SIZE


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        raise Refused(f"is not UTF-8 text on line {line}; save it as UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Refused(f"has the control character U+{ord(found[0]):04X} on line {line}; delete it")
    return text


def _spelled_out(data: bytes) -> bytes:
    """With ``/Java#53cript`` as ``/JavaScript`` (ISO 32000-2, 7.3.5)."""
    return _HEX.sub(lambda found: bytes((int(found[1], 16),)), data)


def _object_streams(data: bytes) -> Iterator[bytes]:
    """What the compressed object streams hold (ISO 32000-2, 7.5.7)."""
    left, done = _MOST_INFLATED, 0
    while stream := _STREAM.search(data, done):
        start = max(done, data.rfind(b"obj", done, stream.start()))
        header = _spelled_out(data[start : stream.start()])
        done = stream.end()
        if b"/ObjStm" not in header or b"/Filter" not in header:
            continue  # What is not compressed was seen with the file's own bytes.
        if not _PLAIN_FLATE.search(header) or _UNUSUAL.search(header):
            raise Refused("is compressed in an unusual way; print it to a new PDF")
        end = data.find(b"endstream", done)
        held = _inflated(data[done:end], left) if end >= 0 else None
        if held is None:
            raise Refused("is damaged or holds too much; print it to a new PDF")
        done, left = end, left - len(held)
        yield _spelled_out(held)


def _inflated(data: bytes, most: int) -> bytes | None:
    """None where the data is damaged or inflates to ``most`` bytes."""
    inflate = zlib.decompressobj()
    try:
        held = inflate.decompress(data, most) if most > 0 else b""
    except zlib.error:
        return None
    return held if inflate.eof else None
