"""The cache saves time and nothing else: damaged, foreign or gone, the values are made again."""

from __future__ import annotations

import builtins
import io
import os
import pickle
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from small_site import article

from site_builder import cache as cache_room
from site_builder.cache import Cache, digest_of, packed, unpacked
from site_builder.cache.values import _WAYS
from site_builder.load import ArticleFile
from site_builder.model import Body, Source
from site_builder.parse import Inspected, parse_article
from site_builder.problems import Problem

BODY = Body("<p>text</p>", "text", "@@")


def put(path: Path, values: dict[str, object]) -> None:
    memory = Cache(path)
    for key, value in values.items():
        memory.put("kind", key, value)
    memory.close()


def got(path: Path, *keys: str) -> tuple[list[object], list[str]]:
    """The values, and what was said about the cache."""
    notices: list[str] = []
    memory = Cache(path, notices.append)
    found = [memory.get("kind", key) for key in keys]
    memory.close()
    return found, notices


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "cache.sqlite"


# --- remembering -----------------------------------------------------------------------


def test_what_one_build_made_the_next_one_has(path: Path) -> None:
    put(path, {"one": BODY, "two": {"word": 2}})
    assert got(path, "one", "two", "three") == ([BODY, {"word": 2}, None], [])


def test_every_kind_of_value_that_a_build_remembers_comes_back_equal(path: Path) -> None:
    source = Source("content/articles/a/en.md", article(1, "en"), "digest")
    parsed = parse_article(ArticleFile(source, "article", "a", "en"))
    assert parsed.article is not None
    wrong = parse_article(ArticleFile(Source("x/en.md", "no header", "d"), "article", "x", "en"))
    assert wrong.problems
    values = {
        "article": parsed,
        "wrong": wrong,
        "file": Inspected(None, (Problem("a.png", 0, 0, "not a picture"),)),
        "words": {"memory": 3},
    }
    put(path, dict(values))
    assert got(path, *values) == (list(values.values()), [])


def test_values_are_packed_as_calls_with_what_is_in_their_fields() -> None:
    @dataclass(frozen=True)
    class One:
        field: str

    kind, values = _WAYS[One](One("x"))
    assert kind(*values) == One("x")
    kind, values = _WAYS[Body](BODY)
    assert kind(*values) == BODY
    assert unpacked(packed([BODY, {"word": BODY}])) == [BODY, {"word": BODY}]
    assert unpacked(pickle.dumps(BODY)) == BODY


def test_a_value_is_made_once(path: Path) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return 7

    for memory in (Cache(None), Cache(path)):
        made.clear()
        assert [memory.remember("kind", "key", make) for _ in range(3)] == [7, 7, 7]
        assert made == [1]
        memory.close()


def test_what_is_asked_for_together_comes_in_its_order_saved_or_not(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_room, "AT_ONCE", 3)
    put(path, {f"old {n}": n for n in range(8)})
    memory = Cache(path)
    memory.put("kind", "new", "not saved yet")
    keys = ["old 7", "none", "new", "old 2", "old 2", "old 0", "old 5", "none either"]
    assert [*memory.get_many("kind", keys)] == [7, None, "not saved yet", 2, 2, 0, 5, None]
    assert [*memory.get_many("other", keys)] == [None] * 8
    memory.close()
    unsaved = Cache(None)
    unsaved.put("kind", "one", 1)
    assert [*unsaved.get_many("kind", ["one", "two"])] == [1, None]


def test_kinds_and_keys_are_told_apart(path: Path) -> None:
    memory = Cache(path)
    memory.put("a", "bc", 1)
    memory.put("ab", "c", 2)
    memory.save()
    assert (memory.get("a", "bc"), memory.get("ab", "c"), memory.get("abc", "")) == (1, 2, None)
    memory.close()


def test_parts_of_a_digest_are_told_apart() -> None:
    assert len({digest_of("ab", "c"), digest_of("a", "bc"), digest_of("abc"), digest_of()}) == 4
    assert digest_of("é") == digest_of("é".encode())


def test_another_engine_remembers_nothing_of_this_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(path, {"one": BODY})
    monkeypatch.setattr(cache_room, "engine_digest", lambda: "f" * 32)
    assert got(path, "one") == ([None], [])


def large(name: str, count: int) -> dict[str, object]:
    return {f"{name} {n}": f"{name}{n}" * 1000 for n in range(count)}


