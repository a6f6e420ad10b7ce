"""What becomes of an item that has no result."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import Literal

Reason = Literal["time", "died", "raised"]


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no result for an item."""

    reason: Reason
    """Took longer than its budget; its worker died (signal, memory, exit); the function raised."""
    detail: str
    """One line: ``10 seconds``, ``SIGSEGV``, ``ValueError: no such date``."""
    trace: str = ""
    """The traceback of what the function raised."""


def failure_of(failure: BaseException) -> Failed:
    summary = traceback.format_exception_only(failure)[-1].strip().partition("\n")[0]
    return Failed("raised", summary, "".join(traceback.format_exception(failure)))
