"""Images beside articles as pages show them: in a few widths, for small screens and slow lines."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder import pages, urls
from site_builder.model import Archive, Asset, Output, PicturePage, Version

WIDTHS = (480, 960, 1600)
"""Pixels: a small phone, a sharper one or a column of text, the same on a sharp screen."""
WORTH_IT = 0.85
"""Of the widest; one that is wider than this is left out."""
MODERN = ("image/webp", ".webp")
FALLBACK_WIDTH = 960
FALLBACKS = {
    "image/jpeg": ("image/jpeg", ".jpg"),
    "image/png": ("image/png", ".png"),
    "image/webp": MODERN,
    "image/avif": MODERN,
}
"""Media type of a file -> of the one that a browser without WebP is given, with its suffix."""


def widths(width: int) -> tuple[int, ...]:
    """In which an image is published, the narrowest first; never wider than it is."""
    widest = min(width, WIDTHS[-1])
    return (*(w for w in WIDTHS if w < widest * WORTH_IT), widest)


def picture_of(asset: Asset) -> pages.Picture:
    """What a page says of an image."""
    address = urls.media_of(asset.path)
    if asset.frames != 1:
        return pages.Picture(asset.width, asset.height, address)
    made = tuple((urls.rendition(address, w, MODERN[1]), w) for w in widths(asset.width))
    fallback = _fallback(asset)
    if fallback:
        address = urls.rendition(address, FALLBACK_WIDTH, fallback[1])
    return pages.Picture(asset.width, asset.height, address, made)


def shareable(asset: Asset) -> tuple[str, tuple[int, int]] | None:
    """Address and size of what others show of an image; they show no drawings (SVG)."""
    if not asset.frames:
        return None
    size = (asset.width, asset.height)
    if asset.frames == 1 and _fallback(asset):
        size = (FALLBACK_WIDTH, round(asset.height * FALLBACK_WIDTH / asset.width))
    return picture_of(asset).fallback, size


def _fallback(asset: Asset) -> tuple[str, str] | None:
    """Type and suffix of the narrower one for old browsers; None where the file itself will do."""
    wide = asset.width * WORTH_IT > FALLBACK_WIDTH
    return FALLBACKS.get(asset.media_type) if wide else None


def picture_files(archive: Archive) -> Iterator[Output]:
    """The narrower ones of every image that a page shows; one that is only linked to has none."""
    for path in sorted({path for version in _versions(archive) for path in _shown(version)}):
        asset = archive.assets.get(path)
        if asset is None or asset.frames != 1:
            continue
        forms = {(width, *MODERN) for width in widths(asset.width)}
        if fallback := _fallback(asset):
            forms.add((FALLBACK_WIDTH, *fallback))
        for width, media_type, suffix in sorted(forms):
            address = urls.rendition(urls.media_of(path), width, suffix)
            page = PicturePage(path, asset.digest, width, media_type)
            yield Output(urls.output_path(address), page)


def _versions(archive: Archive) -> Iterator[Version]:
    return (v for work in (*archive.works, *archive.pages) for v in work.versions)


def shown_in_text(version: Version) -> Iterator[str]:
    """Paths of the images in a text, in its order; what is only linked to is not shown."""
    for link, path in zip(version.article.links, version.link_assets, strict=True):
        if link.image and path:
            yield path


def _shown(version: Version) -> Iterator[str]:
    yield from shown_in_text(version)
    if version.image:
        yield lead_path(version, version.image.file)


def lead_path(version: Version, file: str) -> str:
    """Where a lead image lies, which a header names by its file alone."""
    return f"{version.article.path.rpartition('/')[0]}/{file}"
