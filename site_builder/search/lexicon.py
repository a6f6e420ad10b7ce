"""The archive's own lexicon of a language: which terms a folded word stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.search.analysis import analyser_for, in_utf16_order


@dataclass(frozen=True, slots=True)
class Lexicon:
    words: tuple[str, ...]
    """Keys in UTF-16 order."""
    terms: Mapping[str, tuple[str, ...]]
    """Key -> its terms; more than one where spellings that fold alike have different stems."""
    spellings: Mapping[str, str]
    """Key -> its commonest spelling in the texts, where that is not the key itself."""
    often: Mapping[str, int]
    """Key -> how often it stands in the texts, however it is spelled."""


def lexicon(entries: Mapping[str, int], language: str) -> Lexicon:
    """From the written entries (``Analyser.written``) and how often each stands."""
    read = analyser_for(language).read
    terms: dict[str, tuple[str, ...]] = {}
    total: dict[str, int] = {}
    spelled: dict[str, dict[str, int]] = {}
    for written, often in entries.items():
        term, key, word = read(written)
        total[key] = total.get(key, 0) + often
        held = terms.get(key)
        if held is None:
            terms[key] = (term,)
        elif term not in held:
            terms[key] = tuple(in_utf16_order((*held, term)))
        if word:
            spellings = spelled.setdefault(key, {})
            spellings[word] = spellings.get(word, 0) + often
    for key, spellings in spelled.items():
        spellings[key] = total[key] - sum(spellings.values())
    best = {key: max(found, key=lambda word: (found[word], word)) for key, found in spelled.items()}
    return Lexicon(
        tuple(in_utf16_order(terms)),
        terms,
        {key: word for key, word in best.items() if word != key},
        total,
    )
