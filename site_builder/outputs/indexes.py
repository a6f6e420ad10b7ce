"""The ways in: language chooser, front pages, years, search page, 404."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from site_builder import languages, pages, urls
from site_builder.model import (
    TERM_KINDS,
    Archive,
    LangText,
    Output,
    TemplatePage,
    Version,
    Work,
)
from site_builder.outputs.articles import figure
from site_builder.outputs.curated import collection_boxes
from site_builder.outputs.lists import works_by_year
from site_builder.outputs.parts import (
    best_version,
    card,
    everywhere,
    named,
    points_of,
    shown_terms,
    site_title,
    term_link,
)
from site_builder.outputs.pictures import picture_of, shown_in_text
from site_builder.outputs.voices import Names, front_voice, quotations_in, speakers

NEWEST = 5
ELSEWHERE = 6
MOST_USED = 24
ON_THE_MAP = 60
"""Places on the small map of a front page."""


def index_pages(archive: Archive) -> Iterator[Output]:
    names = speakers(archive)
    for language in archive.site.languages:
        yield _page("home.html", _home(archive, language, names))
        yield _page("years.html", _years(archive, language))
        yield _page("search.html", _search(archive, language))
        if archive.site.offline:
            head = replace(_head(archive, language, urls.offline(language)), noindex=True, feed="")
            yield _page("offline.html", pages.OfflinePage(head))
    yield _page("chooser.html", _chooser(archive))
    not_found = pages.NotFoundPage(_head(archive, "", f"/{urls.NOT_FOUND}"), _entries(archive))
    yield Output(urls.NOT_FOUND, TemplatePage("404.html", not_found))


def _page(template: str, model: object) -> Output:
    return Output(urls.output_path(model.head.address), TemplatePage(template, model))  # type: ignore[attr-defined]


def _head(archive: Archive, language: str, address: str) -> pages.Head:
    """``language`` is empty for the pages that stand above the languages."""
    return pages.Head(
        title="",
        language=language or archive.site.default_language,
        address=address,
        versions=everywhere(archive, address, language) if language else (),
        feed=urls.feed(urls.home(language)) if language else urls.SITE_FEED,
        noindex=address == f"/{urls.NOT_FOUND}",
    )


def _home(archive: Archive, language: str, names: Names) -> pages.HomePage:
    own = [work for work in archive.works if work.in_language(language)]
    first = (own or list(archive.works))[: NEWEST + 1]
    lacking = [w for w in archive.works if own and not w.in_language(language)][:ELSEWHERE]
    keywords = [
        term_link(archive, "keyword", t.id, language) for t in shown_terms(archive, "keyword")
    ]
    keywords.sort(key=lambda link: (-link.count, link.address))
    alphabet = languages.collation_key(language)
    quotations = len(quotations_in(archive, language))
    return pages.HomePage(
        head=replace(
            _head(archive, language, urls.home(language)),
            description=archive.site.tagline.get(language, ""),
        ),
        lead=_lead(archive, first[0], language) if first else None,
        newest=tuple(card(archive, work, language) for work in first[1:]),
        elsewhere=tuple(card(archive, work, language) for work in lacking),
        collections=collection_boxes(archive, language),
        keywords=tuple(
            sorted(
                keywords[:MOST_USED],
                key=lambda link: alphabet(languages.filed(link.label.text, link.label.language)),
            )
        ),
        years=_year_counts(archive, language),
        browse=tuple(
            (kind, urls.term_index(language, kind), len(shown_terms(archive, kind)))
            for kind in TERM_KINDS
            if shown_terms(archive, kind)
        ),
        everything=urls.everything(language),
        count=len(archive.works),
        voices=(urls.voices(language), quotations) if quotations else ("", 0),
        voice=front_voice(archive, language, names),
        points=points_of(archive, language, ON_THE_MAP),
    )


def _lead(archive: Archive, work: Work, language: str) -> pages.LeadStory:
    version = best_version(archive, work, language)
    # A picture is no place for a reader to learn that the text has a warning.
    image = None if version.warning else figure(archive, version) or _picture(archive, version)
    return pages.LeadStory(card(archive, work, language, version), image)


def _picture(archive: Archive, version: Version) -> pages.FigureBox | None:
    """The first picture of the text: beside the title of its work it says nothing of its own."""
    for path in shown_in_text(version):
        asset = archive.assets.get(path)
        if asset and asset.width:
            silent = LangText("", version.language)
            address = urls.media_of(asset.path)
            return pages.FigureBox(address, silent, None, None, picture_of(asset))
    return None


def _year_counts(archive: Archive, language: str) -> tuple[pages.YearCount, ...]:
    return tuple(
        pages.YearCount(number, len(works), urls.year(language, number))
        for number, works in works_by_year(archive).items()
    )


def _years(archive: Archive, language: str) -> pages.YearsPage:
    head = _head(archive, language, urls.years(language))
    return pages.YearsPage(head, _year_counts(archive, language))


def _search(archive: Archive, language: str) -> pages.SearchPage:
    azs = tuple(
        (kind, urls.term_index(language, kind)) for kind in TERM_KINDS if shown_terms(archive, kind)
    )
    return pages.SearchPage(
        _head(archive, language, urls.search(language)), azs, f"/search/{language}/manifest.json"
    )


def _entries(archive: Archive) -> tuple[pages.LanguageEntry, ...]:
    site = archive.site
    counts = {tag: sum(1 for w in archive.works if w.in_language(tag)) for tag in site.languages}
    return tuple(
        pages.LanguageEntry(
            language=tag,
            title=site_title(archive, tag),
            tagline=named(site.tagline, archive, tag) if site.tagline else None,
            address=urls.home(tag),
            count=counts[tag],
        )
        for tag in site.languages
    )


def _chooser(archive: Archive) -> pages.ChooserPage:
    homes = tuple(pages.VersionLink(tag, urls.home(tag)) for tag in archive.site.languages)
    head = replace(_head(archive, "", urls.CHOOSER), versions=homes)
    return pages.ChooserPage(head, _entries(archive))
