"""Which characters are refused or warned of, and the expression that finds them.

To add a kind, add a ``Kind`` to ``KINDS``. ZWNJ, ZWJ, LRM, RLM, ALM and the soft hyphen are
orthography and are in none.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from site_builder.problems import Severity


@dataclass(frozen=True, slots=True)
class Kind:
    """Characters that are a problem wherever they stand."""

    characters: str
    """The inside of a character class."""
    message: str
    hint: str
    severity: Severity = "error"

    def has(self, character: str) -> bool:
        return re.match(f"[{self.characters}]", character) is not None


LINE_ENDS = "\u0085\u2028\u2029"
TAGS = "\U000e0000-\U000e007f"
BIDI = "\u202a-\u202e"
_PLANE_ENDS = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))

KINDS = (
    Kind("\0", "NUL character", "delete it"),
    Kind(LINE_ENDS, "invisible line separator {name}", "replace it with a line break"),
    # Among them STX and ETX, with which Python-Markdown marks its own places.
    Kind("\x01-\x08\x0b-\x1f\x7f-\x84\x86-\x9f", "control character {name}", "delete it"),
    Kind("\ud800-\udfff", "{name} is half a character", "write the character anew"),
    Kind(f"\ufdd0-\ufdef{_PLANE_ENDS}", "{name} is not a character", "delete it"),
    Kind(
        BIDI,
        "invisible {name} changes the order in which text is shown",
        "delete it; direction follows from the language of the text",
    ),
    Kind(TAGS, "invisible tag character {name}", "delete it"),
    Kind("\ufeff", "invisible byte order mark {name} inside the text", "delete it"),
    Kind(
        "\ufffd",
        "{name} stands where a character was lost",
        "write the character that belongs here",
        "warning",
    ),
    Kind(
        "\u206a-\u206f\u3164\uffa0\ufff9-\ufffb",
        "invisible character {name}",
        "delete it",
        "warning",
    ),
)

ALWAYS = "".join(kind.characters for kind in KINDS)
GAPS = "\u200b\u2060"
ISOLATES = "\u2066-\u2069"
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
"""Combining marks of alphabets that put at most a few on a letter, and variation selectors."""
_STACKED_MARKS = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0"
    "\u08d3-\u08e1\u08e3-\u08ff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u0f71-\u0f84\u0f8d-\u0fbc"
)
"""Marks of scripts that stack them by rule: Hebrew, Arabic, Syriac, Thaana, Thai, Lao, Tibetan."""

_BEYOND_BMP = "\U00010000-\U0010ffff"
_CANDIDATES = re.sub(f"[{_BEYOND_BMP}]-?", "", ALWAYS + GAPS + ISOLATES + MARKS + _STACKED_MARKS)

SUSPECT = re.compile(
    # One class in front, with one range beyond the BMP, is what ``re`` scans fastest.
    f"[{_CANDIDATES}{_BEYOND_BMP}]"
    f"(?:(?<=[{ALWAYS}{GAPS}{ISOLATES}])|(?<=[{MARKS}])[{MARKS}]{{4,}}"
    f"|[{MARKS}{_STACKED_MARKS}]{{8,}})"
)
"""One character that deserves a look, or more than 4 (8, where scripts stack) marks in a row."""

LETTER = re.compile(f"[^\\W\\d_]|[{MARKS}]")

UNSPACED = re.compile(
    "[\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\u2e80-\u312f\u3190-\u9fff"
    "\ua980-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U00016fe0-\U0003ffff]"
)
"""Scripts written without spaces, where U+200B rightly shows where a line may break (UAX #14)."""


def kind_of(character: str) -> Kind:
    """The kind of a character of ``ALWAYS``."""
    return next(kind for kind in KINDS if kind.has(character))


def code(character: str) -> str:
    return f"U+{ord(character):04X}"


def named(character: str) -> str:
    """``U+202E (RIGHT-TO-LEFT OVERRIDE)``; control characters have no name in Unicode."""
    name = unicodedata.name(character, "")
    return f"{code(character)} ({name})" if name else code(character)
