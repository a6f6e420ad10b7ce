"""After an edit the index is mended, and is then what a whole indexing would have made."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import search_corpora as corpora

from site_builder.cache import Cache
from site_builder.model import Body
from site_builder.search import parts
from site_builder.search.documents import Document
from site_builder.search.postings import BLOCK, BLOCKS, Writer, exchanged, page_mark

NAMES = {"press": [["keyword", "/en/keywords/press/", "Press", ["en"]]], "zz": [["place", "z"]]}


class Archive:
    """Documents of one language, and random edits of them."""

    def __init__(self, language: str, size: int, seed: int) -> None:
        self.chance = random.Random(seed)
        documents, bodies = corpora.corpus(language, seed=seed, size=size)
        # As if the texts were long: so there are many shards.
        self.documents = [replace(one, words=3000) for one in documents]
        self.texts = {one.body: bodies(one.body).text for one in documents}
        self.words = corpora.WORDS[language].split()

    def bodies(self, digest: str) -> Body:
        return Body("", self.texts[digest], "")

    def text(self) -> str:
        made = ["".join(self.chance.choices("abcdeßşقه中", k=4)) for _ in range(3)]
        return " ".join([*self.chance.choices(self.words, k=self.chance.randint(3, 30)), *made])

    def new_body(self) -> str:
        name = f"body {len(self.texts)}"
        self.texts[name] = self.text()
        return name

    def edit(self) -> None:
        at = self.chance.randrange(len(self.documents))
        one = self.documents[at]
        match self.chance.choice(("body", "body", "title", "last", "both", "less")):
            case "body":
                self.documents[at] = replace(one, body=self.new_body())
            case "title":
                self.documents[at] = replace(one, title=self.text(), keywords=(self.text(),))
            case "last":
                name = f"/x/{len(self.texts):05}/"
                last = replace(one, reference=name, body=self.new_body())
                self.documents.append(last)
            case "both":
                near = at // BLOCK * BLOCK + self.chance.randrange(BLOCK)
                for place in {at, min(near, len(self.documents) - 1)}:
                    self.documents[place] = replace(one, body=self.new_body())
            case _:
                self.documents[at] = replace(one, body=self.new_body(), deck="", others=())

    def published(self, memory: Cache) -> parts.Published:
        language = self.documents[0].language
        return parts.published(language, self.documents, NAMES, self.bodies, memory)


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_a_mended_index_equals_a_whole_one(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(language, 150, seed=4)
    made_whole: list[Sequence[Document]] = []
    whole = parts.blocks

    def counted(*given: Any) -> Any:
        made_whole.append(given[1])
        return whole(*given)

    monkeypatch.setattr(parts, "blocks", counted)
    for number in range(25):
        # Each build opens the cache anew, as a process of its own would.
        memory = Cache(tmp_path / "cache.sqlite")
        mended = archive.published(memory)
        memory.close()
        before = len(made_whole)
        assert mended == archive.published(Cache(None)), number
        assert len(made_whole) == before + 1
        archive.edit()
    assert len(mended.shards) > 20
    # All but the first, and those in which the number of shards or documents' places changed.
    assert len(made_whole) - 25 < 10


def test_an_edit_reads_no_text_but_those_of_its_block(tmp_path: Path) -> None:
    archive = Archive("en", 300, seed=5)
    memory = Cache(tmp_path / "cache.sqlite")
    archive.published(memory)
    memory.close()
    archive.documents[200] = replace(archive.documents[200], body=archive.new_body())
    read: list[str] = []
    bodies = archive.bodies

    def watched(digest: str) -> Body:
        read.append(digest)
        return bodies(digest)

    archive.bodies = watched  # type: ignore[method-assign]
    memory = Cache(tmp_path / "cache.sqlite")
    archive.published(memory)
    memory.close()
    assert sorted(read) == sorted(one.body for one in archive.documents[192:256])


@pytest.mark.parametrize("kind", ["index", "words-en", "shard-en", "block-en"])
def test_whatever_is_lost_from_the_cache_is_made_again(kind: str, tmp_path: Path) -> None:
    import sqlite3

    archive = Archive("en", 150, seed=6)
    memory = Cache(tmp_path / "cache.sqlite")
    archive.published(memory)
    memory.close()
    with sqlite3.connect(tmp_path / "cache.sqlite") as db:
        found = db.execute("DELETE FROM remembered WHERE kind = ?", (kind,)).rowcount
        assert found > 0
    db.close()
    archive.documents[70] = replace(archive.documents[70], body=archive.new_body())
    memory = Cache(tmp_path / "cache.sqlite")
    mended = archive.published(memory)
    memory.close()
    assert mended == archive.published(Cache(None))


def test_a_list_has_a_block_exchanged_wherever_it_stands() -> None:
    chance = random.Random(1)
    pages = len(BLOCKS)
    for _ in range(300):
        blocks = sorted(chance.sample(range(70 * pages), chance.randint(1, 8)))
        written = {number: _written(chance, number) for number in blocks}
        changed = chance.choice([*blocks, chance.randrange(70 * pages)])
        new = chance.choice(("", _written(chance, changed)))
        after = {**written, changed: new}
        assert exchanged(_joined(written), changed, new) == _joined(after)


def _written(chance: random.Random, block: int) -> str:
    writer = Writer(block)
    for place in sorted(chance.sample(range(BLOCK), chance.randint(1, 5))):
        writer.add(place, {"t": chance.choice((1, 2, 9, 500))}, chance.choice((None, 70)))
    (line,) = writer.lines()
    return line.removeprefix("t\t")


def _joined(blocks: dict[int, str]) -> str:
    text, page = "", 0
    for number in sorted(number for number, listed in blocks.items() if listed):
        if number // len(BLOCKS) != page:
            page = number // len(BLOCKS)
            text += page_mark(page)
        text += blocks[number]
    return text
