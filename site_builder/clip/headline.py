"""The headline's own element, and what stands between it and the text: standfirst and credits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from site_builder.clip import dates
from site_builder.clip.lines import credit_parts, is_noise, same
from site_builder.clip.told import Told, words
from site_builder.clip.words import BYLINE, DATELINE

_HEADINGS = ("h1", "h2", "h3", "h4")
_OTHERS = ("p", "div", "span", "font", "b", "strong", "td", "a", "center")
_LEAVES = (
    "p",
    "div",
    "h2",
    "h3",
    "h4",
    "span",
    "li",
    "section",
    "font",
    "small",
    "em",
    "i",
    "time",
)
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "section", "article", "h2", "h3", "h4", "li"})
_NOT_A_DECK = re.compile(r"caption|credit|photo|image|crumb|kicker|categor|rubri", re.IGNORECASE)
_FAR = 400
"""Elements that are looked at below the headline."""
_LONG = 80
_DECK = range(15, 401)


def headline(page: Told, title: str) -> Any:
    """The element that shows the headline, a heading if there is one; None if nothing does."""
    first = None
    for element in page.tree.iter(*_HEADINGS):
        if same(words(element), title):
            return element
        first = element if first is None and element.tag == "h1" else first
    for element in page.tree.iter(*_OTHERS):
        if len(element) <= 3 and same(words(element), title):
            return element
    return first


def below(element: Any) -> Iterator[Any]:
    """What follows the headline, in the order of the page."""
    return islice(element.xpath("following::*"), _FAR) if element is not None else iter(())


def lines_below(element: Any, deck: str) -> list[str]:
    """Short lines between the headline and the first paragraph, whatever they are called."""
    found: list[str] = []
    for one in below(element):
        text = words(one)
        if one.tag == "p" and len(text) > _LONG and not same(text, deck) and not _credits(text):
            break
        if text and len(text) < 200 and len(found) < 40:
            found.append(text)
    return found


def _credits(text: str) -> bool:
    return len(text) < 200 and (BYLINE.fullmatch(text) or DATELINE.fullmatch(text)) is not None


def deck_below(element: Any, language: str) -> str:
    """The one text that stands alone between the headline and the credits; '' if none does."""
    found = ""
    for text, one in islice(_leaves(element), 12):
        if is_credit(text, language):
            return found
        if is_noise(text) or len(text) < _DECK.start or same(text, found):
            continue
        linked = sum(len(words(a)) for a in one.iter("a")) * 2 > len(text)
        of_something = f"{one.get('class') or ''} {one.getparent().get('class') or ''}"
        broken = next(one.iter("br"), None) is not None
        if found or len(text) not in _DECK or linked or broken or _NOT_A_DECK.search(of_something):
            return ""
        found = text
    return ""


def is_credit(text: str, language: str) -> bool:
    """Whether a line says when the text appeared, or who wrote it."""
    return dates.is_date(text, language, besides=60) or (
        len(text) < 80 and any(BYLINE.fullmatch(part) for part in credit_parts(text))
    )


def _leaves(element: Any) -> Iterator[tuple[str, Any]]:
    """Innermost blocks below the headline, with their words."""
    inside = None
    for one in below(element):
        if one.tag not in _LEAVES or (inside is not None and inside in one.iterancestors()):
            continue
        if any(
            isinstance(child.tag, str) and child.tag in _BLOCKS
            for child in one.iter()
            if child is not one
        ):
            continue
        if text := words(one):
            inside = one
            yield text, one
