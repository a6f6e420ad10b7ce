"""Dates as editors write them: EDTF level 0 and 1 (ISO 8601-2:2019), and nothing else.

    2015   2015-03   2015-03-01      a year, a month, a day
    2015-03~   2015?   2015%         approximate, uncertain, both
    2015-03/2015-04   2015/..        an interval, one that is open
    201X   20XX   2015-XX            digits that are not known
    2015-21                          a season: 21 spring, 22 summer, 23 autumn, 24 winter

Digits of any script are understood. What is written otherwise is refused with the form it should
have, where only one can be meant (``date_hints``).
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

from site_builder import date_hints, persian_calendar
from site_builder.model import Edtf

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII)
_UNSPECIFIED = re.compile(r"(\d{3}X|\d{2}XX|\d{4}-XX(?:-XX)?|\d{4}-\d\d-XX)([~?%]?)", re.ASCII)
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
"""Season -> its first month in the north, where it is filed."""

_OLDEST_EXPECTED = 1800


class DateError(ValueError):
    """A text that is not a date; the message and ``hint`` are meant for its writer."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(message)


def parse(text: str) -> Edtf:
    """The date that a text means; DateError when it means none."""
    written = folded(text)
    if written.count("/") == 1 and (interval := _interval(written)):
        return interval
    if match := _UNSPECIFIED.fullmatch(written):
        return _unspecified(match)
    if match := _DATE.fullmatch(written):
        return _single(match, written)
    raise DateError(f"'{text.strip()[:60]}' is not a date", date_hints.hint(written))


def folded(text: str) -> str:
    """The text with ASCII digits, plain hyphens, and no invisible marks or outer space."""
    return "".join(_folded_characters(text)).strip()


def is_day(edtf: Edtf) -> bool:
    """Whether it is one known day, as ``2015-03-01`` is."""
    return len(edtf.first) == 3 and edtf.last is None and edtf.text == iso_day(edtf.first)


def iso_day(parts: tuple[int, ...]) -> str:
    """``2015``, ``2015-03`` or ``2015-03-01``, with years of four digits."""
    return "-".join(f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False))


def to_iso_range(edtf: Edtf) -> tuple[str, str]:
    """The first and the last day it can mean, as ISO dates; '' for an open end."""
    end = _last_day(edtf)
    start = "" if edtf.open_start else iso_day(edtf.earliest)
    return (start, end.isoformat() if end else "")


def is_before(edtf: Edtf, day: str) -> bool:
    """Whether all of it lies before an ISO day; never so for an open interval."""
    last = to_iso_range(edtf)[1]
    return last != "" and last < day


def csl(edtf: Edtf) -> dict[str, object]:
    """The date as CSL-JSON 1.0.2 has it: ``date-parts``, ``season`` (1 to 4) and ``circa``."""
    if edtf.open_start or edtf.last == ():
        dash = f"–{edtf.text.split('/')[1]}" if edtf.open_start else f"{edtf.text.split('/')[0]}–"
        return {"literal": dash}
    if edtf.season:
        parts = [[edtf.year]]
    elif edtf.decade:
        parts = [[edtf.year], list(edtf.end)]
    else:
        parts = [list(edtf.first)] + ([list(edtf.last)] if edtf.last else [])
    made: dict[str, object] = {"date-parts": parts}
    if edtf.season:
        made["season"] = edtf.season - 20
    if edtf.approximate or edtf.uncertain:
        made["circa"] = True
    return made


def suspicious(edtf: Edtf) -> str | None:
    """A question about a date from before newspapers: most likely a Solar Hijri one."""
    if edtf.year >= _OLDEST_EXPECTED:
        return None
    if 1200 <= edtf.year <= 1500:
        return f"'{edtf.text}' looks like a Solar Hijri (Persian) date"
    return f"'{edtf.text}' lies before {_OLDEST_EXPECTED}; is the year right?"


def solar_hijri_hint(edtf: Edtf) -> str:
    """What to write if a suspicious date is a Solar Hijri one; '' when it cannot be one."""
    try:
        first = persian_calendar.to_gregorian(*edtf.earliest)
    except ValueError:
        return ""
    if len(edtf.first) == 3:
        return f"if it is one, write it as {first.isoformat()}"
    if len(edtf.first) == 2:
        return f"if it is one, write the Gregorian month: {first:%Y-%m} or the one after"
    return f"if it is one, write the Gregorian year: {first.year} or {first.year + 1}"


