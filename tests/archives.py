"""Archives made of texts, without a disk: what the tests of linking and checking start from."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

from site_builder import authorities
from site_builder.config import parse_config
from site_builder.link import link
from site_builder.load import ArticleFile
from site_builder.model import Archive, Asset, Source, Version
from site_builder.parse import Parsed, parse_article
from site_builder.problems import Problem

_settings, _ = parse_config(
    "title: A small archive\nbase_url: https://example.org/archive/\nlanguages: [en, ar, fr]\n"
)
assert _settings is not None
SITE = replace(_settings, today="2026-11-23")


def text(header: str = "", body: str = "Text.") -> str:
    """A file with a title, what ``header`` says beside it, and a body."""
    said = f"\n{header.strip()}" if header else ""
    title = "" if header.startswith("title:") else "title: A title"
    return f"---\n{title}{said}\n---\n{body}\n".replace("---\n\n", "---\n", 1)


def file_of(path: str, content: str) -> ArticleFile:
    """``articles/2015/kobani/en.md`` as it would be loaded."""
    top, _, rest = path.partition("/")
    work, _, name = rest.rpartition("/")
    source = Source(f"content/{path}", content, sha256(content.encode()).hexdigest())
    kind = "article" if top == "articles" else "page"
    return ArticleFile(source, kind, work, name.removesuffix(".md"))  # type: ignore[arg-type]


def parsed(path: str, content: str) -> Parsed:
    return parse_article(file_of(path, content))


def linked(files: dict[str, str], **settings: Any) -> tuple[Archive, tuple[Problem, ...]]:
    """The archive that these files make: path below ``content/`` -> text.

    Files that are neither articles nor authority files count as pictures of 10 by 10 pixels.
    """
    site = replace(SITE, **settings)
    results = [parsed(p, c) for p, c in sorted(files.items()) if p.endswith(".md")]
    sources = tuple(
        (authorities.FILES[p.rpartition("/")[2]], Source(f"content/{p}", c, "digest"))
        for p, c in sorted(files.items())
        if p.startswith("authorities/")
    )
    terms, problems = authorities.read_authorities(sources, site.default_language)
    others = [f"content/{p}" for p in files if not p.endswith((".md", ".yaml"))]
    assets = {p: Asset(p, "digest", "image/svg+xml", 1, 10, 10) for p in others}
    paths = [f"content/{p}" for p in files if p.endswith(".md")]
    articles = [result.article for result in results if result.article]
    archive, wrong = link(articles, terms, assets, [*others, *paths], site)
    found = [problem for result in results for problem in result.problems]
    return archive, (*found, *problems, *wrong)


def version(archive: Archive, work: str, language: str) -> Version:
    """A published version by its work and language."""
    of_work = next(w for w in (*archive.works, *archive.pages) if w.id == work)
    found = of_work.in_language(language)
    assert found is not None
    return found


def told(problems: tuple[Problem, ...]) -> list[str]:
    """``path:line:column: message`` of each, without ``content/``."""
    return [
        f"{p.path.removeprefix('content/')}:{p.line}:{p.column}: {p.message}"
        for p in sorted(problems, key=lambda p: (p.path, p.line, p.column, p.message))
    ]
