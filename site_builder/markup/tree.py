"""HTML as a light tree that the passes rewrite: elements, and text between them.

The reader is forgiving and need not be exact. What it misreads can do no harm, because
``serialise`` writes only elements that it knows and escapes everything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple


def names(text: str) -> frozenset[str]:
    """A set of names of elements, written with spaces between them."""
    return frozenset(text.split())


VOID = names("area base br col embed hr img input link meta source track wbr")
OPTIONAL_END = names("p li dt dd tr td th thead tbody tfoot rb rt rp rtc option colgroup caption")
"""Elements that another one may end (the caption only in careless tables)."""
BLOCKS = names("blockquote details div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MAX_DEPTH = 100
"""Open elements: 40 written as HTML, and what Markdown nested to its own limit adds."""
MAX_NODES = 500_000

_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<attrs>(?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>"
    r"|<!--.*?(?:-->|\Z)|<[!?][^>]*>?",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'<>/=]+)(?:\s*=\s*(?:\"(?P<d>[^\"]*)\"|'(?P<s>[^']*)'|(?P<u>[^\s\"'<>]+)))?"
)


class TooDeep(Exception):
    """The HTML nests deeper, or holds more, than the limits allow."""


@dataclass(slots=True, eq=False)
class Element:
    """One element; mutable, because a tree lives only while one article is rendered."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def has_class(self, name: str) -> bool:
        return name in self.attrs.get("class", "").split()


Node = Element | str
"""A string is text, with its entities resolved."""


class Tag(NamedTuple):
    """A tag as it stands in HTML."""

    name: str
    attrs: dict[str, str]
    end: bool


def tokens(html: str) -> Iterator[Tag | str]:
    """Tags and the text between them, in order; comments and declarations are left out."""
    position = 0
    for found in _TOKEN.finditer(html):
        start, after = found.span()
        if start > position:
            text = html[position:start]
            yield unescape(text) if "&" in text else text
        position = after
        if tag := _tag(found):
            yield tag
    if position < len(html):
        yield unescape(html[position:])


def tags(html: str) -> Iterator[Tag]:
    """The same without the text."""
    return filter(None, map(_tag, _TOKEN.finditer(html)))


def _tag(found: re.Match[str]) -> Tag | None:
    end, name, attrs = found.groups()
    return Tag(name.lower(), attributes(attrs) if attrs else {}, bool(end)) if name else None


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, entities resolved; the first of two wins."""
    attrs: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(text):
        value = found["d"] or found["s"] or found["u"] or ""
        attrs.setdefault(found["name"].lower(), unescape(value) if "&" in value else value)
    return attrs


def parse(html: str) -> Element:
    """The tree of an HTML fragment, under a root without a name.

    An end tag closes the nearest open element of its name; one that fits nothing is ignored,
    so that no fragment can close what stands round it. Raises TooDeep.
    """
    root = Element("")
    open_elements = [root]
    for count, token in enumerate(tokens(html)):
        if isinstance(token, str):
            open_elements[-1].children.append(token)
        elif not token.end:
            element = Element(token.name, token.attrs)
            open_elements[-1].children.append(element)
            if token.name not in VOID:
                open_elements.append(element)
            if len(open_elements) > MAX_DEPTH or count > MAX_NODES:
                raise TooDeep
        elif any(element.tag == token.name for element in open_elements):
            while open_elements.pop().tag != token.name:
                pass
    return root


def walk(element: Element) -> Iterator[Element]:
    """The elements below one, in document order, parents before children."""
    open_elements = [iter(element.children)]
    while open_elements:
        for child in open_elements[-1]:
            if isinstance(child, Element):
                yield child
                if child.children:
                    open_elements.append(iter(child.children))
                    break
        else:
            open_elements.pop()


def text_of(element: Element, *, leave_out: Callable[[Element], bool] = lambda _: False) -> str:
    """The text below an element, images standing for their alternative text."""
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag == "img":
            parts.append(child.attrs.get("alt", ""))
        elif child.tag == "br":
            parts.append("\n")
        elif not leave_out(child):
            parts.append(text_of(child, leave_out=leave_out))
    return "".join(parts)


def map_elements(element: Element, change: Callable[[Element], list[Node] | None]) -> None:
    """Replace elements by what ``change`` makes of them, innermost first; None keeps one."""
    result: list[Node] = []
    for child in element.children:
        if isinstance(child, str):
            result.append(child)
            continue
        map_elements(child, change)
        made = change(child)
        if made is None:
            result.append(child)
        else:
            result.extend(made)
    element.children = result


def is_blank(node: Node) -> bool:
    return isinstance(node, str) and not node.strip()


def content(element: Element) -> list[Node]:
    """The children of an element that are more than white space."""
    return [child for child in element.children if not is_blank(child)]
