"""Files beside articles: what may be published, and as what."""

from __future__ import annotations

import random
import struct
import time
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageSequence, PngImagePlugin

from site_builder.images import MEDIA_TYPES, Inspected, clean, inspect, raster, renditions
from site_builder.images.kinds import MOST_PIXELS

SECRET = b"SECRET-33.3152N-44.3661E"


def photo(width: int = 64, height: int = 40, mode: str = "RGB") -> Image.Image:
    """A picture with a light corner, so that its orientation can be seen."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.paste((250, 20, 20), (0, 0, width // 4, height // 4))
    return image.convert(mode)


def saved(image: Image.Image, format: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010E] = SECRET.decode()
    found.get_ifd(0x8825).update({1: "N", 2: (33.0, 18.0, 54.0), 3: "E", 4: (44.0, 21.0, 58.0)})
    return found


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def alike(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart: the mean difference of their levels, 0 to 255."""
    levels = ImageChops.difference(one, other).convert("L").tobytes()
    return sum(levels) / len(levels)


def frames_of(data: bytes) -> list[tuple[bytes, float]]:
    frames = ImageSequence.Iterator(opened(data))
    return [(f.convert("RGBA").tobytes(), f.info.get("duration", 0)) for f in frames]


FORMATS = ["JPEG", "PNG", "GIF", "WEBP", "AVIF"]
TYPE = {name: f"image/{name.lower()}" for name in FORMATS}
NAME = {name: f"kobani.{name.lower()}" for name in FORMATS}


# --- in other sizes and types ----------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_a_picture_is_made_narrower_in_its_shape_and_says_nothing_of_the_file(format: str) -> None:
    told = {} if format == "GIF" else {"exif": exif(), "xmp": b"<x:xmpmeta>" + SECRET}
    data = saved(photo(640, 400), format, icc_profile=srgb_profile(), **told)
    forms = [(320, "image/webp"), (160, "image/jpeg"), (0, "image/webp"), (160, "image/png")]
    made = renditions(data, TYPE[format], forms)
    assert made == renditions(data, TYPE[format], forms)
    assert [opened(one).format for one in made] == ["WEBP", "JPEG", "WEBP", "PNG"]
    assert [opened(one).size for one in made] == [(320, 200), (160, 100), (640, 400), (160, 100)]
    for one in made:
        assert SECRET not in one and b"Exif" not in one and b"ICC" not in one
        assert not opened(one).getexif()
        assert {"exif", "xmp", "icc_profile", "comment"} & opened(one).info.keys() == set()
        assert alike(opened(one).convert("RGB").resize((64, 40)), photo(64, 40)) < 12


def test_a_narrower_picture_stands_as_a_camera_held_it() -> None:
    data = saved(photo(640, 400), "JPEG", exif=exif(orientation=6))
    (made,) = renditions(data, "image/jpeg", [(200, "image/webp")])
    upright = opened(made)
    assert upright.size == (200, 320)
    red, green, _ = upright.convert("RGB").getpixel((190, 10))  # type: ignore[misc]
    assert red > 200 and green < 80


def test_a_narrower_picture_lets_the_page_shine_through_where_it_did() -> None:
    whole = photo(640, 400, "RGBA")
    whole.paste((0, 0, 0, 0), (320, 0, 640, 400))
    for data, of_type in (
        (saved(whole, "PNG"), "image/png"),
        (saved(whole.quantize(), "PNG"), "image/png"),
        (saved(whole, "WEBP"), "image/webp"),
    ):
        (made,) = renditions(data, of_type, [(320, "image/webp")])
        alpha = opened(made).getchannel("A")
        assert alpha.getpixel((300, 100)) == 0 and alpha.getpixel((20, 100)) == 255


def test_sixteen_bits_of_grey_are_scaled_and_not_cut_off() -> None:
    grey = Image.new("I;16", (640, 400), 32_768)
    (made,) = renditions(saved(grey, "PNG"), "image/png", [(320, "image/webp")])
    level = opened(made).convert("L").getpixel((10, 10))
    assert isinstance(level, int | float) and abs(level - 128) <= 2


