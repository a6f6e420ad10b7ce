"""Days as newspapers print them, found in a text or in what a page says for machines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder import date_hints, edtf, persian_calendar

_DAY = re.compile(
    r"\d{4}-\d\d-\d\d(?=[T ]\d\d:\d\d)|"
    r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号號]|"
    r"(?<![\d/.-])\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}(?![\d/-])|"
    r"(?<![\d/.-])\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{4}(?!\d)|"
    r"(?<!\d)\d{1,2}(?:st|nd|rd|th|er|º|\.|['’]?[êe]|ی)?\s+(?:of\s+|de\s+)?[^\W\d_]+(?:\s[^\W\d_]+)?"
    r"(?:\s*[/(]\s*[^\W\d_]+\)?)?\.?[,،]?\s+(?:del?\s+)?\d{4}(?!\d)|"
    r"[^\W\d_]+\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}(?!\d)",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"\d{1,2}\s?(?:[:h]\s?\d\d(?::\d\d)?(?:\s?[ap]m\b)?|[时時点點]\d{1,2}分|\.\d\d(?=\s(?:[ap]m|[A-Z]{3}|uhr)\b))",
    re.IGNORECASE,
)
_VOWELS = re.compile("[\u064b-\u0655]")
_SOLAR = re.compile(r"(1[2-4]\d\d)\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})")
_SOLAR_DAY_FIRST = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(1[2-4]\d\d)")
_LONGEST = 400
"""Characters that are looked through."""
_MONTH_FIRST = frozenset({"en"})
"""Languages in which 3/4/2015 is written with either order."""


def days_in(
    text: str, language: str, but: re.Pattern[str] | None = None
) -> Iterator[tuple[str, ...]]:
    """What each date in a text may mean, as ISO days: one, or two if its order is not clear.

    A date is passed over if ``but`` is in the words between it and the date before it.
    """
    folded = _folded(text)
    end = 0
    for found in _DAY.finditer(folded):
        label, end = folded[end : found.start()], found.end()
        if but is not None and but.search(label):
            continue
        if forms := _meant(" ".join(found[0].split()), language):
            yield forms


def _folded(text: str) -> str:
    # A date stands in a line; what is longer is no line, and searching it would take long.
    return _VOWELS.sub("", edtf.folded(text[:_LONGEST])).replace("ۀ", "ه")


def first_day(text: str, language: str) -> str:
    """The first date of a text whose meaning is clear, as an ISO day; '' if there is none."""
    return next((forms[0] for forms in days_in(text, language) if len(forms) == 1), "")


def is_date(text: str, language: str, *, besides: int = 24) -> bool:
    """Whether a line is a date and little else: a weekday, an hour, a word before it."""
    rest = besides_dates(text)
    return len(rest) <= besides and any(True for _ in days_in(text, language))


def besides_dates(text: str) -> str:
    """A line without its dates and hours."""
    return _HOUR.sub("", _DAY.sub("", _folded(text))).strip()


def without_dates(text: str) -> str:
    """A line up to its first date: the name of a byline."""
    folded = edtf.folded(text[:_LONGEST])
    found = _DAY.search(folded)
    # Folding may drop characters; then the places in the two texts are not the same.
    whole = found is None or len(folded) != len(text.strip())
    return text if whole or found is None else text.strip()[: found.start()]


def _meant(written: str, language: str) -> tuple[str, ...]:
    if found := _SOLAR.fullmatch(written):
        return _solar(*found.groups())
    if found := _SOLAR_DAY_FIRST.fullmatch(written):
        return _solar(*reversed(found.groups()))
    forms = date_hints.meant(written, day_first=language.partition("-")[0] not in _MONTH_FIRST)
    return tuple(form for form in forms if "1500" < form[:4] < "2200" and len(form) == 10)


def _solar(year: str, month: str, day: str) -> tuple[str, ...]:
    try:
        return (persian_calendar.to_gregorian(int(year), int(month), int(day)).isoformat(),)
    except ValueError:
        return ()
