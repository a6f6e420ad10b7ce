"""What a build is asked for; everything else it reads from the site's folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


def _silent(*_: object) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Options:
    root: Path
    output: Path
    today: str
    """ISO date against which ``publish_after`` is held."""
    base_url: str = ""
    """Instead of the one in site.yaml, when not empty."""
    drafts: bool = False
    jobs: int = 1
    strict: bool = False
    cache: bool = True
    redact: str = ""
    """Path of the rules of what is not to be published, instead of the one in site.yaml."""
    rules: str = field(default="", repr=False)
    """The rules themselves, instead of a file."""
    unredacted: bool = False
    """Build without the rules that site.yaml asks for; never to be published."""
    progress: Callable[[str, int, int], None] = field(default=_silent)
    """Called with a stage, how many are done, and how many there are."""
    notice: Callable[[str], None] = field(default=_silent)
    remark: Callable[[str], None] | None = None
    """As ``notice``, for what stays true as long as nothing changes; ``notice``, unless said."""
