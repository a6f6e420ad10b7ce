"""A translation beside what it was made from, and how what is in both is matched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_builder.model import BlockFacts, Term, TermKind, Version
from site_builder.problems import Problem, warning

Item = tuple[int, str]
"""(index of a block, something in it)."""
Same = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Pair:
    original: Version
    translation: Version
    terms: Mapping[tuple[TermKind, str], Term]

    @property
    def aligned(self) -> bool:
        """Whether block n of the one is block n of the other."""
        return len(self.original.article.blocks) == len(self.translation.article.blocks)

    @property
    def sides(self) -> tuple[tuple[BlockFacts, ...], tuple[BlockFacts, ...]]:
        return tuple(self.original.article.facts), tuple(self.translation.article.facts)

    def here(self, block: int) -> int:
        """The line of the translation that answers to a block of the original."""
        facts = self.translation.article.facts
        return facts[min(block, len(facts) - 1)].line if facts else 1

    def there(self, block: int) -> str:
        """``en.md:23``: where a block of the original stands."""
        facts = self.original.article.facts
        return self.place(facts[min(block, len(facts) - 1)].line if facts else 1)

    @property
    def name(self) -> str:
        """``en.md``: the original's file."""
        return self.original.article.path.rpartition("/")[2]

    def place(self, line: int) -> str:
        return f"{self.name}:{line}"

    def warn(self, line: int, message: str, kind: str, hint: str) -> Problem:
        meant = f"{hint}, or say that it is meant: translation: {{differs: [{kind}]}}"
        return warning(self.translation.article.path, line, 1, message, meant)


def unmatched(
    left: Iterable[Item], right: Iterable[Item], ways: Sequence[Same], *, aligned: bool
) -> tuple[list[Item], list[Item]]:
    """What of each side has no counterpart, first within a block, then anywhere.

    ``ways`` are tried one after the other, the strictest first; each item is used once.
    """
    rest_left, rest_right = list(left), list(right)
    for within in (True, False) if aligned else (False,):
        for same in ways:
            kept: list[Item] = []
            for block, value in rest_left:
                fits = (
                    number
                    for number, (other, there) in enumerate(rest_right)
                    if (block == other or not within) and same(value, there)
                )
                found = next(fits, None)
                if found is None:
                    kept.append((block, value))
                else:
                    del rest_right[found]
            rest_left = kept
            if not (rest_left and rest_right):
                return rest_left, rest_right
    return rest_left, rest_right
