"""Makes output/ equal to the plan: whole files, only what changed, prunes only what it wrote.

Three steps, so that a fault at any moment costs nothing: everything that changed is made beside
the output folder; the record says what will be ours; then each file is moved into place at once.

| file | duty |
|---|---|
| ``folders`` | where things are kept beside the output, which outputs are refused, the lock |
| ``record`` | what the last build wrote, and whether a file is still that |
| ``obstacles`` | what stands where a file must go and is not ours to replace |
| ``place`` | ``write``: makes what changed, moves it into place, removes what is stale |
"""

from __future__ import annotations

from site_builder.write.folders import one_build_at_a_time, output_problem, state_folder
from site_builder.write.place import Unfinished, Written, foreign_files, write

__all__ = [
    "Unfinished",
    "Written",
    "foreign_files",
    "one_build_at_a_time",
    "output_problem",
    "state_folder",
    "write",
]
