"""An index as it is published, shard by shard: what an edit touches is made again, no more.

What was published last is remembered with the digests of the blocks that it was made from. If few
of them are others now, the posting lists and words in which those differ are exchanged in the
shards that have them. Where anything is missing, the index is made whole; both ways give the same
characters.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from site_builder.cache import digest_of
from site_builder.model import Bodies
from site_builder.search.analysis import Rules, in_utf16_order, rules_for
from site_builder.search.cuts import endings_for, shards_for, size_of
from site_builder.search.documents import FIELDS, Document
from site_builder.search.gather import BODY, Gathered, Memory, block_keys, kind_of, some_blocks
from site_builder.search.index import LanguageIndex, language_index
from site_builder.search.lexicon import lexicon
from site_builder.search.ordered import Ordered
from site_builder.search.postings import BLOCK, exchanged
from site_builder.search.shards import Names, commonness, ending, shard

FEW = 8
"""An index is mended when at most one in so many of its blocks has changed."""
NOTHING: Gathered = (tuple({} for _ in FIELDS), tuple(() for _ in FIELDS), {})

Part = tuple[dict[str, int], tuple[dict[str, str], ...]]
"""What a shard is written from: its written entries and how often each stands (``gather``); a
field each, the posting lists of its terms."""


@dataclass(frozen=True, slots=True)
class Published:
    """An index as the page fetches it."""

    language: str
    rules: Rules
    totals: tuple[int, ...]
    """A field each: how many terms all documents have in it."""
    body_lengths: tuple[int, ...]
    """How many terms each document has in its body."""
    cuts: tuple[str, ...]
    """The first text of each shard but the first, in UTF-16 order."""
    shards: tuple[str, ...]
    ending_cuts: tuple[str, ...]
    """The first text, reversed, of each list of endings but the first."""
    endings: tuple[str, ...]


def published(
    language: str,
    listed: Sequence[Document],
    names: Names,
    bodies: Bodies,
    memory: Memory,
    jobs: int = 1,
) -> Published:
    """The index of a language's documents, which are sorted by reference."""
    shelf = _mended(language, listed, names, bodies, memory)
    if shelf is None:
        index = language_index(language, listed, bodies, memory, jobs)
        shelf = Shelf(language, _basis(listed, names))
        shelf.fill(index, names, endings_for(listed))
    shelf.keep(memory)
    return shelf.published()


def published_whole(index: LanguageIndex, names: Names, endings: int) -> Published:
    """An index with so many lists of endings, at most."""
    shelf = Shelf(index.language, _Basis((), "", 0, 0))
    shelf.fill(index, names, endings)
    return replace(shelf.published(), rules=index.rules)


@dataclass(frozen=True, slots=True)
class _Basis:
    """What an index was made from."""

    blocks: tuple[str, ...]
    names: str
    shards: int
    endings: int


def _basis(listed: Sequence[Document], names: Names) -> _Basis:
    told = digest_of(*(f"{key} {names[key]}" for key in sorted(names)))
    return _Basis(tuple(block_keys(listed)), told, shards_for(listed), endings_for(listed))


