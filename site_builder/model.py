"""The frozen values that flow from stage to stage; standard library only.

    Source -> Article -> Work -> Archive

Every stage makes a new type; no field is filled in later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, overload

Kind = Literal["article", "page"]
Status = Literal["published", "draft", "withdrawn"]
Marks = Mapping[str, tuple[int, int]]
"""Header key (``source.url``, ``keywords.2``) -> (line, column), both from 1."""

TermKind = Literal["keyword", "source", "person", "place", "collection"]
TERM_KINDS: tuple[TermKind, ...] = ("keyword", "source", "person", "place", "collection")


def _nearest_mark(marks: Marks, key: str) -> tuple[int, int] | None:
    while key and key not in marks:
        key = key.rpartition(".")[0]
    return marks.get(key)


@dataclass(frozen=True, slots=True)
class LangText:
    """A text and the language it is written in (a BCP 47 tag, lower case)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date of EDTF level 0 or 1 (ISO 8601-2:2019), possibly an interval."""

    text: str
    """As written, normalised: ``2015-03~``, ``2015-03/2015-04``."""
    first: tuple[int, ...]
    """(year,), (year, month) or (year, month, day) of the (first) date."""
    last: tuple[int, ...] | None = None
    """The end of an interval; () when it is open; None when there is no interval."""
    approximate: bool = False
    uncertain: bool = False
    season: int = 0
    """21 spring, 22 summer, 23 autumn, 24 winter; ``first`` then holds the season's first month."""
    open_start: bool = False
    """``../2015``: when it began is not known, and ``first`` repeats the end."""

    @property
    def year(self) -> int:
        return self.first[0]

    @property
    def earliest(self) -> tuple[int, int, int]:
        """The first day it can mean, for sorting."""
        year, month, day = (*self.first, 1, 1)[:3]
        return (year, month, day)

    @property
    def decade(self) -> bool:
        """Whether digits of the year are not known: ``201X``, ``20XX``."""
        return "X" in self.text[:4]

    @property
    def end(self) -> tuple[int, ...]:
        """The last year, month or day it can mean, as precise as ``first``; () when open."""
        if self.last is not None:
            return self.last
        if self.season:
            year, month = self.first
            return (year + month // 12, (month + 2) % 12 or 12)
        if self.decade:
            return (int(self.text[:4].replace("X", "9")),)
        return self.first


# --- what an editor writes -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read."""

    path: str
    text: str
    digest: str
    """Hex digest of the file's bytes: the key under which what is made of it is remembered."""


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a text was first published, or what it rests on (schema:isBasedOn, dcterms:source)."""

    name: str = ""
    """An id of sources.yaml, or a name in free words."""
    title: str = ""
    url: str = ""
    archived: str = ""
    accessed: Edtf | None = None
    sha256: str = ""
    relation: Literal["published", "based-on"] = "published"


@dataclass(frozen=True, slots=True)
class Rights:
    statement: str = ""
    """An SPDX licence id, or the address of a licence or of a rightsstatements.org statement."""
    holder: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExternalOriginal:
    """An original that is not in the archive."""

    language: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """How a language version came from another (schema:translationOfWork)."""

    of: str = ""
    """The language it was made from; empty means from the original."""
    translators: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    date: Edtf | None = None
    method: Literal["human", "machine", "post-edited"] = "human"
    note: str = ""
    blocks: tuple[str, ...] = ()
    """Fingerprints of the original's blocks when this translation was made."""
    original: ExternalOriginal | None = None
    differs: tuple[str, ...] = ()
    """Kinds of difference that are meant, and not reported; see ``checks.translations``."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    date: Edtf
    reason: str


@dataclass(frozen=True, slots=True)
class Correction:
    date: Edtf
    note: str


@dataclass(frozen=True, slots=True)
class LeadImage:
    file: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The front matter of one file, as said there; None means it says nothing."""

    title: str
    deck: str | None = None
    date: Edtf | None = None
    source: SourceRef | None = None
    keywords: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    people: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    collections: tuple[str, ...] | None = None
    type: str | None = None
    added: Edtf | None = None
    updated: Edtf | None = None
    rights: Rights | None = None
    translation: Translation | None = None
    status: Status | None = None
    publish_after: str | None = None
    """ISO date; the version is unpublished before it."""
    withdrawn: Withdrawal | None = None
    warning: str | None = None
    corrections: tuple[Correction, ...] = ()
    aliases: tuple[str, ...] = ()
    image: LeadImage | None = None
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Names and texts that are kept with the file; no stage reads them."""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list, quote, table, figure or code block of a text."""

    number: int
    """From 1; the anchor is ``b<number>``."""
    kind: str
    fingerprint: str
    """NFC, white space collapsed, SHA-256, the first 8 hex digits."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quote that says who is quoted."""

    anchor: str
    """Id in the page of the block it is: ``b7``, or what the editor called it."""
    text: LangText
    """The words as this version has them, a line for each paragraph."""
    attribution: str
    """As printed, without the dash before it."""
    original: LangText | None = None
    """The original wording, if given; its language is empty if nothing tells it."""


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """What of one block a translation has to keep; compared by ``checks.translations``."""

    line: int
    """Where it begins in its file."""
    numbers: tuple[str, ...] = ()
    """In the text's order and one form for all languages; see ``languages.numbers_in``."""
    links: tuple[int | str, ...] = ()
    """A number is the place of a relative link in ``Article.links``; a text is an address."""
    images: tuple[int | str, ...] = ()
    notes: int = 0
    """References to footnotes."""
    quotations: int = 0
    """Block quotes, and of these (``attributions``) how many say who is quoted."""
    attributions: int = 0


@dataclass(frozen=True, slots=True)
class Blocks(Sequence[Block]):
    """The blocks of a text, held as characters: of thousands of texts, few are asked for theirs."""

    told: str = ""
    """Kind and fingerprint of each, in lines."""

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Blocks:
        return cls("\n".join(f"{block.kind} {block.fingerprint}" for block in blocks))

    def __len__(self) -> int:
        return self.told.count("\n") + 1 if self.told else 0

    def __iter__(self) -> Iterator[Block]:
        lines = map(str.split, self.told.splitlines())
        return (Block(number, kind, print_) for number, (kind, print_) in enumerate(lines, 1))

    @overload
    def __getitem__(self, at: int) -> Block: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Block, ...]: ...

    def __getitem__(self, at: int | slice) -> Block | tuple[Block, ...]:
        return tuple(self)[at]


