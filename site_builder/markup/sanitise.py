"""The first of two independent layers: nh3, which parses as browsers do, with our allow-list.

``serialise`` is the second, with a list of its own; a test holds each alone against every
script payload. To allow an element, add it here, there, and in the editors' guide.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from site_builder.markup.code import LANGUAGES
from site_builder.markup.tree import names

if TYPE_CHECKING:
    from nh3 import Cleaner

TAGS = names(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code hr br div span figure figcaption "
    "details summary table caption thead tbody tfoot tr th td a img em strong b i u s del ins mark "
    "small sub sup kbd samp var q cite dfn abbr time ruby rb rt rp bdi bdo wbr"
)
"""Elements that an article may hold."""

DROPPED_WITH_CONTENT = names(
    "script style iframe object embed applet template noscript noembed noframes textarea select "
    "option title xmp plaintext svg math audio video canvas frameset head"
)
"""Elements whose content is no text of the article."""

GLOBAL_ATTRIBUTES = frozenset({"id", "lang", "dir", "title"})
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "hreflang"}),
    "img": frozenset({"src", "alt"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "li": frozenset({"value"}),
    "blockquote": frozenset({"cite"}),
    "q": frozenset({"cite"}),
    "del": frozenset({"cite", "datetime"}),
    "ins": frozenset({"cite", "datetime"}),
    "time": frozenset({"datetime"}),
    "details": frozenset({"open"}),
    "th": frozenset({"scope", "colspan", "rowspan", "align"}),
    "td": frozenset({"colspan", "rowspan", "align"}),
}

CLASSES: dict[str, frozenset[str]] = {
    "img": frozenset({"decorative"}),
    # What Python-Markdown writes: the passes recognise it by these.
    "div": frozenset({"footnote"}),
    "a": frozenset({"footnote-ref", "footnote-backref"}),
    "code": frozenset(f"language-{name}" for name in LANGUAGES),
}
"""Classes that survive; only ``decorative`` is for editors to write."""


def clean(html: str) -> str:
    """The HTML with nothing in it that is not on the lists; well-formed."""
    # A question for each attribute is costly, and is about one that few texts have.
    return _cleaner(cites="cite" in html.lower()).clean(html)


def allows(tag: str, attribute: str) -> bool:
    """Whether the sanitiser keeps an attribute of an element that it keeps."""
    if attribute == "class":
        return tag in CLASSES
    return attribute in GLOBAL_ATTRIBUTES or attribute in ATTRIBUTES.get(tag, ())


@cache
def _cleaner(*, cites: bool) -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes={"*": set(GLOBAL_ATTRIBUTES)} | {t: set(a) for t, a in ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        attribute_filter=_filter if cites else None,
    )


def _filter(_tag: str, name: str, value: str) -> str | None:
    """nh3 checks the schemes of href and src only."""
    if name == "cite" and not value.lower().startswith(("https://", "http://")):
        return None
    return value
