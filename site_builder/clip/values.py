"""What is recovered of a saved page, and how sure one may be of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where in the page it stood, in words for the report."""

    value: str = ""
    where: str = ""


NOTHING = Found()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the text; ``mark`` holds its place there until it is saved."""

    mark: str
    src: str
    """As the page names it."""
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """A clipped file taken apart."""

    text: str
    html: bool
    url: str = ""
    """The page's own address, if the file tells it."""
    accessed: str = ""
    """ISO day on which it was saved, if the file tells it."""
    parts: tuple[tuple[str, bytes], ...] = ()
    """Pictures inside the file, by the names that the page has for them."""


@dataclass(frozen=True, slots=True)
class Clipping:
    """A text and what is known of it; what was not found is empty."""

    language: str
    title: Found = NOTHING
    deck: Found = NOTHING
    date: Found = NOTHING
    dates: tuple[str, ...] = ()
    """The days that a date without a clear order may mean."""
    source: Found = NOTHING
    url: Found = NOTHING
    authors: tuple[Found, ...] = ()
    keywords: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    """The text in Markdown, a paragraph, heading, list or picture each."""
    pictures: tuple[Picture, ...] = ()
    left_out: tuple[str, ...] = ()
    """Lines around and in the text that were taken for the page's own."""
    links: tuple[tuple[str, str], ...] = ()
    """(address, why) of links that were not kept; their words were."""