@dataclass(frozen=True, slots=True)
class Facts(Sequence[BlockFacts]):
    """The facts of a text's blocks, held as characters: only translations are asked for theirs."""

    told: str = "[]"
    """JSON: of each its fields, as far as they say something."""

    @classmethod
    def of(cls, facts: Iterable[BlockFacts]) -> Facts:
        rows = []
        for one in facts:
            row = [
                one.line, one.numbers, one.links, one.images,
                one.notes, one.quotations, one.attributions,
            ]  # fmt: skip
            while not row[-1] and row[1:]:
                row.pop()
            rows.append(row)
        return cls(json.dumps(rows, separators=(",", ":")))

    def __len__(self) -> int:
        return len(_facts(self.told))

    def __iter__(self) -> Iterator[BlockFacts]:
        return iter(_facts(self.told))

    @overload
    def __getitem__(self, at: int) -> BlockFacts: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[BlockFacts, ...]: ...

    def __getitem__(self, at: int | slice) -> BlockFacts | tuple[BlockFacts, ...]:
        return _facts(self.told)[at]


@lru_cache(maxsize=16)
def _facts(told: str) -> tuple[BlockFacts, ...]:
    def fields(row: list[Any]) -> list[Any]:
        return [row[0], *map(tuple, row[1:4]), *row[4:]]

    return tuple(BlockFacts(*fields(row)) for row in json.loads(told))


