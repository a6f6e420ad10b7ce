"""An index as the page fetches it, and what it was made from."""

from __future__ import annotations

from dataclasses import dataclass

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
    shards: tuple[str, ...]
    ending_cuts: tuple[str, ...]
    """The first text, reversed, of each list of endings but the first."""
    endings: tuple[str, ...]
    shard_marks: str
    """A shard each: six characters that tell one state of it from the next, for the browser."""
    ending_marks: str
    """The same of each list of endings."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What an index was made from."""

    batches: tuple[str, ...]
    """Their keys."""
    names: str
    shards: int
    """How many, at most."""
    endings: int
