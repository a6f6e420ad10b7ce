"""Text -> words -> terms, as each language asks for; the browser repeats all but the stemming.

A *word* is a run of letters, marks and digits, spelled as its language does; its *key* is the
folded word, under which a query finds it; its *term* is the folded stem, which is indexed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from site_builder.search import tables
from site_builder.search.stems import stemmer

LONGEST = 40
"""Characters of a word that count; what a reader types is cut at the same length."""

Folding = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one run of letters is to a query."""

    kind: Literal["word", "joined", "unspaced", "hangul"]
    key: str
    parts: tuple[str, ...] = ()
    """Keys of a joined word's parts, clusters of an unspaced run, syllables of a Korean word."""


class Entry(NamedTuple):
    """One term of a word in the index."""

    term: str
    key: str = ""
    """Under which the lexicon knows it; empty for bigrams, which are found as they are."""
    spelled: str = ""
    """The word itself, where it is not spelled as its key."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How one language is folded; ``published`` is all that the browser needs of it."""

    language: str
    early: tuple[tuple[str, str], ...]
    """Replacements before normalisation, longest first."""
    late: tuple[tuple[str, str], ...]
    """Replacements in lower-case text without marks."""
    stemmed: bool
    prefixes: tuple[str, ...]
    """What a query word may have before it and the texts' words not."""

    def published(self) -> dict[str, object]:
        """The rules as JSON values; see ``fold.js``."""
        return {
            "early": dict(self.early),
            "drop": tables.DROPPED,
            "late": dict(self.late),
            "zeros": tables.ZEROS,
            "joiners": tables.JOINERS,
            "unspaced": tables.UNSPACED,
            "stackers": tables.STACKERS,
            "hangul": tables.HANGUL,
            "longest": LONGEST,
            "extended": tables.EXTENDED,
            "stemmed": self.stemmed,
            "prefixes": self.prefixes,
        }


@cache
def rules_for(language: str) -> Rules:
    """The rules of a language (a BCP 47 tag; what follows its first part makes no difference)."""
    primary = language.split("-")[0]
    early = tables.EARLY | tables.EARLY_FOR.get(primary, {})
    if primary in tables.DOTTED_I:
        early = early | {"I": "ı", "İ": "i"}
    kept = tables.KEPT.get(primary, "")
    late = tables.OPENED | {old: new for old, new in tables.ARABIC.items() if old not in kept}
    return Rules(
        language,
        tuple(sorted(early.items(), key=lambda pair: (-len(pair[0]), pair[0]))),
        tuple(sorted(late.items())),
        primary in tables.STEMMERS,
        tables.PREFIXES.get(primary, ()),
    )


def utf16_order(text: str) -> bytes:
    """Sort key by UTF-16 code unit: the order of JavaScript, which lunr.js insists on."""
    return text.encode("utf-16-be", "surrogatepass")


def in_utf16_order(texts: Iterable[str]) -> list[str]:
    """Sorted as JavaScript sorts."""
    listed = list(texts)
    # Only beyond the basic plane, whose last characters stand behind surrogates, orders differ.
    return sorted(listed, key=utf16_order if _BEYOND.search("".join(listed)) else None)


@cache
def _every_mark() -> frozenset[str]:
    """Every combining mark (UnicodeData.txt, M)."""
    codes = (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0))
    category = unicodedata.category
    return frozenset(char for char in map(chr, codes) if category(char) in ("Mn", "Mc", "Me"))


@cache
def _marks() -> str:
    """Every combining mark as the inside of a character class."""
    ranges: list[list[int]] = []
    for code in sorted(map(ord, _every_mark())):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_BEYOND = re.compile("[\ud800-\U0010ffff]")
_SEPARATORS = re.compile("[“”„«»–—…]+")
"""What well-set texts have that is neither in a word nor in ASCII: without it most of them are."""
_ASCII_RUNS = str.maketrans(
    {char: char.lower() if char.isalnum() or char in "'-" else " " for char in map(chr, range(128))}
)


def is_plain(run: str) -> bool:
    """Whether a run of letters is one word of ASCII, spelled as its key."""
    return run.isascii() and run.isalnum() and len(run) <= LONGEST


def _replacer(pairs: dict[str, str]) -> Folding:
    pattern = re.compile("|".join(map(re.escape, sorted(pairs, key=lambda k: (-len(k), k)))))
    return lambda text: pattern.sub(lambda found: pairs[found[0]], text)


