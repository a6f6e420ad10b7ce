"""The editor in the browser, where site.yaml asks for it: Sveltia CMS, configured from the schema.

Its page is the only one that runs a stranger's script, and the only one with this policy. The
script is not ours and is not here: site.yaml says which file, or which address with its digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urlsplit

from site_builder import frontmatter, languages, schema, urls
from site_builder.model import Archive, BytesPage, Cms, Output

SCRIPT = "sveltia-cms.js"
FONTS = "https://cdn.jsdelivr.net"
"""Where it has its letters and icons from; without them its buttons are words."""
TALKS_TO = ("https://api.github.com", "https://www.githubstatus.com")
PICTURES = "https://*.githubusercontent.com"
NOT_SHOWN = frozenset({"translation.blocks"})
"""Written by the tool; kept as they are."""
LONG = 500
"""A text that may be longer gets a box of several lines."""


def cms_files(archive: Archive) -> Iterator[Output]:
    cms = archive.site.cms
    if cms is None:
        return
    yield Output(urls.output_path(urls.ADMIN), BytesPage(_page(cms).encode()))
    text = json.dumps(_configuration(archive, cms), ensure_ascii=False, indent=1)
    yield Output(urls.output_path(f"{urls.ADMIN}config.json"), BytesPage(f"{text}\n".encode()))
    if cms.data:
        yield Output(urls.output_path(f"{urls.ADMIN}{SCRIPT}"), BytesPage(cms.data))


def _page(cms: Cms) -> str:
    if cms.data:
        source, address, digest = "'self'", SCRIPT, ""
    else:
        parts = urlsplit(cms.script)
        source, address = f"{parts.scheme}://{parts.netloc}", escape(cms.script)
        digest = f' integrity="{escape(cms.integrity)}" crossorigin="anonymous"'
    # Styles are the one thing that it writes into the page itself; scripts it does not.
    policy = "; ".join((
        "default-src 'none'", f"script-src {source}", "style-src 'self' 'unsafe-inline'",
        f"img-src 'self' data: blob: {PICTURES}", "media-src 'self' blob:",
        f"font-src 'self' data: {FONTS}", f"connect-src 'self' data: blob: {' '.join(TALKS_TO)}",
        "worker-src 'self' blob:", "frame-src blob:", "manifest-src blob:",
        "base-uri 'none'", "form-action 'none'",
    ))  # fmt: skip
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="same-origin">\n'
        '<meta name="robots" content="noindex">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<title>Edit the archive</title>\n'
        '<link rel="cms-config-url" type="application/json" href="config.json">\n'
        f'</head>\n<body>\n<script src="{address}"{digest}></script>\n</body>\n</html>\n'
    )  # fmt: skip


def _configuration(archive: Archive, cms: Cms) -> dict[str, Any]:
    backend: dict[str, Any] = {"name": "github", "repo": cms.repo, "branch": cms.branch}
    if cms.auth:
        backend["base_url"] = cms.auth
    return {
        "backend": backend,
        "site_url": archive.site.base_url,
        "app_title": archive.site.title[archive.site.default_language],
        "media_folder": "content/articles",
        "public_folder": "",
        "output": {"omit_empty_optional_fields": True},
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [
            _collection(kind, tag)
            for kind in ("articles", "pages")
            for tag in archive.site.languages
        ],
    }


def _collection(kind: str, tag: str) -> dict[str, Any]:
    """The versions in one language; a translation has the same folder and name in another."""
    return {
        "name": f"{kind}-{tag}",
        "label": f"{kind.title()}: {languages.native_name(tag)}",
        "folder": f"content/{kind}",
        "path": f"{{{{year}}}}/{{{{slug}}}}/{tag}" if kind == "articles" else f"{{{{slug}}}}/{tag}",
        "extension": "md",
        "format": "yaml-frontmatter",
        "media_folder": "",
        "public_folder": "",
        "slug": {
            "template": "{{title}}",
            "editable": ["create"],
            "hint": "The name of the folder, the same in all languages, and part of the address.",
            "pattern": [rf"^{urls.WORD}$", "lower-case ASCII words with hyphens"],
        },
        "fields": [
            *(_field(one) for one in frontmatter.FIELDS),
            {"name": "body", "label": "text", "widget": "richtext", "modes": ["raw"],
             "required": False},
        ],
    }  # fmt: skip


def _field(one: schema.Field, at: str = "") -> dict[str, Any]:
    name = f"{at}.{one.name}" if at else one.name
    if name in NOT_SHOWN:
        return {"name": one.name, "widget": "hidden"}
    hint = f"{one.doc}; {one.type.describe()}"
    said = {"name": one.name, "label": one.name, "hint": hint, "required": one.required}
    return {**said, **_widget(one.type, name)}


def _widget(kind: schema.Type, name: str) -> dict[str, Any]:
    match kind:
        case schema.Choice(options):
            return {"widget": "select", "options": list(options)}
        case schema.Record(fields):
            inner = [_field(one, name) for one in fields]
            return {"widget": "object", "collapsed": True, "fields": inner}
        case schema.ListOf(schema.Record(fields)):
            return {"widget": "list", "fields": [_field(one, name) for one in fields]}
        case schema.ListOf():
            return {"widget": "list"}
        case schema.Text(_, longest) if longest > LONG:
            return {"widget": "text"}
    return {"widget": "string"}
