"""What the safety layers will remove, told to the editor with its line; never silently.

The question is put to the HTML as Python-Markdown wrote it, so that everything is seen
whatever its spelling; only the answer's place is looked up in the manuscript.
"""

from __future__ import annotations

import re
from collections import Counter

from site_builder import url_policy
from site_builder.markup import sanitise, serialise
from site_builder.markup.source import Manuscript
from site_builder.markup.tree import OPTIONAL_END, VOID, attributes, pieces

_ADDRESSES: dict[str, url_policy.Kind] = {"href": "link", "src": "image", "cite": "source"}
_CHECKED_ELSEWHERE = frozenset({"class", "id", "align", *_ADDRESSES})
_HINTS = {
    "script": "an article holds no programs",
    "style": "the theme sets how articles look",
    "iframe": "link to the page instead: [what it shows](https://...)",
    "object": "link to the file instead",
    "embed": "link to the file instead",
    "video": "link to the film instead",
    "audio": "link to the recording instead",
    "svg": "save the drawing beside the article and show it as an image",
    "math": "write the formula as text or show it as an image",
    "form": "an article holds no forms",
    "input": "an article holds no forms",
    "button": "an article holds no forms",
    "font": "the theme sets how articles look",
    "center": "the theme sets how articles look",
}
_DEFAULT_HINT = "use Markdown, or write &lt; for a < that is meant as it is"


def audit(html: str, manuscript: Manuscript) -> None:
    """Warn of every element and attribute that will go; refused addresses are errors."""
    tags = pieces(html)[1]
    begun = Counter([name for end, name, _ in tags if name and not end])
    unclosed = begun - Counter([name for end, name, _ in tags if end])
    for end, name, attrs in tags:
        if end or not name:
            continue
        if name not in sanitise.TAGS:
            _report_element(name, manuscript)
        elif attrs:
            for attribute, value in attributes(attrs).items():
                _report_attribute(name, attribute, value, manuscript)
    for name in sorted(unclosed):
        if name in sanitise.TAGS and name not in VOID | OPTIONAL_END:
            _report_unclosed(name, manuscript)


def _report_unclosed(tag: str, manuscript: Manuscript) -> None:
    last = [m.start() for m in re.finditer(f"<{tag}(?![\\w-])", manuscript.masked, re.IGNORECASE)]
    manuscript.warn(
        manuscript.place(last[-1] if last else -1),
        f"<{tag}> is not closed",
        f"write </{tag}> where it ends; Markdown is not read before that",
    )


def _report_element(tag: str, manuscript: Manuscript) -> None:
    shown = url_policy.shown(tag)
    manuscript.warn(
        manuscript.find(f"<{re.escape(tag)}(?![\\w-])", purpose="element"),
        f"<{shown}> is not allowed and was removed",
        _HINTS.get(tag, _DEFAULT_HINT),
    )


def _report_attribute(tag: str, name: str, value: str, manuscript: Manuscript) -> None:
    if name in _ADDRESSES:
        _report_address(value, _ADDRESSES[name], manuscript)
    elif name == "class":
        known = sanitise.CLASSES.get(tag, frozenset())
        for word in value.split():
            if word not in known and not word.startswith("language-"):
                manuscript.warn(
                    manuscript.find(rf"[.\"'=\s]{re.escape(word)}(?=[\"'\s}}>])", purpose="class"),
                    f"the class '{url_policy.shown(word)}' is not known and was removed",
                    "the theme sets how articles look",
                )
    elif not sanitise.allows(tag, name):
        manuscript.warn(
            _attribute_place(name, manuscript),
            f"the attribute {url_policy.shown(name)} of <{tag}> is not allowed and was removed",
            "an article holds no programs" if name.startswith("on") else "remove it",
        )
    elif name not in _CHECKED_ELSEWHERE:
        check = serialise.OWN.get(tag, {}).get(name) or serialise.GLOBAL.get(name)
        if check and not check(value):
            manuscript.warn(
                _attribute_place(name, manuscript),
                f"'{url_policy.shown(value)}' is not a value of {name} and was removed",
                "write a language tag such as ar or zh-hant" if name == "lang" else "",
            )


def _report_address(url: str, kind: url_policy.Kind, manuscript: Manuscript) -> None:
    if url.startswith("#") and kind == "link":
        return
    message = url_policy.check(url, kind=kind)
    if message is None:
        return
    place = manuscript.find_target(url, purpose="address")
    if place == (0, 0) and not url:
        place = manuscript.find(r"\]\(\s*\)|(?:href|src|cite)\s*=\s*(?:\"\"|'')", purpose="empty")
    manuscript.error(place, message, url_policy.advice(url, kind=kind))


def _attribute_place(name: str, manuscript: Manuscript) -> tuple[int, int]:
    place = manuscript.find(rf"(?<![\w-]){re.escape(name)}\s*=", purpose="attribute")
    if place == (0, 0):
        place = manuscript.find(rf"(?<![\w-]){re.escape(name)}(?![\w-])", purpose="attribute")
    if place == (0, 0):
        place = manuscript.find(re.escape(name), purpose="attribute", code=True)
    return place
