"""The words a date needs that CLDR does not have, or that Babel does not carry.

To add a language, add its entry to each table; without one, a
language uses marks (``~``, ``?``, ``…``) that need no words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateWords:
    """Patterns; ``{}`` is a date in words, except in ``seasons``, where it is a year."""

    about: str
    """An approximate date."""
    perhaps: str
    """An uncertain one."""
    since: str
    """An interval without a known end."""
    until: str
    """An interval without a known beginning."""
    seasons: tuple[str, ...]
    """Spring, summer, autumn, winter of a year; none: a season is shown by its months."""


WORDS: Mapping[str, DateWords] = {
    "en": DateWords(
        "c. {}", "{} (uncertain)", "since {}", "until {}",
        ("spring {}", "summer {}", "autumn {}", "winter {}"),
    ),
    "ar": DateWords(
        "نحو {}", "{} (غير مؤكد)", "منذ {}", "حتى {}",
        ("ربيع {}", "صيف {}", "خريف {}", "شتاء {}"),
    ),
    "fr": DateWords(
        "vers {}", "{} (incertain)", "depuis {}", "jusqu’en {}",
        ("printemps {}", "été {}", "automne {}", "hiver {}"),
    ),
    "es": DateWords(
        "hacia {}", "{} (dudoso)", "desde {}", "hasta {}",
        ("primavera de {}", "verano de {}", "otoño de {}", "invierno de {}"),
    ),
    "fa": DateWords(
        "حدود {}", "{} (نامطمئن)", "از {}", "تا {}",
        ("بهار {}", "تابستان {}", "پاییز {}", "زمستان {}"),
    ),
    "ckb": DateWords(
        "نزیکەی {}", "{} (نادڵنیا)", "لە {}ەوە", "تا {}",
        ("بەهاری {}", "هاوینی {}", "پاییزی {}", "زستانی {}"),
    ),
    "kmr": DateWords(
        "nêzîkî {}", "{} (nediyar)", "ji {} ve", "heta {}",
        ("bihara {}", "havîna {}", "payîza {}", "zivistana {}"),
    ),
    "tr": DateWords(
        "yaklaşık {}", "{} (kesin değil)", "{} – …", "… – {}",
        ("{} ilkbaharı", "{} yazı", "{} sonbaharı", "{} kışı"),
    ),
    "de": DateWords(
        "ca. {}", "{} (unsicher)", "seit {}", "bis {}",
        ("Frühjahr {}", "Sommer {}", "Herbst {}", "Winter {}"),
    ),
    "ru": DateWords(
        "{} (примерно)", "{} (предположительно)", "{} – …", "… – {}",
        ("весна {} г.", "лето {} г.", "осень {} г.", "зима {} г."),
    ),
    "zh": DateWords(
        "约{}", "{}（存疑）", "{}起", "截至{}",
        ("{}年春", "{}年夏", "{}年秋", "{}年冬"),
    ),
    "zh-hant": DateWords(
        "約{}", "{}（存疑）", "{}起", "截至{}",
        ("{}年春", "{}年夏", "{}年秋", "{}年冬"),
    ),
    "ur": DateWords(
        "تقریباً {}", "{} (غیر یقینی)", "{} سے", "{} تک",
        ("بہار {}", "گرما {}", "خزاں {}", "سرما {}"),
    ),
}  # fmt: skip

NEUTRAL = DateWords("~ {}", "{} (?)", "{} – …", "… – {}", ())

PERSIAN_MONTHS: Mapping[str, tuple[str, ...]] = {
    "fa": (
        "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
        "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
    ),
    "ar": (
        "فروردين", "أرديبهشت", "خرداد", "تير", "مرداد", "شهريور",
        "مهر", "آبان", "آذر", "دي", "بهمن", "إسفند",
    ),
    "ckb": (
        "خاکەلێوە", "گوڵان", "جۆزەردان", "پووشپەڕ", "گەلاوێژ", "خەرمانان",
        "ڕەزبەر", "گەڵاڕێزان", "سەرماوەز", "بەفرانبار", "ڕێبەندان", "ڕەشەمە",
    ),
    "ur": (
        "فروردین", "اردیبہشت", "خرداد", "تیر", "مرداد", "شہریور",
        "مہر", "آبان", "آذر", "دی", "بہمن", "اسفند",
    ),
    "ru": (
        "фарвардин", "ордибехешт", "хордад", "тир", "мордад", "шахривер",
        "мехр", "абан", "азер", "дей", "бахман", "эсфанд",
    ),
    "tr": (
        "Ferverdin", "Ordibeheşt", "Hordad", "Tir", "Mordad", "Şehriver",
        "Mehr", "Aban", "Azer", "Dey", "Behmen", "Esfend",
    ),
    "": (
        "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
        "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
    ),
}  # fmt: skip
"""Names of the Solar Hijri months; "" serves every other language in Latin script."""
