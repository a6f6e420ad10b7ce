"""Dates as editors write them, and what they are told when a date is not one."""

from __future__ import annotations

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import edtf, persian_calendar
from site_builder.edtf import DateError
from site_builder.model import Edtf

ICU = Path(__file__).parent / "icu.mjs"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2015", Edtf("2015", (2015,))),
        ("0985", Edtf("0985", (985,))),
        ("2015-03", Edtf("2015-03", (2015, 3))),
        (" 2015-03-01 ", Edtf("2015-03-01", (2015, 3, 1))),
        ("2016-02-29", Edtf("2016-02-29", (2016, 2, 29))),
        ("2015-03~", Edtf("2015-03~", (2015, 3), approximate=True)),
        ("2015?", Edtf("2015?", (2015,), uncertain=True)),
        ("2015-03-01%", Edtf("2015-03-01%", (2015, 3, 1), approximate=True, uncertain=True)),
        ("2015-03/2015-04", Edtf("2015-03/2015-04", (2015, 3), (2015, 4))),
        ("2015/2016-02", Edtf("2015/2016-02", (2015,), (2016, 2))),
        ("2015~/2016", Edtf("2015~/2016", (2015,), (2016,), approximate=True)),
        ("2015/..", Edtf("2015/..", (2015,), ())),
        ("2015/", Edtf("2015/..", (2015,), ())),
        ("../2015", Edtf("../2015", (2015,), (2015,), open_start=True)),
        ("201X", Edtf("201X", (2010,))),
        ("20XX~", Edtf("20XX~", (2000,), approximate=True)),
        ("2015-XX", Edtf("2015-XX", (2015,))),
        ("2015-XX-XX", Edtf("2015-XX-XX", (2015,))),
        ("2015-03-XX", Edtf("2015-03-XX", (2015, 3))),
        ("2015-21", Edtf("2015-21", (2015, 3), season=21)),
        ("2015-24?", Edtf("2015-24?", (2015, 12), uncertain=True, season=24)),
        ("٢٠١٥-٠٣-٠١", Edtf("2015-03-01", (2015, 3, 1))),
        ("۲۰۱۵–۰۳", Edtf("2015-03", (2015, 3))),
        ("\u200f٢٠١٥\u200e", Edtf("2015", (2015,))),
    ],
)
def test_an_editor_writes_a_date_in_edtf(written: str, meant: Edtf) -> None:
    assert edtf.parse(written) == meant


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("31/01/2015", "'31/01/2015' is not a date", "write it as 2015-01-31"),
        ("2015-3-1", "'2015-3-1' is not a date", "write it as 2015-03-01"),
        ("2015/03/01", "'2015/03/01' is not a date", "write it as 2015-03-01"),
        ("2015/03", "'2015/03' is not a date", "write it as 2015-03"),
        ("03.2015", "'03.2015' is not a date", "write it as 2015-03"),
        ("20150301", "'20150301' is not a date", "write it as 2015-03-01"),
        ("March 2015", "'March 2015' is not a date", "write it as 2015-03"),
        ("1 March 2015", "'1 March 2015' is not a date", "write it as 2015-03-01"),
        ("March 1st, 2015", "'March 1st, 2015' is not a date", "write it as 2015-03-01"),
        ("1er mars 2015", "'1er mars 2015' is not a date", "write it as 2015-03-01"),
        ("1 de marzo de 2015", "'1 de marzo de 2015' is not a date", "write it as 2015-03-01"),
        ("٣ آذار ٢٠١٥", "'٣ آذار ٢٠١٥' is not a date", "write it as 2015-03-03"),
        ("2015-2016", "'2015-2016' is not a date", "write it as 2015/2016"),
        ("c. 2015", "'c. 2015' is not a date", "write it as 2015~"),
        ("2010s", "'2010s' is not a date", "write it as 201X"),
        ("201x", "'201x' is not a date", "write it as 201X"),
        ("spring 2015", "'spring 2015' is not a date", "write it as 2015-21"),
        (
            "2015-03-01T10:00:00Z",
            "'2015-03-01T10:00:00Z' is not a date",
            "leave out the time: 2015-03-01",
        ),
        (
            "01/02/2015",
            "'01/02/2015' is not a date",
            "write the year first, then the month: 2015-02-01 or 2015-01-02",
        ),
        ("2015-13", "'2015-13' has no month 13", "months go from 01 to 12"),
        ("2015-31-01", "'2015-31-01' has no month 31", "if the day is 31, write it as 2015-01-31"),
        (
            "2022-02-31",
            "'2022-02-31' does not exist: February 2022 has 28 days",
            "check the day",
        ),
        (
            "1394-02-31",
            "'1394-02-31' does not exist: February 1394 has 28 days",
            "if it is a Solar Hijri (Persian) date, write it as 2015-05-21",
        ),
        ("2016/2015", "'2016/2015' ends before it begins", "write it as 2015/2016"),
        (
            "201X/2015",
            "'201X/2015' has an X in an interval",
            "write the first and last known date",
        ),
        ("yesterday", "'yesterday' is not a date", edtf.date_hints.GENERAL),
        ("../..", "'../..' is not a date", edtf.date_hints.GENERAL),
        ("", "'' is not a date", edtf.date_hints.GENERAL),
        ("0000", "'0000' has the year 0", edtf.date_hints.GENERAL),
    ],
)
def test_an_editor_is_told_how_to_write_the_date(written: str, message: str, hint: str) -> None:
    with pytest.raises(DateError) as caught:
        edtf.parse(written)
    assert str(caught.value) == message
    assert caught.value.hint == hint


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_date_or_an_error_for_its_writer(text: str) -> None:
    hint = ""
    try:
        meant = edtf.parse(text)
    except DateError as error:
        hint = error.hint
    assert hint or edtf.parse(meant.text) == meant


