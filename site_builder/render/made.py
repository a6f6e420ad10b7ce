"""All that workers make ahead of being asked: files beside articles, and pictures of titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.cache import Cache
from site_builder.model import CardPage, ShareLook
from site_builder.plan import Planned
from site_builder.render.ahead import Ahead
from site_builder.render.cards import cards_of
from site_builder.render.files import FileLike, files_of


@dataclass(frozen=True, slots=True)
class Made:
    """What the workers make."""

    files: Ahead[FileLike]
    cards: Ahead[CardPage]

    def expect(self, todo: Sequence[Planned]) -> None:
        """What will be asked for, in this order: they go ahead by themselves."""
        self.files.expect(todo)
        self.cards.expect(todo)

    def close(self) -> None:
        self.files.close()
        self.cards.close()


def made_by_workers(root: Path, look: ShareLook | None, memory: Cache, jobs: int) -> Made:
    """``root`` is the folder of the site, ``look`` that of its pictures of titles."""
    return Made(Ahead(files_of(root), memory, jobs), Ahead(cards_of(look), memory, jobs))
