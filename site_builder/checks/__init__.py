"""CHECKS: (Archive) -> Problems. To add a check, write a function and name it here.

What cannot be read, resolved or addressed is reported where that is found out (``parse``,
``link``, ``plan``); a check judges what is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from site_builder.checks.addresses import duplicate_addresses
from site_builder.checks.browser_editor import kept_by_the_browser_editor
from site_builder.checks.collections import works_of_collections
from site_builder.checks.dates import impossible_dates
from site_builder.checks.labels import missing_labels
from site_builder.checks.menu import menu_pages
from site_builder.checks.priority import priority_keywords
from site_builder.checks.sources import missing_provenance
from site_builder.checks.translations import unfaithful_translations
from site_builder.model import Archive
from site_builder.problems import Problem

Check = Callable[[Archive], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    duplicate_addresses,
    missing_provenance,
    impossible_dates,
    missing_labels,
    works_of_collections,
    menu_pages,
    priority_keywords,
    unfaithful_translations,
    kept_by_the_browser_editor,
)

__all__ = ["CHECKS", "Check"]
