"""What an editor should have written instead of a text that is not an EDTF date.

To add a hint, add its pattern to ``hint``; each suggests one form only where one can be meant.
``meant`` alone is for those who read dates that nobody wrote for an archive: in a clipped page.
"""

from __future__ import annotations

import re
from calendar import monthrange

from site_builder import persian_calendar

GENERAL = "write year-month-day, as far as it is known: 2015, 2015-03 or 2015-03-01"

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_MONTH_WORDS = (
    "january jan janvier janv enero ene januar ocak январь января يناير جانفي كانونالثاني ژانویه "
    "کانوونیدووەم جنوری rêbendan çile "
    "ינואר בינואר",
    "february feb février fevrier févr febrero februar şubat subat февраль февраля فبراير شباط "
    "فيفري فوریه شوبات فروری reşemî sibat "
    "פברואר בפברואר",
    "march mar mars marzo märz maerz mart март марта مارس آذار ئازار مارچ adar מרץ במרץ",
    "april apr avril avr abril abr nisan апрель апреля أبريل إبريل نيسان أفريل آوریل نیسان اپریل "
    "avrêl nîsan "
    "אפריל באפריל",
    "may mai mayo mayıs май мая مايو أيار ماي مه ئایار مئی gulan מאי במאי",
    "june jun juin junio juni haziran июнь июня يونيو حزيران جوان ژوئن حوزەیران جون hezîran pûşper "
    "יוני ביוני",
    "july jul juillet juil julio juli temmuz июль июля يوليو تموز جويلية ژوئیه جولای تەممووز "
    "تەمموز جولائی tîrmeh "
    "יולי ביולי",
    "august aug août aout agosto ago ağustos август августа أغسطس آب أوت اوت ئاب اگست tebax "
    "gelawêj "
    "אוגוסט באוגוסט",
    "september sep sept septembre septiembre eylül сентябрь сентября سبتمبر أيلول سپتامبر ئەیلوول "
    "ستمبر îlon rezber "
    "ספטמבר בספטמבר",
    "october oct octobre octubre oktober okt ekim октябрь октября أكتوبر تشرينالأول اکتبر "
    "تشرینییەکەم اکتوبر cotmeh kewçêr "
    "אוקטובר באוקטובר",
    "november nov novembre noviembre kasım ноябрь ноября نوفمبر تشرينالثاني نوامبر تشرینیدووەم "
    "نومبر mijdar sermawez "
    "נובמבר בנובמבר",
    "december dec décembre decembre déc diciembre dic dezember dez aralık декабрь декабря ديسمبر "
    "كانونالأول دسامبر کانوونییەکەم دسمبر berfanbar kanûn "
    "דצמבר בדצמבר",
)
"""How the months are named by those most likely to write them out; no word stands twice.

A name of two words is written as one here, and so is one with its Kurdish ending left out.
"""

_MONTH_OF = {word: n for n, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
_TWO_WORDS = re.compile(
    r"\b((?:كانون|تشرين)) (الأول|الثاني)\b|\b(کانوونی|تشرینی) (یەکەم|دووەم)ی?\b"
)
_EZAFE = re.compile("[\u064b-\u0655]")
"""Vowel signs of the Arabic script, among them the ezafe of a Persian month."""
_TWO_NAMES = re.compile(r"([^\W\d_]+)\s*[/(]\s*([^\W\d_]+)\)?(?=,?\s+\d{4})")
"""آذار/مارس: the month by both of its names."""
_KURDISH_ENDING = re.compile(r"(?:y?[êîa]|an|ی)$")

_SOLAR_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_SOLAR_YEARS = range(1250, 1500)
"""Of the Solar Hijri calendar; a year of newspapers either way."""

_APPROXIMATE = re.compile(r"(?:c|ca|circa|about|around|approx)\.?\s*(\d{4}(?:-\d\d){0,2})", re.I)
_DECADE = re.compile(r"(\d{3})0'?s")
_YEARS = re.compile(r"(\d{4})\s*(?:-+|to|until)\s*(\d{4})")
_SEASON = re.compile(r"(spring|summer|autumn|fall|winter)(?: of)? (\d{4})", re.I)
_SEASON_CODES = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SMALL_X = re.compile(r"\d{3}x|\d{2}xx|\d{4}-xx(?:-xx)?|\d{4}-\d\d-xx")
_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d\d?)(?:\s*[-/.]\s*(\d\d?))?")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d\d?)\s*月(?:\s*(\d\d?)\s*[日号號])?")
_YEAR_LAST = re.compile(r"(?:(\d\d?)\s*[-/.]\s*)?(\d\d?)\s*[-/.]\s*(\d{4})")
_DAY_MONTH_YEAR = re.compile(
    r"(?:(\d\d?)(?:st|nd|rd|th|er|º|\.|['’]?[êe]|ی)?\s+(?:of\s+|de\s+)?)?"
    r"([^\W\d_]+)\.?[,،]?\s+(?:del?\s+)?(\d{4})(?:\s*(?:г\.?|года)|['’]?an)?",
    re.I,
)
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
    if match := _YEARS.fullmatch(written):
        return f"write it as {match[1]}/{match[2]}"
    forms = meant(written)
    if len(forms) == 2:
        return f"write the year first, then the month: {forms[0]} or {forms[1]}"
    return f"write it as {forms[0]}" if forms else GENERAL


