"""Numbers: the digits a language counts in, grouping, plural categories, reading time."""

from __future__ import annotations

from functools import cache

from site_builder.languages.cldr import facts
from site_builder.languages.tags import canonical, script

ZEROS = {
    "arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "gujr": "૦", "guru": "੦", "khmr": "០",
    "knda": "೦", "laoo": "໐", "mlym": "൦", "mymr": "၀", "nkoo": "߀", "olck": "᱐", "orya": "୦",
    "taml": "௦", "telu": "౦", "thai": "๐", "tibt": "༠", "adlm": "𞥐",
}  # fmt: skip
"""CLDR numbering system -> its digit zero; the others follow it."""

_NUMBERING = {
    # CLDR's plain "ar" is the Modern Standard Arabic of the Gulf and the Maghreb and counts in
    # 0-9; the readers of this archive are in Syria, Iraq, Lebanon and Egypt, where CLDR (ar-SY,
    # ar-IQ, ar-LB, ar-EG) counts in Arabic-Indic digits. Say ar-MA or ar-AE for the others.
    "ar": "arab",
}

_UNGROUPED_BELOW_10000 = frozenset({"es", "pt-pt", "pl", "it"})
"""CLDR's minimumGroupingDigits = 2, which Babel does not carry."""

_CHARACTERS_A_MINUTE = {"Hans": 300, "Hant": 300, "Hani": 300, "Jpan": 400, "Thai": 900,
                        "Laoo": 900, "Khmr": 900, "Mymr": 900}  # fmt: skip
"""Scripts that do not separate words are counted in characters."""

_WORDS_A_MINUTE = {"Arab": 160, "Hebr": 180, "Cyrl": 180, "Syrc": 160}
"""Fewer, longer words (after Trauzettel-Klosinski & Dietz, 2012: Arabic 138, Hebrew 187,
Russian 184, English 228), rounded towards a careful reader."""


@cache
def digits(tag: str) -> str:
    """The CLDR numbering system a language counts in: ``latn``, ``arab``, ``arabext``, ..."""
    tag = canonical(tag)
    return _NUMBERING.get(tag) or facts(tag).numbering


def in_digits(text: str, tag: str) -> str:
    """A text with its ASCII digits turned into the language's own."""
    return text.translate(_digit_table(digits(tag)))


def number(n: int, tag: str) -> str:
    """A whole number, grouped and in the language's digits: ``12,345``, ``١٢٬٣٤٥``."""
    known = facts(tag)
    sign, figures = ("-" if n < 0 else ""), str(abs(n))
    if len(figures) < 5 and canonical(tag) in _UNGROUPED_BELOW_10000:
        return in_digits(sign + figures, tag)
    first, later = known.grouping
    groups = [figures[-first:]]
    figures = figures[:-first]
    while figures:
        groups.insert(0, figures[-later:])
        figures = figures[:-later]
    return in_digits(sign + known.group_mark(digits(tag)).join(groups), tag)


def year(n: int, tag: str) -> str:
    """A year: in the language's digits, never grouped."""
    return in_digits(str(n), tag)


def plural(n: int, tag: str) -> str:
    """The CLDR plural category of a whole number: zero, one, two, few, many or other."""
    return facts(tag).plural(abs(n))


def plural_categories(tag: str) -> frozenset[str]:
    """The categories that whole numbers of a language fall into, ``other`` among them."""
    rule = facts(tag).plural
    # Every rule of CLDR shows all its integer categories below 200 or at a million.
    return frozenset(rule(n) for n in (*range(200), 1_000_000)) | {"other"}


def minutes(words: int, tag: str) -> int:
    """How long a text takes to read, in whole minutes, at least 1.

    ``words`` are characters for scripts that do not separate words (``Article.words``).
    """
    code = script(tag)
    pace = _CHARACTERS_A_MINUTE.get(code) or _WORDS_A_MINUTE.get(code, 220)
    return max(1, round(words / pace))


@cache
def _digit_table(system: str) -> dict[int, str]:
    zero = ord(ZEROS.get(system, "0"))
    return {ord("0") + n: chr(zero + n) for n in range(10)}
