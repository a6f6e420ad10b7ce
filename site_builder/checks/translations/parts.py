"""Links, images, footnotes, quotations and blocks: as many, and the same, in both versions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from site_builder.checks.translations.pair import Item, Pair, unmatched
from site_builder.model import BlockFacts, Version
from site_builder.problems import Problem

_HOST = re.compile(r"[a-z]+://(?:[^/?#]*\.)?([^./?#]+\.[^./?#]+)(?:[/?#]|\Z)", re.IGNORECASE)
_SHOWN_BY_OTHERS = {"figure", "quote"}
"""Kinds of block whose loss is told as that of an image or a quotation."""


def missing_links(pair: Pair) -> Iterator[Problem]:
    """A work is the same in every language, and so is a site; other addresses are themselves."""
    left, right = ([*_links(version)] for version in (pair.original, pair.translation))
    places = {id(item): place for item, place in left}
    lost, _ = unmatched(
        [item for item, _ in left],
        [item for item, _ in right],
        (str.__eq__, _same_site),
        aligned=pair.aligned,
    )
    for item in lost:
        block, target = item
        line = places.get(id(item)) or next(p for i, p in left if i == item)
        shown = target.removeprefix("work:")
        message = f"the link to '{shown}' ({pair.place(line)}) is missing here"
        yield pair.warn(pair.here(block), message, "links", "add it")


def missing_images(pair: Pair) -> Iterator[Problem]:
    """Another picture in the place of one, with its lettering translated, is not a loss."""
    left, right = ([*_images(version)] for version in (pair.original, pair.translation))
    lost, new = unmatched(left, right, (str.__eq__,), aligned=pair.aligned)
    for block, path in lost[len(new) :]:
        name = path.rpartition("/")[2]
        message = f"the image '{name}' ({pair.there(block)}) is missing here"
        yield pair.warn(pair.here(block), message, "images", "add it")


def missing_footnotes(pair: Pair) -> Iterator[Problem]:
    yield from _fewer(pair, "footnotes", "a footnote", lambda facts: facts.notes)


def missing_quotations(pair: Pair) -> Iterator[Problem]:
    yield from _fewer(pair, "quotations", "a quotation", lambda facts: facts.quotations)
    what = "who is quoted"
    quoted = [sum(f.quotations for f in side) for side in pair.sides]
    if quoted[0] <= quoted[1]:
        yield from _fewer(pair, "quotations", what, lambda facts: facts.attributions)


def different_blocks(pair: Pair) -> Iterator[Problem]:
    left, right = ([b.kind for b in v.article.blocks] for v in (pair.original, pair.translation))
    unlike = (n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b)
    first = next(unlike, min(len(left), len(right)))
    hint = "keep the blocks, so that both versions can be read side by side"
    if len(left) != len(right):
        message = f"blocks: {len(right)} here, {len(left)} in the original"
        if first < len(left):
            message += f"; they differ from {pair.there(first)} ({left[first]}) on"
        elif left:
            message += f"; its last is {pair.there(first - 1)}"
        yield pair.warn(pair.here(first), message, "blocks", hint)
    elif first < len(left) and left[first] not in _SHOWN_BY_OTHERS:
        message = f"{pair.there(first)} is a {left[first]}, this is a {right[first]}"
        yield pair.warn(pair.here(first), message, "blocks", hint)


def _fewer(
    pair: Pair, kind: str, what: str, count: Callable[[BlockFacts], int]
) -> Iterator[Problem]:
    """One warning for each that the translation lacks over the whole text, where it is lacking."""
    left, right = ([count(facts) for facts in side] for side in pair.sides)
    lacking = sum(left) - sum(right)
    if lacking <= 0:
        return
    if pair.aligned:
        right += [0] * len(left)
        where = [n for n, c in enumerate(left) for _ in range(c - right[n])]
    else:
        where = [n for n, c in enumerate(left) for _ in range(c)][-lacking:]
    for block in where[:lacking]:
        message = f"{what} ({pair.there(block)}) is missing here"
        yield pair.warn(pair.here(block), message, kind, "add it")


def _links(version: Version) -> Iterator[tuple[Item, int]]:
    """((block, where the link leads), line of the link)."""
    for block, facts in enumerate(version.article.facts):
        for link in facts.links:
            if isinstance(link, str):
                yield (block, "#" if link.startswith("#") else link), facts.line
            elif address := version.links[link]:
                line = version.article.links[link].line or facts.line
                yield (block, version.link_assets[link] or f"work:{_work(address)}"), line


def _images(version: Version) -> Iterator[Item]:
    for block, facts in enumerate(version.article.facts):
        for image in facts.images:
            if isinstance(image, int) and version.link_assets[image]:
                yield block, version.link_assets[image]


def _work(address: str) -> str:
    """``2015/kobani`` of ``/ar/2015/kobani/#s-water``."""
    return address.partition("#")[0].strip("/").partition("/")[2]


def _same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site, which may have a page for each language."""
    here, there = _HOST.match(one), _HOST.match(other)
    return bool(here and there and here[1].lower() == there[1].lower())
