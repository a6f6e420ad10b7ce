"""Solar Hijri (Persian) dates from Gregorian ones and back, by arithmetic alone.

Leap years follow the 33-year cycle of ``(25 * year + 11) mod 33 < 8``, which agrees with the
astronomical calendar of Iran from 1178 to 1633 (1799 to 2255 of the Gregorian calendar); outside
those years the functions refuse rather than guess.
"""

from __future__ import annotations

from datetime import date

FIRST_YEAR, LAST_YEAR = 1178, 1633

# The ordinal of 1 Farvardin 1 if the cycle held from the beginning, so that 1 Farvardin 1394 is
# 21 March 2015.
_EPOCH = 226895


def is_leap(year: int) -> bool:
    """Whether Esfand of this Solar Hijri year has 30 days."""
    return (25 * year + 11) % 33 < 8


def month_length(year: int, month: int) -> int:
    """Days in a month (1..12) of a Solar Hijri year."""
    if month < 7:
        return 31
    if month < 12:
        return 30
    return 30 if is_leap(year) else 29


def to_gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Solar Hijri one; ValueError when there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year {year} lies outside {FIRST_YEAR} to {LAST_YEAR}")
    if not (1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        raise ValueError(f"there is no day {day} of month {month} in {year}")
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return date.fromordinal(_new_year(year) + before + day - 1)


def from_gregorian(day: date) -> tuple[int, int, int]:
    """(year, month, day) in the Solar Hijri calendar; ValueError outside its years."""
    year = day.year - 621
    if day.toordinal() < _new_year(year):
        year -= 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{day} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    passed = day.toordinal() - _new_year(year)
    if passed < 186:
        return (year, passed // 31 + 1, passed % 31 + 1)
    return (year, (passed - 186) // 30 + 7, (passed - 186) % 30 + 1)


def _new_year(year: int) -> int:
    """The proleptic Gregorian ordinal of 1 Farvardin."""
    return _EPOCH + 365 * (year - 1) + (8 * year + 21) // 33
