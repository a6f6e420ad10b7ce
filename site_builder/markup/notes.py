"""Footnotes: references that lead to their note, notes that lead back.

Ids are ``fn-1`` for a note and ``fnref-1``, ``fnref-1-2`` ... for its references (DPUB-ARIA
roles doc-noteref, doc-endnotes, doc-backlink). Labels are marks and numbers in the digits of
the text's language, so that they need no translation and agree with the list of the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from site_builder import languages
from site_builder.markup.source import Manuscript
from site_builder.markup.tree import Element, Node, elements, map_elements

_OURS = re.compile(r"fn-|fnref-")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_EMPTY = re.compile(r"\s*\Z|[ \t]*\n\s*\n(?!\s)")
_DEFINITION = re.compile(r"\[\^([^\]]*)\]:")


def number_notes(root: Element, manuscript: Manuscript, language: str) -> Element | None:
    """Give notes and references their ids; take the notes out of the text and return them."""
    every = elements(root)
    for element in every:
        if "id" in element.attrs and _OURS.match(element.attrs["id"]):
            element.attrs["id"] = f"s-{element.attrs['id']}"
    section = _take_section(root)
    numbers: dict[str, int] = {}
    if section is not None:
        listed = [
            child for child in elements(section) if child.attrs.get("id", "").startswith("fn:")
        ]
        for number, note in enumerate(listed, 1):
            numbers[note.attrs["id"][3:]] = number
            note.attrs["id"] = f"fn-{number}"
    uses: dict[int, int] = {}
    for tree in (root, section):
        if tree is not None and any(element.tag == "sup" for element in every):
            map_elements(tree, partial(_reference, numbers, uses, language))
    if section is not None:
        for note in elements(section):
            if re.fullmatch(r"fn-\d+", note.attrs.get("id", "")):
                _lead_back(note, uses.get(int(note.attrs["id"][3:]), 0), language)
    if "[^" in manuscript.text:
        unused = {label for label, number in numbers.items() if number not in uses}
        _report_definitions(unused, manuscript)
        _report_references(root, manuscript)
    return section


def _take_section(root: Element) -> Element | None:
    last = next((c for c in reversed(root.children) if isinstance(c, Element)), None)
    if last is None or not last.has_class("footnote"):
        return None
    lists = [child for child in last.children if isinstance(child, Element) and child.tag == "ol"]
    if not any(note.attrs.get("id", "").startswith("fn:") for note in elements(last)):
        return None
    root.children.remove(last)
    return Element("div", {"class": "footnotes", "role": "doc-endnotes"}, [*lists])


def _reference(
    numbers: dict[str, int], uses: dict[int, int], language: str, element: Element
) -> list[Node] | None:
    """What becomes of a ``<sup id="fnref:label"><a href="#fn:label">``."""
    if element.tag != "sup" or len(element.children) != 1:
        return None
    link = element.children[0]
    if not isinstance(link, Element) or not link.has_class("footnote-ref"):
        return None
    number = numbers.get(link.attrs.get("href", "").removeprefix("#fn:"))
    if number is None:
        return []
    uses[number] = uses.get(number, 0) + 1
    link.attrs = {
        "id": f"fnref-{number}" if uses[number] == 1 else f"fnref-{number}-{uses[number]}",
        "class": "footnote-ref",
        "role": "doc-noteref",
        "href": f"#fn-{number}",
    }
    link.children = [languages.in_digits(str(number), language)]
    return [Element("sup", {}, [link])]


def _lead_back(note: Element, uses: int, language: str) -> None:
    """Put one link back for every reference at the end of the note's last paragraph."""
    number = int(note.attrs["id"][3:])
    map_elements(note, lambda element: [] if element.has_class("footnote-backref") else None)
    for child in reversed(note.children):
        if isinstance(child, Element):
            break
    else:
        child = note
    end = child if child.tag == "p" else Element("p")
    if end is not child:
        note.children.append(end)
    while end.children and isinstance(end.children[-1], str) and not end.children[-1].strip():
        end.children.pop()
    if end.children and isinstance(end.children[-1], str):
        end.children[-1] = end.children[-1].rstrip()
    for use in range(1, uses + 1):
        suffix = "" if use == 1 else f"-{use}"
        attrs = {
            "class": "footnote-back",
            "role": "doc-backlink",
            "href": f"#fnref-{number}{suffix}",
            "aria-label": languages.in_digits(f"↩ {number}{suffix}", language),
        }
        # A link back is never alone in a line.
        end.children += ["\N{NO-BREAK SPACE}"] if end.children else []
        end.children.append(Element("a", attrs, ["↩"]))


def _definitions(text: str) -> Iterator[re.Match[str]]:
    """Where notes are defined: ``[^label]:`` with at most three spaces before it on its line."""
    at = 0
    while (at := text.find("[^", at)) >= 0:
        before = text[max(0, at - 4) : at].rpartition("\n")
        indent = before[2] if before[1] or at < 4 else "    "
        found = _DEFINITION.match(text, at) if not indent.strip(" ") and len(indent) < 4 else None
        if found:
            yield found
        at = found.end() if found else at + 1


def _report_definitions(unused: set[str], manuscript: Manuscript) -> None:
    defined: dict[str, int] = {}
    for found in _definitions(manuscript.masked):
        place = manuscript.place(found.start())
        label = found[1]
        if label in defined:
            manuscript.error(
                place,
                f"there are two footnotes [^{label}]",
                f"the first is in line {defined[label]}; give this one another name",
            )
        elif _EMPTY.match(manuscript.masked, found.end()):
            manuscript.error(place, f"the footnote [^{label}] is empty", "write its text after it")
        elif label in unused:
            manuscript.warn(
                place,
                f"no text refers to the footnote [^{label}]",
                f"write [^{label}] where the note belongs, or remove the note",
            )
        defined.setdefault(label, place[0])


def _report_references(root: Element, manuscript: Manuscript) -> None:
    for label in _left_over(root):
        pattern = rf"(?<!\\)\[\^{re.escape(label)}\](?!:)"
        place = manuscript.find(pattern, purpose="note")
        if place != (0, 0):
            manuscript.error(
                place, f"there is no footnote [^{label}]", f"add a line [^{label}]: with its text"
            )


def _left_over(root: Element) -> list[str]:
    found: list[str] = []
    for child in root.children:
        if isinstance(child, str):
            found += _REFERENCE.findall(child) if "[^" in child else ()
        elif child.tag != "code":
            found += _left_over(child)
    return found