# --- how ---------------------------------------------------------------------------------


def _folded_characters(text: str) -> list[str]:
    made = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Nd":
            made.append(str(unicodedata.decimal(character)))
        elif category == "Pd" or character == "\u2212":
            made.append("-")
        elif category != "Cf":
            made.append(character)
    return made


def _single(match: re.Match[str], written: str) -> Edtf:
    year, month, day, mark = match.groups()
    approximate, uncertain = _meaning(mark)
    parts = tuple(int(part) for part in (year, month, day) if part)
    season = parts[1] if len(parts) == 2 and parts[1] in _SEASONS else 0
    if season:
        parts = (parts[0], _SEASONS[season])
    _check(parts, written.rstrip("~?%"))
    return Edtf(written, parts, None, approximate, uncertain, season)


def _unspecified(match: re.Match[str]) -> Edtf:
    pattern, mark = match.groups()
    year = int(pattern[:4].replace("X", "0"))
    known = pattern.removesuffix("-XX").removesuffix("-XX")
    parts = (year, int(known[5:7])) if len(known) == 7 else (year,)
    _check(parts, pattern)
    return Edtf(match[0], parts, None, *_meaning(mark))


def _meaning(mark: str) -> tuple[bool, bool]:
    """(approximate, uncertain)"""
    return mark in ("~", "%"), mark in ("?", "%")


def _interval(written: str) -> Edtf | None:
    """The interval a text means; None when its halves are not even shaped like dates."""
    left, right = written.split("/")
    from_open, to_open = left in ("", ".."), right in ("", "..")
    start = None if from_open else _DATE.fullmatch(left)
    end = None if to_open else _DATE.fullmatch(right)
    if (from_open and to_open) or not (start or from_open) or not (end or to_open):
        if any(_UNSPECIFIED.fullmatch(half) for half in (left, right)):
            raise DateError(
                f"'{written}' has an X in an interval", "write the first and last known date"
            )
        return None
    first = _single(start, left) if start else None
    last = _single(end, right) if end else None
    known = first or last
    assert known is not None  # one of the halves is a date, or the text was refused above
    if (first and first.season) or (last and last.season):
        raise DateError(
            f"'{written}' has a season in an interval", "write its months, 2015-03/2015-08"
        )
    if first and last and _end_of(last.first) < first.earliest:
        raise DateError(f"'{written}' ends before it begins", f"write it as {right}/{left}")
    return Edtf(
        f"{left or '..'}/{right or '..'}",
        known.first,
        last.first if last else (),
        approximate=any(half.approximate for half in (first, last) if half),
        uncertain=any(half.uncertain for half in (first, last) if half),
        open_start=from_open,
    )


def _check(parts: tuple[int, ...], written: str) -> None:
    """DateError unless there is such a year, month or day."""
    year, month, day = (*parts, 1, 1)[:3]
    if year == 0:
        raise DateError(f"'{written}' has the year 0", date_hints.GENERAL)
    if not 1 <= month <= 12:
        raise DateError(
            f"'{written}' has no month {month:02}",
            date_hints.swapped(year, month, day if len(parts) == 3 else None),
        )
    if not 1 <= day <= monthrange(year, month)[1]:
        name = date_hints.MONTHS[month - 1]
        raise DateError(
            f"'{written}' does not exist: {name} {year} has {monthrange(year, month)[1]} days",
            _solar_hijri_reading(year, month, day) or "check the day",
        )


def _solar_hijri_reading(year: int, month: int, day: int) -> str:
    """A hint for a day that exists in the Solar Hijri calendar only; '' when it does not."""
    try:
        meant = persian_calendar.to_gregorian(year, month, day)
    except ValueError:
        return ""
    return f"if it is a Solar Hijri (Persian) date, write it as {meant.isoformat()}"


def _end_of(parts: tuple[int, ...]) -> tuple[int, int, int]:
    year, month = (*parts, 12)[:2]
    return (year, month, parts[2] if len(parts) == 3 else monthrange(year, month)[1])


def _last_day(edtf: Edtf) -> date | None:
    return date(*_end_of(edtf.end)) if edtf.end else None
