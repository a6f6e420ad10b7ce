"""A page's tree made ready for the extraction: what nobody sees is gone, pictures have names."""

from __future__ import annotations

import re
from typing import Any

from site_builder.clip.told import words
from site_builder.clip.values import Picture
from site_builder.clip.words import COMMENTS, RELATED

PLACE = "https://picture.invalid/"
"""Begins the name by which the extraction knows a picture; no address begins so."""

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src")
_NEVER_TEXT = (
    "script", "style", "noscript", "template", "iframe", "input", "select", "textarea", "button",
    "svg",
)  # fmt: skip
_ONLY_WORDS = (
    "font", "center", "form", "time", "abbr", "bdi", "bdo", "data", "dfn", "cite", "ins", "mark",
    "small", "label", "output", "acronym", "big", "nobr",
)  # fmt: skip
"""Elements of which the words count and the element does not: the extraction may lose both."""
_LABELS = ("h2", "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "b")
_BLOCKS = ("p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "img", "font", "br")


def prepared(tree: Any, headline: Any = None) -> list[Picture]:
    """Changes the tree in place; gives its pictures, each held by its number.

    ``headline`` is the element that shows it: what holds it is no box of the page.
    """
    for element in list(tree.iter(*_NEVER_TEXT)):
        _remove(element)
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and (
            element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        ):
            _remove(element)
    _without_boxes(tree, headline)
    for element in list(tree.iter(*_ONLY_WORDS)):
        element.drop_tag()
    for quote in list(tree.iter("q")):
        _quoted(quote)
    for image in list(tree.iter("amp-img")):
        image.tag = "img"
    for table in list(tree.iter("table")):
        if _is_layout(table):
            for part in [*table.iter("tbody", "tr", "td", "th"), table]:
                part.tag = "div"
    return _pictures(tree)


def _without_boxes(tree: Any, headline: Any) -> None:
    """Boxes of links to other texts, and what readers wrote, are known by their headings."""
    most = len(words(tree)) // 2
    holders = set() if headline is None else {headline, *headline.iterancestors()}
    for element in list(tree.iter(*_LABELS)):
        label = words(element) if len(element) <= 3 else ""
        if not 2 < len(label) < 60:
            continue
        comments = COMMENTS.fullmatch(label) is not None
        if not comments and not RELATED.fullmatch(label):
            continue
        box, outer = element, element.getparent()
        while (
            outer is not None
            and outer not in holders
            and outer.tag not in ("body", "main", "article", "html")
            and _begins(outer, box)
        ):
            box, outer = outer, outer.getparent()
        linked = sum(len(words(a)) for a in box.iter("a"))
        long = len(words(box))
        if box is not element and long < most and (comments or linked * 2 >= long - len(label)):
            _remove(box)


def _begins(outer: Any, inner: Any) -> bool:
    """Whether an element has no words before one inside it; an icon has none."""
    before = inner.getprevious()
    for _ in range(3):
        if before is None:
            return not (outer.text or "").strip()
        if (before.tail or "").strip() or words(before):
            return False
        before = before.getprevious()
    return False


def _remove(element: Any) -> None:
    if element.getparent() is not None and element.tag not in ("html", "body"):
        element.drop_tree()


def _quoted(quote: Any) -> None:
    """``q`` with the marks that browsers show: the extraction takes it for a block quote."""
    quote.text = f'"{quote.text or ""}'
    if len(quote):
        quote[-1].tail = f'{quote[-1].tail or ""}"'
    else:
        quote.text += '"'
    quote.drop_tag()


def _is_layout(table: Any) -> bool:
    """Whether a table only puts things beside each other, as pages once did."""
    if table.get("role") == "presentation":
        return True
    if next(table.iter("th", "caption"), None) is not None:
        return False
    cells = list(table.iter("td"))
    if any(sum(1 for _ in cell.iterchildren("p")) > 1 for cell in cells):
        return True
    long = [cell for cell in cells if len("".join(cell.itertext())) > 400]
    return any(next(cell.iter(*_BLOCKS), None) is not None for cell in long)


def _pictures(tree: Any) -> list[Picture]:
    found = []
    for number, image in enumerate(list(tree.iter("img"))):
        src = image.get("src") or ""
        lazy = next((image.get(name) for name in _LAZY if image.get(name)), "")
        figure = next(image.iterancestors("figure"), None)
        caption = figure.find(".//figcaption") if figure is not None else None
        told = " ".join("".join(caption.itertext()).split()) if caption is not None else ""
        # A picture that is loaded late has a stand-in until then.
        address = lazy if lazy and (not src or src.startswith("data:")) else src
        found.append(
            Picture(str(number), address.strip(), " ".join((image.get("alt") or "").split()), told)
        )
        for name in list(image.attrib):
            del image.attrib[name]
        image.set("src", f"{PLACE}{number}.png")
        image.set("alt", "x")
    for caption in list(tree.iter("figcaption")):
        figure = next(caption.iterancestors("figure"), None)
        if figure is not None and next(figure.iter("img"), None) is not None:
            _remove(caption)
    return found