def meant(written: str, *, day_first: bool = False) -> tuple[str, ...]:
    """The day or month that newspapers mean by such a date; both, day first, if it may be two.

    ``written`` is as for ``hint``; with ``day_first`` 3/4/2015 is in April and nothing else.
    """
    one = _EZAFE.sub("", written).replace("ۀ", "ه")
    one = _TWO_WORDS.sub(lambda m: (m[1] or m[3]) + (m[2] or m[4]), one)
    one = _TWO_NAMES.sub(r"\1", one)
    if match := _DAY_MONTH_YEAR.fullmatch(one):
        return _named(match[3], match[2], match[1])
    if match := _MONTH_DAY_YEAR.fullmatch(one):
        return _named(match[3], match[1], match[2])
    for pattern in (_CHINESE, _COMPACT, _YEAR_FIRST):
        if match := pattern.fullmatch(one):
            year, month, day = match.groups()
            return _one(int(year), int(month), int(day) if day else None)
    if match := _YEAR_LAST.fullmatch(one):
        return _year_last(match, day_first)
    return ()


def swapped(year: int, month: int, day: int | None) -> str:
    """For a month that does not exist: perhaps day and month changed places."""
    if day and 1 <= day <= 12 < month <= 31 and _exists(year, day, month):
        return f"if the day is {month}, write it as {_iso(year, day, month)}"
    return "months go from 01 to 12"


def _named(year: str, month: str, day: str | None) -> tuple[str, ...]:
    word = month.casefold().replace("ي", "ی").replace("ك", "ک")
    if word in _SOLAR_MONTHS and int(year) in _SOLAR_YEARS:
        return _solar(int(year), _SOLAR_MONTHS.index(word) + 1, int(day) if day else None)
    names = (month.casefold(), _KURDISH_ENDING.sub("", month.casefold()))
    number = next((_MONTH_OF[name] for name in names if name in _MONTH_OF), None)
    return _one(int(year), number, int(day) if day else None) if number else ()


def _solar(year: int, month: int, day: int | None) -> tuple[str, ...]:
    """A Solar Hijri day; a month of that calendar is in two of the other."""
    try:
        return (persian_calendar.to_gregorian(year, month, day).isoformat(),) if day else ()
    except ValueError:
        return ()


def _year_last(match: re.Match[str], day_first: bool) -> tuple[str, ...]:
    year = int(match[3])
    if match[1] is None:
        return _one(year, int(match[2]), None)
    one, two = int(match[1]), int(match[2])
    forms = [_iso(year, m, d) for d, m in ((one, two), (two, one)) if _exists(year, m, d)]
    return tuple(dict.fromkeys(forms[:1] if day_first and _exists(year, two, one) else forms))


def _one(year: int, month: int, day: int | None) -> tuple[str, ...]:
    return (_iso(year, month, day),) if _exists(year, month, day or 1) else ()


def _exists(year: int, month: int, day: int) -> bool:
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _iso(year: int, month: int, day: int | None) -> str:
    whole = f"{year:04}-{month:02}"
    return whole if day is None else f"{whole}-{day:02}"
