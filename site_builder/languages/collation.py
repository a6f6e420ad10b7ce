"""Sorting names in a language's own order, and the heading letters of an A to Z.

A key compares like the first three levels of the Unicode Collation Algorithm (UTS 10): letters,
then accents, then capitals; the text itself decides what is left, so that no two names tie.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain

from site_builder.languages import han
from site_builder.languages.alphabets import Alphabet, alphabet_of
from site_builder.languages.tags import canonical, script

Key = tuple[tuple[int, ...], tuple[tuple[int, ...], ...], tuple[int, ...], str]
_Element = tuple[int, tuple[int, ...], str]
"""(primary weight, accents, heading)."""

_MARKS = "_-‐–—,;:!?.…'’‘\"“”«»()[]{}@*/\\&#%"
_SPACE, _MARK, _SYMBOL, _DIGIT, _LETTER, _OTHER = 1, 2, 80, 100, 10_000, 10_000_000
_TATWEEL = "ـ"
# Verbal nouns of roots that begin with ل look as if they had it; so do God's name and Elias.
_ARTICLE = re.compile(
    r"ال(?!لهم?\b|ياس\b|ت(?:ئام|باس|جاء|حاف|حاق|حام|ذاذ|زام|صاق|فات|فاف|قاء|قاط|ماس|هاب|هام|واء))"
    r"(?=[\u0621-\u064a]{2})"
)
_NO_LETTER = "#"
"""The heading of names that begin with a digit or have no letter at all."""


@cache
def collation_key(tag: str) -> Callable[[str], Key]:
    """A key function for ``sorted`` that puts names in the order of a language's alphabet."""
    return _collator(canonical(tag)).key


def letter(text: str, tag: str) -> str:
    """The heading under which an index of the language files a name: ``A``, ``ا``, ``#``."""
    return _collator(canonical(tag)).heading(text)


def filed(text: str, tag: str) -> str:
    """A name as an index files it: in Arabic without its article, as catalogues have it."""
    if canonical(tag).split("-")[0] != "ar":
        return text
    return _ARTICLE.sub("", _from_first_letter(text), count=1)


@cache
def _collator(tag: str) -> _Collator:
    return _Collator(tag)


class _Collator:
    """The order of one language."""

    def __init__(self, tag: str) -> None:
        self.language = tag.split("-")[0]
        self.dotted = self.language in ("tr", "az")
        written = script(tag)
        self.han: Callable[[str], tuple[int, str] | None] | None = (
            han.by_stroke if written == "Hant" else han.by_sound if written == "Hans" else None
        )
        # Pinyin headings are Latin letters: names in either script stand under the same one.
        self.mixed = written == "Hans"
        self.alphabet: Alphabet = alphabet_of(self.language, written)
        self._elements_of = cache(self._made_of)

    def key(self, text: str) -> Key:
        elements = self._elements(_from_first_letter(text))
        return (
            tuple([weight for weight, _, _ in elements]),
            tuple([accents for _, accents, _ in elements]),
            tuple([int(c.isupper()) for c in text]),
            text,
        )

    def heading(self, text: str) -> str:
        for _, _, heading in self._elements(_from_first_letter(text)):
            return heading
        return _NO_LETTER

    def _elements(self, text: str) -> list[_Element]:
        """The text as weights; marks on a letter become its accents."""
        found: list[_Element] = []
        for element in self._plain_elements(self._lower(unicodedata.normalize("NFC", text))):
            if element[0]:
                found.append(element)
            elif found:
                weight, before, heading = found[-1]
                found[-1] = (weight, before + element[1], heading)
        return found

    def _plain_elements(self, text: str) -> Iterable[_Element]:
        parts = text if self.alphabet.longest == 1 else self._parts(text)
        return chain.from_iterable(map(self._elements_of, parts))

    def _parts(self, text: str) -> Iterator[str]:
        """Letters, which may be of several characters, and characters that are none."""
        at = 0
        letters = self.alphabet.letters
        while at < len(text):
            for length in range(self.alphabet.longest, 1, -1):
                if at + length <= len(text) and text[at : at + length] in letters:
                    break
            else:
                length = 1
            yield text[at : at + length]
            at += length

    def _made_of(self, part: str) -> tuple[_Element, ...]:
        """The elements of a letter, or of a character that is none."""
        found = self.alphabet.letters.get(part)
        if found is None:
            return tuple(self._unlisted(part))
        heading = self._upper(found.heading)
        return ((self._letter_weight(found.rank), (found.variant,), heading),)

    def _unlisted(self, character: str) -> Iterator[_Element]:
        if expansion := self.alphabet.expansions.get(character):
            yield from self._plain_elements(expansion)
            # "ss" comes before "ß".
            yield (0, (1,), "")
            return
        parts = unicodedata.normalize("NFD", character)
        base, marks = parts[0], parts[1:]
        if marks:
            yield from self._plain_elements(base)
            yield from ((0, (ord(mark),), "") for mark in marks)
            return
        category = unicodedata.category(character)
        if character == _TATWEEL:
            return
        if category.startswith("M"):
            yield (0, (ord(character),), "")
        elif category == "Nd":
            yield (_DIGIT + unicodedata.decimal(character), (0,), _NO_LETTER)
        elif category[0] in "LN":
            yield self._foreign(character)
        elif category[0] == "Z":
            yield (_SPACE, (0,), _NO_LETTER)
        elif category[0] in "PS":
            place = _MARKS.find(character)
            yield (_SYMBOL if place < 0 else _MARK + place, (ord(character),), _NO_LETTER)

    def _foreign(self, character: str) -> _Element:
        """A letter of no alphabet of ours: Han by sound or stroke, the rest by code point."""
        if self.han and (place := self.han(character)):
            rank, heading = place
            if self.mixed:
                latin = self.alphabet.letters[heading.lower()].rank
                return (self._letter_weight(latin) - 100_000 + rank, (0,), heading)
            return (_LETTER + rank, (0,), heading)
        heading = character.upper() if len(character.upper()) == 1 else character
        return (_OTHER + ord(character), (0,), heading)

    def _letter_weight(self, rank: int) -> int:
        # Room before every Latin letter for the Han characters of that sound, and before all
        # letters for those counted by strokes.
        return _LETTER + 100_000 + rank * 200_000 if self.han else _LETTER + rank

    def _lower(self, text: str) -> str:
        if self.dotted:
            return text.replace("I", "ı").replace("İ", "i").lower()
        return text.replace("İ", "I").lower()

    def _upper(self, letter: str) -> str:
        return "İ" if self.dotted and letter == "i" else letter.upper()


def _from_first_letter(text: str) -> str:
    """The text without the quotes, spaces and marks before its first letter or digit."""
    for at, character in enumerate(text):
        if unicodedata.category(character)[0] in "LN":
            return text[at:]
    return text
