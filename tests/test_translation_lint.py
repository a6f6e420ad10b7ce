"""The translation lint: what a translation lost is told with both lines, and little else is."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from archives import linked, text

from site_builder import languages
from site_builder.checks.translations import COMPARISONS, unfaithful_translations
from site_builder.model import Archive
from site_builder.problems import Problem

TEXTS = (".md", ".yaml")
CONTENT = Path(__file__).parent.parent / "content"
WORK = "articles/2015/kobani"

# --- what an editor is told ------------------------------------------------------------


def told_of(original: str, translation: str, header: str = "", **more: str) -> list[str]:
    """What the lint says of an English text and its Arabic translation, header lines 1 to 4."""
    files = {
        f"{WORK}/en.md": text("date: 2015", original),
        f"{WORK}/ar.md": text(f"translation: {{{header}}}", translation),
        **{name.replace("__", "/"): content for name, content in more.items()},
    }
    archive, _ = linked(files)
    return [f"{p.line}: {p.message}" for p in unfaithful_translations(archive)]


def test_a_year_that_was_mistyped_is_told_with_both_lines() -> None:
    body = "First.\n\nThe town was retaken in 2015."
    assert told_of(body, "أولًا.\n\nاستُعيدت المدينة عام ٢٠١٦.") == [
        "7: '2015' in en.md:7 is '2016' here"
    ]


def test_a_number_that_is_missing_is_told() -> None:
    assert told_of("It has 64 digits, in 2015.", "في عام 2015.") == [
        "5: the number '64' of en.md:5 is missing here"
    ]


def test_a_number_in_other_digits_and_with_other_marks_is_the_same() -> None:
    body = "In 2015, 12,345 people and 3.5 tons; 3 million."
    assert told_of(body, "في ٢٠١٥ كان ١٢٬٣٤٥ شخصًا و٣٫٥ أطنان؛ ٣ ملايين.") == []


def test_a_year_in_the_title_or_the_standfirst_is_held_against_the_original_too() -> None:
    archive, _ = linked({
        f"{WORK}/en.md": text("title: The year 2011\ndeck: From 2011 to 2015."),
        f"{WORK}/ar.md": text("title: عام 2011\ndeck: من 2011 إلى 2025.\ntranslation:"),
    })  # fmt: skip
    found = [f"{p.line}: {p.message}" for p in unfaithful_translations(archive)]
    assert found == ["3: '2015' in en.md:3 is '2025' here"]


def test_a_note_of_the_translators_own_may_have_numbers() -> None:
    assert told_of("In 2015.", "في 2015.[^1]\n\n[^1]: ولد عام 1977.") == []


def test_numbers_in_words_are_not_missed() -> None:
    assert told_of("The 9 issues of the 19th century; 30 people.", "تسعة أعداد وثلاثون.") == []


def test_a_date_of_the_persian_calendar_is_the_same_day() -> None:
    assert told_of("On 13 September 2014 it began.", "۲۲ شهریور ۱۳۹۳ آغاز شد.") == []
    assert told_of("On 13 September 2014 it began.", "۲۲ شهریور ۱۳۸۳ آغاز شد.") != []


def test_a_dropped_link_image_footnote_and_quotation_are_told_with_their_lines() -> None:
    original = (
        "See [it](../other/en.md).\n\n![Hill](hill.jpg)\n\nA note.[^1]\n\n"
        "> Words.\n>\n> — A speaker\n\n[^1]: The note."
    )
    translation = "انظر.\n\nتل.\n\nملاحظة.\n\nكلام."
    other = {"articles__2015__other__en.md": text("date: 2015"), f"{WORK}/hill.jpg": ""}
    found = told_of(original, translation, **other)
    assert found == [
        "5: the link to '2015/other' (en.md:5) is missing here",
        "7: the image 'hill.jpg' (en.md:7) is missing here",
        "9: a footnote (en.md:9) is missing here",
        "11: a quotation (en.md:11) is missing here",
    ]


def test_a_link_to_the_same_work_or_site_in_another_language_is_kept() -> None:
    original = "[One](../other/en.md#a) and [two](https://en.example.org/wiki/Two)."
    translation = "[واحد](../other/ar.md) و[اثنان](https://ar.example.org/wiki/2)."
    other = {
        "articles__2015__other__en.md": text("date: 2015", "## A\n\nB."),
        "articles__2015__other__ar.md": text("translation:", "## ا\n\nب."),
    }
    assert told_of(original, translation, **other) == []


def test_a_missing_paragraph_is_told_where_it_should_be() -> None:
    found = told_of("One.\n\n## Two\n\nThree.", "واحد.\n\nثلاثة.")
    assert found == ["7: blocks: 2 here, 3 in the original; they differ from en.md:7 (heading) on"]


def test_a_heading_that_became_a_paragraph_is_told() -> None:
    found = told_of("One.\n\n## Two", "واحد.\n\nاثنان.")
    assert found == ["7: en.md:7 is a heading, this is a paragraph"]


PEOPLE = """naji-jerf:
  label: {en: Naji Jerf, ar: ناجي الجرف, fr: Naji Jerf}
