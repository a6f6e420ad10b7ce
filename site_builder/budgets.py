"""What a page may weigh on its way to a reader: measured compressed as it is made, and told.

A page is weighed when it is rendered, and its figures are remembered under the key that says when
it must be rendered again. What nobody has built yet is not known.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.cache import Cache
from site_builder.faces import web
from site_builder.model import Bodies, BytesPage, MadePage, TemplatePage
from site_builder.pages import ArticlePage, SearchPage
from site_builder.plan import Planned
from site_builder.problems import Problem, warning

FRAME = 6_000
"""All of an article's page but its text. Every figure is in bytes, as gzip sends them."""
TEXT, WORDS = 8_000, 700
"""What a text of so many words may add; a longer one in proportion."""
ALL_IN = 40_000
"""An article's page with the styles, scripts and face that it names, without images."""
STYLES = 12_000
"""All style sheets of the theme."""
DEFERRED = 3_000
"""Scripts that run before a reader touches anything; none may hold up the page."""
SEARCH, SEARCH_CODE = 12_000, "assets/search/app.js"
"""What is fetched once the search box is touched."""
SITE = 1_000_000_000
"""All that is published: GitHub Pages takes a site of 1 GB."""
TOO_LARGE = "fewer or smaller pictures; or another web server"

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+")
"""A character of a script without spaces counts as a word, as it does for the reading time."""
_TAG = re.compile(r"<[^>]*>")
_SCRIPT = re.compile(r"<script\b([^>]*\bsrc=[^>]*)>")
_ASSET = re.compile(r'<(?:script\b[^>]*\bsrc|link\b[^>]*\bhref)="[^"]*?(assets/[^"?]+\.(?:js|css))')


@dataclass(frozen=True, slots=True)
class Weight:
    """What was found when a page was rendered; sizes in bytes, compressed."""

    page: int
    frame: int
    """Without its text; not measured, and all of it, where even that is within the frame's."""
    words: int
    """Of its text; not counted, and 0, where the page weighs no more than any may."""
    assets: tuple[str, ...]
    """Paths of the styles and scripts that it names."""
    blocking: int
    """Scripts that a browser waits for."""


class Scales:
    """Weighs pages as they are made, and remembers what they weighed."""

    def __init__(self, memory: Cache) -> None:
        self._memory = memory

    def weigh(self, planned: Planned, html: str, text: str) -> None:
        """To be called with each page; ``text`` is the HTML of an article in it."""
        page = planned.output.page
        if isinstance(page, TemplatePage) and isinstance(page.model, (ArticlePage, SearchPage)):
            weight = weight_of(html, text)
            self._memory.put(
                "weight",
                planned.key,
                (weight.page, weight.frame, weight.words, weight.assets, weight.blocking),
            )

    def problems(
        self, planned: Sequence[Planned], bodies: Bodies, folder: str
    ) -> tuple[Problem, ...]:
        """A warning for each budget that is not kept; ``folder`` is the name of the output."""
        assets = {
            one.output.path: size
            for one in planned
            if one.output.path.startswith("assets/") and (size := self._size(one, bodies))
        }
        found = [*_of_assets(assets)]
        fonts = sum(size for path, size in assets.items() if path.endswith(".woff2"))
        weighed = [
            (one, one.output.page.model)
            for one in planned
            if isinstance(one.output.page, TemplatePage)
            and isinstance(one.output.page.model, (ArticlePage, SearchPage))
        ]
        weights = self._memory.get_many("weight", [one.key for one, _ in weighed])
        for (one, model), known in zip(weighed, weights, strict=True):
            if known:
                is_article = isinstance(model, ArticlePage)
                face = fonts if web.is_for((model.head.language,)) else 0
                found += _of_page(one.output.path, Weight(*known), assets, face, is_article)
        return tuple(
            warning(f"{folder}/{path}", 0, 0, message, hint) for path, message, hint in found
        )

    def _size(self, planned: Planned, bodies: Bodies) -> int:
        """Of a style, a script or a font, compressed."""
        match planned.output.page:
            case BytesPage(data):
                return packed(data)
            case MadePage(_, make):
                size: int = self._memory.remember(
                    "weight", planned.key, lambda: packed(make(bodies))
                )
                return size
        return 0


