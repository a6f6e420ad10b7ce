"""Files beside articles, made ready in worker processes: what contributed bytes can make slow.

All forms of one file are made together, so that it is read and decoded once; what is costly is
remembered by content.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from site_builder import images, workers
from site_builder.cache import Cache, digest_of
from site_builder.load import FoundFile, read_found
from site_builder.model import FilePage, PicturePage
from site_builder.plan import Planned
from site_builder.problems import BuildFailed, Problem

SECONDS = 60.0
"""Time budget of one file; a picture of the largest size that is taken needs a tenth of it."""
MEMORY = 3 << 30
"""Bytes that making one file ready may take."""
KIND = "published"
LARGEST = 2_000_000
"""Bytes above which the form of a picture is not remembered."""
SAVED_AT = 16_000_000
"""Bytes that are held back, at most, before they are in the cache."""

FileLike = FilePage | PicturePage


@dataclass(frozen=True, slots=True)
class _Job:
    """Everything that is wanted of one file."""

    source: str
    digest: str
    pages: tuple[FileLike, ...]


@dataclass(slots=True)
class Files:
    """The forms in which files are published, made as they are asked for, some ahead of that."""

    root: Path
    memory: Cache
    jobs: int
    _coming: Generator[None] = field(default_factory=lambda: _nothing(), init=False)
    _expected: set[FileLike] = field(default_factory=set, init=False)
    """What the workers will have made, or have, and nobody has taken yet."""
    _made: dict[FileLike, bytes] = field(default_factory=dict, init=False)
    _unsaved: int = field(default=0, init=False)

    def expect(self, todo: Iterable[Planned]) -> None:
        """What will be asked for, in this order: the workers go ahead by themselves."""
        pages = [p.output.page for p in todo if isinstance(p.output.page, FileLike)]
        groups: dict[tuple[str, str], list[FileLike]] = {}
        for page in pages:
            if not self._remembers(page):
                groups.setdefault((page.source, page.digest), []).append(page)
        jobs = [_Job(*which, tuple(of_it)) for which, of_it in groups.items()]
        self._expected = {page for job in jobs for page in job.pages}
        self._coming = self._work_off(jobs)

    def bytes_of(self, page: FileLike) -> bytes:
        """Raises BuildFailed when the file changed since it was read, or cannot be made ready."""
        if page not in self._expected:
            known = self.memory.get(KIND, _key(page)) if _is_costly(page) else None
            if isinstance(known, bytes):
                return known
            for _ in self._work_off([_Job(page.source, page.digest, (page,))]):
                pass
        while page not in self._made:
            next(self._coming)
        self._expected.discard(page)
        return self._made.pop(page)

    def close(self) -> None:
        """No worker stays, and nothing that was made is lost."""
        self._coming.close()
        self.memory.save()

    def _remembers(self, page: FileLike) -> bool:
        return _is_costly(page) and self.memory.has(KIND, _key(page))

    def _work_off(self, jobs: list[_Job]) -> Generator[None]:
        make = partial(_make, root=self.root)
        made = workers.run(make, jobs, jobs=self.jobs, seconds=SECONDS, memory=MEMORY)
        for number, result in made:
            if not isinstance(result, tuple):
                raise BuildFailed([_problem(jobs[number].source, result)])
            for page, data in zip(jobs[number].pages, result, strict=True):
                self._made[page] = data
                self._remember(page, data)
            yield

    def _remember(self, page: FileLike, data: bytes) -> None:
        if not self.memory.lasts or not _is_costly(page) or len(data) > LARGEST:
            return
        self.memory.put(KIND, _key(page), data)
        self._unsaved += len(data)
        if self._unsaved > SAVED_AT:
            self.memory.save()
            self._unsaved = 0


def _nothing() -> Generator[None]:
    yield from ()


def _is_costly(page: FileLike) -> bool:
    """Pictures are decoded and encoded; documents are only looked through."""
    return isinstance(page, PicturePage) or page.media_type.startswith("image/")


def _key(page: FileLike) -> str:
    width = str(page.width) if isinstance(page, PicturePage) else "as it is"
    return digest_of(page.digest, width, page.media_type)


def _make(job: _Job, root: Path) -> tuple[bytes, ...] | None:
    """The bytes of every page of a job; None when the file is not the one that was read."""
    data = read_found(root, FoundFile(job.source, job.digest, 0))
    if data is None:
        return None
    smaller = [page for page in job.pages if isinstance(page, PicturePage)]
    forms = [(page.width, page.media_type) for page in smaller]
    of_type = images.MEDIA_TYPES[Path(job.source).suffix.lower()]
    made = dict(zip(smaller, images.renditions(data, of_type, forms), strict=True))
    return tuple(
        made[page] if isinstance(page, PicturePage) else images.clean(data, page.media_type)
        for page in job.pages
    )


def _problem(source: str, result: workers.Failed | None) -> Problem:
    if result is None:
        return Problem(source, 0, 0, "this file changed while the site was built", "build again")
    message = f"this file could not be made ready: {result.detail}"
    return Problem(source, 0, 0, message, "make it smaller")
