"""Dates in words, in a language's own order, names and digits (CLDR), and for ``datetime``."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from site_builder import persian_calendar
from site_builder.languages import cldr, numerals
from site_builder.languages.date_words import NEUTRAL, PERSIAN_MONTHS, WORDS, DateWords
from site_builder.languages.tags import canonical, script
from site_builder.model import Edtf

Calendar = Literal["gregorian", "persian"]
Parts = tuple[int, ...]
"""(year,), (year, month) or (year, month, day)."""

_FIELD = re.compile(r"'((?:[^']|'')*)'|([yMLd])\2*")

_PATTERNS: dict[str, dict[str, str]] = {
    # CLDR's ckb has no month-and-year patterns and inherits the root's "2015 March".
    "ckb": {"yMMMM": "MMMMی y", "yMMMM/M": "MMMM|–MMMMی y", "yMMMM/y": "MMMMی y| – MMMMی y"},
    # CLDR has these intervals only with short months, which drop the "de".
    "es": {
        "yMMMd/d": "d|–d 'de' MMMM 'de' y",
        "yMMMd/M": "d 'de' MMMM| – d 'de' MMMM 'de' y",
        "yMMMd/y": "d 'de' MMMM 'de' y| – d 'de' MMMM 'de' y",
    },
    # Babel cannot part a pattern whose halves name the month by L and by M.
    "fa": {"yMMMM/M": "LLLL| تا MMMM y"},
    # CLDR's kmr intervals mix two cases of the month.
    "kmr": {"yMMMd/M": "d'ê' MMMM'ê'| – d'ê' MMMM'a' y'an'", "yMMMM/M": "MMMM|–MMMM'a' y'an'"},
    # CLDR's ps has months and the rest from the root.
    "ps": {"long": "d MMMM y", "yMMMM": "MMMM y", "yMMMM/M": "MMMM|–MMMM y",
           "yMMMM/y": "MMMM y| – MMMM y", "yMMMd/d": "d|–d MMMM y",
           "yMMMd/M": "d MMMM| – d MMMM y", "yMMMd/y": "d MMMM y| – d MMMM y"},
    "zh": {"interval": "{0}至{1}"},
    "zh-hant": {"interval": "{0}至{1}", "y/y": "y|–y年"},
}  # fmt: skip
"""Where CLDR's pattern is missing or wrong; the bar parts the halves of an interval."""


@dataclass(frozen=True, slots=True)
class _Speech:
    """How one language says dates in one calendar."""

    tag: str
    months: tuple[str, ...]
    months_alone: tuple[str, ...]


def date(edtf: Edtf, tag: str, calendar: Calendar = "gregorian") -> str:
    """A date in words: ``1 March 2015``, ``c. March 2015``, ``March–April 2015``, ``since 2015``.

    With ``calendar="persian"`` the Solar Hijri date follows in brackets, as far as it is known to
    the same precision; a bare year is two of its years.
    """
    return _date(edtf, canonical(tag), calendar)


@lru_cache(maxsize=8192)
def _date(edtf: Edtf, tag: str, calendar: Calendar) -> str:
    words = _words(tag)
    said = _in_gregorian(edtf, tag, words)
    if calendar == "persian" and (beside := _in_persian(edtf, tag)):
        said = f"{said} ({beside})"
    if edtf.approximate:
        said = words.about.format(said)
    return words.perhaps.format(said) if edtf.uncertain else said


def iso(edtf: Edtf) -> str:
    """What ``<time datetime>`` can say of a date: a year, month or day; '' for all else."""
    if edtf.last is not None or edtf.season or edtf.decade:
        return ""
    return _ISO[len(edtf.first)] % edtf.first


_ISO = ("", "%04d", "%04d-%02d", "%04d-%02d-%02d")


# --- the two calendars -------------------------------------------------------------------


def _in_gregorian(edtf: Edtf, tag: str, words: DateWords) -> str:
    known = cldr.facts(tag)
    speech = _Speech(tag, known.months, known.months_alone)
    if edtf.season and words.seasons:
        return words.seasons[edtf.season - 21].format(numerals.year(edtf.year, tag))
    if edtf.open_start:
        return words.until.format(_moment(edtf.first, speech))
    if edtf.last == ():
        return words.since.format(_moment(edtf.first, speech))
    return _span(edtf.first, edtf.end, speech)


