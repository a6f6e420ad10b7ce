"""Random edits of a small archive, for tests that build after them.

| file | what |
|---|---|
| ``state`` | an archive as values, and the files that they stand for |
| ``room`` | ``Newsroom``: the archive as it is now, as it was, and what chance picks from it |
| ``texts``, ``names``, ``works``, ``site`` | the edits |

To add an edit, write a function of a ``Newsroom`` that is marked ``@edit``.
"""

from __future__ import annotations

from edits import names, site, texts, works
from edits.room import EDITS, Newsroom
from edits.state import files, put

__all__ = ["EDITS", "Newsroom", "files", "names", "put", "site", "texts", "works"]
