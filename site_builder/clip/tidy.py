"""A text without what the page had around it: headline, byline, buttons, keywords, footer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from site_builder.clip import dates
from site_builder.clip.lines import (
    ENDS_A_SENTENCE,
    NAME_ALONE,
    SHORT,
    credit_parts,
    is_aside,
    is_label,
    is_name,
    is_noise,
    is_of_the_site,
    is_picture,
    is_sentence,
    same,
    several,
    words_of,
)
from site_builder.clip.values import NOTHING, Found
from site_builder.clip.words import (
    BYLINE,
    DATELINE,
    EDITED,
    KEYWORDS,
    RELATED,
    SOURCE,
    UPDATED,
)

_HEAD = 12
"""Blocks in which the page may still speak of the text."""
_TAIL = 14


@dataclass(slots=True)
class Tidied:
    """The blocks of the text, and what was taken from around them."""

    blocks: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


def tidied(
    blocks: Sequence[str],
    *,
    title: str,
    deck: str,
    source: str,
    language: str,
    people: Sequence[str] = (),
) -> Tidied:
    """The text alone. Nothing is dropped but what is the page's own, and it is in ``left_out``."""
    told = (deck, source, *people)
    made = Tidied()
    rest = [part for number, block in enumerate(blocks) for part in _lines(block, number)]
    listed = _take_keywords(rest, made)
    _cut_related(rest, made)
    last = words_of(rest[-1]) if rest else ""
    if listed and not source and last and is_label(rest[-1]) and not EDITED.fullmatch(last):
        # What still stands below the keywords is who published it.
        named = SOURCE.fullmatch(last)
        made.sources.append(named["name"] if named else last)
        made.left_out.append(words_of(rest.pop()))
    text_begun = False
    for number, block in enumerate(rest):
        words = words_of(block)
        if is_picture(block) or not words:
            made.blocks.append(block)
        elif is_noise(words) or is_aside(block) or (number < _HEAD and same(words, title)) or (
            not text_begun and (is_of_the_site(block) or any(same(words, one) for one in told))
        ):  # fmt: skip
            made.left_out.append(words)
        elif not text_begun and _tells(words, made, language):
            continue
        else:
            text_begun = text_begun or is_sentence(words)
            made.blocks.append(block)
    while made.blocks and not is_picture(made.blocks[-1]):
        words = words_of(made.blocks[-1])
        if made.blocks[-1].startswith("#"):
            # A heading with nothing below it was that of a list of links.
            made.left_out.append(words)
            made.blocks.pop()
            continue
        if not (same(words, title) or same(words, source) or is_noise(words)
                or is_of_the_site(made.blocks[-1])
                or (UPDATED.match(words) and dates.is_date(words, language))):  # fmt: skip
            if (by := SOURCE.fullmatch(words)) and len(words) < SHORT:
                made.sources.append(by["name"])
            elif (by := BYLINE.fullmatch(words)) and len(words) < 60 and not is_sentence(words):
                made.bylines.append(by["name"])
            elif not EDITED.fullmatch(words.strip(" ()（）")):
                break
        made.left_out.append(words)
        made.blocks.pop()
    return made


def _lines(block: str, number: int) -> list[str]:
    """A block of short lines above the text is a line each: headline, byline, date."""
    lines = block.split("  \n")
    if block.startswith("- ") and any(_is_told(words_of(one)) for one in block.split("\n")):
        lines = block.split("\n")
    if number < _HEAD and len(lines) > 1 and not any(is_sentence(words_of(one)) for one in lines):
        return [line.strip() for line in lines if line.strip()]
    return [block]


def _is_told(words: str) -> bool:
    patterns = (BYLINE, DATELINE, SOURCE)
    return len(words) < 60 and any(one.fullmatch(words) for one in patterns)


