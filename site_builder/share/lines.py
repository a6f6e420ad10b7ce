"""Where a title may break, and the largest size at which it fits its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from site_builder.share.letters import clusters

SIZES = (104, 94, 84, 76, 68, 61, 55, 49, 44, 39, 35, 31)
"""Pixels, the largest first."""
# What must not begin or end a line (JIS X 4051, GB/T 15834).
_NOT_FIRST = frozenset(
    "、。，．！？：；）】》」』〉〕］｝’”…—·・ー々％,.!?:;)]}»"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
)
_NOT_LAST = frozenset("（【《「『〈〔［｛‘“([{«")
_AFTER = frozenset("-–—/‐")
_IDEOGRAPHIC = ("CJK ", "HIRAGANA", "KATAKANA", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH")


@dataclass(frozen=True, slots=True)
class Set:
    """A text set in lines."""

    size: int
    lines: tuple[str, ...]


def pieces(text: str) -> list[str]:
    """A text cut wherever a line may end; white space stays at the end of its piece."""
    found: list[str] = []
    for part in clusters(text):
        if found and not _may_break(found[-1], part):
            found[-1] += part
        else:
            found.append(part)
    return found


def _may_break(before: str, after: str) -> bool:
    last, first = before[-1], after[0]
    if first.isspace() or first in _NOT_FIRST:
        return False
    if last.isspace():
        return last != "\u00a0"
    if before.rstrip()[-1:] in _NOT_LAST:
        return False
    if last in _AFTER:
        return len(before) > 1 and not first.isdigit()
    return _is_ideographic(last) or _is_ideographic(first)


def _is_ideographic(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_IDEOGRAPHIC)


def fitted(
    text: str, width: int, height: int, measure: Callable[[str], float], leading: float
) -> Set:
    """A text in the largest of ``SIZES`` that fits, its lines about equally long.

    ``measure`` gives the width of a text at a size of 1; ``leading`` is the height of a line at
    that size. What does not fit at the smallest size is cut, and ends in an ellipsis.
    """
    words = pieces(text)
    widths = [measure(word.rstrip()) for word in words]
    full = [measure(word) for word in words]
    for size in SIZES:
        most = int(height // (leading * size))
        lines = _filled(words, widths, full, width / size)
        if len(lines) <= most and max(widths) * size <= width:
            return Set(size, _balanced(words, widths, full, width / size, len(lines)))
    size = SIZES[-1]
    words = [small for word in words for small in _forced(word, measure, width / size)]
    widths, full = [measure(w.rstrip()) for w in words], [measure(w) for w in words]
    lines = _filled(words, widths, full, width / size)
    most = int(height // (leading * size))
    return Set(size, lines if len(lines) <= most else _cut(lines[:most], measure, width / size))


def _filled(
    words: Sequence[str], widths: Sequence[float], full: Sequence[float], width: float
) -> tuple[str, ...]:
    lines: list[str] = []
    used = 0.0
    for word, bare, whole in zip(words, widths, full, strict=True):
        if lines and used + bare <= width:
            lines[-1] += word
            used += whole
        else:
            lines.append(word)
            used = whole
    return tuple(line.rstrip() for line in lines)


def _balanced(
    words: Sequence[str], widths: Sequence[float], full: Sequence[float], width: float, count: int
) -> tuple[str, ...]:
    """The same number of lines, the longest of them as short as can be."""
    low, high = max(widths), width
    for _ in range(8):
        middle = (low + high) / 2
        if len(_filled(words, widths, full, middle)) <= count:
            high = middle
        else:
            low = middle
    return _filled(words, widths, full, high)


def _forced(word: str, measure: Callable[[str], float], width: float) -> list[str]:
    """A word that is wider than a line, cut between its letters."""
    if measure(word.rstrip()) <= width:
        return [word]
    found: list[str] = []
    for part in clusters(word):
        if found and measure(found[-1] + part) <= width:
            found[-1] += part
        else:
            found.append(part)
    return found


def _cut(lines: Sequence[str], measure: Callable[[str], float], width: float) -> tuple[str, ...]:
    *whole, last = lines
    return (*whole, shortened(f"{last} ", measure, width, always=True))


def shortened(
    text: str, measure: Callable[[str], float], width: float, *, always: bool = False
) -> str:
    """A text on one line, cut with an ellipsis where it is too wide."""
    if not always and measure(text) <= width:
        return text
    parts = clusters(text)
    while parts and measure("".join(parts).rstrip() + "…") > width:
        parts.pop()
    return "".join(parts).rstrip() + "…"
