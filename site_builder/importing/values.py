"""What is read out of a collection, what becomes of it, and the account of every field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Fate = Literal["mapped", "kept", "listed"]
"""To a field of ours; under ``extra``; or nowhere, and then only the report has it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the collection as it was written."""

    name: str
    """With dots for fields within fields."""
    values: tuple[str, ...]
    line: int
    several: bool = False
    """Whether it was a list."""

    @property
    def text(self) -> str:
        return ", ".join(self.values)


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one field, or of one thing in a text."""

    path: str
    line: int
    name: str
    fate: Fate
    to: str
    """The field that it is in now; for what is only listed, why."""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One text of the collection, in whatever way it was marked up."""

    path: str
    fields: tuple[Field, ...]
    body: str
    """Markdown."""
    body_line: int = 1
    kind: Literal["article", "page"] = "article"
    language: str = ""
    """Empty for the collection's main language."""
    slug: str = ""
    date: str = ""
    """What the file's name says, where the fields do not."""
    group: str = ""
    """What its translations have in common; empty if nothing is known of any."""
    translation: bool = False
    draft: bool = False
    addresses: tuple[str, ...] = ()
    """Where it was published, from the root of the old site."""
    notes: tuple[Entry, ...] = ()
    """What happened to its text on the way to Markdown."""


@dataclass(frozen=True, slots=True)
class Collection:
    """All that a format's reader gives."""

    documents: tuple[Document, ...]
    entries: tuple[Entry, ...] = ()
    """Fields that belong to no document, or to none that is brought in."""
    base: str = ""
    """The old site's address or path prefix, which its links may begin with."""
    roots: tuple[str, ...] = ("",)
    """Folders that an absolute path (``/images/a.jpg``) may be below."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The collection's files as found; a single file is a tree of one."""

    texts: Mapping[str, str]
    """Path below the collection's folder -> text, for files that may hold any."""
    others: frozenset[str] = frozenset()
    """Paths of all other files: pictures, documents."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file to be: an article of ours."""

    path: str
    """Below ``content/``."""
    text: str
    origin: str
    language: str


@dataclass(frozen=True, slots=True)
class Imported:
    """All that is to be written, and the account."""

    files: tuple[Written, ...]
    copies: tuple[tuple[str, str], ...]
    """(path below ``content/``, path in the collection) of files that the texts show."""
    entries: tuple[Entry, ...]
