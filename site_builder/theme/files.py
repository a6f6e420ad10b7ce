"""The files of a theme and of those it extends, as they lie on the disk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.problems import ConfigFailed, Problem, did_you_mean

STYLES = "assets/css/"
FIELDS = ("extends", "styles", "description", "image_sizes")
"""What theme.yaml may say."""
COLOURS = {
    "paper": "#ffffff",
    "ink": "#1e1a1d",
    "soft": "#665c62",
    "line": "#ddd3d9",
    "accent": "#7d1b4b",
    "binding": "#7d1b4b",
}
"""Custom properties of ``:root`` that pictures are made in, and what they are unless said."""


@dataclass(frozen=True, slots=True)
class ThemeFile:
    name: str
    """Path below the theme's folder."""
    shown: str
    """Path as a message names it: ``themes/default/templates/base.html``."""
    data: bytes


@dataclass(frozen=True, slots=True)
class ThemeFolder:
    """One theme of a chain, as its own folder says."""

    name: str
    shown: str
    """Path of its theme.yaml as a message names it."""
    files: tuple[ThemeFile, ...]
    extends: str
    styles: tuple[str, ...]
    image_sizes: Mapping[str, str]
    """Template -> how wide it shows the images of a text, in the words of HTML's ``sizes``."""


def read_chain(name: str, folders: Sequence[Path]) -> Iterator[ThemeFolder]:
    """The theme, then the one it extends, and so on. Raises ConfigFailed."""
    seen: list[str] = []
    wanted_by = "site.yaml"
    while name:
        if name in seen:
            loop = " -> ".join([*seen, name])
            raise ConfigFailed([Problem(wanted_by, 0, 0, f"this theme extends itself: {loop}")])
        theme = _read(name, folders, wanted_by)
        yield theme
        seen.append(name)
        name, wanted_by = theme.extends, theme.shown


def _read(name: str, folders: Sequence[Path], wanted_by: str) -> ThemeFolder:
    themes = {f.parent.name: f.parent for d in reversed(folders) for f in d.glob("*/theme.yaml")}
    if (root := themes.get(name)) is None:
        known = f"themes that are there: {', '.join(sorted(themes)) or 'none'}"
        hint = did_you_mean(name, themes) or known
        raise ConfigFailed([Problem(wanted_by, 0, 0, f"there is no theme '{name}'", hint)])
    paths = [root / "theme.yaml"]
    for part in ("assets", "i18n", "templates"):
        paths += sorted(p for p in (root / part).rglob("*") if p.is_file() and p.name[0] != ".")
    files = tuple(
        ThemeFile(
            path.relative_to(root).as_posix(),
            path.relative_to(root.parent.parent).as_posix(),
            path.read_bytes(),
        )
        for path in paths
    )
    about = yaml_mapping(files[0])
    for key in about:
        if key not in FIELDS:
            unknown = f"unknown field '{key}'"
            raise ConfigFailed([Problem(files[0].shown, 0, 0, unknown, did_you_mean(key, FIELDS))])
    styles = about.get("styles") or []
    sizes = about.get("image_sizes") or {}
    if not isinstance(sizes, dict) or not all(isinstance(said, str) for said in sizes.values()):
        message, hint = "image_sizes says nothing for a template", "article.html: 100vw"
        raise ConfigFailed([Problem(files[0].shown, 0, 0, message, hint)])
    extends = about.get("extends") or ""
    return ThemeFolder(name, files[0].shown, files, extends, tuple(styles), sizes)


def yaml_mapping(file: ThemeFile) -> dict[str, Any]:
    """A YAML file of the theme, every scalar as its text. Raises ConfigFailed."""
    import yaml

    try:
        loaded = yaml.load(file.data.decode(), Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = f"this is not YAML: {getattr(error, 'problem', None) or error}"
        raise ConfigFailed([Problem(file.shown, line, column, message)]) from error
    if not loaded:
        return {}
    if not isinstance(loaded, dict):
        message = "this file does not hold 'key: value' lines"
        raise ConfigFailed([Problem(file.shown, 1, 1, message)])
    return loaded


def joined_styles(names: Sequence[str], files: Mapping[str, ThemeFile], wanted_by: str) -> bytes:
    """The style sheets of assets/css/ as one, in the order given. Raises ConfigFailed."""
    missing = [name for name in names if STYLES + name not in files]
    if missing:
        message, hint = f"there is no style '{missing[0]}'", f"expected it in {STYLES}"
        raise ConfigFailed([Problem(wanted_by, 0, 0, message, hint)])
    return "".join(_without_comments(files[STYLES + n].data.decode()) for n in names).encode()


def _without_comments(css: str) -> str:
    """CSS without comments, indentation and empty lines."""
    string_or_comment = r"""("[^"\n]*"|'[^'\n]*')|/\*.*?\*/"""
    kept = re.sub(string_or_comment, lambda m: m[1] or "", css, flags=re.DOTALL)
    return "".join(f"{line.strip()}\n" for line in kept.splitlines() if line.strip())


def colours(css: str) -> tuple[tuple[str, str], ...]:
    """(name, ``#rgb`` or ``#rrggbb``) of each of ``COLOURS``, as ``:root`` says outside any rule.

    The last one counts, as in a browser; what is said in another way than in hex is not understood.
    """
    found = dict(COLOURS)
    depth, at = 0, 0
    for brace in re.finditer(r"[{}]", css):
        if brace[0] == "{":
            if depth == 0 and css[at : brace.start()].strip() == ":root":
                block = css[brace.end() : css.find("}", brace.end())]
                for name, value in re.findall(r"--([a-z]+):\s*(#[0-9a-fA-F]{3,6})\s*[;\n]", block):
                    if name in found and len(value) in (4, 7):
                        found[name] = value.lower()
            depth += 1
        else:
            depth -= 1
        at = brace.end()
    return tuple(sorted(found.items()))
