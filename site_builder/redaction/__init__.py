"""Texts that are not to be published: taken out of what is read, and searched for in what is made.

| file | duty |
|---|---|
| ``folding`` | how texts are compared: without case, marks, joiners, forms of letters and digits |
| ``rules`` | the rules as a maintainer writes them; a text with what they hide replaced |
| ``finding`` | whether what they hide is in a file's name or bytes, however it is encoded |

No message of this room holds what a rule hides.
"""

from __future__ import annotations

from site_builder.redaction.finding import found_in
from site_builder.redaction.rules import NONE, Rules, read_rules

__all__ = ["NONE", "Rules", "found_in", "read_rules"]
