"""What a reader of each language sees: direction, names, digits, numbers, dates."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from site_builder import edtf, languages
from site_builder.languages import numerals

INTERFACE = ("en", "ar", "fr", "es", "fa", "ckb", "kmr", "tr", "de", "ru", "zh", "ur")


# --- tags --------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["en", "ckb", "zh-Hant", "pt-BR", "az-Arab-IR", "es-419", "x-y"])
def test_a_well_formed_tag_is_told_from_a_word(tag: str) -> None:
    assert languages.is_tag(tag) is (tag != "x-y")


@pytest.mark.parametrize("text", ["", "e", "english", "en_US", "en-", "-en", "en--us", "éa", "ar "])
def test_a_malformed_tag_is_refused(text: str) -> None:
    assert not languages.is_tag(text)


@pytest.mark.parametrize(
    ("written", "address", "html"),
    [
        ("EN", "en", "en"),
        ("zh_Hant", "zh-hant", "zh-Hant"),
        ("zh-hant-tw", "zh-hant-tw", "zh-Hant-TW"),
        ("pt-br", "pt-br", "pt-BR"),
        ("es-419", "es-419", "es-419"),
        ("en-x-twain", "en-x-twain", "en-x-twain"),
    ],
)
def test_a_tag_has_one_form_in_addresses_and_one_in_html(
    written: str, address: str, html: str
) -> None:
    assert languages.canonical(written) == address
    assert languages.html_tag(written) == html


def test_direction_follows_the_script_and_not_the_language() -> None:
    right_to_left = ("ar", "fa", "ckb", "ur", "he", "ps", "syr", "arc", "ku-arab", "az-arab", "sdh")
    assert [t for t in right_to_left if languages.direction(t) != "rtl"] == []
    left_to_right = ("en", "kmr", "ku", "tr", "az", "ru", "zh", "fa-latn", "ar-latn", "qaa", "ja")
    assert [t for t in left_to_right if languages.direction(t) != "ltr"] == []


def test_a_script_is_known_from_the_region_too() -> None:
    assert languages.script("az-ir") == "Arab"
    assert languages.script("zh-tw") == "Hant"
    assert languages.script("sr-latn") == "Latn"
    assert languages.script("qaa") == ""


# --- names -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("ar", "العربية"),
        ("fr", "Français"),
        ("es", "Español"),
        ("fa", "فارسی"),
        ("ckb", "کوردیی ناوەندی"),
        ("kmr", "Kurmancî"),
        ("tr", "Türkçe"),
        ("de", "Deutsch"),
        ("ru", "Русский"),
        ("zh", "中文"),
        ("zh-hant", "繁體中文"),
        ("ur", "اردو"),
        ("arc", "ܐܪܡܝܐ"),
        ("qaa", "qaa"),
    ],
)
def test_a_language_is_named_in_itself(tag: str, name: str) -> None:
    assert languages.native_name(tag) == name


def test_a_language_is_named_in_another() -> None:
    assert languages.name_in("ar", "en") == "Arabic"
    assert languages.name_in("ckb", "fr") == "sorani"
    assert languages.name_in("kmr", "ar") == "الكردية الكرمانجية"
    assert languages.name_in("en", "kmr") == "îngilîzî"
    assert languages.name_in("fr", "fr") == "français"
    assert languages.name_in("qaa", "en") == "qaa"


def test_every_interface_language_names_every_other() -> None:
    for reader in INTERFACE:
        names = [languages.name_in(tag, reader) for tag in INTERFACE]
        assert len(set(names)) == len(INTERFACE)


# --- numbers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "number", "year"),
    [
        ("en", "12,345", "2015"),
        ("ar", "١٢٬٣٤٥", "٢٠١٥"),
        ("ar-ma", "12.345", "2015"),
        ("fa", "۱۲٬۳۴۵", "۲۰۱۵"),
        ("ckb", "١٢٬٣٤٥", "٢٠١٥"),
        ("ur", "12,345", "2015"),
        ("kmr", "12.345", "2015"),
        ("fr", "12\u202f345", "2015"),
        ("de", "12.345", "2015"),
        ("qaa", "12,345", "2015"),
    ],
)
def test_numbers_are_in_the_reader_s_digits(tag: str, number: str, year: str) -> None:
    assert languages.number(12345, tag) == number
    assert languages.year(2015, tag) == year


def test_groups_are_as_long_as_the_language_has_them() -> None:
    assert languages.number(1234567, "hi") == "12,34,567"
    assert languages.number(1234, "es") == "1234"
    assert languages.number(12345, "es") == "12.345"
    assert languages.number(-1234, "en") == "-1,234"
    assert languages.number(0, "ar") == "٠"


def test_plural_categories_are_those_of_cldr() -> None:
    arabic = [languages.plural(n, "ar") for n in (0, 1, 2, 3, 11, 100)]
    assert arabic == ["zero", "one", "two", "few", "many", "other"]
    assert [languages.plural(n, "ru") for n in (1, 2, 5, 21)] == ["one", "few", "many", "one"]
    assert [languages.plural(n, "kmr") for n in (1, 2)] == ["one", "other"]
    assert languages.plural(1, "zh") == languages.plural(1, "qaa") == "other"
    assert numerals.plural_categories("fr") == {"one", "many", "other"}


def test_reading_time_is_in_whole_minutes_and_at_least_one() -> None:
    assert languages.minutes(0, "en") == 1
    assert languages.minutes(2200, "en") == 10
    assert languages.minutes(1600, "ar") == 10
    assert languages.minutes(3000, "zh") == 10


# --- dates -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "day", "month"),
    [
        ("en", "March 1, 2015", "March 2015"),
        ("en-gb", "1 March 2015", "March 2015"),
        ("ar", "١ مارس ٢٠١٥", "مارس ٢٠١٥"),
        ("ar-sy", "١ آذار ٢٠١٥", "آذار ٢٠١٥"),
        ("fr", "1 mars 2015", "mars 2015"),
        ("es", "1 de marzo de 2015", "marzo de 2015"),
        ("fa", "۱ مارس ۲۰۱۵", "مارس ۲۰۱۵"),
        ("ckb", "١ی ئازاری ٢٠١٥", "ئازاری ٢٠١٥"),
        ("kmr", "1ê adara 2015an", "adara 2015an"),
        ("tr", "1 Mart 2015", "Mart 2015"),
        ("de", "1. März 2015", "März 2015"),
        ("ru", "1 марта 2015\u202fг.", "март 2015\u202fг."),
        ("zh", "2015年3月1日", "2015年3月"),
        ("zh-hant", "2015年3月1日", "2015年3月"),
        ("ur", "1 مارچ، 2015", "مارچ 2015"),
        ("arc", "2015-03-01", "2015-03"),
    ],
)
def test_a_date_is_written_as_readers_write_it(tag: str, day: str, month: str) -> None:
    shown = languages.date(edtf.parse("2015-03-01"), tag)
    assert shown.replace("\u00a0", "\u202f").replace(" г.", "\u202fг.") == day
    shown = languages.date(edtf.parse("2015-03"), tag)
    assert shown.replace("\u00a0", "\u202f").replace(" г.", "\u202fг.") == month


BABEL_SAYS = """
import datetime, json, sys
from babel import Locale, dates
locale = Locale.parse(sys.argv[1])
days = [datetime.date(2015, month, day) for month in range(1, 13) for day in (1, 9, 28)]
print(json.dumps({
    "days": [dates.format_date(day, "long", locale) for day in days],
    "months": [dates.format_skeleton("yMMMM", day, locale=locale) for day in days[::3]],
    "year": dates.format_skeleton("y", days[0], locale=locale),
}))
"""
"""Run apart: what Babel says of one language depends on which it was asked about before."""

DIGITS = {
    # The digits of ar-SY, ar-IQ, ar-LB and ar-EG in CLDR, where plain "ar" has 0-9.
    "ar": "٠١٢٣٤٥٦٧٨٩",
    "ckb": "٠١٢٣٤٥٦٧٨٩",
    "fa": "۰۱۲۳۴۵۶۷۸۹",
}


@pytest.mark.parametrize("tag", INTERFACE)
def test_every_day_and_month_is_written_by_the_pattern_of_cldr(tag: str) -> None:
    locale = {"kmr": "ku"}.get(tag, tag)
    done = subprocess.run(
        [sys.executable, "-c", BABEL_SAYS, locale], capture_output=True, text=True, check=True
    )
    digits = str.maketrans("0123456789", DIGITS.get(tag, "0123456789"))

    def in_digits(texts: list[str]) -> list[str]:
        return [text.translate(digits) for text in texts]

    said = json.loads(done.stdout)
    days = [f"2015-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 9, 28)]
    assert [languages.date(edtf.parse(day), tag) for day in days] == in_digits(said["days"])
    months = [languages.date(edtf.parse(day[:7]), tag) for day in days[::3]]
    if tag == "ckb":
        # CLDR's own pattern for a day has the month like this; for a month it has only the root's.
        assert months == in_digits([day.split(" ", 1)[1] for day in said["days"][::3]])
    else:
        assert months == in_digits(said["months"])
    assert languages.date(edtf.parse("2015"), tag) == said["year"].translate(digits)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2015", "2015"),
        ("2015-XX", "2015"),
        ("2015-03~", "c. March 2015"),
        ("2015?", "2015 (uncertain)"),
        ("2015%", "c. 2015 (uncertain)"),
        ("2015/2016", "2015–2016"),
        ("2015-03/2015-04", "March–April 2015"),
        ("2015-12/2016-01", "December 2015 – January 2016"),
        ("2015-03-01/2015-03-05", "March 1–5, 2015"),
        ("2015-03-30/2015-04-02", "March 30 – April 2, 2015"),
        ("2015-12-30/2016-01-02", "December 30, 2015 – January 2, 2016"),
        ("2015/2016-03", "2015 – March 2016"),
        ("2015-03/2015-03", "March 2015"),
        ("2015/..", "since 2015"),
        ("../2015-03", "until March 2015"),
        ("201X", "2010–2019"),
        ("2015-21", "spring 2015"),
    ],
)
def test_every_precision_has_its_words(written: str, shown: str) -> None:
    assert languages.date(edtf.parse(written), "en") == shown


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("ar", "نحو مارس – أبريل ٢٠١٥"),
        ("fa", "حدود مارس تا آوریل ۲۰۱۵"),
        ("ckb", "نزیکەی ئازار–نیسانی ٢٠١٥"),
        ("es", "hacia marzo–abril de 2015"),
        ("zh", "约2015年3月至4月"),
        ("he", "~ מרץ–אפריל 2015"),
        ("arc", "~ 2015-03 – 2015-04"),
    ],
)
def test_an_interval_says_once_what_both_ends_share(tag: str, shown: str) -> None:
    assert languages.date(edtf.parse("2015-03~/2015-04"), tag) == shown


@pytest.mark.parametrize(
    ("written", "tag", "shown"),
    [
        ("2015-03-21", "fa", "۲۱ مارس ۲۰۱۵ (۱ فروردین ۱۳۹۴)"),
        ("2015-03", "fa", "مارس ۲۰۱۵ (اسفند ۱۳۹۳ تا فروردین ۱۳۹۴)"),
        ("2015", "fa", "۲۰۱۵ (۱۳۹۳ تا ۱۳۹۴)"),
        ("2015-03-21", "ckb", "٢١ی ئازاری ٢٠١٥ (١ی خاکەلێوەی ١٣٩٤)"),
        ("2015-03-21", "en", "March 21, 2015 (Farvardin 1, 1394)"),
        ("2015/..", "fa", "از ۲۰۱۵"),
        ("1750-03-21", "fa", "۲۱ مارس ۱۷۵۰"),
    ],
)
def test_the_persian_date_stands_beside_the_gregorian(written: str, tag: str, shown: str) -> None:
    assert languages.date(edtf.parse(written), tag, calendar="persian") == shown


DATES = (
    *("2015", "2015-03", "2015-03-01", "2015~", "2015?", "2015-03/2015-04", "2015-03-01/2015-05"),
    *("2015/..", "../2015-03-01", "201X", "2015-22", "2015-03-XX"),
)


@pytest.mark.parametrize("tag", [*INTERFACE, "he", "ps", "sdh", "arc", "qaa", "zh-hant", "pt-br"])
def test_no_date_fails_or_shows_a_pattern_in_any_language(tag: str) -> None:
    for written in DATES:
        for calendar in ("gregorian", "persian"):
            shown = languages.date(edtf.parse(written), tag, calendar=calendar)  # type: ignore[arg-type]
            assert shown
            assert not any(mark in shown for mark in "{}'|")
            assert "MMM" not in shown and "LLL" not in shown


@pytest.mark.parametrize(
    ("written", "machine"),
    [
        ("2015-03-01", "2015-03-01"),
        ("2015-03~", "2015-03"),
        ("0985", "0985"),
        ("2015-03-XX", "2015-03"),
        ("2015/2016", ""),
        ("../2015", ""),
        ("201X", ""),
        ("2015-21", ""),
    ],
)
def test_html_is_told_what_it_can_express(written: str, machine: str) -> None:
    assert languages.iso(edtf.parse(written)) == machine


def test_a_language_reads_the_same_whichever_was_asked_first() -> None:
    """Babel's Locale lets one language's months leak into another's; ours must not."""
    script = (
        "from site_builder import edtf, languages\n"
        "import sys\n"
        "for tag in sys.argv[1:]:\n"
        "    languages.date(edtf.parse('2015-03/2015-04'), tag)\n"
        "print(ascii(languages.date(edtf.parse('2015-03/2015-04'), 'ur')))\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script, *order], capture_output=True, text=True, check=True
        ).stdout
        for order in (["ur"], ["zh", "ru", "he"])
    }
    assert len(said) == 1