sergei-kovalev:
  label: {en: Sergei Kovalev, ar: سيرغي كوفاليوف, fr: Sergueï Kovalev}
"""


def names_told(original: str, translation: str) -> list[str]:
    archive, _ = linked({
        f"{WORK}/en.md": text("people: [naji-jerf, sergei-kovalev]", original),
        f"{WORK}/ar.md": text("translation:", translation),
        "authorities/people.yaml": PEOPLE,
    })  # fmt: skip
    return [f"{p.line}: {p.message}" for p in unfaithful_translations(archive)]


def test_a_person_who_is_not_named_in_the_translation_is_told() -> None:
    assert names_told("Naji Jerf spoke.", "تكلم المحرر.") == [
        "5: 'naji-jerf' (en.md:3) is named in the original and not here"
    ]


def test_a_name_is_found_with_a_particle_before_it_and_its_vowels_written() -> None:
    assert names_told("Naji Jerf spoke.", "قال للجَرْف ولناجي") == []


def test_a_person_whom_the_original_does_not_name_is_not_looked_for() -> None:
    assert names_told("He spoke.", "تكلم.") == []


def test_a_relay_translation_is_held_against_what_it_was_made_from() -> None:
    archive, _ = linked({
        f"{WORK}/en.md": text("date: 2015", "In 2015."),
        f"{WORK}/ar.md": text("translation: {differs: numbers}", "في 2016."),
        f"{WORK}/fr.md": text("translation: {of: ar}", "En 2015."),
    })  # fmt: skip
    found = [(p.path, p.message) for p in unfaithful_translations(archive)]
    assert found == [(f"content/{WORK}/fr.md", "'2016' in ar.md:5 is '2015' here")]


@pytest.mark.parametrize("said", ["differs: [numbers]", "differs: all"])
def test_an_editor_says_that_a_difference_is_meant(said: str) -> None:
    assert told_of("In 2015.", "في 2016.", said) == []


def test_a_draft_is_checked_only_when_drafts_are_asked_for() -> None:
    files = {
        f"{WORK}/en.md": text("date: 2015", "In 2015."),
        f"{WORK}/ar.md": text("translation:\nstatus: draft", "في 2016."),
    }
    assert not [*unfaithful_translations(linked(files)[0])]
    assert [*unfaithful_translations(linked(files, drafts=True)[0])]


def test_a_translation_that_is_not_begun_is_left_in_peace() -> None:
    assert told_of("In 2015.\n\n## Two", "<!-- In 2015. -->") == []


def test_the_original_in_a_comment_does_not_move_the_line() -> None:
    body = "<!-- Fares came in 2015. -->\n\nFares جاء في 2016."
    assert told_of("Fares came in 2015.", body) == ["7: '2015' in en.md:5 is '2016' here"]


# --- numbers ---------------------------------------------------------------------------

NUMBERS = {
    ("en", "1,234.5 and 2,000,000"): "1234.5 ~2000000",
    ("fr", "1 234,5 et 12\u202f000"): "1234.5 12000",
    ("de", "12.345,6 am 13.09.2014"): "12345.6 13 ~9 2014",
    ("ar", "١٬٢٣٤٫٥ و٤٢"): "1234.5 42",
    ("fa", "۱۳ سپتامبر ۲۰۱۴"): "13 2014",
    ("hi", "२०१४"): "2014",
    ("zh", "2014年9月13日，30万人，25万人"): "2014 ^9 13 ~300000 250000",
    ("zh", "第十九条，第一百二十条，一九九四年五月三十一日"): "~19 ~120 1994 ~31",
    ("ru", "97 тысяч, в 1938-м, 3,5 млн"): "97000 1938 3500000",
    ("fr", "le 1er avril 1957 et le 19e siècle"): "1 1957 ~19",
    ("en", "SHA-256 mp3 265b8165 https://example.org/2013/"): "256",
}


@pytest.mark.parametrize(("tag", "written"), NUMBERS)
def test_numbers_have_one_form_in_every_language(tag: str, written: str) -> None:
    assert " ".join(languages.numbers_in(written, tag)) == NUMBERS[tag, written]


# --- the sample archive ----------------------------------------------------------------


@cache
def sample() -> dict[str, str]:
    """Path below content/ -> text; a picture's is empty."""
    return {
        p.relative_to(CONTENT).as_posix(): p.read_text("utf-8") if p.suffix in TEXTS else ""
        for p in sorted(CONTENT.rglob("*"))
        if p.is_file()
    }


