"""Someone at work on a small archive: it as it is now, as it was, and what chance picks from it."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

from small_site import PICTURE

from edits.state import SPOKEN, State, Version, Work

Edit = Callable[["Newsroom"], None]
EDITS: list[Edit] = []


def edit(function: Edit) -> Edit:
    """Marks what an editor may do next. It leaves the archive buildable."""
    EDITS.append(function)
    return function


class Newsroom:
    """A small archive in its editors' hands; the same seed does the same to it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.now = State(["en", "ar"], {"page_size": 2})
        for name in ("keywords", "sources", "people", "places", "collections"):
            self.now.terms[name] = {
                f"{name}-{n}": {"label": self.words_in("en", "ar")} for n in range(3)
            }
        for _ in range(3):
            self.new_work()
        self.earlier: list[State] = []
        self.remember()

    def remember(self) -> None:
        """This moment is one that the archive may be put back to."""
        self.earlier.append(copy.deepcopy(self.now))

    def words(self, language: str, count: int = 3) -> str:
        return " ".join(self.chance.choices(SPOKEN[language].split(), k=count))

    def words_in(self, *languages: str) -> dict[str, str]:
        return {tag: f"{self.words(tag, 2)} {self.chance.randrange(99)}" for tag in languages}

    def work(self) -> Work:
        return self.chance.choice(list(self.now.works.values()))

    def version(self) -> tuple[str, Version]:
        return self.chance.choice(list(self.work().versions.items()))

    def term(self, name: str = "") -> dict[str, Any]:
        of_kind = self.now.terms[name or self.chance.choice(list(self.now.terms))]
        return self.chance.choice(list(of_kind.values()))

    def some(self, name: str) -> list[str]:
        return self.chance.sample(list(self.now.terms[name]), self.chance.randint(1, 2))

    def new_version(self, language: str) -> Version:
        blocks = [self.words(language, 12) for _ in range(3)]
        return Version(self.words(language), blocks)

    def new_work(self) -> None:
        self.now.serial += 1
        first = self.chance.choice(self.now.languages)
        others = [tag for tag in self.now.languages if tag != first and self.chance.random() < 0.6]
        versions = {tag: self.new_version(tag) for tag in (first, *others)}
        year = self.chance.randint(2010, 2014)
        picture = self.chance.choice((PICTURE, ""))
        work = Work(f"{year}/work-{self.now.serial}", versions, picture)
        work.original.header = {
            "date": f"{year}-05", "source": self.some("sources")[0],
            "keywords": self.some("keywords"), "people": self.some("people"),
            "places": self.some("places"),
        }  # fmt: skip
        self.now.works[self.now.serial] = work
