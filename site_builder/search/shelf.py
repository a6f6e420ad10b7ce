"""A published index with what is needed to change it: shards, endings, and what they are made from.

A shard's posting lists are read back from its own text; beside that only the words that are in it
are remembered, and how often each stands in the texts.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from site_builder.cache import digest_of
from site_builder.search.analysis import in_utf16_order, rules_for, utf16_order
from site_builder.search.cuts import size_of
from site_builder.search.documents import FIELDS
from site_builder.search.gather import BODY, Gathered, counted
from site_builder.search.joined import Held, differing, pairs, section
from site_builder.search.lexicon import lexicon
from site_builder.search.listing import BATCH, Memory, NotListed
from site_builder.search.ordered import Ordered
from site_builder.search.postings import BLOCK, exchanged
from site_builder.search.published import Basis, Published, Shards
from site_builder.search.shards import (
    Names,
    Rows,
    after,
    commonness,
    ending,
    lists_in,
    rows,
)


class Shelf:
    """An index that can be filled with all that is in it, or changed text by text."""

    def __init__(self, language: str, basis: Basis) -> None:
        self.language = language
        self.basis = basis
        self.totals: tuple[int, ...] = ()
        self.lengths: list[int] = []
        self.sizes: Ordered[int] = Ordered([], [])
        """Every word and term, with what it adds to its shard."""
        self.letters: Ordered[str] = Ordered([], [])
        """The same reversed, with how common they are."""
        self.shards: list[str | None] = []
        """None where nobody has asked for it."""
        self.words: list[str] = []
        """A shard each: its words, in lines as those of a batch (``gather``); empty if not new."""
        self.endings: list[str] = []
        self.kept: list[str] = []
        """A shard each: the key under which it is remembered."""
        self.held: dict[int, Held] = {}
        """What is in the shards that have been read back."""
        self.new: set[int] = set()
        self._shard_digests: list[bytes] = []
        self._ending_digests: list[bytes] = []

    def fill(self, made: Iterable[tuple[Rows, str]], cuts: Sequence[str] | None = None) -> None:
        """Takes all of an index: rows and lines of words, range by range."""
        texts: list[str] = []
        sizes: list[int] = []
        lines: list[str] = []
        backwards: list[str] = []
        parts: list[str] = []
        for its, words in made:
            if texts and its.texts:
                its.lines[0] = after(texts[-1], its.texts[0], its.lines[0])
            texts += its.texts
            sizes += its.sizes
            lines += its.lines
            backwards += its.backwards
            parts += [words] if words else []
        indexed = [text for text, size in zip(texts, sizes, strict=True) if size]
        self.sizes = Ordered(indexed, [*filter(None, sizes)], cuts or ())
        if cuts is None:
            self.sizes.cut(self.sizes.values, self.basis.shards)
        self._fill_shards(texts, lines, "\n".join(parts))
        backwards = in_utf16_order(backwards)
        back = [line[:-2] for line in backwards]
        self.letters = Ordered(back, [line[-1] for line in backwards])
        self.letters.cut(map(len, back), self.basis.endings)
        self.endings = [ending(*self.letters.part(n)) for n in range(self.letters.parts)]
        self._ending_digests = list(map(_digest, self.endings))

    def _fill_shards(self, texts: list[str], lines: list[str], words: str) -> None:
        bounds = ["", *self.sizes.cuts]
        places = [bisect_left(texts, utf16_order(cut), key=utf16_order) for cut in bounds]
        for place in filter(len(texts).__gt__, places):
            lines[place] = after("", texts[place], lines[place])
        shards = ["\n".join(lines[a:b]) for a, b in pairwise((*places, len(texts)))]
        self.words = [
            section(words, (first, last))
            for first, last in zip(bounds, (*self.sizes.cuts, None), strict=True)
        ]
        self.shards = [*shards]
        self._shard_digests = list(map(_digest, shards))
        self.kept = [""] * len(shards)
        self.new = set(range(len(shards)))

    def published(self, memory: Memory) -> Published:
        return Published(
            self.language, rules_for(self.language), self.totals, tuple(self.lengths),
            self.sizes.cuts, Shards(self.shards, partial(self._shard, memory)),
            self.letters.cuts, tuple(self.endings),
            tuple(self._shard_digests), tuple(self._ending_digests),
        )  # fmt: skip

    # --- what is remembered --------------------------------------------------------------

    @classmethod
    def latest(cls, language: str, memory: Memory, at_once: bool) -> Shelf | None:
        """What was published last, no words read; None when some of it is not known.

        ``at_once``: its shards are read, too, so that it shows here whether one is not known.
        """
        kept: dict[str, Any] | None = memory.get("index", language)
        if kept is None:
            return None
        shelf = cls(language, Basis(*kept["basis"]))
        shelf.totals, shelf.lengths = kept["totals"], list(kept["lengths"])
        shelf.kept, shelf.endings = list(kept["kept"]), list(kept["endings"])
        shelf._shard_digests, shelf._ending_digests = map(list, kept["digests"])
        sizes = array("I", kept["sizes"])
        shelf.sizes = Ordered(kept["texts"].split("\n"), sizes.tolist(), kept["cuts"])
        back = kept["back"].split("\n")
        shelf.letters = Ordered(back, list(kept["letters"]), kept["ending_cuts"])
        shelf.words = [""] * len(shelf.kept)
        shelf.shards = [None] * len(shelf.kept)
        if at_once:
            shelf.shards = [memory.get(f"shard-{language}", key) for key in shelf.kept]
        return None if at_once and None in shelf.shards else shelf

    def _shard(self, memory: Memory, number: int) -> str:
        """Raises NotListed for one that is not known any more."""
        found = self.shards[number]
        if found is None:
            found = memory.get(f"shard-{self.language}", self.kept[number])
            if found is None:
                raise NotListed(f"{self.language}: shard {number}")
            self.shards[number] = found
        return found

    def keep(self, memory: Memory) -> None:
        """Remembers it as the latest; of its shards, those that are new."""
        basis = self.basis
        made = digest_of(*basis.batches, basis.names, f"{basis.shards} {basis.endings}")
        for number in sorted(self.new):
            key = self.kept[number] = f"{made}-{number}"
            memory.put(f"shard-{self.language}", key, self.shards[number])
            memory.put(f"words-{self.language}", key, self.words[number])
        kept = {
            "basis": (basis.batches, basis.names, basis.shards, basis.endings),
            "totals": self.totals,
            "lengths": self.lengths,
            "kept": self.kept,
            "texts": "\n".join(self.sizes.texts),
            "sizes": array("I", self.sizes.values).tobytes(),
            "cuts": self.sizes.cuts,
            "back": "\n".join(self.letters.texts),
            "letters": "".join(self.letters.values),
            "ending_cuts": self.letters.cuts,
            "endings": self.endings,
            "digests": (self._shard_digests, self._ending_digests),
        }
        memory.put("index", self.language, kept)

    # --- what an edit changes ------------------------------------------------------------

    def exchange(
        self, batches: Iterable[tuple[int, Gathered, Gathered]], memory: Memory
    ) -> set[str] | None:
        """Puts what batches hold now in the place of what they held; the texts that this touches.

        None when a part of the index is not known any more.
        """
        touched: set[str] = set()
        totals = list(self.totals)
        for number, (old_lists, old_lengths, old_words), (lists, lengths, words) in batches:
            blocks = range(number * BATCH // BLOCK, (number + 1) * BATCH // BLOCK)
            for field in range(len(FIELDS)):
                totals[field] += sum(lengths[field]) - sum(old_lengths[field])
                for term, _, new in differing(old_lists[field], lists[field], "\t"):
                    held = self._held_with(term, memory)
                    if held is None:
                        return None
                    its = held[1][field]
                    _put(its, term, exchanged(its.get(term, ""), blocks, new))
                    touched.add(term)
            start = number * BATCH
            self.lengths[start : start + len(old_lengths[BODY])] = lengths[BODY]
            for entry, before, now in differing(old_words, words, " "):
                held = self._held_with(_key(entry), memory)
                if held is None:
                    return None
                more = int(now or 0) - int(before or 0)
                _put(held[0], entry, held[0].get(entry, 0) + more)
                touched.add(_key(entry))
        self.totals = tuple(totals)
        return touched

    def _held_with(self, text: str, memory: Memory) -> Held | None:
        return self._held(self.sizes.part_of(text), memory)

    def _held(self, number: int, memory: Memory) -> Held | None:
        """What is in a shard; None when it is not known any more."""
        if number not in self.held:
            words: str | None = memory.get(f"words-{self.language}", self.kept[number])
            if words is None:
                return None
            often = {entry: int(times) for entry, times in pairs(words, " ")}
            self.held[number] = (often, lists_in(self._shard(memory, number)))
        return self.held[number]

    def write(self, touched: set[str], names: Names, memory: Memory) -> bool:
        """Makes again the files that have these texts; whether all that it takes was there."""
        shards: dict[int, list[str]] = {}
        for text in touched:
            shards.setdefault(self.sizes.part_of(text), []).append(text)
        reworded: list[str] = []
        for number, texts in shards.items():
            words, lists = self.held[number]
            known = lexicon(words, self.language).often
            for text in texts:
                listed = sum(len(each.get(text, "")) for each in lists)
                often = known.get(text, 0)
                there = bool(listed or often)
                self.sizes.put(text, size_of(listed) if there else None)
                if self.letters.put(text[::-1], commonness(listed, often) if there else None):
                    reworded.append(text[::-1])
        moved = self.sizes.cut(self.sizes.values, self.basis.shards)
        turned = self.letters.cut(map(len, self.letters.texts), self.basis.endings)
        if moved is None or turned is None or not self._share_out(moved, memory):
            return False
        self._write({*shards, *moved}, names)
        for number in {*map(self.letters.part_of, reworded), *turned}:
            self.endings[number] = ending(*self.letters.part(number))
            self._ending_digests[number] = _digest(self.endings[number])
        return True

    def _share_out(self, numbers: Iterable[int], memory: Memory) -> bool:
        """Gives each of these shards what is in it, now that they are cut elsewhere."""
        pool = [self._held(number, memory) for number in numbers]
        written: dict[str, dict[str, int]] = {}
        lists: tuple[dict[str, str], ...] = tuple({} for _ in FIELDS)
        for held in pool:
            if held is None:
                return False
            for entry, often in held[0].items():
                written.setdefault(_key(entry), {})[entry] = often
            for all_of_them, these in zip(lists, held[1], strict=True):
                all_of_them.update(these)
        for number in numbers:
            texts, _ = self.sizes.part(number)
            words = {e: n for text in texts for e, n in written.get(text, {}).items()}
            self.held[number] = (
                words,
                tuple({t: each[t] for t in texts if t in each} for each in lists),
            )
        return True

    def _write(self, numbers: set[int], names: Names) -> None:
        offered: dict[int, dict[str, Sequence[Any]]] = {}
        for name, pages in names.items():
            offered.setdefault(self.sizes.part_of(name), {})[name] = pages
        for number in numbers:
            held = self.held[number]
            self.shards[number] = shard = "\n".join(
                rows(held, offered.get(number, {}), self.language).lines
            )
            self._shard_digests[number] = _digest(shard)
            self.words[number] = counted(held[0])
        self.new |= numbers


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _key(entry: str) -> str:
    return entry.partition("\t")[0]


def _put(held: dict[str, Any], key: str, value: Any) -> None:
    """Nothing is held as an empty value."""
    if value:
        held[key] = value
    else:
        held.pop(key, None)
