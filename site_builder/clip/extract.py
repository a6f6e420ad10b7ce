"""The text of a page told from what is around it, by trafilatura, an optional package."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import Any

from site_builder import html_text

_SURE = 60
"""Characters of what is a paragraph for certain."""
_MARK = "data-holds-the-text"
_ENOUGH = 20
"""Characters from which on two equal paragraphs are the same one."""


def extracted(tree: Any) -> list[str]:
    """The blocks of the text in Markdown. Raises ImportError without the package.

    It is asked twice. What it keeps at first tells which element holds the text; when that
    element is marked as such, headings and lists that it passed over come along.
    """
    first = _blocks(_made(deepcopy(tree)))
    holder = _holder(tree, first)
    if holder is None:
        return first
    # A path would not do: pages have elements whose names no path can hold.
    holder.set(_MARK, "")
    marked = deepcopy(tree)
    again = next(element for element in marked.iter() if element.get(_MARK) is not None)
    again.tag = "div"
    again.set("class", "article-content")
    second = _blocks(_made(marked))
    kept = {_letters(block) for block in second}
    # A short line may have been of the page; a paragraph may not get lost.
    lost = [text for text in map(_letters, first) if len(text) > _SURE and text not in kept]
    return first if lost else second


def _made(tree: Any) -> str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return str(
        trafilatura.extract(
            tree, url=None, output_format="html", include_links=True, include_images=True,
            include_formatting=True, include_tables=True, include_comments=False,
            favor_recall=True, with_metadata=False, deduplicate=False, config=_settings(),
        )
        or ""
    )  # fmt: skip


def _settings() -> Any:
    """Trafilatura's own, but short texts count: in Chinese 100 characters are an article."""
    from trafilatura.settings import DEFAULT_CONFIG

    settings = deepcopy(DEFAULT_CONFIG)
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "20"
    settings["DEFAULT"]["MIN_OUTPUT_SIZE"] = "1"
    return settings


def _blocks(html: str) -> list[str]:
    text = html_text.to_markdown(html)
    return [block for block in re.split(r"\n{2,}(?![ \t])", text) if block.strip()]


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _holder(tree: Any, blocks: list[str]) -> Any:
    """The innermost element that holds every paragraph that was kept; None if that is the page."""
    kept = {found for block in blocks if len(found := _letters(block)) >= _ENOUGH}
    paths = [
        [element, *element.iterancestors()][::-1]
        for element in tree.iter("p", "blockquote")
        if _letters("".join(element.itertext())) in kept
    ]
    if not paths:
        return None
    holder = None
    for level in zip(*paths, strict=False):
        if any(one is not level[0] for one in level):
            break
        holder = level[0]
    if holder is not None and holder.tag in ("p", "blockquote"):
        holder = holder.getparent()
    return (
        holder if holder is not None and holder.tag in ("div", "section", "article", "td") else None
    )
