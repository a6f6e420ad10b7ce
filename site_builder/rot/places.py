"""Every outside address of the archive, with where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.model import Archive, Article


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an address is written, and whether an archived copy stands beside it."""

    path: str
    line: int
    column: int
    archived: str = ""


def outside_addresses(archive: Archive) -> dict[str, tuple[Place, ...]]:
    """Address -> the places that name it; sorted, without fragments, each asked for once."""
    found: dict[str, set[Place]] = {}
    for address, place in _named(archive):
        plain = address.partition("#")[0]
        if plain.lower().startswith(("http://", "https://")):
            found.setdefault(plain, set()).add(place)
    return {address: tuple(sorted(found[address])) for address in sorted(found)}


def _named(archive: Archive) -> Iterator[tuple[str, Place]]:
    for work in (*archive.works, *archive.pages):
        for version in work.versions:
            yield from _in_article(version.article)
    for _, term in sorted(archive.terms.items()):
        if not term.path:
            continue
        same = ((a, f"same_as.{number}") for number, a in enumerate(term.same_as))
        for address, key in ((term.url, "url"), *same):
            if address:
                yield address, Place(term.path, *term.mark(key))


def _in_article(article: Article) -> Iterator[tuple[str, Place]]:
    header = article.header
    if header.source:
        place = Place(article.path, *article.mark("source.url"), header.source.archived)
        yield header.source.url, place
        yield header.source.archived, Place(article.path, *article.mark("source.archived"))
    original = header.translation.original if header.translation else None
    if original:
        yield original.url, Place(article.path, *article.mark("translation.original.url"))
    if header.rights:
        yield header.rights.statement, Place(article.path, *article.mark("rights"))
    for block in article.facts:
        for link in block.links:
            if isinstance(link, str):
                yield link, Place(article.path, block.line, 1)
