"""Every file to be, each with the key that says whether it must be made again.

Only here is an output held against all the others: two on one path are an error, never a race.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from site_builder.cache import digest_of, engine_digest
from site_builder.model import (
    Archive,
    BytesPage,
    CardPage,
    FilePage,
    MadePage,
    Output,
    Page,
    PicturePage,
    TemplatePage,
    Version,
)
from site_builder.outputs import MakeOutputs, crawler_files
from site_builder.problems import Problem
from site_builder.urls import output_path

OFTEN = 250
"""Outputs between two looks: some hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An output and its key: equal keys, equal bytes."""

    output: Output
    key: str


def plan(
    archive: Archive,
    makers: Iterable[MakeOutputs],
    surroundings: Callable[[str], str],
    look: Callable[[], None] = lambda: None,
) -> tuple[tuple[Planned, ...], tuple[Problem, ...]]:
    """All outputs sorted by path. ``surroundings``: language -> digest of theme and chrome.

    ``look`` is called now and then: somebody may be at work beside.
    """
    outputs: list[Output] = []
    for make in makers:
        for output in make(archive):
            outputs.append(output)
            if not len(outputs) % OFTEN:
                look()
    outputs += crawler_files(archive, tuple(outputs))
    by_path: dict[str, Output] = {}
    folded: dict[str, str] = {}
    twice: list[tuple[str, str]] = []
    for output in outputs:
        other = folded.setdefault(output.path.casefold(), output.path)
        if output.path in by_path or other != output.path:
            twice.append((output.path, other))
        else:
            by_path[output.path] = output
    if not folded.keys().isdisjoint(_all_folders(folded)):
        for path in by_path:
            twice += [(path, folded[up]) for up in _folders(path.casefold()) if up in folded]
    problems = tuple(_claimed_twice(archive, *pair) for pair in sorted(set(twice)))
    remembered: dict[str, str] = {}

    def around(language: str) -> str:
        if language not in remembered:
            remembered[language] = surroundings(language)
        return remembered[language]

    planned: list[Planned] = []
    for path in sorted(by_path):
        planned.append(Planned(by_path[path], key_of(by_path[path].page, around)))
        if not len(planned) % OFTEN:
            look()
    return tuple(planned), problems


def _all_folders(paths: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in found:
            found.add(path)
    return found


def _folders(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


def key_of(page: Page, surroundings: Callable[[str], str]) -> str:
    """Digest of everything that the file's bytes depend on."""
    match page:
        case TemplatePage(template, model):
            language = model.head.language  # type: ignore[attr-defined]
            return digest_of(engine_digest(), surroundings(language), template, repr(model))
        case BytesPage(data):
            return digest_of(data)
        case FilePage(source, digest, media_type):
            return digest_of(engine_digest(), source, digest, media_type)
        case PicturePage(source, digest, width, media_type):
            return digest_of(engine_digest(), source, digest, str(width), media_type)
        case CardPage(card, made_with):
            return digest_of(engine_digest(), repr(card), made_with)
        case MadePage(identity, make):
            name = getattr(make, "__qualname__", "")
            return digest_of(engine_digest(), name, identity)


def _claimed_twice(archive: Archive, path: str, other: str) -> Problem:
    """Names both who claim one address, at the line where one of them says so."""
    claims = _claims(archive)
    found = [c for p in dict.fromkeys((path, other)) for c in claims.get(p.casefold(), ())]
    if not found:
        return Problem(path, 0, 0, f"'{path}' and '{other}' cannot both be written", "rename one")
    (file, line, column), *rest = sorted(found, reverse=True)
    others = ", ".join(sorted({c[0] for c in rest if c[0] != file})) or "a page of the site itself"
    address = "/" + path.removesuffix("index.html")
    return Problem(
        file, line, column, f"the address '{address}' is also that of {others}",
        "rename the folder of one, or take the old address out",
    )  # fmt: skip


def _claims(archive: Archive) -> Mapping[str, list[tuple[str, int, int]]]:
    """Output path -> (file, line, column) of every version and alias that claims it."""
    found: dict[str, list[tuple[str, int, int]]] = {}

    def claim(address: str, version: Version, line: int, column: int) -> None:
        place = (version.article.path, line, column)
        found.setdefault(output_path(address).casefold(), []).append(place)

    versions = [v for w in (*archive.works, *archive.pages) for v in w.versions]
    for version in (*versions, *archive.withdrawn):
        claim(version.address, version, 0, 0)
        for number, alias in enumerate(version.article.header.aliases):
            claim(alias, version, *version.article.mark(f"aliases.{number}"))
    return found
