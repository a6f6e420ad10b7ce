"""HTML as a light tree that the passes rewrite: elements, and text between them.

The reader is forgiving and need not be exact. What it misreads can do no harm, because
``serialise`` writes only elements that it knows and escapes everything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape


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

# As Markdown and the sanitiser write attributes, but for values with entities.
_WRITTEN_BY_US = re.compile(r"(?: [a-z-]+=\"[^\"&]*\")+")
_PAIR = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")


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


Tag = tuple[str, str, str]
"""A tag as it stands in HTML: ``/`` if it ends an element, its name in lower case, its attributes
as written."""


def pieces(html: str) -> tuple[list[str], list[Tag]]:
    """The texts of an HTML fragment and, between each two, a tag; of a comment one without name."""
    parts = _TOKEN.split(html)
    tags = zip(parts[1::4], parts[2::4], parts[3::4], strict=True)
    return parts[::4], [
        (end, tag.lower(), attrs) if tag else ("", "", "") for end, tag, attrs in tags
    ]


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, entities resolved; the first of two wins."""
    if _WRITTEN_BY_US.fullmatch(text):
        pairs = _PAIR.findall(text)
        attrs = dict(pairs)
        if len(attrs) == len(pairs):
            return attrs
    return _attributes(text)


def _attributes(text: str) -> dict[str, str]:
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
    texts, tags = pieces(html)
    if len(html) > MAX_NODES and sum(map(bool, texts)) + len(tags) > MAX_NODES:
        raise TooDeep
    root = Element("")
    open_elements = [root]
    children = root.children
    for text, (end, name, attrs) in zip(texts, tags, strict=False):
        if text:
            children.append(unescape(text) if "&" in text else text)
        if not name:
            continue
        if not end:
            element = Element(name, attributes(attrs) if attrs else {}, [])
            children.append(element)
            if name not in VOID:
                open_elements.append(element)
                children = element.children
                if len(open_elements) > MAX_DEPTH:
                    raise TooDeep
        elif any(element.tag == name for element in reversed(open_elements)):
            while open_elements.pop().tag != name:
                pass
            children = open_elements[-1].children
    if texts[-1]:
        children.append(unescape(texts[-1]))
    return root


def elements(*roots: Element) -> list[Element]:
    """The elements below some, in document order, parents before children."""
    found: list[Element] = []
    for root in roots:
        _append_elements(root, found)
    return found


def _append_elements(element: Element, found: list[Element]) -> None:
    for child in element.children:
        if not isinstance(child, str):
            found.append(child)
            if child.children:
                _append_elements(child, found)


def walk(element: Element) -> Iterator[Element]:
    """The same one by one, so that what is changed on the way is seen as it is then."""
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
        if child.children:
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
