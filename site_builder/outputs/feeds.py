"""Atom feeds (RFC 4287) with full text: one a language, one a keyword, one for everything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from xml.etree import ElementTree

from site_builder import languages, markup, urls
from site_builder.cache import digest_of
from site_builder.model import Archive, Bodies, MadePage, Output, Page, Version
from site_builder.outputs.parts import best_version, named, shown_terms, site_title

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
NEWEST = 30
_TO_A_NOTE = re.compile(r'<a\b[^>]* href="#')


@dataclass(frozen=True, slots=True)
class Entry:
    url: str
    language: str
    title: str
    summary: str
    authors: tuple[str, ...]
    updated: str
    published: str
    digest: str
    links: tuple[str, ...]
    """Absolute addresses for the body's links."""
    corrections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    url: str
    page: str
    language: str
    """Empty for the feed of all languages."""
    title: str
    author: str
    entries: tuple[Entry, ...]


def feed_files(archive: Archive) -> Iterator[Output]:
    when = {v.address: _when(v) for work in archive.works for v in work.versions}
    feed = partial(_output, archive, when)
    for language in archive.site.languages:
        versions = [v for w in archive.works if (v := w.in_language(language))]
        title = site_title(archive, language).text
        yield feed(urls.home(language), language, title, versions)
        for term in shown_terms(archive, "keyword"):
            label = named(term.labels, archive, language).text
            works = archive.works_of["keyword", term.id]
            address = urls.term(language, "keyword", term.id)
            chosen = [best_version(archive, w, language) for w in works]
            yield feed(address, language, f"{label} – {title}", chosen)
    default = archive.site.default_language
    every = [v for w in archive.works for v in w.versions]
    yield feed("/", "", site_title(archive, default).text, every)


def _when(version: Version) -> tuple[int, int, int]:
    """When a reader of the feed should take it for new: the latest date that its header gives."""
    dates = [d.earliest for d in (version.updated, version.added, version.date) if d]
    corrected = [c.date.earliest for c in version.article.header.corrections]
    return max([*dates, *corrected], default=(1970, 1, 1))


def _timestamp(day: tuple[int, int, int]) -> str:
    """RFC 3339. The header knows days, not hours."""
    return f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}T00:00:00Z"


def _output(
    archive: Archive,
    when: Mapping[str, tuple[int, int, int]],
    address: str,
    language: str,
    title: str,
    versions: Sequence[Version],
) -> Output:
    """``when``: by the address of each version, asked for in every feed that it may be in."""
    base = archive.site.base_url
    newest = sorted(versions, key=lambda v: v.address)
    newest.sort(key=lambda v: when[v.address], reverse=True)
    feed = Feed(
        url=urls.absolute(base, urls.feed(address)),
        page=urls.absolute(base, address),
        language=language,
        title=title,
        author=site_title(archive, language or archive.site.default_language).text,
        entries=tuple(_entry(archive, v) for v in newest[:NEWEST]),
    )
    return Output(urls.output_path(urls.feed(address)), feed_page(feed))


def feed_page(feed: Feed) -> MadePage:
    return MadePage(digest_of(repr(feed)), partial(atom, feed))


def feed_of(page: Page) -> Feed | None:
    """What a page is made from, if it is a feed."""
    made = page.make if isinstance(page, MadePage) else None
    return made.args[0] if isinstance(made, partial) and made.func is atom else None


def _entry(archive: Archive, version: Version) -> Entry:
    base = archive.site.base_url
    header = version.article.header
    return Entry(
        url=urls.absolute(base, version.address),
        language=version.language,
        title=version.title.text,
        summary=summary_of(version),
        authors=tuple(
            named(archive.terms["person", i].labels, archive, version.language).text
            for i in (*version.authors, *version.translators)
        ),
        updated=_timestamp(_when(version)),
        published=_timestamp(version.date.earliest) if version.date else "",
        digest=version.article.digest,
        links=tuple(urls.absolute(base, link) for link in version.links),
        corrections=tuple(f"{c.date.text}: {c.note}" for c in header.corrections),
    )


def _with_notes_of(url: str, html: str) -> str:
    """A feed is read elsewhere: a footnote's link must lead back to the page."""
    if 'href="#' not in html:
        return html
    return _TO_A_NOTE.sub(lambda found: f"{found[0][:-1]}{url}#", html)


def summary_of(version: Version) -> str:
    return version.deck.text if version.deck else version.article.excerpt


def atom(feed: Feed, bodies: Bodies) -> bytes:
    """The feed's XML."""
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed")
    if feed.language:
        root.set(f"{{{XML}}}lang", languages.html_tag(feed.language))

    def add(
        parent: ElementTree.Element, name: str, text: str = "", **attributes: str
    ) -> ElementTree.Element:
        element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
        element.text = text or None
        return element

    add(root, "id", feed.url)
    add(root, "title", feed.title)
    add(root, "updated", max((e.updated for e in feed.entries), default=_timestamp((1970, 1, 1))))
    add(root, "link", rel="self", type="application/atom+xml", href=feed.url)
    add(root, "link", rel="alternate", type="text/html", href=feed.page)
    add(add(root, "author"), "name", feed.author)
    for one in feed.entries:
        entry = add(root, "entry")
        entry.set(f"{{{XML}}}lang", languages.html_tag(one.language))
        add(entry, "id", one.url)
        add(entry, "title", one.title)
        add(entry, "updated", one.updated)
        if one.published:
            add(entry, "published", one.published)
        add(entry, "link", rel="alternate", type="text/html", href=one.url)
        for author in one.authors:
            add(add(entry, "author"), "name", author)
        summary = "\n".join((one.summary, *one.corrections)).strip()
        if summary:
            add(entry, "summary", summary)
        html = markup.place_links(bodies(one.digest), one.links)
        html = _with_notes_of(one.url, html)
        # Nothing in a feed says which way a text runs, and not every reader guesses.
        if languages.direction(one.language) == "rtl":
            html = f'<div lang="{languages.html_tag(one.language)}" dir="rtl">\n{html}\n</div>'
        add(entry, "content", html, type="html")
    ElementTree.indent(root)
    # As text, for ElementTree takes twice as long to make bytes.
    text: str = ElementTree.tostring(root, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n".encode()