def linked_sample(files: dict[str, str]) -> Archive:
    tags = tuple(sorted({Path(p).stem for p in files if p.endswith(".md")}))
    return linked(files, languages=tags, default_language="en")[0]


def alarms(files: dict[str, str]) -> list[Problem]:
    return list(unfaithful_translations(linked_sample(files)))


def clean_translations() -> list[str]:
    """Those without an alarm that no other was made from: a fault in it would be in both."""
    archive = linked_sample(sample())
    told = {p.path for p in unfaithful_translations(archive)}
    paths = [
        version.article.path
        for work in (*archive.works, *archive.pages)
        for version in work.versions
        if version.translated_from
        and version.language not in {other.translated_from for other in work.versions}
    ]
    return [path.removeprefix("content/") for path in paths if path not in told]


def test_a_clean_translation_raises_hardly_ever_an_alarm() -> None:
    clean = len(clean_translations())
    found = alarms(sample())
    assert clean >= 20
    assert len(found) * 20 <= clean, "\n".join(map(str, found))


Plant = Callable[[str, random.Random], tuple[str, int] | None]
"""A body -> the body with one fault, and the line (from 0) of the fault; None without a place."""

# What is no text: addresses, code, markers of lists, labels of notes.
_NO_TEXT = re.compile(
    r"```.*?```|`[^`\n]*`|\]\([^)]*\)|https?://\S+|\[\^[^\]]*\]:?|^\s*\d+\.\s|^\*\[.*?$|\{:[^}]*\}",
    re.DOTALL | re.MULTILINE,
)


def _pick(pattern: str, body: str, rng: random.Random) -> re.Match[str] | None:
    masked = _NO_TEXT.sub(lambda found: re.sub(r"[^\n]", "\x00", found[0]), body)
    found = list(re.finditer(pattern, masked, re.MULTILINE))
    return rng.choice(found) if found else None


def _line(body: str, offset: int) -> int:
    return body.count("\n", 0, offset)


def changed_number(body: str, rng: random.Random) -> tuple[str, int] | None:
    found = _pick(r"(?<![A-Za-z\d])\d+", body, rng)
    if found is None:
        return None
    at = rng.randrange(found.start(), found.end())
    zero = ord(body[at]) - int(body[at])
    least = 1 if at == found.start() else 0
    digit = rng.choice([n for n in range(least, 10) if n != int(body[at])])
    return body[:at] + chr(zero + digit) + body[at + 1 :], _line(body, at)


def dropped_number(body: str, rng: random.Random) -> tuple[str, int] | None:
    found = _pick(r"(?<![A-Za-z\d])\d{2,}", body, rng)
    return found and (body[: found.start()] + body[found.end() :], _line(body, found.start()))


def dropped_link(body: str, rng: random.Random) -> tuple[str, int] | None:
    found = list(re.finditer(r"(?<!!)\[([^\]^][^\]]*)\]\([^)]*\)", body))
    one = rng.choice(found) if found else None
    return one and (body[: one.start()] + one[1] + body[one.end() :], _line(body, one.start()))


def dropped_image(body: str, rng: random.Random) -> tuple[str, int] | None:
    found = list(re.finditer(r"^!\[[^\]]*\]\(.*\)\n\n", body, re.MULTILINE))
    one = rng.choice(found) if found else None
    return one and (body[: one.start()] + body[one.end() :], _line(body, one.start()))


def dropped_footnote(body: str, rng: random.Random) -> tuple[str, int] | None:
    found = list(re.finditer(r"\[\^([^\]]+)\](?!:)", body))
    if not found:
        return None
    one = rng.choice(found)
    without = body[: one.start()] + body[one.end() :]
    return re.sub(rf"(?m)^\[\^{one[1]}\]:.*\n?", "", without), _line(body, one.start())


