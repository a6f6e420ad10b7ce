"""The ledger: every address that was ever published still answers, or somebody said why not.

``addresses.txt`` stands beside site.yaml and is committed. A line is an address and, after a
space, the title that it had; the title only helps to find where a text has gone. An address that
the archive does not have any more is an error, told with the line of a header, or of an authority
file, to add. Lists that follow from what is there (years, all works, an index) are not recorded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from site_builder import urls
from site_builder.checks.ledger.recorded import FILE, GONE, Recorded, otherwise
from site_builder.checks.ledger.terms import is_of_a_term, term_pages, vanished_terms
from site_builder.model import Archive, Article, Version
from site_builder.problems import Problem

__all__ = [
    "FILE", "Recorded", "ledger_text", "published", "read_ledger", "vanished_addresses",
]  # fmt: skip
HEAD = """\
# Every address that this archive has published, with the title that it had.
# `python build.py addresses --write` adds what is new. A build in which one is gone fails.
"""


def read_ledger(text: str) -> tuple[tuple[Recorded, ...], tuple[Problem, ...]]:
    """The ledger's lines in any order; one that two branches both added may stand there twice."""
    found: dict[str, Recorded] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        address, _, title = line.strip().partition(" ")
        if not address or address.startswith("#"):
            continue
        if not address.startswith("/") or "//" in address:
            hint = "a line is an address, a space and a title: /en/2015/kobani/ The last bookshop"
            message = f"'{address[:80]}' is not an address"
            problems.append(Problem(FILE, number, 1, message, hint))
            continue
        address = unicodedata.normalize("NFC", address)
        found.setdefault(address, Recorded(address, title.strip(), number))
    return tuple(found.values()), tuple(problems)


def published(archive: Archive) -> dict[str, str]:
    """Address -> title of every version and term that answers, withdrawn ones and old addresses
    too."""
    readable = [v for work in (*archive.works, *archive.pages) for v in work.versions]
    versions = [*readable, *archive.withdrawn]
    titles = {v.address: " ".join(v.title.text.split()) for v in versions}
    titles |= term_pages(archive)
    return {**{old: titles[new] for old, new in archive.redirects}, **titles}


def ledger_text(recorded: Iterable[Recorded], here: Mapping[str, str]) -> str:
    """The whole ledger, sorted: all that was recorded, and all that is published now."""
    lines = {one.address: one.title for one in recorded} | dict(here)
    return HEAD + "".join(f"{one} {lines[one]}".rstrip() + "\n" for one in sorted(lines))


def vanished_addresses(
    archive: Archive, articles: Iterable[Article], text: str
) -> Iterator[Problem]:
    """``articles`` are all that were read, those that are not published now among them."""
    recorded, problems = read_ledger(text)
    yield from problems
    articles = tuple(articles)
    here = published(archive)
    gone = [one for one in recorded if one.address not in here]
    if not gone:
        return
    yield from vanished_terms(archive, articles, gone, recorded)
    gone = [one for one in gone if not is_of_a_term(one.address)]
    unpublished = {urls.version(a.language, a.work): a for a in articles}
    heirs = _Heirs(archive, {one.address for one in recorded})
    lost: dict[str, list[Recorded]] = {}
    for one in gone:
        if article := unpublished.get(one.address):
            yield _taken_back(one, article)
        elif heir := heirs.of(one):
            lost.setdefault(heir.address, []).append(one)
        else:
            yield _lost(one)
    for address, missing in lost.items():
        yield from _moved(missing, heirs.at[address].article)


class _Heirs:
    """The versions in which a text that has gone from its address may be found now."""

    def __init__(self, archive: Archive, recorded: set[str]) -> None:
        self.at: dict[str, Version] = {}
        self._leads: dict[str, Version] = {}
        self._by_name: dict[tuple[str, str], list[Version]] = {}
        self._by_title: dict[str, list[Version]] = {}
        self._new_by_title: dict[str, list[Version]] = {}
        for work in (*archive.works, *archive.pages):
            self._leads[work.id] = work.lead
            for version in work.versions:
                self.at[version.address] = version
                title = _folded(version.title.text)
                self._by_title.setdefault(title, []).append(version)
                if version.address not in recorded:
                    name = (version.language, work.id.rpartition("/")[2])
                    self._by_name.setdefault(name, []).append(version)
                    self._new_by_title.setdefault(title, []).append(version)

    def of(self, gone: Recorded) -> Version | None:
        """The one that a new name, an equal title or another language points to; else None."""
        language, _, work = gone.address.strip("/").partition("/")
        title = _folded(gone.title)
        tries = (
            self._by_name.get((language, work.rpartition("/")[2]), []),
            self._new_by_title.get(title, []),
            self._by_title.get(title, []),
            [self._leads[work]] if work in self._leads else [],
        )
        return next((found[0] for found in tries if len(found) == 1), None)


def _folded(title: str) -> str:
    return " ".join(unicodedata.normalize("NFC", title).casefold().split())


def _taken_back(one: Recorded, article: Article) -> Problem:
    place = article.mark("status" if article.header.status else "publish_after")
    hint = (
        "leave a page that says so: 'status: withdrawn' and 'withdrawn: {date: ..., reason: ...}'; "
        f"{otherwise([one])}"
    )
    message = f"'{one.address}' was published, and is not any more"
    return Problem(article.path, *place, message, hint)


def _lost(one: Recorded) -> Problem:
    hint = (
        f"add to the header of the article that took its place '{_aliases([one.address])}'; "
        f"withdraw an article instead of deleting it; {otherwise([one])}"
    )
    return Problem(FILE, one.line, 1, GONE.format(one.address), hint)


def _moved(missing: list[Recorded], article: Article) -> Iterator[Problem]:
    """All that have gone to one article, each with the one line that it needs for them all."""
    old = article.header.aliases
    line, column = article.mark("aliases") if old else article.mark("title")
    what = f"let line {line} be" if old else "add to this header the line"
    whole = _aliases([*old, *(one.address for one in missing)])
    for one in missing:
        hint = f"{what} '{whole}'; {otherwise([one])}"
        yield Problem(article.path, line, column, GONE.format(one.address), hint)


def _aliases(addresses: list[str]) -> str:
    """The line of a header, to be copied as it is."""
    plain = [a if re.fullmatch(r"[\w/.~-]+", a) else f'"{a}"' for a in sorted(set(addresses))]
    return f"aliases: [{', '.join(plain)}]"
