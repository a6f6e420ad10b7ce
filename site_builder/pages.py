"""What each template may see: one frozen value a kind of page.

Addresses are absolute within the site (``/ar/2015/kobani/``); templates turn them
into relative links with the ``href`` filter.
"""

from __future__ import annotations

from dataclasses import dataclass, field, is_dataclass
from typing import Any, Literal

from site_builder.model import Edtf, LangText


@dataclass(frozen=True, slots=True)
class Chrome:
    """What stands round every page of a language."""

    site_title: LangText
    tagline: LangText | None
    languages: tuple[str, ...]
    home: str
    search: str
    menu: tuple[MenuItem, ...]
    base_url: str
    calendar: Literal["gregorian", "persian"] = "gregorian"
    status: str = ""
    """Address of the translations' coverage page; empty when there is none."""
    data: str = ""
    """Address of the archive as data; empty when there is none."""
    offline: str = ""
    """Address of the list of pages kept on the reader's device; empty when none are kept."""
    worker: str = ""
    """Address of the service worker that keeps them."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    label: LangText
    address: str


@dataclass(frozen=True, slots=True)
class VersionLink:
    """The same page in another language."""

    language: str
    address: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the ``<head>`` of a page says."""

    title: str
    language: str
    address: str
    description: str = ""
    versions: tuple[VersionLink, ...] = ()
    """Real versions only, this page included, in the site's order; empty: the page stands alone."""
    noindex: bool = False
    feed: str = ""
    """Address of the feed that goes with the page."""
    og_type: str = "website"
    image: str = ""
    """Address of the picture that is shown where the page is shared."""
    image_alt: str = ""
    image_size: tuple[int, int] = (0, 0)
    """Width and height in pixels; (0, 0) where that is not known."""
    json_ld: str = ""
    """JSON text, safe inside a script element."""
    search: bool = False
    """Whether the page carries the search client."""
    published: str = ""
    """ISO date, for article:published_time."""
    canonical: str = ""
    """Address of the page that this one is another view of; empty for all others."""


@dataclass(frozen=True, slots=True)
class TermLink:
    label: LangText
    address: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A work in a list, in the best language for this reader."""

    title: LangText
    deck: LangText | None
    address: str
    date: Edtf | None
    source: LangText | None
    type: str
    others: tuple[VersionLink, ...]
    """Its other language versions."""
    warning: bool = False
    draft: bool = False
    said: str = field(default="", init=False, repr=False, compare=False)
    """Its ``repr`` once that was asked for: a dozen lists show the same card."""


@dataclass(frozen=True, slots=True)
class WorkLink:
    """A work by its title, in the best language for this reader."""

    title: LangText
    address: str


@dataclass(frozen=True, slots=True)
class CollectionPlace:
    """Where a work stands in a curated collection."""

    collection: TermLink
    number: int
    """From 1, in the curator's order."""
    total: int
    previous: WorkLink | None
    next: WorkLink | None


@dataclass(frozen=True, slots=True)
class PlacePoint:
    """A place on the map."""

    label: LangText
    address: str
    count: int
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Pagination:
    number: int
    total: int
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one heading; ``language`` set where they are grouped by language."""

    cards: tuple[Card, ...]
    language: str = ""
    role: str = ""
    """What a person has to do with the works: author, translator, reviewer or about."""


@dataclass(frozen=True, slots=True)
class SourceBox:
    name: TermLink | None
    title: str
    """In the source's own language, when that is known."""
    language: str
    url: str
    archived: str
    accessed: Edtf | None
    sha256: str
    archived_on: str = ""
    """ISO date of the archived copy, if its address tells it, else of the last visit, if known."""
    based_on: bool = False
    """The text rests on it, and did not appear there; its date is then that of the source."""


@dataclass(frozen=True, slots=True)
class TranslationBox:
    source: VersionLink | None
    """The version it was made from, if the archive has it."""
    original: LangText | None
    """Title of an original that is not in the archive, with its language."""
    original_url: str
    translators: tuple[TermLink, ...]
    reviewers: tuple[TermLink, ...]
    date: Edtf | None
    method: str
    """human, machine or post-edited."""
    note: LangText | None
    changed: int
    """How many of the original's blocks have changed since; 0 when none or not known."""
    total: int
    changes: tuple[tuple[int, str], ...] = ()
    """(number, address) of each of the original's blocks that have changed since."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as a page shows it: the browser takes what suits its screen."""

    width: int
    height: int
    """Of the image itself; a page keeps the place of this shape free."""
    fallback: str
    """Address of what a browser takes that knows no WebP."""
    renditions: tuple[tuple[str, int], ...] = ()
    """(address, width) as WebP, the narrowest first; none of a drawing (SVG) or an animation."""


@dataclass(frozen=True, slots=True)
class FigureBox:
    address: str
    """Of the image itself, in full size."""
    alt: LangText
    caption: LangText | None
    credit: LangText | None
    picture: Picture