def _mended(
    language: str, listed: Sequence[Document], names: Names, bodies: Bodies, memory: Memory
) -> Shelf | None:
    """What was published last, with what is new; None if that is not known, or too much is."""
    basis = _basis(listed, names)
    shelf = Shelf.latest(language, memory)
    if shelf is None:
        return None
    old = shelf.basis
    fits = (old.names, old.shards, old.endings) == (basis.names, basis.shards, basis.endings)
    if not fits or len(basis.blocks) < len(old.blocks):
        return None
    was = dict(enumerate(old.blocks))
    new = {number: key for number, key in enumerate(basis.blocks) if was.get(number) != key}
    if len(new) > max(1, len(basis.blocks) // FEW):
        return None
    kind = kind_of(language)
    before = [memory.get(kind, was[number]) if number in was else NOTHING for number in new]
    if None in before:
        return None
    after = list(some_blocks(language, listed, bodies, memory, new))
    shelf.basis = basis
    changed = shelf.exchange(list(zip(new, before, after, strict=True)), memory)
    return shelf if changed is not None and shelf.write(changed, names, memory) else None


class Shelf:
    """A published index with what is needed to change it."""

    def __init__(self, language: str, basis: _Basis) -> None:
        self.language = language
        self.basis = basis
        self.totals = [0] * len(FIELDS)
        self.lengths: list[int] = []
        self.sizes: Ordered[int] = Ordered([], [])
        """Every word and term, with what it adds to its shard."""
        self.letters: Ordered[str] = Ordered([], [])
        """The same reversed, with how common they are."""
        self.shards: list[str] = []
        self.endings: list[str] = []
        self.rows: list[str] = []
        """A shard each: the key under which its part and its text are remembered."""
        self.parts: dict[int, Part] = {}
        """Those that have been made or read."""

    def fill(self, index: LanguageIndex, names: Names, endings: int) -> None:
        """Takes a whole index."""
        self.totals, self.lengths = list(index.totals), list(index.body_lengths)
        texts = in_utf16_order({*index.terms, *index.lexicon.terms})
        often = index.lexicon.often
        sizes: list[int] = []
        letters: dict[str, str] = {}
        for text in texts:
            lists = [each[text] for each in index.lists if text in each]
            sizes.append(size_of(lists))
            letters[text] = commonness(sum(map(len, lists)), often.get(text, 0))
        self.sizes = Ordered(texts, sizes, index.cuts)
        back = in_utf16_order(text[::-1] for text in texts)
        self.letters = Ordered(back, [letters[text[::-1]] for text in back])
        self.letters.cut(map(len, back), endings)
        self.shards = [""] * self.sizes.parts
        self.rows = [""] * self.sizes.parts
        self.endings = [""] * self.letters.parts
        self._share_out(range(self.sizes.parts), index.words, index.lists)
        self._write(range(self.sizes.parts), range(self.letters.parts), names)

    def _share_out(
        self, numbers: Iterable[int], words: Mapping[str, int], lists: Sequence[Mapping[str, str]]
    ) -> None:
        """Gives each of these shards what of all this is in it."""
        written: dict[str, dict[str, int]] = {}
        for entry, often in words.items():
            written.setdefault(_key(entry), {})[entry] = often
        for number in numbers:
            texts, _ = self.sizes.part(number)
            its_words = {e: n for text in texts for e, n in written.get(text, {}).items()}
            its_lists = tuple({t: each[t] for t in texts if t in each} for each in lists)
            self.parts[number] = (its_words, its_lists)

    def _write(self, shards: Iterable[int], endings: Iterable[int], names: Names) -> None:
        offered: dict[int, dict[str, Sequence[Any]]] = {}
        for name, pages in names.items():
            offered.setdefault(self.sizes.part_of(name), {})[name] = pages
        for number in shards:
            words, lists = self.parts[number]
            named = offered.get(number, {})
            texts, _ = self.sizes.part(number)
            all_texts = in_utf16_order({*texts, *named}) if named else texts
            self.shards[number] = shard(all_texts, lexicon(words), lists, named)
        for number in endings:
            self.endings[number] = ending(*self.letters.part(number))

    def published(self) -> Published:
        return Published(
            self.language, rules_for(self.language), tuple(self.totals), tuple(self.lengths),
            self.sizes.cuts, tuple(self.shards), self.letters.cuts, tuple(self.endings),
        )  # fmt: skip

    # --- what is remembered --------------------------------------------------------------

    @classmethod
    def latest(cls, language: str, memory: Memory) -> Shelf | None:
        """What was published last, its parts unread; None when some of it is not known."""
        kept: dict[str, Any] | None = memory.get("index", language)
        if kept is None:
            return None
        shelf = cls(language, _Basis(*kept["basis"]))
        shelf.totals, shelf.lengths = list(kept["totals"]), list(kept["lengths"])
        shelf.rows, shelf.endings = list(kept["rows"]), list(kept["endings"])
        sizes = array("I", kept["sizes"])
        shelf.sizes = Ordered(kept["texts"].split("\n"), sizes.tolist(), kept["cuts"])
        back = kept["back"].split("\n")
        shelf.letters = Ordered(back, list(kept["letters"]), kept["ending_cuts"])
        shelf.shards = [memory.get(f"shard-{language}", row) for row in shelf.rows]
        return None if None in shelf.shards else shelf

    def keep(self, memory: Memory) -> None:
        """Remembers it as the latest; of its parts, those that are new."""
        basis = self.basis
        made = digest_of(*basis.blocks, basis.names, f"{basis.shards} {basis.endings}")
        for number, part in self.parts.items():
            row = self.rows[number] = f"{made}-{number}"
            memory.put(f"shard-{self.language}", row, self.shards[number])
            memory.put(f"part-{self.language}", row, part)
        kept = {
            "basis": (basis.blocks, basis.names, basis.shards, basis.endings),
            "totals": self.totals,
            "lengths": self.lengths,
            "rows": self.rows,
            "texts": "\n".join(self.sizes.texts),
            "sizes": array("I", self.sizes.values).tobytes(),
            "cuts": self.sizes.cuts,
            "back": "\n".join(self.letters.texts),
            "letters": "".join(self.letters.values),
            "ending_cuts": self.letters.cuts,
            "endings": self.endings,
        }
        memory.put("index", self.language, kept)

    # --- what an edit changes ------------------------------------------------------------

    def exchange(
        self, blocks: Iterable[tuple[int, Gathered, Gathered]], memory: Memory
    ) -> set[str] | None:
        """Puts what blocks hold now in the place of what they held; the texts that this touches.

        None when a part of the index is not known any more.
        """
        touched: set[str] = set()
        for number, (old_lists, old_lengths, old_words), (lists, lengths, words) in blocks:
            for field in range(len(FIELDS)):
                self.totals[field] += sum(lengths[field]) - sum(old_lengths[field])
                for term in _differing(old_lists[field], lists[field]):
                    part = self._part_of(term, memory)
                    if part is None:
                        return None
                    held = part[1][field]
                    new = lists[field].get(term, "")
                    _put(held, term, exchanged(held.get(term, ""), number, new))
                    touched.add(term)
            start = number * BLOCK
            self.lengths[start : start + len(old_lengths[BODY])] = lengths[BODY]
            for entry in _differing(old_words, words):
                part = self._part_of(_key(entry), memory)
                if part is None:
                    return None
                more = words.get(entry, 0) - old_words.get(entry, 0)
                _put(part[0], entry, part[0].get(entry, 0) + more)
                touched.add(_key(entry))
        return touched

    def _part_of(self, text: str, memory: Memory) -> Part | None:
        return self._part(self.sizes.part_of(text), memory)

    def _part(self, number: int, memory: Memory) -> Part | None:
        if number not in self.parts:
            found: Part | None = memory.get(f"part-{self.language}", self.rows[number])
            if found is None:
                return None
            # What is remembered stays as it is.
            self.parts[number] = (dict(found[0]), tuple(map(dict, found[1])))
        return self.parts[number]

    def write(self, touched: set[str], names: Names, memory: Memory) -> bool:
        """Makes again the files that have these texts; whether all that it takes was there."""
        shards: dict[int, list[str]] = {}
        for text in touched:
            shards.setdefault(self.sizes.part_of(text), []).append(text)
        reworded: list[str] = []
        for number, texts in shards.items():
            words, lists = self.parts[number]
            known = lexicon(words).often
            for text in texts:
                found = [each[text] for each in lists if text in each]
                often = known.get(text, 0)
                there = bool(found or often)
                letter = commonness(sum(map(len, found)), often) if there else None
                self.sizes.put(text, size_of(found) if there else None)
                if self.letters.put(text[::-1], letter):
                    reworded.append(text[::-1])
        moved = self.sizes.cut(self.sizes.values, self.basis.shards)
        turned = self.letters.cut(map(len, self.letters.texts), self.basis.endings)
        if moved is None or turned is None:
            return False
        pool = [self._part(number, memory) for number in moved]
        words, lists = {}, tuple({} for _ in FIELDS)
        for part in pool:
            if part is None:
                return False
            words.update(part[0])
            for all_of_them, these in zip(lists, part[1], strict=True):
                all_of_them.update(these)
        self._share_out(moved, words, lists)
        self._write({*shards, *moved}, {*map(self.letters.part_of, reworded), *turned}, names)
        return True


def _key(entry: str) -> str:
    return entry.partition("\t")[0]


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The keys at which two mappings differ."""
    return [k for k, value in new.items() if old.get(k) != value] + [k for k in old if k not in new]


def _put(held: dict[str, Any], key: str, value: Any) -> None:
    """Nothing is held as an empty value."""
    if value:
        held[key] = value
    else:
        held.pop(key, None)
