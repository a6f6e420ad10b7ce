"""ArticleFile -> Article and Body, or what is wrong: a pure function, remembered by content.

What is not remembered is parsed in worker processes, each item under a time budget; a file that
takes too long, or kills its worker, is named and the rest of the archive is still checked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from site_builder import characters, frontmatter, images, markup, workers
from site_builder.cache import Cache, digest_of, packed, unpacked
from site_builder.load import ArticleFile, FoundFile, Loaded, read_found
from site_builder.model import Article, Asset, Blocks, Bodies, Body, Facts
from site_builder.problems import BuildFailed, Problem, errors, warning

SECONDS = 10.0
"""Time budget of one file."""
MEMORY = 2 << 30
"""Bytes that one worker may use."""


@dataclass(frozen=True, slots=True)
class Parsed:
    article: Article | None
    body: Body | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Inspected:
    asset: Asset | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ParsedArchive:
    """All that parsing gives: articles sorted by path, assets by path."""

    articles: tuple[Article, ...]
    assets: dict[str, Asset]
    problems: tuple[Problem, ...]


def article_key(file: ArticleFile) -> str:
    """What the result depends on, beside the engine: the bytes, and the path in messages."""
    return digest_of(file.source.path, file.source.digest)


def parse_article(file: ArticleFile) -> Parsed:
    """One language version. The same file always gives the same result; nothing is raised."""
    path, text = file.source.path, file.source.text
    found = characters.check(text, path)
    if errors(found):
        return Parsed(None, None, found)
    fences = frontmatter.split(text, path)
    if isinstance(fences, Problem):
        return Parsed(None, None, (*found, fences))
    header_text, body_text, first_line = fences
    header, marks, wrong = frontmatter.read_header(header_text, path=path, language=file.language)
    key = article_key(file)
    rendered = markup.render(
        body_text, path=path, language=file.language, first_line=first_line, digest=key
    )
    problems = (*found, *wrong, *rendered.problems)
    if header is None or (errors(problems) and not rendered.blocks):
        return Parsed(None, None, problems)
    # With an error the build stops; until then its links and names are looked at all the same.
    if not rendered.blocks and header.status not in ("withdrawn", "draft"):
        problems += (warning(path, first_line, 1, "there is no text after the header", "write it"),)
    article = Article(
        path=path,
        kind=file.kind,
        work=file.work,
        language=file.language,
        digest=key,
        header=header,
        marks=dict(marks),
        headings=rendered.headings,
        blocks=Blocks.of(rendered.blocks),
        links=rendered.links,
        anchors=rendered.anchors,
        excerpt=rendered.excerpt,
        words=rendered.words,
        facts=Facts.of(rendered.facts),
        quotations=rendered.quotations,
        vocabulary=rendered.vocabulary,
    )
    return Parsed(article, rendered.body, problems)


def inspect_file(file: FoundFile, root: Path) -> Inspected:
    """One file beside an article: whether it is what its name says, and may be published."""
    data = read_found(root, file)
    if data is None:
        message = "this file changed while it was read"
        return Inspected(None, (Problem(file.path, 0, 0, message, "build again"),))
    found = images.inspect(data, file.path.rpartition("/")[2])
    if isinstance(found, str):
        return Inspected(None, (Problem(file.path, 0, 0, found),))
    asset = Asset(
        file.path, file.digest, found.media_type, file.size, found.width, found.height, found.frames
    )
    return Inspected(asset, ())


def parse(
    loaded: Loaded,
    root: Path,
    cache: Cache,
    *,
    jobs: int,
    seconds: float = SECONDS,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ParsedArchive:
    """Everything that was loaded, parsed; bodies go to the cache under their article's digest."""
    results: dict[str, Parsed | Inspected] = {}
    todo: list[ArticleFile | FoundFile] = []
    keys = [article_key(article) for article in loaded.articles]
    remembered = cache.get_many("article", keys)
    for article, key, known in zip(loaded.articles, keys, remembered, strict=True):
        if known is None:
            todo.append(article)
        else:
            results[article.source.path] = _sharing(known)
            cache.use("body", key)
    keys = [digest_of(file.path, file.digest) for file in loaded.files]
    for file, known in zip(loaded.files, cache.get_many("file", keys), strict=True):
        if known is None:
            todo.append(file)
        else:
            results[file.path] = known
    for item, result in _work_off(todo, root, jobs, seconds, progress):
        path = item.path if isinstance(item, FoundFile) else item.source.path
        if isinstance(result, workers.Failed):
            # Time and memory differ from day to day: a failure is told, never remembered.
            results[path] = _failed(item, result, seconds)
        elif isinstance(result, _Packed):
            cache.put_packed("article", article_key(item), result.parsed)
            if result.body:
                cache.put_packed("body", article_key(item), result.body)
            results[path] = _sharing(unpacked(result.parsed))
        else:
            results[path] = result
            cache.put("file", digest_of(item.path, item.digest), result)
    cache.save()
    found = [results[path] for path in sorted(results)]
    return ParsedArchive(
        articles=tuple(r.article for r in found if isinstance(r, Parsed) and r.article),
        assets={r.asset.path: r.asset for r in found if isinstance(r, Inspected) and r.asset},
        problems=tuple(p for r in found for p in r.problems),
    )


