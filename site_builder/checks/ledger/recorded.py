"""A line of the ledger, and what is said of one whose address has gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FILE = "addresses.txt"
GONE = "the address '{}' was published, and nothing answers there any more"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A line of the ledger."""

    address: str
    title: str
    line: int


def otherwise(lost: Sequence[Recorded]) -> str:
    """What to do where nobody may find the addresses any more."""
    numbers = [str(one.line) for one in lost]
    if len(numbers) == 1:
        return f"or, if nobody may find it any more, delete line {numbers[0]} of {FILE}"
    which = f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return f"or, if nobody may find them any more, delete lines {which} of {FILE}"
