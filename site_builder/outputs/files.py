"""Files that are published as they are, after cleaning: what stands beside articles; redirects."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder import pages, urls
from site_builder.model import Archive, FilePage, Output, TemplatePage


def media_files(archive: Archive) -> Iterator[Output]:
    """Only files that a published version uses; a draft's pictures stay at home."""
    for path, asset in archive.assets.items():
        page = FilePage(path, asset.digest, asset.media_type)
        yield Output(urls.output_path(urls.media_of(path)), page)


def redirect_pages(archive: Archive) -> Iterator[Output]:
    """Old citations point here; their addresses keep answering."""
    for old, address in archive.redirects:
        language = address.split("/")[1]
        head = pages.Head(title="", language=language, address=address, noindex=True)
        model = pages.RedirectPage(head, address)
        yield Output(urls.output_path(old), TemplatePage("redirect.html", model))
