"""Batches -> the posting lists and the words of a range of texts, joined: an index, or some of it.

What is in no other range than these can be joined by a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from site_builder.search.analysis import utf16_order
from site_builder.search.documents import FIELDS
from site_builder.search.gather import BODY, Gathered
from site_builder.search.listing import BATCH
from site_builder.search.postings import PAGE, page_mark

Held = tuple[dict[str, int], tuple[dict[str, str], ...]]
"""Written entries (``Analyser.written``) and how often each stands; a field each, the posting lists
of the terms."""

Range = tuple[str, str | None]
"""Its first text, and the first that comes after it in UTF-16 order; None where there is none."""
ALL: Range = ("", None)


def joined(batches: Sequence[Gathered], texts: Range = ALL) -> Held:
    """What all of the batches, which begin with the first, hold of these texts."""
    words: dict[str, int] = {}
    held: tuple[dict[str, str], ...] = tuple({} for _ in FIELDS)
    paged: tuple[dict[str, str], ...] = tuple({} for _ in FIELDS)
    for nth, (lists, _, counts) in enumerate(batches):
        if nth and nth * BATCH % PAGE == 0:
            _turn(held, paged, nth * BATCH // PAGE - 1)
        for page, lines in zip(paged, lists, strict=True):
            for term, listed in pairs(section(lines, texts), "\t"):
                page[term] = page.get(term, "") + listed
        for entry, often in pairs(section(counts, texts), " "):
            words[entry] = words.get(entry, 0) + int(often)
    _turn(held, paged, max(0, len(batches) - 1) * BATCH // PAGE)
    return words, held


def _turn(held: Sequence[dict[str, str]], paged: Sequence[dict[str, str]], page: int) -> None:
    """A page is full: its lists go behind those of the pages before."""
    mark = page_mark(page)
    for whole, part in zip(held, paged, strict=True):
        for term, listed in part.items():
            whole[term] = f"{whole.get(term, '')}{mark}{listed}"
        part.clear()


def pairs(lines: str, parted_by: str) -> Iterator[tuple[str, str]]:
    """Both parts of each line."""
    parts = iter(lines.replace("\n", parted_by).split(parted_by) if lines else ())
    return zip(parts, parts, strict=True)


def differing(old: str, new: str, parted_by: str) -> Iterator[tuple[str, str, str]]:
    """What only one of two batches has, or what they have differently: its first part, and what
    follows that in the one and in the other."""
    before, now = set(old.split("\n")), set(new.split("\n"))
    gone = dict(pairs("\n".join(before - now), parted_by))
    come = dict(pairs("\n".join(now - before), parted_by))
    for first in sorted({*gone, *come}):
        yield first, gone.get(first, ""), come.get(first, "")


def section(lines: str, texts: Range) -> str:
    """Those of the lines, which are in UTF-16 order, that begin with a text of the range."""
    first, after = texts
    start = _place(lines, first) if first else 0
    end = len(lines) if after is None else _place(lines, after)
    return lines[start:end].removesuffix("\n")


def is_in(text: str, texts: Range) -> bool:
    first, after = texts
    order = utf16_order(text)
    return order >= utf16_order(first) and (after is None or order < utf16_order(after))


def _place(lines: str, text: str) -> int:
    """Where the first line is that does not come before a text."""
    wanted = utf16_order(text)
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        start = lines.rfind("\n", low, middle) + 1 or low
        end = lines.find("\n", middle, high)
        end = high if end < 0 else end
        # What parts a text from the rest of its line is below all that a text may have.
        if utf16_order(lines[start:end]) < wanted:
            low = min(end + 1, high)
        else:
            high = start
    return low


def ranges(batches: Sequence[Gathered], count: int) -> list[Range]:
    """Ranges that are about as much work each, judged by the batch in the middle."""
    lists, _, _ = batches[len(batches) // 2]
    lines = lists[BODY].split("\n")
    ends = list(accumulate(map(len, lines)))
    starts = {
        lines[place].partition("\t")[0]
        for part in range(1, count)
        for place in [next((n for n, end in enumerate(ends) if end * count >= ends[-1] * part), 0)]
        if place
    }
    return list(pairwise(("", *sorted(starts, key=utf16_order), None)))  # type: ignore[arg-type]
