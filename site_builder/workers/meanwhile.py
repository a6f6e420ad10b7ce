"""What workers do while their parent is busy with something else, and may leave undone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from site_builder.workers.outcome import Failed
from site_builder.workers.pool import Pool, WorkersUnavailable, forks


@dataclass(slots=True)
class _Task:
    function: Callable[[Any], Any]
    items: Sequence[Any]
    ready: Callable[[int, Any], None]
    limits: tuple[float, int | None]
    waiting: deque[int]
    left: int
    pool: Pool | None = None


@dataclass(slots=True)
class Meanwhile:
    """One worker fewer than there are ``jobs``: for what will be needed, but is not waited for.

    What is not ready when this is closed is to be made as if nobody had begun it, and so is what
    failed here: then its failure is told. Without a job to spare nothing is begun, nor where
    processes do not fork: a new one would begin with nothing.
    """

    jobs: int
    _tasks: deque[_Task] = field(default_factory=deque, init=False)

    def begin(
        self,
        function: Callable[[Any], Any],
        items: Sequence[Any],
        ready: Callable[[int, Any], None],
        *,
        seconds: float,
        memory: int | None = None,
    ) -> None:
        """``ready(index, function(item))`` for those items that get ready, after what was begun
        before; ``seconds`` and ``memory`` as of ``run``. Only ``look`` calls ``ready``."""
        if self.jobs > 1 and items and forks():
            waiting = deque(range(len(items)))
            task = _Task(function, items, ready, (seconds, memory), waiting, len(items))
            self._tasks.append(task)
            self.look()

    def look(self) -> None:
        """Takes what is ready and hands out more; to be called now and then. Waits for nothing."""
        while self._tasks:
            task = self._tasks[0]
            try:
                self._work(task)
            except WorkersUnavailable:
                self.close()
                return
            if task.left:
                return
            self._stop(self._tasks.popleft())

    def close(self) -> None:
        """No worker stays."""
        while self._tasks:
            self._stop(self._tasks.popleft())

    def _work(self, task: _Task) -> None:
        if task.pool is None:
            jobs = min(self.jobs - 1, len(task.items))
            task.pool = Pool(task.function, jobs, *task.limits)
        task.pool.hand_out(task.items, task.waiting)
        for index, outcome in task.pool.collect(task.waiting, wait=False):
            task.left -= 1
            if not isinstance(outcome, Failed):
                task.ready(index, outcome)
        task.pool.hand_out(task.items, task.waiting)

    def _stop(self, task: _Task) -> None:
        if task.pool is not None:
            task.pool.stop()
