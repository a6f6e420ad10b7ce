"""An edit of texts alone: what shows them is planned again, and nothing else.

Most edits mend or lengthen a text, and change nothing of it that other works' pages show: its
header, whom it quotes, where its links lead. Then what is planned of all other works is as it was,
and need not be worked out to be known. ``kept`` remembers of every work what its own pages need of
the rest of the archive; ``outside`` says whether an edit can be seen from outside of its work;
``texts`` makes the outputs that show the texts. Where anything else changed, the whole is planned.

| file | duty |
|---|---|
| ``kept`` | what a build of everything leaves for later ones, a row a work |
| ``outside`` | what of a text others see |
| ``texts`` | the outputs that show changed texts |
| ``building`` | ``amended``: the build |
"""

from __future__ import annotations

from site_builder.amend.building import Amended, amended
from site_builder.amend.kept import NearWorks, keep, watched

__all__ = ["Amended", "NearWorks", "amended", "keep", "watched"]
