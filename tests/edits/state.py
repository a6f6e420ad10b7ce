"""A small archive as values that can be edited, and the files that they stand for.

Whatever state it is in, it can be built: what leads to a text that is not there is left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from small_site import WORDS, write

SPOKEN = {
    **WORDS,
    "fr": "archive mémoire lettre rue témoin papier nuit fleuve fenêtre pain voix caméra",
}


@dataclass
class Version:
    title: str
    blocks: list[str]
    header: dict[str, Any] = field(default_factory=dict)
    links: list[tuple[int, str]] = field(default_factory=list)
    """(number of a work, language) of what the text leads to."""


@dataclass
class Work:
    folder: str
    versions: dict[str, Version]
    """The first is the original."""
    picture: str = ""
    """Its SVG; shown by the original alone."""

    @property
    def original(self) -> Version:
        return next(iter(self.versions.values()))


@dataclass
class State:
    """All that an editor can change."""

    languages: list[str]
    settings: dict[str, Any]
    works: dict[int, Work] = field(default_factory=dict)
    terms: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    theme: dict[str, str] = field(default_factory=dict)
    today: str = "2026-01-15"
    serial: int = 0


def files(state: State) -> dict[str, str]:
    """Path below the site's folder -> text, of the whole site."""
    first = state.settings.get("default_language", state.languages[0])
    found = {
        "site.yaml": _yaml({
            "title": {tag: f"Archive {tag}" for tag in state.languages},
            "base_url": "https://example.org/small/",
            "languages": state.languages,
            "theme": "mine",
            **state.settings,
        }),
        f"content/pages/about/{first}.md": "---\ntitle: About\n---\nWhat this is.\n",
        "themes/mine/theme.yaml": "extends: default\n",
    }  # fmt: skip
    found |= {f"themes/mine/{path}": text for path, text in state.theme.items()}
    for name, listed in state.terms.items():
        found[f"content/authorities/{name}.yaml"] = _yaml(
            {key: {**term, **_works_of(state, term)} for key, term in listed.items()}
        )
    for work in state.works.values():
        for language, version in work.versions.items():
            path = f"content/articles/{work.folder}/{language}.md"
            found[path] = _text(state, work, version)
        if work.picture:
            found[f"content/articles/{work.folder}/map.svg"] = work.picture
    return found


def _works_of(state: State, term: Mapping[str, Any]) -> dict[str, list[str]]:
    """The folders of a collection's works, which are known by number."""
    known = [
        state.works[number].folder for number in term.get("works", ()) if number in state.works
    ]
    return {"works": known} if "works" in term else {}


def _text(state: State, work: Work, version: Version) -> str:
    header: dict[str, Any] = {"title": version.title, **version.header}
    blocks = list(version.blocks)
    if version is work.original:
        header.pop("translation", None)
        if work.picture:
            blocks.append("![a map](map.svg)")
    else:
        header.setdefault("translation", {})
    blocks += [
        f"[more](../../{state.works[number].folder}/{language}.md)"
        for number, language in version.links
        if _readable(state, number, language)
    ]
    return f"---\n{_yaml(header)}---\n" + "\n\n".join(blocks) + "\n"


def _readable(state: State, number: int, language: str) -> bool:
    """Whether there is something to lead to: neither gone, nor a draft, nor to come."""
    work = state.works.get(number)
    if work is None or language not in work.versions:
        return False
    said = {**work.original.header, **work.versions[language].header}
    return "status" not in said and said.get("publish_after", "") <= state.today


def _yaml(values: Mapping[str, Any]) -> str:
    """A key a line, the values as JSON, which YAML reads."""
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()
    )


def put(site: Path, wanted: Mapping[str, str]) -> None:
    """Makes a site's folder hold these files, and writes only what differs."""
    for top in ("content", "themes"):
        for path in sorted((site / top).rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(site).as_posix() not in wanted:
                path.unlink()
    for name, text in wanted.items():
        path = site / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write(path, text)


def renamed(value: Any, old: str, new: str) -> Any:
    """The same value with one name for another, wherever it stands by itself."""
    match value:
        case dict():
            return {renamed(k, old, new): renamed(v, old, new) for k, v in value.items()}
        case list():
            return [renamed(one, old, new) for one in value]
    return new if value == old else value
