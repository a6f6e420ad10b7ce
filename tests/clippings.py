"""Fifty clippings as browsers and clipboards leave them: layouts of news sites x languages.

Every layout is ours; only habits of real publishing systems are followed (names of classes, where
a date stands, what is said twice). What a page should give stands beside it in ``Clipping``.
"""

# ruff: noqa: E501

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.message import EmailMessage
from html import escape
from textwrap import fill

from clipping_texts import TEXTS, Words

from site_builder import languages
from site_builder.edtf import parse

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
DATA = "data:image/png;base64," + base64.b64encode(PIXEL).decode()
KEYWORDS = ("libraries", "archives")


@dataclass(frozen=True)
class Case:
    """One language, day and address: what all layouts are filled with."""

    language: str
    words: Words
    day: str
    url: str
    labels: tuple[str, ...]
    """What the archive calls the two keywords in this language."""

    def printed(self, calendar: str = "gregorian") -> str:
        text = languages.date(parse(self.day), self.language, calendar)  # type: ignore[arg-type]
        return text.split(" (")[0] if calendar == "persian" else text


@dataclass(frozen=True)
class Clipping:
    name: str
    data: bytes
    language: str
    title: str
    day: str
    source: str
    keywords: tuple[str, ...]
    author: str
    paragraphs: tuple[str, ...]
    strangers: tuple[str, ...]
    """What stands on the page and not in the text."""
    url: str = ""
    """What an editor would say with --url; empty where the file tells it."""
    options: tuple[str, ...] = field(default=())


def clippings(labels: dict[str, tuple[str, ...]]) -> list[Clipping]:
    """``labels``: language -> what the archive calls ``KEYWORDS`` there."""
    made = []
    for number, (language, words) in enumerate(TEXTS.items()):
        for turn in range(5 if number < 2 else 4):
            layout = LAYOUTS[(number + turn * 3) % len(LAYOUTS)]
            day = (date(2015, 3, 1) + timedelta(days=37 * number + 11 * turn)).isoformat()
            slug = f"library-shelves-{number}-{turn}"
            url = f"https://gazette.example.org/{language}/{slug}.html"
            case = Case(language, words, day, url, labels[language])
            data, suffix, said = layout(case)
            strangers = (*words.menu, *words.share, words.cookies, words.rights, words.related)
            made.append(
                Clipping(
                    f"{language}-{layout.__name__}.{suffix}",
                    data,
                    language,
                    words.title,
                    day,
                    words.paper,
                    KEYWORDS,
                    words.author,
                    (*words.paragraphs, words.quote),
                    strangers,
                    "" if said else url,
                )
            )
    return made


Layout = Callable[[Case], tuple[bytes, str, bool]]
"""Gives the file, its suffix, and whether it tells its own address."""


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _menu(case: Case, name: str) -> str:
    items = "".join(f'<li class="menu-item"><a href="/{n}">{escape(m)}</a></li>'
                    for n, m in enumerate(case.words.menu))  # fmt: skip
    return f'<nav class="{name}"><ul>{items}</ul></nav>'


def _share(case: Case, name: str) -> str:
    buttons = "".join(f'<a class="button" href="https://share.example/{n}">{escape(s)}</a> '
                      for n, s in enumerate(case.words.share))  # fmt: skip
    return f'<div class="{name}">{buttons}</div>'


def _related(case: Case, name: str) -> str:
    links = "".join(
        f'<li><a href="/r/{n}">{escape(case.words.menu[1])} {n}</a></li>' for n in range(3)
    )
    return f'<div class="{name}"><h3>{escape(case.words.related)}</h3><ul>{links}</ul></div>'


def weblog(case: Case) -> tuple[bytes, str, bool]:
    """The habits of the most common publishing system: entry-title, posted-on, rel=tag."""
    w = case.words
    tags = ", ".join(
        f'<a href="/tag/{n}" rel="tag">{escape(k)}</a>' for n, k in enumerate(case.labels)
    )
    page = f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8">
