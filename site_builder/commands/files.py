"""What the commands that write for an editor share: whole files, and never over another's."""

from __future__ import annotations

from pathlib import Path


def write_new(path: Path, content: str | bytes) -> None:
    """Never over a file that came to be in the meantime; all of it or nothing."""
    with path.open("xb") as file:
        try:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
        except OSError:
            path.unlink()
            raise
