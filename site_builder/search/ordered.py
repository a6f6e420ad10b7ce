"""Texts in UTF-16 order, each with a value, cut into parts: the order of shards and of endings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from site_builder.search.analysis import utf16_order
from site_builder.search.cuts import starts

V = TypeVar("V")


class Ordered(Generic[V]):
    """Can be changed text by text; is cut anew when that is done."""

    def __init__(self, texts: list[str], values: list[V], cuts: Sequence[str] = ()) -> None:
        self.texts = texts
        self.values = values
        self._take(cuts)

    def _take(self, cuts: Sequence[str]) -> None:
        self.cuts = tuple(cuts)
        self._cut_orders = list(map(utf16_order, self.cuts))

    @property
    def parts(self) -> int:
        return len(self.cuts) + 1

    def part_of(self, text: str) -> int:
        """Where a text belongs, be it there or not."""
        return bisect_right(self._cut_orders, utf16_order(text))

    def part(self, number: int) -> tuple[list[str], list[V]]:
        start = self._place(self.cuts[number - 1]) if number else 0
        end = self._place(self.cuts[number]) if number < len(self.cuts) else len(self.texts)
        return self.texts[start:end], self.values[start:end]

    def put(self, text: str, value: V | None) -> bool:
        """Gives a text its value, or with None takes it out; whether that changed anything."""
        at = self._place(text)
        there = at < len(self.texts) and self.texts[at] == text
        if value is None:
            if there:
                del self.texts[at], self.values[at]
            return there
        if there and self.values[at] == value:
            return False
        if there:
            self.values[at] = value
        else:
            self.texts.insert(at, text)
            self.values.insert(at, value)
        return True

    def cut(self, sizes: Iterable[int], parts: int) -> set[int] | None:
        """Cuts anew; the parts that begin or end elsewhere now, None if there are more or fewer."""
        before = self.cuts
        self._take(starts(self.texts, sizes, parts))
        if len(before) != len(self.cuts):
            return None
        moved = {n for n, cut in enumerate(self.cuts) if cut != before[n]}
        return moved | {n + 1 for n in moved}

    def _place(self, text: str) -> int:
        return bisect_left(self.texts, utf16_order(text), key=utf16_order)
