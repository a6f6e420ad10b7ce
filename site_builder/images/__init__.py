"""Files beside articles: which may be published, and what they are published as.

| file | duty |
|---|---|
| ``kinds`` | the types that are published, how each begins, the limits |
| ``raster``, ``encoders`` | JPEG, PNG, GIF, WebP, AVIF: decoded, made anew without metadata |
| ``svg``, ``svg_rules`` | SVG: parsed, held against an allow-list, written anew |
| ``documents`` | PDF, plain text, CSV: examined, published as they are |

To add a type, add it to ``kinds.KINDS`` and its two functions to ``_MEASURE`` and ``_REMAKE``.
Sound and video are not published: their metadata (places, devices, names) cannot be taken out
without more tools. The metadata of a PDF (author, program) stays in it: editors are told so in
the docs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from site_builder.images import documents, raster, svg
from site_builder.images.kinds import MEDIA_TYPES, Refused, confirm, expected_type

__all__ = ["MEDIA_TYPES", "Form", "Inspected", "clean", "inspect", "renditions"]

Form = tuple[int, str]
"""Width in pixels and media type of a picture to be made; 0 is the size that the file has."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be published."""

    media_type: str
    width: int = 0
    height: int = 0
    """CSS pixels as displayed; 0 for what has none."""
    frames: int = 0
    """Pictures in it: 1 for a photograph, more for an animation, 0 for what has no pixels."""


_RASTER = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
}
_MEASURE: Mapping[str, Callable[[bytes], tuple[int, ...]]] = {
    **{media_type: partial(raster.measure, format=name) for media_type, name in _RASTER.items()},
    "image/svg+xml": svg.measure,
    "application/pdf": documents.measure_pdf,
    "text/plain": documents.measure_text,
    "text/csv": documents.measure_csv,
}
_REMAKE: Mapping[str, Callable[[bytes], bytes]] = {
    **{media_type: partial(raster.remake, format=name) for media_type, name in _RASTER.items()},
    "image/svg+xml": svg.remake,
}


def inspect(data: bytes, name: str) -> Inspected | str:
    """What a file is, or why it is refused: a sentence that begins with its name.

    Never raises, whatever the bytes; a picture is decoded in full, within the limits of ``kinds``.
    """
    try:
        media_type = expected_type(name)
        confirm(data, media_type, name)
        measured = _MEASURE[media_type](data)
    except Refused as refusal:
        return f"{name} {refusal}"
    return Inspected(media_type, *measured)


def clean(data: bytes, media_type: str) -> bytes:
    """The bytes to publish: pictures made anew without metadata, documents as they are.

    Never raises; empty for what ``inspect`` refuses. Equal bytes give equal bytes.
    """
    try:
        confirm(data, media_type)
        if media_type in _REMAKE:
            return _REMAKE[media_type](data)
        _MEASURE[media_type](data)
        return data
    except Refused:
        return b""


def renditions(data: bytes, media_type: str, forms: Sequence[Form]) -> tuple[bytes, ...]:
    """A still picture in other sizes and types, from its pixels alone, decoded once for all.

    Never raises; empty for what ``inspect`` refuses. Equal bytes give equal bytes.
    """
    try:
        confirm(data, media_type)
        wanted = [(width, _RASTER[of_type]) for width, of_type in forms]
        return raster.scaled(data, wanted, format=_RASTER[media_type])
    except (Refused, KeyError):
        return (b"",) * len(forms)
