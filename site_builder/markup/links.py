"""Links and images: collected for the link stage, checked within the text, marked, placed.

Where a relative link leads is known only when all articles are. Until then marker number
n stands in its place, and ``place_links`` puts the address there when a page is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from site_builder import url_policy
from site_builder.markup.anchors import anchor_id, find_anchor, is_note_reference
from site_builder.markup.serialise import escape_value
from site_builder.markup.source import Manuscript
from site_builder.markup.tree import Element
from site_builder.model import Body, Link
from site_builder.problems import nearest

_NAMES = {"a": "href", "img": "src"}
_SUGGESTIONS = 50
"""Problems after which no nearest anchor is looked for: in a long text each takes a while."""

# Any text's markers, compiled once: whose they are is asked of each that is found.
# Values are escaped: the first '>' is the end of the tag.
_MARKED_IMAGE = re.compile(r'(<img\b[^>]*?) src="(m[0-9a-f]{24}-)(\d+)\."([^>]*)>')


def marker_of(digest: str) -> str:
    """A word that only a text which holds its own digest could hold."""
    return f"m{sha256(digest.encode('utf-8', 'replace')).hexdigest()[:24]}-"


def mark_links(
    elements: Iterable[Element], anchors: Sequence[str], marker: str, manuscript: Manuscript
) -> tuple[Link, ...]:
    """Replace relative addresses by markers; check links within the text; dress the others."""
    links: list[Link] = []
    known = frozenset(anchors)
    for element in elements:
        name = _NAMES.get(element.tag)
        if name is None:
            continue
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


@dataclass(frozen=True, slots=True)
class Shown:
    """An image of a text, as the page shows it."""

    width: int
    height: int
    fallback: str
    """Link for browsers without WebP."""
    renditions: tuple[tuple[str, int], ...] = ()
    """(link, width) as WebP."""


def place_links(
    body: Body, hrefs: Sequence[str], images: Sequence[Shown | None] = (), sizes: str = "100vw"
) -> str:
    """The body's HTML with address n for link n, escaped here.

    Where ``images`` says how link n is shown, the image keeps its place, loads late, and comes in
    the width that the browser finds right; ``sizes`` (HTML, 2.5.2) tells it how wide it will be.
    Raises IndexError if there are too few addresses.
    """

    def image(found: re.Match[str]) -> str:
        number = int(found[3])
        shown = images[number] if found[2] == body.marker and number < len(images) else None
        return _shown(found[1], shown, found[4], sizes) if shown else found[0]

    html = _MARKED_IMAGE.sub(image, body.html) if any(images) else body.html
    mark = f'="{body.marker}'
    first, *rest = html.split(mark)
    placed = [first]
    for part in rest:
        number, dot, after = part.partition('."')
        if dot and number.isdecimal() and placed[-1].endswith((" href", " src")):
            placed += (f'="{escape_value(hrefs[int(number)])}"', after)
        else:
            placed += (mark, part)
    return "".join(placed)


def _shown(before: str, shown: Shown, after: str, sizes: str) -> str:
    late = 'loading="lazy" decoding="async"'
    size = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
    tag = f'{before} src="{escape_value(shown.fallback)}"{after}{size} {late}>'
    if not shown.renditions:
        return tag
    # A space or comma in an address would end it here; in links both are percent-encoded.
    srcset = ", ".join(f"{escape_value(link)} {width}w" for link, width in shown.renditions)
    source = f'<source type="image/webp" srcset="{srcset}" sizes="{escape_value(sizes)}">'
    return f"<picture>{source}{tag}</picture>"


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
