"""Pages made in worker processes, ahead of being asked for, and remembered by content."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from site_builder import workers
from site_builder.cache import Cache
from site_builder.plan import Planned
from site_builder.problems import BuildFailed, Problem

KIND = "published"
SECONDS = 60.0
"""Time budget of one file; a picture of the largest size that is taken needs a tenth of it."""
MEMORY = 3 << 30
"""Bytes that making one file ready may take."""
LARGEST = 2_000_000
"""Bytes above which what was made is not remembered."""
SAVED_AT = 16_000_000
"""Bytes that are held back, at most, before they are in the cache."""

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Job(Generic[P]):
    """Pages that are made together."""

    pages: tuple[P, ...]


@dataclass(slots=True)
class Trade(Generic[P]):
    """How one kind of page is made."""

    takes: Callable[[object], bool]
    key: Callable[[P], str]
    """Of what is remembered; empty for what is not."""
    grouped: Callable[[Sequence[P]], list[Job[P]]]
    make: Callable[[Job[P]], tuple[bytes, ...] | None]
    """Picklable; the bytes of every page, or None where one cannot be made now."""
    problem: Callable[[P, workers.Failed | None], Problem]


@dataclass(slots=True)
class Ahead(Generic[P]):
    """The bytes of pages as they are asked for; the workers are some ahead of that."""

    trade: Trade[P]
    memory: Cache
    jobs: int
    _coming: Generator[None] = field(default_factory=lambda: _nothing(), init=False)
    _expected: set[P] = field(default_factory=set, init=False)
    """What the workers will have made, or have, and nobody has taken yet."""
    _made: dict[P, bytes] = field(default_factory=dict, init=False)
    _unsaved: int = field(default=0, init=False)

    def expect(self, todo: Iterable[Planned]) -> None:
        """What will be asked for, in this order."""
        pages: list[P] = [p.output.page for p in todo if self.trade.takes(p.output.page)]  # type: ignore[misc]
        jobs = self.trade.grouped([page for page in pages if not self._remembers(page)])
        self._expected = {page for job in jobs for page in job.pages}
        self._coming = self._work_off(jobs)

    def bytes_of(self, page: P) -> bytes:
        """Raises BuildFailed when the page cannot be made."""
        if page not in self._expected:
            key = self.trade.key(page)
            known = self.memory.get(KIND, key) if key else None
            if isinstance(known, bytes):
                return known
            for _ in self._work_off([Job((page,))]):
                pass
        while page not in self._made:
            next(self._coming)
        self._expected.discard(page)
        if not self._expected:
            self._coming.close()  # No worker waits for more.
        return self._made.pop(page)

    def close(self) -> None:
        """No worker stays, and nothing that was made is lost."""
        self._coming.close()
        self.memory.save()

    def _remembers(self, page: P) -> bool:
        key = self.trade.key(page)
        return bool(key) and self.memory.has(KIND, key)

    def _work_off(self, jobs: list[Job[P]]) -> Generator[None]:
        make = self.trade.make
        made = workers.run(make, jobs, jobs=self.jobs, seconds=SECONDS, memory=MEMORY)
        # Closed at once when a page cannot be made: a kept traceback would keep the workers.
        with closing(made) as results:
            for number, result in results:
                pages = jobs[number].pages
                if not isinstance(result, tuple):
                    raise BuildFailed([self.trade.problem(pages[0], result)])
                for page, data in zip(pages, result, strict=True):
                    self._made[page] = data
                    self._remember(page, data)
                yield

    def _remember(self, page: P, data: bytes) -> None:
        key = self.trade.key(page)
        if not key or not self.memory.lasts or len(data) > LARGEST:
            return
        self.memory.put(KIND, key, data)
        self._unsaved += len(data)
        if self._unsaved > SAVED_AT:
            self.memory.save()
            self._unsaved = 0


def _nothing() -> Generator[None]:
    yield from ()
