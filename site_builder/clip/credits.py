"""When a page was published and who wrote it: said for machines, or printed.

To add a place where either may stand, add it to its table; the first one wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from site_builder.clip import dates
from site_builder.clip.tidy import same
from site_builder.clip.told import Told, name_in, text_of, words
from site_builder.clip.values import NOTHING, Found
from site_builder.clip.words import BYLINE, DATELINE, UPDATED

_DATE = (
    "article:published_time", "og:published_time", "article:published", "datepublished",
    "date.issued", "dcterms.issued", "dc.date.issued", "dc.date", "dcterms.date",
    "dcterms.created", "parsely-pub-date", "sailthru.date", "citation_publication_date",
    "publish-date", "publish_date", "publishdate", "pubdate", "published-date", "date",
    "og:article:published_time", "article.published", "cxenseparse:recs:publishtime",
)  # fmt: skip
_AUTHOR = (
    "author", "article:author", "dc.creator", "dcterms.creator", "byl", "byline",
    "parsely-author", "sailthru.author", "citation_author", "og:article:author",
    "cxenseparse:author",
)  # fmt: skip
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author|writer|by-?author|reporter|contributor|post-author|signature|firma|auteur|autor|"
    r"yazar)(?:$|[\s_-]|name)",
    re.IGNORECASE,
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|time|timestamp|published|pubdate|posted|publish|dateline|datum|fecha|"
    r"tarih|meta)(?:$|[\s_-]|time|on)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[,;،؛、，]|\s(?:and|und|et|y|و|и|ve|û)\s(?=\S))\s*")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|$)")
_MACHINE = re.compile(r"\s*((?:1[6-9]|20|21)\d\d)-?(\d\d)-?(\d\d)(?=$|[T\s])")
"""ISO 8601; a year of the Solar Hijri calendar is not one of these."""


def published(page: Told, *, language: str, url: str) -> tuple[Found, tuple[str, ...]]:
    """(the day of publication, what a date may mean that could be two)"""
    told = list(_dates_told(page))
    for text, where in told:
        if day := _machine_day(text) or dates.first_day(text, language):
            return Found(day, where), ()
    unclear: tuple[str, ...] = ()
    for text in [text for text, _ in told] + [p for p in _dates_printed(page) if len(p) < 200]:
        if UPDATED.search(text) and not any(c in text for c in "|·•"):
            continue
        for forms in dates.days_in(text, language):
            if len(forms) == 1:
                return Found(forms[0], "a date printed on the page"), ()
            unclear = unclear or forms
    found = _IN_ADDRESS.search(url)
    if not unclear and found and (day := dates.first_day("-".join(found.groups()), language)):
        return Found(day, "its address"), ()
    return NOTHING, unclear


def _dates_told(page: Told) -> Iterator[tuple[str, str]]:
    """(text, where it stands) of what is meant to be the date, the surest first."""
    for node in page.nodes:
        yield text_of(node.get("datePublished")), "JSON-LD"
    for value, name in page.metas(_DATE):
        yield value, f"meta {name}"
    for element in page.marked("datePublished"):
        yield element.get("datetime") or element.get("content") or words(element), "microdata"
    times = [one for one in page.tree.iter("time") if not UPDATED.search(_around(one))]
    times.sort(key=lambda one: not _is_publication(one))
    yield from ((one.get("datetime") or "", "time") for one in times)
    yield from ((words(one), "time") for one in times)


def _is_publication(time: Any) -> bool:
    return time.get("pubdate") is not None or "publish" in (time.get("class") or "")


def _around(element: Any) -> str:
    """An element's class and the words before it: whether it is a change or a publication."""
    before, parent = element.getprevious(), element.getparent()
    text = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    label = words(before) if before is not None and len(words(before)) < 30 else ""
    outer = (parent.get("class") or "") if parent is not None else ""
    own = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return f"{own} {outer} {label} {text[-30:]}"


def _dates_printed(page: Told) -> Iterator[str]:
    """Below the headline first: the bar at the top of many sites has the day of the visit."""
    yield from _below_headline(page)
    tags = "span p div li small time em i h2 h3 h4 dd td abbr"
    yield from map(words, page.classed(_DATE_CLASS, tags))
    yield from map(words, page.classed(_BYLINE_CLASS, "span p div li small address"))
    heading = next(page.tree.iter("h1"), None)
    above = heading.xpath("preceding::*[position() <= 15]") if heading is not None else []
    for text in map(words, reversed(above)):
        if len(text) < 200 and any(DATELINE.fullmatch(p.strip()) for p in text.split("|")):
            yield text


def _below_headline(page: Told) -> list[str]:
    """Short lines between the first headline and the first paragraph, whatever they are called."""
    heading = next(page.tree.iter("h1"), None)
    if heading is None:
        return []
    found: list[str] = []
    for element in islice(heading.xpath("following::*"), 400):
        text = words(element) if isinstance(element.tag, str) else ""
        if element.tag == "p" and len(text) > 80:
            break
        if text and len(text) < 200 and len(found) < 40:
            found.append(text)
    return found


def _machine_day(text: str) -> str:
    found = _MACHINE.match(text)
    return dates.first_day("-".join(found.groups()), "") if found else ""


def authors(page: Told, *, site: str, language: str) -> tuple[Found, ...]:
    for names, where in _authors_told(page):
        if people := names_in(names, site, language):
            return tuple(Found(one, where) for one in people)
    return ()


def _authors_told(page: Told) -> Iterator[tuple[list[str], str]]:
    for node in page.nodes:
        given = node.get("author") or node.get("creator") or []
        given = given if isinstance(given, list) else [given]
        yield [text_of(one) for one in given if not _is_organisation(one)], "JSON-LD"
    for name in _AUTHOR:
        yield list(page.meta.get(name, ())), f"meta {name}"
    yield [words(name_in(one)) for one in page.marked("author")], "microdata"
    links = (a for a in page.tree.iter("a") if "author" in (a.get("rel") or "").lower().split())
    yield [words(one) for one in links], "a link to the author"
    lines = map(words, page.classed(_BYLINE_CLASS, "span p div address a li small"))
    yield [one for one in lines if one][:1], "the byline"
    signed = [words(one) for one in page.tree.iter("address")]
    yield [one for one in signed if 0 < len(one) < 80][:1], "the address element"
    parts = (part for line in _below_headline(page) for part in re.split(r"\s*[|｜]\s*", line))
    yield [part for part in parts if BYLINE.fullmatch(part)][:1], "a line below the headline"


def _is_organisation(author: Any) -> bool:
    return isinstance(author, dict) and "Organization" in str(author.get("@type"))


def names_in(lines: Sequence[str], site: str, language: str) -> list[str]:
    """The people of some bylines: no addresses, no name of the newspaper, no dates."""
    found: list[str] = []
    for line in lines:
        plain = " ".join(line.split())
        if not plain or "://" in plain or len(plain) > 200:
            continue
        if by := BYLINE.fullmatch(plain):
            plain = by["name"]
        plain = dates.without_dates(plain).strip()
        plain = re.split(r"\s+[|·•–—-](?:\s+|$)|\s*[|｜]\s*", plain)[0]
        for name in _AND.split(plain):
            name = name.strip(" ,،.:-–—|·•()\u200c")
            known = any(same(name, one) for one in (*found, site))
            # With a colon it is somebody else: "Editor: ...".
            if 2 <= len(name) <= 60 and not known and not re.search(r"[@\d:：]", name):
                found.append(name)
    return found
