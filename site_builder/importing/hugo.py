"""Hugo: content/ with YAML, TOML or JSON front matter, bundles, translations by name or folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from site_builder import languages
from site_builder.importing import bodies
from site_builder.importing.assemble import listed
from site_builder.importing.headers import Opened, front_matter, settings
from site_builder.importing.values import Collection, Document, Entry, Field, Tree
from site_builder.problems import Problem

_CONFIGS = tuple(
    f"{folder}{name}.{suffix}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for suffix in ("toml", "yaml", "yml", "json")
)
_TEXT = re.compile(
    r"(?P<stem>[^/]+?)(?:\.(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*))?\.(?:md|markdown)"
)


@dataclass(frozen=True, slots=True)
class _Site:
    config: Mapping[str, Field]
    main: str
    """The default language; '' if the settings do not say."""
    known: frozenset[str]
    folders: Mapping[str, str]
    """Folder of content -> its language."""


def collection(tree: Tree) -> Collection:
    site = _site(tree)
    documents: list[Document] = []
    entries: list[Entry] = []
    for path, text in sorted(tree.texts.items()):
        if not path.startswith("content/") or not _TEXT.fullmatch(path.rpartition("/")[2]):
            continue
        opened = front_matter(text, path)
        if isinstance(opened, Problem):
            why = f"not brought in: {opened.message}"
            entries.append(Entry(path, opened.line, "(the whole file)", "listed", why))
            continue
        opened = opened or Opened((), text, 1)
        if path.rpartition("/")[2].startswith("_index."):
            why = "not brought in: the page of a list, which this archive makes by itself"
            entries += listed(path, opened.fields, why)
            if opened.body.strip():
                entries.append(
                    Entry(path, opened.body_line, "(its text)", "listed", why, opened.body)
                )
            continue
        documents.append(_document(path, opened, site))
    for name in (name for name in _CONFIGS if name in tree.texts):
        entries += listed(name, list(settings(tree.texts[name], name).values()),
                          "a setting of the whole site")  # fmt: skip
    base = site.config["baseurl"].text if "baseurl" in site.config else ""
    roots = ("", "static", "content", "assets", *site.folders)
    return Collection(tuple(documents), tuple(entries), base, roots)


def _site(tree: Tree) -> _Site:
    name = next((name for name in _CONFIGS if name in tree.texts), "")
    config = settings(tree.texts[name], name) if name else {}
    main = (
        config["defaultcontentlanguage"].text.lower() if "defaultcontentlanguage" in config else ""
    )
    known = {key.split(".")[1] for key in config if key.startswith("languages.")}
    folders = {
        one.text.strip("/"): key.split(".")[1]
        for key, one in config.items()
        if key.startswith("languages.") and key.endswith(".contentdir")
    }
    if main:
        known.add(main)
    return _Site(config, main, frozenset(known), folders)


def _document(path: str, opened: Opened, site: _Site) -> Document:
    text = bodies.Text(path, opened.body, opened.body_line)
    bodies.shortcodes(text)
    folder, _, name = path.rpartition("/")
    found = _TEXT.fullmatch(name)
    assert found is not None
    suffix = (found["language"] or "").lower()
    if suffix and site.known and suffix not in site.known:
        suffix = ""
    stem = found["stem"] if suffix or not found["language"] else name.rpartition(".")[0]
    section, language = "content", suffix
    for root, tag in site.folders.items():
        if f"{folder}/".startswith(f"{root}/"):
            section, language = root, language or tag
    below = folder.removeprefix(section).strip("/")
    if not site.folders and not language and languages.is_tag(below.split("/")[0]) and (
        below.split("/")[0].lower() in site.known
    ):  # fmt: skip
        language, _, below = below.partition("/")
        language = language.lower()
    bundle = stem == "index"
    slug = below.rpartition("/")[2] if bundle else stem
    place = below if bundle else f"{below}/{stem}".strip("/")
    said = {one.name.lower(): one.text for one in opened.fields}
    addresses: tuple[str, ...] = ()
    if not said.get("url"):
        last = said.get("slug") or (place.rpartition("/")[2])
        before = place.rpartition("/")[0]
        address = "/".join(part for part in (before, last) if part).lower().replace(" ", "-")
        prefix = f"/{language}" if language and language != site.main else ""
        addresses = (f"{prefix}/{address}/",)
    return Document(
        path, opened.fields, text.text, opened.body_line,
        kind="page" if "/" not in place else "article",
        language=language or site.main, slug=slug, group=f"place {place}",
        translation=bool(language and site.main and language != site.main),
        addresses=addresses, notes=tuple(text.notes),
    )  # fmt: skip
