"""Where each thing lives: the only place that builds a path or an address.

An *address* is absolute within the site and ends in a slash or a file name (``/ar/2015/kobani/``).
Links inside pages are relative and name the file (``../kobani/index.html``), so that one output
works on a domain, below a project path, and from a folder opened without a server.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

PLURALS = {
    "keyword": "keywords",
    "source": "sources",
    "person": "people",
    "place": "places",
    "collection": "collections",
}
CHOOSER = "/"
STATUS = "/status/"
ADMIN = "/admin/"
STATUS_DATA = "/status/status.json"
SITE_FEED = "/feed.xml"
NOT_FOUND = "404.html"
WORKER = "/sw.js"
"""A service worker governs what is below it, so that it lives at the root."""

TAKEN_BELOW_LANGUAGE = frozenset(
    {
        *PLURALS.values(),
        "search",
        "years",
        "all",
        "undated",
        "feed.xml",
        "index",
        "pages",
        "voices",
        "translators",
        "offline",
    }
)
"""First folder names that a work may not have: the site's own pages, or their files, live there."""
TAKEN_AT_ROOT = frozenset({"admin", "assets", "data", "media", "search", "status"})
WINDOWS_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)
ROOT_FILES = frozenset({"feed.xml", "sitemap.xml", "robots.txt", "404.html", ".nojekyll", "sw.js"})
NOT_IN_A_FILE_NAME = re.compile(r'[?#\\:*"<>|\x00-\x20\x7f\ud800-\udfff]')
"""What a path cannot hold on Windows, or in the artifacts of a GitHub workflow."""
LONGEST_NAME = 200
"""Bytes of one part of a path; file systems take 255."""
WORD = r"[a-z0-9]+(?:-[a-z0-9]+)*"
BESIDE = r"with-[a-z]{2,3}(?:-[a-z0-9]{1,8})*"
"""Folders below a work where it stands beside its version in another language."""
FILE_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*\.[A-Za-z0-9]+"


def home(language: str) -> str:
    return f"/{language}/"


def version(language: str, work: str) -> str:
    return f"/{language}/{work}/"


def side_by_side(language: str, work: str, other: str) -> str:
    """A version beside another one, the first in the language of the page."""
    return f"/{language}/{work}/with-{other}/"


def voices(language: str) -> str:
    """The quotations of a language's texts."""
    return f"/{language}/voices/"


def offline(language: str) -> str:
    """The pages that are kept on a reader's device."""
    return f"/{language}/offline/"


def data(name: str) -> str:
    """A file of the archive as data."""
    return f"/data/{name}"


def term_index(language: str, kind: str) -> str:
    return f"/{language}/{PLURALS[kind]}/"


def term(language: str, kind: str, term_id: str) -> str:
    return f"/{language}/{PLURALS[kind]}/{term_id}/"


def year(language: str, number: int) -> str:
    """Year 0 stands for works without a date."""
    return f"/{language}/{number:04d}/" if number else f"/{language}/undated/"


def years(language: str) -> str:
    return f"/{language}/years/"


def everything(language: str) -> str:
    return f"/{language}/all/"


def search(language: str) -> str:
    return f"/{language}/search/"


def status(order: str) -> str:
    """The translations' standing, by date, title or state."""
    return STATUS if order == "date" else f"{STATUS}by-{order}/"


def feed(address: str) -> str:
    """The feed that goes with a list or a front page."""
    return f"{address}feed.xml"


def page(address: str, number: int) -> str:
    """Page ``number`` (from 1) of a list."""
    return address if number == 1 else f"{address}page-{number}/"


def media(work: str, file: str) -> str:
    return f"/media/{work}/{file}"


def media_of(path: str) -> str:
    """The address of a file beside an article, from its path in the site's folder."""
    folder, _, rest = path.removeprefix("content/").partition("/")
    work, _, file = rest.rpartition("/")
    return media(work if folder == "articles" else f"{folder}/{work}", file)


def share_image(address: str) -> str:
    """The picture of the title of the article at an address."""
    return f"{address}share.png"


def rendition(address: str, width: int, suffix: str) -> str:
    """A picture's address -> that of the same picture so many pixels wide, of another type."""
    return f"{address}.{width}{suffix}"


def output_path(address: str) -> str:
    """The file below the output folder that answers at an address (without its fragment)."""
    path = address.partition("#")[0].lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


_PLAIN = re.compile(r"[A-Za-z0-9_.\-/~]*").fullmatch
"""What needs no percent signs in an address."""


def relative(from_path: str, address: str) -> str:
    """A link from an output file to an address, naming the file; keeps the fragment."""
    # Pages are full of links: this is called most of all.
    path, folders, name = _target(address)
    here = _folders(from_path)
    if path == from_path and "#" in name:
        return name[name.index("#") :]
    same = 0
    for one, other in zip(here, folders, strict=False):
        if one != other:
            break
        same += 1
    return "../" * (len(here) - same) + "".join(folders[same:]) + name


@lru_cache(maxsize=8192)
def _target(address: str) -> tuple[str, tuple[str, ...], str]:
    """(output file, its folders, its name with the fragment), the last two quoted."""
    target, mark, fragment = address.partition("#")
    path = output_path(target)
    name = _quoted(path.rpartition("/")[2]) + mark + quote(fragment, safe="~:")
    return path, _folders(path), name


@lru_cache(maxsize=64)
def _folders(path: str) -> tuple[str, ...]:
    """Quoted, each with its slash."""
    return tuple(f"{_quoted(part)}/" for part in path.split("/")[:-1])


def _quoted(path: str) -> str:
    return path if _PLAIN(path) else quote(path, safe="/~")


