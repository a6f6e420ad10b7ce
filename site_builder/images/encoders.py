"""Pixels to bytes, one function a format, with nothing but the pixels going in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS_FOR_EFFORT = 4_000_000
"""Above this the strongest PNG compression takes longer than it is worth (3 s a megapixel)."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A still picture or an animation: pixels, and no information about them."""

    format: str
    """Pillow's name: JPEG, PNG, GIF, WEBP, AVIF."""
    frames: tuple[Image, ...]
    durations: tuple[int, ...]
    """Milliseconds of each frame."""
    loop: int | None
    """How often an animation repeats; 0 for ever, None where the file does not say."""
    compression: dict[str, Any] = field(default_factory=dict)
    """How the file was compressed, as options of Pillow's encoder."""


def encoded(picture: Picture, *, most: int) -> bytes:
    """The bytes of a picture: the first way of encoding it that needs at most ``most`` bytes.

    If none does, the smallest.
    """
    smallest = b""
    for options in _WAYS[picture.format](picture):
        try:
            made = _saved(picture, options)
        except (OSError, TypeError, ValueError):
            if not smallest:
                raise
            continue  # A file's own way of compressing may be one that Pillow cannot write.
        if not smallest or len(made) < len(smallest):
            smallest = made
        if len(smallest) <= most:
            break
    return smallest


def _saved(picture: Picture, options: dict[str, Any]) -> bytes:
    first, *others = _in_one_mode(picture)
    if others:
        options = {
            **options,
            "save_all": True,
            "append_images": others,
            "duration": list(picture.durations),
        }
        if picture.loop is not None:
            options["loop"] = picture.loop
    return _written(first, picture.format, options)


_MODES = {
    "JPEG": ("L", "RGB"),
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I", "I;16"),
    "GIF": ("1", "L", "P", "RGB", "RGBA"),
    "WEBP": ("RGB", "RGBA"),
    "AVIF": ("L", "RGB", "RGBA"),
}


def _in_one_mode(picture: Picture) -> Iterator[Image]:
    """The frames in a mode that the format knows; those of an animation all in the same."""
    frames, known = picture.frames, _MODES[picture.format]
    # Pillow confuses the palettes of a GIF whose frames differ in mode, and of an APNG.
    differ = len({frame.mode for frame in frames}) > 1
    if differ or (picture.format == "PNG" and len(frames) > 1):
        known = ("RGBA",)
    for frame in frames:
        if frame.mode in known:
            yield frame
        elif known == ("RGBA",) or (picture.format != "JPEG" and frame.has_transparency_data):
            yield frame.convert("RGBA")
        else:
            yield frame.convert("RGB")


def _jpeg(picture: Picture) -> Iterator[dict[str, Any]]:
    common = {"progressive": True, "optimize": True}
    yield {"quality": 85, **common}
    if picture.compression.get("subsampling", -1) >= 0:
        # A file of lower quality: with its own tables it neither grows nor loses much.
        yield {**picture.compression, **common}


def _png(picture: Picture) -> Iterator[dict[str, Any]]:
    yield {}
    if sum(f.width * f.height for f in picture.frames) <= _MOST_PIXELS_FOR_EFFORT:
        yield {"optimize": True}


def _gif(picture: Picture) -> Iterator[dict[str, Any]]:
    # Without clearing, a transparent pixel would show what the frame before had there.
    clears = len(picture.frames) > 1 and any(_see_through(f) for f in picture.frames)
    yield {"optimize": True, "disposal": 2 if clears else 1}


def _see_through(frame: Image) -> bool:
    if not frame.has_transparency_data:
        return False
    lowest, _ = frame.convert("RGBA").getchannel("A").getextrema()
    return not isinstance(lowest, tuple) and lowest < 255


def _webp(picture: Picture) -> Iterator[dict[str, Any]]:
    if "lossless" in picture.compression:
        yield {"lossless": True, "quality": 75, "method": 4}
        return
    for quality in (80, 60, 35):
        yield {"quality": quality, "method": 4}


def _avif(picture: Picture) -> Iterator[dict[str, Any]]:
    # One thread: the bytes must not depend on the machine.
    for quality in (70, 45, 20):
        yield {"quality": quality, "speed": 8, "max_threads": 1}


_WAYS = {"JPEG": _jpeg, "PNG": _png, "GIF": _gif, "WEBP": _webp, "AVIF": _avif}


# Measured on nine photographs 370 to 960 pixels wide, for one likeness to the original (SSIM
# 0.965): JPEG 80 takes 523 kB and 16 ms a megapixel; WebP 398 kB, 90 ms; AVIF at speed 8 385 kB,
# 190 ms, at speed 6 325 kB, 620 ms. WebP is read by every browser since 2020.
_RENDITION: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
    "PNG": {},
    "WEBP": {"quality": 78, "method": 4},
    "AVIF": {"quality": 65, "speed": 8, "max_threads": 1},
}
_LOSSLESS = {"lossless": True, "quality": 50, "method": 2}


def rendition(image: Image, format: str, *, drawn: bool) -> bytes:
    """A picture made smaller, for the screen. ``drawn`` says that it may be a drawing or a map.

    As WebP such a one is lossless where that takes no more: sharp edges stay sharp.
    """
    (made,) = _in_one_mode(Picture(format, (image,), (), None))
    data = _written(made, format, _RENDITION[format])
    if drawn and format == "WEBP":
        exact = _written(made, format, _LOSSLESS)
        return exact if len(exact) <= len(data) else data
    return data


def _written(image: Image, format: str, options: dict[str, Any]) -> bytes:
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()
