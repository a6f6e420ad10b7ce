"""SVG: parsed without DTD or entities, held against an allow-list, written anew from the tree.

Comments, processing instructions, metadata and what editors keep for themselves are left out;
scripts, event handlers, embedded documents and everything outside the file are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from site_builder.images import svg_rules as rules
from site_builder.images.kinds import Refused

_MOST_BYTES = 5_000_000
_MOST_ELEMENTS = 100_000
_MOST_DEPTH = 100
_MOST_DRAWN = 200_000
"""Elements with what ``use`` and patterns repeat, so that none multiplies itself into a hang."""

_LENGTH = re.compile(r"\s*\+?([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]{1,2})?)(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"px": 1, "": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_MOST_LENGTH = 100_000


@dataclass(slots=True)
class _Element:
    name: str
    attributes: list[tuple[str, str]]
    line: int
    children: list[_Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return next((value for key, value in self.attributes if key == name), "")


def measure(data: bytes) -> tuple[int, int]:
    """(width, height) in CSS pixels, 0 where the file does not say; ``Refused`` if it is unsafe."""
    root = _parsed(data)
    width, height = _length(root.get("width")), _length(root.get("height"))
    box = [_length(part) for part in re.split(r"[\s,]+", root.get("viewBox").strip())][2:]
    if len(box) == 2 and all(box) and not (width and height):
        ratio = box[0] / box[1]
        width, height = (
            width or (height * ratio if height else box[0]),
            height or (width / ratio if width else box[1]),
        )
    return (round(width), round(height)) if width and height else (0, 0)


def remake(data: bytes) -> bytes:
    """The same drawing, written from its tree; ``Refused`` as ``measure``."""
    root = _parsed(data)
    linked = any(key == "xlink:href" for e in _all(root) for key, _ in e.attributes)
    spaces = [("xmlns", rules.SVG), *([("xmlns:xlink", rules.XLINK)] if linked else [])]
    root.attributes = spaces + root.attributes
    return "".join((*_written(root), "\n")).encode("utf-8")


def _parsed(data: bytes) -> _Element:
    if len(data) > _MOST_BYTES:
        raise Refused(f"is larger than {_MOST_BYTES // 1_000_000} MB; simplify the drawing")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("is not UTF-8 text; save it as UTF-8") from None
    root = _Reader().read(text)
    if _drawn(root) > _MOST_DRAWN:
        raise Refused("repeats its parts too often")
    return root


class _Reader:
    """Expat's events to a tree, refusing as soon as something must be."""

    def __init__(self) -> None:
        # The encoding is said here, so that no XML declaration can say another.
        self._parser = parser = expat.ParserCreate("UTF-8", " ")
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._open: list[_Element] = []
        self._root: _Element | None = None
        self._left_out = 0
        """How deep inside an element that is left out."""
        self._count = 0

    def read(self, text: str) -> _Element:
        try:
            self._parser.Parse(text.encode("utf-8"), True)
        except expat.ExpatError as failure:
            reason = expat.errors.messages[failure.code]
            raise Refused(f"is not well-formed XML on line {failure.lineno}: {reason}") from None
        if self._root is None:
            raise Refused("has nothing in it")
        return self._root

    def _refuse(self, what: str, hint: str = "take it out") -> Refused:
        return Refused(f"has {what} on line {self._parser.CurrentLineNumber}; {hint}")

    def _doctype(self, *_: object) -> None:
        raise self._refuse("a DOCTYPE or entity", "delete it")

    def _start(self, qualified: str, attributes: list[str]) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) + self._left_out >= _MOST_DEPTH:
            raise self._refuse("too many elements", "simplify the drawing")
        space, _, name = qualified.rpartition(" ")
        if space in rules.REFUSED_NAMESPACES:
            raise self._refuse(f"{rules.REFUSED_NAMESPACES[space]} (<{name[:40]}>)")
        if self._left_out or space != rules.SVG or name in rules.LEFT_OUT:
            self._left_out += 1
            return
        if name not in rules.ELEMENTS:
            raise self._refuse(f"a <{name[:40]}>", rules.HINTS.get(name, "take it out"))
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        kept = [(key, value) for raw, value in pairs if (key := self._attribute(raw, value, name))]
        element = _Element(name, kept, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
        elif name == "svg":
            self._root = element
        else:
            raise self._refuse(f"<{name}> outside of an <svg>")
        self._open.append(element)

    def _attribute(self, qualified: str, value: str, element: str) -> str:
        """The name under which an attribute is written; empty if it is left out."""
        space, _, name = qualified.rpartition(" ")
        if name.lower() == "href":
            if space not in ("", rules.XLINK) or not re.fullmatch(r"#[^\s\"'()\\]+", value):
                raise self._refuse(
                    f"a link to '{value[:40]}'", "only parts of the same file may be"
                )
            return "xlink:href" if space else "href"
        if name.lower().startswith("on"):
            raise self._refuse(f"an event handler ({name[:40]})")
        if space:
            return f"xml:{name}" if space == rules.XML and name in ("lang", "space") else ""
        if rules.FREE_TEXT.fullmatch(name):
            return name
        if name not in rules.ATTRIBUTES:
            return ""
        if name == "attributeName" and value.strip() not in rules.ATTRIBUTES:
            raise self._refuse(f"an animation of '{value[:40]}'")
        if found := rules.forbidden_css(value):
            raise self._refuse(f"{found} in {name}", "only parts of the same file may be used")
        return name

    def _end(self, qualified: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        element = self._open.pop()
        if element.name == "style":
            sheet = "".join(child for child in element.children if isinstance(child, str))
            if found := rules.forbidden_css(sheet, sheet=True):
                raise self._refuse(f"{found} in a <style>")

    def _text(self, text: str) -> None:
        if self._open and not self._left_out and self._open[-1].name in rules.KEEPS_SPACE:
            self._open[-1].children.append(text)


# --- the tree --------------------------------------------------------------------------


def _all(element: _Element) -> Iterator[_Element]:
    yield element
    for child in element.children:
        if isinstance(child, _Element):
            yield from _all(child)


def _drawn(root: _Element) -> int:
    """How many elements are drawn, with all that is repeated by reference."""
    by_id: dict[str, _Element] = {}
    for element in _all(root):
        by_id.setdefault(element.get("id"), element)
    counted: dict[int, int] = {}

    def count(element: _Element, depth: int) -> int:
        if depth > 2 * _MOST_DEPTH:
            raise Refused("refers from part to part too often")
        known = counted.get(id(element))
        if known == 0:
            raise Refused(f"has a <{element.name}> on line {element.line} that contains itself")
        if known is None:
            counted[id(element)] = 0
            parts = [child for child in element.children if isinstance(child, _Element)]
            parts += (by_id[ref] for ref in _references(element) if ref in by_id)
            total = 1 + sum(count(part, depth + 1) for part in parts)
            counted[id(element)] = known = min(total, _MOST_DRAWN + 1)
        return known

    return count(root, 0)


def _references(element: _Element) -> Iterator[str]:
    if element.name in rules.ANIMATIONS:
        return  # They name what they move, and repeat nothing.
    for name, value in element.attributes:
        if name in ("href", "xlink:href"):
            yield value[1:]
        elif "#" in value:
            yield from rules.references(value)


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    length = float(found[1]) * _PIXELS[found[2]] if found else 0.0
    return length if length <= _MOST_LENGTH else 0.0


_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def _written(element: _Element) -> Iterator[str]:
    attributes = (f' {key}="{value.translate(_IN_ATTRIBUTE)}"' for key, value in element.attributes)
    yield f"<{element.name}{''.join(attributes)}"
    if not element.children:
        yield "/>"
        return
    yield ">"
    for child in element.children:
        if isinstance(child, str):
            yield child.translate(_IN_TEXT)
        else:
            yield from _written(child)
    yield f"</{element.name}>"
