"""Words in which letters of one alphabet pass for letters of another (UTS #39, confusables)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.characters.classes import LETTER, MARKS

_LATIN = "A-Za-zªºÀ-ÖØ-öø-ʯḀ-ỿⱠ-ⱿꜢ-ꟿ\uff21-\uff3a\uff41-\uff5a"
_CYRILLIC = "Ѐ-ҁҊ-ԯᲀ-ᲈꙀ-ꙮ"
_GREEK = "Ͱ-ͳͶͷͻ-ͽͿΆΈ-Ͽἀ-ῼ"

_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_OTHER_LETTER = re.compile(f"[{_CYRILLIC}{_GREEK}]")
_MEETING = re.compile(
    f"[{_LATIN}](?:(?<=[{_CYRILLIC}{_GREEK}{MARKS}].)|(?=[{MARKS}]*[{_CYRILLIC}{_GREEK}]))"
)
_WORD = re.compile(f"(?:{LETTER.pattern})*")


@dataclass(frozen=True, slots=True)
class _Alphabet:
    name: str
    letters: re.Pattern[str]
    alike: frozenset[str]
    """Its letters that look Latin in most faces."""
    latin_alike: frozenset[str]
    """The Latin letters that they look like."""


_OTHERS = (
    _Alphabet(
        "Cyrillic",
        re.compile(f"[{_CYRILLIC}]"),
        frozenset("АВЕЅІЈКМНОРСТУХаеорсухѕіјһԁԛԝ"),
        # Without I: the Caucasus writes its palochka so.
        frozenset("ABESJKMHOPCTYXaeopcyxsijhdqw"),
    ),
    _Alphabet(
        "Greek",
        re.compile(f"[{_GREEK}]"),
        frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον"),
        frozenset("ABEZHIKMNOPTYXov"),
    ),
)


@dataclass(frozen=True, slots=True)
class MixedWord:
    at: int
    """Offset of its first letter that passes for another."""
    word: str
    alphabet: str
    """The alphabet it mixes with Latin."""
    letter: str


def mixed_words(text: str) -> Iterator[MixedWord]:
    """Words of Latin and Cyrillic (or Greek), where all letters of one could be of the other.

    ``SMS-ка`` and ``kΩ`` are honest mixtures.
    """
    if not _OTHER_LETTER.search(text):
        return
    end = 0
    for meeting in _MEETING.finditer(text):
        start = meeting.start()
        if start < end:
            continue
        while start > end and LETTER.match(text, start - 1):
            start -= 1
        found = _WORD.match(text, start)
        word, end = (found[0], found.end()) if found else ("", end)
        for alphabet in _OTHERS:
            if letter := _odd_letter(word, alphabet):
                yield MixedWord(start + word.index(letter), word, alphabet.name, letter)


def _odd_letter(word: str, alphabet: _Alphabet) -> str:
    latin: set[str] = {*_LATIN_LETTER.findall(word)}
    other: set[str] = {*alphabet.letters.findall(word)}
    # Two letters are a unit or a formula: MΩ, Δx.
    if not latin or not other or len(word) < 3:
        return ""
    if other <= alphabet.alike:
        return min(other, key=word.index)
    return min(latin, key=word.index) if latin <= alphabet.latin_alike else ""
