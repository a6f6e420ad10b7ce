"""When Python looks for garbage: what a build makes lives to its end, and is not looked through.

Values that refer to each other in circles are all that Python's collector is for. A build's are
frozen, and refer to none; but the collector would go through hundreds of thousands of them again
and again, and in a worker process each look at one costs a copy of the memory it stands in.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (20_000, 20, 50)
"""Of what is made after all that lasts: the templates' own values do refer to each other."""


@contextmanager
def growing() -> Iterator[None]:
    """While values are made that last: nothing is looked through, and nothing is after it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


@contextmanager
def whole_build() -> Iterator[None]:
    """Round everything: afterwards all is as it was, as a program needs that goes on."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def inherited() -> None:
    """In a new worker process: what it has of its parent is not looked through."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(*SELDOM)
