"""Tables: a scrolling region with a name, header cells with a scope, alignment as a class."""

from __future__ import annotations

from site_builder.markup.tree import Element, Node, map_elements, text_of, walk

_ALIGN = {"left": "align-start", "center": "align-center", "right": "align-end"}


def make_tables(root: Element) -> None:
    map_elements(root, _wrap)


def _wrap(table: Element) -> list[Node] | None:
    if table.tag != "table":
        return None
    rows = [element for element in walk(table) if element.tag == "tr"]
    head = {id(row) for part in walk(table) if part.tag == "thead" for row in walk(part)}
    for row in rows:
        for cell in row.children:
            if isinstance(cell, Element) and cell.tag in ("th", "td"):
                align = _ALIGN.get(cell.attrs.pop("align", "").lower())
                if align:
                    cell.attrs["class"] = align
                if cell.tag == "th":
                    cell.attrs.setdefault("scope", "col" if id(row) in head else "row")
    attrs = {"class": "table", "role": "region", "tabindex": "0"}
    name = _name(table)
    if name:
        attrs["aria-label"] = name
    else:
        # A region without a name is no landmark.
        del attrs["role"]
    for key in ("id", "lang", "dir"):
        if key in table.attrs:
            attrs[key] = table.attrs.pop(key)
    return [Element("div", attrs, [table])]


def _name(table: Element) -> str:
    """Its caption, or else the first header cell that says something."""
    for tag in ("caption", "th", "td"):
        for element in walk(table):
            text = " ".join(text_of(element).split()) if element.tag == tag else ""
            if text:
                return text
    return ""
