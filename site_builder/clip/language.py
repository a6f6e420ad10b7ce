"""In which language a text is, from what its page says, its script, and a few telling signs."""

from __future__ import annotations

import re
from collections import Counter

from site_builder import languages

_LETTERS = {
    "ckb": "ێۆڕڵەڤ",
    "ur": "ٹڈڑےںھہ",
    "fa": "پچژگکی",
    "ar": "ةىكيإأؤئ",
}
"""Letters of the Arabic script that one of the languages uses and most others do not."""
_WORDS = {
    "en": "the and of to in that was with for is on were had",
    "fr": "le la les des et une dans pour que qui est du au",
    "es": "el la los las una que por con para del se y en",
    "de": "der die das und ist nicht mit von den ein eine dem",
    "tr": "ve bir bu için ile olarak daha çok da olan sonra gibi",
    "kmr": "û di de ji bo li ku ew bi ya yên hat jî",
    "it": "il di che la per una con non sono del della nel",
    "pt": "o de que não uma para com os do da em por",
    "nl": "de het een van en in is dat op met voor niet",
    "ru": "и в не на что с по это как его для был",
    "uk": "і та що на не з до це як його для був є ї",
}
_CYRILLIC = {"uk": "їєґ", "be": "ў", "ru": "ыэъё"}
_KNOWN_BY_SIGNS = frozenset({*_LETTERS, *_WORDS, *_CYRILLIC})
_ALONE = {"Hani": "zh", "Hans": "zh", "Hant": "zh", "Jpan": "ja", "Hang": "ko", "Grek": "el",
          "Hebr": "he", "Armn": "hy", "Geor": "ka"}  # fmt: skip
"""Scripts in which one language is by far the likeliest."""
_BY_SCRIPT = {"ku": {"Latn": "kmr", "Arab": "ckb"}}
_OWN_LETTERS = {"tr": "ğıİ", "de": "ß", "es": "ñ¿¡"}
"""Letters and marks that none of the others above writes; each weighs as a telling word."""
_ENOUGH = 3
"""Telling words, or letters, below which nothing is decided."""


def detected(text: str, said: str, known: tuple[str, ...]) -> str:
    """The language of a text, one of ``known`` where it can be; '' if nothing tells it.

    ``said`` is what the page claims. It counts only if the text bears it out: many sites say ``en``
    of every page.
    """
    sample = text[:40_000]
    dominant = languages.dominant_script(sample)
    tag = languages.canonical(said) if said and languages.is_tag(said.replace("_", "-")) else ""
    by_signs = _by_signs(sample, dominant)
    first = tag.partition("-")[0]
    if first in _BY_SCRIPT:
        # The tag of two languages that are written in different scripts.
        return _of(_BY_SCRIPT[first].get(dominant, by_signs or tag), known)
    if tag and _fits(tag, dominant) and (by_signs in ("", first) or first not in _KNOWN_BY_SIGNS):
        return _of(tag, known)
    return _of(by_signs, known) if by_signs else ""


def _fits(tag: str, dominant: str) -> bool:
    script = languages.script(tag)
    return not dominant or not script or script == dominant or (
        dominant == "Hani" and script in ("Hans", "Hant", "Jpan", "Kore")
    )  # fmt: skip


def _of(tag: str, known: tuple[str, ...]) -> str:
    """The archive's name of a language: ``en`` for ``en-us``, ``ckb`` for ``ku`` in its script."""
    if tag in ("zh-tw", "zh-hk", "zh-mo") and "zh-hant" in known:
        return "zh-hant"
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        if (found := "-".join(parts[:length])) in known:
            return found
    return "-".join(parts[:1]) if len(parts) == 2 and len(parts[1]) == 2 else tag


def _by_signs(text: str, dominant: str) -> str:
    if dominant == "Arab":
        counts = Counter({tag: sum(text.count(c) for c in set_) for tag, set_ in _LETTERS.items()})
        letters = max(1, sum(map(str.isalpha, text)))
        for tag, share in (("ckb", 0.08), ("ur", 0.05)):
            if counts[tag] > letters * share:
                return tag
        best = max(("fa", "ar"), key=counts.__getitem__)
        return best if counts[best] >= _ENOUGH else ""
    if dominant in _ALONE:
        return _ALONE[dominant]
    if dominant == "Cyrl":
        for tag, letters_of_it in _CYRILLIC.items():
            if sum(text.casefold().count(c) for c in letters_of_it) >= _ENOUGH:
                return tag
    found = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    scores = {tag: sum(found[w] for w in words.split()) for tag, words in _WORDS.items()
              if languages.script(tag) == dominant}  # fmt: skip
    for tag in scores.keys() & _OWN_LETTERS.keys():
        scores[tag] += sum(text.count(letter) for letter in _OWN_LETTERS[tag])
    ranked = sorted(scores, key=lambda tag: -scores[tag])
    if not ranked or scores[ranked[0]] < _ENOUGH:
        return ""
    clear = len(ranked) < 2 or scores[ranked[0]] >= 1.3 * scores[ranked[1]]
    return ranked[0] if clear else ""