@dataclass(frozen=True, slots=True)
class Link:
    """A relative link or image of a text, still as the editor wrote it.

    In the body's HTML its place is held by ``Body.marker(index)``.
    """

    target: str
    line: int
    column: int
    image: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The text of one version, made once and fetched only when it is rendered or indexed."""

    html: str
    """Safe HTML in which relative links are markers; see ``marker``."""
    text: str
    """Plain text: blocks separated by an empty line."""
    marker: str
    """Link number n stands in ``html`` as ``<marker><n>.``; no author can write it by accident."""


@dataclass(frozen=True, slots=True)
class Article:
    """One language version as parsed, without its body."""

    path: str
    kind: Kind
    work: str
    """Folder below ``content/articles`` or ``content/pages``: ``2015/kobani``."""
    language: str
    digest: str
    header: Header
    marks: Marks
    headings: tuple[Heading, ...]
    blocks: Blocks
    links: tuple[Link, ...]
    anchors: tuple[str, ...]
    """Every id in the body that a link may point to, as written by the editor."""
    excerpt: str
    """The first sentences of the text, for descriptions."""
    words: int
    """Words, or characters in scripts that do not separate words."""
    facts: Facts = field(default=Facts(), repr=False)
    quotations: tuple[Quotation, ...] = field(default=(), repr=False)
    """One for each block, then one for the notes, if there are any."""
    vocabulary: bytes = field(default=b"", repr=False)
    """The words that names may hold, folded and compressed; see ``languages.vocabulary``."""

    def mark(self, key: str) -> tuple[int, int]:
        """(line, column) of a header key; of its parent, or of the file's start, if unsaid."""
        return _nearest_mark(self.marks, key) or (1, 1)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file beside an article that passed the checks, and what it will be published as."""

    path: str
    digest: str
    media_type: str
    size: int
    width: int = 0
    height: int = 0
    """Pixels as displayed; 0 for what has none."""
    frames: int = 0
    """1 for a still picture of pixels, more for an animation, 0 for all else."""


# --- what linking makes of it ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """A keyword, source, person, place or collection, with its names in every language."""

    kind: TermKind
    id: str
    """Unique within its kind; also the last part of its address."""
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    broader: str = ""
    same_as: tuple[str, ...] = ()
    url: str = ""
    language: str = ""
    type: str = ""
    formerly: tuple[str, ...] = ()
    """Ids that it had: their pages lead to its own."""
    latitude: float | None = None
    longitude: float | None = None
    works: tuple[str, ...] = ()
    """A collection's works in the curator's order."""
    declared: bool = True
    """False for a free word of a header that no authority file knows."""
    path: str = ""
    line: int = 0
    marks: Marks = field(default_factory=dict, repr=False)
    """Where each of its fields stands: ``label``, ``alias.en.0``, ``works.2``."""

    def mark(self, key: str) -> tuple[int, int]:
        """(line, column) of a field; of its parent, or of the term, if unsaid."""
        return _nearest_mark(self.marks, key) or (self.line, 1)


@dataclass(frozen=True, slots=True)
class Version:
    """One language version, linked: what it does not say it has from the original."""

    article: Article
    language: str
    """The article's."""
    address: str
    """``/ar/2015/kobani/``"""
    title: LangText
    deck: LangText | None
    date: Edtf | None
    source: SourceRef | None
    source_term: str
    """Id of the source's term; empty when there is none."""
    keywords: tuple[str, ...]
    authors: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]
    collections: tuple[str, ...]
    """Ids of terms."""
    translators: tuple[str, ...]
    reviewers: tuple[str, ...]
    type: str
    added: Edtf | None
    updated: Edtf | None
    rights: Rights | None
    rights_language: str
    warning: LangText | None
    image: LeadImage | None
    image_language: str
    withdrawn: Withdrawal | None
    withdrawn_language: str
    status: Status
    translated_from: str
    """Language of the version it was made from; empty for an original."""
    changed_blocks: tuple[int, ...] | None
    """Numbers of the original's blocks that changed since this translation; None if not stamped."""
    links: tuple[str, ...]
    """What each of the article's links points to: a site address, with its anchor."""
    link_assets: tuple[str, ...]
    """For each link the path of the asset that it points to; empty where it is none."""


@dataclass(frozen=True, slots=True)
class Work:
    """All readable language versions of one thing; withdrawn ones are kept apart."""

    id: str
    kind: Kind
    versions: tuple[Version, ...]
    """In the site's order of languages."""
    original: str
    """Language of the original; empty when the original is not in the archive."""
    fullest: str
    """Language of the version that the others have their date, source and so on from."""

    def in_language(self, language: str) -> Version | None:
        for version in self.versions:
            if version.language == language:
                return version
        return None

    @property
    def lead(self) -> Version:
        """The original, or the version that says the most, or the first in the site's order."""
        return self.in_language(self.fullest) or self.versions[0]


@dataclass(frozen=True, slots=True)
class Face:
    """A font file that pictures of titles are set in; see ``faces``."""

    path: str = field(repr=False)
    index: int
    """Of the face in a collection."""
    weight: int
    """400 or 700; 0 for a variable one, which has them all."""
    digest: str
    ranges: tuple[tuple[int, int], ...] = field(repr=False, compare=False)
    """First and last of each run of code points that it has letters for."""


@dataclass(frozen=True, slots=True)
class ShareLook:
    """What pictures of titles are made with: faces found here, colours of the theme."""

    faces: tuple[Face, ...]
    colours: tuple[tuple[str, str], ...]
    """(name, ``#rrggbb``): paper, ink, soft, line, accent, binding."""

    def colour(self, name: str) -> str:
        return dict(self.colours)[name]


@dataclass(frozen=True, slots=True)
class Cms:
    """The editor in the browser; see ``outputs.cms``."""

    repo: str
    """``owner/name`` on GitHub."""
    script: str
    """Path of its script from the site's folder, or its web address."""
    branch: str = "main"
    integrity: str = ""
    """Digest of a script that has a web address, as HTML's ``integrity`` has it."""
    auth: str = ""
    """Web address of a service for signing in; empty: with a token."""
    data: bytes = field(default=b"", repr=False)
    """The script itself, if it is a file."""


