"""What may stand in contributed text: its encoding, its invisible and its deceptive characters.

| file | duty |
|---|---|
| ``encoding`` | ``decode``: bytes -> text, or which encoding it seems to be instead of UTF-8 |
| ``classes`` | which characters are refused or warned of, and the expression that finds them |
| ``alphabets`` | words in which letters of one alphabet pass for letters of another |
| ``checking`` | ``check``: text -> Problems |
| ``output`` | ``printable``, ``spreadsheet_safe``: text on its way to a terminal or a spreadsheet |
| ``cleaning`` | ``without_hidden``: text brought in from elsewhere |
"""

from __future__ import annotations

from site_builder.characters.checking import check
from site_builder.characters.cleaning import without_hidden
from site_builder.characters.encoding import decode
from site_builder.characters.output import printable, spreadsheet_safe

__all__ = ["check", "decode", "printable", "spreadsheet_safe", "without_hidden"]