def bodies_of(loaded: Loaded, cache: Cache, again: Callable[[str], Loaded]) -> Bodies:
    """An article's digest -> its body; one that the cache lost is made again.

    ``again`` loads one path: texts are not held until pages are made. Raises BuildFailed for a
    file that is not the one that was read.
    """
    paths = {article_key(file): file.source.path for file in loaded.articles}

    def made_again(digest: str) -> Body | None:
        for file in again(paths[digest]).articles:
            if article_key(file) == digest:
                return parse_article(file).body
        message = "this file changed while the site was built"
        raise BuildFailed([Problem(paths[digest], 0, 0, message, "build again")])

    def body(digest: str) -> Body:
        found = cache.remember("body", digest, lambda: made_again(digest))
        assert found is not None, "only articles without errors are rendered"
        return found

    return body


def _sharing(parsed: Parsed) -> Parsed:
    """The same, with one copy in memory of what nearly every article has: names and places."""
    if parsed.article is not None:
        # One article's names were made by themselves, wherever it was read.
        marks = parsed.article.marks
        shared = {sys.intern(name): _PLACES.setdefault(at, at) for name, at in marks.items()}
        anchors = tuple(map(sys.intern, parsed.article.anchors))
        return replace(parsed, article=replace(parsed.article, marks=shared, anchors=anchors))
    return parsed


_PLACES: dict[tuple[int, int], tuple[int, int]] = {}


@dataclass(frozen=True, slots=True)
class _Packed:
    """What a worker made of an article, as the cache keeps it: packed once, where it was made.

    Bodies are kept apart: linking and planning must not load what no one renders.
    """

    parsed: bytes
    body: bytes
    """Empty where there is no article."""


def _one(item: ArticleFile | FoundFile, root: Path) -> _Packed | Inspected:
    if isinstance(item, FoundFile):
        return inspect_file(item, root)
    made = parse_article(item)
    if made.article is None:
        return _Packed(packed(made), b"")
    return _Packed(packed(Parsed(made.article, None, made.problems)), packed(made.body))


def _work_off(
    todo: Sequence[ArticleFile | FoundFile],
    root: Path,
    jobs: int,
    seconds: float,
    progress: Callable[[int, int], None],
) -> Any:
    """Yields (item, result or Failed) as the workers finish."""
    if not todo:
        return
    progress(0, len(todo))
    run = workers.run(partial(_one, root=root), todo, jobs=jobs, seconds=seconds, memory=MEMORY)
    with closing(run) as results:
        for done, (index, result) in enumerate(results, 1):
            progress(done, len(todo))
            yield todo[index], result


def _failed(
    item: ArticleFile | FoundFile, failed: workers.Failed, seconds: float
) -> Parsed | Inspected:
    path = item.path if isinstance(item, FoundFile) else item.source.path
    message, hint = {
        "time": (f"reading this took more than {seconds:g} seconds", "simplify it or split it"),
        "died": ("reading this ended its process", "it may need too much memory; make it smaller"),
    }.get(failed.reason, (f"a fault of the builder: {failed.detail}", "please report it"))
    problems = (Problem(path, 0, 0, message, hint),)
    return (
        Parsed(None, None, problems) if isinstance(item, ArticleFile) else Inspected(None, problems)
    )
