"""The same articles as each peer wants them: its own header above the same Markdown, in folders of
the same names, with the peer's settings and templates from ``peers/``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import Plan, markdown, picture, works

PEERS = Path(__file__).parent / "peers"
NOT_OF_THE_SITE = ("requirements.txt", "package.json", "package-lock.json", ".npmrc")


@dataclass(frozen=True, slots=True)
class Article:
    folder: str
    """``2015/w000001``"""
    language: str
    title: str
    deck: str
    date: str
    tags: tuple[str, ...]
    """Labels of its keywords in the archive's first language."""
    body: str
    picture: bytes

    @property
    def name(self) -> str:
        return f"{self.folder}/{self.language}"


def articles(plan: Plan) -> Iterator[Article]:
    """Those of ``generate.write_site``, in its order."""
    earlier: list[tuple[str, str]] = []
    for work in works(plan):
        for place, version in enumerate(work.versions):
            text = markdown(work, place, earlier, plan)
            yield Article(
                folder=work.id,
                language=version.language,
                title=version.title,
                deck=version.deck,
                date=work.date,
                tags=tuple(term.labels[0][1] for term in work.keywords),
                body=text.split("---\n", 2)[2],
                picture=picture(work.number) if "](picture.png" in text else b"",
            )
        earlier.append((work.id, work.versions[0].language))


def in_yaml(article: Article) -> str:
    said = {
        "title": article.title,
        "description": article.deck,
        "date": article.date,
        "tags": list(article.tags),
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items()]
    return "\n".join(["---", *lines, "---", article.body]).replace(
        f'"{article.date}"', article.date, 1
    )


def for_pelican(article: Article) -> str:
    return (
        f"Title: {article.title}\nDescription: {article.deck}\nDate: {article.date}\n"
        f"Tags: {', '.join(article.tags)}\nSlug: {article.name}\n\n{article.body}"
    )


def for_nikola(article: Article) -> str:
    return (
        f"<!--\n.. title: {article.title}\n.. slug: {article.language}\n"
        f".. date: {article.date} 00:00:00 UTC\n.. tags: {', '.join(article.tags)}\n"
        f".. description: {article.deck}\n.. type: text\n-->\n\n{article.body}"
    )


def lay_out(
    peer: str,
    folder: Path,
    listed: Iterable[Article],
    header: Callable[[Article], str],
    pictures: str,
    lists: bool,
) -> None:
    """A site's folder. ``pictures``: where they go; ``lists``: whether the keywords' pages, which
    the tool does not make, are written for it as Markdown."""
    shutil.copytree(PEERS / peer, folder, ignore=shutil.ignore_patterns(*NOT_OF_THE_SITE))
    tagged: dict[str, list[Article]] = {}
    for article in listed:
        path = folder / f"content/articles/{article.name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(header(article), encoding="utf-8")
        if article.picture:
            beside = folder / pictures / article.folder
            beside.mkdir(parents=True, exist_ok=True)
            (beside / "picture.png").write_bytes(article.picture)
        for tag in article.tags if lists else ():
            tagged.setdefault(tag, []).append(article)
    if lists:
        write_lists(folder / "content", tagged)


def write_lists(content: Path, tagged: Mapping[str, list[Article]]) -> None:
    (content / "tags").mkdir(parents=True)
    names = sorted(tagged)
    index = [f"- [{tag}](keyword-{n}.md) {len(tagged[tag])}" for n, tag in enumerate(names)]
    pages = {"index.md": "# Newest\n", "tags/index.md": "# Keywords\n\n" + "\n".join(index)}
    for n, tag in enumerate(names):
        rows = (f"- [{one.title}](../articles/{one.name}.md) {one.date}" for one in tagged[tag])
        pages[f"tags/keyword-{n}.md"] = f"# {tag}\n\n" + "\n".join(rows)
    for name, text in pages.items():
        (content / name).write_text(f"{text}\n", encoding="utf-8")
