"""The interface speaks every language completely."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.languages.numerals import plural_categories
from site_builder.languages.scripts import dominant_script
from site_builder.languages.tags import script

FOLDER = Path(__file__).parent.parent / "themes" / "default" / "i18n"
TAGS = sorted(path.stem for path in FOLDER.glob("*.yaml"))
NOT_COUNTS = {"list.page", "status.total"}
"""Phrases whose {n} is a position or a share, not a number of things."""
SAME_IN_ALL_SCRIPTS = {"download.bibtex", "download.ris", "download.csl", "status.total"}

Phrases = dict[str, str | dict[str, str]]


def phrases(tag: str) -> Phrases:
    import yaml

    text = (FOLDER / f"{tag}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def forms(phrase: str | dict[str, str]) -> dict[str, str]:
    return phrase if isinstance(phrase, dict) else {"other": phrase}


def slots(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_all_twelve_languages_are_there() -> None:
    assert " ".join(TAGS) == "ar ckb de en es fa fr kmr ru tr ur zh"


@pytest.mark.parametrize("tag", TAGS)
def test_a_language_says_what_english_says_in_the_same_order(tag: str) -> None:
    assert list(phrases(tag)) == list(phrases("en"))


@pytest.mark.parametrize("tag", TAGS)
def test_no_key_stands_twice(tag: str) -> None:
    text = (FOLDER / f"{tag}.yaml").read_text(encoding="utf-8")
    keys = re.findall(r"^([a-z][\w.-]*):", text, re.M)
    assert len(keys) == len(set(keys)) == len(phrases("en"))


@pytest.mark.parametrize("tag", TAGS)
def test_a_phrase_takes_the_values_that_english_takes(tag: str) -> None:
    english = phrases("en")
    wrong = [
        key
        for key, phrase in phrases(tag).items()
        if slots(forms(phrase)["other"]) != slots(forms(english[key])["other"])
        or any(slots(form) - slots(forms(english[key])["other"]) for form in forms(phrase).values())
    ]
    assert wrong == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_count_has_every_plural_of_the_language(tag: str) -> None:
    for key, phrase in phrases(tag).items():
        if isinstance(phrase, dict):
            assert set(phrase) == plural_categories(tag), key
        else:
            assert "n" not in slots(phrase) or key in NOT_COUNTS, key


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_is_empty_or_left_in_another_script(tag: str) -> None:
    expected = {"Hans": "Hani"}.get(script(tag), script(tag))
    for key, phrase in phrases(tag).items():
        for form in forms(phrase).values():
            assert form.strip() == form != ""
            own = re.sub(r"\{\w+\}|JavaScript|Markdown|GitHub|SHA-256", "", form)
            if key not in SAME_IN_ALL_SCRIPTS:
                assert dominant_script(own) in (expected, ""), key


def test_a_language_that_separates_with_zwnj_or_its_own_letters_is_spelt_so() -> None:
    persian = (FOLDER / "fa.yaml").read_text(encoding="utf-8")
    assert "\u200c" in persian
    assert not set(persian) & set("يكة")
    sorani = (FOLDER / "ckb.yaml").read_text(encoding="utf-8")
    assert not set(sorani) & set("يكة")
    urdu = (FOLDER / "ur.yaml").read_text(encoding="utf-8")
    assert not set(urdu) & set("يكةه")
