"""The header of a file edited in place: text in, text out, and only what was asked changes.

| file | duty |
|---|---|
| ``spans`` | where the header and each of its values stand in the text, and what it says |
| ``blocks`` | ``set_blocks``: the fingerprints of a translation |
| ``order`` | ``formatted``: the fields in their customary order, the whole text in NFC |

Comments, quoting, line endings and a byte order mark stay as they are. What an edit gives is read
again: unless it says exactly what was wanted, the edit is refused, and nothing is lost.
"""

from __future__ import annotations

from site_builder.header_edit.blocks import set_blocks
from site_builder.header_edit.order import formatted
from site_builder.header_edit.spans import CannotEdit

__all__ = ["CannotEdit", "formatted", "set_blocks"]
