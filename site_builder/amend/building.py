"""``amended``: a build after which all is as a build of everything would leave it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from site_builder.amend.kept import Kept, KeptWork, NotKept, without_texts
from site_builder.amend.outside import moved_links, same_outside, same_within
from site_builder.amend.texts import feed_outputs, feeds_of, outputs_of
from site_builder.budgets import Scales, of_site
from site_builder.cache import Cache
from site_builder.checks.translations import unfaithful_translations
from site_builder.load import Loaded, load_some
from site_builder.model import Archive, Article, Body, Output, Version, Work
from site_builder.options import Options
from site_builder.outputs.assets import theme_files
from site_builder.parse import Parsed, parse
from site_builder.pipeline import (
    WAITING,
    chrome_of,
    dressed,
    opened_cache,
    rules_of,
    surroundings,
)
from site_builder.plan import Planned, key_of
from site_builder.problems import BuildFailed, Problem, in_order, made_strict
from site_builder.render import Many, made_by_workers, renderer
from site_builder.search.outputs import NotListed, amended_files
from site_builder.state import one_build_at_a_time, seen, state_folder
from site_builder.theme import Theme
from site_builder.write import Written, rewrite

FOLDERS = ("content/articles/", "content/pages/")


@dataclass(frozen=True, slots=True)
class Amended:
    written: Written
    problems: tuple[Problem, ...]
    before: seen.Changes
    """What the build before left, and what is not as it saw it."""


@dataclass(frozen=True, slots=True)
class _Edited:
    """A work of which texts were edited, with all texts of its versions."""

    row: KeptWork
    old: Work
    new: Work


def amended(
    options: Options, now: seen.Seen, top: str, untouched: Callable[[str], bool]
) -> Amended | None:
    """Builds, where all that changed since the last build is what some texts say; else None.

    ``top`` is the site's folder as ``now`` names it; ``untouched`` says whether the output is as
    the record with a seal has it. What the last build saw has been looked at, and is no damaged
    record. Raises as ``pipeline.build_site`` does.
    """
    options = replace(options, remark=lambda _: None)  # They are those of the last build.
    state = state_folder(options.output)
    with (
        one_build_at_a_time(options.output, lambda: options.notice(WAITING)),
        opened_cache(options) as memory,
    ):
        before = seen.changes(state, now)
        if before is None or rules_of(options):
            return None
        paths = [path.removeprefix(f"{top}/") for path in before.paths]
        if not all(path.startswith(FOLDERS) and path.endswith(".md") for path in paths):
            return None
        try:
            return _amended(options, memory, before, paths, untouched)
        except (NotKept, NotListed):
            # What the cache lost is made again, and remembered, by a build of everything.
            return None


def _amended(
    options: Options,
    memory: Cache,
    before: seen.Changes,
    paths: Sequence[str],
    untouched: Callable[[str], bool],
) -> Amended | None:
    site, theme, _ = dressed(options, memory)
    kept = Kept(memory, before.whole)
    told = tuple(Problem(**one) for one in before.said["problems"])
    loaded = load_some(options.root, site.languages, paths)
    edited = _edited(loaded, options, memory, kept, told)
    if not edited:
        return None
    archives = [kept.archive(site, one.row, one.new) for one in edited]
    if any(_reads_otherwise(a, one) for a, one in zip(archives, edited, strict=True)):
        return None
    feeds = {path: kept.feed(path) for one in edited for path in one.row.feeds}
    outputs: list[Output] = []
    for archive, one in zip(archives, edited, strict=True):
        outputs += outputs_of(archive, one.new, kept, one.row)
        feeds = feeds_of(archive, one.old, one.new, feeds)
    outputs += feed_outputs(feeds)
    new = [(archive, one.new) for archive, one in zip(archives, edited, strict=True)]
    searched, keys = amended_files(site, new, kept.listings, memory, options.jobs)
    outputs += searched
    if not untouched(before.seal):  # Asked last: another process has looked meanwhile.
        return None
    written, heavy = _written(options, memory, before, outputs, archives[0], theme)
    for one in edited:
        kept.put_work(replace(one.row, work=without_texts(one.new)))
    kept.put_others(feeds, keys)
    memory.save()
    folder = options.output.name
    # What is said of the size of these files, and of all together, is said anew.
    anew = {f"{folder}/", *(f"{folder}/{output.path}" for output in outputs)}
    problems = in_order([*(p for p in told if p.path not in anew), *heavy])
    return Amended(written, problems, before)


# --- what was edited -----------------------------------------------------------------------


def _edited(
    loaded: Loaded, options: Options, memory: Cache, kept: Kept, told: Sequence[Problem]
) -> list[_Edited]:
    """The works of these files; none where an edit shows in others, or in what is wrong."""
    parsed = parse(loaded, options.root, memory, jobs=options.jobs)
    if loaded.problems or len(parsed.articles) != len(loaded.articles):
        return []
    by_work: dict[tuple[str, str], dict[str, Article]] = defaultdict(dict)
    for article in parsed.articles:
        by_work[article.kind, article.work][article.language] = article
    found: list[_Edited] = []
    wrong: list[Problem] = []
    for (kind, work), articles in by_work.items():
        row = kept.work(kind, work)
        read = {v.language: _parsed(memory, v.article.digest) for v in row.work.versions}
        if not articles.keys() <= read.keys():
            return []  # A draft, or what is withdrawn.
        old = _with(row.work, {tag: one.article for tag, one in read.items() if one.article})
        new = _with(old, articles)
        for version in old.versions:
            after = articles.get(version.language, version.article)
            if not same_outside(version.article, after, row.sought):
                return []
            if moved_links(version.article, after, told):
                return []
        if not same_within(old, new):
            return []
        wrong += [p for tag in articles for p in read[tag].problems]
        found.append(_Edited(row, old, new))
    return found if set(wrong) == set(parsed.problems) else []


def _parsed(memory: Cache, digest: str) -> Parsed:
    found = memory.get("article", digest)
    if not isinstance(found, Parsed) or found.article is None:
        raise NotKept(digest)
    return found


def _with(work: Work, articles: dict[str, Article]) -> Work:
    """The work with these texts for its own."""

    def version(one: Version) -> Version:
        return replace(one, article=articles.get(one.language, one.article))

    return replace(work, versions=tuple(map(version, work.versions)))


def _reads_otherwise(archive: Archive, edited: _Edited) -> bool:
    """Whether there is more, or less, to be said of its translations than before."""

    def said(work: Work) -> list[Problem]:
        return list(unfaithful_translations(replace(archive, works=(work,), pages=())))

    return said(edited.old) != said(edited.new)


# --- what is written -----------------------------------------------------------------------


def _written(
    options: Options,
    memory: Cache,
    before: seen.Changes,
    outputs: Iterable[Output],
    archive: Archive,
    theme: Theme,
) -> tuple[Written, tuple[Problem, ...]]:
    """What was written, and which of these pages are heavy."""

    def bodies(digest: str) -> Body:
        found = memory.get("body", digest)
        if not isinstance(found, Body):
            raise NotKept(digest)
        return found

    around = chrome_of(archive)
    digests = surroundings(theme, around)
    planned = [Planned(one, key_of(one.page, digests)) for one in outputs]
    scales = Scales(memory)
    made = made_by_workers(options.root, archive.site.share_look, memory, options.jobs)
    render = renderer(theme, bodies, made, around, scales.weigh)
    many = Many(render, made, memory, options.jobs)

    def progress(done: int, total: int) -> None:
        options.progress("writing", done, total)

    with closing(made):
        written = rewrite(
            planned, options.output, many, before.seal, progress, meanwhile=memory.save
        )
    if written is None:
        raise NotKept("a file that was not written before")
    assets = [Planned(one, key_of(one.page, digests)) for one in theme_files(theme)(archive)]
    heavy = scales.problems([*planned, *assets], bodies, options.output.name)
    heavy = tuple(p for p in heavy if not p.path.startswith(f"{options.output.name}/assets/"))
    heavy += of_site(written.published, options.output.name)
    if heavy and options.strict:
        raise BuildFailed(made_strict(heavy))
    return written, heavy
