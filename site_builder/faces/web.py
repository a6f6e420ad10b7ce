"""A face of the site's own for reading Arabic script: small, from a package, with its licence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from site_builder import languages
from site_builder.cache import digest_of

PACKAGE, FILE = "pylopdf-fonts-ar", "NotoNaskhArabic-Variable.ttf"
NASTALIQ = frozenset({"ur", "pa", "ks"})
"""Languages whose readers expect another hand: they keep the faces of their devices."""
FAMILY = "Archive Naskh"
NAME, LICENCE = "fonts/naskh.woff2", "fonts/OFL.txt"
"""Below ``/assets/``."""
_BLOCK = ((0x0600, 0x06FF),)
"""All of Unicode's block for Arabic: were one letter of a word missing, it would not join."""
_COMMON = (
    (0x0606, 0x0607), (0x0609, 0x060A), (0x060C, 0x060D), (0x0615, 0x0615), (0x061B, 0x061B),
    (0x061E, 0x061F), (0x0620, 0x065F), (0x0660, 0x066D), (0x0670, 0x0671), (0x0674, 0x0674),
    (0x0679, 0x067E), (0x0681, 0x0681), (0x0683, 0x0689), (0x068E, 0x068E), (0x0691, 0x0696),
    (0x0698, 0x069A), (0x06A4, 0x06A4), (0x06A9, 0x06AB), (0x06AD, 0x06AD), (0x06AF, 0x06AF),
    (0x06B5, 0x06B5), (0x06BA, 0x06BC), (0x06BE, 0x06BE), (0x06C0, 0x06C3), (0x06C5, 0x06C8),
    (0x06CB, 0x06D0), (0x06D2, 0x06D5), (0x06F0, 0x06F9), (0xFDF2, 0xFDF2),
)  # fmt: skip
"""What these languages are written with, and Urdu, whose names stand in their texts."""
_HAVE_COMMON = frozenset({"ar", "fa", "ckb", "ku", "ps", "ug", "azb"})

Remember = Callable[[str, str, Callable[[], bytes]], bytes]


@dataclass(frozen=True, slots=True)
class WebFace:
    """Files below ``/assets/``, and the style that names them."""

    files: tuple[tuple[str, bytes], ...]
    css: str


def is_for(tags: Iterable[str]) -> bool:
    """Whether one of these languages is read in the face."""
    return any(
        languages.script(tag) == "Arab" and tag.partition("-")[0] not in NASTALIQ for tag in tags
    )


def missing() -> str:
    """What is needed and not installed; empty when all is there."""
    for module, package in (("fontTools", "fonttools"), ("brotli", "brotli")):
        if find_spec(module) is None:
            return f"the package {package}"
    return "" if _installed() else f"the package {PACKAGE}"


def reading_face(tags: Iterable[str], remember: Remember) -> WebFace:
    """The face, cut to the letters of these languages; to be asked for when nothing is missing."""
    from importlib.metadata import version

    found = _installed()
    assert found is not None
    path, licence, digest = found
    read = {tag.partition("-")[0] for tag in tags if is_for((tag,))}
    letters = _COMMON if read <= _HAVE_COMMON else _BLOCK
    made_with = [f"{name} {version(name)}" for name in ("fonttools", "brotli")]
    key = digest_of(digest, repr(letters), *made_with)
    font = remember("web face", key, lambda: _cut(path, letters))
    ranges = ",".join(f"U+{first:X}-{last:X}" for first, last in letters)
    version_of = hashlib.sha256(font).hexdigest()[:8]
    # Optional: a text is never hidden for it, and never changes under a reader's eyes.
    css = (
        f'@font-face {{\nfont-family: "{FAMILY}";\nsrc: url("{NAME}?v={version_of}") '
        f'format("woff2");\n'
        f"font-display: optional;\nunicode-range: {ranges};\n}}\n"
        f':root {{\n--naskh: "{FAMILY}";\n}}\n'
    )
    return WebFace(((NAME, font), (LICENCE, licence.read_bytes())), css)


def _installed() -> tuple[Path, Path, str] | None:
    """The font file of the package, its licence, and the digest under which it was installed."""
    from importlib.metadata import PackageNotFoundError, files

    try:
        listed = files(PACKAGE) or []
    except PackageNotFoundError:
        return None
    font = next((file for file in listed if file.name == FILE and file.hash), None)
    licence = next((file for file in listed if file.name.startswith("LICENSE")), None)
    if font is None or licence is None or font.hash is None:
        return None
    return Path(str(font.locate())), Path(str(licence.locate())), font.hash.value


def _cut(path: Path, letters: tuple[tuple[int, int], ...]) -> bytes:
    """WOFF2 of the regular weight with these letters, their joining forms and nothing else."""
    from io import BytesIO

    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    wanted = [point for first, last in letters for point in range(first, last + 1)]
    options = subset.Options()
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # Its names, copyright and licence stay.
    options.drop_tables += ["STAT", "MVAR"]
    # A date of today in the file would be other bytes tomorrow.
    with TTFont(path, recalcTimestamp=False) as whole:
        font = instancer.instantiateVariableFont(whole, {"wght": 400})
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=wanted)
        cutter.subset(font)
        font.flavor = "woff2"
        out = BytesIO()
        font.save(out)
    return out.getvalue()
