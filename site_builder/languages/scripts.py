"""Scripts and their direction, told from the characters alone."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Literal

_RIGHT_TO_LEFT = frozenset({
    "Adlm", "Arab", "Aran", "Armi", "Avst", "Chrs", "Cprt", "Egyd", "Egyh", "Elym", "Garr", "Hatr",
    "Hebr", "Hung", "Khar", "Lydi", "Mand", "Mani", "Mend", "Merc", "Mero", "Narb", "Nbat", "Nkoo",
    "Orkh", "Ougr", "Palm", "Phli", "Phlp", "Phnx", "Prti", "Rohg", "Samr", "Sarb", "Sogd", "Sogo",
    "Syrc", "Syre", "Syrj", "Syrn", "Thaa", "Yezi",
})  # fmt: skip
"""ISO 15924 codes of the scripts whose letters have the bidirectional class R or AL."""

_SCRIPT_OF_NAME = {
    "ARABIC": "Arab", "ARMENIAN": "Armn", "BENGALI": "Beng", "BOPOMOFO": "Bopo", "CJK": "Hani",
    "CYRILLIC": "Cyrl", "DEVANAGARI": "Deva", "ETHIOPIC": "Ethi", "GEORGIAN": "Geor",
    "GREEK": "Grek", "GUJARATI": "Gujr", "GURMUKHI": "Guru", "HANGUL": "Hang", "HEBREW": "Hebr",
    "HIRAGANA": "Hira", "KANNADA": "Knda", "KATAKANA": "Kana", "KHMER": "Khmr", "LAO": "Laoo",
    "LATIN": "Latn", "MALAYALAM": "Mlym", "MONGOLIAN": "Mong", "MYANMAR": "Mymr", "NKO": "Nkoo",
    "ORIYA": "Orya", "SAMARITAN": "Samr", "SINHALA": "Sinh", "SYRIAC": "Syrc", "TAMIL": "Taml",
    "TELUGU": "Telu", "THAANA": "Thaa", "THAI": "Thai", "TIBETAN": "Tibt", "ADLAM": "Adlm",
    "MANDAIC": "Mand", "YEZIDI": "Yezi",
}  # fmt: skip
"""First word of a letter's Unicode name -> ISO 15924 code (Python has no Script property)."""


_LETTERS_OF = {
    "Hans": ("Hani",), "Hant": ("Hani",), "Jpan": ("Jpan", "Hani"), "Kore": ("Hang", "Hani"),
}  # fmt: skip
"""Scripts that are written with letters of others."""


def script_direction(script: str) -> Literal["ltr", "rtl"]:
    """The direction of a script given by its ISO 15924 code; unknown ones run left to right."""
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


def dominant_script(text: str) -> str:
    """The ISO 15924 code of the script most letters are in; '' for a text without letters.

    Kana and Han together are "Jpan"; a tie goes to the script that comes first in the text.
    """
    found: Counter[str] = Counter()
    for character, times in Counter(text).items():
        if code := script_of(character):
            found[code] += times
    if not found:
        return ""
    if "Hira" in found or "Kana" in found:
        found["Jpan"] = found.pop("Hira", 0) + found.pop("Kana", 0) + found.pop("Hani", 0)
    return max(found, key=found.__getitem__)


def is_written_in(text: str, script: str) -> bool:
    """Whether most letters of a text are of a script, given by its ISO 15924 code."""
    found = dominant_script(text)
    return not found or not script or found in _LETTERS_OF.get(script, (script,))


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The ISO 15924 code of a letter's script; '' for what is not a letter."""
    if not character.isalpha():
        return ""
    first = unicodedata.name(character, "").replace("-", " ").split(" ", 1)[0]
    return _SCRIPT_OF_NAME.get(first, "Zyyy" if first else "")
