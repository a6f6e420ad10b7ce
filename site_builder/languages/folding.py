"""Names as they are compared across a text: no case, no marks, one form for each letter.

Much is made equal on purpose: who looks for a name wants to find it inflected.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_SAME = str.maketrans({
    "ى": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ئ": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ە": "ه",
    "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ٱ": "ا", "ؤ": "و", "ۆ": "و", "ڵ": "ل", "ڕ": "ر",
    "گ": "ك", "ڤ": "ف", "ـ": None, "\u200c": None, "\u200d": None, "\u00ad": None, "ء": None,
    "\u2019": None, "'": None, "ı": "i", "ł": "l", "ø": "o",
    "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "·": " ",
})  # fmt: skip
"""Letters of Arabic scripts to their nearest kin; those that Unicode does not take apart."""
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile("[A-Z](?<![A-Za-z].)[A-Za-z]*")
_WITHIN = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200c\u200d'\u2019]+")
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def fold(text: str) -> str:
    """A text without case, marks, joiners and apostrophes, its letters reduced to fewer."""
    text = text.casefold()
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_SAME)
    return text


def vocabulary(text: str) -> str:
    """Every word of a text that may be of a name, folded, once, in order, spaces between them.

    In scripts with capitals those that begin with one; in scripts without spaces, stretches.
    """
    if text.isascii():
        words = {*_CAPITALISED.findall(text.replace("'", ""))}
    else:
        # First what stands between spaces, once, and without the plain words in small letters.
        parts = {part for part in {*text.split()} if not (part[0].islower() and part.isalpha())}
        runs = _WORD.findall(_bare(" ".join(parts)))
        words = {word for word in {*runs} if not word[0].islower()}
    return " ".join(sorted({*fold(" ".join(words)).split()}))


@cache
def stems(name: str) -> tuple[str, ...]:
    """The words of a name as they stand in a ``vocabulary``, each without its likely ending.

    Particles are left out. A name in a script without spaces is its parts between dots.
    """
    found = []
    for word in _WORD.findall(fold(_bare(name.replace("-", " ")))):
        if _WITHOUT_SPACES.match(word):
            found.append(word)
            continue
        plain = word.removeprefix("ال") if len(word) > 4 else word
        if len(plain) >= 3:
            found.append(plain[: max(4, len(plain) - 2)] if len(plain) > 4 else plain)
    return tuple(found)


def _bare(text: str) -> str:
    """Vowel signs, joiners and apostrophes part words for no one; a name's middle dot does."""
    return _WITHIN.sub("", text).replace("·", " ")
