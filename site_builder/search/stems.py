"""The stemmer of a language: Snowball's, and what Arabic needs before it."""

from __future__ import annotations

from collections.abc import Callable

from site_builder.search import tables


def stemmer(primary: str) -> Callable[[str], str]:
    """A language's stemmer; the word itself where there is none."""
    if primary not in tables.STEMMERS:
        return lambda word: word
    from Stemmer import Stemmer

    # Its own memory would be one more: each distinct word comes here once.
    stem: Callable[[str], str] = Stemmer(tables.STEMMERS[primary], 0).stemWord
    return (lambda word: stem(_light10(word))) if primary == "ar" else stem


def _light10(word: str) -> str:
    """Affixes taken off before Snowball, which leaves the article on after a conjunction and half
    of the feminine plural."""
    for prefix in tables.PREFIXES["ar"][:-1]:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    for suffix in tables.ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
    return word
