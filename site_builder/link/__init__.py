"""Articles -> Archive: works, their versions, terms, and where every link leads.

Linking runs at every build, over all articles, and never loads a body. Drafts are linked as well,
so that their mistakes are told; they are left out of the Archive at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname

from site_builder import urls
from site_builder.link.indexes import newest_first, redirects, works_of
from site_builder.link.names import Names, TermKey, names_of
from site_builder.link.targets import Known, Target, resolve, unused_files
from site_builder.link.versions import Family, changed_blocks, family, image_of, status_of
from site_builder.model import (
    Archive,
    Article,
    Asset,
    LangText,
    Link,
    Site,
    SourceRef,
    Term,
    TermKind,
    Version,
    Work,
)
from site_builder.problems import Problem

__all__ = ["link"]


@dataclass(frozen=True, slots=True)
class _Linked:
    """One version and the files it uses."""

    version: Version
    assets: tuple[str, ...]


def link(
    articles: Sequence[Article],
    terms: Mapping[TermKey, Term],
    assets: Mapping[str, Asset],
    files: Sequence[str],
    site: Site,
) -> tuple[Archive, tuple[Problem, ...]]:
    """The whole archive, and what could not be linked.

    ``articles`` are sorted by path; ``files`` are the paths of everything found beside them.
    """
    names, problems = names_of(terms, controlled=site.keywords == "controlled")
    known_paths = {a.path for a in articles}
    unread = {dirname(f) for f in files if f.endswith(".md") and f not in known_paths}
    unlisted, _ = names_of(terms, controlled=site.keywords == "controlled")
    families, wrong = _families(articles, site, unread)
    statuses = {
        a.path: status_of(f.headers[a.language], site.today) for f in families for a in f.articles
    }

    def visible(article: Article) -> bool:
        return statuses[article.path] != "draft" or site.drafts

    known = Known(
        articles={a.path: a for a in articles},
        families={
            dirname(f.articles[0].path): {a.language: a for a in f.articles} for f in families
        },
        visible=visible,
        assets=assets,
        files=frozenset(files),
    )
    found: list[Problem] = [*problems, *wrong]
    works: list[Work] = []
    withdrawn: list[Version] = []
    used: set[str] = set()
    published: set[str] = set()
    sought: set[str] = set()
    for one in families:
        versions = []
        for article in one.articles:
            status = statuses[article.path]
            listed = visible(article) and status != "withdrawn"
            # What only a draft or a withdrawn version names must leave no trace among the terms.
            into = names if listed else unlisted
            linked = _version(article, one, into, known, status, found)
            used.update(linked.assets)
            sought.update(_sought(article, linked.version))
            if listed:
                versions.append(linked.version)
                published.update(linked.assets)
            elif status == "withdrawn":
                withdrawn.append(linked.version)
        if versions:
            original = one.original if any(v.language == one.original for v in versions) else ""
            kind = one.articles[0].kind
            works.append(Work(one.work, kind, tuple(versions), original, one.fullest))
    works.sort(key=newest_first)
    articles_only = tuple(w for w in works if w.kind == "article")
    readable = [v for w in works for v in w.versions]
    works_by_term = works_of(articles_only, names.terms)
    archive = Archive(
        site=site,
        works=articles_only,
        pages=tuple(sorted((w for w in works if w.kind == "page"), key=lambda w: w.id)),
        withdrawn=tuple(withdrawn),
        terms=names.terms,
        works_of=works_by_term,
        assets={path: assets[path] for path in sorted(published) if path in assets},
        redirects=redirects(
            [*readable, *withdrawn], (names.terms[key] for key in works_by_term), site.languages
        ),
        unread=frozenset(unread),
        sought=frozenset(sought),
    )
    found += unused_files(assets, used, unread)
    return archive, (*found, *names.problems, *unlisted.problems)


def _families(
    articles: Sequence[Article], site: Site, unread: set[str]
) -> tuple[list[Family], list[Problem]]:
    """``unread`` are folders where a version has errors of its own: what the others lack because
    of it is not their mistake."""
    order = {language: number for number, language in enumerate(site.languages)}
    by_work: dict[tuple[str, str], list[Article]] = {}
    for article in articles:
        by_work.setdefault((article.kind, article.work), []).append(article)
    families: list[Family] = []
    problems: list[Problem] = []
    for (_, work), versions in sorted(by_work.items()):
        versions.sort(key=lambda a: order[a.language])
        one, wrong = family(work, versions)
        families.append(one)
        if dirname(versions[0].path) not in unread:
            problems += wrong
    return families, problems


def _version(
    article: Article,
    one: Family,
    names: Names,
    known: Known,
    status: str,
    problems: list[Problem],
) -> _Linked:
    """One version with everything it says, or has from the original, resolved."""
    header = one.headers[article.language]
    translation = article.header.translation

    def ids(kind: TermKind, said: Sequence[str] | None, name: str, key: str) -> tuple[str, ...]:
        author = one.wrote(article, name) if name else article
        found = (
            names.resolve(kind, word, author, f"{key}.{number}")
            for number, word in enumerate(said or ())
        )
        return tuple(dict.fromkeys(term for term in found if term))

    def text(said: str | None, name: str) -> LangText | None:
        return LangText(said, one.wrote(article, name).language) if said else None

    targets = [resolve(found, article, known) for found in article.links]
    image = image_of(header)
    wrote_image = one.wrote(article, "image")
    if image:
        targets.append(_lead_image(image.file, wrote_image, known))
    problems += [t.problem for t in targets if t.problem]
    if header.image and image is None:
        line, column = article.mark("image")
        problems.append(Problem(article.path, line, column, "the image has no file",
                                "add file: name-of-the-file.jpg"))  # fmt: skip
    elif image and not image.alt:
        line, column = wrote_image.mark("image")
        message = f"the image '{image.file}' has no alt text"
        problems.append(Problem(wrote_image.path, line, column, message,
                                "add alt: what it shows, for those who cannot see it"))  # fmt: skip
    came_from = one.article((translation.of or one.original) if translation else "")
    # A draft, or what was withdrawn, is compared with nothing that readers see.
    readable = came_from and known.visible(came_from) and not _is_withdrawn(one, came_from)
    version = Version(
        article=article,
        language=article.language,
        address=urls.version(article.language, article.work),
        title=LangText(header.title, article.language),
        deck=LangText(header.deck, article.language) if header.deck else None,
        date=header.date,
        source=header.source,
        source_term=_source_term(header.source, one.wrote(article, "source"), names),
        keywords=ids("keyword", header.keywords, "keywords", "keywords"),
        authors=ids("person", header.authors, "authors", "authors"),
        people=ids("person", header.people, "people", "people"),
        places=ids("place", header.places, "places", "places"),
        collections=ids("collection", header.collections, "collections", "collections"),
        translators=ids(
            "person", translation.translators if translation else (), "", "translation.translators"
        ),
        reviewers=ids(
            "person", translation.reviewers if translation else (), "", "translation.reviewers"
        ),
        type=header.type or "article",
        added=header.added,
        updated=header.updated,
        rights=header.rights,
        rights_language=one.wrote(article, "rights").language,
        warning=text(header.warning, "warning"),
        image=image,
        image_language=wrote_image.language,
        withdrawn=header.withdrawn,
        withdrawn_language=one.wrote(article, "withdrawn").language,
        status=status,  # type: ignore[arg-type]
        translated_from=came_from.language if came_from else "",
        changed_blocks=(
            changed_blocks(translation.blocks, tuple(b.fingerprint for b in came_from.blocks))
            if translation and came_from and readable
            else None
        ),
        links=tuple(t.address for t in targets[: len(article.links)]),
        link_assets=tuple(t.asset for t in targets[: len(article.links)]),
    )
    return _Linked(version, tuple(t.asset for t in targets if t.asset))


def _sought(article: Article, version: Version) -> Iterator[str]:
    for link, address in zip(article.links, version.links, strict=True):
        if "#" in link.target:
            yield address.partition("#")[0]


def _is_withdrawn(one: Family, article: Article) -> bool:
    return one.headers[article.language].status == "withdrawn"


def _lead_image(file: str, article: Article, known: Known) -> Target:
    line, column = article.mark("image.file")
    return resolve(Link(file, line, column, image=True), article, known)


def _source_term(source: SourceRef | None, article: Article, names: Names) -> str:
    if source is None or not source.name:
        return ""
    return names.resolve("source", source.name, article, "source.name")