@dataclass(frozen=True, slots=True)
class RightsBox:
    name: str
    url: str
    holder: str
    note: str
    language: str


@dataclass(frozen=True, slots=True)
class HeadingLink:
    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    date: Edtf
    note: LangText


@dataclass(frozen=True, slots=True)
class BodyRef:
    """Which body to render, and where its relative links lead."""

    digest: str
    """Key of the body in the cache."""
    links: tuple[str, ...]
    """Site addresses in the order of the body's markers."""
    pictures: tuple[Picture | None, ...] = ()
    """For each link the image that it shows; None where it shows none."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The parts of "how to cite", in the order they are read."""

    authors: tuple[LangText, ...]
    translators: tuple[LangText, ...]
    title: LangText
    source: LangText | None
    """Where it appeared first; None for a text of the archive's own."""
    date: Edtf | None
    archive: LangText
    url: str


@dataclass(frozen=True, slots=True)
class Download:
    label: str
    """Phrase key: ``download.bibtex``."""
    file: str
    """Its name, beside the page."""
    media_type: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """template: article.html"""

    head: Head
    kind: str
    """article or page"""
    title: LangText
    deck: LangText | None
    date: Edtf | None
    type: str
    authors: tuple[TermLink, ...]
    source: SourceBox | None
    translation: TranslationBox | None
    warning: LangText | None
    corrections: tuple[CorrectionNote, ...]
    draft: bool
    withdrawn_date: Edtf | None
    withdrawn_reason: LangText | None
    """Set for a withdrawn version, which has no body, image or lists."""
    image: FigureBox | None
    headings: tuple[HeadingLink, ...]
    """Table of contents; empty for short texts."""
    body: BodyRef | None
    minutes: int
    keywords: tuple[TermLink, ...]
    people: tuple[TermLink, ...]
    places: tuple[TermLink, ...]
    collections: tuple[CollectionPlace, ...]
    related: tuple[Card, ...]
    previous: Card | None
    next: Card | None
    added: Edtf | None
    updated: Edtf | None
    rights: RightsBox | None
    citation: Citation | None
    downloads: tuple[Download, ...]
    edit_url: str
    report_url: str = ""
    """Where to report a mistake in this page; empty when the archive says no place."""
    parallels: tuple[VersionLink, ...] = ()
    """The other version's language, and where the two stand side by side."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two versions side by side."""

    language: str
    title: LangText
    deck: LangText | None
    address: str
    authors: tuple[TermLink, ...]
    translators: tuple[TermLink, ...]
    reviewers: tuple[TermLink, ...]
    original: bool
    method: str
    """human, machine or post-edited; empty for an original."""
    changed: int
    """How many of the original's blocks have changed since; 0 when none or not known."""
    draft: bool
    body: BodyRef


@dataclass(frozen=True, slots=True)
class ParallelPage:
    """template: parallel.html - two versions side by side; the template is given ``pairs``"""

    head: Head
    sides: tuple[Side, Side]
    """The first is in the language of the page."""
    versions: tuple[VersionLink, ...]
    """The article's pages, in every language it has."""
    swapped: str
    """The same two in the other order."""
    warnings: tuple[LangText, ...]
    date: Edtf | None
    source: TermLink | None
    archive: LangText


@dataclass(frozen=True, slots=True)
class TermBox:
    """What is known of the term a list is about."""

    kind: str
    note: LangText | None
    aliases: tuple[LangText, ...]
    """Its names in other languages, then its other names."""
    broader: tuple[TermLink, ...]
    """The whole chain above, the broadest first; without an address where there is no page."""
    narrower: tuple[TermLink, ...]
    same_as: tuple[str, ...]
    url: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """template: list.html - a keyword, source, person, place, collection, year, or everything"""

    head: Head
    kind: str
    """keyword, source, person, place, collection, year, undated or all"""
    title: LangText
    term: TermBox | None
    year: int
    """The year of a year's list; 0 otherwise."""
    count: int
    groups: tuple[Group, ...]
    pagination: Pagination
    up: str
    """Address of the index this list belongs to."""
    first: int = 1
    """Which of all the works the first on this page is."""


@dataclass(frozen=True, slots=True)
class AzLetter:
    letter: str
    anchor: str
    """Its id on the page where it begins."""
    address: str
    """Address of that page, with the anchor."""


@dataclass(frozen=True, slots=True)
class AzGroup:
    letter: AzLetter
    terms: tuple[TermLink, ...]


@dataclass(frozen=True, slots=True)
class CollectionBox:
    """A curated collection, on a front page and in the list of them."""

    collection: TermLink
    note: LangText | None
    works: tuple[WorkLink, ...]
    """Its first works, in the curator's order."""


