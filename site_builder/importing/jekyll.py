"""Jekyll: _posts, _drafts, collections and pages, with YAML front matter and Liquid in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from site_builder.importing import bodies
from site_builder.importing.assemble import listed
from site_builder.importing.fields import items_of
from site_builder.importing.headers import Opened, front_matter, settings
from site_builder.importing.values import Collection, Document, Entry, Field, Tree
from site_builder.problems import Problem

_POST = re.compile(
    r"(?:(.*)/)?_posts/(?:(.*)/)?(\d{4})-(\d\d?)-(\d\d?)-([^/]+)\.(md|markdown|html)"
)
_DRAFT = re.compile(r"(?:(.*)/)?_drafts/(?:.*/)?([^/]+)\.(md|markdown|html)")
_NO_TEXTS = ("_includes", "_layouts", "_sass", "_site", "_data", "assets", "vendor")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
"""The styles of Jekyll's documentation; ``weekdate`` needs weeks, and is not known here."""


def collection(tree: Tree) -> Collection:
    config = _config(tree)
    style = config["permalink"].text if "permalink" in config else "date"
    documents: list[Document] = []
    entries: list[Entry] = []
    for path, text in sorted(tree.texts.items()):
        top = path.split("/")[0]
        if not path.endswith((".md", ".markdown", ".html")) or top in _NO_TEXTS:
            continue
        opened = front_matter(text, path)
        if isinstance(opened, Problem):
            why = f"not brought in: {opened.message}"
            entries.append(Entry(path, opened.line, "(the whole file)", "listed", why))
        elif opened is not None:
            documents.append(_document(path, opened, style))
        elif _POST.fullmatch(path):
            why = "not brought in: it has no front matter, and Jekyll leaves it as it is"
            entries.append(Entry(path, 1, "(the whole file)", "listed", why))
    for one in config.values():
        entries += listed("_config.yml", [one], "a setting of the whole site")
    base = config["url"].text if "url" in config else ""
    prefix = config["baseurl"].text.rstrip("/") if "baseurl" in config else ""
    return Collection(tuple(documents), tuple(entries), f"{base}{prefix}", ("", "_posts"))


def _config(tree: Tree) -> Mapping[str, Field]:
    text = tree.texts.get("_config.yml") or tree.texts.get("_config.yaml") or ""
    return settings(text, "_config.yml")


def _document(path: str, opened: Opened, style: str) -> Document:
    text = bodies.Text(path, opened.body, opened.body_line)
    bodies.liquid(text)
    post, draft = _POST.fullmatch(path), _DRAFT.fullmatch(path)
    collection = re.match(r"_([\w-]+)/", path)
    slug = (
        post[6] if post else draft[2] if draft else re.sub(r"\.\w+$", "", path.rpartition("/")[2])
    )
    day = f"{post[3]}-{int(post[4]):02}-{int(post[5]):02}" if post else ""
    folders = tuple(p for p in ((post[1] or "").split("/") if post else ()) if p)
    fields = tuple(map(_split, opened.fields))
    if folders:
        fields = (*fields, Field("categories", folders, 1, several=True))
    own = any(one.name == "permalink" and one.text for one in fields)
    addresses: tuple[str, ...] = ()
    if post and not own:
        addresses = _address(style, day, slug, fields)
    elif not post and not draft and not collection and not own:
        bare = re.sub(r"\.\w+$", "", path)
        addresses = (f"/{bare}/" if style == "pretty" else f"/{bare}.html",)
        slug = "home" if bare == "index" else slug
    return Document(
        path, fields, text.text, opened.body_line,
        kind="article" if post or draft or collection else "page",
        slug=slug, date=day, draft=draft is not None, addresses=addresses,
        notes=tuple(text.notes),
    )  # fmt: skip


def _split(one: Field) -> Field:
    """Jekyll parts the words of ``categories`` and ``tags`` by spaces, if they are no list."""
    if one.name in ("categories", "tags") and not one.several and one.text.strip():
        return Field(one.name, tuple(items_of(one, spaces=True)), one.line, several=True)
    return one


def _address(style: str, day: str, slug: str, fields: Sequence[Field]) -> tuple[str, ...]:
    """Where Jekyll put a post, if its style can be followed."""
    pattern = _STYLES.get(style, style)
    year, month, number = day.split("-")
    said = [one for one in fields if one.name in ("category", "categories")]
    words = [word for one in said for word in items_of(one, spaces=True)]
    categories = "/".join(re.sub(r"[^\w]+", "-", word.lower()).strip("-") for word in words)
    values = {
        "categories": categories, "year": year, "month": month, "day": number,
        "i_month": str(int(month)), "i_day": str(int(number)), "short_year": year[2:],
        "y_day": f"{date.fromisoformat(day).timetuple().tm_yday:03}",
        "title": slug, "slug": slug.lower(), "output_ext": ".html",
    }  # fmt: skip
    made = re.sub(r":(\w+)", lambda m: values.get(m[1], m[0]), pattern)
    return () if ":" in made else (re.sub(r"/{2,}", "/", f"/{made}"),)
