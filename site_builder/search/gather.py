"""Documents -> the posting lists and words of a batch of them: what is remembered by content.

A batch has its lists written once, in characters that need only be joined, so that after an edit
one batch is made again and the rest is read back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any

from site_builder import workers
from site_builder.cache import Cache
from site_builder.model import Bodies
from site_builder.search.analysis import analyser_for, in_utf16_order, is_plain
from site_builder.search.documents import FIELDS, Document
from site_builder.search.listing import BATCH, Listed, Memory, batch_key
from site_builder.search.postings import Writer

BODY = [name for name, _ in FIELDS].index("body")
MANY = 4
"""Batches from which starting worker processes costs less than it saves."""
SECONDS = 60.0
"""Time budget of a batch, or of a part of an index."""


class Forgetful:
    """A memory that keeps nothing."""

    def get(self, kind: str, key: str) -> Any:
        return None

    def put(self, kind: str, key: str, value: Any) -> None:
        pass


Gathered = tuple[tuple[str, ...], tuple[tuple[int, ...], ...], str]
"""A field each, lines of a term, a tab and its written list; a field each, how many terms each
document has; and lines of a word's written entry, a space and how often it stands there. Lines are
in UTF-16 order, and that is the order of their terms and keys, for tab and space are below all."""


class Vocabulary(dict[str, str | tuple[str, ...]]):
    """Run of letters -> the term it stands for, or its terms; analyses each distinct one once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._analyser = analyser_for(language)
        self._labels: dict[str, list[str]] = {}
        self.written: dict[str, tuple[str, ...]] = {}
        """Run -> those of the written entries of its words that have a key, if the run itself is
        not the only one."""

    def __missing__(self, run: str) -> str | tuple[str, ...]:
        analyser = self._analyser
        if is_plain(run):
            # Nearly all of a text in ASCII.
            term = self[run] = analyser.plain_term(run)
            return term
        entries = [e for word in analyser.words_of(run) for e in analyser.entries(word)]
        self.written[run] = tuple(analyser.written(entry) for entry in entries if entry.key)
        terms = tuple(entry.term for entry in entries)
        known = self[run] = terms[0] if len(terms) == 1 else terms
        return known

    def runs(self, text: str) -> list[str]:
        return self._analyser.runs(text)

    def runs_of_labels(self, labels: Iterable[str]) -> list[str]:
        """One by one: a pair must not reach from one into the next. Most come again and again."""
        found: list[str] = []
        for label in labels:
            runs = self._labels.get(label)
            if runs is None:
                runs = self._labels[label] = self._analyser.runs(label)
            found += runs
        return found

    def terms(self, runs: Sequence[str]) -> Mapping[str, int]:
        """How often each term stands in the runs."""
        if not runs:
            return {}
        found: Counter[str | tuple[str, ...]] = Counter(map(self.__getitem__, runs))
        for several in [term for term in found if type(term) is tuple]:
            often = found.pop(several)
            for term in several:
                found[term] += often
        return found  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Part:
    """The documents of one batch with their texts: all that its lists are made from."""

    language: str
    start: int
    """Number of the first document."""
    fields: tuple[tuple[str, str, tuple[str, ...], str, tuple[str, ...]], ...]
    """A document each, in the order of ``FIELDS``."""


class _Parts(Sequence[Part]):
    """The batches of these numbers; a text is read when its batch is asked for."""

    def __init__(
        self, language: str, listed: Sequence[Document], bodies: Bodies, numbers: Sequence[int]
    ) -> None:
        self._made_from = (language, listed, bodies)
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, at: Any) -> Any:
        language, listed, bodies = self._made_from
        start = self._numbers[at] * BATCH
        fields = ((d.title, d.deck, d.keywords, bodies(d.body).text, d.others)
                  for d in listed[start : start + BATCH])  # fmt: skip
        return Part(language, start, tuple(fields))


def batches(
    language: str, listed: Sequence[Document], bodies: Bodies, memory: Memory, jobs: int = 1
) -> Iterator[Gathered]:
    """What each batch of documents holds, in their order; many are made by worker processes."""
    yield from some_batches(
        language, listed, bodies, memory, dict(enumerate(batch_keys(listed))), jobs
    )


