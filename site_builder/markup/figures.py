"""Figures: an image alone in its paragraph, and a quotation with its attribution.

``![alt](file.jpg "caption")`` alone in a paragraph is a figure with a caption. A block
quote whose last paragraph or line begins with a dash is a figure whose caption says who
is quoted.
"""

from __future__ import annotations

import re

from site_builder.markup.source import Manuscript
from site_builder.markup.tree import Element, Node, content, elements, map_elements

_SAID = ("id", "lang", "dir")
_TONGUE = ("lang", "dir")
_DASH = re.compile(r"(?:—|―|–|--)(?!-)[ \t\xa0]*")
_LAST_LINE = re.compile(r"\n[ \t]*(?:—|―|–|--)(?!-)[ \t\xa0]*(?=[^\n]*\Z)")


def make_figures(root: Element, manuscript: Manuscript) -> None:
    for image in elements(root):
        if image.tag == "img":
            _check_image(image, manuscript)
    map_elements(root, _figure)


def _check_image(image: Element, manuscript: Manuscript) -> None:
    """An image says in words what it shows, or that it shows nothing (WCAG 2.2, 1.1.1)."""
    decorative = image.has_class("decorative")
    image.attrs.pop("class", None)
    image.attrs.setdefault("alt", "")
    image.attrs["alt"] = " ".join(image.attrs["alt"].split())
    if "src" in image.attrs and not image.attrs["alt"] and not decorative:
        manuscript.error(
            manuscript.find_target(image.attrs["src"], purpose="alt"),
            f"the image '{image.attrs['src']}' has no description",
            "describe it in the brackets, ![like this](...); "
            "if it only decorates, write {: .decorative} after it",
        )


def _figure(element: Element) -> list[Node] | None:
    if element.tag == "p":
        return _image_figure(element)
    if element.tag == "blockquote":
        return _quote_figure(element)
    return None


def _image_figure(paragraph: Element) -> list[Node] | None:
    inside = content(paragraph)
    if len(inside) != 1 or not isinstance(inside[0], Element):
        return None
    picture = image = inside[0]
    if picture.tag == "a":
        linked = content(picture)
        if len(linked) != 1 or not isinstance(linked[0], Element):
            return None
        image = linked[0]
    if image.tag != "img":
        return None
    caption = image.attrs.pop("title", "")
    figure = Element("figure", _taken(paragraph), [picture])
    if caption:
        figure.children.append(Element("figcaption", {}, [caption]))
    return [figure]


def _quote_figure(quote: Element) -> list[Node] | None:
    inside = content(quote)
    last = inside[-1] if inside else None
    if not isinstance(last, Element) or last.tag != "p":
        return None
    attribution = _take_attribution(last, whole=len(inside) > 1)
    if attribution is None:
        return None
    said: dict[str, str] = {}
    if not content(last):
        quote.children.remove(last)
        # An attribute list below the quote is that of its last paragraph to Markdown.
        said |= _taken(last)
    said |= _taken(quote)
    # The language of a quotation is not that of the words that say whose it is.
    quote.attrs |= {name: said.pop(name) for name in _TONGUE if name in said}
    caption = Element("figcaption", {}, attribution)
    return [Element("figure", {"class": "quote", **said}, [quote, caption])]


def _taken(element: Element) -> dict[str, str]:
    """What an editor said about an element, taken off it for the figure it becomes part of."""
    attrs = element.attrs
    return {name: attrs.pop(name) for name in _SAID if name in attrs}


def _take_attribution(paragraph: Element, *, whole: bool) -> list[Node] | None:
    """Cut off and return the paragraph's attribution, a dash before it; None without one."""
    for index in reversed(range(len(paragraph.children))):
        child = paragraph.children[index]
        if not isinstance(child, str):
            continue
        line = _LAST_LINE.search(child)
        if index == 0 and line is None and whole:
            line = _DASH.match(child)
        if line:
            rest = paragraph.children[index + 1 :]
            paragraph.children[index:] = [child[: line.start()]]
            return ["— " + child[line.end() :], *rest]
        if "\n" in child:
            return None
    return None
