"""A picture of the title of every article version, for those who share it."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder import languages, share, urls
from site_builder.cache import digest_of
from site_builder.model import Archive, CardPage, LangText, Output, ShareCard, Version
from site_builder.outputs.parts import named, site_title

SIZE = (share.WIDTH, share.HEIGHT)


def share_files(archive: Archive) -> Iterator[Output]:
    look = archive.site.share_look
    if look is None:
        return
    letters = share.letters_of(look.faces)
    for work in archive.works:
        for version in work.versions:
            card = card_of(archive, version)
            if card is None:
                continue
            texts = [text.text for text in (card.title, card.archive, card.foot) if text]
            made_with = digest_of(*letters.used_by(*texts, "…"), repr(look.colours))
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
    language = version.language
    name = site_title(archive, language)
    parts = [_source(archive, version), _date(archive, version)]
    shown = [part for part in parts if part and not letters.lacking(part)]
    # A mark on both sides keeps a name in another script apart from the date (UAX 9, 2.4).
    mark = "\u200f" if languages.direction(language) == "rtl" else "\u200e"
    return ShareCard(
        version.title,
        LangText("", language) if letters.lacking(name.text) else name,
        LangText(f"{mark} · {mark}".join(shown), language) if shown else None,
    )


def said_by(card: ShareCard) -> str:
    """The words of a picture, for those who cannot see it."""
    foot = card.foot.text.replace("\u200e", "").replace("\u200f", "") if card.foot else ""
    return " – ".join(part for part in (card.title.text, card.archive.text, foot) if part)


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


def _source(archive: Archive, version: Version) -> str:
    term = archive.terms.get(("source", version.source_term))
    return named(term.labels, archive, version.language).text if term else ""


def _date(archive: Archive, version: Version) -> str:
    if version.date is None:
        return ""
    return languages.date(version.date, version.language, calendar=archive.site.calendar)
