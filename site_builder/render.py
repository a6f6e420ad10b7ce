"""A planned file -> its bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from site_builder import images, markup, urls, workers
from site_builder.load import FoundFile, read_found
from site_builder.markup import pairing
from site_builder.model import Bodies, BytesPage, FilePage, MadePage, TemplatePage
from site_builder.pages import ArticlePage, BodyRef, Chrome, ParallelPage
from site_builder.plan import Planned
from site_builder.problems import BuildFailed, Problem
from site_builder.theme import Theme

SECONDS = 60.0
"""Time budget of one file; a picture of the largest size that is taken needs a tenth of it."""
MEMORY = 3 << 30
"""Bytes that making one file ready may take."""


def renderer(
    theme: Theme, bodies: Bodies, root: Path, around: Callable[[str], Chrome]
) -> Callable[[Planned], bytes]:
    """A function that makes the bytes of one file.

    It raises BuildFailed when a file of the site changed since it was read, and ConfigFailed
    when a template cannot be rendered.
    """

    def render(planned: Planned) -> bytes:
        path, page = planned.output.path, planned.output.page
        match page:
            case TemplatePage(template, model):
                language = model.head.language  # type: ignore[attr-defined]
                body = _body(model.body, path, bodies) if isinstance(model, ArticlePage) else ""
                pairs = _pairs(model, path, bodies) if isinstance(model, ParallelPage) else ()
                html = theme.render(
                    template, model, chrome=around(language), path=path, body=body, pairs=pairs
                )
                return html.encode()
            case BytesPage(data):
                return data
            case FilePage():
                return _cleaned_by_a_worker(page, root)
            case MadePage(_, make):
                return make(bodies)

    return render


def _cleaned_by_a_worker(page: FilePage, root: Path) -> bytes:
    """The file as it is published. Decoding a picture is what contributed bytes can make slow."""
    clean = partial(_cleaned, root=root)
    ((_, result),) = workers.run(clean, [page], jobs=1, seconds=SECONDS, memory=MEMORY)
    if isinstance(result, bytes):
        return result
    if result is None:
        message, hint = "this file changed while the site was built", "build again"
    else:
        message, hint = f"this file could not be made ready: {result.detail}", "make it smaller"
    raise BuildFailed([Problem(page.source, 0, 0, message, hint)])


def _cleaned(page: FilePage, root: Path) -> bytes | None:
    data = read_found(root, FoundFile(page.source, page.digest, 0))
    return None if data is None else images.clean(data, page.media_type)


def _body(body: BodyRef | None, path: str, bodies: Bodies) -> str:
    """An article's HTML with its links made relative to this page."""
    if body is None:
        return ""
    hrefs = [urls.relative(path, address) if address else "" for address in body.links]
    return markup.place_links(bodies(body.digest), hrefs, body.sizes)


def _pairs(model: ParallelPage, path: str, bodies: Bodies) -> tuple[tuple[str, str], ...]:
    """Block by block; the ids of the second text begin with its language."""
    one, other = model.sides
    second = pairing.with_own_ids(_body(other.body, path, bodies), f"{other.language}-")
    first = markup.split_blocks(_body(one.body, path, bodies))
    return pairing.pair_blocks(first, markup.split_blocks(second))
