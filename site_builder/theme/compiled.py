"""Templates as they were compiled before, by this process or by an earlier build.

To compile those of an article takes longer than to fill them with ten.
"""

from __future__ import annotations

from types import CodeType
from weakref import ReferenceType

from jinja2.bccache import Bucket, BytecodeCache

from site_builder.cache import Cache

KIND = "template"
MOST = 500
"""Templates that a process remembers; one that serves an editor of themes sees many."""

_here: dict[str, CodeType] = {}


class Compiled(BytecodeCache):
    """What Jinja asks before it compiles, and tells afterwards.

    A bucket's ``key`` is the digest of a template's name and file, its ``checksum`` of its text;
    Jinja itself refuses what another Python, or another form of its own, has compiled.
    """

    def __init__(self, memory: ReferenceType[Cache] | None) -> None:
        self._memory = memory

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes what there is."""
        key = f"{bucket.key}{bucket.checksum}"
        bucket.code = _here.get(key)
        if bucket.code is not None:
            self._keep(key, bucket)
        elif (memory := self._opened()) is not None:
            found = memory.get(KIND, key)
            if isinstance(found, bytes):
                bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what was compiled."""
        key = f"{bucket.key}{bucket.checksum}"
        if len(_here) >= MOST:
            _here.clear()
        assert bucket.code is not None
        _here[key] = bucket.code
        self._keep(key, bucket)

    def _opened(self) -> Cache | None:
        return None if self._memory is None else self._memory()

    def _keep(self, key: str, bucket: Bucket) -> None:
        memory = self._opened()
        if memory is not None and not memory.has(KIND, key):
            memory.put(KIND, key, bucket.bytecode_to_string())
