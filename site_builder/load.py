"""content/ -> what an editor put there: articles, authority files, files beside articles.

The only reader of content. It follows no link out of ``content/`` and reads no hidden file.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from site_builder import authorities, characters, languages, urls
from site_builder.model import Kind, Source, TermKind
from site_builder.problems import Problem, did_you_mean, errors, nearest, warning

CONTENT = "content"
FOLDERS: dict[str, Kind] = {"articles": "article", "pages": "page"}
AUTHORITIES = "authorities"
LARGEST_TEXT = 2_200_000
LARGEST_FILE = 50_000_000
"""Bytes; GitHub refuses a file of 100 MB and warns from 50 MB."""
DEEPEST = 12
"""Folders within each other below ``content/``."""


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A language version as found: its folder says the work, its name the language."""

    source: Source
    kind: Kind
    work: str
    language: str


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file beside an article, not looked into yet."""

    path: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Loaded:
    articles: tuple[ArticleFile, ...]
    authorities: tuple[tuple[TermKind, Source], ...]
    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Finding:
    """What is collected on the walk."""

    root: Path
    languages: tuple[str, ...]
    articles: list[ArticleFile] = field(default_factory=list)
    authorities: list[tuple[TermKind, Source]] = field(default_factory=list)
    files: list[FoundFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    """Folders whose name was reported; once is enough, however many files they hold."""

    def wrong(self, path: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(path, 0, 0, message, hint))


def load(root: Path, site_languages: tuple[str, ...]) -> Loaded:
    """Everything below ``root/content``, sorted by path. Nothing an editor did raises."""
    finding = _Finding(root, site_languages)
    if not (root / CONTENT).is_dir():
        finding.wrong(CONTENT, "there is no such folder", "put articles in content/articles/")
    for path in _walk(finding, CONTENT):
        _take(finding, path)
    return _loaded(finding)


def load_some(root: Path, site_languages: tuple[str, ...], paths: Sequence[str]) -> Loaded:
    """These files alone, of which all but what they hold is as ``load`` found it."""
    finding = _Finding(root, site_languages)
    for path in sorted(paths):
        if not (root / path).is_symlink() or _stays_inside(finding, path):
            _take(finding, path)
    return _loaded(finding)


def _loaded(finding: _Finding) -> Loaded:
    return Loaded(
        tuple(finding.articles),
        tuple(finding.authorities),
        tuple(finding.files),
        tuple(finding.problems),
    )


def read_found(root: Path, file: FoundFile) -> bytes | None:
    """The file's bytes; None if they are no longer those that were found."""
    try:
        data = (root / file.path).read_bytes()
    except OSError:
        return None
    return data if _digest(data) == file.digest else None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _walk(finding: _Finding, folder: str) -> Iterator[str]:
    """Paths of the files below a folder, sorted; reports what cannot be a name or a place."""
    try:
        entries = sorted(os.scandir(f"{finding.root}/{folder}"), key=lambda e: e.name)
    except OSError as error:
        if folder != CONTENT or (finding.root / CONTENT).exists():
            finding.wrong(folder, f"this folder cannot be read: {error.strerror}")
        return
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        path = f"{folder}/{entry.name}"
        if not _usable_name(finding, path, entry.name):
            continue
        same = languages.fold_name(entry.name)
        if same in seen:
            finding.wrong(
                path,
                f"'{entry.name}' and '{seen[same]}' differ only in capitals or Unicode form",
                "many computers cannot tell them apart; rename one",
            )
            continue
        seen[same] = entry.name
        if entry.is_symlink() and not _stays_inside(finding, path):
            continue
        if entry.is_dir(follow_symlinks=False):
            if path.count("/") > DEEPEST:
                finding.wrong(path, f"more than {DEEPEST} folders within each other", "move it up")
            elif _is_article(path):
                finding.wrong(path, "this is a folder", "an article is a file of this name")
            else:
                yield from _walk(finding, path)
        else:
            yield path


