"""A table of what readers type and which text they mean, asked of the real search client."""

from __future__ import annotations

import shutil
import unicodedata

import pytest
import search_corpora as corpora

MISSES: dict[tuple[str, str], str] = {
    ("ar", "مخبز"): "a broken plural, مخابز, has another stem",
    ("ar", "شجرة"): "a broken plural, أشجار, has another stem",
    ("ckb", "رۆژنامە"): "a plain r for the rolled one, which is another letter",
    ("ur", "لڑکیاں"): "two cases of a plural, and no stemmer; 'did you mean' offers the other",
    ("ur", "کتابیں"): "two cases of a plural, and no stemmer; 'did you mean' offers the other",
    ("en", "Ayn"): "another transliteration; 'did you mean' offers the one in the text",
    ("en", "woman"): "an irregular plural; 'did you mean' offers it",
    ("de", "groesste"): "oe for ö; 'did you mean' offers the word",
    ("de", "Zeitung"): "the beginning of a long compound",
    ("de", "Verleger"): "the end of a compound",
    ("hi", "पाण्डुलिपि"): "a nasal consonant where the text has an anusvara",
    ("zh", "圖書館"): "traditional characters where the text has simplified ones",
    ("ko", "책"): "one syllable, with a particle behind it in the text",
}
"""(language, typed) -> why the text that is meant is neither first nor second."""

LANGUAGES = {
    "ar", "fa", "ckb", "ur", "he", "en", "fr", "de", "es", "tr", "kmr", "ru", "el", "hi", "zh",
    "ja", "ko", "th",
}  # fmt: skip
SCRIPTS = {
    "ARABIC", "ARMENIAN", "CJK", "CYRILLIC", "DEVANAGARI", "GREEK", "HANGUL", "HEBREW", "HIRAGANA",
    "LATIN", "THAI",
}  # fmt: skip


def missed(found: list[str], wanted: str) -> bool:
    """Whether a text that is meant is not among the first two, or one is found where none is."""
    return bool(found) if wanted == "-" else wanted not in found[:2]


def test_what_readers_type_finds_the_text_they_mean_first_or_second() -> None:
    if shutil.which("node") is None:
        pytest.skip("needs node")
    asked = corpora.asked_of_readers()
    jobs = [
        {
            "job": "answer",
            "queries": [typed for typed, _ in section.rows],
            **corpora.published(corpora.index_of(section.language, section.texts)),
        }
        for section in asked
    ]
    misses = {
        (section.language, typed)
        for section, answers in zip(asked, corpora.node(*jobs), strict=True)
        for (typed, wanted), answer in zip(section.rows, answers, strict=True)
        if missed([address.split("/")[2] for address, _ in answer["results"]], wanted)
    }
    assert misses == MISSES.keys()
    assert len(misses) <= 0.05 * sum(len(section.rows) for section in asked)


def test_the_table_has_the_languages_and_scripts_of_the_archives() -> None:
    asked = corpora.asked_of_readers()
    assert {section.language for section in asked} >= LANGUAGES
    assert sum(len(section.rows) for section in asked) >= 160
    # The first word of a letter's Unicode name is its script: ARABIC, CJK, HIRAGANA ...
    letters = {char for section in asked for text in section.texts for char in text}
    scripts = {unicodedata.name(char).split()[0] for char in letters if char.isalpha()}
    assert len(scripts & SCRIPTS) >= 9