def _in_persian(edtf: Edtf, tag: str) -> str:
    """The same in the Solar Hijri calendar; '' where it would add nothing certain."""
    months = _persian_months(tag)
    if not months or edtf.season or edtf.open_start or edtf.last == () or edtf.decade:
        return ""
    try:
        start = persian_calendar.from_gregorian(datetime.date(*edtf.earliest))
        end = persian_calendar.from_gregorian(_last_day(edtf.end))
    except ValueError:
        return ""
    speech = _Speech(tag, months, months)
    return _span(start[: len(edtf.first)], end[: len(edtf.end)], speech)


def _persian_months(tag: str) -> tuple[str, ...]:
    own = PERSIAN_MONTHS.get(tag) or PERSIAN_MONTHS.get(tag.split("-")[0])
    return own or (PERSIAN_MONTHS[""] if script(tag) == "Latn" else ())


def _last_day(parts: Parts) -> datetime.date:
    year, month = (*parts, 12)[:2]
    if len(parts) == 3:
        return datetime.date(*parts)
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


# --- patterns ----------------------------------------------------------------------------


def _span(first: Parts, last: Parts, speech: _Speech) -> str:
    """An interval, saying once what both ends share."""
    if first == last:
        return _moment(first, speech)
    named = speech.months or len(first) == 1
    halves = _interval_pattern(first, last, speech.tag) if named else None
    if halves:
        return _fill(halves[0], first, speech) + _fill(halves[1], last, speech)
    joined = _ours(speech.tag).get("interval") or cldr.facts(speech.tag).interval
    joined = joined.replace("\u2009", " ")
    return joined.format(_moment(first, speech), _moment(last, speech))


def _moment(parts: Parts, speech: _Speech) -> str:
    """One year, month or day."""
    if not speech.months and len(parts) > 1:
        text = "-".join(f"{n:0{w}}" for n, w in zip(parts, (4, 2, 2), strict=False))
        return numerals.in_digits(text, speech.tag)
    return _fill(_pattern(("y", "yMMMM", "long")[len(parts) - 1], speech.tag), parts, speech)


def _pattern(name: str, tag: str) -> str:
    known = cldr.facts(tag)
    if ours := _ours(tag).get(name):
        return ours
    if name == "long":
        return known.long
    return known.skeletons.get(name) or {"y": "y", "yMMMM": "MMMM y"}[name]


def _interval_pattern(first: Parts, last: Parts, tag: str) -> tuple[str, str] | None:
    """The two halves of CLDR's pattern for ends of one precision, by what differs most."""
    if len(first) != len(last):
        return None
    skeleton, smallest = (("y", "y"), ("yMMMM", "M"), ("yMMMd", "d"))[len(first) - 1]
    differs = next(name for name, a, b in zip("yMd", first, last, strict=False) if a != b)
    if ours := _ours(tag).get(f"{skeleton}/{differs}"):
        left, _, right = ours.partition("|")
        return left, right
    halves = cldr.facts(tag).intervals.get(skeleton, {}).get(differs, ())
    if len(halves) != 2:
        return None
    # CLDR sets thin spaces, which many fonts show as none or as wide ones: a dash between two
    # single words stands close, any other has spaces.
    dash = "–" if differs == smallest else " – "
    left, right = (half.replace("\u2009–\u2009", dash).replace("MMM", "MMMM") for half in halves)
    return left.replace("MMMMM", "MMMM"), right.replace("MMMMM", "MMMM")


def _fill(pattern: str, parts: Parts, speech: _Speech) -> str:
    """A CLDR date pattern (UTS 35) with ``y``, ``M``, ``L`` and ``d`` filled in."""
    year, month, day = (*parts, 1, 1)[:3]

    def field(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[1].replace("''", "'") or "'"
        letter, width = match[2], len(match[0])
        if letter == "y":
            return numerals.year(year, speech.tag)
        if letter == "d":
            return numerals.in_digits(f"{day:0{width}}", speech.tag)
        if width < 3:
            return numerals.in_digits(f"{month:0{width}}", speech.tag)
        return (speech.months if letter == "M" else speech.months_alone)[month - 1]

    return _FIELD.sub(field, pattern)


def _ours(tag: str) -> dict[str, str]:
    return _PATTERNS.get(tag) or _PATTERNS.get(tag.split("-")[0], {})


def _words(tag: str) -> DateWords:
    while tag:
        if tag in WORDS:
            return WORDS[tag]
        tag = tag.rpartition("-")[0]
    return NEUTRAL
