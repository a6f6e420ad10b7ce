"""What results are narrowed by: keywords, source and year of each document, in small blocks.

A block is text, a document a line: the source's number, the year in fours of digits as ``postings``
writes numbers, the numbers of its keywords, two digits each. Number 4095 of a source, and the year
nought, say that there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.search.documents import Document
from site_builder.search.postings import number

SIZE = 512
"""Documents in one block."""
NONE = 4095

Label = tuple[str, str]
"""Id and label."""
Labels = tuple[tuple[Label, ...], tuple[Label, ...]]
"""Of the keywords, and of the sources."""


def labels(listed: Sequence[Document]) -> Labels:
    """The keywords and the sources; a document names each by its place here."""
    keywords = sorted({keyword for document in listed for keyword in document.keyword_facets})
    sources = sorted({document.source_facet for document in listed if document.source_facet[0]})
    return tuple(keywords)[:NONE], tuple(sources)[:NONE]


def lines(block: Sequence[Document], known: Labels) -> str:
    """A block; ``known`` are the labels of all documents."""
    keywords, sources = ({label: place for place, label in enumerate(each)} for each in known)

    def line(document: Document) -> str:
        year = document.date.year if document.date else 0
        about = [keywords[one] for one in document.keyword_facets if one in keywords]
        source = sources.get(document.source_facet, NONE)
        return "".join(number(value, 2) for value in (source, max(0, year), *about))

    return "\n".join(map(line, block))