def test_a_drawing_keeps_its_colours_to_the_letter_where_that_takes_no_more() -> None:
    chart = Image.new("RGB", (640, 400), "white")
    chart.paste((125, 27, 75), (100, 100, 300, 300))
    (made,) = renditions(saved(chart, "PNG"), "image/png", [(0, "image/webp")])
    assert b"VP8L" in made and chart.tobytes() == opened(made).convert("RGB").tobytes()


def test_what_is_refused_has_no_narrower_form_either() -> None:
    hostile = saved(photo(), "JPEG")[:300]
    assert renditions(hostile, "image/jpeg", [(32, "image/webp")] * 2) == (b"", b"")
    assert renditions(b"%PDF-1.7", "application/pdf", [(32, "image/webp")]) == (b"",)


# --- names and beginnings --------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_each_kind_of_picture_is_known_with_its_size(format: str) -> None:
    data = saved(photo(), format)
    assert inspect(data, NAME[format]) == Inspected(TYPE[format], 64, 40, 1)
    assert inspect(data, NAME[format].upper()) == Inspected(TYPE[format], 64, 40, 1)
    assert opened(clean(data, TYPE[format])).size == (64, 40)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (saved(photo(), "PNG"), "kobani.jpg", "kobani.jpg is a PNG; name it kobani.png"),
        (saved(photo(), "JPEG"), "a.b.webp", "a.b.webp is a JPEG; name it a.b.jpg"),
        (b"%PDF-1.7\n", "x.png", "x.png is a PDF; name it x.pdf"),
        (saved(photo(), "GIF"), "x.txt", "x.txt is a GIF; name it x.gif"),
        (saved(photo(), "TIFF"), "x.jpg", "x.jpg is a TIFF, not a JPEG; export it as JPEG or PNG"),
        (b"\0\0\0\x18ftypheic\0\0", "x.jpg", "x.jpg is a HEIC, not a JPEG; export it as JPEG"),
        (
            b"<html><script>1</script>",
            "x.png",
            "x.png is a web page, not a PNG; make it an article",
        ),
        (b"#!/bin/sh\n", "x.png", "x.png is not a PNG"),
        (b"hello", "x.svg", "x.svg is not an SVG"),
        (b"", "x.png", "x.png is empty"),
        (b"ID3\x04", "x.mp3", "x.mp3 is sound, which is not published; link to where it is kept"),
        (
            b"PK\x03\x04",
            "x.docx",
            "x.docx is a ZIP archive or office file, which is not published; "
            "export it as PDF or CSV",
        ),
        (
            b"MZ",
            "x.exe",
            "x.exe is of a type that is not published; use one of "
            ".avif .csv .gif .jpeg .jpg .pdf .png .svg .txt .webp",
        ),
        (
            b"x",
            "README",
            "README is of a type that is not published; use one of "
            ".avif .csv .gif .jpeg .jpg .pdf .png .svg .txt .webp",
        ),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    data: bytes, name: str, message: str
) -> None:
    assert inspect(data, name) == message


def test_a_file_of_too_many_bytes_is_refused_unread() -> None:
    assert inspect(b"%PDF-" + bytes(50_000_001), "x.pdf") == "x.pdf is larger than 50 MB"


# --- what is left behind ---------------------------------------------------------------


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_places_and_descriptions_in_exif_and_xmp_are_not_published(format: str) -> None:
    data = saved(photo(), format, exif=exif(), xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>")
    assert SECRET in data and opened(data).getexif().get_ifd(0x8825)
    made = clean(data, TYPE[format])
    image = opened(made)
    assert SECRET not in made and b"xmpmeta" not in made and b"Exif" not in made
    assert not image.getexif() and "exif" not in image.info and "xmp" not in image.info


def test_comments_thumbnails_and_what_follows_a_jpeg_are_not_published() -> None:
    data = saved(photo(), "JPEG", comment=SECRET, icc_profile=None)
    segment = b"\xff\xed" + struct.pack(">H", len(SECRET) + 2) + SECRET  # IPTC
    data = data[:2] + segment + data[2:] + b"PK\x03\x04" + SECRET
    made = clean(data, "image/jpeg")
    assert SECRET in data and SECRET not in made
    assert made.endswith(b"\xff\xd9")


def test_text_and_private_chunks_and_what_follows_a_png_are_not_published() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET.decode())
    info.add_text("Software", SECRET.decode(), zip=True)
    info.add_itxt("Description", SECRET.decode())
    info.add(b"prVt", SECRET)
    data = saved(photo(), "PNG", pnginfo=info, dpi=(300, 300)) + SECRET
    made = clean(data, "image/png")
    assert SECRET in data and SECRET not in made
    assert [made[i : i + 4] for i in chunk_starts(made)] == [b"IHDR", b"IDAT", b"IEND"]


