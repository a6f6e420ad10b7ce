"""The page of every language version: articles, standing pages, withdrawn works."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest

from site_builder import languages, pages, urls
from site_builder.markup import anchor_id
from site_builder.model import Archive, LangText, Output, TemplatePage, Version, Work
from site_builder.outputs import citations, json_ld
from site_builder.outputs.citations import date_of_text
from site_builder.outputs.curated import Curated, curated, in_collections
from site_builder.outputs.parts import archived_on, card, report_url, term_links, version_links
from site_builder.outputs.pictures import lead_path, picture_of, shareable
from site_builder.outputs.share_cards import SIZE, card_of, said_by

RELATED = 4
LONG_READ = 3
"""Minutes of reading from which a text gets a table of contents, whatever its script."""
TOO_COMMON = 200
"""A keyword of more works than this says nothing about what is related."""


Neighbours = Mapping[str, tuple[Work | None, Work | None]]
"""Language -> the older and the newer work that have it."""


@dataclass(frozen=True, slots=True)
class Near:
    """The works that a reader may go to from one."""

    neighbours: Neighbours
    related: tuple[Work, ...]
    collections: Curated


def article_pages(
    archive: Archive, told: Callable[[tuple[Work, Near]], None] = lambda _: None
) -> Iterator[Output]:
    """``told`` is given each work with what is near it, which is costly to find out."""
    for work, near in _near_works(archive):
        told((work, near))
        yield from pages_of_work(archive, work, near)
    for version in archive.withdrawn:
        page = TemplatePage("article.html", _withdrawn_page(version))
        yield Output(urls.output_path(version.address), page)


def pages_of_work(archive: Archive, work: Work, near: Near) -> Iterator[Output]:
    """The page of each of its versions."""
    for version in work.versions:
        model = _page(archive, work, version, near)
        yield Output(urls.output_path(version.address), TemplatePage("article.html", model))


def _near_works(archive: Archive) -> Iterator[tuple[Work, Near]]:
    """Every work and standing page with the works near it."""
    related = related_works(archive)
    collections = curated(archive)
    for group in (archive.works, archive.pages):
        neighbours = _neighbours(group)
        for work in group:
            yield (
                work,
                Near(
                    {v.language: neighbours[work.id, v.language] for v in work.versions},
                    related.get(work.id, ()),
                    collections.get(work.id, ()),
                ),
            )


def _neighbours(works: tuple[Work, ...]) -> dict[tuple[str, str], tuple[Work | None, Work | None]]:
    """(work, language) -> the older and the newer work that have this language."""
    last: dict[str, Work] = {}
    found: dict[tuple[str, str], tuple[Work | None, Work | None]] = {}
    for work in works:
        for version in work.versions:
            newer = last.get(version.language)
            found[work.id, version.language] = (None, newer)
            if newer:
                found[newer.id, version.language] = (work, found[newer.id, version.language][1])
            last[version.language] = work
    return found


def related_works(archive: Archive) -> dict[str, tuple[Work, ...]]:
    """Work -> works that share its keywords; a rare keyword counts more than a common one."""
    by_id = {work.id: work for work in archive.works}
    shared: dict[str, list[tuple[list[str], float]]] = {}
    for (kind, _), works in archive.works_of.items():
        if kind in ("keyword", "person", "place") and 1 < len(works) <= TOO_COMMON:
            ids = [work.id for work in works]
            for one in ids:
                shared.setdefault(one, []).append((ids, 1 / len(ids)))
    return {work: tuple(map(by_id.__getitem__, _nearest(work, shared[work]))) for work in shared}


def _nearest(work: str, shared: Sequence[tuple[Sequence[str], float]]) -> list[str]:
    """Of the works that share something with this one: those that share the most."""
    scores: dict[str, float] = {}
    known = scores.get
    for ids, weight in shared:
        for other in ids:
            scores[other] = known(other, 0.0) + weight
    del scores[work]
    # Few of many come into question, and only they are put in order.
    least = nlargest(RELATED, scores.values())[-1]
    best = [(-score, other) for other, score in scores.items() if score >= least]
    return [other for _, other in nsmallest(RELATED, best)]


def _page(archive: Archive, work: Work, version: Version, near: Near) -> pages.ArticlePage:
    article, language = version.article, version.language
    before, after = near.neighbours[language]
    image, shared = figure(archive, version), shared_image(archive, version)
    rights = _rights(version)
    images = [(image.address, image.picture.width, image.picture.height)] if image else []
    if shared[0] and not (image and image.picture.fallback == shared[0]):
        images.append((shared[0], *shared[2]))
    description = version.deck.text if version.deck else article.excerpt
    is_article = work.kind == "article"
    published = date_of_text(version)
    return pages.ArticlePage(
        head=pages.Head(
            title=version.title.text,
            language=language,
            address=version.address,
            description=description,
            versions=version_links(work),
            noindex=version.status == "draft",
            feed=urls.feed(urls.home(language)),
            og_type="article" if is_article else "website",
            image=shared[0],
            image_alt=shared[1],
            image_size=shared[2],
            json_ld=json_ld.article(archive, work, version, images, rights) if is_article else "",
            published=languages.iso(published) if published else "",
        ),
        kind=work.kind,
        title=version.title,
        deck=version.deck,
        date=version.date,
        type=version.type if is_article else "",
        authors=term_links(archive, "person", version.authors, language),
        source=_source(archive, version),
        translation=_translation(archive, work, version),
        warning=version.warning,
        corrections=tuple(
            pages.CorrectionNote(c.date, LangText(c.note, language))
            for c in article.header.corrections
        ),
        draft=version.status == "draft",
        withdrawn_date=None,
        withdrawn_reason=None,
        image=image,
        headings=_contents(version),
        body=body_ref(archive, version),
        minutes=languages.minutes(article.words, language),
        keywords=term_links(archive, "keyword", version.keywords, language),
        people=term_links(archive, "person", version.people, language),
        places=term_links(archive, "place", version.places, language),
        collections=in_collections(archive, near.collections, language),
        related=tuple(card(archive, w, language) for w in near.related) if is_article else (),
        previous=card(archive, before, language) if before and is_article else None,
        next=card(archive, after, language) if after and is_article else None,
        added=version.added,
        updated=version.updated,
        rights=rights,
        citation=citations.citation(archive, version) if is_article else None,
        downloads=citations.DOWNLOADS if is_article else (),
        edit_url=f"{archive.site.edit_url}{article.path}" if archive.site.edit_url else "",
        report_url=report_url(archive, version),
        parallels=_parallels(work, version) if is_article else (),
    )


def _withdrawn_page(version: Version) -> pages.ArticlePage:
    """Nothing of the text is left: title, date and reason."""
    withdrawn = version.withdrawn
    assert withdrawn is not None
    return pages.ArticlePage(
        head=pages.Head(
            title=version.title.text,
            language=version.language,
            address=version.address,
            noindex=True,
        ),
        kind=version.article.kind,
        title=version.title,
        deck=None,
        date=None,
        type=version.type,
        authors=(),
        source=None,
        translation=None,
        warning=None,
        corrections=(),
        draft=False,
        withdrawn_date=withdrawn.date,
        withdrawn_reason=LangText(withdrawn.reason, version.withdrawn_language),
        image=None,
        headings=(),
        body=None,
        minutes=0,
        keywords=(),
        people=(),
        places=(),
        collections=(),
        related=(),
        previous=None,
        next=None,
        added=None,
        updated=None,
        rights=None,
        citation=None,
        downloads=(),
        edit_url="",
    )


def shared_image(archive: Archive, version: Version) -> tuple[str, str, tuple[int, int]]:
    """Address, words and size of what is shown of a version elsewhere; empty where nothing is."""
    if card := card_of(archive, version):
        return urls.share_image(version.address), said_by(card), SIZE
    if version.image and (asset := archive.assets.get(lead_path(version, version.image.file))):
        found = shareable(asset)
        if found:
            return found[0], version.image.alt, found[1]
    return "", "", (0, 0)


def figure(archive: Archive, version: Version) -> pages.FigureBox | None:
    """The lead image, in the widths that it has."""
    image = version.image
    if image is None:
        return None
    asset = archive.assets.get(lead_path(version, image.file))
    if asset is None:
        return None
    language = version.image_language
    return pages.FigureBox(
        address=urls.media_of(asset.path),
        alt=LangText(image.alt, language),
        caption=LangText(image.caption, language) if image.caption else None,
        credit=LangText(image.credit, language) if image.credit else None,
        picture=picture_of(asset),
    )


def _contents(version: Version) -> tuple[pages.HeadingLink, ...]:
    article = version.article
    headings = article.headings
    if len(headings) < 3 or languages.minutes(article.words, version.language) < LONG_READ:
        return ()
    return tuple(pages.HeadingLink(h.level, h.text, anchor_id(h.anchor)) for h in headings)


def _parallels(work: Work, version: Version) -> tuple[pages.VersionLink, ...]:
    return tuple(
        pages.VersionLink(v.language, urls.side_by_side(version.language, work.id, v.language))
        for v in work.versions
        if v is not version
    )


def body_ref(archive: Archive, version: Version) -> pages.BodyRef:
    links = zip(version.article.links, version.link_assets, strict=True)
    shown = [archive.assets.get(path) if link.image else None for link, path in links]
    pictures = tuple(picture_of(asset) if asset else None for asset in shown)
    return pages.BodyRef(version.article.digest, version.links, pictures)


def _source(archive: Archive, version: Version) -> pages.SourceBox | None:
    source = version.source
    if source is None:
        return None
    links = term_links(
        archive, "source", (version.source_term,) if version.source_term else (), version.language
    )
    term = archive.terms.get(("source", version.source_term))
    return pages.SourceBox(
        name=links[0] if links else None,
        title=source.title,
        language=_language_of(source.title, term.language if term else "", version.language),
        url=source.url,
        archived=source.archived,
        accessed=source.accessed,
        sha256=source.sha256,
        archived_on=archived_on(source) if source.archived else "",
        based_on=source.relation == "based-on",
    )


def _language_of(title: str, *likely: str) -> str:
    """The first language that a title's letters do not contradict."""
    for tag in filter(None, likely):
        if languages.is_written_in(title, languages.script(tag)):
            return tag
    return f"und-{languages.dominant_script(title)}" if title else ""


