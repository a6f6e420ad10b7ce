"""Addresses: each is claimed once, and none of the site's own pages is replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder import urls
from site_builder.model import Archive
from site_builder.problems import Problem


@dataclass(frozen=True, slots=True, order=True)
class _Claim:
    """One that says: this address is mine. Versions come first; an alias can give way."""

    is_alias: bool
    path: str
    line: int
    column: int
    address: str
    owner: str
    """Address of the version that it leads to."""


def duplicate_addresses(archive: Archive) -> Iterator[Problem]:
    """Addresses are compared as the least careful file system does: without regard to case."""
    holders: dict[str, _Claim] = {}
    for claim in sorted(_claims(archive)):
        if claim.is_alias and urls.belongs_to_the_site(claim.address, archive.site.languages):
            yield _problem(claim, "belongs to the site's own pages")
            continue
        holder = holders.setdefault(urls.output_path(claim.address).casefold(), claim)
        if holder is not claim:
            same = claim.is_alias and claim.owner == holder.owner
            yield _problem(claim, f"is {'already' if same else 'also'} that of {holder.path}")


def _claims(archive: Archive) -> Iterator[_Claim]:
    readable = [v for work in (*archive.works, *archive.pages) for v in work.versions]
    for version in (*readable, *archive.withdrawn):
        path, address = version.article.path, version.address
        yield _Claim(False, path, 0, 0, address, address)
        for number, alias in enumerate(version.article.header.aliases):
            line, column = version.article.mark(f"aliases.{number}")
            yield _Claim(True, path, line, column, alias, address)


def _problem(claim: _Claim, why: str) -> Problem:
    if claim.is_alias:
        message, hint = f"the old address '{claim.address}' {why}", "delete it here"
    else:
        message, hint = f"the address '{claim.address}' {why}", "rename the folder of one of them"
    return Problem(claim.path, claim.line, claim.column, message, hint)