def dropped_quotation(body: str, rng: random.Random) -> tuple[str, int] | None:
    found = list(re.finditer(r"(?:^>.*\n)+\n?", body, re.MULTILINE))
    one = rng.choice(found) if found else None
    return one and (body[: one.start()] + body[one.end() :], _line(body, one.start()))


def unmarked_quotation(body: str, rng: random.Random) -> tuple[str, int] | None:
    found = list(re.finditer(r"(?:^>.*\n)+", body, re.MULTILINE))
    one = rng.choice(found) if found else None
    if one is None:
        return None
    said = " ".join(re.sub(r"(?m)^> ?", "", one[0]).split())
    return body[: one.start()] + said + "\n" + body[one.end() :], _line(body, one.start())


def dropped_attribution(body: str, rng: random.Random) -> tuple[str, int] | None:
    found = list(re.finditer(r"^>\n> [—–].*\n", body, re.MULTILINE))
    one = rng.choice(found) if found else None
    return one and (body[: one.start()] + body[one.end() :], _line(body, one.start()))


def dropped_block(body: str, rng: random.Random) -> tuple[str, int] | None:
    found = list(re.finditer(r"^(?=[^\W\d]|#|\[|\").+\n(?:\n|\Z)", body, re.MULTILINE))
    one = rng.choice(found) if found else None
    return one and (body[: one.start()] + body[one.end() :], _line(body, one.start()))


def joined_blocks(body: str, rng: random.Random) -> tuple[str, int] | None:
    found = list(re.finditer(r"(?<=[.。؟۔!?])\n\n(?=[^\W\d])(?!.*\n:)", body))
    one = rng.choice(found) if found else None
    return one and (body[: one.start()] + " " + body[one.end() :], _line(body, one.start()))


PLANTS: tuple[tuple[str, Plant, int], ...] = (
    ("numbers", changed_number, 60),
    ("numbers", dropped_number, 30),
    ("links", dropped_link, 40),
    ("images", dropped_image, 12),
    ("footnotes", dropped_footnote, 24),
    ("quotations", dropped_quotation, 24),
    ("quotations", unmarked_quotation, 15),
    ("quotations", dropped_attribution, 15),
    ("blocks", dropped_block, 40),
    ("blocks", joined_blocks, 20),
)  # fmt: skip
"""Kind, how it is planted, how many."""


def planted(seed: int) -> Iterator[tuple[str, str, str, int, bool]]:
    """(kind, way, file, line, whether the lint tells a fault of this kind there) of each."""
    rng = random.Random(seed)
    clean = clean_translations()
    todo = [(kind, plant) for kind, plant, times in PLANTS for _ in range(times)]
    rng.shuffle(todo)
    while todo:
        files = dict(sample())
        rng.shuffle(clean)
        placed: list[tuple[str, str, str, int]] = []
        for path in clean:
            # One fault in a file at a time; a kind that has no place in this file waits.
            for number, (kind, plant) in enumerate(todo):
                header, fence, body = files[path].partition("\n---\n")
                made = plant(body, rng)
                if made:
                    files[path] = f"{header}{fence}{made[0]}"
                    line = header.count("\n") + 3 + made[1]
                    placed.append((kind, plant.__name__, path, line))
                    del todo[number]
                    break
        told = {(p.path.removeprefix("content/"), _kind(p)) for p in alarms(files)}
        for kind, way, path, line in placed:
            yield kind, way, path, line, (path, kind) in told


def _kind(problem: Problem) -> str:
    found = re.search(r"differs: \[(\w+)\]", problem.hint)
    assert found is not None
    assert found[1] in COMPARISONS
    return found[1]


def test_nineteen_of_twenty_planted_faults_are_found() -> None:
    results = list(planted(seed=6))
    ways = Counter(way for _, way, *_ in results)
    found = Counter(way for _, way, _, _, told in results if told)
    report = "\n".join(f"{way}: {found[way]} of {ways[way]}" for way in sorted(ways))
    missed = "\n".join(f"{way} {path}:{line}" for _, way, path, line, told in results if not told)
    print(f"\n{report}\n{missed}")
    assert len(results) >= 200
    assert found.total() >= 0.95 * len(results), f"{report}\n{missed}"
    assert all(found[way] >= 0.85 * ways[way] for way in ways), f"{report}\n{missed}"
