"""What stands beside the output folder: the lock, the record of what was written, what was seen.

| file | duty |
|---|---|
| ``folders`` | where it is kept, which outputs are refused, the lock |
| ``stamps`` | what the system says of a file, and when that can be trusted |
| ``sealed`` | a file of columns that shows when it is damaged, and is read in milliseconds |
| ``written`` | what the last build wrote, and whether a file is still that |
| ``rows`` | the same where only some files are written |
| ``seen`` | what the last build read: whether the next would find anything else |
| ``watched`` | all files below some folders, and which are others than a moment ago |

Only the standard library is imported here, so that a build with nothing to do needs no more.
"""

from __future__ import annotations

from site_builder.state.folders import one_build_at_a_time, output_problem, state_folder

__all__ = ["one_build_at_a_time", "output_problem", "state_folder"]