@dataclass(frozen=True, slots=True)
class AzPage:
    """template: az.html - all keywords (sources, people, ...) in the language's own order"""

    head: Head
    kind: str
    letters: tuple[AzLetter, ...]
    """All of them, whichever page they begin on."""
    groups: tuple[AzGroup, ...]
    """Those of this page."""
    pagination: Pagination
    data: str = ""
    """Address of the same terms as data (SKOS)."""
    points: tuple[PlacePoint, ...] = ()
    """Of the first page of places: those to draw on a map."""
    collections: tuple[CollectionBox, ...] = ()
    """Of collections: what each is, in place of the letters."""


@dataclass(frozen=True, slots=True)
class YearCount:
    year: int
    """0 for undated."""
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class YearsPage:
    """template: years.html"""

    head: Head
    years: tuple[YearCount, ...]


@dataclass(frozen=True, slots=True)
class LeadStory:
    card: Card
    image: FigureBox | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """template: home.html - the front page of a language"""

    head: Head
    lead: LeadStory | None
    """The newest work in this language, or else in another."""
    newest: tuple[Card, ...]
    """The next newest in this language."""
    elsewhere: tuple[Card, ...]
    """The newest that this language lacks."""
    collections: tuple[CollectionBox, ...]
    keywords: tuple[TermLink, ...]
    years: tuple[YearCount, ...]
    browse: tuple[tuple[str, str, int], ...]
    """(kind, address, count) of each A-Z that has anything in it."""
    everything: str
    """Address of the list of all works."""
    count: int
    """How many works there are in all."""
    voices: tuple[str, int] = ("", 0)
    """Address of the quotations, and how many there are; empty where there are none."""
    voice: Voice | None = None
    """One of them, short enough to stand large."""
    points: tuple[PlacePoint, ...] = ()
    """The places with the most works, to draw on a map."""


@dataclass(frozen=True, slots=True)
class VoicePart:
    """A part of an attribution as printed, and what is known of it."""

    text: str
    role: str
    """person (who speaks), place, date, or empty."""
    address: str
    date: Edtf | None


@dataclass(frozen=True, slots=True)
class Voice:
    """A quotation, who says it, and where it stands."""

    text: LangText
    attribution: tuple[VoicePart, ...]
    original: LangText | None
    title: LangText
    """Of the work."""
    address: str
    """Of the quotation in its work."""
    warning: bool


@dataclass(frozen=True, slots=True)
class VoicesPage:
    """template: voices.html - the quotations in the texts of a language"""

    head: Head
    voices: tuple[Voice, ...]
    count: int
    pagination: Pagination
    data: str
    """Address of all quotations as data."""


@dataclass(frozen=True, slots=True)
class LanguageEntry:
    language: str
    title: LangText
    tagline: LangText | None
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class ChooserPage:
    """template: chooser.html - the languages, each named in itself"""

    head: Head
    entries: tuple[LanguageEntry, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """template: search.html"""

    head: Head
    azs: tuple[tuple[str, str], ...]
    """(kind, address): where a reader without JavaScript goes instead."""
    manifest: str
    """Address of the language's search data."""


@dataclass(frozen=True, slots=True)
class OfflinePage:
    """template: offline.html - the pages kept on the reader's device; a script fills it"""

    head: Head


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """template: 404.html - one for all languages; its links are absolute"""

    head: Head
    entries: tuple[LanguageEntry, ...]


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """template: redirect.html"""

    head: Head
    target: str


@dataclass(frozen=True, slots=True)
class StatusCell:
    language: str
    state: str
    """original, current, unstamped, outdated, machine or missing"""
    address: str
    changed: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class StatusRow:
    title: LangText
    address: str
    cells: tuple[StatusCell, ...]


@dataclass(frozen=True, slots=True)
class StatusPage:
    """template: status.html - the coverage and freshness of translations"""

    head: Head
    languages: tuple[str, ...]
    totals: tuple[tuple[str, int, int], ...]
    """(language, versions, of how many works)"""
    rows: tuple[StatusRow, ...]
    order: str = "date"
    """date, title or state"""
    orders: tuple[tuple[str, str], ...] = ()
    """(order, address) of each order in which the works can be read."""
    pagination: Pagination = Pagination(1, 1)
    data: str = ""
    """Address of the same as JSON."""


def _without_guard() -> None:
    """A page's ``repr`` is its identity, and is asked for in every build. The one that
    ``dataclasses`` makes is guarded against values that hold themselves; frozen ones cannot.
    """
    for kind in (*globals().values(), Edtf, LangText):
        if isinstance(kind, type) and is_dataclass(kind):
            said = kind.__repr__
            kind.__repr__ = getattr(said, "__wrapped__", said)  # type: ignore[method-assign]


def _said_once() -> None:
    say = Card.__repr__

    def said(card: Any) -> str:
        if not card.said:
            object.__setattr__(card, "said", say(card))
        return str(card.said)

    Card.__repr__ = said  # type: ignore[method-assign]


_without_guard()
_said_once()
