"""What the rules hide is in no file that is published: each is searched before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from site_builder.cache import digest_of
from site_builder.model import Content, FilePage, Unmade
from site_builder.plan import Planned
from site_builder.problems import BuildFailed, Problem
from site_builder.redaction import Rules, found_in

HINT = (
    "it is written there in a way that the rule does not meet, or in a file that no rule changes "
    "(a name, a picture, a document, site.yaml, the theme): change it there"
)


def searched(planned: Iterable[Planned], rules: Rules) -> tuple[Planned, ...]:
    """The plan with keys of these rules: with others, every file is made and searched anew."""
    if not rules:
        return tuple(planned)
    return tuple(replace(one, key=digest_of(one.key, rules.mark)) for one in planned)


def hidden_names(planned: Iterable[Planned], rules: Rules, output: str) -> Iterator[Problem]:
    """Files whose very path holds what is to be hidden."""
    for one in planned if rules else ():
        if problem := _problem(rules, f"{output}/{one.output.path}", one.output.path, b""):
            yield problem


def guarded(
    render: Callable[[Planned], Content], rules: Rules, output: str
) -> Callable[[Planned], Content]:
    """``render``, which raises BuildFailed when its file holds what is to be hidden."""
    if not rules:
        return render

    def searched_bytes(planned: Planned) -> bytes:
        data = render(planned)
        data = data.make() if isinstance(data, Unmade) else data
        page = planned.output.page
        shown = page.source if isinstance(page, FilePage) else f"{output}/{planned.output.path}"
        if problem := _problem(rules, shown, planned.output.path, data):
            raise BuildFailed([problem])
        return data

    return searched_bytes


def in_foreign_files(
    files: Iterable[tuple[str, bytes]], rules: Rules, output: str
) -> Iterator[Problem]:
    """Files of the output folder that no build wrote are published, too."""
    for path, data in files:
        if problem := _problem(rules, f"{output}/{path}", path, data):
            yield problem


def _problem(rules: Rules, shown: str, path: str, data: bytes) -> Problem | None:
    rule = found_in(rules, path, data)
    if rule is None:
        return None
    message = f"a text that is not to be published is in this file (line {rule.line} of the rules)"
    return Problem(rules.hide(shown), 0, 0, message, HINT)