def test_a_build_that_only_sorts_does_not_load_cldr() -> None:
    script = (
        "import sys\n"
        "from site_builder import languages as l\n"
        "sorted(['b', 'a'], key=l.collation_key('ckb')), l.letter('a', 'zh')\n"
        "l.direction('kmr'), l.minutes(9, 'fa'), l.is_tag('ur'), l.script('ar-sy')\n"
        "print('babel' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


# --- scripts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Raqqa", "Latn"),
        ("الرقة (Raqqa)", "Arab"),
        ("ڕەققە 2015", "Arab"),
        ("Ракка", "Cyrl"),
        ("拉卡", "Hani"),
        ("ラッカの町", "Jpan"),
        ("רקה", "Hebr"),
        ("ܪܩܐ", "Syrc"),
        ("2015 — «»", ""),
        ("", ""),
    ],
)
def test_a_text_has_the_direction_of_most_of_its_letters(text: str, script: str) -> None:
    assert languages.dominant_script(text) == script
    rtl = {"Arab", "Hebr", "Syrc"}
    assert languages.script_direction(script) == ("rtl" if script in rtl else "ltr")


def test_two_file_names_that_a_mac_confuses_fold_to_one() -> None:
    assert languages.fold_name("Kobanê") == languages.fold_name("kobane\u0302")
    assert languages.fold_name("a") != languages.fold_name("á")
