"""The record of what was written, of which some rows are read and changed, and most are not."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from pathlib import Path

from site_builder.state import sealed
from site_builder.state.stamps import WIDTH, clock
from site_builder.state.written import (
    DIGEST,
    KEY,
    NAME,
    VERSION,
    Known,
    Record,
    known_of,
    load_record,
    packed_row,
    paths_of,
)


class Rows:
    """Rows are found by their path, and what is not asked for stays bytes."""

    def __init__(self, found: sealed.Sealed) -> None:
        self._found = found
        self._paths = paths_of(found)
        self._keys, self._digests = bytearray(found.columns[1]), bytearray(found.columns[2])
        self._stamps = array("q", found.columns[3])

    @classmethod
    def read(cls, state: Path, seal: str) -> Rows | None:
        """None where the record is not the one with this seal."""
        try:
            found = load_record(state)
        except (OSError, sealed.Damaged):
            return None
        return cls(found) if found is not None and found.seal == seal else None

    def __len__(self) -> int:
        return len(self._paths)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(self._stamps[::WIDTH])

    def record(self, paths: Iterable[str]) -> Record | None:
        """These rows; None where one is not there."""
        files = {}
        for path in paths:
            at = self._at(path)
            if at is None:
                return None
            files[path] = known_of(
                bytes(self._keys[KEY * at : KEY * (at + 1)]),
                bytes(self._digests[DIGEST * at : DIGEST * (at + 1)]),
                tuple(self._stamps[WIDTH * at : WIDTH * (at + 1)]),  # type: ignore[arg-type]
            )
        return Record(files, self._found.head["saved"], self._found.seal)

    def save(self, state: Path, changed: Mapping[str, Known]) -> str:
        """The record with these rows in the place of those of their paths; gives its seal."""
        for path, known in changed.items():
            at = self._at(path)
            assert at is not None, "only rows that are there are changed"
            key, digest = packed_row(known)
            self._keys[KEY * at : KEY * (at + 1)] = key
            self._digests[DIGEST * at : DIGEST * (at + 1)] = digest
            self._stamps[WIDTH * at : WIDTH * (at + 1)] = array("q", known.stamp)
        columns = (
            self._found.columns[0], bytes(self._keys), bytes(self._digests), self._stamps.tobytes()
        )  # fmt: skip
        return sealed.save(state / NAME, {"version": VERSION, "saved": clock(state)}, columns)

    def _at(self, path: str) -> int | None:
        at = bisect_left(self._paths, path)
        return at if at < len(self._paths) and self._paths[at] == path else None