<title>{escape(w.title)} &#8211; {escape(w.paper)}</title>
<link rel="canonical" href="{case.url}"><meta property="og:site_name" content="{escape(w.paper)}">
<script>var x = "{escape(w.menu[0])}";</script></head>
<body class="post-template-default single single-post"><div id="page" class="site">
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header class="site-header"><p class="site-title"><a href="/">{escape(w.paper)}</a></p>{_menu(case, "main-navigation")}</header>
<div id="content" class="site-content"><main><article class="post-123 post type-post hentry">
<header class="entry-header"><h1 class="entry-title">{escape(w.title)}</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{case.day}T08:00:00+00:00">{case.printed()}</time><time class="updated" datetime="2019-01-01T08:00:00+00:00">2019</time></span>
<span class="byline"> {escape(w.by)} <span class="author vcard"><a class="url fn n" href="/author/x" rel="author">{escape(w.author)}</a></span></span></div></header>
<div class="entry-content">{"".join(map(_p, w.paragraphs[:2]))}<blockquote>{_p(w.quote)}</blockquote>{"".join(map(_p, w.paragraphs[2:]))}
{_share(case, "sharedaddy sd-sharing-enabled")}</div>
<footer class="entry-footer"><span class="tags-links">{tags}</span></footer></article>
<div id="comments" class="comments-area"><h2>2 comments</h2><p>First comment of a visitor, which is no part of it.</p></div></main></div>
<aside id="secondary" class="widget-area">{_related(case, "widget")}</aside>
<footer class="site-footer"><div class="site-info">© {escape(w.paper)}. {escape(w.rights)}</div></footer></div>
<div class="cookie-notice">{escape(w.cookies)}</div></body></html>"""
    return page.encode(), "html", True


def portal(case: Case) -> tuple[bytes, str, bool]:
    """A content management system with fields: field--name-body, "Submitted by"."""
    w = case.words
    page = f"""<!DOCTYPE html><html lang="{case.language}" dir="{languages.direction(case.language)}"><head><meta charset="utf-8">
<meta name="dcterms.date" content="{case.day}"><meta name="description" content="{escape(w.deck)}">
<meta name="news_keywords" content="{escape(", ".join(case.labels))}">
<title>{escape(w.title)} | {escape(w.paper)}</title></head><body class="path-node page-node-type-article">
<div class="dialog-off-canvas-main-canvas"><div class="region region-header"><div class="block-system-branding"><a href="/">{escape(w.paper)}</a></div>{_menu(case, "block block-menu navigation")}</div>
<div class="region region-content"><article class="node node--type-article node--view-mode-full">
<h1 class="page-header"><span class="field field--name-title">{escape(w.title)}</span></h1>
<footer class="node__meta"><span>{escape(w.by)} <span class="field--name-uid author">{escape(w.author)}</span></span></footer>
<div class="node__content"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary">
{_p(w.paragraphs[0])}<h2>{escape(case.labels[0])}</h2>{_p(w.paragraphs[1])}{_p(w.paragraphs[2])}<blockquote>{escape(w.quote)}</blockquote>{_p(w.paragraphs[3])}</div>
{_share(case, "addtoany_list")}</div></article>{_related(case, "views-block-related")}</div>
<div class="region region-footer"><p>{escape(w.rights)}</p></div></div><div class="eu-cookie-compliance-banner">{escape(w.cookies)}</div></body></html>"""
    return page.encode(), "html", False


def app(case: Case) -> tuple[bytes, str, bool]:
    """A modern newspaper: hashed class names, everything said in JSON-LD, no article element."""
    w = case.words
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": w.paper, "url": "https://gazette.example.org/"},
            {
                "@type": "NewsArticle",
                "headline": w.title[:60],
                "datePublished": f"{case.day}T21:30:00+03:00",
                "dateModified": "2020-02-02T00:00:00Z",
                "author": [{"@type": "Person", "name": w.author}],
                "publisher": {"@type": "NewsMediaOrganization", "name": w.paper},
                "keywords": list(case.labels),
                "inLanguage": case.language,
                "mainEntityOfPage": case.url,
            },
        ],
    }
    page = f"""<!doctype html><html lang="{case.language}"><head><meta charset="utf-8"><title>{escape(w.title)} - {escape(w.paper)}</title>
