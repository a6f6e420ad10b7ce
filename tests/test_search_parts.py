"""After an edit the index is mended, and is then what a whole indexing would have made."""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
import time
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
import search_corpora as corpora

from site_builder import edtf
from site_builder.cache import Cache
from site_builder.model import Body
from site_builder.search import gather, parts, standard
from site_builder.search.analysis import utf16_order
from site_builder.search.documents import Document, told
from site_builder.search.index import language_index
from site_builder.search.listing import BATCH, NotListed
from site_builder.search.postings import BLOCK, PAGE, Writer, exchanged, page_mark
from site_builder.search.published import Published
from site_builder.search.standard import LUNR_VERSION, lunr_index
from site_builder.workers import Meanwhile, pool

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
                near = at // BATCH * BATCH + self.chance.randrange(BATCH)
                for place in {at, min(near, len(self.documents) - 1)}:
                    self.documents[place] = replace(one, body=self.new_body())
            case _:
                self.documents[at] = replace(one, body=self.new_body(), deck="", others=())

    def published(self, memory: Cache, *, at_once: bool = True) -> Published:
        language = self.documents[0].language
        return parts.published(
            language, self.documents, NAMES, self.bodies, memory, at_once=at_once
        )


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_a_mended_index_equals_a_whole_one(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(language, 150, seed=4)
    made_whole: list[str] = []
    whole = parts._whole

    def counted(*given: Any) -> Any:
        made_whole.append(given[0])
        return whole(*given)

    monkeypatch.setattr(parts, "_whole", counted)
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


def test_ranges_that_are_written_apart_make_the_same_shards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    archive = Archive("en", 280, seed=7)
    whole = archive.published(Cache(None))
    asked: list[int] = []
    ranges = parts.ranges

    def many(batches: Any, jobs: int) -> Any:
        found = ranges(batches, 7)
        asked.append(len(found))
        return found

    monkeypatch.setattr(parts, "MANY", 2)
    monkeypatch.setattr(parts, "ranges", many)
    apart = parts.published("en", archive.documents, NAMES, archive.bodies, Cache(None), jobs=2)
    assert apart == whole
    assert asked == [7]


def test_the_standard_index_is_the_same_however_it_is_shared_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    archive = Archive("ar", 90, seed=8)
    published = archive.published(Cache(None))
    references = [one.reference for one in archive.documents]
    alone = standard.serialised(published, references)
    assert len(published.shards) > 3
    monkeypatch.setattr(standard, "MANY", 0)
    assert len(list(standard._parts(published.shards, 3))) == 3
    assert standard.serialised(published, references, jobs=3) == alone
    assert standard.serialised(published, references, jobs=99) == alone


@pytest.mark.parametrize("language", ["ar", "en", "zh"])
def test_the_standard_index_is_written_as_lunr_py_would_hold_it(language: str) -> None:
    archive = Archive(language, 90, seed=9)
    index = language_index(language, archive.documents, archive.bodies)
    told = lunr_index(index).serialize()
    told["version"] = LUNR_VERSION
    told["invertedIndex"].sort(key=lambda pair: utf16_order(pair[0]))
    assert corpora.serialised(index) == json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def test_documents_that_differ_in_anything_are_told_differently() -> None:
    one = corpora.document("en", "a", "A title")
    others: dict[str, Any] = {
        "reference": "/en/b/", "language": "fr", "title": "B", "deck": "D", "keywords": ("k",),
        "body": "b", "others": ("o",), "title_language": "ar", "date": edtf.parse("2011-04"),
        "type": "note", "excerpt": "e", "warning": True, "keyword_facets": (("k", "K"),),
        "source_facet": ("s", "S"), "versions": (("fr", "/fr/a/"),), "words": 7,
    }  # fmt: skip
    assert others.keys() == {field.name for field in fields(Document)}
    all_told = {told(one), *(told(replace(one, **{name: value})) for name, value in others.items())}
    assert len(all_told) == 1 + len(others)


def test_an_edit_reads_no_text_but_those_of_its_batch(tmp_path: Path) -> None:
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
    start = 200 // BATCH * BATCH
    assert sorted(read) == sorted(one.body for one in archive.documents[start : start + BATCH])


def test_what_was_begun_while_pages_were_planned_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "MANY", 2)
    # As in a build, which has one thread; pytest's own workers have more.
    monkeypatch.setattr(pool, "_start_method", lambda: "fork")
    archive = Archive("en", 150, seed=7)
    whole = archive.published(Cache(None))
    memory = Cache(tmp_path / "cache.sqlite")
    keys = gather.batch_keys(archive.documents)
    until = time.monotonic() + 30
    with closing(Meanwhile(2)) as meanwhile:
        gather.begin("en", archive.documents, archive.bodies, memory, meanwhile)
        while not all(memory.has("batch-en", key) for key in keys) and time.monotonic() < until:
            meanwhile.look()
            time.sleep(0.005)
    archive.texts.clear()
    assert archive.published(memory) == whole
    memory.close()


