"""OUTPUTS: (Archive) -> Outputs. To add a kind of output, write a function and name it here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from site_builder.model import Archive, Output
from site_builder.outputs.articles import article_pages
from site_builder.outputs.az import az_pages
from site_builder.outputs.citations import citation_files
from site_builder.outputs.cms import cms_files
from site_builder.outputs.crawlers import crawler_files
from site_builder.outputs.feeds import feed_files
from site_builder.outputs.files import media_files, redirect_pages
from site_builder.outputs.indexes import index_pages
from site_builder.outputs.lists import list_pages
from site_builder.outputs.parallel import parallel_pages
from site_builder.outputs.pictures import picture_files
from site_builder.outputs.share_cards import share_files
from site_builder.outputs.skos import skos_files
from site_builder.outputs.status import status_pages
from site_builder.outputs.voices import voices_pages

MakeOutputs = Callable[[Archive], Iterable[Output]]

OUTPUTS: tuple[MakeOutputs, ...] = (
    article_pages,
    parallel_pages,
    list_pages,
    az_pages,
    index_pages,
    status_pages,
    redirect_pages,
    feed_files,
    citation_files,
    media_files,
    picture_files,
    share_files,
    skos_files,
    voices_pages,
    cms_files,
)

__all__ = ["OUTPUTS", "MakeOutputs", "crawler_files"]
