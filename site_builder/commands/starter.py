"""What a new archive begins with: the files of ``starter/``, and a copy of this engine.

| in `starter/` | becomes |
|---|---|
| `archive/` | the archive's folder; `build.py.txt` is `build.py`, `gitignore` is `.gitignore` |
| `github/`, `vscode/` | `.github/`, `.vscode/` |
| `hooks/` | `hooks/` |

To add a file, put it there. The examples in `archive/content/` have a title and a text in each
language; the archive gets those of its own languages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder import frontmatter, yaml_text
from site_builder.problems import Problem

PACKAGE = Path(__file__).parent.parent
STARTER = PACKAGE / "starter"
EXAMPLES = "content/"
PLACES = {"archive": "", "github": ".github/", "vscode": ".vscode/", "hooks": "hooks/"}
NAMES = {"build.py.txt": "build.py", "gitignore": ".gitignore", "gitattributes": ".gitattributes"}
FOLDERS = {"delete-me": "articles/delete-me", "about": "pages/about"}
ENGINE = "engine/"
ENGINE_FILES = (
    "site_builder/**/*",
    "themes/**/*",
    "docs/*.md",
    "docs/images/*.png",
    "README.md",
    "CHANGELOG.md",
)
REQUIREMENTS = ("requirements.txt", "requirements-clip.txt", "requirements-fonts.txt")


def starter_files(starter: Path = STARTER) -> Iterator[tuple[str, bytes]]:
    """(path in the archive, content) of what is the same for all; the examples apart."""
    for part, place in PLACES.items():
        for path in _files(starter / part, "**/*"):
            name = path.relative_to(starter / part).as_posix()
            if part != "archive" or not name.startswith(EXAMPLES):
                yield place + NAMES.get(name, name), path.read_bytes()


def example(name: str, tags: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Language -> (title, body) of an example, in those of the languages that it has."""
    found = {}
    for tag in tags:
        path = STARTER / "archive/content" / FOLDERS[name] / f"{tag}.md"
        if path.is_file():
            fences = frontmatter.split(path.read_text(encoding="utf-8"), path.name)
            assert not isinstance(fences, Problem)
            found[tag] = (fences[0].removeprefix("title: "), fences[1])
    return found


def labels(keyword: str, tags: tuple[str, ...]) -> dict[str, str]:
    """Language -> label of a keyword of the examples, in those of the languages that it has."""
    path = STARTER / "archive/content/authorities/keywords.yaml"
    node, _ = yaml_text.read(path.read_text(encoding="utf-8"), path.name)
    term = node.get(keyword) if node else None
    label = term.get("label") if isinstance(term, yaml_text.Mapping) else None
    assert isinstance(label, yaml_text.Mapping)
    known = {k.text: v.text for k, v in label.pairs if isinstance(v, yaml_text.Scalar)}
    return {tag: known[tag] for tag in tags if tag in known}


def engine_files() -> dict[str, bytes]:
    """(path in the archive, content) of all that builds it: a copy of what runs now."""
    home = PACKAGE.parent
    found = {}
    for pattern in ENGINE_FILES:
        for path in _files(home, pattern):
            found[ENGINE + path.relative_to(home).as_posix()] = path.read_bytes()
    for name in REQUIREMENTS:
        # In an archive they are beside the engine's folder.
        there = [folder / name for folder in (home, home.parent) if (folder / name).is_file()]
        found |= {name: there[0].read_bytes()} if there else {}
    return found


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(
        path
        for path in folder.glob(pattern)
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    )
