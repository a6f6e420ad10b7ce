"""Passages: which lines of the Markdown became which block, for those who work on the text.

Python-Markdown keeps no positions, so the text is cut at empty lines and each piece, or several
in a row, is rendered by itself until it gives the next block's fingerprint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from site_builder.markup.source import fences

MOST_JOINED = 30
"""Pieces that are tried as one block: a quote or an element of HTML with empty lines in it."""
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:|\*\[[^\]]+\]:")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.|[>:])[ \t]|(?: {4}|\t)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

Prints = Callable[[str], tuple[str, ...]]
"""A Markdown text -> the fingerprints of its blocks."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines of a text, and the blocks that they are."""

    numbers: tuple[int, ...]
    """Of its blocks, from 1; none for a rule, a comment, or a definition."""
    line: int
    """Where it begins in its file, from 1."""
    text: str


def cut(text: str, first_line: int, blocks: Sequence[str], prints: Prints) -> tuple[Passage, ...]:
    """The text in passages that leave nothing out but empty lines, in order.

    ``blocks`` are the fingerprints of all its blocks. What cannot be told apart is one passage.
    """
    lines = text.split("\n")
    pieces = _pieces(lines)
    definitions = "\n".join(line for line in lines if _DEFINITION.match(line))

    def rendered(start: int, end: int) -> tuple[str, ...]:
        part = "\n".join(lines[pieces[start][0] : pieces[end - 1][1]])
        return prints(f"{part}\n\n{definitions}" if "[" in part else part)

    found: list[tuple[int, int, int, int]] = []  # pieces from, to; blocks from, to
    at = piece = lost = 0
    while piece < len(pieces):
        end, where, count = _match(piece, len(pieces), at, blocks, rendered, lost < piece)
        if end == 0:
            piece += 1
            continue
        if lost < piece and count:
            found.append((lost, piece, at, where))
        elif lost < piece:
            piece += 1
            continue
        found.append((piece, end, where, where + count))
        at, piece = where + count, end
        lost = piece
    if lost < len(pieces):
        found.append((lost, len(pieces), at, len(blocks)))
    return tuple(
        Passage(
            tuple(range(first + 1, last + 1)),
            first_line + pieces[start][0],
            "\n".join(lines[pieces[start][0] : pieces[end - 1][1]]),
        )
        for start, end, first, last in found
    )


def _match(
    piece: int,
    pieces: int,
    at: int,
    blocks: Sequence[str],
    rendered: Callable[[int, int], tuple[str, ...]],
    lost: bool,
) -> tuple[int, int, int]:
    """(piece after the passage, its first block, how many); (0, 0, 0) where nothing fits."""
    for end in range(piece + 1, min(piece + (1 if lost else MOST_JOINED), pieces) + 1):
        found = rendered(piece, end)
        if not found and end == piece + 1:
            return end, at, 0
        # After pieces that fitted nowhere, the next that fits somewhere shows the way.
        for where in range(at, len(blocks) if lost else min(at + 1, len(blocks))):
            if found and tuple(blocks[where : where + len(found)]) == found:
                return end, where, len(found)
    return 0, 0, 0


def _pieces(lines: Sequence[str]) -> list[tuple[int, int]]:
    """(line, line after it) of what empty lines separate, fenced code and comments kept whole."""
    whole = [False] * len(lines)
    for start, end in fences(list(lines)):
        whole[start + 1 : end] = [True] * (end - start - 1)
    text = "\n".join(lines)
    for comment in _COMMENT.finditer(text) if "<!--" in text else ():
        start = text.count("\n", 0, comment.start())
        for number in range(start + 1, start + 1 + comment[0].count("\n")):
            whole[number] = True
    pieces: list[tuple[int, int]] = []
    open_piece = False
    for number, line in enumerate(lines):
        if not line.strip() and not whole[number]:
            open_piece = False
        elif open_piece or whole[number] or (pieces and _goes_on(lines[pieces[-1][0]], line)):
            pieces[-1] = (pieces[-1][0], number + 1)
            open_piece = True
        else:
            pieces.append((number, number + 1))
            open_piece = True
    return pieces


def _goes_on(first: str, line: str) -> bool:
    """Whether a line after an empty one belongs to the list or note that ``first`` began."""
    begins = _ITEM.match(first) or first.startswith("[^")
    same = first.lstrip()[:1] == line.lstrip()[:1] and first.lstrip()[:1] in "-*+>"
    numbered = first.lstrip()[:1].isdigit() and line.lstrip()[:1].isdigit()
    return bool(begins) and (
        line.startswith(("    ", "\t")) or (bool(_ITEM.match(line)) and (same or numbered))
    )
