"""What a page says for machines, ready to be asked: meta elements, JSON-LD, microdata, classes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_ARTICLE = re.compile(r"article|posting|report|review|blog|newsitem|opinion|creativework", re.I)

_AROUND = frozenset({"WebPage", "WebSite"})


@dataclass(frozen=True, slots=True)
class Told:
    """A page (an lxml tree) with what was read out of its head once."""

    tree: Any
    meta: Mapping[str, tuple[str, ...]]
    nodes: tuple[Mapping[str, Any], ...]
    """The objects of its JSON-LD that describe an article."""
    around: tuple[Mapping[str, Any], ...] = ()
    """Those that describe the page or the site."""

    def metas(self, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """(value, name) of the meta elements of these names, in the order of the names."""
        return ((value, name) for name in names for value in self.meta.get(name, ()))

    def marked(self, name: str) -> Iterator[Any]:
        """Elements that microdata calls so, but for those that only hold a value."""
        return (one for one in _marked(self.tree, name) if one.tag != "meta")

    def classed(self, pattern: re.Pattern[str], tags: str) -> Iterator[Any]:
        for element in self.tree.iter(*tags.split()):
            if pattern.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
                yield element

    def title_tag(self) -> str:
        return next((words(one) for one in self.tree.iter("title") if words(one)), "")


def told_by(tree: Any) -> Told:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("http-equiv")
        name = name or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    meta = {name: tuple(values) for name, values in found.items()}
    nodes = tuple(_json_ld(tree))
    articles = tuple(node for node in nodes if _ARTICLE.search(" ".join(_types(node))))
    around = tuple(node for node in nodes if _AROUND.intersection(_types(node)))
    return Told(tree, meta, articles, around)


def name_in(element: Any) -> Any:
    """The part of an element that microdata calls its name, or the element itself."""
    return next(_marked(element, "name"), element)


def words(element: Any) -> str:
    if not isinstance(element.tag, str):
        return ""  # A comment has no words.
    return " ".join("".join(element.itertext()).split())


def labelled(tree: Any) -> Iterator[tuple[str, str, Any]]:
    """(label, what stands behind it, element) of short lines that begin with words set apart:
    ``<li><strong>Author</strong> Jane Example</li>``"""
    for element in tree.iter("li", "p", "div", "td", "dd"):
        first = next(iter(element), None)
        if first is None or first.tag not in ("strong", "b", "span", "em") or element.text:
            continue
        label, whole = words(first), words(element)
        if 0 < len(label) < 40 and len(label) < len(whole) < 200:
            yield label.rstrip(" :："), whole[len(label) :].lstrip(" :："), element


def text_of(value: Any) -> str:
    """The words of a JSON-LD value, whatever its shape."""
    if isinstance(value, list):
        return next((text for one in value if (text := text_of(one))), "")
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value") or value.get("alternateName"))
    return " ".join(value.split()) if isinstance(value, str) else ""


def _marked(tree: Any, name: str) -> Iterator[Any]:
    return (one for one in tree.iter() if name in (one.get("itemprop") or "").split())


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            waiting = [json.loads((script.text or "").strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, list):
                waiting = [*one, *waiting]
            elif isinstance(one, dict):
                graph = one.get("@graph")
                waiting += graph if isinstance(graph, list) else []
                yield one


def _types(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]