<meta property="og:title" content="{escape(w.title)}"><meta property="og:url" content="{case.url}"><meta property="og:description" content="{escape(w.paragraphs[0][:60])}...">
<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script></head><body>
<div id="root"><div class="css-1a2b3c">{_menu(case, "css-nav9")}</div><div class="css-9z8y7x"><div class="css-h1"><h1 class="css-77">{escape(w.title)}</h1><div class="css-deck standfirst">{escape(w.deck)}</div>
<div class="css-by"><span>{escape(w.by)} {escape(w.author)}</span><span>{case.printed()}</span></div></div>
<section class="css-body" name="articleBody">{_p(w.paragraphs[0])}
<figure class="css-fig"><img alt="{escape(case.labels[0])}" src="{DATA}"><figcaption>{escape(w.paper)}</figcaption></figure>
{_p(w.paragraphs[1])}{_share(case, "css-share share-tools")}{_p(w.paragraphs[2])}<blockquote class="css-q">{_p(w.quote)}</blockquote>{_p(w.paragraphs[3])}</section></div>
<div class="css-foot">{_related(case, "css-rel related-content")}<p>© {escape(w.rights)}</p></div></div>
<div role="dialog" class="consent">{escape(w.cookies)}</div></body></html>"""
    return page.encode(), "html", True


def diary(case: Case) -> tuple[bytes, str, bool]:
    """A hosted weblog: date-header, post-body, post-labels; the author in "Posted by"."""
    w = case.words
    tags = ", ".join(
        f'<a href="/search/label/{n}" rel="tag">{escape(k)}</a>' for n, k in enumerate(case.labels)
    )
    page = f"""<!DOCTYPE html><html dir="{languages.direction(case.language)}"><head><meta content="text/html; charset=UTF-8" http-equiv="Content-Type">
<title>{escape(w.paper)}: {escape(w.title)}</title><meta content="{case.url}" property="og:url"><meta content="{escape(w.title)}" property="og:title"></head><body>
<div class="content"><header><div class="titlewrapper"><h1 class="title"><a href="/">{escape(w.paper)}</a></h1></div></header>{_menu(case, "tabs")}
<div class="main"><div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>{case.printed()}</span></h2>
<div class="post hentry" itemscope itemtype="https://schema.org/BlogPosting"><h3 class="post-title entry-title" itemprop="name headline">{escape(w.title)}</h3>
<div class="post-body entry-content" itemprop="description articleBody"><p>{escape(w.paragraphs[0])}</p><p>{escape(w.paragraphs[1])}</p><blockquote class="tr_bq">{escape(w.quote)}</blockquote><p>{escape(w.paragraphs[2])}</p><p>{escape(w.paragraphs[3])}</p></div>
<div class="post-footer"><span class="post-author vcard"><span class="fn" itemprop="author" itemscope><span itemprop="name">{escape(w.author)}</span></span></span>
{_share(case, "post-share-buttons")}<span class="post-labels">{tags}</span></div></div></div></div></div>
<div class="sidebar">{_related(case, "widget PopularPosts")}</div><footer>{escape(w.rights)}</footer></div><div id="cookieChoiceInfo">{escape(w.cookies)}</div></body></html>"""
    return page.encode(), "html", True


def agency(case: Case) -> tuple[bytes, str, bool]:
    """An agency's page: the headline twice, the day in its own calendar, keywords in the text."""
    w = case.words
    calendar = "persian" if case.language == "fa" else "gregorian"
    page = f"""<!DOCTYPE html><html lang="{case.language}"><head><meta charset="utf-8"><title>{escape(w.paper)} | {escape(w.title)}</title>
<meta name="author" content="{escape(w.author)}"></head><body><div id="top"><img src="/logo.png" alt="{escape(w.paper)}">{_menu(case, "top-menu")}</div>
<div class="news-container"><div class="item-header"><div class="item-nav"><span class="item-date">{case.printed(calendar)}</span></div><h1>{escape(w.title)}</h1></div>
<div class="item-summary"><p class="summary introtext">{escape(w.deck)}</p></div><div class="item-body"><div class="item-text" itemprop="articleBody">
<h2>{escape(w.title)}</h2>{"".join(map(_p, w.paragraphs))}<blockquote>{_p(w.quote)}</blockquote><p><strong>{escape(w.label)}:</strong> {escape("، ".join(case.labels) if languages.direction(case.language) == "rtl" else ", ".join(case.labels))}</p></div></div>
{_share(case, "item-share social")}</div>{_related(case, "box related-items")}<div id="footer">{escape(w.rights)} © 2015</div><div class="cookies">{escape(w.cookies)}</div></body></html>"""
    return page.encode(), "htm", False


