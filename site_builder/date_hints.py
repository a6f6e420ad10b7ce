"""What an editor should have written instead of a text that is not an EDTF date.

To add a hint, add its pattern to ``hint``; each suggests one form only where one can be meant."""

from __future__ import annotations

import re
from calendar import monthrange

GENERAL = "write year-month-day, as far as it is known: 2015, 2015-03 or 2015-03-01"

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_MONTH_WORDS = (
    "january jan janvier janv enero ene januar ocak январь января يناير",
    "february feb février fevrier févr febrero februar şubat subat февраль февраля فبراير شباط",
    "march mar mars marzo märz maerz mart март марта مارس آذار",
    "april apr avril avr abril abr nisan апрель апреля أبريل إبريل نيسان",
    "may mai mayo mayıs май мая مايو أيار",
    "june jun juin junio juni haziran июнь июня يونيو حزيران",
    "july jul juillet juil julio juli temmuz июль июля يوليو تموز",
    "august aug août aout agosto ago ağustos август августа أغسطس آب",
    "september sep sept septembre septiembre eylül сентябрь сентября سبتمبر أيلول",
    "october oct octobre octubre oktober okt ekim октябрь октября أكتوبر",
    "november nov novembre noviembre kasım ноябрь ноября نوفمبر",
    "december dec décembre decembre déc diciembre dic dezember dez aralık декабрь декабря ديسمبر",
)
"""How the months are named by those most likely to write them out; no word stands twice."""

_MONTH_OF = {word: n for n, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}

_APPROXIMATE = re.compile(r"(?:c|ca|circa|about|around|approx)\.?\s*(\d{4}(?:-\d\d){0,2})", re.I)
_DECADE = re.compile(r"(\d{3})0'?s")
_YEARS = re.compile(r"(\d{4})\s*(?:-+|to|until)\s*(\d{4})")
_SEASON = re.compile(r"(spring|summer|autumn|fall|winter)(?: of)? (\d{4})", re.I)
_SEASON_CODES = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SMALL_X = re.compile(r"\d{3}x|\d{2}xx|\d{4}-xx(?:-xx)?|\d{4}-\d\d-xx")
_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d\d?)(?:\s*[-/.]\s*(\d\d?))?")
_YEAR_LAST = re.compile(r"(?:(\d\d?)\s*[-/.]\s*)?(\d\d?)\s*[-/.]\s*(\d{4})")
_DAY_MONTH_YEAR = re.compile(r"(?:(\d\d?)(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?)?"
                             r"([^\W\d_]+)\.?,?\s+(?:de\s+)?(\d{4})", re.I)  # fmt: skip
_MONTH_DAY_YEAR = re.compile(r"([^\W\d_]+)\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+(\d{4})", re.I)


def hint(written: str) -> str:
    """The EDTF form of what was written, if only one can be meant; else the general form.

    ``written`` has ASCII digits and plain hyphens already.
    """
    if len(written) > 60:
        return GENERAL
    if match := _TIMESTAMP.fullmatch(written):
        return f"leave out the time: {match[1]}"
    if match := _APPROXIMATE.fullmatch(written):
        return f"write it as {match[1]}~"
    if match := _DECADE.fullmatch(written):
        return f"write it as {match[1]}X"
    if match := _SEASON.fullmatch(written):
        return f"write it as {match[2]}-{_SEASON_CODES[match[1].casefold()]}"
    if _SMALL_X.fullmatch(written):
        return f"write it as {written.upper()}"
    if match := _DAY_MONTH_YEAR.fullmatch(written):
        return _named(match[3], match[2], match[1])
    if match := _MONTH_DAY_YEAR.fullmatch(written):
        return _named(match[3], match[1], match[2])
    if match := _YEARS.fullmatch(written):
        return f"write it as {match[1]}/{match[2]}"
    if match := _COMPACT.fullmatch(written) or _YEAR_FIRST.fullmatch(written):
        year, month, day = match.groups()
        return _suggest(int(year), int(month), int(day) if day else None)
    if match := _YEAR_LAST.fullmatch(written):
        return _year_last(match)
    return GENERAL


def swapped(year: int, month: int, day: int | None) -> str:
    """For a month that does not exist: perhaps day and month changed places."""
    if day and 1 <= day <= 12 < month <= 31 and _exists(year, day, month):
        return f"if the day is {month}, write it as {_iso(year, day, month)}"
    return "months go from 01 to 12"


def _named(year: str, month: str, day: str | None) -> str:
    number = _MONTH_OF.get(month.casefold())
    if number is None:
        return GENERAL
    return _suggest(int(year), number, int(day) if day else None)


def _year_last(match: re.Match[str]) -> str:
    year = int(match[3])
    if match[1] is None:
        return _suggest(year, int(match[2]), None)
    one, two = int(match[1]), int(match[2])
    readings = {(m, d) for d, m in ((one, two), (two, one)) if _exists(year, m, d)}
    if len(readings) == 2:
        forms = " or ".join(_iso(year, m, d) for m, d in ((two, one), (one, two)))
        return f"write the year first, then the month: {forms}"
    return _suggest(year, *readings.pop()) if readings else GENERAL


def _suggest(year: int, month: int, day: int | None) -> str:
    if not _exists(year, month, day or 1):
        return GENERAL
    return f"write it as {_iso(year, month, day)}"


def _exists(year: int, month: int, day: int) -> bool:
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _iso(year: int, month: int, day: int | None) -> str:
    whole = f"{year:04}-{month:02}"
    return whole if day is None else f"{whole}-{day:02}"