def absolute(base_url: str, address: str) -> str:
    """The whole URL of an address; ``base_url`` ends in a slash."""
    target, mark, fragment = address.partition("#")
    return base_url + _quoted(target.lstrip("/")) + mark + quote(fragment, safe="~:")


def base_path(base_url: str) -> str:
    """The path under which the site is served: ``/`` or ``/repo/``."""
    return urlsplit(base_url).path or "/"


def term_id(words: str) -> str:
    """An id for a free word: the word itself in ASCII, or a short digest of it.

    A percent-encoded Arabic address runs to over a hundred characters; a digest stays short.
    """
    plain = unicodedata.normalize("NFKD", words.casefold())
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    slug = "-".join(re.findall(r"[a-z0-9]+", ascii_only))
    reserved = slug in WINDOWS_DEVICES or re.fullmatch(r"page-\d+", slug)
    if slug and ascii_only.isascii() and len(slug) <= 80 and not reserved:
        return slug
    digest = hashlib.sha256(unicodedata.normalize("NFC", words).encode()).hexdigest()
    return f"x-{digest[:10]}"


def slug(title: str, longest: int = 60) -> str:
    """A folder's name from a title in Latin script: ``Ünlü şehir`` becomes ``unlu-sehir``.

    Empty for a title with a letter of another script: what is left would name something else.
    """
    opened = "".join(_LATIN.get(c, c) for c in title.casefold())
    plain = unicodedata.normalize("NFKD", opened)
    letters = [c for c in plain if unicodedata.category(c)[0] == "L"]
    if not letters or not all(c.isascii() for c in letters):
        return ""
    # An apostrophe joins: ``don't`` is one word.
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’ʼ`\u0300-\u036f]", "", plain))
    while len("-".join(words)) > longest and len(words) > 1:
        words.pop()
    name = "-".join(words)[:longest]
    return f"a-{name}" if folder_problem(f"0000/{name}") else name


_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h",
    "ı": "i", "ŋ": "n", "ə": "e", "ŧ": "t",
}  # fmt: skip
"""Latin letters that Unicode takes for one sign, after case folding."""


def folder_problem(path: str) -> tuple[str, str] | None:
    """(message, hint) when a work's folder cannot be an address; None when it can."""
    parts = path.split("/")
    for part in parts:
        if not re.fullmatch(WORD, part) or len(part) > 100:
            better = term_id(part)
            return (
                f"the folder '{part}' cannot be part of an address",
                f"name it in lower-case ASCII words with hyphens, such as '{better}'",
            )
        if part in WINDOWS_DEVICES or re.fullmatch(r"page-\d+", part):
            return f"the folder name '{part}' is reserved", f"name it '{part}-1', for instance"
    for part in parts[1:]:
        if re.fullmatch(BESIDE, part):
            return (
                f"the folder name '{part}' is reserved for two versions side by side",
                f"name it '{part.replace('with-', 'and-', 1)}', for instance",
            )
    if parts[0] in TAKEN_BELOW_LANGUAGE:
        return f"the folder name '{parts[0]}' is reserved", f"name it '{parts[0]}-1', for instance"
    if len(parts) == 1 and re.fullmatch(r"\d{4}", parts[0]):
        return (
            f"the folder '{path}' has the address of the year {path}",
            f"put the work in a folder of its own: {path}/name-of-the-work",
        )
    return None


def alias_problem(alias: str) -> tuple[str, str] | None:
    """(message, hint) when an old address cannot be answered by a page of ours."""
    hint = "write it from the root of the site: /old/address/"
    if not alias.startswith("/"):
        return f"the old address '{alias}' does not start with a slash", hint
    if "//" in alias:
        return f"the old address '{alias}' has two slashes in a row", hint
    plain = alias_address(alias)
    if found := NOT_IN_A_FILE_NAME.search(plain):
        return f"the old address '{alias}' has a {found[0]!r}, which no file name may have", hint
    parts = [p for p in plain.split("/") if p]
    if any(p.startswith(".") for p in parts):
        return f"the old address '{alias}' leads outside the site or to a hidden file", hint
    if any(p.endswith(".") or len(p.encode()) > LONGEST_NAME for p in parts):
        return f"the old address '{alias}' has a part that is too long or ends in a dot", hint
    if any(p.lower().partition(".")[0] in WINDOWS_DEVICES for p in parts):
        return f"the old address '{alias}' is a reserved name on Windows", "delete this line"
    if not parts or parts[0].casefold() in TAKEN_AT_ROOT:
        return (
            f"the old address '{alias}' belongs to the site's own pages",
            "delete this line; what answers there cannot be replaced",
        )
    return None


def alias_address(alias: str) -> str:
    """An alias as an address: a path without a file name ends in a slash.

    Copied from a browser it may be percent-encoded; a file has the letters themselves.
    """
    plain = unicodedata.normalize("NFC", unquote(alias, errors="surrogateescape"))
    last = plain.rpartition("/")[2]
    return plain if not last or "." in last else f"{plain}/"


def belongs_to_the_site(address: str, languages: Collection[str]) -> bool:
    """Whether an address is, or may become, one of the site's own: a list, a feed, a front page."""
    parts = [part for part in output_path(address).casefold().split("/") if part]
    if parts[-1] == "index.html":
        parts.pop()
    if len(parts) < 2:
        return not parts or parts[0] in languages or parts[0] in ROOT_FILES
    top, below, *rest = parts
    if top not in languages:
        return top in TAKEN_AT_ROOT
    if below in TAKEN_BELOW_LANGUAGE:
        return True
    is_list = re.fullmatch(r"\d{4}|page-\d+", below) is not None
    return is_list and (not rest or rest[0].startswith("page-"))
