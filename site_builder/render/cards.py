"""Pictures of titles, drawn by workers."""

from __future__ import annotations

from functools import partial

from site_builder import share, workers
from site_builder.cache import digest_of
from site_builder.model import CardPage, ShareLook
from site_builder.problems import Problem
from site_builder.render.ahead import Job, Trade


def cards_of(look: ShareLook | None) -> Trade[CardPage]:
    """How pictures of titles are drawn."""
    return Trade(
        takes=lambda page: isinstance(page, CardPage),
        key=lambda page: digest_of(repr(page.card), page.made_with),
        grouped=lambda pages: [Job((page,)) for page in pages],
        make=partial(_draw, look=look),
        problem=_problem,
    )


def _draw(job: Job[CardPage], look: ShareLook | None) -> tuple[bytes, ...]:
    assert look is not None, "without faces no picture is planned"
    return tuple(share.draw(page.card, look) for page in job.pages)


def _problem(page: CardPage, failed: workers.Failed | None) -> Problem:
    message = f"the share image of '{page.card.title.text}' could not be drawn"
    detail = f": {failed.detail}" if failed else ""
    hint = "set share_images: false in site.yaml to build without these, and report it"
    return Problem("site.yaml", 0, 0, message + detail, hint)
