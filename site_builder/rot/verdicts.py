"""An answer in words, and what an editor can do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from site_builder.problems import Problem, warning
from site_builder.rot.asking import Answer
from site_builder.rot.places import Place

COPIES = "https://web.archive.org/web/*/"
"""Where the Internet Archive lists its copies of an address; an editor opens it, we do not."""


def problems_of(
    answers: Mapping[str, Answer], places: Mapping[str, Iterable[Place]]
) -> Iterator[Problem]:
    """What is gone is an error, what may come back or has only moved a warning; where it stands."""
    for address, answer in sorted(answers.items()):
        for place in places.get(address, ()):
            where = (place.path, place.line, place.column)
            if answer.verdict == "moved":
                message = f"{address} has moved for good"
                yield warning(*where, message, f"write the new address: {answer.to}")
            elif answer.verdict in ("gone", "unknown-host"):
                copy = (
                    f"readers are led to the copy beside it: {place.archived}" if place.archived
                    else f"look for a copy and name it ('archived:' in a source): {COPIES}{address}"
                )  # fmt: skip
                yield Problem(*where, f"{address} is gone: {answer.why}", copy)
            elif answer.verdict != "fine":
                hint = "open it in a browser; if it stays so, treat it as gone"
                yield warning(*where, f"{address}: {answer.why}", hint)
