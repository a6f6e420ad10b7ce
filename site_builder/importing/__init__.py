"""Collections of other generators -> articles of ours, with an account of every field.

| file | duty |
|---|---|
| ``jekyll``, ``hugo``, ``pelican``, ``sheet``, ``wordpress`` | the habits of a format |
| ``headers`` | the fields at the top of a file, in YAML, TOML, JSON, ``Name: value`` |
| ``names``, ``fields`` | their fields -> ours; what is not understood is kept under ``extra`` |
| ``bodies`` | links, pictures and remains of templates in a text |
| ``assemble`` | folders, languages, translations, old addresses: the files to be written |
| ``report`` | the account, for people and for programs |

To add a format, write a module with ``collection(tree)`` and name it in ``FORMATS``.
"""

from __future__ import annotations

from collections.abc import Callable

from site_builder.importing import hugo, jekyll, pelican, sheet, wordpress
from site_builder.importing.assemble import Settings, assembled
from site_builder.importing.names import TARGETS
from site_builder.importing.report import as_json, as_markdown, summary
from site_builder.importing.values import Collection, Entry, Imported, Tree, Written
from site_builder.importing.wordpress import PACKAGES, NotReadable

__all__ = [
    "FORMATS",
    "PACKAGES",
    "TARGETS",
    "Collection",
    "Entry",
    "Imported",
    "NotReadable",
    "Settings",
    "Tree",
    "Written",
    "as_json",
    "as_markdown",
    "imported",
    "summary",
]

FORMATS: dict[str, Callable[[Tree, Settings], Collection]] = {
    "jekyll": lambda tree, _: jekyll.collection(tree),
    "hugo": lambda tree, _: hugo.collection(tree),
    "pelican": lambda tree, _: pelican.collection(tree),
    "csv": lambda tree, settings: sheet.collection(tree, dict(settings.renamed)),
    "wordpress": lambda tree, _: wordpress.collection(tree),
}


def imported(format: str, tree: Tree, settings: Settings) -> Imported:
    """What a collection becomes. Nothing is read or written here, and no program is run.

    Raises NotReadable, and ImportError where a format needs a package that is missing.
    """
    return assembled(FORMATS[format](tree, settings), tree, settings)
