"""A planned file -> its bytes.

| file | duty |
|---|---|
| ``ahead`` | what workers make ahead of being asked, and what is remembered of it |
| ``files`` | files beside articles |
| ``cards`` | pictures of titles |
| ``made`` | all that workers make ahead |
| ``many`` | a list of files, pages by as many processes as there are cores |
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from site_builder import markup, urls
from site_builder.markup import pairing
from site_builder.model import (
    Bodies,
    BytesPage,
    CardPage,
    Content,
    FilePage,
    MadePage,
    PicturePage,
    TemplatePage,
    Unmade,
)
from site_builder.pages import ArticlePage, BodyRef, Chrome, ParallelPage, Picture
from site_builder.plan import Planned
from site_builder.render.made import Made, made_by_workers
from site_builder.render.many import Many
from site_builder.theme import Theme

__all__ = ["Made", "Many", "made_by_workers", "renderer"]


def renderer(
    theme: Theme,
    bodies: Bodies,
    made: Made,
    around: Callable[[str], Chrome],
    weigh: Callable[[Planned, str, str], None] = lambda planned, html, text: None,
) -> Callable[[Planned], Content]:
    """A function that makes the bytes of one file; ``weigh`` is shown each page and its text.

    It raises BuildFailed when a file of the site changed since it was read, and ConfigFailed
    when a template cannot be rendered.
    """

    def render(planned: Planned) -> Content:
        path, page = planned.output.path, planned.output.page
        match page:
            case TemplatePage(template, model):
                language = model.head.language  # type: ignore[attr-defined]
                sizes, body = theme.sizes_of(template), ""
                pairs: tuple[tuple[str, str], ...] = ()
                if isinstance(model, ArticlePage):
                    body = _body(model.body, path, bodies, sizes)
                elif isinstance(model, ParallelPage):
                    pairs = _pairs(model, path, bodies, sizes)
                html = theme.render(
                    template, model, chrome=around(language), path=path, body=body, pairs=pairs
                )
                weigh(planned, html, body)
                return html.encode()
            case BytesPage(data):
                return data
            case FilePage() | PicturePage():
                return made.files.bytes_of(page)
            case CardPage():
                return made.cards.bytes_of(page)
            case MadePage() as one:
                if one.told is None:
                    return one.make(bodies)
                return Unmade(one.told(bodies), partial(one.make, bodies))

    return render


def _body(body: BodyRef | None, path: str, bodies: Bodies, sizes: str) -> str:
    """An article's HTML with its links, and those of its images, made relative to this page."""
    if body is None:
        return ""
    hrefs = [urls.relative(path, address) if address else "" for address in body.links]
    shown = [_shown(picture, path) if picture else None for picture in body.pictures]
    return markup.place_links(bodies(body.digest), hrefs, shown, sizes)


def _shown(picture: Picture, path: str) -> markup.Shown:
    return markup.Shown(
        picture.width,
        picture.height,
        urls.relative(path, picture.fallback),
        tuple((urls.relative(path, address), width) for address, width in picture.renditions),
    )


def _pairs(
    model: ParallelPage, path: str, bodies: Bodies, sizes: str
) -> tuple[tuple[str, str], ...]:
    """Block by block; the ids of the second text begin with its language."""
    one, other = model.sides
    second = pairing.with_own_ids(_body(other.body, path, bodies, sizes), f"{other.language}-")
    first = markup.split_blocks(_body(one.body, path, bodies, sizes))
    return pairing.pair_blocks(first, markup.split_blocks(second))
