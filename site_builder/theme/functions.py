"""What a template may call, made anew for each page: phrases, links, dates, numbers, directions.

To add a function, write it below as a method and name it in ``page_functions``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from site_builder import languages, urls
from site_builder.model import Edtf, LangText
from site_builder.pages import Chrome, NotFoundPage, YearCount
from site_builder.theme.drawings import Timeline, chart, timeline
from site_builder.theme.faults import ThemeMistake
from site_builder.theme.phrases import Phrase, Phrasebook

if TYPE_CHECKING:
    from markupsafe import Markup


Assets = tuple[tuple[str, bytes], ...]


def page_functions(
    phrases: Phrasebook, assets: Assets, model: object, *, chrome: Chrome, path: str
) -> dict[str, Callable[..., object]]:
    """The functions by the names that templates know them by."""
    page = _Page(phrases, assets, model, chrome, path)
    return {
        "t": page.phrase,
        "t_in": page.phrase_in,
        "phrases": page.phrases,
        "href": page.link,
        "absolute": page.absolute,
        "asset": page.asset,
        "date": page.date,
        "iso": languages.iso,
        "number": page.number,
        "year": page.year,
        "name": page.language_name,
        "native": languages.native_name,
        "html_tag": languages.html_tag,
        "locale_id": languages.locale_id,
        "direction": languages.direction,
        "lang": page.lang,
        "text": page.text,
        "timeline": page.timeline,
        "chart": chart,
        "latitude": page.latitude,
        "longitude": page.longitude,
    }


class _Page:
    """A page being rendered: its language, and the place that its links start from."""

    def __init__(
        self, phrases: Phrasebook, assets: Assets, model: object, chrome: Chrome, path: str
    ) -> None:
        self.phrasebook = phrases
        self.assets = assets
        self.chrome = chrome
        self.path = path
        self.language: str = model.head.language  # type: ignore[attr-defined]
        # A 404 page answers at any depth, so that its links cannot be relative.
        self.anywhere = isinstance(model, NotFoundPage)

    def phrase(self, key: str, /, **values: object) -> Markup:
        """``t("list.page", n=2, total=9)``; a value may be markup, such as a link or a <bdi>."""
        return self.phrase_in(self.language, key, **values)

    def phrase_in(self, tag: str, key: str, /, **values: object) -> Markup:
        """The same in another language than the page's."""
        if not values:
            return _said(self.phrasebook, key, tag)
        from markupsafe import Markup, escape

        marked = {name: value for name, value in values.items() if hasattr(value, "__html__")}
        plain = {name: value for name, value in values.items() if name not in marked}
        text = escape(self.phrasebook.say(key, tag, **plain))
        for name, value in marked.items():
            text = Markup(str(text).replace(f"{{{name}}}", escape(value)))
        return text

    def phrases(self, *prefixes: str) -> Mapping[str, Phrase]:
        """All phrases below these prefixes, plurals included, for a script that speaks itself."""
        return self.phrasebook.below(prefixes, self.language)

    def link(self, address: str) -> str:
        """A link to an address of the site that works from any folder; '' is this page."""
        if self.anywhere:
            return urls.absolute(urls.base_path(self.chrome.base_url), address)
        if not address:
            return urls.relative(self.path, f"/{self.path}")
        return urls.relative(self.path, address)

    def absolute(self, address: str) -> str:
        return urls.absolute(self.chrome.base_url, address)

    def asset(self, name: str) -> str:
        """A link to a file of assets/ that changes whenever the file does."""
        version = _asset_versions(self.assets).get(name)
        if version is None:
            raise ThemeMistake(f"the theme has no asset '{name}'")
        return f"{self.link(f'/assets/{name}')}?v={version}"

    def date(self, edtf: Edtf) -> str:
        return languages.date(edtf, self.language, calendar=self.chrome.calendar)

    def number(self, n: int) -> str:
        return languages.number(n, self.language)

    def year(self, n: int) -> str:
        return languages.year(n, self.language)

    def language_name(self, tag: str) -> str:
        """A language's name in the language of the page, to stand inside a sentence."""
        return languages.name_in(tag, self.language)

    def lang(self, tag: str, around: str = "") -> Markup:
        """The ``lang`` and ``dir`` of a text, as far as they differ from what is around it.

        That is the page, unless ``around`` names the language of an element in between.
        """
        from markupsafe import Markup

        return Markup(_language_attributes(tag, around or self.language))

    def text(self, text: LangText, tag: str = "span") -> Markup:
        """A text with its language; ``tag="bdi"`` also keeps it apart from what stands round it."""
        from markupsafe import Markup, escape

        attributes = _language_attributes(text.language, self.language)
        words = escape(text.text)
        return (
            Markup(f"<{tag}{attributes}>{words}</{tag}>") if attributes or tag != "span" else words
        )

    def timeline(self, years: tuple[YearCount, ...]) -> Timeline:
        """Bars for the years, in reading direction."""
        return timeline(years, mirrored=languages.direction(self.language) == "rtl")

    def longitude(self, degrees: float) -> Markup:
        """How far east of Greenwich: ``3° W``; to the minute where it is not whole."""
        return self._angle(degrees, "east" if degrees >= 0 else "west")

    def latitude(self, degrees: float) -> Markup:
        """How far from the equator: ``16° 46′ N``."""
        return self._angle(degrees, "north" if degrees >= 0 else "south")

    def _angle(self, degrees: float, side: str) -> Markup:
        from markupsafe import escape

        whole, minutes = divmod(round(abs(degrees) * 60), 60)
        said = f"{whole}°{f' {minutes:02d}′' if minutes else ''}"
        angle = languages.in_digits(said, self.language)
        # The equator and the meridian of Greenwich are on no side.
        return self.phrase(f"map.{side}", angle=angle) if whole or minutes else escape(angle)


@lru_cache(maxsize=4096)
def _language_attributes(tag: str, around: str) -> str:
    if not tag or tag == around:
        return ""
    from markupsafe import escape

    direction = languages.direction(tag)
    turned = f' dir="{direction}"' if direction != languages.direction(around) else ""
    return f' lang="{escape(languages.html_tag(tag))}"{turned}'


@lru_cache(maxsize=8192)
def _said(phrases: Phrasebook, key: str, tag: str) -> Markup:
    """A phrase that nothing is put into, as most are."""
    from markupsafe import escape

    return escape(phrases.say(key, tag))


@lru_cache(maxsize=4)
def _asset_versions(assets: Assets) -> Mapping[str, str]:
    return {path: hashlib.sha256(data).hexdigest()[:8] for path, data in assets}
