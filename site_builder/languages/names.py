"""What languages are called, in themselves and in each other."""

from __future__ import annotations

from functools import cache

from site_builder.languages.cldr import display_names
from site_builder.languages.tags import canonical, html_tag

_NATIVE = {
    # CLDR's "kurdî (kurmancî)" is longer than readers write it.
    "kmr": "Kurmancî",
    "ku": "Kurdî",
    # Languages of the region that CLDR has no locale for.
    "aii": "ܣܘܪܝܬ",
    "arc": "ܐܪܡܝܐ",
    "apc": "شامي",
    "prs": "دری",
    "zh-hans": "简体中文",
    "zh-hant": "繁體中文",
}

_KURMANJI = {
    "ar": "الكردية الكرمانجية", "ckb": "کرمانجی", "de": "Kurmandschi", "en": "Kurmanji",
    "es": "kurmanji", "fa": "کرمانجی", "fr": "kurmandji", "kmr": "kurmancî", "ku": "kurmancî",
    "ru": "курманджи", "tr": "Kurmançça", "ur": "کرمانجی", "zh": "库尔曼吉语",
    "zh-hant": "庫爾曼吉語",
}  # fmt: skip
"""CLDR names Kurdish as a whole, but not Kurmanji."""

_OURS = {
    "kmr": _KURMANJI,
    # CLDR's "السورانية الكردية" says it the wrong way round.
    "ckb": {"ar": "الكردية السورانية"},
}


@cache
def native_name(tag: str) -> str:
    """A language's name in itself, capitalised as its own readers do in a list: ``Français``."""
    tag = canonical(tag)
    if tag in _NATIVE:
        return _NATIVE[tag]
    names = display_names(tag)
    if found := names.get(tag):
        return _as_heading(found, tag)
    base, _, region = tag.partition("-")
    if region and (native_name(base) != html_tag(base)):
        return f"{native_name(base)} ({html_tag(tag).split('-', 1)[1]})"
    return _as_heading(names[base], tag) if base in names else html_tag(tag)


@cache
def name_in(tag: str, other: str) -> str:
    """What the language ``other`` calls the language ``tag``; its native name if it has no word."""
    tag, other = canonical(tag), canonical(other)
    if tag == other:
        return _as_said(tag)
    ours = _OURS.get(tag, {})
    if found := ours.get(other) or ours.get(other.split("-")[0]):
        return found
    names = display_names(other)
    if found := names.get(tag):
        return found
    base, _, rest = tag.partition("-")
    if rest and base in names:
        return f"{names[base]} ({html_tag(tag).split('-', 1)[1]})"
    return native_name(tag)


def _as_said(tag: str) -> str:
    """A language's own name as it stands within a sentence: ``français``."""
    ours = _OURS.get(tag, {})
    return ours.get(tag) or display_names(tag).get(tag) or native_name(tag)


def _as_heading(name: str, tag: str) -> str:
    first = "İ" if name[0] == "i" and tag.split("-")[0] in ("tr", "az") else name[0].upper()
    return first + name[1:]
