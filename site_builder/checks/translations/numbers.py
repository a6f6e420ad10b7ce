"""Numbers: the same in both versions, whatever digits, grouping and calendar they are in.

Silence is preferred to a false alarm: what a language may as well put in words is not missed,
and a year is found again in the Solar Hijri and the Hijri calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from site_builder import languages
from site_builder.checks.translations.pair import Item, Pair, unmatched
from site_builder.model import BlockFacts
from site_builder.problems import Problem

_LEAST_ADDED = 100
"""A smaller number that only the translation has, the original may well put in words."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A block, or the title, as it stands in both files, and all its numbers."""

    line: int
    """In the translation."""
    there: str
    """``en.md:23``"""
    before: list[str]
    after: list[str]


def different_numbers(pair: Pair) -> Iterator[Problem]:
    yield from _in_headers(pair)
    left, right = ([*_items(side)] for side in pair.sides)
    missing, added = _unmatched(left, right, aligned=pair.aligned)
    known = {_bare(value) for _, value in left}
    # What only the translator's own notes say is no difference.
    added = [(block, value) for block, value in added if block < len(pair.sides[0])]
    if not pair.aligned:
        yield from _told_anywhere(pair, missing, added, known)
        return
    for block in sorted({block for block, _ in (*missing, *added)}):
        here = [[v for b, v in side if b == block] for side in (left, right, missing, added)]
        place = _Place(pair.here(block), pair.there(block), here[0], here[1])
        yield from _told(pair, place, here[2], here[3], known)


def _in_headers(pair: Pair) -> Iterator[Problem]:
    """The title and the standfirst, where both versions have them."""
    for key in ("title", "deck"):
        one, other = getattr(pair.original, key), getattr(pair.translation, key)
        if not (one and other):
            continue
        before, after = (languages.numbers_in(said.text, said.language) for said in (one, other))
        missing, added = _unmatched(
            [(0, v) for v in before], [(0, v) for v in after], aligned=False
        )
        line, _ = pair.translation.article.mark(key)
        there = pair.place(pair.original.article.mark(key)[0])
        lost, new = ([v for _, v in side] for side in (missing, added))
        place = _Place(line, there, [*before], [*after])
        known = {_bare(v) for facts in pair.sides[0] for v in facts.numbers}
        yield from _told(pair, place, lost, new, known)


def _unmatched(
    left: list[Item], right: list[Item], *, aligned: bool
) -> tuple[list[Item], list[Item]]:
    missing, added = unmatched(left, right, (_equal, _shortened, _other_calendar), aligned=aligned)
    if not (missing or added):
        return missing, added
    missing, added = _without_decimals(missing, added)
    converted = _converted_blocks(left, right)
    lost, new = (
        [(block, v) for block, v in side if block not in converted or len(_bare(v)) > 2]
        for side in (missing, added)
    )
    return lost, new


def _told(
    pair: Pair, place: _Place, lost: list[str], new: list[str], known: set[str]
) -> Iterator[Problem]:
    """What differs in one block: numbers that changed, then those only one version has."""
    still = {_bare(value) for value in place.after}
    months = [value for value in place.after if value.startswith("^")]
    new = [value for value in new if not value.startswith("^")]
    as_many = len(place.before) == len(place.after) - len(months)
    # What is firm first, so that it is set against what is firm.
    for one, other in zip_longest(sorted(lost, key=_soft), sorted(new, key=_soft)):
        if one and other and (as_many or not (_soft(one) or _soft(other))):
            message = f"'{_bare(one)}' in {place.there} is '{_bare(other)}' here"
            yield pair.warn(place.line, message, "numbers", "correct it")
            continue
        if one and not _soft(one) and _bare(one) not in still:
            message = f"the number '{_bare(one)}' of {place.there} is missing here"
            yield pair.warn(place.line, message, "numbers", "add it")
        if other and _is_surprising(other, known):
            message = f"the number '{_bare(other)}' is not in {place.there}"
            yield pair.warn(place.line, message, "numbers", "take it out or correct it")


def _told_anywhere(
    pair: Pair, missing: list[Item], added: list[Item], known: set[str]
) -> Iterator[Problem]:
    """What differs where the blocks cannot be paired."""
    has = {_bare(value) for facts in pair.sides[1] for value in facts.numbers}
    for block, value in missing:
        if not _soft(value) and _bare(value) not in has:
            message = f"the number '{_bare(value)}' of {pair.there(block)} is missing here"
            yield pair.warn(pair.here(block), message, "numbers", "add it")
    for block, value in added:
        if _is_surprising(value, known):
            message = f"the number '{_bare(value)}' is nowhere in {pair.name}"
            line = pair.sides[1][block].line
            yield pair.warn(line, message, "numbers", "take it out or correct it")


def _items(side: tuple[BlockFacts, ...]) -> Iterator[Item]:
    for block, facts in enumerate(side):
        for value in facts.numbers:
            yield block, value


def _bare(value: str) -> str:
    return value.lstrip("~^")


def _soft(value: str) -> bool:
    return value[0] in "~^"


def _is_surprising(value: str, known: set[str]) -> bool:
    bare = _bare(value)
    return not _soft(value) and bare not in known and float(bare) >= _LEAST_ADDED


def _equal(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _shortened(one: str, other: str) -> bool:
    """``68`` for ``1968``, and the 18 of ``1914-18``."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    return len(short) == 2 and len(long) == 4 and long.endswith(short)


def _other_calendar(one: str, other: str) -> bool:
    """Whether two years may be one, in the Gregorian and in either Hijri calendar."""
    small, large = sorted((_bare(one), _bare(other)), key=len)
    if not (small.isdigit() and large.isdigit() and len(large) == 4):
        return False
    first, second = sorted((int(small), int(large)))
    if not 622 < second < 2150:
        return False
    lunar = (second - 622) * 33 / 32
    return second - first in (621, 622) or abs(first - lunar) < 1.6


def _converted_blocks(left: list[Item], right: list[Item]) -> set[int]:
    """Blocks in which a date stands in another calendar: its day differs as well."""
    found = set()
    there: dict[int, list[str]] = {}
    for block, value in right:
        there.setdefault(block, []).append(value)
    for block, value in left:
        others = there.get(block, [])
        if len(_bare(value)) >= 3 and any(
            _other_calendar(value, other) and not _equal(value, other) for other in others
        ):
            found.add(block)
    return found


def _without_decimals(missing: list[Item], added: list[Item]) -> tuple[list[Item], list[Item]]:
    """58.13 may be the 58:13 of another language: a chapter and its verse, or an old decimal."""
    missing, added = _joined(missing, added)
    added, missing = _joined(added, missing)
    return missing, added


def _joined(decimals: list[Item], whole: list[Item]) -> tuple[list[Item], list[Item]]:
    kept, rest = [], list(whole)
    for block, value in decimals:
        parts = _bare(value).split(".")
        wanted = [(b, v) for b, v in rest if b == block and _bare(v) in parts]
        if len(parts) == 2 and {_bare(v) for _, v in wanted} == {*parts}:
            rest = [item for item in rest if item not in wanted]
        else:
            kept.append((block, value))
    return kept, rest
