"""What stands round every page of a language: the archive's name, its languages, its menu."""

from __future__ import annotations

from site_builder import pages, urls
from site_builder.model import Archive
from site_builder.outputs.parts import best_version, named, site_title


def chrome(archive: Archive, language: str) -> pages.Chrome:
    site = archive.site
    menu = []
    standing = {work.id: work for work in archive.pages}
    for page in site.menu:
        if work := standing.get(page):
            version = best_version(archive, work, language)
            menu.append(pages.MenuItem(version.title, version.address))
    return pages.Chrome(
        site_title=site_title(archive, language),
        tagline=named(site.tagline, archive, language) if site.tagline else None,
        languages=site.languages,
        home=urls.home(language),
        search=urls.search(language),
        menu=tuple(menu),
        base_url=site.base_url,
        calendar=site.calendar,
        status=urls.STATUS,
        offline=urls.offline(language) if site.offline else "",
        worker=urls.WORKER if site.offline else "",
    )
