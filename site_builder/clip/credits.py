"""When a page was published and who wrote it: said for machines, or printed.

To add a place where either may stand, add it to its table; the first one wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from site_builder.clip import dates
from site_builder.clip.lines import credit_parts, is_name, same
from site_builder.clip.told import Told, labelled, name_in, text_of, words
from site_builder.clip.values import NOTHING, Found
from site_builder.clip.words import BYLINE, DATELINE, DESK, SOURCE, UPDATED, WEEKDAY

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
    r"(?:^|[\s_-])(?:byline|author|writer|by-?author|reporter|contributor|write-?by|written-?by|post-author|signature|firma|auteur|autor|"
    r"yazar)(?:$|[\s_-]|name)",
    re.IGNORECASE,
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|time|timestamp|published|pubdate|posted|publish|dateline|datum|fecha|"
    r"tarih|meta)(?:$|[\s_-]|time|on)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[,;،؛、，]|\s(?:and|und|et|y|و|и|ve|û)\s(?=\S))\s*")
_WROTE = re.compile(r"^(?:كتب|كتبت)\s+(?=\S+\s)")
"""Of a byline; elsewhere the first of these is the word for books."""
_BEFORE_A_DATE = re.compile(r"\s(?:on|at|le|am|el|in|v|в|في|بتاريخ|در|به تاریخ|لە|di|ב)\s*$", re.I)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|$)")
_MACHINE = re.compile(r"\s*((?:1[6-9]|20|21)\d\d)-?(\d\d)-?(\d\d)(?=$|[T\s])")
"""ISO 8601; a year of the Solar Hijri calendar is not one of these."""


def published(
    page: Told, lines: list[str], heading: Any, *, language: str, url: str
) -> tuple[Found, tuple[str, ...]]:
    """(the day of publication, what a date may mean that could be two)

    ``lines`` are those below ``heading``, the headline.
    """
    told = list(_dates_told(page))
    for text, where in told:
        if day := _machine_day(text) or dates.first_day(text, language):
            return Found(day, where), ()
    unclear: tuple[str, ...] = ()
    printed = (p for p in _dates_printed(page, lines, heading, language) if len(p) < 200)
    changed: list[str] = []
    for text in [*(text for text, _ in told), *printed]:
        if any(text in one for one in changed):
            continue  # A part of what said that it is not the day of publication.
        if UPDATED.search(text):
            changed.append(text)
        for forms in dates.days_in(text, language, but=UPDATED):
            if len(forms) == 1:
                return Found(forms[0], "a date printed on the page"), ()
            unclear = unclear or forms
    found = _IN_ADDRESS.search(url)
    if not unclear and found and (day := dates.first_day("-".join(found.groups()), language)):
        return Found(day, "its address"), ()
    return NOTHING, unclear


def _dates_told(page: Told) -> Iterator[tuple[str, str]]:
    """(text, where it stands) of what is meant to be the date, the surest first."""
    for node in (*page.nodes, *page.around):
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


def _dates_printed(page: Told, lines: list[str], heading: Any, language: str) -> Iterator[str]:
    """Below the headline first: the bar at the top of many sites has the day of the visit."""
    yield from lines
    tags = "span p div li small time em i h2 h3 h4 dd td abbr"
    yield from map(words, page.classed(_DATE_CLASS, tags))
    yield from map(words, page.classed(_BYLINE_CLASS, "span p div li small address"))
    for one in _beside(heading):
        if dates.is_date(one, language, besides=12):
            yield one
    above = heading.xpath("preceding::*[position() <= 15]") if heading is not None else []
    for text in map(words, reversed(above)):
        if len(text) < 200 and any(DATELINE.fullmatch(p.strip()) for p in text.split("|")):
            yield text


def _beside(heading: Any) -> Iterator[str]:
    """Short lines above the headline, in the element that holds it: the issue and its day."""
    ancestors = heading.iterancestors() if heading is not None else ()
    for _, holder in zip(range(2), ancestors, strict=False):
        if holder.tag in ("body", "html", "main"):
            return
        for element in holder.iter():
            if element is heading:
                break
            if isinstance(element.tag, str) and 0 < len(text := words(element)) < 60:
                yield text


def _machine_day(text: str) -> str:
    found = _MACHINE.match(text)
    return dates.first_day("-".join(found.groups()), "") if found else ""


def authors(
    page: Told, lines: list[str], *, sites: Sequence[str], language: str
) -> tuple[Found, ...]:
    """``sites`` are names of newspapers, which write nothing."""
    for names, where in _authors_told(page, lines, language):
        if people := names_in(names, *sites):
            return tuple(Found(one, where) for one in people)
    return ()


def _authors_told(page: Told, lines: list[str], language: str) -> Iterator[tuple[list[str], str]]:
    for node in page.nodes:
        given = node.get("author") or node.get("creator") or []
        given = given if isinstance(given, list) else [given]
        yield [text_of(one) for one in given if not _is_organisation(one)], "JSON-LD"
    for name in _AUTHOR:
        yield list(page.meta.get(name, ())), f"meta {name}"
    yield [words(name_in(one)) for one in page.marked("author")], "microdata"
    links = (a for a in page.tree.iter("a") if "author" in (a.get("rel") or "").lower().split())
    yield [words(one) for one in links], "a link to the author"
    for number in "12":
        label, value = (page.meta.get(f"twitter:{one}{number}", ("",)) for one in ("label", "data"))
        if BYLINE.fullmatch(f"{label[0]} {value[0]}"):
            yield list(value), "meta twitter:data"
    tags = "span p div address a li small dd h3 h4 h5 h6"
    called = (_WROTE.sub("", words(one)) for one in page.classed(_BYLINE_CLASS, tags))
    yield [one for one in called if one][:1], "the byline"
    told = ((rest, BYLINE.fullmatch(f"{label}: {rest}")) for label, rest, _ in labelled(page.tree))
    yield [rest for rest, by in told if by and by["name"] == rest][:1], "a line with a label"
    signed = [words(one) for one in page.tree.iter("address")]
    yield [one for one in signed if 0 < len(one) < 80][:1], "the address element"
    by = [line for line in lines if _byline_in(line)]
    # What an element inside the first one says alone has nothing else on its line.
    inner = sorted((line for line in by if line in by[0]), key=len)[:1]
    yield [_byline_in(line) for line in inner], "a line below the headline"
    rows = (re.split(r"\s*[|｜·•]\s*", line) for line in lines)
    dated = (row for row in rows if any(dates.is_date(part, language) for part in row))
    yield [part for row in dated for part in row if is_name(part)][:1], "a line below the headline"


def _byline_in(line: str) -> str:
    return next((part for part in credit_parts(line) if BYLINE.fullmatch(part)), "")


def source_told(lines: list[str]) -> Found:
    """Whom the lines below the headline name as the source."""
    parts = (part for line in lines for part in credit_parts(line))
    named = (found["name"] for part in parts if (found := SOURCE.fullmatch(part)))
    return next(
        (Found(one, "a line below the headline") for one in named if len(one) < 60), NOTHING
    )


def _is_organisation(author: Any) -> bool:
    return isinstance(author, dict) and "Organization" in str(author.get("@type"))


def names_in(lines: Sequence[str], *sites: str) -> list[str]:
    """The people of some bylines: no addresses, no name of the newspaper, no dates."""
    found: list[str] = []
    for line in lines:
        plain = " ".join(line.split())
        if not plain or "://" in plain or len(plain) > 200:
            continue
        if by := BYLINE.fullmatch(plain):
            plain = by["name"]
        cut = dates.without_dates(plain).strip()
        # What led to the date goes with it: "Jane Example on Monday, 1 March 2015".
        plain = _BEFORE_A_DATE.sub("", WEEKDAY.sub("", cut).strip(" ,،")) if cut != plain else cut
        plain = re.split(r"\s+[|·•–—/-](?:\s+|$)|\s*[|｜／]\s*", plain)[0]
        for name in _AND.split(plain):
            name = name.strip(" ,،.:-–—|·•()\u200c")
            for site in filter(None, sites):
                name = name.removeprefix(f"{site} ").removesuffix(f" {site}")
            known = any(same(name, one) for one in (*found, *sites))
            # With a colon it is somebody else: "Editor: ...".
            odd = re.search(r"[@\d:：]", name) or DESK.fullmatch(name)
            if 2 <= len(name) <= 60 and not known and not odd:
                found.append(name)
    return found