def printed_day(tidy: Tidied, language: str) -> tuple[Found, tuple[str, ...]]:
    """(the day, what it may mean that could be two) of the lines above the text, or of its
    dateline: "Example Town, 3 March 2015 - ..."."""
    for line in tidy.dates:
        for forms in dates.days_in(line, language, but=UPDATED):
            if len(forms) == 1:
                return Found(forms[0], "a line above the text"), ()
            return NOTHING, forms
    start = next((words_of(b) for b in tidy.blocks if is_sentence(words_of(b))), "")
    place = re.match(r"[^.!?。]{0,40}?\d[^.!?。]{0,40}?(?:\s[-–—]\s|[)）]\s|—)", start)
    day = dates.first_day(place[0], language) if place else ""
    return (Found(day, "the beginning of the text"), ()) if day else (NOTHING, ())


def _tells(words: str, made: Tidied, language: str) -> bool:
    """Whether a line before the text says who wrote it, when, or where it appeared."""
    if len(words) > SHORT:
        return False
    kept = False
    # A credit and a date often share a line: "Jane Example | 1 March 2015".
    by = BYLINE.fullmatch(words)
    if by and not (ENDS_A_SENTENCE.search(words) and len(words) > 60):
        made.bylines.append(by["name"])
        kept = True
    dated = DATELINE.fullmatch(words) is not None
    besides = 60 if kept or dated else 40
    if dates.is_date(words, language, besides=besides) and not is_sentence(words):
        if not UPDATED.match(words):
            made.dates.append(words)
        if not kept:
            made.bylines += [p for p in re.split(r"\s*[|｜·•]\s*", words) if is_name(p)]
            for part in credit_parts(words):
                if by := BYLINE.fullmatch(part):
                    made.bylines.append(by["name"])
                elif found := SOURCE.fullmatch(part):
                    made.sources.append(found["name"])
            if not made.bylines and NAME_ALONE.fullmatch(rest := dates.besides_dates(words)):
                made.bylines.append(rest)
        kept = True
    elif (line := DATELINE.fullmatch(words)) and dates.is_date(line["rest"], language):
        made.dates.append(words)
        kept = True
    if found := SOURCE.fullmatch(words):
        made.sources.append(found["name"])
        kept = True
    if kept:
        made.left_out.append(words)
    return kept


def _take_keywords(rest: list[str], made: Tidied) -> bool:
    """A labelled list of keywords near the end (or before the text) goes to the header.

    True if something still stands below it.
    """
    below = False
    for at in range(len(rest) - 1, max(len(rest) - _TAIL, 0) - 1, -1):
        if re.fullmatch(r"\s*(?:#[^\s#]{2,60}\s*){2,}", words_of(rest[at])):
            made.keywords += re.findall(r"#([^\s#]+)", words_of(rest[at]))
            made.left_out.append(words_of(rest.pop(at)))
    for at in range(len(rest) - 1, -1, -1):
        if len(rest) - at > _TAIL and at > 4:
            continue
        found = KEYWORDS.fullmatch(words_of(rest[at]))
        if not found or (not found["mark"] and found["rest"]):
            continue
        listed = found["rest"].strip()
        after = at + 1
        while not listed.strip() and after < len(rest) and _is_list(rest[after]):
            listed = words_of(rest[after])
            after += 1
            while after < len(rest) and is_label(rest[after]):
                listed += "\n" + words_of(rest[after])
                after += 1
        if not listed or len(listed) > 600:
            continue
        made.keywords += several(listed)
        made.left_out += [words_of(block) for block in rest[at:after]]
        del rest[at:after]
        below = below or at < len(rest)
    return below


def _is_list(block: str) -> bool:
    return block.lstrip().startswith(("- ", "* ", "1. ")) or is_label(block)


def _cut_related(rest: list[str], made: Tidied) -> None:
    """From a heading "Related" on, if only short lines and links follow."""
    for at in range(len(rest) - 1, len(rest) // 3, -1):
        if RELATED.fullmatch(words_of(rest[at])) and not any(
            is_sentence(words_of(block)) and "](" not in block for block in rest[at + 1 :]
        ):
            made.left_out += [words_of(block) for block in rest[at:] if words_of(block)]
            del rest[at:]
            return
