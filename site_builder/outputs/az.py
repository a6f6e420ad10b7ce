"""The A-Z of keywords, sources, people, places and collections, each language in its own order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from site_builder import languages, pages, urls
from site_builder.model import TERM_KINDS, Archive, Output, TemplatePage, TermKind
from site_builder.outputs.curated import collection_boxes
from site_builder.outputs.parts import cut, everywhere, points_of, shown_terms, term_link

NAMES_TO_A_WORK = 10
"""A name takes a tenth of the room of a work in a list, so a page holds ten times as many."""
ON_THE_MAP = 300
"""Places that a map can show without becoming a blot."""


def az_pages(archive: Archive) -> Iterator[Output]:
    for language in archive.site.languages:
        for kind in TERM_KINDS:
            if shown_terms(archive, kind):
                yield from _az(archive, kind, language)


def _az(archive: Archive, kind: TermKind, language: str) -> Iterator[Output]:
    """Labels in other languages are filed too, where this language's alphabet puts them."""
    key = languages.collation_key(language)
    links = [term_link(archive, kind, t.id, language) for t in shown_terms(archive, kind)]
    names = {link: languages.filed(link.label.text, link.label.language) for link in links}
    links.sort(key=lambda link: (key(names[link]), link.address))
    filed = [(languages.letter(names[link], language), link) for link in links]
    index = urls.term_index(language, kind)
    cuts = list(cut(filed, archive.site.page_size * NAMES_TO_A_WORK, index))
    letters: dict[str, pages.AzLetter] = {}
    for address, chunk, _ in cuts:
        for letter, _ in chunk:
            anchor = f"letter-{len(letters) + 1}"
            letters.setdefault(letter, pages.AzLetter(letter, anchor, f"{address}#{anchor}"))
    curated = collection_boxes(archive, language) if kind == "collection" else ()
    boxes = {box.collection: box for box in curated}
    for address, chunk, pagination in cuts:
        first = pagination.number == 1
        model = pages.AzPage(
            head=pages.Head(
                title="",
                language=language,
                address=address,
                versions=everywhere(archive, address, language) if first else (),
                feed=urls.feed(urls.home(language)),
            ),
            kind=kind,
            letters=tuple(letters.values()),
            groups=tuple(
                pages.AzGroup(letters[letter], tuple(link for _, link in group))
                for letter, group in groupby(chunk, key=lambda one: one[0])
            ),
            pagination=pagination,
            data=urls.data(f"{urls.PLURALS[kind]}.jsonld"),
            points=points_of(archive, language, ON_THE_MAP) if kind == "place" and first else (),
            collections=tuple(boxes[link] for _, link in chunk if link in boxes),
        )
        yield Output(urls.output_path(address), TemplatePage("az.html", model))
