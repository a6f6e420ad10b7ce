"""Title, standfirst, newspaper, address, language and keywords, as a page tells them.

To add a place where a field may stand, add it to the table of that field; the first one wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from site_builder import url_policy
from site_builder.clip import headline
from site_builder.clip.dates import without_dates
from site_builder.clip.lines import same, several, weight_of
from site_builder.clip.told import Told, labelled, text_of, words
from site_builder.clip.values import NOTHING, Found
from site_builder.clip.words import COPYRIGHT, FOOTER, KEYWORDS

_TITLE = (
    "og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "headline",
    "parsely-title", "sailthru.title",
)  # fmt: skip
_DECK = ("og:description", "description", "dc.description", "twitter:description")
_SITE = (
    "application-name", "dc.publisher", "dcterms.publisher", "publisher", "article:publisher_name",
    "al:android:app_name", "apple-mobile-web-app-title",
)  # fmt: skip
_KEYWORDS = (
    "article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "dc.subject",
    "dcterms.subject",
)  # fmt: skip
_KEYWORDS_OF_THE_SITE = ("keywords",)
"""Of use where the page shows no keywords: many sites give all their pages the same."""
_LANGUAGE = ("og:locale", "content-language", "language", "dc.language", "dcterms.language")
_BETWEEN = re.compile(r"\s+(?:::?|[|\-–—»•·])\s+|\s*[|｜_]\s*")
"""What stands between a headline and the name of the site."""
_SEPARATORS = " \t|-–—»•·:：｜_"
_TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:entry-title|post-title|article-title|headline|page-title|news-title|"
    r"title-text)(?:$|\s)|field--name-title",
    re.IGNORECASE,
)
_DECK_CLASS = re.compile(
    r"(?:^|[\s_-])(?:deck|dek|standfirst|subtitle|subtitulo|sub-?head(?:line|ing)?|lead|lede|"
    r"excerpt|summary|chapo|chapeau|spot|intro|introtext|teaser|soutitr|description|desc|"
    r"abstract|bajada|copete|second-title|subtitular|unterzeile|vorspann|sub-title)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TAGS_CLASS = re.compile(
    r"(?:^|[\s_-])(?:tags?|keywords?|topics?|hashtags?|etiquetas?|etiquettes?|schlagworte|etiket)"
    r"(?:$|[\s_-](?!cloud))",
    re.IGNORECASE,
)
_BRAND_CLASS = re.compile(
    r"(?:^|[\s_-])(?:brand|logo|site-title|site-name|sitename|masthead)(?:$|\s)", re.IGNORECASE
)
_LEAST = 15
"""Letters of a standfirst; a sign of Chinese or Japanese weighs more."""
_LONGEST_NAME = 60


def language_of(page: Told) -> str:
    """The language that the page says it is in; '' if it does not say."""
    root = page.tree.getroottree().getroot()
    named = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang")]
    named += [value for value, _ in page.metas(_LANGUAGE)]
    named += [text_of(node.get("inLanguage")) for node in page.nodes]
    return next((one.strip() for one in named if one and one.strip()), "")


def title_and_site(page: Told) -> tuple[Found, Found]:
    """(the headline, who published it); what the page's title says is divided between them."""
    site = _site(page)
    title = _title(page, site.value)
    if not site.value:
        site = _site_in_title(page.title_tag(), title.value)
    return title, site if site.value else _site_around(page, title.value)


def _site_around(page: Told, title: str) -> Found:
    """The name in the notice of copyright, or where pages have their logo."""
    for element in page.tree.iter("footer", "small", "p", "div", "span", "td", "li"):
        text = words(element) if len(element) <= 3 else ""
        found = COPYRIGHT.fullmatch(text) if len(text) < 120 else None
        if found and not FOOTER.match(found["name"]):
            return Found(found["name"].strip(), "the notice of copyright")
    for element in page.classed(_BRAND_CLASS, "a div span p h1 h2 strong img"):
        named = [words(element), element.get("alt") or "", element.get("title") or ""]
        named += [image.get("alt") or "" for image in element.iter("img")]
        for name in named:
            if 1 < len(name.strip()) <= _LONGEST_NAME and not same(name, title):
                return Found(name.strip(), "the logo of the page")
    return NOTHING


