"""Worker processes that can be replaced: every item has a time budget, and none costs another.

| file | duty |
|---|---|
| ``outcome`` | ``Failed``: why an item has no result |
| ``pool`` | the parent's side: who works on what, since when, and who must be replaced |
| ``child`` | the worker's side |
| ``meanwhile`` | what is done beside something else, and may be left undone |
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, TypeVar

from site_builder.workers.meanwhile import Meanwhile
from site_builder.workers.outcome import Failed, Reason
from site_builder.workers.pool import Pool, WorkersUnavailable, forks

__all__ = [
    "Failed",
    "Meanwhile",
    "Reason",
    "WorkersUnavailable",
    "at_work",
    "forks",
    "run",
    "run_as_they_finish",
    "run_or_do",
    "shared",
]

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
) -> Generator[tuple[int, R | Failed]]:
    """``(index, function(item))`` for every item in order, whatever the number of ``jobs``.

    An item gets ``seconds`` of wall time and, where the system can limit it, may add ``memory``
    bytes to its worker. ``function`` must be a module's, items and results picklable.
    ``on_done(done, total)`` is called as items finish. Raises ``WorkersUnavailable``.
    Who may stop before the end closes it (``contextlib.closing``): the workers end with it.
    """
    waiting: dict[int, R | Failed] = {}
    told = 0
    running = run_as_they_finish(function, items, jobs=jobs, seconds=seconds, memory=memory)
    # Closed at once, however this ends: a traceback that is kept would keep the workers, too.
    with closing(running) as results:
        for done, (index, outcome) in enumerate(results, 1):
            waiting[index] = outcome
            if on_done is not None:
                on_done(done, len(items))
            while told in waiting:
                yield told, waiting.pop(told)
                told += 1


def run_or_do(
    function: Callable[[T], R], items: Sequence[T], *, jobs: int, seconds: float
) -> Generator[R]:
    """``function(item)`` of every item in order; made here where there is one job, or one item.

    What a worker could not do is tried once more here, where a failure has its traceback.
    """
    if jobs == 1 or len(items) == 1:
        yield from map(function, items)
        return
    with closing(run(function, items, jobs=jobs, seconds=seconds)) as results:
        for index, outcome in results:
            yield function(items[index]) if isinstance(outcome, Failed) else outcome


def shared(function: Callable[[T], R], items: Sequence[T], *, seconds: float) -> list[R]:
    """The same, the first item made here and each of the others by a worker meanwhile."""
    first, *others = items
    if not others:
        return [function(first)]
    with at_work(function, others, jobs=len(others), seconds=seconds) as results:
        made = [function(first)]
        outcomes = dict(results)
    for index, item in enumerate(others):
        outcome = outcomes[index]
        made.append(function(item) if isinstance(outcome, Failed) else outcome)
    return made


def run_as_they_finish(
    function: Callable[[T], R],
    items: Sequence[T],
    *,
    jobs: int,
    seconds: float,
    memory: int | None = None,
    own: int = 0,
) -> Generator[tuple[int, R | Failed]]:
    """The same as ``run`` without waiting for what comes before.

    Where ``forks()``, the function need not be picklable: a worker has it from its parent.
    With ``own``, a worker is replaced once it has so many bytes of its own: what it shares with
    its parent is copied bit by bit as it is used, and a new one shares it again.
    """
    if not items:
        return
    pool = Pool(function, min(jobs, len(items)), seconds, memory, own)
    try:
        yield from _results(pool, items, deque(range(len(items))))
    finally:
        pool.stop()


@contextmanager
def at_work(
    function: Callable[[T], R], items: Sequence[T], *, jobs: int, seconds: float
) -> Iterator[Iterator[tuple[int, R | Failed]]]:
    """The same, for who has other things to do: the workers have begun when it is entered."""
    pool = Pool(function, min(jobs, len(items)), seconds, None)
    waiting = deque(range(len(items)))
    try:
        pool.begin(items, waiting)
        yield _results(pool, items, waiting)
    finally:
        pool.stop()


def _results(pool: Pool, items: Sequence[T], waiting: deque[int]) -> Generator[tuple[int, Any]]:
    left = len(items)
    while left:
        pool.hand_out(items, waiting)
        for index, outcome in pool.collect(waiting):
            left -= 1
            yield index, outcome
