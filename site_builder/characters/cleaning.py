"""Text brought in from elsewhere, without the characters that no article may hold."""

from __future__ import annotations

import re
import unicodedata

from site_builder.characters.classes import GAPS, KINDS, LINE_ENDS

_REFUSED = re.compile(f"[{''.join(kind.characters for kind in KINDS)}{GAPS}]")
_LINE_ENDS = re.compile(f"\r\n?|[{LINE_ENDS}]")


def without_hidden(text: str) -> str:
    """NFC, with plain line ends, and without what ``check`` reports wherever it stands.

    Joiners and direction marks that spelling needs stay; so do isolates.
    """
    return unicodedata.normalize("NFC", _REFUSED.sub("", _LINE_ENDS.sub("\n", text)))
