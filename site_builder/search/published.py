"""An index as the page fetches it, and what it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from site_builder.search.analysis import Rules


@dataclass(frozen=True, slots=True)
class Published:
    """An index as the page fetches it."""

    language: str
    rules: Rules
    totals: tuple[int, ...]
    """A field each: how many terms all documents have in it."""
    body_lengths: tuple[int, ...]
    """How many terms each document has in its body."""
    cuts: tuple[str, ...]
    """The first text of each shard but the first, in UTF-16 order."""
    shards: Sequence[str]
    ending_cuts: tuple[str, ...]
    """The first text, reversed, of each list of endings but the first."""
    endings: tuple[str, ...]
    shard_digests: tuple[bytes, ...]
    """SHA-256 of each shard, as UTF-8."""
    ending_digests: tuple[bytes, ...]


class Shards(Sequence[str]):
    """Shards, of which some are read where somebody asks for them."""

    def __init__(self, texts: Iterable[str | None], read: Callable[[int], str]) -> None:
        """``read`` gives those that are None."""
        self._texts, self._read = list(texts), read

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shards) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...

    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        if isinstance(at, slice):
            return tuple(self[n] for n in range(*at.indices(len(self))))
        text = self._texts[at]
        return self._read(at) if text is None else text


@dataclass(frozen=True, slots=True)
class Basis:
    """What an index was made from."""

    batches: tuple[str, ...]
    """Their keys."""
    names: str
    shards: int
    """How many, at most."""
    endings: int
