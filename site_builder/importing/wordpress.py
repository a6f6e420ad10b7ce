"""WordPress: the export file (WXR), RSS 2.0 with elements of its own; read with lxml, optional.

Entities are not resolved and a document type is refused: an export has neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from site_builder import html_text
from site_builder.importing import bodies
from site_builder.importing.assemble import listed
from site_builder.importing.values import Collection, Document, Entry, Field, Tree

PACKAGES = ("lxml", "markdownify")

_NAMESPACES = (
    (re.compile(r"http://wordpress\.org/export/[\d.]+/excerpt/"), "excerpt"),
    (re.compile(r"http://wordpress\.org/export/[\d.]+/"), "wp"),
    (re.compile(r"http://purl\.org/rss/1\.0/modules/content/"), "content"),
    (re.compile(r"http://purl\.org/dc/elements/1\.1/"), "dc"),
    (re.compile(r"http://wellformedweb\.org/CommentAPI/"), "wfw"),
)
_BLOCK = re.compile(r"<!--\s{0,9}/?wp:.{0,20000}?-->", re.DOTALL)
_HAS_BLOCKS = re.compile(r"<(?:p|div|ul|ol|h[1-6]|blockquote|table|figure|pre)\b", re.IGNORECASE)
_TEXTS = {"post": "article", "page": "page"}
_PRIVATE = re.compile(r"email|_IP\b|user_id|author_login", re.IGNORECASE)
_GONE = {"trash", "auto-draft", "inherit"}


class NotReadable(Exception):
    """This is no export that can be read; the message says why."""


def collection(tree: Tree) -> Collection:
    """Raises ImportError without the packages, and NotReadable."""
    documents: list[Document] = []
    entries: list[Entry] = []
    base = ""
    for path, text in sorted(tree.texts.items()):
        if not path.lower().endswith((".xml", ".wxr")):
            continue
        channel = _channel(path, text)
        fields = [one for child in channel if _name(child) != "item" for one in _fields(child)]
        entries += _without_private(listed(path, fields, "about the whole site"))
        said = {one.name: one.text for one in fields}
        base = base or said.get("wp:base_blog_url") or said.get("link", "")
        people = dict(_people(channel))
        language = said.get("language", "").replace("_", "-").lower()
        for item in channel.iter("item"):
            document, told = _item(path, item, people, language)
            documents += [document] if document else []
            entries += told
    if not documents and not entries:
        raise NotReadable("there is no export of WordPress here")
    return Collection(tuple(documents), tuple(entries), base)


def _channel(path: str, text: str) -> Any:
    from lxml import etree

    if re.search(r"<!DOCTYPE|<!ENTITY", text[:100_000], re.IGNORECASE):
        raise NotReadable(f"{path}: an export has no document type, and this file is not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False,
                             load_dtd=False, dtd_validation=False, recover=False)  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotReadable(f"{path}: this is not well-formed XML: {error}") from None
    channel = root.find("channel")
    if root.tag != "rss" or channel is None:
        raise NotReadable(f"{path}: this is no export of WordPress")
    return channel


def _name(element: Any) -> str:
    """``wp:status``, whatever the version of the export and its prefixes."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag.startswith("{"):
        return tag
    space, _, local = tag[1:].partition("}")
    prefix = next((short for long, short in _NAMESPACES if long.fullmatch(space)), "other")
    return f"{prefix}:{local}"


def _fields(element: Any, before: str = "") -> Iterator[Field]:
    """An element as a field; one with elements in it as several."""
    name = f"{before}{_name(element)}"
    if not isinstance(element.tag, str):
        return
    for key, value in element.attrib.items():
        yield Field(f"{name}.{key}", (value,), element.sourceline or 1)
    if len(element):
        for child in element:
            yield from _fields(child, f"{name}.")
    else:
        yield Field(name, (element.text or "",), element.sourceline or 1)


def _people(channel: Any) -> Iterator[tuple[str, str]]:
    """(login, the name that readers saw)"""
    for child in channel:
        if _name(child) == "wp:author":
            said = {_name(one): (one.text or "").strip() for one in child}
            names = (said.get("wp:author_first_name", ""), said.get("wp:author_last_name", ""))
            shown = said.get("wp:author_display_name") or " ".join(n for n in names if n)
            yield said.get("wp:author_login", ""), shown


def _item(
    path: str, item: Any, people: dict[str, str], language: str
) -> tuple[Document | None, list[Entry]]:
    said = {_name(one): (one.text or "") for one in item}
    kind, status = said.get("wp:post_type", "post"), said.get("wp:status", "")
    if kind not in _TEXTS or status in _GONE:
        why = f"not brought in: {'status ' + status if kind in _TEXTS else kind}"
        return None, [e for one in item for e in listed(path, list(_fields(one)), why)]
    fields: list[Field] = []
    entries: list[Entry] = []
    tags: dict[str, list[Field]] = {}
    group = html = ""
    html_line = item.sourceline or 1
    for child in item:
        name, line = _name(child), child.sourceline or 1
        text = child.text or ""
        if name == "content:encoded":
            html, html_line = text, line
        elif name == "category":
            one = Field("category", (text,), line)
            domain = child.get("domain", "")
            nice = child.get("nicename", "")
            if domain == "language":
                fields.append(Field("lang", (nice or text,), line))
                if nice:
                    fields.append(Field("category.language", (text,), line))
            elif domain == "post_translations":
                group = text.strip() or nice
                fields.append(Field("category.post_translations", (text,), line))
            elif domain in ("category", "post_tag", ""):
                tags.setdefault(domain or "category", []).append(one)
                if nice:
                    entries.append(Entry(path, line, "category.nicename", "listed",
                                         "the word itself is kept", nice))  # fmt: skip
            else:
                fields.append(Field(f"category.{domain}", (text,), line))
        elif name == "wp:postmeta":
            pair = {_name(one): (one.text or "") for one in child}
            fields.append(Field(f"postmeta.{pair.get('wp:meta_key', '')}",
                                (pair.get("wp:meta_value", ""),), line))  # fmt: skip
        elif name == "wp:comment":
            why = "comments of readers are not brought in"
            entries += _without_private(listed(path, list(_fields(child)), why))
        elif name == "wp:post_password":
            if text.strip():
                why = "a password is not copied; the text is a draft"
                entries.append(Entry(path, line, name, "listed", why))
        elif name == "dc:creator":
            fields.append(Field("dc:creator", (people.get(text, "") or text,), line))
        else:
            fields += _fields(child)
    for name, found in tags.items():
        if found:
            words = tuple(one.text.strip() for one in found)
            fields.append(Field(name, words, found[0].line, several=True))
    slug = said.get("wp:post_name", "")
    body, notes = _body(path, html, html_line)
    notes.append(Entry(path, html_line, "content:encoded", "mapped", "the text"))
    return Document(
        path, tuple(_chosen(fields)), body, html_line,
        kind="page" if kind == "page" else "article",
        language=language_of(language), slug=slug, group=group or f"post {said.get('wp:post_id')}",
        draft=bool(said.get("wp:post_password", "").strip()), notes=tuple(notes),
    ), entries  # fmt: skip


def _without_private(entries: list[Entry]) -> list[Entry]:
    """The report may be committed: addresses of mail and of computers are only counted in it."""
    return [
        replace(e, value="", to=f"{e.to}; its value is private") if _PRIVATE.search(e.name) else e
        for e in entries
    ]


def language_of(tag: str) -> str:
    """``en`` for ``en-us``: the region of a weblog's settings says nothing of its texts."""
    first, _, rest = tag.partition("-")
    return first if len(rest) == 2 else tag


def _chosen(fields: list[Field]) -> Iterator[Field]:
    """Of several dates the one of the place comes first, so that it is taken."""
    order = {"wp:post_date": 0, "pubDate": 1}
    yield from sorted(fields, key=lambda one: order.get(one.name, 2) if one.name in order else 2)


def _body(path: str, html: str, line: int) -> tuple[str, list[Entry]]:
    plain = _BLOCK.sub("", html)
    more = re.split(r"<!--\s{0,9}more.{0,200}?-->", plain)
    plain = "\n\n".join(more)
    if not _HAS_BLOCKS.search(plain):
        # The old editor left paragraphs to an empty line between them (wpautop).
        parts = [p.strip() for p in re.split(r"\n\s*\n", plain) if p.strip()]
        plain = "".join("<p>" + p.replace("\n", "<br>") + "</p>" for p in parts)
    text = bodies.Text(path, html, line)
    bodies.wordpress_codes(text)
    try:
        return html_text.to_markdown(plain), text.notes
    except ValueError:
        text.note(0, "(its text)", "left as HTML: it is nested too deep", "")
        return html, text.notes
