"""Two texts side by side: which block stands beside which, and ids that do not clash.

Works on the HTML of bodies as ``serialise`` wrote it, block by block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

Pair = tuple[str, str]
"""The HTML of a block and of its counterpart; one of the two is empty where it stands alone."""

MOST = 40_000
"""Block of one text times blocks of the other up to which lengths are weighed."""
ALONE = 1.0
"""What it costs to let a block stand alone; two unlike blocks cost more than both alone."""
UNLIKE = 2.5

_WRAPPED = re.compile(r'<div id="[^"]*">\s*(?=<)')
_TAG = re.compile(r"<([a-z][a-z0-9]*)([^<>]*)>")
_SAME = {"ol": "list", "ul": "list", "dl": "list", "blockquote": "quote"}
_OWN = re.compile(r' (id|href)="(#?)([^"]*)"')


def pair_blocks(left: Sequence[str], right: Sequence[str]) -> tuple[Pair, ...]:
    """Each block beside its counterpart, in the order of both texts.

    Texts of the same shape are paired one to one. Otherwise headings that agree hold the
    sections together, and within a section the pairs are those of like kind and length
    (after Gale and Church 1993, without merging); what fits nothing stands alone.
    """
    ours, theirs = _sections(left), _sections(right)
    if [kind_of(s[0]) for s in ours[1:]] != [kind_of(s[0]) for s in theirs[1:]]:
        ours, theirs = [list(left)], [list(right)]
    sections = zip(ours, theirs, strict=True)
    return tuple(pair for one, other in sections for pair in _section(one, other))


def _section(left: Sequence[str], right: Sequence[str]) -> tuple[Pair, ...]:
    if [*map(kind_of, left)] == [*map(kind_of, right)]:
        return tuple(zip(left, right, strict=True))
    if len(left) * len(right) > MOST:
        return tuple(zip_longest(left, right, fillvalue=""))
    return _cheapest(left, right)


def kind_of(block: str) -> str:
    """The element a block is; lists and quotations are alike however they are marked up."""
    wrapped = _WRAPPED.match(block)
    found = _TAG.match(block, wrapped.end() if wrapped else 0)
    if found is None:
        return "text"
    tag, attributes = found[1], found[2]
    if tag == "figure" and 'class="quote"' in attributes:
        return "quote"
    if tag == "div" and 'class="footnotes"' in attributes:
        return "notes"
    return _SAME.get(tag, tag)


def with_own_ids(html: str, prefix: str) -> str:
    """The same HTML with a prefix before its ids, before the links to them, and in its landmarks.

    A table that scrolls is a region; two of one name could not be told apart.
    """

    def own(found: re.Match[str]) -> str:
        name, hash_, value = found.groups()
        is_ours = name == "id" or hash_
        return f' {name}="{hash_}{prefix}{value}"' if is_ours else found[0]

    def changed(tag: re.Match[str]) -> str:
        made = _OWN.sub(own, tag[0])
        if ' role="region"' in made:
            made = made.replace(' aria-label="', f' aria-label="{prefix.rstrip("-")}: ', 1)
        return made

    return _TAG.sub(changed, html)


def _sections(blocks: Sequence[str]) -> list[list[str]]:
    """What stands before the first heading, then each heading with what follows it.

    Notes and what is after them end the text and are a section of their own.
    """
    sections: list[list[str]] = [[]]
    for block in blocks:
        if kind_of(block) in ("h2", "h3", "h4", "h5", "h6", "notes"):
            sections.append([])
        sections[-1].append(block)
    return sections


def _cheapest(left: Sequence[str], right: Sequence[str]) -> tuple[Pair, ...]:
    """The pairs that cost least in all, found row by row."""
    ours, theirs = [_measure(b) for b in left], [_measure(b) for b in right]
    scale = (sum(n for _, n in theirs) or 1) / (sum(n for _, n in ours) or 1)
    rows, columns = len(left), len(right)
    cost = [[(i + j) * ALONE for j in range(columns + 1)] for i in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            together = cost[i - 1][j - 1] + _unlike(ours[i - 1], theirs[j - 1], scale)
            cost[i][j] = min(together, cost[i - 1][j] + ALONE, cost[i][j - 1] + ALONE)
    pairs: list[Pair] = []
    i, j = rows, columns
    while i or j:
        if i and j:
            together = cost[i - 1][j - 1] + _unlike(ours[i - 1], theirs[j - 1], scale)
            if cost[i][j] == together:
                i, j = i - 1, j - 1
                pairs.append((left[i], right[j]))
                continue
        if j and cost[i][j] == cost[i][j - 1] + ALONE:
            j -= 1
            pairs.append(("", right[j]))
        else:
            i -= 1
            pairs.append((left[i], ""))
    return tuple(reversed(pairs))


def _measure(block: str) -> tuple[str, int]:
    """(kind, letters)"""
    return kind_of(block), len(re.sub(r"<[^<>]*>|\s", "", block))


def _unlike(one: tuple[str, int], other: tuple[str, int], scale: float) -> float:
    """From 0, alike, to below the cost of letting both stand alone; beyond it for other kinds."""
    if one[0] != other[0]:
        return UNLIKE
    expected, length = one[1] * scale + 1, other[1] + 1
    return 1.5 * (1 - min(expected, length) / max(expected, length))