def _title(page: Told, site: str) -> Found:
    """The heading that agrees with what the page says of itself elsewhere, else the latter."""
    named = page.classed(_TITLE_CLASS, "h1 h2 h3 h4 div span")
    elements = [*page.marked("headline"), *page.tree.iter("h1"), *named]
    headings = [h for h in map(words, elements) if 2 < len(h) < 500 and not same(h, site)]
    told = [text_of(node.get("headline")) for node in page.nodes]
    told += [value for value, _ in page.metas(_TITLE)]
    told = [_without_site(one, site) for one in told if one]
    parts = sorted((p.strip() for p in _BETWEEN.split(page.title_tag())), key=len, reverse=True)
    for one in told or [p for p in parts if p and not same(p, site)][:1]:
        for heading in headings:
            if _begins(one, heading) or _begins(heading, one.rstrip(".… ")):
                return Found(_without_kicker(heading, parts), "its heading")
    if told:
        return Found(told[0], "what it says for machines")
    tag = page.title_tag()
    for heading in headings:
        if any(same(heading, p) for p in parts) or _begins(tag, heading) or _ends(tag, heading):
            return Found(heading, "its heading")
    plain = _without_site(page.title_tag(), site)
    if headings and len(plain) < 8:
        return Found(headings[0], "its first heading")
    return Found(plain, "the title of the page") if plain else NOTHING


def _without_kicker(heading: str, parts: Sequence[str]) -> str:
    """A heading without the words above it, where the title of the page has none of them."""
    for part in parts:
        if len(part.split()) > 2 and _ends(heading, part) and not same(heading, part):
            before = len(heading.split()) - len(part.split())
            return part if before <= 3 else heading
    return heading


def _ends(longer: str, end: str) -> bool:
    plain = [" ".join(re.findall(r"\w+", one.casefold())) for one in (longer, end)]
    return bool(plain[1]) and plain[0].endswith(f" {plain[1]}")


def _begins(longer: str, start: str) -> bool:
    plain = [" ".join(re.findall(r"\w+", one.casefold())) for one in (longer, start)]
    return bool(plain[1]) and plain[0].startswith(plain[1])


def _without_site(title: str, site: str) -> str:
    """``Headline | Example Gazette`` without the name of the site."""
    parts = [p for p in _BETWEEN.split(title) if p.strip()]
    if len(parts) > 1 and site and same(without_dates(parts[-1]), site):
        return title[: title.rindex(parts[-1])].rstrip(_SEPARATORS)
    if len(parts) > 1 and site and same(parts[0], site):
        return title[len(parts[0]) :].lstrip(_SEPARATORS)
    return max(parts, key=len).strip() if len(parts) > 1 and not site else title


def _site(page: Told) -> Found:
    """The name of the newspaper, where the page says it."""
    for value, name in page.metas(("og:site_name",)):
        return Found(value, f"meta {name}")
    for node in page.nodes:
        if value := text_of(node.get("publisher")) or text_of(node.get("sourceOrganization")):
            return Found(value, "JSON-LD")
    for value, name in page.metas(_SITE):
        return Found(value, f"meta {name}")
    names = (text_of(node.get("name")) for node in page.around if "WebSite" in str(node["@type"]))
    return next((Found(name, "JSON-LD") for name in names if name), NOTHING)


def _site_in_title(tag: str, title: str) -> Found:
    """What the page's title says beside the headline."""
    if not title or title.casefold() not in tag.casefold():
        return NOTHING
    at = tag.casefold().index(title.casefold())
    before, after = tag[:at].strip(), tag[at + len(title) :].strip()
    for rest, edge, which in ((after, after[:1], -1), (before, before[-1:], 0)):
        parts = [p for p in _BETWEEN.split(rest.strip(_SEPARATORS)) if p.strip()]
        if edge and edge in _SEPARATORS and parts and 1 < len(parts[which]) <= _LONGEST_NAME:
            return Found(parts[which].strip(), "the title of the page")
    return NOTHING