def test_a_cache_that_outgrew_what_a_build_uses_keeps_what_the_last_one_used(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_room, "SMALL", 1000)
    put(path, large("first", 50))
    once = path.stat().st_size
    put(path, large("second", 40))
    assert path.stat().st_size > once
    assert got(path, "first 7") == ([large("first", 8)["first 7"]], [])

    memory = Cache(path)
    assert memory.get("kind", "first 7")
    memory.use("kind", "second 7")
    for key, value in large("third", 40).items():
        memory.put("kind", key, value)
    memory.close()
    assert path.stat().st_size < once
    found, _ = got(path, "first 7", "second 7", "third 7", "first 8", "second 8")
    assert [value is not None for value in found] == [True, True, True, False, False]
    # The bound is now that of the last build.
    put(path, large("fourth", 60))
    assert got(path, "third 7")[0] == [None]


def test_a_small_cache_keeps_everything_and_one_that_is_only_read_is_let_be(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(path, large("first", 10))
    put(path, large("second", 50))
    monkeypatch.setattr(cache_room, "SMALL", 1000)
    assert got(path, "first 7")[0] != [None]
    assert got(path, "second 7")[0] != [None]


def test_what_a_worker_packed_is_what_it_would_be_if_it_were_put(path: Path) -> None:
    for memory in (Cache(path), Cache(None)):
        memory.put_packed("kind", "one", packed(BODY))
        assert memory.get("kind", "one") == BODY
        memory.close()
    assert got(path, "one") == ([BODY], [])


def in_a_forked_process(ask: Callable[[], object]) -> object:
    """What it finds there."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(theirs, pickle.dumps(ask()))
        finally:
            os._exit(0)
    os.close(theirs)
    with open(ours, "rb") as said:
        answer = pickle.load(said)
    os.waitpid(child, 0)
    return answer


@pytest.mark.parametrize("lasting", [True, False])
def test_a_forked_process_has_what_its_parent_has_and_tells_what_it_made(
    path: Path, lasting: bool
) -> None:
    memory = Cache(path if lasting else None)
    memory.put("kind", "a", "by the parent")

    def ask() -> object:
        found = [memory.get("kind", "a")]
        memory.put("kind", "b", "by the child")
        first = memory.learned()
        # It goes on after it has told: pages of the next portion need the same.
        found += [memory.get("kind", "a"), memory.has("kind", "a"), memory.get("kind", "c")]
        return found, first, memory.learned()

    found, first, second = in_a_forked_process(ask)  # type: ignore[misc]
    assert found == ["by the parent", "by the parent", True, None]
    assert first == ({("kind", "b"): packed("by the child")}, {("kind", "a"), ("kind", "b")})
    assert second == ({}, {("kind", "a"), ("kind", "c")})
    memory.learn(first)
    assert [memory.get("kind", key) for key in "ab"] == ["by the parent", "by the child"]
    memory.close()
    assert got(path, "a", "b")[0] == (["by the parent", "by the child"] if lasting else [None] * 2)


def test_a_size_that_is_damaged_stops_no_build(path: Path) -> None:
    put(path, {"one": 1})
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE remembered SET value = 'large' WHERE kind = ''")
        db.commit()
    put(path, {"two": 2})
    assert got(path, "two") == ([2], [])


# --- damage ----------------------------------------------------------------------------


def garbage(path: Path) -> None:
    path.write_bytes(b"this is no database" * 500)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
        db.commit()


def other_columns(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE remembered")
        db.execute("CREATE TABLE remembered (kind TEXT, key TEXT)")
        db.commit()


VALUES: dict[str, object] = {f"key {n}": f"value {n} " * 300 for n in range(60)}


@pytest.mark.parametrize("damage", [garbage, truncate, another_version, other_columns])
def test_a_damaged_cache_is_made_anew_and_the_editor_is_told(
    path: Path, damage: Callable[[Path], None]
) -> None:
    put(path, VALUES)
    damage(path)
    found, notices = got(path, *VALUES)
    assert all(value in (None, VALUES[key]) for key, value in zip(VALUES, found, strict=True))
    assert None in found
    assert len(notices) == 1
    assert notices[0].startswith("the cache could not be read (")
    assert notices[0].endswith("); it is made anew")
    put(path, VALUES)
    assert got(path, *VALUES) == (list(VALUES.values()), [])


def test_an_empty_file_is_an_empty_cache(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert got(path, "one") == ([None], [])
    put(path, {"one": 1})
    assert got(path, "one") == ([1], [])


def test_flipped_bits_never_change_a_value(path: Path) -> None:
    put(path, VALUES)
    whole = path.read_bytes()
    chance = random.Random(1)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 40))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        with closing(Cache(path)) as memory:
            found = [*memory.get_many("kind", [*VALUES])]
        found += got(path, *VALUES)[0]
        for key, value in zip([*VALUES, *VALUES], found, strict=True):
            assert value is None or value == VALUES[key]
        put(path, {"one": 1})
        assert got(path, "one")[0] in ([1], [None])


@pytest.mark.parametrize(
    "change",
    [
        "value = NULL", "value = 7", "value = 'text'", "sum = NULL", "sum = 'text'", "value = x''",
        "value = substr(value, 2)", "value = (SELECT value FROM remembered WHERE key LIKE '%two')",
        "(sum, value) = (SELECT sum, value FROM remembered WHERE key LIKE '%two')",
    ],
)  # fmt: skip
def test_a_row_that_is_not_as_it_was_written_is_as_if_it_were_not_there(
    path: Path, change: str
) -> None:
    put(path, {"one": BODY, "two": {"word": 2}})
    with closing(sqlite3.connect(path)) as db:
        assert db.execute(f"UPDATE remembered SET {change} WHERE key LIKE '%one'").rowcount == 1
        db.commit()
    assert got(path, "one", "two") == ([None, {"word": 2}], [])


# --- a cache that cannot be used -------------------------------------------------------


def test_while_another_program_holds_the_cache_a_build_does_without(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(path, {"one": 1})
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file: connect(file, timeout=0.05))
    with closing(connect(path)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        notices: list[str] = []
        memory = Cache(path, notices.append)
        assert memory.remember("kind", "one", lambda: 2) == 2
        assert memory.get("kind", "one") == 2
        memory.close()
    assert notices == ["the cache cannot be used now (database is locked); this build does without"]
    assert got(path, "one") == ([1], [])


def test_a_folder_in_the_place_of_the_cache_is_left_alone(path: Path) -> None:
    path.mkdir(parents=True)
    assert got(path, "one") == (
        [None],
        ["the cache cannot be used now (unable to open database file); this build does without"],
    )
    assert path.is_dir()


def test_a_file_in_the_place_of_the_state_folder_is_left_alone(path: Path) -> None:
    path.parent.write_text("mine")
    found, notices = got(path, "one")
    assert (found, len(notices)) == ([None], 1)
    assert path.parent.read_text() == "mine"


def test_what_cannot_be_saved_is_still_remembered_for_this_build(path: Path) -> None:
    put(path, {"one": 1})
    notices: list[str] = []
    memory = Cache(path, notices.append)
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE remembered")
        db.commit()
    memory.put("kind", "two", 2)
    memory.save()
    assert memory.get("kind", "two") == 2
    assert len(notices) == 1
    memory.close()


# --- a cache from elsewhere ------------------------------------------------------------


class Evil:
    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[object, ...]:
        return self.call


def forge(path: Path, value: object) -> None:
    """A row with the right sum, as someone who knows this code would write it."""
    put(path, {"key": 1})
    memory = Cache(path)
    memory._pending["kind", memory._with_engine("key")] = pickle.dumps(value)
    memory.close()


@pytest.mark.parametrize(
    "value",
    [
        Evil(os.mkdir, "/tmp/pwned-by-a-cache"),
        Evil(builtins.eval, "1 + 1"),
        Evil(parse_article, None),
        Evil(digest_of, "x"),
        Path("/etc/passwd"),
        io.BytesIO(b"x"),
        {1, 2, Path("x")},
        [Evil(builtins.getattr, BODY, "text")],
    ],
)
def test_a_cache_from_elsewhere_can_call_nothing(path: Path, value: object) -> None:
    forge(path, value)
    assert got(path, "key") == ([None], [])
    assert not Path("/tmp/pwned-by-a-cache").exists()


def test_a_name_that_one_of_our_modules_only_borrowed_is_no_value_of_ours(path: Path) -> None:
    forge(path, None)
    for name in (b"site_builder.parse\nCallable", b"site_builder.parse\nworkers", b"os\nsystem"):
        with pytest.raises(pickle.UnpicklingError):
            unpacked(b"c" + name + b"\n.")
