"""How a posting list is written: in characters, so that text compression finds what repeats.

Documents are counted in blocks of 64 and pages of 16 blocks. A list is read from left to right:

    one of BLOCKS         the block of its page that follows
    < digit               the page that follows (page nought needs none)
    = digit               64 pages each, before the page
    digit                 a document: how many it is further than the one before, less one
      one of COUNTS       how often the term stands there, when it is twice or more
      | digit digit digit digit   the same, of any size
      digit               how many terms the field has there; ~ digit digit digit from 63 on

A digit is one of 64. The last part is left out of the body, whose lengths have a file of their own.
What a block holds is written the same wherever the block stands, so that lists are made by joining.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
BLOCKS = "!\"#$%&'()*+,./:;"
COUNTS = ">?@[\\]^`{"
"""Twice to ten times."""
BLOCK = 64
PAGE = BLOCK * len(BLOCKS)

_VALUES = {digit: number for number, digit in enumerate(DIGITS)}
_OFTEN = {mark: often for often, mark in enumerate(COUNTS, 2)}
_STARTS = {mark: block * BLOCK - 1 for block, mark in enumerate(BLOCKS)}
"""What comes before the first document of a block, in its page."""

Match = tuple[int, int, int]
"""Document, how often the term stands in its field, how many terms the field has there."""


def number(value: int, width: int) -> str:
    """A number in so many digits; the largest there is, where it is larger."""
    value = min(value, 64**width - 1)
    return "".join(DIGITS[value >> 6 * place & 63] for place in reversed(range(width)))


class _Times(dict[int, str]):
    """How often a term stands in a field, as it is written."""

    def __missing__(self, often: int) -> str:
        return self.setdefault(often, f"|{number(often, 4)}")


_TIMES = _Times(enumerate(("", *COUNTS), 1))


def measured(length: int) -> str:
    return DIGITS[length] if length < 63 else f"~{number(length, 3)}"


def page_mark(page: int) -> str:
    """What leads into a page."""
    if not page:
        return ""
    high, low = divmod(page, 64)
    return f"={DIGITS[high]}<{DIGITS[low]}" if high else f"<{DIGITS[low]}"


class Writer:
    """Writes the lists of one field of neighbouring documents, which come in their order."""

    def __init__(self) -> None:
        self._lists: dict[str, str] = {}
        self._last: dict[str, int] = {}
        """Term -> its last document in the block that is being written."""
        self._block = -1

    def add(self, document: int, terms: Mapping[str, int], length: int | None) -> None:
        """The terms of a document's field; without ``length`` where that is kept elsewhere."""
        block, place = divmod(document, BLOCK)
        lists, last = self._lists, self._last
        if block != self._block:
            self._block = block
            last.clear()
        tail = "" if length is None else measured(length)
        opening = BLOCKS[block % len(BLOCKS)] + DIGITS[place]
        known = last.get
        for term, often in terms.items():
            before = known(term)
            last[term] = place
            if before is None:
                lists[term] = lists.get(term, "") + opening + _TIMES[often] + tail
            elif often == 1:
                lists[term] += DIGITS[place - before - 1] + tail
            else:
                lists[term] += DIGITS[place - before - 1] + _TIMES[often] + tail

    def lines(self) -> Iterator[str]:
        """A term, a tab and its list each."""
        return map("\t".join, self._lists.items())


_PAGE = re.compile("(?:=(.))?<(.)")
_BLOCK = re.compile(f"([{re.escape(BLOCKS)}])")


def exchanged(written: str, blocks: range, listed: str) -> str:
    """A list with another part for neighbouring blocks of one page, as ``Writer`` wrote it; the
    list may become empty."""
    page, first = divmod(blocks[0], len(BLOCKS))
    before, *rest = _PAGE.split(written)
    pages = {0: before}
    for high, low, within in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        pages[(_VALUES[high] * 64 if high else 0) + _VALUES[low]] = within
    _, *rest = _BLOCK.split(pages.get(page, ""))
    held = {mark: mark + within for mark, within in zip(rest[::2], rest[1::2], strict=True)}
    for mark in BLOCKS[first : first + len(blocks)]:
        held.pop(mark, None)
    held[BLOCKS[first]] = listed
    pages[page] = "".join(held[mark] for mark in BLOCKS if mark in held)
    return "".join(page_mark(number) + pages[number] for number in sorted(pages) if pages[number])


def read(written: str, measures: bool) -> tuple[list[int], list[int], list[int]]:
    """What a list says: documents, how often the term stands in each, and, if it ``measures``
    them, how many terms their fields have."""
    documents: list[int] = []
    often: list[int] = []
    lengths: list[int] = []
    page = high = document = 0
    length_is_due = False
    value_of, often_of, start_of = _VALUES.get, _OFTEN.get, _STARTS.get
    characters = iter(written)
    for char in characters:
        value = value_of(char)
        if value is None:
            if times := often_of(char):
                often[-1] = times
            elif (start := start_of(char)) is not None:
                document = page * PAGE + start
            elif char == "<":
                page = high * 64 + _number(characters, 1)
            elif char == "=":
                high = _number(characters, 1)
            elif char == "|":
                often[-1] = _number(characters, 4)
            else:
                lengths.append(_number(characters, 3))
                length_is_due = False
        elif length_is_due:
            lengths.append(value)
            length_is_due = False
        else:
            document += value + 1
            documents.append(document)
            often.append(1)
            length_is_due = measures
    return documents, often, lengths


def matches(written: str, lengths: Sequence[int] | None) -> Iterator[Match]:
    """The same, match by match; ``lengths`` are the documents', where the list has none."""
    documents, often, measured = read(written, lengths is None)
    if lengths is not None:
        measured = [lengths[document] for document in documents]
    return zip(documents, often, measured, strict=True)


def _number(characters: Iterator[str], width: int) -> int:
    value = 0
    for digit in islice(characters, width):
        value = value * 64 + _VALUES[digit]
    return value


def columns(lengths: Sequence[int], width: int = 4) -> str:
    """Numbers of four digits, all first digits first: those are nearly all nought."""
    return "".join(
        "".join(DIGITS[value >> 6 * place & 63] for value in lengths)
        for place in reversed(range(width))
    )
