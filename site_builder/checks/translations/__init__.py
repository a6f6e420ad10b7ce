"""Translations keep what their original says: numbers, links, images, notes, quotes, names.

Each version is held against the one it was made from, block by block where both have equally
many, else over the whole text. To add a kind, write a function in a file here and name it in
``COMPARISONS``; its key is what an editor writes under ``translation.differs`` to silence it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from site_builder.checks.translations.names import missing_names
from site_builder.checks.translations.numbers import different_numbers
from site_builder.checks.translations.pair import Pair
from site_builder.checks.translations.parts import (
    different_blocks,
    missing_footnotes,
    missing_images,
    missing_links,
    missing_quotations,
)
from site_builder.model import Archive
from site_builder.problems import Problem

__all__ = ["COMPARISONS", "unfaithful_translations"]

COMPARISONS: Mapping[str, Callable[[Pair], Iterator[Problem]]] = {
    "blocks": different_blocks,
    "numbers": different_numbers,
    "links": missing_links,
    "images": missing_images,
    "footnotes": missing_footnotes,
    "quotations": missing_quotations,
    "names": missing_names,
}


def unfaithful_translations(archive: Archive) -> Iterator[Problem]:
    """What a translation lost or changed; a relay translation against what it was made from."""
    for work in (*archive.works, *archive.pages):
        for version in work.versions:
            original = work.in_language(version.translated_from)
            translation = version.article.header.translation
            if original is None or translation is None or "all" in translation.differs:
                continue
            if not version.article.blocks:
                continue  # Not begun; that there is no text is told where it is read.
            pair = Pair(original, version, archive.terms)
            for kind, compare in COMPARISONS.items():
                if kind not in translation.differs:
                    yield from compare(pair)