def _translation(archive: Archive, work: Work, version: Version) -> pages.TranslationBox | None:
    said = version.article.header.translation
    if said is None:
        return None
    of = work.in_language(version.translated_from)
    original = said.original
    language = version.language
    return pages.TranslationBox(
        source=pages.VersionLink(of.language, of.address) if of else None,
        original=LangText(original.title, original.language) if original else None,
        original_url=original.url if original else "",
        translators=term_links(archive, "person", version.translators, language),
        reviewers=term_links(archive, "person", version.reviewers, language),
        date=said.date,
        method=said.method,
        note=LangText(said.note, language) if said.note else None,
        changed=len(version.changed_blocks or ()) if of else 0,
        total=len(of.article.blocks) if of else 0,
        changes=tuple((n, f"{of.address}#b{n}") for n in version.changed_blocks or ())
        if of and of.article.blocks
        else (),
    )


LICENCES: Mapping[str, tuple[str, str]] = {
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    **{
        f"CC-{code}-4.0": (
            f"CC {code} 4.0",
            f"https://creativecommons.org/licenses/{code.lower()}/4.0/",
        )
        for code in ("BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND")
    },
}
"""SPDX id -> name and address of the licences that archives use most."""


def _rights(version: Version) -> pages.RightsBox | None:
    rights = version.rights
    if rights is None:
        return None
    name, url = LICENCES.get(rights.statement, (rights.statement, ""))
    if re.match(r"https?://", rights.statement):
        url = rights.statement
    return pages.RightsBox(name, url, rights.holder, rights.note, version.rights_language)
