"""Clipping -> the file of an article: header and text, with what the archive calls things by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from site_builder import header_text, urls
from site_builder.clip.pages import mark_of
from site_builder.clip.values import Clipping, Picture
from site_builder.header_text import Value, remark
from site_builder.link.names import Names


@dataclass(frozen=True, slots=True)
class Named:
    """What of a clipping the archive has a name for."""

    source: str
    """An id of sources.yaml, or the name as found."""
    keywords: tuple[str, ...]
    unknown: tuple[str, ...]
    """Keywords that keywords.yaml does not know."""
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    accessed: str
    sha256: str
    added: str


def named(clipping: Clipping, names: Names) -> Named:
    """Ids where a label or an alias in any language says the same."""
    known: list[str] = []
    unknown: list[str] = []
    for word in clipping.keywords:
        found = names.known_as("keyword", word)
        (known if found else unknown).append(found or word)
    return Named(
        _source(clipping, names),
        tuple(dict.fromkeys(known)),
        tuple(dict.fromkeys(unknown)),
        tuple(names.known_as("person", one.value) or one.value for one in clipping.authors),
    )


def _source(clipping: Clipping, names: Names) -> str:
    if found := names.known_as("source", clipping.source.value):
        return found
    host = _host(clipping.url.value)
    for (kind, term_id), term in sorted(names.terms.items()):
        if kind == "source" and host and term.url and _host(term.url) == host:
            return term_id
    return clipping.source.value or host


def _host(url: str) -> str:
    host = urlsplit(url).hostname or "" if url else ""
    return host.removeprefix("www.").removeprefix("m.")


def folder_for(clipping: Clipping, source: str) -> str:
    """``2015/town-library``: the year, and words of the headline, the address or the source."""
    year = clipping.date.value[:4] or "undated-works"
    segments = [s for s in unquote(urlsplit(clipping.url.value).path).split("/") if s]
    last = re.sub(r"\.\w{2,5}$", "", segments[-1]) if segments else ""
    slug = urls.slug(clipping.title.value)
    if not slug and re.search(r"[A-Za-z]{3}.*-|-.*[A-Za-z]{3}", last):
        slug = urls.slug(last)
    if (
        not slug
        and re.fullmatch(urls.WORD, urls.term_id(source))
        and source
        and clipping.date.value
    ):
        slug = f"{urls.term_id(source)[:40]}-{clipping.date.value}"
    return f"{year}/{slug or urls.term_id(clipping.title.value)}"


def file_text(
    clipping: Clipping,
    said: Named,
    provenance: Provenance,
    *,
    controlled: bool,
    translation: bool,
    saved: Mapping[str, str],
) -> str:
    """The whole file. ``saved`` has the file names of the pictures that are beside it, by mark."""
    known = said.keywords if controlled else (*said.keywords, *said.unknown)
    source: dict[str, Value] = {
        "name": said.source,
        "url": clipping.url.value,
        "accessed": provenance.accessed,
        "sha256": provenance.sha256,
    }
    text = header_text.header({"title": clipping.title.value, "deck": clipping.deck.value})
    if clipping.date.value:
        text += header_text.header({"date": clipping.date.value})
    else:
        likely = " or ".join(clipping.dates)
        text += remark(f"date: {likely or 'not found; write it as 2015-03-01, 2015-03 or 2015'}")
    text += header_text.header({"source": source, "keywords": known})
    if controlled and said.unknown:
        text += remark(f"Not in keywords.yaml: {', '.join(said.unknown)}")
    text += header_text.header({"authors": said.authors, "added": provenance.added})
    text += "translation:\n" if translation else ""
    text += "status: draft  # delete this line when you have read it\n"
    pictures = {mark_of(one): _picture(one, saved.get(one.mark, "")) for one in clipping.pictures}
    blocks = (pictures.get(block, block) for block in clipping.blocks)
    return f"---\n{text}---\n\n" + "\n\n".join(blocks) + "\n"


def _picture(picture: Picture, file: str) -> str:
    alt = re.sub(r"([\\\[\]])", r"\\\1", " ".join((picture.alt or picture.caption).split()))
    caption = " ".join(picture.caption.split()).replace('"', "'")
    told = f' "{caption}"' if caption else ""
    if file and alt:
        return f"![{alt}]({file}{told})"
    words = alt or "say here what it shows"
    place = file or picture.src[:200]
    # What would end a comment early stands in it as an entity.
    inside = f"A picture belongs here: ![{words}]({place}{told})".replace("--", "-&#45;")
    return f"<!-- {inside.replace('>', '&gt;')} -->"
