"""What machines ask for first: the sitemap with its language alternates, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from site_builder import languages, urls
from site_builder.model import Archive, BytesPage, Output, TemplatePage
from site_builder.pages import Head

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
MOST = 50_000
"""Addresses in one file, as the sitemap protocol allows."""


def crawler_files(archive: Archive, outputs: tuple[Output, ...]) -> Iterator[Output]:
    """``outputs`` are all the others: every page of them that may be indexed is listed."""
    base = archive.site.base_url
    heads = sorted(
        (o.page.model.head for o in outputs  # type: ignore[attr-defined]
         if isinstance(o.page, TemplatePage) and o.page.template != "redirect.html"),
        key=lambda head: str(head.address),
    )  # fmt: skip
    listed = [head for head in heads if not head.noindex and not head.canonical]
    chunks = [listed[start : start + MOST] for start in range(0, len(listed), MOST)]
    if len(chunks) == 1:
        names = ["sitemap.xml"]
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
        yield Output(
            "sitemap.xml", BytesPage(_index([urls.absolute(base, f"/{n}") for n in names]))
        )
    for name, chunk in zip(names, chunks, strict=True):
        yield Output(name, BytesPage(_sitemap(chunk, base)))
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {urls.absolute(base, '/sitemap.xml')}\n"
    yield Output("robots.txt", BytesPage(robots.encode()))
    # GitHub Pages would otherwise run Jekyll over the output.
    yield Output(".nojekyll", BytesPage(b""))


def _sitemap(heads: list[Head], base: str) -> bytes:
    ElementTree.register_namespace("", SITEMAP)
    ElementTree.register_namespace("xhtml", XHTML)
    root = ElementTree.Element(f"{{{SITEMAP}}}urlset")
    for head in heads:
        url = ElementTree.SubElement(root, f"{{{SITEMAP}}}url")
        ElementTree.SubElement(url, f"{{{SITEMAP}}}loc").text = urls.absolute(base, head.address)
        for version in head.versions if len(head.versions) > 1 else ():
            ElementTree.SubElement(
                url,
                f"{{{XHTML}}}link",
                rel="alternate",
                hreflang=languages.html_tag(version.language),
                href=urls.absolute(base, version.address),
            )
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _index(addresses: list[str]) -> bytes:
    ElementTree.register_namespace("", SITEMAP)
    root = ElementTree.Element(f"{{{SITEMAP}}}sitemapindex")
    for address in addresses:
        sitemap = ElementTree.SubElement(root, f"{{{SITEMAP}}}sitemap")
        ElementTree.SubElement(sitemap, f"{{{SITEMAP}}}loc").text = address
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
