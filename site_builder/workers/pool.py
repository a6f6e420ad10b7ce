"""The parent's side of the worker processes: batches out, outcomes in, the dead replaced.

A worker holds at most one batch, and is sent another only once it waits for one, so that
neither side can block the other. Both sides speak through one pipe: the child says ("ready",
None) once, then ("done", outcome) for every item, or ("spent", outcome) and ends.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from typing import Any

from site_builder.workers.child import work
from site_builder.workers.outcome import Failed, failure_of

_MOST_IN_A_BATCH = 16
_START_SECONDS = 60.0
"""In which a new worker must be ready; one that is spawned imports everything anew."""
_STOP_SECONDS = 1.0
_MOST_STILLBORN = 3
"""Workers in a row that die before they are ready."""


class WorkersUnavailable(RuntimeError):
    """No worker can be started here: a fault of the machine or of ours, not of an item."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Any
    """``Connection``, or ``PipeConnection`` on Windows."""
    clock: float
    """When it was last heard of (monotonic seconds): the start of what it is doing."""
    ready: bool = False
    batch: deque[int] = field(default_factory=deque)
    """Items it holds; the first is the one it is on."""

    @property
    def at_work(self) -> bool:
        return bool(self.batch) or not self.ready


class Pool:
    """The living workers; whoever dies or is ended is replaced when there is work for it."""

    def __init__(
        self,
        function: Callable[[Any], Any],
        jobs: int,
        seconds: float,
        memory: int | None,
        own: int = 0,
    ) -> None:
        self._method = _start_method()
        self._context: Any = multiprocessing.get_context(self._method)
        self._task = (function, seconds, memory, own)
        self._jobs = max(1, jobs)
        self._seconds = seconds
        self._workers: list[_Worker] = []
        self._stillborn = 0

    def hand_out(self, items: Sequence[Any], waiting: deque[int]) -> None:
        """A batch for every worker that waits for one, and a worker for every batch."""
        while waiting and len(self._workers) < self._jobs:
            idle = sum(not worker.batch for worker in self._workers)
            if idle >= len(waiting):
                break
            self._workers.append(self._started())
        for worker in self._workers:
            if not waiting or worker.batch or not worker.ready:
                continue
            size = max(1, min(_MOST_IN_A_BATCH, len(waiting) // (4 * self._jobs)))
            worker.batch.extend(waiting.popleft() for _ in range(size))
            worker.clock = time.monotonic()
            # A worker that has died meanwhile is found dead by ``collect``.
            with suppress(OSError):
                worker.pipe.send([items[index] for index in worker.batch])

    def begin(self, items: Sequence[Any], waiting: deque[int]) -> None:
        """``hand_out``, after which each is at work while its parent does other things."""
        self.hand_out(items, waiting)
        while not all(worker.ready for worker in self._workers):
            for _ in self.collect(waiting):
                pass  # None has an item yet.
        self.hand_out(items, waiting)

    def collect(self, waiting: deque[int], *, wait: bool = True) -> Iterator[tuple[int, Any]]:
        """What has finished, once anything has; unfinished items of the dead go back.

        Without ``wait``, what has finished by now.
        """
        due = [worker.clock + self._budget(worker) for worker in self._workers if worker.at_work]
        watched = [w.pipe for w in self._workers] + [w.process.sentinel for w in self._workers]
        patience = max(0.0, min(due) - time.monotonic()) if wait else 0
        signalled = set(connection.wait(watched, patience))
        for worker in tuple(self._workers):
            if worker.pipe in signalled:
                alive = yield from self._heard(worker, waiting)
            else:
                alive = worker.process.sentinel not in signalled
            late = worker.at_work and time.monotonic() - worker.clock >= self._budget(worker)
            # What it has said meanwhile is heard before it is judged.
            if not alive or (late and not worker.pipe.poll()):
                yield from self._bury(worker, waiting, late=alive)

    def stop(self) -> None:
        """No worker outlives the pool."""
        for worker in self._workers:
            if worker.at_work:
                worker.process.kill()
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(_STOP_SECONDS)
            worker.process.kill()
            worker.process.join()
        self._workers.clear()

    def _budget(self, worker: _Worker) -> float:
        return self._seconds if worker.ready else _START_SECONDS

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        # A forked worker has copies of our ends; were they left open, none would see us end.
        copies = [ours, *(w.pipe for w in self._workers)] if self._method == "fork" else []
        process = self._context.Process(
            target=work, args=(*self._task, theirs, copies), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, ours, time.monotonic())

    def _heard(
        self, worker: _Worker, waiting: deque[int]
    ) -> Generator[tuple[int, Any], None, bool]:
        """What a worker has said; returns whether it goes on."""
        with suppress(EOFError, OSError):
            while worker.pipe.poll():
                word, outcome = _understood(worker.pipe.recv_bytes())
                worker.clock = time.monotonic()
                if word == "ready":
                    worker.ready, self._stillborn = True, 0
                    continue
                yield worker.batch.popleft(), outcome
                if word == "spent":
                    waiting.extendleft(reversed(worker.batch))
                    worker.batch.clear()
                    return False
            return True
        return False

    def _bury(
        self, worker: _Worker, waiting: deque[int], *, late: bool
    ) -> Iterator[tuple[int, Failed]]:
        self._workers.remove(worker)
        worker.process.join(0 if late else _STOP_SECONDS)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        how = _cause_of_death(worker.process.exitcode)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn == _MOST_STILLBORN:
                raise WorkersUnavailable(f"worker processes do not start: {how}")
        if worker.batch:
            blamed = worker.batch.popleft()
            waiting.extendleft(reversed(worker.batch))
            late = late or how == "SIGALRM"
            yield (
                blamed,
                Failed("time", f"{self._seconds:g} seconds") if late else Failed("died", how),
            )


def forks() -> bool:
    """Whether a worker would begin with all that its parent has."""
    return _start_method() == "fork"


def _start_method() -> str:
    """fork where it is safe (Linux, one thread, Python's or not), spawn elsewhere."""
    try:
        return "fork" if len(os.listdir("/proc/self/task")) == 1 else "spawn"
    except OSError:
        return "spawn"


def _understood(message: bytes) -> tuple[str, Any]:
    try:
        word, outcome = pickle.loads(message)
    except Exception as failure:
        return "done", failure_of(failure)
    return str(word), outcome


def _cause_of_death(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        with suppress(ValueError):
            return signal.Signals(-exit_code).name
    return f"exit status {exit_code}"
