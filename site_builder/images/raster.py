"""JPEG, PNG, GIF, WebP and AVIF: decoded within limits, made anew without metadata.

What a picture shows stays: orientation is applied, colours become sRGB, animations keep their
frames, times and repetitions. Everything else (EXIF with its places and thumbnails, XMP, IPTC,
comments, text chunks, further pictures, whatever follows the end) is left behind.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from site_builder.images.encoders import Picture, encoded, rendition
from site_builder.images.kinds import MOST_FRAMES, MOST_PIXELS, Refused

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_SCANS = 64
"""Of a JPEG; a progressive one has about ten, and each costs a pass over the whole picture."""
_LONGEST_WEBP_SIDE = 16_383
"""A container may claim more, but no frame can have it."""
_ORIENTATION = 0x0112
"""Number of the EXIF tag; its values 2 to 8 in the order of the transpositions below."""
_TRANSPOSITIONS = (
    "FLIP_LEFT_RIGHT",
    "ROTATE_180",
    "FLIP_TOP_BOTTOM",
    "TRANSPOSE",
    "ROTATE_270",
    "TRANSVERSE",
    "ROTATE_90",
)


def measure(data: bytes, *, format: str) -> tuple[int, int, int]:
    """(width, height, frames) as displayed; ``Refused`` unless all of it can be decoded."""
    with _guarded():
        frames = _decoded(data, format).frames
        return (*frames[0].size, len(frames))


def remake(data: bytes, *, format: str) -> bytes:
    """The same picture in the same format, from its pixels alone; ``Refused`` as ``measure``."""
    with _guarded():
        return encoded(_decoded(data, format), most=len(data))


def scaled(data: bytes, wanted: Sequence[tuple[int, str]], *, format: str) -> tuple[bytes, ...]:
    """The first frame so many pixels wide in each format; ``Refused`` as ``measure``.

    Width 0 is the picture's own.
    """
    with _guarded():
        whole = _in_full_colour(_decoded(data, format).frames[0])
        drawn = format in ("PNG", "GIF")
        made: dict[int, Image] = {}
        for width in {width for width, _ in wanted}:
            made[width] = _resized(whole, width)
        return tuple(rendition(made[width], name, drawn=drawn) for width, name in wanted)


def _in_full_colour(image: Image) -> Image:
    """In a mode that can be scaled: a palette has no colour between two of its own."""
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in ("I", "I;16"):
        # Of 16 bits the upper 8; converting would make all but the darkest white.
        return image.point(lambda level: level / 256).convert("L")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _resized(image: Image, width: int) -> Image:
    from PIL.Image import Resampling

    if not width or width == image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Resampling.LANCZOS, reducing_gap=3.0)


@contextmanager
def _guarded() -> Iterator[None]:
    """Pillow held to our limits for one picture, and whatever it raises told as ``Refused``."""
    from PIL import GifImagePlugin, Image

    kept = Image.MAX_IMAGE_PIXELS, GifImagePlugin.LOADING_STRATEGY
    # A second line of defence (a frame of a GIF may enlarge the canvas): Pillow raises above
    # twice this number. Frames that share a palette keep it, so that no colour changes.
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    shared = GifImagePlugin.LoadingStrategy.RGB_AFTER_DIFFERENT_PALETTE_ONLY
    GifImagePlugin.LOADING_STRATEGY = shared
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Refused:
        raise
    except Image.DecompressionBombError:
        raise _too_large() from None
    # Decoders raise anything at all on hostile bytes: struct.error, SyntaxError, MemoryError...
    except Exception as failure:
        raise Refused("cannot be decoded; export it anew from a picture editor") from failure
    finally:
        Image.MAX_IMAGE_PIXELS, GifImagePlugin.LOADING_STRATEGY = kept


def _too_large(width: int = 0, height: int = 0) -> Refused:
    size = f"has {width} x {height} pixels" if width else "is too large"
    return Refused(f"{size}; at most {MOST_PIXELS // 1_000_000} megapixels are published")


def _check_header(data: bytes, format: str) -> None:
    """Limits that must hold before Pillow so much as opens the file."""
    if format == "JPEG" and data.count(b"\xff\xda") > _MOST_SCANS:
        raise Refused("has too many scans; export it anew from a picture editor")
    if format == "WEBP" and data[12:16] == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        if width * height > MOST_PIXELS or max(width, height) > _LONGEST_WEBP_SIDE:
            raise _too_large(width, height)
    if format == "AVIF":
        from PIL import features

        if not features.check("avif"):
            raise Refused("needs a Pillow that knows AVIF; save it as WebP")


def _decoded(data: bytes, format: str) -> Picture:
    from PIL import Image

    _check_header(data, format)
    with Image.open(BytesIO(data), formats=(format,)) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise _too_large(*opened.size)
        orientation, first_compression = _orientation(opened), _compression(opened, data)
        frames: list[Image.Image] = []
        durations: list[int] = []
        for _ in _seeking(opened):
            opened.load()
            frames.append(_plain(opened, orientation))
            durations.append(min(max(round(opened.info.get("duration") or 0), 0), 600_000))
        if len(frames) > 1 and getattr(opened, "default_image", False):
            del frames[0], durations[0]  # Shown only where APNG is unknown.
        loop = opened.info.get("loop")
    size = frames[0].size
    # A browser clips what a frame draws outside the canvas.
    same = (f if f.size == size else f.crop((0, 0, *size)) for f in frames)
    return Picture(format, tuple(same), tuple(durations), loop, first_compression)


def _seeking(opened: Image) -> Iterator[None]:
    """Each frame in turn, within the limits on frames and on their pixels together."""
    pixels = 0
    for number in range(MOST_FRAMES + 1):
        if number and opened.format in ("JPEG", "MPO"):
            return  # Further pictures of a camera are no animation.
        try:
            opened.seek(number)
        except EOFError:
            return
        pixels += opened.width * opened.height
        if number == MOST_FRAMES or pixels > MOST_PIXELS:
            raise Refused(
                f"is too long an animation; at most {MOST_FRAMES} frames and "
                f"{MOST_PIXELS // 1_000_000} megapixels in all are published"
            )
        yield


def _orientation(opened: Image) -> int:
    try:
        return int(opened.getexif().get(_ORIENTATION, 1))
    except Exception:  # EXIF that cannot be read turns nothing, in browsers too.
        return 1


def _compression(opened: Any, data: bytes) -> dict[str, Any]:
    """How the file was compressed, in the words of Pillow's encoder, where that matters."""
    if opened.format in ("JPEG", "MPO") and opened.mode in ("L", "RGB"):
        from PIL.JpegImagePlugin import get_sampling

        return {"qtables": opened.quantization, "subsampling": get_sampling(opened)}
    return {"lossless": True} if opened.format == "WEBP" and b"VP8L" in data else {}


def _plain(opened: Image, orientation: int) -> Image:
    """A copy of the pixels as displayed, without any of the file's information."""
    from PIL import Image

    image = _srgb(opened.copy())
    if 2 <= orientation <= 8:
        image = image.transpose(Image.Transpose[_TRANSPOSITIONS[orientation - 2]])
    image.info = {key: image.info[key] for key in ("transparency",) if key in image.info}
    return image


def _srgb(image: Image) -> Image:
    """Colours of the file's ICC profile as sRGB, which is what a browser takes it for without."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "P"):
        return image
    from PIL import Image, ImageCms

    def converted(source: Image.Image, mode: str) -> Image.Image | None:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(
            source, own, ImageCms.createProfile("sRGB"), outputMode=mode
        )

    try:
        if image.mode == "P":
            colours = bytes(image.getpalette("RGB") or ())
            swatch = Image.frombytes("RGB", (len(colours) // 3, 1), colours)
            palette = converted(swatch, "RGB")
            if palette is not None:
                image.putpalette(palette.tobytes())
            return image
        source = image.convert("RGBA") if image.has_transparency_data else image
        return converted(source, "RGBA" if source.mode == "RGBA" else "RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image  # A broken or foreign profile is ignored, as browsers do.