@settings(deadline=None)
@given(st.from_regex(r"[0-9X]{2,4}(-[0-9X]{1,2}){0,2}[~?%]?(/([0-9]{4}|\.\.))?", fullmatch=True))
def test_every_date_that_is_accepted_lies_in_its_own_range(text: str) -> None:
    try:
        meant = edtf.parse(text)
    except DateError:
        return
    first, last = edtf.to_iso_range(meant)
    assert first <= last or last == "" or first == ""


def test_a_hint_is_itself_a_date_that_is_accepted() -> None:
    for written in ("31/01/2015", "March 2015", "c. 2015-03", "2010s", "2015-2016", "fall 2015"):
        with pytest.raises(DateError) as caught:
            edtf.parse(written)
        assert edtf.parse(caught.value.hint.removeprefix("write it as ")).year in (2010, 2015)


@pytest.mark.parametrize(
    ("written", "question", "hint"),
    [
        (
            "1401-08-12",
            "'1401-08-12' looks like a Solar Hijri (Persian) date",
            "if it is one, write it as 2022-11-03",
        ),
        (
            "1394",
            "'1394' looks like a Solar Hijri (Persian) date",
            "if it is one, write the Gregorian year: 2015 or 2016",
        ),
        ("1700", "'1700' lies before 1800; is the year right?", ""),
        ("1015", "'1015' lies before 1800; is the year right?", ""),
    ],
)
def test_a_persian_date_is_asked_about(written: str, question: str, hint: str) -> None:
    assert edtf.suspicious(edtf.parse(written)) == question
    assert edtf.solar_hijri_hint(edtf.parse(written)) == hint


def test_a_date_of_our_time_is_not_questioned() -> None:
    assert edtf.suspicious(edtf.parse("1800")) is None
    assert edtf.suspicious(edtf.parse("2015-03-01")) is None


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2015", ("2015-01-01", "2015-12-31")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2015-03-01", ("2015-03-01", "2015-03-01")),
        ("2015-03/2015-04", ("2015-03-01", "2015-04-30")),
        ("201X", ("2010-01-01", "2019-12-31")),
        ("2015-24", ("2015-12-01", "2016-02-29")),
        ("2015/..", ("2015-01-01", "")),
        ("../2015", ("", "2015-12-31")),
    ],
)
def test_a_date_spans_its_first_to_its_last_day(written: str, days: tuple[str, str]) -> None:
    assert edtf.to_iso_range(edtf.parse(written)) == days


