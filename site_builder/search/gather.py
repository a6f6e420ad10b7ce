"""Documents -> the posting lists and words of a run of them: what is remembered by content.

An article's entries are counted once. A run of 256 documents has its lists written once, in
characters that need only be joined, so that after an edit one run is made again and the rest
is read back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from site_builder.cache import digest_of
from site_builder.model import Bodies
from site_builder.search.analysis import Analyser, Entry
from site_builder.search.documents import FIELDS, Document
from site_builder.search.postings import Writer

RUN = 256
"""Documents whose lists are remembered as one; a part of a page."""
BODY = [name for name, _ in FIELDS].index("body")

Remember = Callable[[str, str, Callable[[], Any]], Any]
"""``cache.remember``: (kind, digest, make) -> what was made under that digest."""

Gathered = tuple[tuple[dict[str, str], ...], tuple[tuple[int, ...], ...], dict[str, int]]
"""Term -> written list, a field each; a field each, how many terms each document has; and in
how many fields each word with a key stands (``written_entry``)."""


def made_anew(_kind: str, _digest: str, make: Callable[[], Any]) -> Any:
    """A ``Remember`` that remembers nothing."""
    return make()


def written_entry(entry: Entry) -> str:
    """Key, term and spelling, parted by tabs; what repeats the key is left out."""
    if entry.spelled:
        return f"{entry.key}\t{entry.term}\t{entry.spelled}"
    return entry.key if entry.key == entry.term else f"{entry.key}\t{entry.term}"


def term_of(written: str) -> str:
    """The term of a written entry."""
    parts = written.split("\t", 2)
    return parts[1] if len(parts) > 1 else written


class EntryCounter:
    """Counts the entries of texts; analyses each distinct word once."""

    def __init__(self, language: str) -> None:
        self._analyser = Analyser(language)
        self._written: dict[str, str | tuple[str, ...]] = {}

    def count(self, texts: Iterable[str]) -> dict[str, int]:
        """Written entry -> how often it stands in the texts.

        One by one: a pair must not reach from one text into the next.
        """
        words: Counter[str] = Counter()
        for text in texts:
            words.update(self._analyser.words(text))
        entries: dict[str, int] = {}
        for word, often in words.items():
            known = self._written.get(word) or self._analysed(word)
            if type(known) is str:
                entries[known] = entries.get(known, 0) + often
            else:
                for written in known:
                    entries[written] = entries.get(written, 0) + often
        return entries

    def _analysed(self, word: str) -> str | tuple[str, ...]:
        found = tuple(map(written_entry, self._analyser.entries(word)))
        known = self._written[word] = found[0] if len(found) == 1 else found
        return known


def runs(
    language: str, listed: Sequence[Document], bodies: Bodies, remember: Remember
) -> Iterator[Gathered]:
    """What each run of documents holds, in their order."""
    counter = EntryCounter(language)
    kind = f"words-{language}"

    def entries_of(digest: str) -> dict[str, int]:
        found: dict[str, int] = remember(kind, digest, lambda: counter.count([bodies(digest).text]))
        return found

    for start in range(0, len(listed), RUN):
        part = listed[start : start + RUN]
        key = digest_of(str(start), *(f"{d.body} {_indexed(d)}" for d in part))
        yield remember(f"run-{language}", key, partial(_gathered, part, start, counter, entries_of))


def _indexed(document: Document) -> tuple[object, ...]:
    return (document.title, document.deck, document.keywords, document.others)


def _gathered(
    part: Sequence[Document],
    start: int,
    counter: EntryCounter,
    entries_of: Callable[[str], Mapping[str, int]],
) -> Gathered:
    writers = [Writer() for _ in FIELDS]
    lengths: list[list[int]] = [[] for _ in FIELDS]
    words: Counter[str] = Counter()
    known: dict[str, str] = {}
    for number, document in enumerate(part, start):
        fields = (
            counter.count([document.title]),
            counter.count([document.deck]),
            counter.count(document.keywords),
            entries_of(document.body),
            counter.count(document.others),
        )
        for field, entries in enumerate(fields):
            words.update(entries.keys())
            terms: dict[str, int] = {}
            for written, often in entries.items():
                term = known.get(written)
                if term is None:
                    term = known[written] = term_of(written)
                terms[term] = terms[term] + often if term in terms else often
            length = sum(entries.values())
            lengths[field].append(length)
            writers[field].add(number, terms.items(), None if field == BODY else length)
    return (
        tuple(writer.lists for writer in writers),
        tuple(map(tuple, lengths)),
        {word: often for word, often in words.items() if word[0] != "\t"},
    )
