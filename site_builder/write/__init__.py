"""Makes output/ equal to the plan: whole files, only what changed, prunes only what it wrote.

Three steps, so that a fault at any moment costs nothing: everything that changed is made beside
the output folder; the record says what will be ours; then each file is moved into place at once.
Where no output folder is, the folder of all that was made becomes it.

| file | duty |
|---|---|
| ``making`` | files made beside the output folder, and moved into it |
| ``obstacles`` | what stands where a file must go and is not ours to replace |
| ``place`` | ``write``: makes what changed, moves it into place, what is stale goes; ``rewrite`` |
"""

from __future__ import annotations

from site_builder.write.place import Written, foreign_files, rewrite, write

__all__ = ["Written", "foreign_files", "rewrite", "write"]