def deck(page: Told, title: str, site: str, heading: Any, language: str) -> Found:
    """A standfirst: an element called so, a text that stands alone between ``heading`` and the
    credits, or a description that is not cut off."""
    tags = ("p", "h1", "h2", "h3", "h4", "div")
    near = page.tree.iter(*tags) if heading is None else headline.below(heading)
    for element in near:
        called = f"{element.get('class') or ''} {element.get('id') or ''}"
        text = words(element) if element.tag in tags and _DECK_CLASS.search(called) else ""
        if _LEAST <= weight_of(text) <= 600 and not same(text, title) and len(element) <= 4:
            return Found(text, "the standfirst of the page")
    if alone := headline.deck_below(heading, language):
        return Found(alone, "the line below the headline")
    told = [value for value, _ in page.metas(_DECK)]
    told += [text_of(node.get("description")) for node in page.nodes]
    for text in told:
        of_the_site = bool(site) and site.casefold() in text.casefold()
        cut = text.endswith(("…", "..."))
        if weight_of(text) >= _LEAST and not cut and not of_the_site and not same(text, title):
            return Found(text, "what it says for machines")
    return NOTHING


def address(page: Told, known: str) -> Found:
    """Where the page was; ``known`` is what the saved file says."""
    for one, where in _addresses(page, known):
        if one and not url_policy.check(one, kind="source") and urlsplit(one).netloc:
            return Found(one, where)
    return NOTHING


def _addresses(page: Told, known: str) -> Iterator[tuple[str, str]]:
    for link in page.tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href") or "", "its canonical link"
    yield from ((value, "meta og:url") for value, _ in page.metas(("og:url",)))
    yield known, "the saved file"
    yield from ((text_of(node.get("url")), "JSON-LD") for node in page.nodes)


def keywords(page: Told, title: str) -> tuple[str, ...]:
    rels = ((a, (a.get("rel") or "").lower().split()) for a in page.tree.iter("a"))
    tags = (a for a, rel in rels if "tag" in rel and "category" not in rel)
    found = [
        *(word for node in page.nodes for word in _listed(node.get("keywords"))),
        *map(words, tags),
        *_labelled(page),
        *_below_label(page),
        *_in_tag_lists(page),
        *(one for one in map(words, page.tree.iter("a")) if re.fullmatch(r"#[^\s#]{2,60}", one)),
        *(word for value, _ in page.metas(_KEYWORDS) for word in several(value)),
    ]
    if not found:
        of_the_site = page.metas(_KEYWORDS_OF_THE_SITE)
        found = [word for value, _ in of_the_site for word in several(value)]
    plain = (one.strip(" #") for one in found if not same(one, title))
    return tuple(dict.fromkeys(word for word in plain if 0 < len(word) <= 80))


def _labelled(page: Told) -> Iterator[str]:
    """The list behind a label "Tags:", wherever on the page it stands."""
    for element in page.tree.iter("p", "div", "li", "td", "section", "span"):
        if len(element) <= 40 and (found := KEYWORDS.fullmatch(words(element)[:400])):
            links = [words(a) for a in element.iter("a")]
            if found["mark"] and 0 < len(found["rest"]) < 300:
                yield from links or several(found["rest"])
    for label, rest, element in labelled(page.tree):
        found = KEYWORDS.fullmatch(label)
        if found and not found["rest"]:
            yield from [words(a) for a in element.iter("a")] or several(rest)


def _below_label(page: Told) -> Iterator[str]:
    """The list that follows a heading "Keywords"."""
    for element in page.tree.iter("h2", "h3", "h4", "h5", "h6", "dt", "p", "div", "span", "strong"):
        below = element.getnext()
        found = KEYWORDS.fullmatch(words(element)[:80]) if below is not None else None
        if found and not found["rest"] and below.tag in ("ul", "ol", "dd", "div", "p"):
            links = [words(a) for a in below.iter("a")] or [words(li) for li in below.iter("li")]
            if len(links) <= 40 and all(len(one) <= 60 for one in links):
                yield from links


def _in_tag_lists(page: Told) -> Iterator[str]:
    """Links in a list that is called tags, topics or the like; a cloud of all tags is none."""
    for element in page.classed(_TAGS_CLASS, "ul ol div p section nav"):
        links = [words(a) for a in element.iter("a")]
        inside = sum(map(len, links)) * 2 >= len(words(element))
        if 0 < len(links) <= 25 and inside and all(len(one) <= 60 for one in links):
            yield from links


def _listed(value: object) -> Iterable[str]:
    for one in value if isinstance(value, list) else [value]:
        yield from several(text_of(one))