class Analyser:
    """Cuts and stems one language; remembers each distinct word it has met."""

    def __init__(self, language: str) -> None:
        self.rules = rules_for(language)
        primary = language.split("-")[0]
        digits = {chr(ord(zero) + n): str(n) for zero in tables.ZEROS for n in range(10)}
        early = dict(self.rules.early)
        self._early = _replacer(early)
        self._ascii = _ASCII_RUNS | {
            ord(char): "".join(_ASCII_RUNS[ord(one)] for one in new)
            for char, new in early.items()
            if char.isascii() and new.isascii()
        }
        self._stays_ascii = all(new.isascii() for old, new in early.items() if old.isascii())
        self._late = str.maketrans(dict(self.rules.late) | digits)
        self._spelling = str.maketrans(tables.SPELLING.get(primary, {}))
        self._drop = re.compile(f"[{tables.DROPPED}]+")
        marked = rf"\w{_marks()}"
        self._word = re.compile(rf"[{marked}]+(?:[{tables.JOINERS}][{marked}]+)*")
        self._run = re.compile(rf"[\w{tables.JOINERS}]+")
        self._marked_run = re.compile(rf"[{marked}{tables.JOINERS}]+")
        self._marks = _every_mark()
        self._joiner = re.compile(f"[{tables.JOINERS}]")
        self._unspaced = re.compile(f"[{tables.UNSPACED}]")
        self._hangul = re.compile(f"[{tables.HANGUL}]")
        self._runs = re.compile(
            f"([{tables.UNSPACED}][{tables.UNSPACED}{_marks()}]*|[{tables.HANGUL}]+)"
        )
        self._cluster = re.compile(f".(?:[{tables.STACKERS}].|[{_marks()}])*", re.DOTALL)
        self._stem = stemmer(primary)
        self._entries: dict[str, tuple[Entry, ...]] = {}

    def words(self, text: str) -> list[str]:
        """The words of a text, lower-case and normalised, joined ones whole."""
        return [word for run in self.runs(text) for word in self.words_of(run)]

    def runs(self, text: str) -> list[str]:
        """A text cut where no word can go on; most runs are a word, which ``words_of`` tells."""
        if self._stays_ascii and text.isascii():
            return text.translate(self._ascii).split()
        composed = unicodedata.normalize("NFC", text)
        if '"' in composed and not composed.isascii():
            composed = re.sub(r'([א-ת])"(?=[א-ת])', r"\1'", composed)
        early = _SEPARATORS.sub(" ", self._early(composed))
        if early.isascii():
            return early.translate(_ASCII_RUNS).split()
        plain = unicodedata.normalize("NFKC", early).lower()
        # Most texts have no marks once they are composed, and are cut twice as fast without them.
        run = self._run if self._marks.isdisjoint(plain) else self._marked_run
        return run.findall(plain.replace("_", " "))

    def words_of(self, run: str) -> list[str]:
        """The words in a run: one, unless joiners stand beside each other or at its ends."""
        return self._word.findall(run)

    def fold(self, word: str) -> str:
        """The key of a word: marks dropped, ligatures opened, joiners gone, digits in ASCII."""
        if word.isascii():
            return self._joiner.sub("", word)
        bare = self._drop.sub("", unicodedata.normalize("NFKD", word)).translate(self._late)
        return self._joiner.sub("", unicodedata.normalize("NFC", bare))

    def entries(self, word: str) -> tuple[Entry, ...]:
        """What the index holds of a word: its term, its parts, its bigrams."""
        known = self._entries.get(word)
        if known is None:
            known = self._entries[word] = tuple(self._analysed(word))
        return known

    def plain_term(self, word: str) -> str:
        """The term of a plain word (``is_plain``), which is its own key."""
        return self._stem(word) or word

    def written(self, entry: Entry) -> str:
        """An entry with a key in one text: key, term and spelling, parted by tabs; a plain word
        that has the term of its own is written as it is."""
        key, term, spelled = entry.key, entry.term, entry.spelled
        if spelled:
            return f"{key}\t{term}\t{spelled}"
        return key if is_plain(key) and self.plain_term(key) == term else f"{key}\t{term}"

    def read(self, written: str) -> Entry:
        """The entry that is written so."""
        key, tab, rest = written.partition("\t")
        if not tab:
            return Entry(self.plain_term(key), key)
        term, _, spelled = rest.partition("\t")
        return Entry(term, key, spelled)

    def pieces(self, text: str) -> Iterator[Piece]:
        """What a query asks for, by the same rules."""
        for word in self.words(text):
            parts = self._joiner.split(word)
            if len(parts) > 1 and not self._unspaced.search(word):
                keys = tuple(key for part in parts if (key := self.fold(part)))
                yield Piece("joined", "".join(keys), keys)
                continue
            for part in parts:
                yield from self._pieces_of(part)

    def _pieces_of(self, part: str) -> Iterator[Piece]:
        for run in filter(None, self._runs.split(part)):
            key = self.fold(run)[:LONGEST]
            if self._unspaced.match(run):
                yield Piece("unspaced", key, self._clusters(run))
            elif self._hangul.match(run):
                yield Piece("hangul", key, tuple(key))
            elif key:
                yield Piece("word", key)

    def _clusters(self, run: str) -> tuple[str, ...]:
        return tuple(key for found in self._cluster.findall(run) if (key := self.fold(found)))

    def _analysed(self, word: str) -> Iterator[Entry]:
        parts = self._joiner.split(word)
        if len(parts) > 1 and not self._unspaced.search(word):
            yield from self._word_entry(word)
        for run in filter(None, (run for part in parts for run in self._runs.split(part))):
            if self._unspaced.match(run):
                yield from map(Entry, grams(self._clusters(run)))
                continue
            yield from self._word_entry(run)
            if self._hangul.match(run):
                yield from (Entry(two) for two in bigrams(run) if two != run)

    def _word_entry(self, word: str) -> Iterator[Entry]:
        key = self.fold(word)[:LONGEST]
        if key:
            # Nothing of ASCII is dropped or spelled otherwise.
            spelled = word if word.isascii() else self._drop.sub("", word).translate(self._spelling)
            term = self.fold(self._stem(spelled))[:LONGEST] or key
            yield Entry(term, key, "" if word == key else word)


analyser_for = cache(Analyser)
"""The analyser of a language, made once."""


def bigrams(units: str | tuple[str, ...]) -> tuple[str, ...]:
    """Overlapping pairs; a single unit stands alone."""
    if len(units) < 2:
        return tuple(units)
    return tuple(units[at] + units[at + 1] for at in range(len(units) - 1))


def grams(clusters: tuple[str, ...]) -> tuple[str, ...]:
    """What is indexed of a run without spaces: its pairs, and each cluster by itself, which is
    what a reader types who looks for one character."""
    return clusters if len(clusters) < 2 else (*bigrams(clusters), *clusters)
