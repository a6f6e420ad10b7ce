"""A picture of the title of every article version, for those who share it."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder import share, urls
from site_builder.cache import digest_of
from site_builder.model import Archive, CardPage, LangText, Output, ShareCard, Version
from site_builder.outputs.parts import named, site_title

SIZE = (share.WIDTH, share.HEIGHT)


def share_files(archive: Archive) -> Iterator[Output]:
    look = archive.site.share_look
    if look is None:
        return
    made_with = digest_of(*(face.digest for face in look.faces), repr(look.colours))
    for work in archive.works:
        for version in work.versions:
            if card := card_of(archive, version):
                address = urls.share_image(version.address)
                yield Output(urls.output_path(address), CardPage(card, made_with))


def card_of(archive: Archive, version: Version) -> ShareCard | None:
    """What the picture says; None where none is made: boxes for letters would be none at all."""
    look = archive.site.share_look
    if look is None or version.article.kind != "article":
        return None
    letters = share.letters_of(look.faces)
    if letters.lacking(version.title.text):
        return None
    name = site_title(archive, version.language)
    source = archive.terms.get(("source", version.source_term))
    label = named(source.labels, archive, version.language).text if source else ""
    return ShareCard(
        version.title,
        LangText("", name.language) if letters.lacking(name.text) else name,
        "" if letters.lacking(label) else label,
        version.date,
        archive.site.calendar,
    )


def said_by(card: ShareCard) -> str:
    """The words of a picture, for those who cannot see it."""
    return " – ".join(filter(None, (card.title.text, card.archive.text, card.source)))


def without_letters(archive: Archive) -> tuple[tuple[str, str], ...]:
    """(file, letters that no face has) of every version that gets no picture for that."""
    look = archive.site.share_look
    if look is None:
        return ()
    letters = share.letters_of(look.faces)
    versions = (v for work in archive.works for v in work.versions)
    return tuple(
        sorted(
            (version.article.path, lacking)
            for version in versions
            if (lacking := letters.lacking(version.title.text))
        )
    )
