"""BCP 47 language tags: their form (RFC 5646), script and direction."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

from site_builder.languages.scripts import script_direction

Direction = Literal["ltr", "rtl"]

_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-(?:[a-z]{2}|\d{3}))?(-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(-[a-wy-z\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?",
    re.ASCII,
)
"""Language, script, region, variants, extensions, private use; no grandfathered tags."""

_SCRIPTS = {
    "ar": "Arab", "ckb": "Arab", "fa": "Arab", "ps": "Arab", "ur": "Arab", "he": "Hebr",
    "de": "Latn", "en": "Latn", "es": "Latn", "fr": "Latn", "it": "Latn", "kmr": "Latn",
    "ku": "Latn", "nl": "Latn", "pt": "Latn", "sv": "Latn", "tr": "Latn",
    "ru": "Cyrl", "uk": "Cyrl", "el": "Grek", "zh": "Hans", "zh-tw": "Hant", "zh-hk": "Hant",
    "zh-mo": "Hant", "ja": "Jpan", "ko": "Kore", "hi": "Deva", "am": "Ethi", "ti": "Ethi",
    "arc": "Syrc", "aii": "Syrc", "syr": "Syrc",
}  # fmt: skip
"""The scripts of the languages most often met, so that CLDR need not be loaded for them."""

_TERRITORIES = {"kmr": "TR"}
"""What CLDR does not say: most who write Northern Kurdish in Latin letters do so in Turkey."""

_BY_REGION = frozenset({"ku"})
"""Those among them whose script depends on the region: ku-IQ is written in Arabic script."""


def canonical(tag: str) -> str:
    """A tag as it stands in addresses and file names: ``zh_Hant`` is ``zh-hant``."""
    return tag.strip().replace("_", "-").lower()


def is_tag(text: str) -> bool:
    """Whether a text is a well-formed tag, in any case; it need not be registered."""
    return _TAG.fullmatch(text.lower()) is not None and text.isascii()


def html_tag(tag: str) -> str:
    """A tag in the capitals that RFC 5646 recommends: ``zh-Hant``, ``pt-BR``."""
    first, *rest = canonical(tag).split("-")
    made = [first]
    for part in rest:
        # Behind a singleton (x, u, ...) everything stays lower case.
        if any(len(before) == 1 for before in made):
            made.append(part)
        elif len(part) == 4 and part.isalpha():
            made.append(part.title())
        else:
            made.append(part.upper() if len(part) == 2 else part)
    return "-".join(made)


@cache
def script(tag: str) -> str:
    """The ISO 15924 code of the script a language is written in; '' when nobody knows."""
    tag = canonical(tag)
    for part in tag.split("-")[1:]:
        if len(part) == 1:
            break
        if len(part) == 4 and part.isalpha():
            return part.title()
    parts = tag.split("-")
    if found := _SCRIPTS.get("-".join(parts[:2])):
        return found
    if parts[0] in _SCRIPTS and (len(parts) == 1 or parts[0] not in _BY_REGION):
        return _SCRIPTS[parts[0]]
    return _likely_script(tag) or _SCRIPTS.get(parts[0], "")


def direction(tag: str) -> Direction:
    """The direction in which a language is written."""
    return script_direction(script(tag))


@cache
def locale_id(tag: str) -> str:
    """``language_TERRITORY``, as the Open Graph protocol wants it: ``fa_IR``, ``zh_TW``.

    The territory is the tag's own or CLDR's likely one; a language without any stands alone.
    """
    language, *rest = html_tag(tag).split("-")
    for part in rest:
        if len(part) == 1:
            break
        if len(part) == 2:
            return f"{language}_{part}"
    territory = _TERRITORIES.get(language) or next(iter(_likely(tag)[2:3]), "")
    return f"{language}_{territory}" if territory else language


def fold_name(name: str) -> str:
    """A file name as the least careful file system sees it: no case, one Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _likely_script(tag: str) -> str:
    """The script by CLDR's likely subtags (UTS 35)."""
    return next(iter(_likely(tag)[1:2]), "")


def _likely(tag: str) -> list[str]:
    """Language, script and territory by CLDR's likely subtags; [] where it has none."""
    from babel.core import get_global

    likely = get_global("likely_subtags")
    parts = html_tag(tag).split("-")
    for known in ("_".join(parts[:2]), parts[0]):
        if known in likely:
            return str(likely[known]).split("_")
    return []
