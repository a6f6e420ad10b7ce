"""Which face has which letters."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from site_builder.model import Face

_JOINERS = frozenset("\u200c\u200d\u2060\ufe0e\ufe0f\u00ad\u200b")
_SILENT = _JOINERS | frozenset("\u200e\u200f\u061c")
"""Joiners, marks of direction and the like: no face needs a letter for them."""


@dataclass(slots=True)
class Letters:
    """The faces in the order in which they are asked, and who answered."""

    faces: tuple[Face, ...]
    _known: dict[tuple[str, bool], Face | None] = field(default_factory=dict)

    def face_for(self, character: str, *, bold: bool) -> Face | None:
        """The first face that has the character; None when no face has it."""
        key = (character, bold)
        if key not in self._known:
            able = [face for face in self.faces if has(face, character)]
            # A face of all weights is as good as one of the right weight.
            right = [f for f in able if not f.weight or (f.weight >= 600) == bold]
            self._known[key] = next(iter((*right, *able)), None)
        return self._known[key]

    def lacking(self, text: str) -> str:
        """The characters of a text that no face has."""
        return "".join(
            sorted({c for c in text if needs_letter(c) and not self.face_for(c, bold=True)})
        )


@lru_cache(maxsize=4)
def letters_of(faces: tuple[Face, ...]) -> Letters:
    return Letters(faces)


def needs_letter(character: str) -> bool:
    return character not in _SILENT and not character.isspace()


def has(face: Face, character: str) -> bool:
    point = ord(character)
    at = bisect_right(face.ranges, (point, 0x110000)) - 1
    return at >= 0 and face.ranges[at][0] <= point <= face.ranges[at][1]


def clusters(text: str) -> list[str]:
    """A text cut where a face may change: never before a mark, a joiner or after a joiner."""
    found: list[str] = []
    for character in text:
        joins = character in _JOINERS or unicodedata.category(character)[0] == "M"
        if found and (joins or found[-1].endswith(("\u200d", "\u200c"))):
            found[-1] += character
        else:
            found.append(character)
    return found