@dataclass(frozen=True, slots=True)
class Site:
    """site.yaml as read; see ``config``."""

    title: Mapping[str, str]
    tagline: Mapping[str, str]
    base_url: str
    """Absolute, ends in a slash."""
    languages: tuple[str, ...]
    default_language: str
    theme: str
    keywords: Literal["open", "controlled"]
    menu: tuple[str, ...]
    page_size: int
    calendar: Literal["gregorian", "persian"]
    edit_url: str
    """Prefix to which a file's path is appended for "edit this page"; may be empty."""
    report_url: str = ""
    """Where readers report a mistake, with ``{title}``, ``{url}`` and ``{path}``; may be empty."""
    cms: Cms | None = None
    """None: nothing is edited in the browser."""
    redact: str = ""
    """Path of the rules of what is not to be published, from the site's folder; may be empty."""
    priority: tuple[str, ...] = ()
    """Ids of keywords whose works are translated first."""
    lunr_limit: int = 2000
    """Above so many versions in a language, no standard lunr index of it is written."""
    offline: bool = True
    """Whether a reader's device keeps the pages they read."""
    drafts: bool = False
    """Whether drafts are built too (``--drafts``)."""
    today: str = ""
    """ISO date against which ``publish_after`` is held: an input, never read from a clock here."""
    share_images: bool = False
    """Whether every article gets a picture of its title, for those who share it."""
    arabic_face: bool = False
    """Whether pages bring a face of their own for texts in Arabic script."""
    share_look: ShareLook | None = field(default=None, repr=False)
    """What these are made with: an input too; None where none can be made."""
    marks: Marks = field(default_factory=dict, repr=False)
    """Where each setting stands in site.yaml."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything published, linked; what is unpublished is not in it."""

    site: Site
    works: tuple[Work, ...]
    """Articles, newest first; undated last."""
    pages: tuple[Work, ...]
    withdrawn: tuple[Version, ...]
    """Each leaves a page that says when and why, and is in no list, feed, index or export."""
    terms: Mapping[tuple[TermKind, str], Term]
    works_of: Mapping[tuple[TermKind, str], Sequence[Work]]
    """Works about, by or from a term, in the order to list them."""
    assets: Mapping[str, Asset]
    """Path -> the asset, for those that a published version uses."""
    redirects: tuple[tuple[str, str], ...] = ()
    """(old address, address), sorted."""
    unread: frozenset[str] = frozenset()
    """Folders in which a version has errors of its own, and is not here."""
    sought: frozenset[str] = frozenset()
    """Addresses of the versions in which some text, a draft's too, links to a certain place."""
    shared: dict[tuple[object, ...], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What many pages show of it, made and held once; each output has keys of its own."""


# --- what is written -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """A page as data: a template's name and everything that it may see."""

    template: str
    model: object
    """A frozen value of ``pages``; its ``repr`` is its identity."""


@dataclass(frozen=True, slots=True)
class BytesPage:
    data: bytes


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file of the site, published through the cleaning that its media type asks for."""

    source: str
    """Path relative to the site's folder."""
    digest: str
    media_type: str


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What the picture of a title says."""

    title: LangText
    archive: LangText
    source: str
    date: Edtf | None
    calendar: Literal["gregorian", "persian"] = "gregorian"


@dataclass(frozen=True, slots=True)
class CardPage:
    """A picture of a title, see ``share``."""

    card: ShareCard
    made_with: str
    """Digest of the faces and colours that it depends on."""


@dataclass(frozen=True, slots=True)
class PicturePage:
    """A picture of the site in another size or type, made from the pixels of the file."""

    source: str
    """Path relative to the site's folder."""
    digest: str
    width: int
    media_type: str
    """Of what is made."""


Bodies = Callable[[str], Body]
"""An article's digest -> its body, read when it is asked for."""


@dataclass(frozen=True, slots=True)
class MadePage:
    """A file that a function makes when it is needed: a feed, a citation, an index."""

    identity: str
    """Everything ``make`` depends on, as text or as a digest of it."""
    make: Callable[[Bodies], bytes]
    together: bool = False
    """It shares costly work with others, for which there may be workers: one process makes all."""
    told: Callable[[Bodies], bytes] | None = None
    """SHA-256 of what ``make`` would give, where that is known sooner than the bytes are."""


@dataclass(frozen=True, slots=True)
class Unmade:
    """Bytes that nobody may need: a file that has this digest is what they would make it."""

    digest: bytes
    """SHA-256."""
    make: Callable[[], bytes]


Content = bytes | Unmade

Page = TemplatePage | BytesPage | FilePage | PicturePage | CardPage | MadePage


@dataclass(frozen=True, slots=True)
class Output:
    """A file to be, below the output folder: ``ar/2015/kobani/index.html``."""

    path: str
    page: Page