def of_site(size: int, folder: str) -> tuple[Problem, ...]:
    """A warning where a site of so many bytes is too large to be published on GitHub Pages."""
    if size <= SITE:
        return ()
    message = f"the site has {size / 1e6:,.0f} MB; GitHub Pages takes {SITE / 1e6:,.0f}"
    return (warning(f"{folder}/", 0, 0, message, TOO_LARGE),)


def weight_of(html: str, text: str) -> Weight:
    """The figures of a page whose article, if it has one, is ``text``."""
    scripts = _SCRIPT.findall(html)
    page = packed(html.encode())
    return Weight(
        page=page,
        frame=packed(html.replace(text, "", 1).encode()) if text and page > FRAME else page,
        words=words_of(text) if page > FRAME + TEXT else 0,
        assets=tuple(dict.fromkeys(_ASSET.findall(html))),
        blocking=sum(not re.search(r"\b(?:defer|async|type=\"module\")", s) for s in scripts),
    )


def words_of(text: str) -> int:
    """How many words the HTML of a text has."""
    return len(_WORD.findall(_TAG.sub(" ", text)))


def packed(data: bytes) -> int:
    """The size of data as a server sends it with gzip."""
    return len(zlib.compress(data, 9, wbits=31))


Finding = tuple[str, str, str]
"""(path below the output folder, message, hint)."""


def _of_assets(assets: Mapping[str, int]) -> Iterator[Finding]:
    styles = {path: size for path, size in assets.items() if path.endswith(".css")}
    if sum(styles.values()) > STYLES:
        largest = max(styles, key=lambda path: styles[path])
        message = f"all styles together weigh {_said(sum(styles.values()), STYLES)}"
        yield largest, message, "every page waits for them: take out what no page uses"
    if assets.get(SEARCH_CODE, 0) > SEARCH:
        message = f"the code of search weighs {_said(assets[SEARCH_CODE], SEARCH)}"
        yield SEARCH_CODE, message, "it is fetched when the box is touched: make it smaller"


def _of_page(
    path: str, weight: Weight, assets: Mapping[str, int], face: int, is_article: bool
) -> Iterator[Finding]:
    named = {asset: assets.get(asset, 0) for asset in weight.assets}
    scripts = sum(size for asset, size in named.items() if asset.endswith(".js"))
    if weight.blocking:
        message = f"{weight.blocking} of its scripts hold up the page"
        yield path, message, "give them 'defer' or type=\"module\" in the theme's template"
    if scripts > DEFERRED:
        message = f"the scripts that it starts with weigh {_said(scripts, DEFERRED)}"
        yield path, message, "fetch what is not needed at once when it is asked for"
    if not is_article:
        return
    if weight.frame > FRAME:
        message = f"all of the page but its text weighs {_said(weight.frame, FRAME)}"
        yield path, message, "shorten the theme's template, or the lists round the text"
    allowed = round(FRAME + TEXT * max(1.0, weight.words / WORDS))
    if weight.page > allowed:
        message = (
            f"the page with a text of {weight.words} words weighs {_said(weight.page, allowed)}"
        )
        yield path, message, "look for large tables or code in the text"
    all_in = weight.page + sum(named.values()) + face
    if all_in > ALL_IN:
        with_it = "styles, scripts and face" if face else "styles and scripts"
        message = f"the page with its {with_it} weighs {_said(all_in, ALL_IN)}"
        yield path, message, "readers on slow lines wait for it: part the text into several"


def _said(size: int, most: int) -> str:
    """``12.9 kB compressed, more than 12 kB``"""
    return f"{size / 1000:.1f} kB compressed, more than {most / 1000:.4g} kB"
