"""Where an index is cut into shards: as many as the texts are long, at words that stay put.

How many there are must be known before any text is read. Where each begins is the word with the
least checksum near the place that would make all equally large: an edit, which moves those
places by a few characters, nearly always leaves the same word there.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from zlib import crc32

from site_builder.search.documents import Document
from site_builder.search.listing import Listed, words_of

WORDS = 10_000
"""Of the texts, about, in one shard."""
STEPS = 4
"""Steps in which the number of shards doubles."""
SLACK = 0.2
"""Of a shard's size, how far before and after its place a cut may be."""
SHARDS_A_LIST = 8
"""A list of endings, which has no posting lists, covers so many times more words."""
WORD = 6
"""Characters that a word costs beside its posting lists."""


def shards_for(listed: Sequence[Document]) -> int:
    """How many shards the documents' index has."""
    words = listed.listing.words if isinstance(listed, Listed) else words_of(listed)
    wanted = words / WORDS
    if wanted <= 1:
        return 1
    return math.ceil(2 ** (math.ceil(math.log2(wanted) * STEPS) / STEPS))


def endings_for(listed: Sequence[Document]) -> int:
    """How many lists of endings the documents' index has."""
    return math.ceil(shards_for(listed) / SHARDS_A_LIST)


def size_of(listed: int) -> int:
    """What a word or term with so many characters of lists adds to its shard, about."""
    return WORD + listed


def starts(texts: Sequence[str], sizes: Iterable[int], parts: int) -> tuple[str, ...]:
    """The first text of each part but the first; fewer where there are not enough texts."""
    ends = list(accumulate(sizes))
    size = (ends[-1] if ends else 0) / parts
    found: list[str] = []
    after = 1
    for part in range(1, parts):
        first = max(after, bisect_left(ends, (part - SLACK) * size))
        last = max(first + 1, bisect_left(ends, (part + SLACK) * size))
        near = [crc32(text.encode()) for text in texts[first:last]]
        if not near:
            break
        chosen = first + near.index(min(near))
        found.append(texts[chosen])
        after = chosen + 1
    return tuple(found)