def magazine(case: Case) -> tuple[bytes, str, bool]:
    """A site of the two-thousands: item-page, article-info, a list of keywords below the text."""
    w = case.words
    items = "".join(f"<li>{escape(k)}</li>" for k in case.labels)
    page = f"""<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{case.language}" lang="{case.language}"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="application-name" content="{escape(w.paper)}" /><title>{escape(w.title)}</title></head><body><div id="header"><div class="logo">{escape(w.paper)}</div>{_menu(case, "moduletable_menu")}</div>
<div id="mainbody"><div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h2 itemprop="headline">{escape(w.title)}</h2></div>
<dl class="article-info muted"><dd class="createdby" itemprop="author"><span itemprop="name">{escape(w.author)}</span></dd><dd class="published"><time datetime="{case.day}T00:00:00" itemprop="datePublished">{case.printed()}</time></dd></dl>
<div itemprop="articleBody"><p>{escape(w.paragraphs[0])}</p><p>{escape(w.paragraphs[1])}</p><p>{escape(w.paragraphs[2])}</p><blockquote><p>{escape(w.quote)}</p></blockquote><p>{escape(w.paragraphs[3])}</p>
<h4>{escape(w.label)}</h4><ul>{items}</ul></div></div></div><div id="right">{_related(case, "moduletable")}</div>{_share(case, "addthis_toolbox")}
<div id="footer"><p>{escape(w.rights)}</p></div><div class="cookie-bar">{escape(w.cookies)}</div></body></html>"""
    return page.encode(), "html", False


def archive(case: Case) -> tuple[bytes, str, bool]:
    """A browser's web archive (MHTML) of a page with a picture."""
    data, _, _ = weblog(case)
    figure = f'<figure><img src="https://gazette.example.org/i/shelf.png" alt="{escape(case.labels[0])}"></figure>'
    html = data.decode().replace("<blockquote>", figure + "<blockquote>", 1)
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = case.url
    message["Subject"] = case.words.title
    message["Date"] = "Mon, 20 Jul 2020 09:00:00 -0000"
    message.set_content(html, subtype="html", cte="quoted-printable")
    message.add_related(
        PIXEL, "image", "png", headers=["Content-Location: https://gazette.example.org/i/shelf.png"]
    )
    return message.as_bytes(), "mhtml", True


def pasted(case: Case) -> tuple[bytes, str, bool]:
    """Copied from a browser: logo, menu, headline, credit, buttons, text, keywords, rights."""
    w = case.words
    lines = [w.paper, *w.menu, w.title, f"{w.by} {w.author}", case.printed(), *w.share,
             *w.paragraphs, w.quote, f"{w.label}: {', '.join(case.labels)}",
             f"© {w.paper}. {w.rights}"]  # fmt: skip
    return "\n".join(lines).encode(), "txt", False


def clipping_service(case: Case) -> tuple[bytes, str, bool]:
    """Pasted from a press review: source and day labelled, the headline twice, a list at the end."""
    w = case.words
    lines = [w.title, "", f"{case.day}", "", w.title, "", w.deck, "", f"{w.by} {w.author}", ""]
    for paragraph in (*w.paragraphs, w.quote):
        lines += [paragraph, ""]
    lines += [f"{w.label}:", *case.labels, "", w.paper]
    return "\n".join(lines).encode(), "txt", False


def wrapped(case: Case) -> tuple[bytes, str, bool]:
    """Pasted from a mail: lines broken to fit, an address, a byte order mark, Windows line ends."""
    w = case.words
    spaced = case.language != "zh"
    blocks = [w.paper.upper() if spaced else w.paper, w.title, f"{case.printed()} | {w.author}", case.url,
              *(fill(p, 72) if spaced else p for p in (*w.paragraphs, w.quote)),
              f"{w.label}: {'; '.join(case.labels)}"]  # fmt: skip
    return (
        ("\ufeff" + "\r\n\r\n".join(b.replace("\n", "\r\n") for b in blocks)).encode(),
        "txt",
        True,
    )


LAYOUTS: tuple[Layout, ...] = (
    weblog, portal, app, diary, agency, magazine, archive, pasted, clipping_service, wrapped,
)  # fmt: skip
