"""A picture of an article's title, for those who share it: 1200 by 630 pixels, in its own script.

| file | duty |
|---|---|
| ``letters`` | which face has which letters |
| ``runs`` | a text as runs of one face and one direction, in the order of the eye |
| ``lines`` | where a title may break, and the size at which it fits |
| ``drawing`` | the picture |

The order of runs follows the parts of the bidirectional algorithm (Unicode, UAX 9) that titles
need: strong letters, and what is neutral between them. Shaping is HarfBuzz's, through raqm.
"""

from __future__ import annotations

from site_builder.share.drawing import HEIGHT, WIDTH, draw
from site_builder.share.letters import Letters, letters_of

__all__ = ["HEIGHT", "WIDTH", "Letters", "draw", "letters_of"]