def test_of_an_edited_index_only_the_shards_that_change_are_read(tmp_path: Path) -> None:
    archive = Archive("en", 150, seed=6)
    memory = Cache(tmp_path / "cache.sqlite")
    before = archive.published(memory)
    memory.save()
    archive.documents[70] = replace(archive.documents[70], body=archive.new_body())
    wanted = archive.published(Cache(None))
    with sqlite3.connect(tmp_path / "cache.sqlite") as db:
        db.execute("DELETE FROM remembered WHERE kind = 'shard-en' AND key LIKE '%-3'")
    db.close()
    mended = archive.published(memory, at_once=False)
    digests = [hashlib.sha256(text.encode()).digest() for text in wanted.shards]
    assert [*mended.shard_digests] == [*wanted.shard_digests] == digests
    same = [n for n, text in enumerate(wanted.shards) if text == before.shards[n]]
    assert 3 in same, "another shard is to be lost"
    assert 0 < len(same) < len(digests)
    for number, text in enumerate(wanted.shards):
        if number == 3:
            with pytest.raises(NotListed):
                mended.shards[number]
        else:
            assert mended.shards[number] == text
    memory.close()


@pytest.mark.parametrize("kind", ["index", "words-en", "shard-en", "batch-en"])
def test_whatever_is_lost_from_the_cache_is_made_again(kind: str, tmp_path: Path) -> None:
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


def test_a_list_has_a_batch_exchanged_wherever_it_stands() -> None:
    chance = random.Random(1)
    assert PAGE % BATCH == 0
    a_page = PAGE // BATCH
    for _ in range(300):
        batches = sorted(chance.sample(range(70 * a_page), chance.randint(1, 8)))
        written = {number: _written(chance, number) for number in batches}
        changed = chance.choice([*batches, chance.randrange(70 * a_page)])
        new = chance.choice(("", _written(chance, changed)))
        after = {**written, changed: new}
        blocks = range(changed * BATCH // BLOCK, (changed + 1) * BATCH // BLOCK)
        assert exchanged(_joined(written), blocks, new) == _joined(after)


def _written(chance: random.Random, batch: int) -> str:
    writer = Writer()
    for place in sorted(chance.sample(range(BATCH), chance.randint(1, 5))):
        often = chance.choice((1, 2, 9, 500))
        writer.add(batch * BATCH + place, {"t": often}, chance.choice((None, 70)))
    (line,) = writer.lines()
    return line.removeprefix("t\t")


def _joined(batches: dict[int, str]) -> str:
    text, page = "", 0
    for number in sorted(number for number, listed in batches.items() if listed):
        if number * BATCH // PAGE != page:
            page = number * BATCH // PAGE
            text += page_mark(page)
        text += batches[number]
    return text