def chunk_starts(png: bytes) -> list[int]:
    starts, at = [], 8
    while at < len(png):
        starts.append(at + 4)
        at += 12 + int.from_bytes(png[at : at + 4], "big")
    return starts


def test_comments_of_a_gif_and_a_script_after_it_are_not_published() -> None:
    data = saved(photo().quantize(), "GIF", comment=SECRET) + b"*/alert(1)//" + SECRET
    made = clean(data, "image/gif")
    assert SECRET in data and SECRET not in made and b"alert" not in made


def swapped_profile() -> bytes:
    """A profile in which what is written as red is green: the tags of both are exchanged."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, green = srgb.index(b"rXYZ"), srgb.index(b"gXYZ")
    swapped = bytearray(srgb)
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(swapped)


@pytest.mark.parametrize(
    ("format", "mode"),
    [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "P"), ("PNG", "RGBA"), ("WEBP", "RGB")],
)
def test_colours_of_a_profile_become_srgb_and_the_profile_is_left_behind(
    format: str, mode: str
) -> None:
    red = Image.new("RGB", (16, 16), (200, 10, 10))
    red = red.quantize(4) if mode == "P" else red.convert(mode)
    made = opened(clean(saved(red, format, icc_profile=swapped_profile()), TYPE[format]))
    assert "icc_profile" not in made.info and made.mode == mode
    assert close(made, Image.new("RGB", (16, 16), (10, 200, 10)), within=16)


def close(one: Image.Image, other: Image.Image, within: int = 24) -> bool:
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return all(high <= within for _, high in difference.getextrema())  # type: ignore[misc]


def test_a_broken_colour_profile_does_not_cost_the_picture() -> None:
    data = saved(photo(), "PNG", icc_profile=b"not a profile")
    assert close(opened(clean(data, "image/png")), photo(), within=0)


# --- what stays ------------------------------------------------------------------------


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_as_its_camera_was_held(format: str, orientation: int) -> None:
    from PIL import ImageOps

    data = saved(photo(), format, exif=exif(orientation), quality=95)
    expected = ImageOps.exif_transpose(opened(data))
    found = inspect(data, NAME[format])
    assert isinstance(found, Inspected)
    assert (found.width, found.height) == expected.size
    assert found.width < found.height or orientation < 5
    made = opened(clean(data, TYPE[format]))
    assert made.size == expected.size
    assert close(made, expected, within=90)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_keeps_every_pixel(mode: str) -> None:
    image = photo().convert("I").convert("I;16") if mode == "I;16" else photo(mode=mode)
    data = saved(image, "PNG")
    made = opened(clean(data, "image/png"))
    assert made.mode == opened(data).mode
    assert made.tobytes() == opened(data).tobytes()


@pytest.mark.parametrize("transparency", [3, b"\x00\x80\xff"])
def test_transparent_colours_of_a_palette_stay_transparent(transparency: int | bytes) -> None:
    data = saved(photo().quantize(16), "PNG", transparency=transparency)
    made = opened(clean(data, "image/png"))
    assert made.convert("RGBA").tobytes() == opened(data).convert("RGBA").tobytes()


def test_a_lossless_webp_keeps_every_pixel() -> None:
    data = saved(photo(mode="RGBA"), "WEBP", lossless=True)
    made = opened(clean(data, "image/webp"))
    assert made.convert("RGBA").tobytes() == opened(data).convert("RGBA").tobytes()


def test_a_print_picture_becomes_one_for_the_screen() -> None:
    assert opened(clean(saved(photo(mode="CMYK"), "JPEG"), "image/jpeg")).mode == "RGB"


def animation(format: str, **options: Any) -> bytes:
    frames = []
    for number in range(5):
        frame = Image.new("RGB", (40, 30), (200, 220, 240))
        frame.paste((180, 30, 30), (number * 6, 4, number * 6 + 10, 14))
        frames.append(frame)
    common = {"save_all": True, "append_images": frames[1:], "duration": [100, 200, 300, 400, 500]}
    return saved(frames[0], format, **common, loop=3, **options)


@pytest.mark.parametrize(
    ("format", "options"),
    [("GIF", {}), ("GIF", {"optimize": True}), ("WEBP", {"lossless": True}), ("PNG", {})],
)
def test_an_animation_keeps_its_frames_times_and_repetitions(
    format: str, options: dict[str, Any]
) -> None:
    data = animation(format, **options)
    made = clean(data, TYPE[format])
    assert frames_of(made) == frames_of(data)
    assert opened(made).info["loop"] == opened(data).info["loop"] == 3
    assert len(made) <= len(data) * 1.1


def test_a_moving_gif_with_transparency_shows_the_same_frames() -> None:
    frames = []
    for number in range(4):
        frame = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
        frame.paste((30, 160, 60, 255), (number * 9, 5, number * 9 + 8, 20))
        frames.append(frame)
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=80, disposal=2)
    assert frames_of(clean(data, "image/gif")) == frames_of(data)


def test_further_pictures_in_a_camera_file_are_not_published() -> None:
    first, second = photo(), photo(mode="L").convert("RGB")
    data = saved(first, "MPO", save_all=True, append_images=[second])
    assert inspect(data, "x.jpg") == Inspected("image/jpeg", 64, 40, 1)
    made = clean(data, "image/jpeg")
    assert opened(made).format == "JPEG" and made.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize("quality", [10, 40, 75, 85, 98])
@pytest.mark.parametrize("format", ["JPEG", "WEBP", "AVIF"])
def test_a_picture_does_not_grow(format: str, quality: int) -> None:
    noisy = ImageChops.add(photo(320, 240), Image.merge("RGB", [noise(320, 240)] * 3), 1.5)
    data = saved(noisy, format, quality=quality)
    slack = 1.05 if format == "JPEG" else 2.5 if quality < 60 else 1.1
    assert len(clean(data, TYPE[format])) <= len(data) * slack


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("L", (width, height), random.Random(1).randbytes(width * height))


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_file_is_always_published_as_the_same_bytes(format: str) -> None:
    data = saved(photo(), format)
    made = clean(data, TYPE[format])
    assert made == clean(data, TYPE[format])
    assert isinstance(inspect(made, NAME[format]), Inspected)


# --- what is refused -------------------------------------------------------------------


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def test_a_decompression_bomb_is_refused_from_its_header(monkeypatch: pytest.MonkeyPatch) -> None:
    gif = b"GIF89a" + struct.pack("<HH", 60_000, 60_000) + saved(photo(), "GIF")[10:]
    webp = bytearray(saved(photo(), "WEBP", exif=exif()))
    webp[24:30] = b"\xff\x3f\0\xff\x3f\0"
    bombs = {"x.png": png_header(30_000, 30_000), "x.gif": gif, "x.webp": bytes(webp)}
    monkeypatch.setattr(Image.Image, "load", None)
    for name, bomb in bombs.items():
        assert str(inspect(bomb, name)).endswith("; at most 50 megapixels are published")
        assert clean(bomb, f"image/{name[2:]}") == b""
    assert "8000 x 7000 pixels" in str(inspect(png_header(8000, 7000), "x.png"))


def test_a_webp_that_claims_a_side_no_webp_can_have_is_refused() -> None:
    data = bytearray(saved(photo(), "WEBP", exif=exif()))
    data[24:30] = (39_999).to_bytes(3, "little") + (9).to_bytes(3, "little")
    assert "has 40000 x 10 pixels" in str(inspect(bytes(data), "x.webp"))
    assert clean(bytes(data), "image/webp") == b""


def test_an_animation_of_too_many_pixels_or_frames_is_refused() -> None:
    small = [Image.new("L", (2, 1), n % 2 * 255) for n in range(1002)]
    data = saved(small[0], "GIF", save_all=True, append_images=small[1:], duration=20)
    assert "too long an animation" in str(inspect(data, "x.gif"))
    large = [Image.new("L", (3000, 3000), n) for n in range(7)]
    data = saved(large[0], "GIF", save_all=True, append_images=large[1:], duration=20)
    assert "too long an animation" in str(inspect(data, "x.gif"))


def test_a_frame_that_enlarges_its_canvas_cannot_pass_the_limit() -> None:
    data = bytearray(animation("GIF"))
    second = data.index(b"\x2c", data.index(b"\x2c") + 200)
    data[second + 5 : second + 9] = struct.pack("<HH", 60_000, 60_000)
    assert isinstance(inspect(bytes(data), "x.gif"), str)


def test_a_jpeg_of_a_thousand_passes_is_refused() -> None:
    data = saved(photo(), "JPEG")
    assert "too many scans" in str(inspect(data + b"\xff\xda" * 1000, "x.jpg"))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_picture_cut_short_is_refused(format: str, share: float) -> None:
    data = saved(Image.merge("RGB", [noise(64, 40)] * 3), format)
    data = data[: int(len(data) * share)]
    assert isinstance(inspect(data, NAME[format]), str)
    assert clean(data, TYPE[format]) == b""


def test_pillow_is_left_as_it_was() -> None:
    from PIL import GifImagePlugin

    before = Image.MAX_IMAGE_PIXELS, GifImagePlugin.LOADING_STRATEGY
    inspect(saved(photo(), "GIF"), "x.gif")
    inspect(png_header(30_000, 30_000), "x.png")
    assert before == (Image.MAX_IMAGE_PIXELS, GifImagePlugin.LOADING_STRATEGY)
    assert MOST_PIXELS == 50_000_000 and raster.MOST_PIXELS == MOST_PIXELS


SAMPLES = {
    ".jpg": saved(photo(), "JPEG", exif=exif(6)),
    ".png": saved(photo(mode="P"), "PNG", exif=exif()),
    ".gif": animation("GIF"),
    ".webp": animation("WEBP"),
    ".avif": saved(photo(), "AVIF"),
    ".svg": b'<svg xmlns="http://www.w3.org/2000/svg"><g style="fill:url(#a)"/></svg>',
    ".pdf": b"%PDF-1.7\n1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"
    + zlib.compress(b"1 0 <</Type/Catalog>>")
    + b"\nendstream endobj",
    ".txt": "نص".encode(),
    ".csv": b"a;b\n1;-2\n",
}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_no_bytes_make_it_fail_or_publish_what_it_refuses(suffix: str, data: st.DataObject) -> None:
    sample = bytearray(SAMPLES[suffix])
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(sample)))
        sample[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    found = inspect(bytes(sample), "x" + suffix)
    made = clean(bytes(sample), MEDIA_TYPES[suffix])
    assert bool(made) == isinstance(found, Inspected), found


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.binary(max_size=200))
def test_random_bytes_behind_a_true_beginning_do_no_harm(suffix: str, noise_: bytes) -> None:
    data = SAMPLES[suffix][:16] + noise_
    assert isinstance(inspect(data, "x" + suffix), (Inspected, str))
    assert isinstance(clean(data, MEDIA_TYPES[suffix]), bytes)


def test_an_unknown_media_type_publishes_nothing() -> None:
    assert clean(b"x", "text/html") == clean(b"x", "") == b""


# --- documents -------------------------------------------------------------------------


def pdf(*objects: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(objects) + b"\ntrailer<<>>\n%%EOF\n"


def packed(content: bytes, header: bytes = b"/Filter/FlateDecode") -> bytes:
    body = zlib.compress(content)
    return b"9 0 obj<</Type/ObjStm " + header + b">>stream\r\n" + body + b"\r\nendstream endobj"


@pytest.mark.parametrize(
    "data",
    [
        pdf(b"1 0 obj<</Type/Catalog/OpenAction[3 0 R /Fit]>>endobj"),
        pdf(b"1 0 obj<</Type/Annot/A<</S/URI/URI(https://example.org)>>>>endobj"),
        pdf(packed(b"1 0 <</Type/Catalog/Pages 2 0 R>>")),
        pdf(packed(b"1 0 <</Type/Catalog>>", b"/Filter [ /FlateDecode ] /First 5")),
    ],
)
def test_a_pdf_that_shows_pages_is_published_as_it_is(data: bytes) -> None:
    assert inspect(data, "x.pdf") == Inspected("application/pdf")
    assert clean(data, "application/pdf") == data


@pytest.mark.parametrize(
    "data",
    [
        pdf(b"1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"),
        pdf(b"1 0 obj<</S/Java#53cript/JS(app.alert(1))>>endobj"),
        pdf(b"1 0 obj<</OpenAction 5 0 R>>endobj"),
        pdf(b"1 0 obj<</OpenAction<</S/URI/URI(http://tracker)>>>>endobj"),
        pdf(b"1 0 obj<</AA<</O 5 0 R>>>>endobj"),
        pdf(b"1 0 obj<</S/Launch/F(cmd.exe)>>endobj"),
        pdf(b"1 0 obj<</S/SubmitForm>>endobj"),
        pdf(b"1 0 obj<</AcroForm<</XFA[(a)]>>>>endobj"),
        pdf(b"1 0 obj<</Names<</EmbeddedFiles 3 0 R>>>>endobj"),
        pdf(b"trailer<</Encrypt 5 0 R>>"),
        pdf(packed(b"1 0 <</S/JavaScript/JS(x)>>")),
        pdf(packed(b"1 0 <<>>"), packed(b"1 0 <</S/L#61unch>>")),
        pdf(packed(b"1 0 <</S/JavaScript>>", b"/Filter[/ASCIIHexDecode/FlateDecode]")),
        pdf(packed(b"1 0 <</S/JavaScript>>", b"/Filter[/FlateDecode/LZWDecode]")),
        pdf(packed(b"1 0 <</S/JavaScript>>", b"/Filter 7 0 R")),
        pdf(packed(b"1 0 <<>>", b"/Filter/FlateDecode/DecodeParms<</Predictor 12>>")),
        pdf(packed(b"1 0 <<>>")[:-24]),
        pdf(packed(bytes(100_000_001))),
    ],
)
def test_a_pdf_that_does_more_than_show_pages_is_refused(data: bytes) -> None:
    assert str(inspect(data, "x.pdf")).startswith("x.pdf ")
    assert clean(data, "application/pdf") == b""


def test_a_pdf_of_many_small_streams_costs_little() -> None:
    stream = packed(b"1 0 <<>>").partition(b"endstream")[0]
    start = time.perf_counter()
    inspect(pdf(stream * 20_000), "x.pdf")
    inspect(pdf(b"/ObjStm/Filter/FlateDecode stream\n" * 50_000), "x.pdf")
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("نص".encode("cp1256"), "x.csv is not UTF-8 text on line 1; save it as UTF-8"),
        (b"a\r\nb\0", "x.csv has the control character U+0000 on line 2; delete it"),
        (b"a,b\n1,=HYPERLINK(0)", "formula"),
        (b'a,"=1+1"', "formula"),
        (b"a;@SUM(A1)", "formula"),
        (b"+cmd|' /C calc'!A0", "formula"),
    ],
)
def test_a_table_with_formulas_or_in_another_encoding_is_refused(data: bytes, message: str) -> None:
    assert message in str(inspect(data, "x.csv"))


def test_tables_and_texts_are_published_as_they_are() -> None:
    table = "\ufeffالاسم;العدد\r\nRaqqa;-12,5\r\n+963 11;@handle\r\n".encode()
    assert inspect(table, "x.csv") == Inspected("text/csv")
    assert clean(table, "text/csv") == table
    assert inspect(b"<!-- an <svg> in words -->", "x.txt") == Inspected("text/plain")