def test_only_what_is_wholly_past_is_before_a_day() -> None:
    assert edtf.is_before(edtf.parse("2015-03"), "2015-04-01")
    assert not edtf.is_before(edtf.parse("2015-03"), "2015-03-31")
    assert not edtf.is_before(edtf.parse("2015/.."), "2999-01-01")


def test_a_day_is_one_day_and_sure() -> None:
    assert edtf.is_day(edtf.parse("2015-03-01"))
    for written in ("2015-03", "2015-03-01~", "2015-03-XX", "2015-03-01/2015-03-02"):
        assert not edtf.is_day(edtf.parse(written))


@pytest.mark.parametrize(
    ("written", "csl"),
    [
        ("2015-03-01", {"date-parts": [[2015, 3, 1]]}),
        ("2015-03~/2015-04", {"date-parts": [[2015, 3], [2015, 4]], "circa": True}),
        ("2015-23", {"date-parts": [[2015]], "season": 3}),
        ("201X", {"date-parts": [[2010], [2019]]}),
        ("2015/..", {"literal": "2015–"}),
        ("../2015-03", {"literal": "–2015-03"}),
    ],
)
def test_a_citation_manager_reads_the_date(written: str, csl: dict[str, object]) -> None:
    assert edtf.csl(edtf.parse(written)) == csl


# --- the Solar Hijri calendar ------------------------------------------------------------


@pytest.mark.parametrize(
    ("persian", "gregorian"),
    [
        ((1300, 1, 1), date(1921, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1375, 1, 1), date(1996, 3, 20)),
        ((1394, 1, 1), date(2015, 3, 21)),
        ((1395, 12, 30), date(2017, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1401, 6, 25), date(2022, 9, 16)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1500, 1, 1), date(2121, 3, 21)),
    ],
)
def test_a_known_persian_date_is_known(persian: tuple[int, int, int], gregorian: date) -> None:
    assert persian_calendar.to_gregorian(*persian) == gregorian
    assert persian_calendar.from_gregorian(gregorian) == persian


def test_every_day_of_two_centuries_follows_the_one_before() -> None:
    day, expected = date(1921, 3, 21), (1300, 1, 1)
    while expected < (1501, 1, 1):
        assert persian_calendar.from_gregorian(day) == expected
        assert persian_calendar.to_gregorian(*expected) == day
        year, month, number = expected
        if number < persian_calendar.month_length(year, month):
            expected = (year, month, number + 1)
        else:
            expected = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
        day += timedelta(days=1)


def test_every_day_of_a_century_is_that_of_icu() -> None:
    first, days = date(1925, 3, 22), 36_525
    done = subprocess.run(
        ["node", str(ICU)],
        input=json.dumps({"from": first.isoformat(), "days": days}),
        capture_output=True,
        text=True,
        check=True,
    )
    ours = [persian_calendar.from_gregorian(first + timedelta(days=n)) for n in range(days)]
    assert ours == [tuple(parts) for parts in json.loads(done.stdout)]


NEW_YEARS = (
    "1221112111211121112111211 1211121112111111111111111 1111111111111111111110111 "
    "0111011101110111011101110 1"
)
"""The day of March, less 20, on which 1304 (1925) and each of the hundred years after it begin:
the day before whose noon in Tehran the Sun is at the equinox, as Iran's law of 1925 has it. Found
once with Meeus's method (PyMeeus 0.5.12), so that no formula of ours or of ICU's is in it."""


def test_the_years_of_a_century_begin_at_the_equinox() -> None:
    for year, day in enumerate(NEW_YEARS.replace(" ", ""), start=1304):
        assert persian_calendar.to_gregorian(year, 1, 1) == date(year + 621, 3, 20 + int(day))


def test_a_day_that_the_persian_year_lacks_is_refused() -> None:
    for parts in ((1394, 12, 30), (1394, 7, 31), (1394, 13, 1), (1394, 0, 1), (1100, 1, 1)):
        with pytest.raises(ValueError, match=r"no day|outside"):
            persian_calendar.to_gregorian(*parts)
    with pytest.raises(ValueError, match="outside"):
        persian_calendar.from_gregorian(date(1500, 1, 1))
