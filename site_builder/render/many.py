"""Many planned files at once: pages are made by worker processes, as many as there are cores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice

from site_builder import workers
from site_builder.cache import Cache, Learned
from site_builder.model import BytesPage, Content, MadePage, Page, TemplatePage
from site_builder.plan import Planned
from site_builder.render.made import Made

SECONDS = 600.0
"""Of one portion; only a fault of ours could need them."""
FEW = 64
"""Pages that are not worth a worker process."""
A_FEW, WITH_SMALL = 8, 20
"""Pages that a worker makes at a time, and files if there are small ones among them."""
OWN = 96 << 20
"""Bytes that a worker may copy of what its parent has before it is replaced. A list shows works
from everywhere, and copies ten times what an article does. Of ten thousand articles all pages took
21 workers; 60 with 64 MB, which took 3 s of CPU more and 70 MB less."""


@dataclass(frozen=True, slots=True)
class Many:
    """Makes every file of a list with ``one``, which makes any file; workers are forked."""

    one: Callable[[Planned], Content]
    ahead: Made
    memory: Cache
    jobs: int

    def __call__(self, todo: Sequence[Planned]) -> Iterator[tuple[int, Content]]:
        """(index, bytes) of every file, as they get ready. Raises what ``one`` does."""
        self.ahead.expect(todo)
        pages = [n for n, planned in enumerate(todo) if _may_be_anywhere(planned.output.page)]
        if pages and self.jobs > 1 and workers.forks():
            if len(pages) > FEW:
                return self._many(todo, pages)
            if any(_takes_long(planned.output.page) for planned in todo):
                return self._few(todo, pages)
        return self._here(todo, range(len(todo)))

    def _here(
        self, todo: Sequence[Planned], numbers: Iterable[int]
    ) -> Iterator[tuple[int, Content]]:
        return ((number, self.one(todo[number])) for number in numbers)

    def _few(self, todo: Sequence[Planned], pages: Sequence[int]) -> Iterator[tuple[int, Content]]:
        """One worker makes the pages, while all that takes as long is made here."""
        make = partial(self._portion, todo)
        with workers.at_work(make, [pages], jobs=1, seconds=SECONDS) as results:
            yield from self._here(todo, sorted({*range(len(todo))} - {*pages}))
            for _, result in results:
                yield from self._taken(todo, pages, result)

    def _many(self, todo: Sequence[Planned], pages: Sequence[int]) -> Iterator[tuple[int, Content]]:
        portions = list(_portions(_after_the_first(pages, todo), todo))
        apart = {number for portion in portions for number in portion}
        at_hand = []
        for number, planned in enumerate(todo):
            if portions and isinstance(planned.output.page, BytesPage):
                at_hand.append(number)
            elif number not in apart:
                yield number, self.one(planned)
        self.memory.save()
        # What is at hand is handed on while the workers make pages.
        beside = self._here(todo, at_hand)
        some = len(at_hand) // max(1, len(portions)) + 1
        make = partial(self._portion, todo)
        running = workers.run_as_they_finish(
            make, portions, jobs=self.jobs, seconds=SECONDS, own=OWN
        )
        # Closed at once when a page cannot be made: a kept traceback would keep the workers.
        with closing(running) as results:
            for at, result in results:
                yield from self._taken(todo, portions[at], result)
                yield from islice(beside, some)
        yield from beside

    def _taken(
        self,
        todo: Sequence[Planned],
        portion: Sequence[int],
        result: tuple[list[Content], Learned] | workers.Failed,
    ) -> Iterator[tuple[int, Content]]:
        """What a worker has made, and learned."""
        if isinstance(result, workers.Failed):
            # Made here instead, so that what is wrong shows as it does without workers.
            return self._here(todo, portion)
        made, learned = result
        self.memory.learn(learned)
        return zip(portion, made, strict=True)

    def _portion(
        self, todo: Sequence[Planned], numbers: Sequence[int]
    ) -> tuple[list[Content], Learned]:
        """In a worker."""
        made = [self.one(todo[number]) for number in numbers]
        return made, self.memory.learned()


def _after_the_first(pages: Sequence[int], todo: Sequence[Planned]) -> list[int]:
    """These without the first page of each template: its parent makes that one, and so every
    worker, of which there are many, begins with the templates as they are compiled.
    """
    seen: set[str] = set()
    after = []
    for number in pages:
        page = todo[number].output.page
        if isinstance(page, TemplatePage) and page.template not in seen:
            seen.add(page.template)
        else:
            after.append(number)
    return after


def _portions(pages: Sequence[int], todo: Sequence[Planned]) -> Iterator[tuple[int, ...]]:
    """What one process makes at a time."""
    portion: list[int] = []
    large = 0
    for number in pages:
        portion.append(number)
        large += isinstance(todo[number].output.page, TemplatePage)
        if large == A_FEW or len(portion) == WITH_SMALL:
            yield tuple(portion)
            portion, large = [], 0
    if portion:
        yield tuple(portion)


def _takes_long(page: Page) -> bool:
    """An index of all texts does, of which some changed."""
    return isinstance(page, MadePage) and page.together


def _may_be_anywhere(page: Page) -> bool:
    """What is made by workers of its own is not; what is at hand need not be."""
    return isinstance(page, TemplatePage) or (isinstance(page, MadePage) and not page.together)
