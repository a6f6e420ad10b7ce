"""The second of two independent layers: a serialiser that can write nothing dangerous.

It knows the elements and attributes it may write, checks every value against the form
that the attribute asks for, every address against the URL policy, and escapes all text.
Elements with a parsing mode of their own (script, style, svg, math, template and the like)
are unknown to it, so that no second parser can read its output differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from site_builder import url_policy
from site_builder.markup.tree import BLOCKS, VOID, Element, names

ELEMENTS = names(
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code hr br div span section figure "
    "figcaption details summary table caption thead tbody tfoot tr th td a img em strong b i u s "
    "del ins mark small sub sup kbd samp var q cite dfn abbr time ruby rb rt rp bdi bdo wbr"
)
CONTENT_IS_NO_TEXT = names(
    "script style iframe object embed applet template noscript noembed noframes textarea select "
    "option title xmp plaintext svg math audio video canvas frameset head"
)

Check = Callable[[str], bool]


def _form(pattern: str) -> Check:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def _any(_: str) -> bool:
    return True


def _is_address(value: str) -> bool:
    return value.startswith("#") or url_policy.check(value, kind="link") is None


def _is_source(value: str) -> bool:
    return url_policy.check(value, kind="source") is None


def _is_image(value: str) -> bool:
    return url_policy.check(value, kind="image") is None


_DATE = _form(r"[0-9PTZWDHMSY:.,+\- ]{1,40}")
_COUNT = _form(r"[1-9][0-9]{0,2}")
_INTEGER = _form(r"-?[0-9]{1,9}")

GLOBAL: dict[str, Check] = {
    "id": _form(r"s-[^\s\"'<>&=`]+|b[1-9]\d*|fn-\d+|fnref-\d+(?:-\d+)?"),
    "lang": _form(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"),
    "dir": _form("ltr|rtl|auto"),
    "title": _any,
    "class": _form(
        r"code|quote|table|external|footnotes|footnote-(?:ref|back)|align-(?:start|center|end)"
    ),
    "translate": _form("no"),
    "role": _form("doc-endnotes|doc-noteref|doc-backlink|region"),
    "aria-label": _any,
    "tabindex": _form("0"),
}
OWN: dict[str, dict[str, Check]] = {
    "a": {"href": _is_address, "hreflang": GLOBAL["lang"], "rel": _form("noopener noreferrer")},
    "img": {"src": _is_image, "alt": _any},
    "ol": {"start": _INTEGER, "reversed": _any, "type": _form("[1aAiI]")},
    "li": {"value": _INTEGER},
    "blockquote": {"cite": _is_source},
    "q": {"cite": _is_source},
    "del": {"cite": _is_source, "datetime": _DATE},
    "ins": {"cite": _is_source, "datetime": _DATE},
    "time": {"datetime": _DATE},
    "details": {"open": _any},
    "code": {"class": _form("language-[a-z]{1,12}")},
    # Pygments' short names.
    "span": {"class": _form("[a-z][a-z0-9]{0,2}")},
    "th": {"scope": _form("(?:col|row)(?:group)?"), "colspan": _COUNT, "rowspan": _COUNT},
    "td": {"colspan": _COUNT, "rowspan": _COUNT},
}
_NEEDS = {"a": "href", "img": "src", "bdo": "dir"}
_BOOLEAN = frozenset({"open", "reversed"})
_ON_ITS_LINE = BLOCKS | names("li dt dd thead tbody tfoot tr caption summary figcaption")
_BETWEEN_BLOCKS = names("ul ol dl table thead tbody tfoot tr blockquote figure section details div")
"""Where white space alone is no text."""
_EMPTY_LINES = re.compile("\n{2,}")
_UNSAFE_TEXT = re.compile(
    "[&<>\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def serialise(root: Element, *, policy: bool = True) -> str:
    """HTML of what stands below a root: blocks separated by one empty line.

    Nothing inside a block holds an empty line, see ``split_blocks``. ``policy=False`` writes
    every element and attribute; it exists for the test of the other layer.
    """
    parts: list[str] = []
    for child in root.children:
        block: list[str] = []
        if isinstance(child, str):
            block.append(escape(child).strip())
        else:
            _write(child, block, policy)
        html = "".join(block).strip("\n")
        parts.append(_EMPTY_LINES.sub(_no_empty_line, html) if "\n\n" in html else html)
    return "\n\n".join(part for part in parts if part)


def _no_empty_line(match: re.Match[str]) -> str:
    return "\n" + "&#10;" * (len(match[0]) - 1)


def split_blocks(html: str) -> tuple[str, ...]:
    """The HTML of a body's top-level blocks, in order; joined by ``\\n\\n`` they are the body."""
    return tuple(html.split("\n\n")) if html else ()


def escape(text: str) -> str:
    """Text as HTML; control characters become U+FFFD."""
    if not text.isprintable() or "&" in text or "<" in text or ">" in text:
        # Nothing else that is unsafe is printable, and this is asked faster.
        text = _UNSAFE_TEXT.sub(lambda m: _ESCAPES.get(m[0], "\ufffd"), text)
    # Normalising a page must not join this overlay to the '>' of a tag.
    return "&#824;" + text[1:] if text.startswith("\u0338") else text


def escape_value(text: str) -> str:
    """Text as the value of an attribute, between double quotes."""
    return escape(text).replace('"', "&quot;")


def _write(element: Element, out: list[str], policy: bool) -> None:
    tag = element.tag
    if policy and tag in CONTENT_IS_NO_TEXT:
        return
    attrs = _permitted(element) if policy and element.attrs else element.attrs
    known = not policy or (tag in ELEMENTS and (tag not in _NEEDS or _NEEDS[tag] in attrs))
    if not known and tag in VOID:
        return
    if known:
        written = "".join([_attribute(n, v) for n, v in attrs.items()]) if attrs else ""
        out.append(f"<{tag}{written}>")
        if tag in VOID:
            return
        first = element.children[0] if element.children else None
        if tag == "pre" and isinstance(first, str) and first.startswith("\n"):
            # HTML parsers drop a line feed right after this start tag.
            out.append("\n")
    for child in element.children:
        if not isinstance(child, str):
            _write(child, out, policy)
        elif child.strip() or (tag not in _BETWEEN_BLOCKS and out[-1:] != ["\n"]) or tag == "pre":
            out.append(escape(child))
    if known:
        out.append(f"</{tag}>")
        if tag in _ON_ITS_LINE:
            out.append("\n")


def _permitted(element: Element) -> dict[str, str]:
    own = OWN.get(element.tag, {})
    return {
        name: value
        for name, value in element.attrs.items()
        if (name in own and own[name](value)) or (name in GLOBAL and GLOBAL[name](value))
    }


def _attribute(name: str, value: str) -> str:
    return f" {name}" if name in _BOOLEAN else f' {name}="{escape_value(value)}"'
