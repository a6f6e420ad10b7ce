"""The whole build on one screen.

site.yaml + content/  ->  load -> parse -> link -> check -> plan -> write  ->  output/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from site_builder import faces, heap, leaks, redaction
from site_builder.authorities import read_authorities
from site_builder.budgets import Scales, of_site
from site_builder.cache import Cache, digest_of, engine_digest
from site_builder.checks import CHECKS, Check, ledger
from site_builder.config import read_beside, read_config, read_redaction, redaction_of
from site_builder.faces import web
from site_builder.link import link
from site_builder.load import Loaded, load, load_some
from site_builder.model import Archive, Bodies, Output, ShareLook, Site
from site_builder.options import Options
from site_builder.outputs import OUTPUTS, MakeOutputs
from site_builder.outputs.assets import theme_files
from site_builder.outputs.chrome import chrome
from site_builder.outputs.share_cards import without_letters
from site_builder.pages import Chrome
from site_builder.parse import bodies_of, parse
from site_builder.plan import Planned, plan
from site_builder.problems import BuildFailed, Problem, errors, in_order, made_strict
from site_builder.redaction import Rules
from site_builder.render import Many, made_by_workers, renderer
from site_builder.search import gather
from site_builder.search.outputs import search_files
from site_builder.state import one_build_at_a_time, state_folder
from site_builder.theme import Theme, open_theme, with_files
from site_builder.workers import Meanwhile
from site_builder.write import Written, foreign_files, write

__all__ = ["Built", "Options", "Prepared", "build_site", "check_site", "opened_cache", "prepare"]

THEMES = Path(__file__).parent.parent / "themes"
WAITING = "another build is at work in this folder; waiting for it"
FONTS = "docs/maintainers.md says how to install fonts"
READ = ("site.yaml", "content", "themes", ledger.FILE)
"""All that a build reads of a site's folder, but for rules of what is not to be published."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that is to be published, before anything is written."""

    archive: Archive
    theme: Theme
    planned: tuple[Planned, ...]
    problems: tuple[Problem, ...]
    bodies: Bodies
    """Valid while the build's cache is open."""
    rules: Rules
    """What is not to be published."""


