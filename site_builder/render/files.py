"""Files beside articles, made ready by workers: contributed bytes can take long to decode.

All forms of one file are made together, so that it is read and decoded once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from site_builder import images, workers
from site_builder.cache import digest_of
from site_builder.load import FoundFile, read_found
from site_builder.model import FilePage, PicturePage
from site_builder.problems import Problem
from site_builder.render.ahead import Job, Trade

FileLike = FilePage | PicturePage


def files_of(root: Path) -> Trade[FileLike]:
    """How the files of a site are made ready."""
    return Trade(
        takes=lambda page: isinstance(page, FileLike),
        key=_key,
        grouped=_grouped,
        make=partial(_make, root=root),
        problem=_problem,
    )


def _grouped(pages: Sequence[FileLike]) -> list[Job[FileLike]]:
    groups: dict[tuple[str, str], list[FileLike]] = {}
    for page in pages:
        groups.setdefault((page.source, page.digest), []).append(page)
    return [Job(tuple(group)) for group in groups.values()]


def _key(page: FileLike) -> str:
    """Pictures are decoded and encoded; documents are only looked through, and not remembered."""
    if isinstance(page, PicturePage):
        return digest_of(page.digest, str(page.width), page.media_type)
    costly = page.media_type.startswith("image/")
    return digest_of(page.digest, "as it is", page.media_type) if costly else ""


def _make(job: Job[FileLike], root: Path) -> tuple[bytes, ...] | None:
    """The bytes of every page; None when the file is not the one that was read."""
    first = job.pages[0]
    data = read_found(root, FoundFile(first.source, first.digest, 0))
    if data is None:
        return None
    smaller = [page for page in job.pages if isinstance(page, PicturePage)]
    forms = [(page.width, page.media_type) for page in smaller]
    of_type = images.MEDIA_TYPES[Path(first.source).suffix.lower()]
    made = dict(zip(smaller, images.renditions(data, of_type, forms), strict=True))
    return tuple(
        made[page] if isinstance(page, PicturePage) else images.clean(data, page.media_type)
        for page in job.pages
    )


def _problem(page: FileLike, failed: workers.Failed | None) -> Problem:
    if failed is None:
        message, hint = "this file changed while the site was built", "build again"
    else:
        message, hint = f"this file could not be made ready: {failed.detail}", "make it smaller"
    return Problem(page.source, 0, 0, message, hint)
