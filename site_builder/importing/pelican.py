"""Pelican: Markdown with ``Name: value`` lines, reStructuredText with a field list.

The text of a reStructuredText file is not converted: it is brought in as it is, in a block of
code, as a draft, so that it can be rewritten beside its fields.
"""

from __future__ import annotations

import re

from site_builder.importing.headers import Opened, docinfo, front_matter, metadata_lines
from site_builder.importing.values import Collection, Document, Entry, Field, Tree
from site_builder.problems import Problem

_MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")


def collection(tree: Tree) -> Collection:
    documents: list[Document] = []
    entries: list[Entry] = []
    root = "content/" if any(path.startswith("content/") for path in tree.texts) else ""
    for path, text in sorted(tree.texts.items()):
        if not path.startswith(root) or not path.endswith((*_MARKDOWN, ".rst")):
            continue
        opened = docinfo(text) if path.endswith(".rst") else _opened(text, path)
        if isinstance(opened, Problem):
            why = f"not brought in: {opened.message}"
            entries.append(Entry(path, opened.line, "(the whole file)", "listed", why))
        elif not opened.fields:
            why = "not brought in: it has no metadata, and Pelican skips it"
            entries.append(Entry(path, 1, "(the whole file)", "listed", why))
        else:
            documents.append(_document(path, opened, root))
    for path in ("pelicanconf.py", "publishconf.py"):
        if path in tree.texts:
            why = "a program, which is not run: say the main language with --lang"
            entries.append(Entry(path, 1, "(the whole file)", "listed", why))
    return Collection(tuple(documents), tuple(entries), "", ("", "content", "content/extra"))


def _opened(text: str, path: str) -> Opened | Problem:
    if text.startswith("---\n"):
        return front_matter(text, path) or Opened((), text, 1)
    return metadata_lines(text)


def _document(path: str, opened: Opened, root: str) -> Document:
    below = path.removeprefix(root)
    name = re.sub(r"\.\w+$", "", below.rpartition("/")[2])
    said = {one.name.lower(): one.text.strip() for one in opened.fields}
    day = _DAY.match(name)
    page = below.startswith("pages/")
    category = below.split("/")[0] if "/" in below and not page else ""
    fields = _split_lists(opened.fields)
    notes: tuple[Entry, ...] = ()
    if category and "category" not in said:
        # USE_FOLDER_AS_CATEGORY is Pelican's default.
        fields = (*fields, Field("category", (category,), 1))
    title = said.get("title", "")
    slug = said.get("slug") or re.sub(r"[^\w]+", "-", title.lower()).strip("-")
    language = said.get("lang", "").lower()
    translation = said.get("translation", "").lower() in ("true", "yes", "1")
    fields = tuple(one for one in fields if one.name.lower() != "translation")
    notes = tuple(
        Entry(path, one.line, one.name, "mapped", "translation", one.text)
        for one in opened.fields if one.name.lower() == "translation"
    )  # fmt: skip
    body = opened.body.strip("\n")
    if path.endswith(".rst"):
        fence = "~" * max(3, *(len(m) + 1 for m in re.findall("~{3,}", body)), 3)
        body = f"{fence}text\n{body}\n{fence}"
        why = "reStructuredText is not converted: the text stands as it was, in a draft"
        notes = (*notes, Entry(path, opened.body_line, "(its text)", "mapped", why))
    own = said.get("save_as") or said.get("url")
    address = f"/pages/{slug}.html" if page else f"/{slug}.html"
    if translation and language:
        address = address.replace(".html", f"-{language}.html")
    return Document(
        path, fields, body, opened.body_line,
        kind="page" if page else "article",
        language=language, slug=slug, date=day[1] if day else "",
        group=f"slug {slug}" if slug else "",
        translation=translation, draft=path.endswith(".rst") or said.get("status") == "skip",
        addresses=() if own or not slug else (address,), notes=notes,
    )  # fmt: skip


def _split_lists(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Names and tags may be parted by semicolons, so that they may have commas in them."""
    made = []
    for one in fields:
        if one.name.lower() in ("tags", "authors", "author", "keywords"):
            mark = ";" if ";" in one.text else ","
            items = tuple(p.strip() for p in one.text.split(mark) if p.strip())
            made.append(Field(one.name, items, one.line, several=True) if items else one)
        else:
            made.append(one)
    return tuple(made)
