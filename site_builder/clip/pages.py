"""A saved page (HTML) -> Clipping."""

from __future__ import annotations

import html as entities
import re
from typing import Any
from urllib.parse import urljoin

from site_builder import url_policy
from site_builder.clip import metadata
from site_builder.clip.credits import authors, names_in, published, source_told
from site_builder.clip.extract import extracted
from site_builder.clip.headline import headline, lines_below
from site_builder.clip.language import detected
from site_builder.clip.lines import same, signature, words_of
from site_builder.clip.prepare import PLACE, prepared
from site_builder.clip.tidy import printed_day, tidied
from site_builder.clip.told import told_by
from site_builder.clip.values import NOTHING, Clipping, Found, Picture, Saved

PACKAGES = ("trafilatura", "markdownify")
_IMAGE = re.compile(rf"!\[((?:[^\[\]\\]|\\.)*)\]\({re.escape(PLACE)}(\d+)\.png(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]\\]|\\.)*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"
)
_MOST_ELEMENTS = 200_000


class NotAPage(Exception):
    """There is no text in the page that could be told from the rest; the message says why."""


def clip_page(saved: Saved, *, language: str, url: str, languages: tuple[str, ...]) -> Clipping:
    """Raises ImportError where the packages are missing, NotAPage where there is no text."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
    try:
        tree = lxml_html.document_fromstring(saved.text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotAPage("it cannot be read as a page") from error
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise NotAPage(f"it has more than {_MOST_ELEMENTS} elements")
    page = told_by(tree)
    language = language or detected(_body_words(tree), metadata.language_of(page), languages)
    address = Found(url, "--url") if url else metadata.address(page, saved.url)
    title, site = metadata.title_and_site(page)
    heading = headline(page, title.value)
    deck = metadata.deck(page, title.value, site.value, heading, language)
    lines = lines_below(heading, deck.value)
    sites = (site.value, source_told(lines).value)
    if not site.where.startswith(("meta", "JSON")) and sites[1]:
        site = source_told(lines)
    date, unclear = published(page, lines, heading, language=language, url=address.value)
    people = authors(page, lines, sites=sites, language=language)
    keywords = metadata.keywords(page, title.value)
    pictures = prepared(tree, heading)
    try:
        blocks = extracted(tree)
    except (ValueError, RecursionError, etree.LxmlError) as error:
        raise NotAPage("its elements are nested too deep") from error
    tidy = tidied(
        blocks,
        title=title.value,
        deck=deck.value,
        source=site.value,
        language=language,
        people=[one.value for one in people],
    )
    if not any(len(words_of(block)) > 20 for block in tidy.blocks):
        raise NotAPage("no text could be told from the rest of the page")
    dropped: list[tuple[str, str]] = []
    blocks = [
        _with_links(block, url or saved.url or address.value, dropped) for block in tidy.blocks
    ]
    used, blocks = _with_pictures(blocks, pictures)
    if not date.value and not unclear:
        date, unclear = printed_day(tidy, language)
    if not people:
        names = names_in(tidy.bylines, site.value, *sites)
        people = tuple(Found(name, "the byline") for name in names)
    signed = signature(blocks)
    if signed and (not people or any(same(signed, one.value) for one in people)):
        people = people or (Found(signed, "the signature"),)
        blocks.pop()
    if not site.value and tidy.sources:
        site = Found(tidy.sources[0], "the text")
    return Clipping(
        language=language,
        title=title,
        deck=NOTHING if _repeats_the_text(deck.value, tidy.blocks) else deck,
        date=date,
        dates=unclear,
        source=site,
        url=address,
        authors=people,
        keywords=tuple(dict.fromkeys((*tidy.keywords, *keywords))),
        blocks=tuple(_with_levels(blocks)),
        pictures=used,
        left_out=tuple(tidy.left_out),
        links=tuple(dropped),
    )


def _body_words(tree: Any) -> str:
    body = tree.find("body")
    found = []
    for element in (body if body is not None else tree).iter():
        if element.tag in ("script", "style", "noscript"):
            continue
        found += [element.text or "", element.tail or ""] if isinstance(element.tag, str) else []
    return " ".join(" ".join(found).split())


def _with_links(block: str, base: str, dropped: list[tuple[str, str]]) -> str:
    """Links made whole; of one that may not be kept the words stay."""

    def link(found: re.Match[str]) -> str:
        words, written = found[1], entities.unescape(found[2]).replace("\\", "")
        if not words.strip():
            return ""
        if written.startswith("#") or (
            base and written.partition("#")[0] == base.partition("#")[0]
        ):
            return words
        try:
            whole = urljoin(base, written) if base else written
        except ValueError:
            dropped.append((written, "it is no address"))
            return words
        whole = url_policy.tidy(whole)
        reason = url_policy.check(whole, kind="link")
        if not reason and url_policy.is_relative(whole):
            reason = "the address of the page is not known: say it with --url"
        if reason:
            dropped.append((written, reason))
            return words
        # An address with brackets would end the link early.
        return f"[{words}]({whole.replace('(', '%28').replace(')', '%29')})"

    return _LINK.sub(link, block)


def _with_pictures(
    blocks: list[str], pictures: list[Picture]
) -> tuple[tuple[Picture, ...], list[str]]:
    """Each picture of the text as a block of its own, held by a mark; repeated ones go."""
    used: dict[str, Picture] = {}
    made: list[str] = []
    for block in blocks:
        found = [pictures[int(m[2])] for m in _IMAGE.finditer(block) if int(m[2]) < len(pictures)]
        rest = re.sub(r"\[\s*\]\([^)]*\)", "", _IMAGE.sub("", block)).strip()
        for picture in found:
            if picture.src and all(picture.src != one.src for one in used.values()):
                used[picture.mark] = picture
                made.append(mark_of(picture))
        if rest:
            made.append(rest)
    return tuple(used.values()), made


def mark_of(picture: Picture) -> str:
    """What stands in the text where a picture belongs, until it is saved."""
    return f"\ue000{picture.mark}\ue001"


def _with_levels(blocks: list[str]) -> list[str]:
    """Headings that begin with the second level: the first is the headline's."""
    levels = [len(block) - len(block.lstrip("#")) for block in blocks if block.startswith("#")]
    shift = 2 - min(levels, default=2)
    made: list[str] = []
    last = 1
    for block in blocks:
        if block.startswith("#"):
            # No level is left out on the way down.
            signs = len(block) - len(block.lstrip("#"))
            last = min(signs + shift, last + 1, 6)
            block = "#" * last + block[signs:]
        made.append(block)
    return made


def _repeats_the_text(deck: str, blocks: list[str]) -> bool:
    """A description that is only the beginning of the text is no standfirst."""
    start = next((words_of(b) for b in blocks if len(words_of(b)) > 20), "")
    short = deck.rstrip(".… ")
    return bool(short) and (start.startswith(short) or same(start[: len(short)], short))
