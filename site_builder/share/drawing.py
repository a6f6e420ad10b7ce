"""The picture: the archive's name, the title, its source and date, in the theme's colours."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from site_builder import languages
from site_builder.model import Face, LangText, ShareCard, ShareLook
from site_builder.share.letters import Letters, letters_of
from site_builder.share.lines import fitted, shortened
from site_builder.share.runs import Run, in_logical_order, in_visual_order

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
"""Pixels: what Facebook, X, WhatsApp, Telegram and others show whole (1.91 to 1)."""
_SPINE = 36
_MARGIN = 88
_TITLE_TOP, _TITLE_HEIGHT = 158, 330
_NAME, _FOOT = (34, 30, 27, 24), (30, 27, 24)
"""Sizes, the largest first; what is too wide at the smallest is cut."""
_NAME_BASE, _RULE, _FOOT_BASE = 112, 516, 570
_REFERENCE = 64
"""Pixels at which widths are measured; they grow with the size."""
_INK, _ACCENT, _SOFT = 120, 60, 60
"""Shades between the paper and each colour: what smooths the edges of letters."""
_BINDING, _LINE = 250, 251


def draw(card: ShareCard, look: ShareLook) -> bytes:
    """A PNG of few colours; equal cards and faces give equal bytes."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(image)
    letters = letters_of(look.faces)
    rtl = languages.direction(card.title.language) == "rtl"
    title = _Setting(card.title, letters, bold=True, rtl=rtl)
    across = WIDTH - _SPINE - 2 * _MARGIN
    leading = title.leading()
    lines = fitted(card.title.text, across, _TITLE_HEIGHT, title.width, leading)
    base = _TITLE_TOP + title.rise() * lines.size
    for number, line in enumerate(lines.lines):
        title.write(pen, line, lines.size, base + number * leading * lines.size, _INK)
    _strip(image, card.archive, letters, rtl, _NAME, _NAME_BASE, _INK, _ACCENT)
    if foot := _foot(card, letters):
        _strip(image, foot, letters, rtl, _FOOT, _FOOT_BASE, _INK + _ACCENT, _SOFT)
    start, end = (_MARGIN, WIDTH - _SPINE - _MARGIN) if rtl else (_SPINE + _MARGIN, WIDTH - _MARGIN)
    pen.rectangle((start, _RULE, end, _RULE + 1), fill=_LINE)
    spine = (WIDTH - _SPINE, 0, WIDTH, HEIGHT) if rtl else (0, 0, _SPINE - 1, HEIGHT)
    pen.rectangle(spine, fill=_BINDING)
    out = BytesIO()
    painted = image.convert("P")
    painted.putpalette(_palette(look))
    painted.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _foot(card: ShareCard, letters: Letters) -> LangText | None:
    """Source and date; either is left out if no face has its letters."""
    language = card.title.language
    date = languages.date(card.date, language, calendar=card.calendar) if card.date else ""
    parts = [part for part in (card.source, date) if part and not letters.lacking(part)]
    # A mark on both sides keeps a name in another script apart from the date (UAX 9, 2.4).
    # Beside Arabic digits a point would be read as a nought.
    mark, point = ("\u200f", "–") if languages.direction(language) == "rtl" else ("\u200e", "·")
    return LangText(f"{mark} {point} {mark}".join(parts), language) if parts else None


class _Setting:
    """One text: how wide and high it is, and how it is written."""

    def __init__(self, text: LangText, letters: Letters, *, bold: bool, rtl: bool) -> None:
        self.language = languages.html_tag(text.language)
        self.letters, self.bold, self.rtl = letters, bold, rtl
        self.fonts = [_font(run.face, _REFERENCE, bold) for run in self.runs(text.text)]
        self.known: dict[str, float] = {}

    def runs(self, text: str) -> tuple[Run, ...]:
        return in_logical_order(text, self.letters, rtl=self.rtl, bold=self.bold)

    def width(self, text: str) -> float:
        """At a size of 1."""
        if text not in self.known:
            self.known[text] = sum(self.advance(r, _REFERENCE) for r in self.runs(text))
        return self.known[text] / _REFERENCE

    def rise(self) -> float:
        """From the top of a line to its base, at a size of 1."""
        return max(font.getmetrics()[0] for font in self.fonts) / _REFERENCE

    def leading(self) -> float:
        """From one base to the next, at a size of 1."""
        return max(sum(font.getmetrics()) for font in self.fonts) / _REFERENCE * 0.94

    def advance(self, run: Run, size: int) -> float:
        font = _font(run.face, size, self.bold)
        turn = "rtl" if run.rtl else "ltr"
        return font.getlength(run.text, direction=turn, language=self.language)

    def write(self, pen: ImageDraw, text: str, size: int, base: float, shade: int) -> None:
        """At the start of the line: on the right for what runs from right to left."""
        runs = [
            (run, self.advance(run, size)) for run in in_visual_order(self.runs(text), rtl=self.rtl)
        ]
        at = float(_SPINE + _MARGIN)
        if self.rtl:
            at = WIDTH - _SPINE - _MARGIN - sum(width for _, width in runs)
        for run, width in runs:
            pen.text(
                (at, base),
                run.text,
                fill=shade,
                font=_font(run.face, size, self.bold),
                anchor="ls",
                direction="rtl" if run.rtl else "ltr",
                language=self.language,
            )
            at += width


def _strip(
    image: Image, text: LangText, letters: Letters, rtl: bool, sizes: tuple[int, ...], base: int,
    first: int, shades: int,
) -> None:  # fmt: skip
    """One line in a colour of its own, which is that many shades after the ``first``."""
    from PIL import Image, ImageDraw

    setting = _Setting(text, letters, bold=False, rtl=rtl)
    across = WIDTH - _SPINE - 2 * _MARGIN
    size = next((s for s in sizes if setting.width(text.text) * s <= across), sizes[-1])
    words = shortened(text.text, setting.width, across / size)
    height = 2 * size
    strip = Image.new("L", (WIDTH, height), 0)
    setting.write(ImageDraw.Draw(strip), words, size, height - size * 0.6, shades)
    shaded = strip.point([0, *(first + shade for shade in range(1, 256 - first)), *[255] * first])
    image.paste(shaded, (0, base - height + round(size * 0.6)))


def _palette(look: ShareLook) -> bytes:
    """Every shade between the paper and the three colours, then the two of the lines."""
    paper = _rgb(look.colour("paper"))
    ramps = (("ink", _INK), ("accent", _ACCENT), ("soft", _SOFT))
    shades = [paper]
    for name, count in ramps:
        full = _rgb(look.colour(name))
        shades += [
            tuple(round(p + (c - p) * n / count) for p, c in zip(paper, full, strict=True))
            for n in range(1, count + 1)
        ]
    shades += [paper] * (_BINDING - len(shades))
    shades += [_rgb(look.colour("binding")), _rgb(look.colour("line"))]
    return bytes(level for shade in shades for level in shade)


def _rgb(colour: str) -> tuple[int, ...]:
    """``#abc`` or ``#aabbcc``"""
    digits = colour.lstrip("#")
    pairs = [c * 2 for c in digits] if len(digits) == 3 else [digits[n : n + 2] for n in (0, 2, 4)]
    return tuple(int(pair, 16) for pair in pairs)


@lru_cache(maxsize=64)
def _font(face: Face, size: int, bold: bool) -> FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.truetype(face.path, size, face.index, layout_engine=ImageFont.Layout.RAQM)
    if not face.weight:
        font.set_variation_by_axes([700 if bold else 500])
    return font
