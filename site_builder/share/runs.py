"""A text as runs of one face and one direction, in the order in which the eye meets them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from site_builder.model import Face
from site_builder.share.letters import Letters, clusters, has, needs_letter

_LEFT, _RIGHT = frozenset({"L"}), frozenset({"R", "AL"})
_DIGITS = frozenset({"EN", "AN"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words, or part of one, that one face sets in one direction."""

    text: str
    face: Face
    rtl: bool


def in_logical_order(text: str, letters: Letters, *, rtl: bool, bold: bool) -> tuple[Run, ...]:
    """Runs as they are read; ``rtl`` is the direction of the whole."""
    parts = clusters(text)
    directions = _directions(parts, rtl)
    found: list[Run] = []
    for part, turned in zip(parts, directions, strict=True):
        last = found[-1] if found else None
        face = _face(part, last.face if last else None, letters, bold)
        if face is None:
            continue  # A text with such a letter is not set at all; see ``Letters.lacking``.
        if last and last.face is face and last.rtl == turned:
            found[-1] = Run(last.text + part, face, turned)
        else:
            found.append(Run(part, face, turned))
    return tuple(found)


def in_visual_order(runs: Sequence[Run], *, rtl: bool) -> list[Run]:
    """The runs of one line from left to right (UAX 9, rule L2, for two levels)."""
    groups = [list(group) for _, group in groupby(runs, key=lambda run: run.rtl)]
    inner = [group[::-1] if group[0].rtl else group for group in groups]
    return [run for group in (inner[::-1] if rtl else inner) for run in group]


def _directions(parts: Sequence[str], rtl: bool) -> list[bool]:
    """Whether each part runs from right to left (UAX 9, rules W7, N1 and N2)."""
    decided: list[bool | None] = []
    before = rtl
    for part in parts:
        kinds = {unicodedata.bidirectional(c) for c in part}
        if kinds & _RIGHT:
            before = True
        elif kinds & _LEFT:
            before = False
        # A number belongs to the words before it: "RFC 8493" stays together in an Arabic title.
        known = kinds & (_RIGHT | _LEFT | _DIGITS)
        decided.append(before if known else None)
    found: list[bool] = []
    for at, own in enumerate(decided):
        if own is None:
            left = next((d for d in reversed(decided[:at]) if d is not None), rtl)
            right = next((d for d in decided[at + 1 :] if d is not None), rtl)
            own = left if left == right else rtl
        found.append(own)
    return found


def _face(part: str, current: Face | None, letters: Letters, bold: bool) -> Face | None:
    """The current face as long as it has the letters, so that words are set in one piece."""
    wanted = [c for c in part if needs_letter(c)]
    if not wanted:
        return current or letters.face_for(" ", bold=bold)
    first = letters.face_for(wanted[0], bold=bold)
    common = unicodedata.category(wanted[0])[0] in "PSN"
    if current and (common or current is first) and all(has(current, c) for c in wanted):
        return current
    return first
