"""Quotations as data: block quotes that say who is quoted.

A block quote with an attribution is a figure by now (see ``figures``). A quote inside it is the
original wording, in the language that it says or that its script tells.
"""

from __future__ import annotations

from site_builder.markup.plain import plain_text
from site_builder.markup.tree import Element, elements
from site_builder.model import LangText, Quotation


def quotations_of(root: Element, language: str) -> tuple[Quotation, ...]:
    """The attributed quotes of a text, in its order; call it on a finished tree."""
    found: list[Quotation] = []
    if not any(element.tag == "figure" for element in elements(root)):
        return ()
    for block in root.children:
        if isinstance(block, Element):
            for figure in (block, *elements(block)):
                if figure.tag == "figure" and figure.has_class("quote"):
                    found += _quotation(figure, _anchor(block, figure), language)
    return tuple(found)


def _anchor(block: Element, figure: Element) -> str:
    """The editor's own name for the quote, or the number of the block it stands in."""
    ids = [e.attrs["id"] for e in (block, *elements(block)) if "id" in e.attrs]
    inside = [e.attrs["id"] for e in elements(figure) if e.attrs.get("id", "").startswith("s-")]
    return next(iter((*inside, *ids)), "")


def _quotation(figure: Element, anchor: str, language: str) -> list[Quotation]:
    parts = [child for child in figure.children if isinstance(child, Element)]
    quote = next((part for part in parts if part.tag == "blockquote"), None)
    caption = next((part for part in parts if part.tag == "figcaption"), None)
    if quote is None or caption is None:
        return []
    inner = [c for c in quote.children if isinstance(c, Element) and c.tag == "blockquote"]
    words = [child for child in quote.children if child not in inner]
    text = plain_text(Element("", {}, words))
    said = plain_text(Element("", {}, list(caption.children))).removeprefix("—").strip()
    if not text or not said:
        return []
    said_to_be = figure.attrs.get("lang") or quote.attrs.get("lang")
    tongue = said_to_be or _only_language(words) or language
    original = next((_original(one) for one in inner), None)
    return [Quotation(anchor, LangText(text, tongue.lower()), said, original)]


def _original(quote: Element) -> LangText | None:
    text = plain_text(quote)
    language = quote.attrs.get("lang") or _only_language(quote.children)
    return LangText(text, language.lower()) if text else None


def _only_language(nodes: list[Element | str]) -> str:
    """The language that all paragraphs say they are in; empty if they say none, or differ."""
    said = {node.attrs.get("lang", "") for node in nodes if isinstance(node, Element)}
    return said.pop() if len(said) == 1 else ""
