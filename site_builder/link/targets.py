"""Relative links and images -> addresses, in the reader's language where it exists."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from posixpath import dirname, normpath, relpath
from urllib.parse import unquote

from site_builder import urls
from site_builder.markup import anchor_id, find_anchor
from site_builder.model import Article, Asset, Link
from site_builder.problems import Problem, did_you_mean, nearest, warning


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that a link may point to."""

    articles: Mapping[str, Article]
    """By path."""
    families: Mapping[str, Mapping[str, Article]]
    """Folder -> language -> article."""
    visible: Callable[[Article], bool]
    """Whether a page of this build answers for the article."""
    assets: Mapping[str, Asset]
    files: frozenset[str]
    """Every file that was found, whether or not it may be published."""


@dataclass(frozen=True, slots=True)
class Target:
    address: str
    asset: str = ""
    """Path of the asset, when it is one."""
    problem: Problem | None = None


def resolve(link: Link, article: Article, known: Known) -> Target:
    """Where one link of an article leads; a Target with a problem when it leads nowhere."""

    def broken(message: str, hint: str) -> Target:
        return Target("", problem=Problem(article.path, link.line, link.column, message, hint))

    raw, _, fragment = link.target.partition("#")
    path, fragment = unquote(raw.partition("?")[0]), unquote(fragment)
    if path.startswith("/"):
        return broken(
            f"'{link.target}' is an address, not a file",
            "link to the file, from this one: ../kobani/en.md",
        )
    full = normpath(f"{dirname(article.path)}/{path}")
    if not full.startswith("content/"):
        return broken(f"'{link.target}' leads out of content/", "link to a file inside it")
    named = known.articles.get(full)
    if full in known.files and named is None and full not in known.assets:
        # It has a mistake of its own, which is told; this link has none.
        return Target("")
    if link.image and full.endswith(".md"):
        return broken(f"'{link.target}' is an article, not an image", "link to it without the '!'")
    if link.image or full in known.assets:
        return _asset(link, full, known, broken, dirname(article.path))
    target = named or _version(known.families.get(full), article.language)
    if target is None:
        hint = _nearest_file(full, dirname(article.path), (*known.articles, *known.assets))
        return broken(f"'{link.target}' is not a file of the archive", hint)
    chosen = known.families[dirname(target.path)].get(article.language, target)
    if not known.visible(chosen):
        chosen = target
    if not known.visible(chosen):
        if known.visible(article):
            return broken(f"'{link.target}' is not published", "publish it, or take the link out")
        return Target(_address(chosen))
    if not fragment:
        return Target(_address(chosen))
    anchor = _anchor(fragment, target, chosen)
    if anchor is None:
        hint = did_you_mean(fragment, target.anchors) or _some(target.anchors)
        return broken(f"'{raw}' has no '#{fragment}'", hint)
    return Target(_address(chosen) + anchor)


def unused_files(
    assets: Mapping[str, Asset], used: set[str], unread: set[str]
) -> tuple[Problem, ...]:
    """Files that no text shows or links to; ``unread`` are folders of which that is not known."""
    message, hint = "no text uses this file; it is not published", "link to it, or delete it"
    return tuple(
        warning(path, 0, 0, message, hint)
        for path in sorted(set(assets) - used)
        if not any(path.startswith(f"{folder}/") for folder in unread)
    )


def _address(article: Article) -> str:
    return urls.version(article.language, article.work)


def _version(family: Mapping[str, Article] | None, language: str) -> Article | None:
    """For a link to a work's folder: the reader's language, or the original, or any."""
    if not family:
        return None
    original = next((a for a in family.values() if a.header.translation is None), None)
    return family.get(language) or original or family[min(family)]


def _asset(
    link: Link, full: str, known: Known, broken: Callable[[str, str], Target], folder: str
) -> Target:
    """A file, as an article in ``folder`` means it."""
    asset = known.assets.get(full)
    if asset is None:
        beside = [p for p in known.assets if dirname(p) == dirname(full)]
        hint = _nearest_file(full, folder, beside) or "put it beside the article"
        return broken(f"there is no image '{link.target}'", hint)
    if link.image and not asset.media_type.startswith("image/"):
        return broken(f"'{link.target}' is not an image", "link to it without the '!'")
    return Target(urls.media_of(full), asset=full)


def _anchor(fragment: str, named: Article, chosen: Article) -> str | None:
    """The anchor in the version that is linked; None if the version named has no such anchor.

    A heading is found again in another language by its place among the headings.
    """
    anchor = find_anchor(fragment, named.anchors)
    if anchor is None:
        return None
    if named is chosen or anchor in chosen.anchors:
        return f"#{anchor_id(anchor)}"
    places = [h.anchor for h in named.headings]
    if anchor in places and len(places) == len(chosen.headings):
        return f"#{anchor_id(chosen.headings[places.index(anchor)].anchor)}"
    return ""


def _nearest_file(full: str, folder: str, files: Collection[str]) -> str:
    """A hint: the file with this name elsewhere, or the one whose path has one part unlike."""
    parts = full.split("/")
    elsewhere, beside = [], {}
    for file in sorted({*files, *map(dirname, files)} if "." not in parts[-1] else files):
        there = file.split("/")
        unlike = [n for n, pair in enumerate(zip(parts, there, strict=False)) if len({*pair}) > 1]
        if there[-2:] == parts[-2:]:
            elsewhere.append(file)
        elif len(there) == len(parts) and len(unlike) == 1:
            beside[there[unlike[0]]] = (file, parts[unlike[0]])
    near = next((f for word, (f, said) in beside.items() if nearest(said, [word])), None)
    found = elsewhere[0] if len(elsewhere) == 1 else near
    return f"did you mean '{relpath(found, folder)}'?" if found else ""


def _some(anchors: tuple[str, ...]) -> str:
    shown = ", ".join(f"#{a}" for a in anchors[:8])
    return f"its anchors: {shown}" if shown else "it has no headings"