def some_batches(
    language: str,
    listed: Sequence[Document],
    bodies: Bodies,
    memory: Memory,
    keys: Mapping[int, str],
    jobs: int = 1,
) -> Iterator[Gathered]:
    """The same of the batches of these numbers."""
    kind = kind_of(language)
    known = [memory.get(kind, key) for key in keys.values()]
    missing = [number for number, found in zip(keys, known, strict=True) if found is None]
    parts = _Parts(language, listed, bodies, missing)
    jobs = jobs if len(parts) >= MANY else 1
    known.reverse()
    with closing(workers.run_or_do(gather, parts, jobs=jobs, seconds=SECONDS)) as made:
        for key in keys.values():
            # Each is let go when it has been joined.
            found = known.pop()
            if found is None:
                found = next(made)
                memory.put(kind, key, found)
            yield found


def begin(
    language: str,
    listed: Sequence[Document],
    bodies: Bodies,
    memory: Cache,
    meanwhile: workers.Meanwhile,
) -> None:
    """Batches that are not remembered, made and remembered while something else is done."""
    kind, keys = kind_of(language), batch_keys(listed)
    missing = [number for number, key in enumerate(keys) if not memory.has(kind, key)]
    parts = _Parts(language, listed, bodies, missing)
    if len(parts) >= MANY:
        meanwhile.begin(
            # A worker reads the texts itself.
            lambda at: gather(parts[at]),
            range(len(parts)),
            lambda at, made: memory.put(kind, keys[missing[at]], made),
            seconds=SECONDS,
        )


def totals(made: Sequence[Gathered]) -> tuple[int, ...]:
    """A field each: how many terms all documents have in it."""
    return tuple(sum(sum(lengths[field]) for _, lengths, _ in made) for field in range(len(FIELDS)))


def body_lengths(made: Sequence[Gathered]) -> tuple[int, ...]:
    """How many terms each document has in its body."""
    return tuple(length for _, lengths, _ in made for length in lengths[BODY])


def kind_of(language: str) -> str:
    """Under which the batches of a language are remembered."""
    return f"batch-{language}"


def batch_keys(listed: Sequence[Document]) -> Sequence[str]:
    """A batch each: the digest of all that its lists are made from."""
    if isinstance(listed, Listed):
        return listed.listing.batches
    return [
        batch_key(start, listed[start : start + BATCH]) for start in range(0, len(listed), BATCH)
    ]


_vocabulary = cache(Vocabulary)


def gather(part: Part) -> Gathered:
    """What the documents of one batch hold."""
    vocabulary = _vocabulary(part.language)
    runs, labels = vocabulary.runs, vocabulary.runs_of_labels
    writers = [Writer() for _ in FIELDS]
    lengths: list[list[int]] = [[] for _ in FIELDS]
    seen: Counter[str] = Counter()
    beside: list[str] = []
    """What stands in fields other than the body: too little in each to be counted by itself."""
    for number, (title, deck, keywords, body, others) in enumerate(part.fields, part.start):
        fields = (runs(title), runs(deck), labels(keywords), runs(body), labels(others))
        for field, found in enumerate(fields):
            if field == BODY:
                seen.update(found)
            else:
                beside += found
            terms = vocabulary.terms(found)
            length = sum(terms.values())
            lengths[field].append(length)
            writers[field].add(number, terms, None if field == BODY else length)
    seen.update(beside)
    return (
        tuple(_lines(writer.lines()) for writer in writers),
        tuple(map(tuple, lengths)),
        counted(_words(vocabulary, seen)),
    )


def _words(vocabulary: Vocabulary, seen: dict[str, int]) -> dict[str, int]:
    """The written entries of these runs, and how often each stands."""
    others = [(vocabulary.written[run], seen.pop(run)) for run in seen.keys() & vocabulary.written]
    for entries, often in others:
        for entry in entries:
            seen[entry] = seen.get(entry, 0) + often
    return seen


def counted(words: Mapping[str, int]) -> str:
    """Written entries and how often each stands, in lines."""
    return _lines(map("{} {}".format, words, words.values()))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(in_utf16_order(texts))
