"""Text on its way to a terminal or a spreadsheet."""

from __future__ import annotations

import re

from site_builder.characters.classes import ALWAYS, GAPS, ISOLATES, code

_UNPRINTABLE = re.compile(f"[\t\n{ALWAYS}{GAPS}{ISOLATES}]")
_FORMULA = re.compile("[\\s\ufeff\u200b]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def printable(text: str) -> str:
    """One line without characters that steer a terminal or hide: ``<U+202E>`` instead.

    Line breaks count among them (a log line could pass for one of ours), so that a message and
    its hint go through one by one.
    """
    return _UNPRINTABLE.sub(lambda found: f"<{code(found[0])}>", text)


def spreadsheet_safe(cell: str) -> str:
    """A CSV cell that no spreadsheet takes for a formula (OWASP, CSV Injection).

    A plain number such as ``-33.5`` stays one.
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
