"""Links and images: collected for the link stage, checked within the text, marked, placed.

Where a relative link leads is known only when all articles are. Until then marker number
n stands in its place, and ``place_links`` puts the address there when a page is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

from site_builder import url_policy
from site_builder.markup.anchors import anchor_id, find_anchor, is_note_reference
from site_builder.markup.serialise import escape_value
from site_builder.markup.source import Manuscript
from site_builder.markup.tree import Element, walk
from site_builder.model import Body, Link
from site_builder.problems import nearest

_SUGGESTIONS = 50
"""Problems after which no nearest anchor is looked for: in a long text each takes a while."""


def marker_of(digest: str) -> str:
    """A word that only a text which holds its own digest could hold."""
    return f"m{sha256(digest.encode('utf-8', 'replace')).hexdigest()[:24]}-"


def mark_links(
    trees: Iterable[Element], anchors: Sequence[str], marker: str, manuscript: Manuscript
) -> tuple[Link, ...]:
    """Replace relative addresses by markers; check links within the text; dress the others."""
    links: list[Link] = []
    known = frozenset(anchors)
    for element in (e for tree in trees for e in walk(tree)):
        name = {"a": "href", "img": "src"}.get(element.tag, "")
        url = element.attrs.get(name, "")
        if not url or is_note_reference(element):
            continue
        kind: url_policy.Kind = "image" if name == "src" else "link"
        if url.startswith("#") and kind == "link":
            _point(element, url[1:], known, manuscript)
        elif url_policy.check(url, kind=kind) is None:
            if url_policy.is_relative(url):
                line, column = manuscript.find_target(url, purpose="link")
                element.attrs[name] = f"{marker}{len(links)}."
                links.append(Link(url, line, column, image=kind == "image"))
            else:
                element.attrs[name] = url_policy.tidy(url)
                if not url.lower().startswith("mailto:"):
                    element.attrs |= {"rel": "noopener noreferrer", "class": "external"}
    return tuple(links)


def place_links(body: Body, hrefs: Sequence[str], sizes: Sequence[tuple[int, int]] = ()) -> str:
    """The body's HTML with address n for link n, escaped here.

    An image with a size (width and height in pixels) also gets the attributes that keep its
    place and load it late; (0, 0) is no size. Raises IndexError if there are too few addresses.
    """

    def place(found: re.Match[str]) -> str:
        number = int(found[2])
        placed = f'{found[1]}="{escape_value(hrefs[number])}"'
        width, height = sizes[number] if number < len(sizes) else (0, 0)
        if found[1] == "src" and width and height:
            placed += f' width="{width}" height="{height}" loading="lazy" decoding="async"'
        return placed

    return re.sub(rf'\b(href|src)="{re.escape(body.marker)}(\d+)\."', place, body.html)


def _point(element: Element, fragment: str, known: frozenset[str], manuscript: Manuscript) -> None:
    anchor = find_anchor(fragment, known)
    if anchor is not None:
        element.attrs["href"] = f"#{anchor_id(anchor)}"
        return
    del element.attrs["href"]
    shown = url_policy.shown(fragment)
    near = nearest(fragment, known) if len(manuscript.problems) < _SUGGESTIONS else None
    manuscript.error(
        manuscript.find_target(f"#{fragment}", purpose="fragment"),
        f"nothing in this text is called '#{shown}'",
        f"did you mean '#{near}'?" if near else "write the words of a heading, joined by hyphens",
    )
