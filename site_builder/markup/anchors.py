"""Anchors: the names by which a link can point into an article.

An editor writes ``#water``; in the page the id is ``s-water``, so that no id of an article
can shadow a name of the page or the browser. Block anchors (``b3``) and notes (``fn-1``)
are written as they stand in the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from urllib.parse import unquote

from site_builder.markup.source import Manuscript
from site_builder.markup.tree import HEADINGS, Element, text_of
from site_builder.model import Heading

_OWN = re.compile(r"b[1-9]\d*|fn-\d+")
_OF_NO_WORD = re.compile("[^a-z0-9]+")
_NOTE = re.compile(r"fn-\d+")
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u02bc\u05f3\u05f4"))


def anchor_id(anchor: str) -> str:
    """The id that an anchor has in the page."""
    return anchor if _OWN.fullmatch(anchor) else f"s-{anchor}"


def find_anchor(fragment: str, anchors: Container[str]) -> str | None:
    """The anchor that a link's fragment means, however it is cased or percent-encoded."""
    plain = unicodedata.normalize("NFC", unquote(fragment))
    return next((a for a in (plain, slug(plain)) if a in anchors), None)


def slug(text: str) -> str:
    """Letters, digits and marks of any script in lower case, hyphens between the words."""
    if text.isascii():
        return _OF_NO_WORD.sub("-", text.lower().replace("'", "")).strip("-")
    text = unicodedata.normalize("NFC", text.lower()).translate(_APOSTROPHES)
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category[0] in "LMN":
            kept.append(character)
        elif category != "Cf":
            kept.append("-")
    return unicodedata.normalize("NFC", re.sub("-+", "-", "".join(kept)).strip("-"))


def is_note_reference(element: Element) -> bool:
    """Whether an element is no text of its own: a reference to a note, or a way back."""
    return element.attrs.get("role") in ("doc-noteref", "doc-backlink")


def shift_headings(elements: Iterable[Element], manuscript: Manuscript) -> None:
    """Give every heading the level of its place in the outline, from 2: the title is the h1.

    So the outline never skips a level, whatever was written; a skip is still a warning.
    """
    outline: list[int] = []
    written = 0
    for heading in elements:
        if heading.tag not in HEADINGS:
            continue
        level = int(heading.tag[1])
        if level > max(written, 1) + 1:
            word = next(iter(re.findall(r"\w+", text_of(heading))), "#")
            manuscript.warn(
                manuscript.find(rf"(?m)^[^\n]*?{re.escape(word)}", purpose="heading"),
                f"this heading has level {level}, the one above it level {written}"
                if written
                else f"the first heading has level {level}",
                f"write it with {'#' * (max(written, 1) + 1)}",
            )
        written = level
        while outline and outline[-1] >= level:
            outline.pop()
        outline.append(level)
        heading.tag = f"h{min(len(outline) + 1, 6)}"


def name_elements(elements: Iterable[Element], manuscript: Manuscript) -> tuple[str, ...]:
    """Give headings and elements with an id their anchors; return these in document order."""
    elements = [e for e in elements if "id" in e.attrs or e.tag in HEADINGS]
    anchors: dict[int, str] = {}
    taken: set[str] = set()
    for element in elements:
        given = element.attrs.get("id", "")
        if _is_ours(element):
            anchors[id(element)] = given
        elif given:
            wanted = slug(given) or "section"
            anchors[id(element)] = _unique(wanted, taken)
            if anchors[id(element)] != wanted:
                manuscript.warn(
                    manuscript.find(
                        rf"#{re.escape(given)}(?=[\s}}])|id\s*=\s*.?{re.escape(given)}"
                    ),
                    f"the id '{given}' is used twice, or reserved for blocks and notes",
                    "choose another one",
                )
    for element in elements:
        if id(element) not in anchors:
            title = text_of(element, leave_out=is_note_reference)
            anchors[id(element)] = _unique(slug(title) or "section", taken)
        if not _is_ours(element):
            element.attrs["id"] = anchor_id(anchors[id(element)])
    return tuple(anchors[id(e)] for e in elements if not is_note_reference(e))


def headings_of(elements: Iterable[Element]) -> tuple[Heading, ...]:
    """The headings as they are read, for a table of contents."""
    return tuple(
        Heading(
            int(element.tag[1]),
            " ".join(text_of(element, leave_out=is_note_reference).split()),
            element.attrs["id"].removeprefix("s-"),
        )
        for element in elements
        if element.tag in HEADINGS
    )


def _is_ours(element: Element) -> bool:
    """Whether ``number_notes`` named it; it leaves no such name to anybody else."""
    return is_note_reference(element) or bool(_NOTE.fullmatch(element.attrs.get("id", "")))


def _unique(wanted: str, taken: set[str]) -> str:
    anchor = wanted
    number = 1
    while anchor in taken or _OWN.fullmatch(anchor):
        number += 1
        anchor = f"{wanted}-{number}"
    taken.add(anchor)
    return anchor
