"""What a worker process does: nothing here runs in the parent."""

from __future__ import annotations

import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from site_builder import heap
from site_builder.workers.outcome import Failed, failure_of

_ALONE_SECONDS = 10.0
"""Beyond its budget, after which a worker ends by itself, should no parent be there to end it."""


def work(
    function: Callable[[Any], Any],
    seconds: float,
    memory: int | None,
    own: int,
    pipe: Any,
    copies: list[Any],
) -> None:
    """Works off batches until the parent ends the pipe or is gone, or ``own`` bytes are its own."""
    heap.inherited()
    for copy in copies:
        copy.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent decides what Ctrl-C means.
    _limit_memory(memory)
    with suppress(EOFError, OSError):
        pipe.send(("ready", None))
        while True:
            for item in pipe.recv():
                after = "spent" if own and _own_memory() >= own else "done"
                word, message = _answer(function, item, seconds, after)
                pipe.send_bytes(message)
                if word == "spent":
                    return


def _answer(
    function: Callable[[Any], Any], item: Any, seconds: float, after: str
) -> tuple[str, bytes]:
    """A word to the parent and the whole message: the result, or how the function failed.

    ``after`` is what to say of a worker that can go on.
    """
    _end_alone_after(seconds + _ALONE_SECONDS)
    try:
        return after, pickle.dumps((after, function(item)))
    except MemoryError:
        # What else lacked memory may be left half done: this worker is not used again.
        return "spent", pickle.dumps(("spent", Failed("died", "out of memory")))
    except BaseException as failure:  # SystemExit too: nothing in an item ends the worker.
        return after, pickle.dumps((after, failure_of(failure)))
    finally:
        _end_alone_after(0)


def _own_memory() -> int:
    """Bytes that were copied from the parent's memory, or are new: each page of them was missed
    once. 0 where nothing is copied."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt * resource.getpagesize()


def _end_alone_after(seconds: float) -> None:
    """The system's own alarm ends an endless item even when the parent was killed (POSIX)."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(memory: int | None) -> None:
    """At most ``memory`` bytes of address space beyond what the worker starts with (POSIX)."""
    if memory is None or sys.platform == "win32":
        return
    import resource

    # macOS knows the limit but may refuse to set it.
    with suppress(OSError, ValueError):
        has = 0
        with suppress(OSError), open("/proc/self/statm", "rb") as statm:
            has = int(statm.read().split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = has + memory if hard == resource.RLIM_INFINITY else min(has + memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
