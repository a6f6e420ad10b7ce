"""Many addresses: hosts side by side, of each host one at a time, with pauses and second tries."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from site_builder.rot.asking import Answer

TRIES = 3
LONGEST_WAIT = 60.0
"""Seconds that a server may ask us to wait; if it asks for more, the next run tries again."""
AT_ONCE = 8
"""Hosts that are asked at the same time."""
AGAIN = frozenset({"silent", "failing"})


def ask_all(
    addresses: Iterable[str],
    ask: Callable[[str], Answer],
    *,
    delay: float,
    wait: Callable[[float], object] | None = None,
) -> Iterator[tuple[str, Answer]]:
    """(address, answer) as they come. ``delay`` is the pause, in seconds, between two questions
    to one host. Who stops reading stops the asking."""
    stopped = threading.Event()
    pause = wait or stopped.wait
    hosts: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    answers: queue.Queue[tuple[str, Answer] | None] = queue.Queue()
    of_host: dict[str, list[str]] = {}
    for address in addresses:
        of_host.setdefault(_host(address), []).append(address)
    for _, some in sorted(of_host.items()):
        hosts.put(some)

    def work() -> None:
        while not stopped.is_set():
            try:
                todo = hosts.get_nowait()
            except queue.Empty:
                break
            for number, address in enumerate(todo):
                if number:
                    pause(delay)
                if stopped.is_set():
                    break
                answers.put((address, _patiently(address, ask, pause, delay, stopped)))
        answers.put(None)

    threads = [threading.Thread(target=work, daemon=True) for _ in of_host][:AT_ONCE]
    for thread in threads:
        thread.start()
    try:
        at_work = len(threads)
        while at_work:
            found = answers.get()
            if found is None:
                at_work -= 1
            else:
                yield found
    finally:
        stopped.set()


def _host(address: str) -> str:
    """What is asked one at a time: all ports and schemes of a name together."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _patiently(
    address: str,
    ask: Callable[[str], Answer],
    pause: Callable[[float], object],
    delay: float,
    stopped: threading.Event,
) -> Answer:
    answer = ask(address)
    for attempt in range(1, TRIES):
        asked_to_wait = answer.status in (429, 503) and answer.wait > 0
        if stopped.is_set() or not (asked_to_wait or answer.verdict in AGAIN):
            break
        seconds = answer.wait if asked_to_wait else delay * 2**attempt
        if seconds > LONGEST_WAIT:
            break
        pause(seconds)
        answer = ask(address)
    return answer
