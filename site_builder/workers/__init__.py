"""Worker processes that can be replaced: every item has a time budget, and none costs another.

| file | duty |
|---|---|
| ``outcome`` | ``Failed``: why an item has no result |
| ``pool`` | the parent's side: who works on what, since when, and who must be replaced |
| ``child`` | the worker's side |
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from site_builder.workers.outcome import Failed, Reason
from site_builder.workers.pool import Pool, WorkersUnavailable

__all__ = ["Failed", "Reason", "WorkersUnavailable", "run"]

T = TypeVar("T")
R = TypeVar("R")


def run(
    function: Callable[[T], R],
    items: Sequence[T],
    *,
    jobs: int,
    seconds: float,
    memory: int | None = None,
    on_done: Callable[[int, int], None] | None = None,
) -> Iterator[tuple[int, R | Failed]]:
    """``(index, function(item))`` for every item in order, whatever the number of ``jobs``.

    An item gets ``seconds`` of wall time and, where the system can limit it, may add ``memory``
    bytes to its worker. ``function`` must be a module's, items and results picklable.
    ``on_done(done, total)`` is called as items finish. Raises ``WorkersUnavailable``.
    """
    if not items:
        return
    pool = Pool(function, min(jobs, len(items)), seconds, memory)
    waiting = deque(range(len(items)))
    finished: dict[int, R | Failed] = {}
    done = told = 0
    try:
        while told < len(items):
            pool.hand_out(items, waiting)
            for index, outcome in pool.collect(waiting):
                finished[index] = outcome
                done += 1
                if on_done is not None:
                    on_done(done, len(items))
            while told in finished:
                yield told, finished.pop(told)
                told += 1
    finally:
        pool.stop()
