"""The interface's own words in each language: found, filled in, and checked for gaps.

A phrase that a language lacks is taken from the nearest one that has it: ``zh-hant`` asks ``zh``,
and every language asks English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from site_builder import languages
from site_builder.problems import ConfigFailed, Problem, did_you_mean, warning
from site_builder.theme.faults import ThemeMistake
from site_builder.theme.files import ThemeFile, yaml_mapping

Phrase = str | Mapping[str, str]
"""A text, or a text for each plural category of CLDR."""

FALLBACK = "en"


@dataclass(frozen=True, slots=True, eq=False)
class Phrasebook:
    files: tuple[ThemeFile, ...]
    """The phrase files of a chain of themes, the nearest theme's first."""

    def say(self, key: str, language: str, /, **values: object) -> str:
        """The phrase with its ``{values}`` filled in, whole numbers in the language's digits.

        Raises ThemeMistake for a key that no language has.
        """
        spoken, phrase = self.find(key, language)
        if not isinstance(phrase, str):
            count = values.get("n")
            category = languages.plural(count, spoken) if isinstance(count, int) else "other"
            phrase = phrase.get(category) or phrase["other"]
        if "{" not in phrase:
            return phrase
        shown = {
            name: languages.number(value, spoken) if isinstance(value, int) else str(value)
            for name, value in values.items()
        }
        return re.sub(r"\{(\w+)\}", lambda m: shown.get(m[1], m[0]), phrase)

    def find(self, key: str, language: str) -> tuple[str, Phrase]:
        """(language it was found in, phrase)."""
        known = _understood(self, language)
        if key not in known:
            raise ThemeMistake(f"no language has a phrase '{key}'", did_you_mean(key, known))
        return known[key]

    def below(self, prefixes: tuple[str, ...], language: str) -> dict[str, Phrase]:
        """Every phrase whose key starts with one of the prefixes."""
        known = _understood(self, language)
        return {key: known[key][1] for key in sorted(known) if key.startswith(prefixes)}

    def gaps(self, language: str) -> Iterator[Problem]:
        """A warning for each phrase that the language lacks or fills with an unknown value."""
        shown = {file.name: file.shown for file in reversed(self.files)}
        english = _said(self, FALLBACK)
        near = [tag for tag in _nearest_tags(language) if f"i18n/{tag}.yaml" in shown]
        if not near:
            folder = shown.get(f"i18n/{FALLBACK}.yaml", "i18n/").rpartition("/")[0]
            message = f"the theme does not speak '{language}': its own words are in English there"
            hint = f"copy {FALLBACK}.yaml and translate it"
            yield warning(f"{folder}/{language}.yaml", 0, 0, message, hint)
            return
        path = shown[f"i18n/{near[0]}.yaml"]
        own = {key: phrase for tag in reversed(near) for key, phrase in _said(self, tag).items()}
        for key, phrase in english.items():
            hint = f"in English: {phrase if isinstance(phrase, str) else phrase['other']}"
            if key not in own:
                yield warning(path, 0, 0, f"the phrase '{key}' is missing", hint)
            elif unknown := sorted(_slots(own[key]) - _slots(phrase)):
                message = f"the phrase '{key}' has {{{unknown[0]}}}, which nothing fills"
                yield warning(path, 0, 0, message, hint)


@lru_cache(maxsize=256)
def _understood(book: Phrasebook, language: str) -> Mapping[str, tuple[str, Phrase]]:
    """Key -> (language it is said in, phrase): the language's own, then what stands in for it."""
    others = sorted(f.name.removeprefix("i18n/").removesuffix(".yaml") for f in book.files)
    found: dict[str, tuple[str, Phrase]] = {}
    for tag in (*_nearest_tags(language), FALLBACK, *others):
        for key, phrase in _said(book, tag).items():
            found.setdefault(key, (tag, phrase))
    return found


@lru_cache(maxsize=256)
def _said(book: Phrasebook, tag: str) -> Mapping[str, Phrase]:
    """The phrases of exactly this language, the nearest theme's over the others'."""
    merged: dict[str, Phrase] = {}
    for file in book.files:
        if file.name == f"i18n/{tag}.yaml":
            for key, phrase in yaml_mapping(file).items():
                if isinstance(phrase, dict) and "other" not in phrase:
                    message = f"the phrase '{key}' has plurals but no 'other'"
                    raise ConfigFailed([Problem(file.shown, 0, 0, message)])
                if phrase:
                    merged.setdefault(key, phrase)
    return merged


def _nearest_tags(language: str) -> Iterator[str]:
    """``zh-hant-tw``, ``zh-hant``, ``zh`` (RFC 4647, lookup)."""
    while language:
        yield language
        language = language.rpartition("-")[0]


def _slots(phrase: Phrase) -> set[str]:
    texts = (phrase,) if isinstance(phrase, str) else phrase.values()
    return {name for text in texts for name in re.findall(r"\{(\w+)\}", text)}
