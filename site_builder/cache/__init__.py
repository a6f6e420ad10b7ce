"""remember(kind, digest, make): what pure functions made, kept by content; always safe to delete.

One SQLite file. A row that is damaged, or was written by another engine, is as if it were not
there.

| file | duty |
|---|---|
| ``engine`` | what tells one engine's results from another's |
| ``values`` | values as bytes, and back with nothing but our own frozen values allowed; digests |
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from site_builder.cache.engine import engine_digest
from site_builder.cache.values import digest_of, packed, unpacked

__all__ = ["Cache", "Learned", "digest_of", "engine_digest", "packed", "unpacked"]

T = TypeVar("T")

Learned = tuple[dict[tuple[str, str], bytes], set[tuple[str, str]]]
"""What a worker process made that may be remembered, and what it used of what was."""

SCHEMA = 2
SMALL = 64 << 20
"""Bytes that the file may have, whatever is in it."""
GROWTH = 2
"""How many times its size when it held just what a build had used it may have: then everything
that the last build did not use is dropped."""
AT_ONCE = 500
"""Rows that are asked for together."""
_SIZE = ("", "size")
"""The row that tells how large the file was when it held just what a build had used; 0 before."""


@dataclass(frozen=True, slots=True)
class _Packed:
    """A value that is fresh, and that nobody has asked for yet."""

    data: bytes


def _sum(kind: str, key: str, value: bytes) -> bytes:
    """Held beside a row, so that neither damage nor a mix-up can pass for what was remembered."""
    return bytes.fromhex(digest_of(kind, key, value))


def _value_in(kind: str, key: str, row: Any) -> Any:
    """What a row holds; None where there is none, or it is damaged."""
    match row:
        case (bytes(total), bytes(data)) if total == _sum(kind, key, data):
            # Whatever is wrong with a remembered value, making it again is right.
            with suppress(Exception):
                return unpacked(data)
    return None


def _is_damage(error: OSError | sqlite3.Error) -> bool:
    """Busy, full or read-only is none: the file may still be of use to the next build."""
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode == sqlite3.SQLITE_ERROR
    return isinstance(error, sqlite3.Error)


class Cache:
    """What earlier builds made. With no path, it remembers for this build only.

    A fault of its file costs time, never a build: a damaged one is made anew, and one that
    cannot be used is left alone; ``notice`` is told of either.
    """

    def __init__(
        self,
        path: Path | None,
        notice: Callable[[str], None] = lambda _: None,
        made_with: str = "",
    ) -> None:
        """``made_with``: hex digits that tell which texts were hidden from what is remembered. A
        file that was made with others is made anew: it may hold what must not be known now."""
        self._path = path
        self._made_with = int(made_with[:8] or "0", 16) & 0x7FFFFFFF
        self._notice = notice
        self._fresh: dict[tuple[str, str], Any] = {}
        self._pending: dict[tuple[str, str], bytes] = {}
        self._used: set[tuple[str, str]] = set()
        self._db: sqlite3.Connection | None = None
        self._wrote = False
        self._asks_little = False
        self._process = os.getpid()
        self._parents_db: sqlite3.Connection | None = None
        self._made: dict[tuple[str, str], bytes] = {}
        """In a forked process: what its parent has not learned yet."""
        self._parents: Any = ({},)
        """In a forked process: what its parent has, fresh values first. To let go of it would be to
        write to all the memory that it stands in, and so to copy that."""
        if path:
            self._guarded(lambda: self._open(path))

    def _open(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = db = sqlite3.connect(path)
        # Rows carry their own digest, so a torn write costs a row and never a wrong page.
        db.execute("PRAGMA synchronous = OFF")
        made_by = db.execute("PRAGMA user_version").fetchone()[0]
        if made_by not in (0, SCHEMA):
            raise sqlite3.DatabaseError("it was written by another version")
        db.execute(
            # With row ids: else values of many pages stand where keys are looked for.
            "CREATE TABLE IF NOT EXISTS remembered (kind TEXT, key TEXT, sum BLOB, value BLOB,"
            " PRIMARY KEY (kind, key))"
        )
        if self._made_with != db.execute("PRAGMA application_id").fetchone()[0]:
            if made_by:
                raise sqlite3.DatabaseError("other texts were to be hidden when it was made")
            db.execute(f"PRAGMA application_id = {self._made_with}")
        if not made_by:
            self._insert([(*_SIZE, b"", b"0")])
            db.execute(f"PRAGMA user_version = {SCHEMA}")
        db.execute("SELECT kind, key, sum, value FROM remembered LIMIT 1").fetchall()

    def _guarded(self, action: Callable[[], T]) -> T | None:
        """What ``action`` gives; None when the file failed it."""
        try:
            return action()
        except (OSError, sqlite3.Error) as error:
            self._give_up()
            if not _is_damage(error) or self._path is None:
                self._notice(f"the cache cannot be used now ({error}); this build does without")
                return None
            self._notice(f"the cache could not be read ({error}); it is made anew")
        try:
            self._path.unlink(missing_ok=True)
            self._open(self._path)
        except (OSError, sqlite3.Error):
            self._give_up()
        return None

    def _give_up(self) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
        self._db = None

    def _in_this_process(self) -> bool:
        """Whether this is the process that the cache was opened in.

        A forked one reads through a connection of its own (SQLite asks for that), never writes,
        and keeps what it makes for its parent.
        """
        if self._process == os.getpid():
            return self._parents_db is None
        self._process = os.getpid()
        # Kept, for to close it here would be to close it there.
        self._parents_db = self._db or sqlite3.connect(":memory:")
        self._parents = (self._fresh, self._used, self._pending, self._made)
        self._fresh, self._used, self._pending, self._made = {}, set(), {}, {}
        if self._db is not None and self._path is not None:
            file = f"{self._path.absolute().as_uri()}?mode=ro"
            self._db = self._guarded(lambda: sqlite3.connect(file, uri=True))
        return False

    def learned(self) -> Learned:
        """In a forked process: what it made and used since it was last asked."""
        self._in_this_process()
        found = (self._made, self._used)
        self._made, self._used = {}, set()
        self._fresh.clear()
        return found

    def learn(self, learned: Learned) -> None:
        """What a forked process gave."""
        made, used = learned
        self._used |= used
        for (kind, key), data in made.items():
            self.put_packed(kind, key, data)

    def get(self, kind: str, key: str) -> Any:
        """The value remembered, or None. ``key`` is a digest of everything it was made from."""
        self._in_this_process()
        self._used.add((kind, key))
        for held in (self._fresh, self._parents[0]):
            if (kind, key) in held:
                fresh = held[kind, key]
                return unpacked(fresh.data) if isinstance(fresh, _Packed) else fresh
        stored = self._with_engine(key)
        return _value_in(kind, stored, self._guarded(lambda: self._row(kind, stored)))

    def get_many(self, kind: str, keys: Sequence[str]) -> Iterator[Any]:
        """``get`` of each in their order; the file is asked for hundreds at a time."""
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            rows = self._guarded(partial(self._rows, kind, some)) or {}
            for key in some:
                if (kind, key) in self._fresh or (kind, key) in self._parents[0]:
                    yield self.get(kind, key)
                else:
                    self._used.add((kind, key))
                    stored = self._with_engine(key)
                    yield _value_in(kind, stored, rows.get(stored))

    def _row(self, kind: str, key: str) -> Any:
        if self._db is None:
            return None
        return self._db.execute(
            "SELECT sum, value FROM remembered WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()

    def _rows(self, kind: str, keys: Sequence[str]) -> dict[str, Any]:
        self._in_this_process()
        if self._db is None:
            return {}
        several = ", ".join("?" * len(keys))
        query = f"SELECT key, sum, value FROM remembered WHERE kind = ? AND key IN ({several})"
        found = self._db.execute(query, (kind, *map(self._with_engine, keys)))
        return {key: row for key, *row in found}

    @property
    def lasts(self) -> bool:
        """Whether what is put here outlives this build."""
        return self._db is not None

    def has(self, kind: str, key: str) -> bool:
        """Whether a value is there, without reading it; ``get`` may still find it damaged."""
        self._in_this_process()
        self._used.add((kind, key))
        if (kind, key) in self._fresh or (kind, key) in self._parents[0]:
            return True
        return self._guarded(lambda: self._row_is_there(kind, self._with_engine(key))) is True

    def _row_is_there(self, kind: str, key: str) -> bool:
        if self._db is None:
            return False
        query = "SELECT 1 FROM remembered WHERE kind = ? AND key = ?"
        return self._db.execute(query, (kind, key)).fetchone() is not None

    def put(self, kind: str, key: str, value: Any) -> None:
        if self._in_this_process() and self._db is None:
            self._used.add((kind, key))
            self._fresh[kind, key] = value
        else:
            self.put_packed(kind, key, packed(value))

    def put_packed(self, kind: str, key: str, data: bytes) -> None:
        """The same for what was ``packed`` elsewhere, by a process of ours."""
        ours = self._in_this_process()
        self._used.add((kind, key))
        self._fresh[kind, key] = _Packed(data)
        if not ours:
            self._made[kind, key] = data
        elif self._db is not None:
            self._pending[kind, self._with_engine(key)] = data
            if len(self._pending) >= 500:
                self.save()

    def use(self, kind: str, key: str) -> None:
        """Says that what is kept under this will be asked for again, though nobody asks now."""
        self._used.add((kind, key))

    def asks_little(self) -> None:
        """Says that what this build does not use, others do: nothing is dropped when it ends."""
        self._asks_little = True

    def remember(self, kind: str, key: str, make: Callable[[], T]) -> T:
        """``make()``, unless its result is known under this kind and key."""
        value = self.get(kind, key)
        if value is None:
            value = make()
            self.put(kind, key, value)
        return value  # type: ignore[no-any-return]

    def save(self) -> None:
        """Writes what is new; what could not be written is remembered for this build."""
        rows = [(k, key, _sum(k, key, data), data) for (k, key), data in self._pending.items()]
        self._pending.clear()
        if rows and self._db is not None and self._guarded(lambda: self._insert(rows)):
            self._fresh.clear()
            self._wrote = True

    def _insert(self, rows: list[tuple[str, str, bytes, bytes]]) -> bool:
        assert self._db is not None
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO remembered VALUES (?, ?, ?, ?)", rows)
        return True

    def close(self) -> None:
        self.save()
        if self._wrote and not self._asks_little and self._db and self._path:
            with suppress(OSError, sqlite3.Error):
                self._bound(self._path)
        self._give_up()

    def _bound(self, path: Path) -> None:
        """Drops what the last build did not use, once the file has outgrown what one uses."""
        assert self._db is not None
        found = self._row(*_SIZE)
        told = found[1] if found else None
        once = int(told) if isinstance(told, bytes) and told.isdigit() else -1
        if once > 0 and path.stat().st_size <= max(SMALL, GROWTH * once):
            return
        if once:
            self._keep_only_used(self._db)
        self._insert([(*_SIZE, b"", str(path.stat().st_size).encode())])

    def _keep_only_used(self, db: sqlite3.Connection) -> None:
        with db:
            db.execute("CREATE TEMP TABLE used (kind TEXT, key TEXT, PRIMARY KEY (kind, key))")
            db.executemany(
                "INSERT INTO used VALUES (?, ?)",
                [(kind, self._with_engine(key)) for kind, key in sorted(self._used)],
            )
            db.execute(
                "DELETE FROM remembered WHERE (kind, key) NOT IN (SELECT kind, key FROM used)"
            )
        db.execute("VACUUM")

    def _with_engine(self, key: str) -> str:
        return f"{engine_digest()[:16]}{key}"
