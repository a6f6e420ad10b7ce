"""How a text is compared with what is to be hidden: more is taken for equal rather than less."""

from __future__ import annotations

import unicodedata

_SAME = {
    "ى": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ک": "ك", "ڪ": "ك", "گ": "ك", "ة": "ه", "ە": "ه",
    "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ٱ": "ا", "ۆ": "و", "ڵ": "ل", "ڕ": "ر", "ء": "",
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ـ": "",
    "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-",
}  # fmt: skip
"""What Unicode does not take apart: letters of Arabic scripts to their nearest kin, and others."""


class _Folded(dict[int, str]):
    """Code point -> what it is compared as, made when it is first met; for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        self[code] = made = "".join(map(_one, unicodedata.normalize("NFKD", chr(code)).casefold()))
        return made


def _one(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):  # Vowel signs, accents; joiners, direction marks.
        return ""
    if character.isspace() or category in ("Zs", "Zl", "Zp"):
        return " "
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return _SAME.get(character, character)


_TABLE = _Folded()
_ASCII_SPACE = {code: 32 for code in range(32) if chr(code).isspace()}
"""So for most files, which are plain ASCII, nothing has to be looked up letter by letter."""


def fold(text: str) -> str:
    """The text as it is compared. White space is spaces; how many they are is left as it is."""
    return text.lower().translate(_ASCII_SPACE) if text.isascii() else text.translate(_TABLE)


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The same, and for each character of it where in ``text`` it comes from."""
    parts: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded = _TABLE[ord(character)]
        parts.append(folded)
        places += [place] * len(folded)
    return "".join(parts), places
