"""The few facts of CLDR that pages need, read from Babel's data once a language.

Babel's ``Locale`` is not used: resolving an alias in one locale writes the answer into data that
all locales share, so that what Urdu calls a month depends on whether Chinese was asked first. The
parts needed are therefore copied before anything in them is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from site_builder.languages.tags import canonical

Months = tuple[str, ...]

_PARTS = (
    "months", "date_formats", "datetime_skeletons", "interval_formats", "number_symbols",
    "decimal_formats", "plural_form", "default_numbering_system",
)  # fmt: skip

_FILED_UNDER = {"kmr": "ku", "prs": "fa_AF", "cmn": "zh", "arb": "ar", "pes": "fa", "sorani": "ckb"}
"""Languages whose facts CLDR keeps under another tag."""


@dataclass(frozen=True, slots=True)
class Facts:
    """How a language writes numbers and dates; neutral where CLDR does not know the language."""

    known: bool
    numbering: str
    grouping: tuple[int, int]
    """Digits in the last group and in those before it: (3, 2) for Hindi."""
    groups: Mapping[str, str]
    """Numbering system -> the mark between groups."""
    plural: Callable[[int], str]
    months: Months
    """Names as they stand in a date; twelve, or none."""
    months_alone: Months
    """Names as they stand alone or before a year."""
    long: str
    """CLDR's pattern of a full date: ``d MMMM y``."""
    skeletons: Mapping[str, str]
    intervals: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Skeleton -> greatest difference -> the two halves of a pattern."""
    interval: str
    """How any two dates make an interval: ``{0} – {1}``."""

    def group_mark(self, system: str) -> str:
        return self.groups.get(system) or self.groups.get("latn", ",")


@cache
def facts(tag: str) -> Facts:
    """The facts of the nearest locale that CLDR has; neutral ones when it has none."""
    name = locale_name(tag)
    return _NEUTRAL if name is None else _read(name)


def locale_name(tag: str) -> str | None:
    """The name of the nearest locale in Babel's data: ``zh_Hant``; None when there is none."""
    from babel import localedata

    tag = canonical(tag)
    language, _, rest = tag.partition("-")
    filed = _FILED_UNDER.get(language, language)
    tag = "-".join(filter(None, (filed.replace("_", "-"), rest)))
    while tag:
        for name in _spellings(tag):
            if found := localedata.normalize_locale(name):
                return found
        tag = tag.rpartition("-")[0]
    return None


def display_names(tag: str) -> Mapping[str, str]:
    """What a language calls other languages: canonical tag -> name."""
    name = locale_name(tag)
    if name is None:
        return {}
    from babel import localedata

    names = localedata.load(name).get("languages", {})
    return {canonical(key): value for key, value in names.items()}


def _spellings(tag: str) -> tuple[str, ...]:
    """The names Babel may keep a tag under: ``zh-tw`` is a Traditional Chinese one."""
    parts = tag.split("-")
    regions = {"tw": "Hant", "hk": "Hant", "mo": "Hant", "cn": "Hans", "sg": "Hans"}
    plain = "_".join(parts)
    if parts[0] == "zh" and len(parts) == 2 and parts[1] in regions:
        return (f"zh_{regions[parts[1]]}_{parts[1]}", f"zh_{regions[parts[1]]}", plain)
    return (plain,)


def _read(name: str) -> Facts:
    from babel import localedata

    raw = localedata.load(name)
    data = localedata.LocaleDataDict(deepcopy({part: raw.get(part) for part in _PARTS}))
    months = data["months"]
    grouping = data["decimal_formats"][None].grouping
    symbols = data["number_symbols"]
    return Facts(
        known=True,
        numbering=data["default_numbering_system"] or "latn",
        grouping=(grouping[0], grouping[1]),
        groups={s: v["group"] for s, v in symbols.items() if "group" in v},
        plural=data["plural_form"] or _always_other,
        months=_twelve(months["format"]["wide"]),
        months_alone=_twelve(months["stand-alone"]["wide"]),
        long=str(data["date_formats"]["long"].pattern),
        skeletons={k: str(v.pattern) for k, v in data["datetime_skeletons"].items()},
        intervals={
            skeleton: {letter: tuple(halves) for letter, halves in by_letter.items()}
            for skeleton, by_letter in data["interval_formats"].items()
            if skeleton is not None
        },
        interval=str(data["interval_formats"][None]),
    )


def _twelve(months: Mapping[int, Any]) -> Months:
    names = tuple(str(months[n]) for n in range(1, 13))
    # CLDR's root calls them M01 to M12: the language has no names yet.
    return () if names[0] == "M01" else names


def _always_other(n: int) -> str:
    return "other"


_NEUTRAL = Facts(
    known=False,
    numbering="latn",
    grouping=(3, 3),
    groups={"latn": ","},
    plural=_always_other,
    months=(),
    months_alone=(),
    long="y-MM-dd",
    skeletons={},
    intervals={},
    interval="{0} – {1}",
)
