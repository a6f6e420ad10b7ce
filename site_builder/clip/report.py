"""What was found in a page, what was not, and what the editor may write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.clip.article import Named
from site_builder.clip.values import Clipping, Picture

_MOST_SHOWN = 12


def report(
    found: Clipping,
    named: Named,
    saved: Mapping[str, str],
    others: Sequence[str],
    *,
    controlled: bool,
) -> Iterator[str]:
    """Lines for people. ``saved`` has the file of each picture that is at hand, by its mark;
    ``others`` are the languages that the work has already."""
    for name in ("title", "deck", "date", "source", "url"):
        one = getattr(found, name)
        if one.value:
            yield f"{name}: {one.value}  ({one.where})"
    for person in found.authors:
        yield f"author: {person.value}  ({person.where})"
    if named.keywords:
        yield f"keywords: {', '.join(named.keywords)}"
    yield f"text: blocks {len(found.blocks)}, pictures among them {len(found.pictures)}"
    yield from _not_found(found, named, controlled)
    for picture in found.pictures:
        yield from _picture(picture, saved.get(picture.mark, ""))
    for address, reason in found.links:
        yield f"link not kept: {address[:200]} ({reason})"
    if others:
        yield f"{', '.join(others)} of this work is there: the text is marked as a translation"
    if found.left_out:
        yield "left out as the page's own:"
        for line in found.left_out[:_MOST_SHOWN]:
            yield f"  {' '.join(line.split())[:90]}"
        if len(found.left_out) > _MOST_SHOWN:
            yield f"  and {len(found.left_out) - _MOST_SHOWN} more"


def _picture(picture: Picture, file: str) -> Iterator[str]:
    if not file:
        yield f"picture not at hand: {picture.src[:200]}"
        yield "  save it beside the article; a comment in the text holds its place"
    elif picture.alt or picture.caption:
        yield f"picture: {file}"
    else:
        yield f"picture: {file}, and nothing says what it shows"
        yield "  describe it in the comment that holds its place, and take the comment's signs away"


def _not_found(found: Clipping, named: Named, controlled: bool) -> Iterator[str]:
    if found.dates and not found.date.value:
        yield f"date not clear: {' or '.join(found.dates)}; write the right one in the header"
    elif not found.date.value:
        yield "no date found; write 'date: 2015-03-01' in the header, as far as it is known"
    if not named.source:
        yield "no source found; write 'name: ...' under 'source:' in the header"
    elif not found.source.value:
        yield f"no name of the source found; '{named.source}' is taken from the address"
    if not found.url.value:
        yield "no address found; write 'url: https://...' under 'source:' in the header"
    if not found.authors:
        yield "no author found; if one is named, write 'authors: [...]' in the header"
    if named.unknown and controlled:
        yield f"not in keywords.yaml: {', '.join(named.unknown)}"
        yield "  add them there, or write the ids that fit in the header"