def _usable_name(finding: _Finding, path: str, name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        shown = name.encode("utf-8", "replace").decode()
        finding.wrong(
            f"{path.rpartition('/')[0]}/{shown}", "the file's name is not UTF-8", "rename it"
        )
        return False
    if errors(characters.check(name, path)) or "\n" in name or "\t" in name:
        finding.wrong(
            characters.printable(path), "the file's name has an invisible character", "rename it"
        )
        return False
    if name.lower().partition(".")[0] in urls.WINDOWS_DEVICES:
        finding.wrong(path, f"'{name}' is a reserved name on Windows", "rename it")
        return False
    return True


def _stays_inside(finding: _Finding, path: str) -> bool:
    full = finding.root / path
    inside = (finding.root / CONTENT).resolve()
    try:
        target = full.resolve(strict=True)
    except (OSError, RuntimeError):
        finding.wrong(path, "this link leads nowhere", "delete it, or put the file itself here")
        return False
    if not target.is_relative_to(inside):
        finding.wrong(path, "this link leads out of content/", "put the file itself here")
        return False
    if any(part.startswith(".") for part in target.relative_to(inside).parts):
        finding.wrong(path, "this link leads to a hidden file", "put the file itself here")
        return False
    if target.is_dir():
        finding.wrong(path, "links to folders are not followed", "put the folder itself here")
        return False
    return True


def _read(finding: _Finding, path: str, largest: int) -> bytes | None:
    full = f"{finding.root}/{path}"  # A Path takes longer to make than a file to read.
    try:
        status = os.stat(full)
        if not stat.S_ISREG(status.st_mode):
            finding.wrong(path, "this is not an ordinary file", "delete it")
            return None
        if status.st_size > largest:
            finding.wrong(
                path, f"this file is larger than {largest // 1_000_000} MB", "make it smaller"
            )
            return None
        with open(full, "rb") as file:
            return file.read()
    except OSError as error:
        finding.wrong(path, f"this file cannot be read: {error.strerror}", "check its permissions")
        return None


def _source(finding: _Finding, path: str) -> Source | None:
    data = _read(finding, path, LARGEST_TEXT)
    if data is None:
        return None
    text = characters.decode(data, path)
    if isinstance(text, Problem):
        finding.problems.append(text)
        return None
    return Source(path, text, _digest(data))


def _take(finding: _Finding, path: str) -> None:
    """Sorts one file into what it is."""
    top, _, rest = path.removeprefix(f"{CONTENT}/").partition("/")
    if not rest:
        finding.problems.append(
            warning(path, 0, 0, "this file is in no folder of the archive and is not used",
                    "articles are in content/articles/, pages in content/pages/")
        )  # fmt: skip
    elif top == AUTHORITIES:
        _take_authority(finding, path, rest)
    elif top not in FOLDERS:
        hint = did_you_mean(top, (*FOLDERS, AUTHORITIES))
        finding.wrong(path, f"'{top}' is not a folder of the archive", hint or "move it")
    elif _is_article(path):
        _take_article(finding, path, FOLDERS[top], rest)
    else:
        _take_file(finding, path, rest)


def _is_article(path: str) -> bool:
    return path.lower().endswith((".md", ".markdown"))


def _usable_folder(finding: _Finding, path: str, work: str) -> bool:
    problem = urls.folder_problem(work)
    if problem and work not in finding.told:
        finding.told.add(work)
        finding.wrong(path, *problem)
    return problem is None


def _take_file(finding: _Finding, path: str, rest: str) -> None:
    """A picture, a document: whatever stands beside an article."""
    work, _, name = rest.rpartition("/")
    if not work:
        finding.wrong(path, "this file belongs to no work", "put it beside the article it is for")
    elif not re.fullmatch(urls.FILE_NAME, name) or len(name) > urls.LONGEST_NAME:
        finding.wrong(
            path, f"'{name[:80]}' cannot be part of an address",
            "name files in ASCII letters, digits and hyphens, with their type: town-square.jpg",
        )  # fmt: skip
    elif _usable_folder(finding, path, work):
        data = _read(finding, path, LARGEST_FILE)
        if data is not None:
            finding.files.append(FoundFile(path, _digest(data), len(data)))


def _take_authority(finding: _Finding, path: str, name: str) -> None:
    kind = authorities.FILES.get(name)
    if kind is None:
        stems = {file.removesuffix(".yaml"): file for file in authorities.FILES}
        near = nearest(name.rpartition(".")[0], stems)
        known = "the files are: " + ", ".join(authorities.FILES)
        hint = f"did you mean '{stems[near]}'?" if near else known
        finding.wrong(path, f"'{name}' is not an authority file", hint)
    elif source := _source(finding, path):
        finding.authorities.append((kind, source))


def _take_article(finding: _Finding, path: str, kind: Kind, rest: str) -> None:
    work, _, name = rest.rpartition("/")
    stem = name.rpartition(".")[0]
    if not work:
        finding.wrong(
            path, "an article needs a folder of its own",
            f"move it to content/{path.split('/')[1]}/{urls.term_id(stem)}/<language>.md",
        )  # fmt: skip
        return
    if not _usable_folder(finding, path, work):
        return
    if not languages.is_tag(stem):
        finding.wrong(
            path, f"'{stem}' is not a language", "name the file for its language: en.md, ar.md"
        )
        return
    language = languages.canonical(stem)
    if f"{language}.md" != name:
        message = f"'{name}' is not how a language version is named"
        finding.wrong(path, message, f"name it {language}.md")
        return
    if language not in finding.languages:
        finding.wrong(
            path, f"the language '{language}' is not in site.yaml",
            did_you_mean(language, finding.languages) or f"add {language} to its languages",
        )  # fmt: skip
        return
    if source := _source(finding, path):
        finding.articles.append(ArticleFile(source, kind, work, language))