@dataclass(frozen=True, slots=True)
class Built:
    archive: Archive
    written: Written
    problems: tuple[Problem, ...]
    """Warnings; with an error there is no Built."""
    outputs: tuple[Output, ...] = field(default=(), repr=False)
    made_with: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the keys of its pages hold beside the pages themselves; see ``made_with``."""
    redacted: bool = False
    """Whether there are rules of what is not to be published, which is searched for each time."""


@heap.whole_build()
def build_site(
    options: Options,
    outputs: Sequence[MakeOutputs] = OUTPUTS,
    checks: Sequence[Check] = CHECKS,
) -> Built:
    """Makes ``options.output`` the site that ``options.root`` describes.

    Raises BuildFailed with every problem found, and leaves the output as it was; ConfigFailed
    when site.yaml or the theme cannot be used. What a page weighs is known when it is made: where
    that is an error (``strict``), BuildFailed comes with the output in place.
    """
    site_of(options)  # Beside a folder that is no site nothing is made, not even a lock.
    with (
        one_build_at_a_time(options.output, lambda: options.notice(WAITING)),
        opened_cache(options, whole=True) as memory,
    ):
        ready = prepare(options, memory, outputs, checks, to_be_written=True)
        look = ready.archive.site.share_look
        made = made_by_workers(options.root, look, memory, options.jobs)
        scales = Scales(memory)
        around = chrome_of(ready.archive)
        render = renderer(ready.theme, ready.bodies, made, around, scales.weigh)
        render = leaks.guarded(render, ready.rules, options.output.name)
        _search_foreign_files(ready, options.output)
        many = Many(render, made, memory, options.jobs)

        def progress(done: int, total: int) -> None:
            options.progress("writing", done, total)

        with closing(made):
            written = write(ready.planned, options.output, many, progress, options.notice)
        heavy = _heavy(scales, ready, options, written.published)
    problems = in_order([*ready.problems, *heavy])
    ruled = bool(ready.rules or ready.archive.site.redact)
    described = tuple(one.output for one in ready.planned)
    return Built(ready.archive, written, problems, described, made_with(ready), ruled)


def check_site(options: Options, checks: Sequence[Check] = CHECKS) -> tuple[Problem, ...]:
    """Everything a build would report; raises as ``build_site`` does, and writes no page."""
    with opened_cache(options) as memory:
        ready = prepare(options, memory, checks=checks)
        return in_order([*ready.problems, *_heavy(Scales(memory), ready, options)])


@heap.growing()
def prepare(
    options: Options,
    memory: Cache,
    outputs: Sequence[MakeOutputs] = OUTPUTS,
    checks: Sequence[Check] = CHECKS,
    *,
    to_be_written: bool = False,
) -> Prepared:
    """Everything but writing. Raises BuildFailed as soon as all errors are known.

    If it is ``to_be_written``, workers begin with the index of search while pages are planned.
    """
    site, theme, problems = dressed(options, memory)
    remark = options.remark or options.notice
    rules = rules_of(options)
    loaded = _redacted(load(options.root, site.languages), rules)
    terms, wrong_terms = read_authorities(loaded.authorities, site.default_language)
    parsed = parse(
        loaded,
        options.root,
        memory,
        jobs=options.jobs,
        progress=lambda done, total: options.progress("reading", done, total),
    )
    found_files = [f.path for f in loaded.files] + [a.source.path for a in loaded.articles]

    def again(path: str) -> Loaded:
        return _redacted(load_some(options.root, site.languages, [path]), rules)

    bodies = bodies_of(loaded, memory, again)
    loaded = replace(loaded, articles=())  # Their texts are not needed any more.
    archive, wrong_links = link(parsed.articles, terms, parsed.assets, found_files, site)
    found = [*problems, *loaded.problems, *wrong_terms, *parsed.problems, *wrong_links]
    found += theme.missing_phrases(site.languages)
    found += [problem for check in checks for problem in check(archive)]
    recorded = read_beside(options.root, ledger.FILE)
    if recorded is not None and not errors(found):  # What cannot be read has not vanished.
        found += ledger.vanished_addresses(archive, parsed.articles, recorded)
    if options.strict:
        found = list(made_strict(found))
    if not errors(found):
        _tell_missing_letters(archive, remark)
        with closing(Meanwhile(options.jobs if to_be_written else 1)) as meanwhile:
            begin = partial(gather.begin, bodies=bodies, memory=memory, meanwhile=meanwhile)
            searched: MakeOutputs = partial(
                search_files, memory=memory, jobs=options.jobs, begin=begin
            )
            makers = (searched, *outputs, theme_files(theme))
            around = surroundings(theme, chrome_of(archive))
            planned, clashes = plan(archive, makers, around, meanwhile.look)
        planned = leaks.searched(planned, rules)
        found += [*clashes, *leaks.hidden_names(planned, rules, options.output.name)]
    if errors(found):
        raise BuildFailed(found)
    return Prepared(archive, theme, planned, in_order(found), bodies, rules)


def dressed(options: Options, memory: Cache) -> tuple[Site, Theme, tuple[Problem, ...]]:
    """The site and its theme, with the faces that are asked for and can be had."""
    site, problems = site_of(options)
    theme = open_theme(site.theme, (options.root / "themes", THEMES), memory)
    remark = options.remark or options.notice
    theme = _with_face(theme, site, memory, remark)
    return replace(site, share_look=_share_look(site, theme, memory, remark)), theme, problems


@contextmanager
def opened_cache(options: Options, *, whole: bool = False) -> Iterator[Cache]:
    """What earlier builds of this output remembered. Raises ConfigFailed where there is no site.

    ``whole``: all that a build needs will be asked of it, so that the rest may be dropped.
    """
    site_of(options)
    path = state_folder(options.output) / "cache.sqlite" if options.cache else None
    memory = Cache(path, options.notice, made_with=rules_of(options).mark)
    if not whole:
        memory.asks_little()
    try:
        yield memory
    finally:
        memory.close()


def site_of(options: Options) -> tuple[Site, tuple[Problem, ...]]:
    """site.yaml with what the command line says instead."""
    site, problems = read_config(options.root)
    base_url = options.base_url or site.base_url
    return replace(site, base_url=base_url, drafts=options.drafts, today=options.today), problems


def _heavy(
    scales: Scales, ready: Prepared, options: Options, published: int = 0
) -> tuple[Problem, ...]:
    """Budgets that are not kept. Raises BuildFailed where a warning counts as an error.

    ``published``: bytes of all files, where they are known.
    """
    folder = options.output.name
    found = scales.problems(ready.planned, ready.bodies, folder) + of_site(published, folder)
    if found and options.strict:
        raise BuildFailed(made_strict(found))
    return found


def _with_face(theme: Theme, site: Site, memory: Cache, notice: Callable[[str], None]) -> Theme:
    """The theme with the face for Arabic script, where one is wanted and can be made."""
    if not site.arabic_face or not web.is_for(site.languages):
        return theme
    if lacking := web.missing():
        notice(f"pages get no face for Arabic script, which needs {lacking}; {FONTS}")
        return theme
    face = web.reading_face(site.languages, memory.remember)
    return with_files(theme, face.files, face.css)


def _share_look(
    site: Site, theme: Theme, memory: Cache, notice: Callable[[str], None]
) -> ShareLook | None:
    """What pictures of titles are made with; None where none are wanted or can be made."""
    if not site.share_images:
        return None
    lacking = faces.missing()
    found = () if lacking else faces.find(memory.remember)
    if not found:
        notice(f"no share images are made, which need {lacking or 'fonts'}; {FONTS}")
        return None
    return ShareLook(found, theme.colours)


def _tell_missing_letters(archive: Archive, notice: Callable[[str], None]) -> None:
    """Once, for all titles that cannot be set in any face."""
    if lacking := without_letters(archive):
        files = f"{lacking[0][0]} and {len(lacking) - 1} more" if lacking[1:] else lacking[0][0]
        letters = "".join(sorted({c for _, some in lacking for c in some}))[:40]
        notice(f"no share image for {files}: no font here has {letters}; {FONTS}")


def rules_of(options: Options) -> Rules:
    """What is not to be published. Raises ConfigFailed when the rules asked for cannot be had."""
    if options.unredacted:
        return redaction.NONE
    if options.rules:
        return redaction_of(options.rules.encode(), "SITE_BUILDER_REDACT_RULES")
    site, _ = site_of(options)
    at = ("site.yaml", *site.marks.get("redact", (0, 0)))
    named = options.redact or site.redact
    return read_redaction(options.root, named, at=("--redact", 0, 0) if options.redact else at)


def _redacted(loaded: Loaded, rules: Rules) -> Loaded:
    """What was read without what is to be hidden: nothing after this sees it, or remembers it."""
    return replace(
        loaded,
        articles=tuple(replace(a, source=rules.source(a.source)) for a in loaded.articles),
        authorities=tuple((kind, rules.source(s)) for kind, s in loaded.authorities),
    )


def _search_foreign_files(ready: Prepared, output: Path) -> None:
    """What others put into the output folder is published with it. Raises BuildFailed."""
    if ready.rules:
        foreign = foreign_files(ready.planned, output)
        if found := tuple(leaks.in_foreign_files(foreign, ready.rules, output.name)):
            raise BuildFailed(found)


def chrome_of(archive: Archive) -> Callable[[str], Chrome]:
    return cache(lambda language: chrome(archive, language))


def surroundings(theme: Theme, around: Callable[[str], Chrome]) -> Callable[[str], str]:
    """Language -> digest of what every page of it depends on."""
    return cache(lambda language: digest_of(theme.digest, repr(around(language))))


def made_with(ready: Prepared) -> dict[str, str]:
    """Digests of the engine, and of what stands round every page of a language."""
    around = surroundings(ready.theme, chrome_of(ready.archive))
    return {"engine": engine_digest(), **{tag: around(tag) for tag in ready.archive.site.languages}}
