"""The archive that comes with the builder: as large as it says, and using whatever there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "content" / "articles"
LANGUAGES = {"ar", "ckb", "de", "en", "es", "fa", "fr", "kmr", "ru", "tr", "ur", "zh"}
SHORTEST, LONGEST = 300, 900
"""Words of a text; in Chinese, three characters are taken for two words."""

SEEN = {
    # feature: (what an editor writes, what a reader sees of it on the page of that file)
    "footnote": (r"^\[\^\w+\]: ", r'class="footnote-back" role="doc-backlink"'),
    "table": (r"^\|[-: |]+\|$", r"<table\b[\s\S]*<th\b"),
    "block of code": (r"^```", r'<pre [^>]*class="code" dir="ltr"'),
    "figure": (r"^!\[[^\]]+\]\([\w-]+\.svg", r'<figure id="b\d+">\s*<img '),
    "lead image": (r"^image:", r'<figure class="lead">'),
    "definition list": (r"^:   ", r"<dl\b"),
    "abbreviation": (r"^\*\[\w+\]: ", r"<abbr title="),
    "quotation": (r"^> ", r"<blockquote\b"),
    "quotation with a speaker": (r"^> [—–-]+ ", r'<figure [^>]*class="quote">'),
    "words in another script": (r"[A-Za-z ]{60}.*[\u0400-\u04ff]{5}", r'<span lang="und-Cyrl">'),
    "uncertain date": (r'^date: "\d{4}(-\d\d)?\?"$', r"\((?:uncertain|غير مؤكد|نامطمئن)\)"),
    "approximate date": (r'^date: "\d{4}(-\d\d)?~"$', r"<time[^>]*>(?:c\.|نحو|vers|ca\.) "),
    "span of time": (r"^date: \d{4}-\d\d/\d{4}-\d\d$", r"April 1968 – August 1983"),
    "content warning": (r"^warning: ", r'<div class="notice warning" role="note">'),
    "correction": (r"^corrections:", r"<h2>Corrections</h2>"),
    "withdrawal": (r"^status: withdrawn", r"This text has been withdrawn"),
    "original elsewhere": (r"^  original:", r"متن اصلی در این بایگانی نیست"),
    "machine translation": (r"^  method: machine", r"Traduction automatique non relue"),
    "collection": (r"^collections: ", r"<h2>Collections</h2>"),
    "related work": (r"^keywords: ", r"<h2>Related</h2>"),
}  # fmt: skip


def versions() -> dict[str, str]:
    """Address below the language and the path (``ar/2015/x``) -> what the editor wrote."""
    found = {}
    for file in sorted(ARTICLES.rglob("*.md")):
        work = file.parent.relative_to(ARTICLES).as_posix()
        found[f"{file.stem}/{work}"] = file.read_text(encoding="utf-8")
    return found


def header(text: str) -> str:
    return text.split("\n---\n", 1)[0]


def length(text: str, language: str) -> float:
    """Words of a text without its marks, code and addresses."""
    body = re.sub(r"(?m)^```[\s\S]*?^```$|\]\([^)]*\)|\{[^}]*\}", "", text.split("\n---\n", 1)[1])
    if language == "zh":
        return len(re.findall(r"[\u3400-\u9fff]", body)) / 1.5
    return len(re.findall(r"[^\W_]+(?:[’'\u200c-][^\W_]+)*", body))


def published() -> dict[str, str]:
    """Neither withdrawn nor a draft."""
    return {a: text for a, text in versions().items() if "\nstatus: " not in header(text)}


def test_there_are_as_many_works_versions_and_languages_as_promised() -> None:
    works = {address.split("/", 1)[1] for address in published()}
    assert len(works) >= 14
    assert len(published()) >= 45
    assert {address.split("/")[0] for address in published()} == LANGUAGES


def test_originals_are_in_many_languages() -> None:
    originals = {
        a.split("/")[0] for a, t in published().items() if "\ntranslation:" not in header(t)
    }
    assert {"ar", "ckb", "de", "en", "es", "fa", "fr", "ru", "tr", "zh"} <= originals


@pytest.mark.parametrize("address", sorted(published()))
def test_a_text_is_long_enough_to_show_something_and_short_enough_to_be_read(address: str) -> None:
    assert SHORTEST <= length(published()[address], address.split("/")[0]) <= LONGEST


@pytest.mark.parametrize("feature", sorted(SEEN))
def test_each_feature_is_used_and_seen(feature: str, sample: Path) -> None:
    written, shown = SEEN[feature]
    uses = [a for a, text in versions().items() if re.search(written, text, re.MULTILINE)]
    assert uses, f"no text uses: {feature}"
    pages = [sample / address / "index.html" for address in uses]
    seen = [p for p in pages if p.exists() and re.search(shown, p.read_text(encoding="utf-8"))]
    assert seen, f"{feature}: written in {uses[0]}, and not seen on any page"


def test_a_relay_translation_is_made_from_a_translation() -> None:
    texts = versions()
    relays = []
    for address, text in texts.items():
        work = address.split("/", 1)[1]
        found = re.search(r"(?m)^  of: (\w+)$", header(text))
        if found and "\ntranslation:" in header(texts[f"{found[1]}/{work}"]):
            relays.append(address)
    assert {"fa/1992/sarajevo-vijecnica", "ur/1981/jaffna-library"} <= set(relays)


def test_exactly_one_translation_is_behind_its_original(sample: Path) -> None:
    behind = [
        page.parent.relative_to(sample).as_posix()
        for page in sample.glob("*/*/*/index.html")
        if re.search(r'<a class="changed" ', page.read_text(encoding="utf-8"))
    ]
    assert behind == ["fa/1968/chronicle-of-current-events"]


def test_who_said_what_is_gathered_from_the_texts(sample: Path) -> None:
    voices = list(sample.glob("*/voices/index.html"))
    assert len(voices) >= 3
    for page in voices:
        assert "<blockquote" in page.read_text(encoding="utf-8")


def test_collections_are_listed_by_what_they_are_and_not_by_their_letters(sample: Path) -> None:
    page = (sample / "en/collections/index.html").read_text("utf-8")
    assert "Books that burned, books that were carried away in time" in page
    assert "The night the catalogue burned" in page and 'class="letter"' not in page
    # A title in another language is no other name.
    one = (sample / "en/collections/libraries-under-fire/index.html").read_text("utf-8")
    assert "Also called" not in one
    assert "Also called" in (sample / "en/places/syria/index.html").read_text("utf-8")


def test_an_old_address_leads_on(sample: Path) -> None:
    aliases = [
        (address, alias)
        for address, text in versions().items()
        for alias in re.findall(r"(?m)^aliases: \[(/[^\]]+)\]$", header(text))
    ]
    assert aliases
    for address, alias in aliases:
        page = (sample / alias.strip("/") / "index.html").read_text(encoding="utf-8")
        assert f"{address}/" in page


def test_a_draft_is_not_published(sample: Path) -> None:
    drafts = [a for a, text in versions().items() if "\nstatus: draft" in header(text)]
    assert drafts
    assert not any((sample / address).exists() for address in drafts)
