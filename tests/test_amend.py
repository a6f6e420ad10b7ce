"""An edit that only its own text shows is built without planning the rest, and builds the same."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from small_site import (
    ROOT,
    TODAY,
    article,
    article_path,
    build_by_command,
    clean_build,
    differing,
    make_site,
    state_of,
    tree,
    write,
)

from site_builder.amend.outside import moved_links
from site_builder.cache import Cache
from site_builder.checks import CHECKS
from site_builder.cli import main
from site_builder.model import Archive, Article, Blocks, Facts, Header, Link, Work
from site_builder.options import Options
from site_builder.outputs import OUTPUTS
from site_builder.outputs.feeds import feed_of
from site_builder.pipeline import prepare
from site_builder.plan import Planned, plan
from site_builder.problems import Problem, warning
from site_builder.search.outputs import search_files
from site_builder.state import sealed, seen

Edit = Callable[[Path], None]


def whole_of(site: Path) -> str:
    """Which build of everything the newest state is of."""
    found = sealed.load(state_of(site) / seen.NAME)
    assert found is not None
    return str(found.head["whole"])


def builds_like_a_clean_one(site: Path, scratch: Path) -> str:
    """Builds, and gives what was said."""
    status, said = build_by_command(site)
    assert status == 0, said
    wanted = clean_build(site, scratch)
    assert differing(tree(site / "output"), wanted) == []
    return said


@pytest.fixture
def built(tmp_path: Path) -> Path:
    site = make_site(tmp_path / "site", works=5)
    write(article_path(site, 3, "ar"), article(3, "ar", header=f"deck: {'x' * 20}\n"))
    status, said = build_by_command(site)
    assert status == 0, said
    return site


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new, 1))


def add(path: Path, text: str) -> None:
    write(path, path.read_text(encoding="utf-8") + text)


def first_word(site: Path) -> None:
    edited(article_path(site, 1, "en"), "---\n", "---\n")
    text = article_path(site, 1, "en").read_text(encoding="utf-8")
    head, body = text.rsplit("---\n", 1)
    write(article_path(site, 1, "en"), f"{head}---\nzorblatt {body}")


def two_languages(site: Path) -> None:
    for language in ("en", "ar"):
        path = article_path(site, 2, language)
        head, body = path.read_text(encoding="utf-8").rsplit("---\n", 1)
        write(path, f"{head}---\nqwertz {body}")


def standing_page(site: Path) -> None:
    add(site / "content/pages/about/en.md", "\nMore of it, and a [link](https://example.org/).\n")


TEXTS_ALONE: dict[str, Edit] = {
    "another first word": first_word,
    "both languages of a work": two_languages,
    "a page of the menu": standing_page,
    "a text put back, and edited again": lambda site: (first_word(site), first_word(site))[0],
}


def test_an_edited_text_is_built_without_planning_the_rest(built: Path, tmp_path: Path) -> None:
    before = whole_of(built)
    for name, edit in TEXTS_ALONE.items():
        edit(built)
        status, said = build_by_command(built)
        assert status == 0, said
        assert "nothing had changed" not in said, name
        assert whole_of(built) == before, name
    assert "nothing had changed" in builds_like_a_clean_one(built, tmp_path)


def test_a_new_word_is_found_and_an_old_one_is_not(built: Path, tmp_path: Path) -> None:
    first_word(built)
    builds_like_a_clean_one(built, tmp_path)
    status, said = build_by_command(built)
    assert status == 0, said
    shards = "".join(p.read_text("utf-8") for p in (built / "output/search/en").glob("shard-*"))
    assert "zorblatt" in shards
    edited(article_path(built, 1, "en"), "zorblatt ", "")
    builds_like_a_clean_one(built, tmp_path)
    shards = "".join(p.read_text("utf-8") for p in (built / "output/search/en").glob("shard-*"))
    assert "zorblatt" not in shards


OTHERS_SEE: dict[str, Edit] = {
    "a title": lambda s: edited(article_path(s, 1, "en"), "title: ", "title: New "),
    "a comment in the header": lambda s: edited(article_path(s, 1, "en"), "title", "# x\ntitle"),
    "a keyword": lambda s: edited(article_path(s, 1, "en"), "free word", "bread, freer word"),
    "a link elsewhere": lambda s: edited(article_path(s, 1, "en"), "2001/work-1", "2002/work-2"),
    "a picture more": lambda s: add(article_path(s, 0, "en"), "\n![again](map.svg)\n"),
    "a quotation": lambda s: add(article_path(s, 1, "en"), "\n> Words.\n>\n> — Sami\n"),
    "a paragraph of an original": lambda s: add(article_path(s, 1, "en"), "\nOne more.\n"),
    "a new article": lambda s: write(article_path(s, 9, "en"), article(9, "en")),
    "an article gone": lambda s: article_path(s, 4, "ar").unlink(),
    "a label": lambda s: edited(s / "content/authorities/keywords.yaml", "Press", "The press"),
    "a setting": lambda s: edited(s / "site.yaml", "Small archive", "Little archive"),
}


def test_what_others_see_is_planned_whole(built: Path, tmp_path: Path) -> None:
    for name, edit in OTHERS_SEE.items():
        before = whole_of(built)
        edit(built)
        status, said = build_by_command(built)
        assert status == 0, said
        assert whole_of(built) != before, name
    assert "nothing had changed" in builds_like_a_clean_one(built, tmp_path)


def test_a_heading_that_another_text_links_to_cannot_go_unnoticed(
    built: Path, tmp_path: Path
) -> None:
    add(article_path(built, 1, "en"), "\n## Where it was\n\nHere.\n")
    edited(article_path(built, 2, "en"), "2002/work-2/en.md", "2001/work-1/en.md#where-it-was")
    builds_like_a_clean_one(built, tmp_path)
    before = whole_of(built)
    edited(article_path(built, 1, "en"), "Here.", "There.")
    builds_like_a_clean_one(built, tmp_path)
    assert whole_of(built) == before
    edited(article_path(built, 1, "en"), "## Where it was", "## Where it is")
    status, said = build_by_command(built)
    assert status == 1
    assert "has no '#where-it-was'" in said


def test_warnings_are_told_again_at_the_lines_where_they_are_now(
    built: Path, tmp_path: Path
) -> None:
    edited(article_path(built, 1, "ar"), "[more]", "1999 [more]")
    _, said = build_by_command(built)
    assert "1999" in said
    warned = said.partition("built")[0]
    first_word(built)
    said = builds_like_a_clean_one(built, tmp_path)
    assert said.partition("built")[0] == warned
    edited(article_path(built, 1, "ar"), "1999 [more]", "\n\n1999 [more]")
    said = builds_like_a_clean_one(built, tmp_path)
    assert "1999" in said
    assert said.partition("built")[0] != warned
    edited(article_path(built, 1, "ar"), "1999 [more]", "[more]")
    assert "warning:" not in builds_like_a_clean_one(built, tmp_path)


def test_a_link_with_a_warning_that_moves_is_looked_at_again() -> None:
    link = Link("a.md", 9, 3)
    old = Article("p.md", "article", "w", "en", "", Header("T"), {}, (), (), (link,), (), "", 1)
    moved = replace(old, links=(replace(link, line=11),))
    about = warning("p.md", 9, 3, "something")
    assert moved_links(old, moved, [about])
    assert not moved_links(old, moved, [replace(about, line=4)])
    assert not moved_links(old, old, [about])


def test_what_the_cache_lost_is_made_by_a_build_of_everything(built: Path, tmp_path: Path) -> None:
    for kind in ("kept-work", "kept-archive", "documents", "listing", "article", "body", "index"):
        with sqlite3.connect(state_of(built) / "cache.sqlite") as db:
            assert db.execute("DELETE FROM remembered WHERE kind = ?", [kind]).rowcount, kind
        db.close()
        first_word(built)
        builds_like_a_clean_one(built, tmp_path)
    before = whole_of(built)
    first_word(built)
    builds_like_a_clean_one(built, tmp_path)
    assert whole_of(built) == before


def test_what_others_did_to_the_output_meanwhile_is_mended(built: Path, tmp_path: Path) -> None:
    first_word(built)
    add(built / "output/index.html", "<p>Not ours.</p>")
    (built / "output/404.html").unlink()
    time.sleep(0.1)  # All times can be trusted, so that the first look is the only one.
    builds_like_a_clean_one(built, tmp_path)


def test_a_check_in_between_costs_nothing(built: Path, tmp_path: Path) -> None:
    """Editors check what they wrote, and a hook does, before anything is built of it."""
    before = whole_of(built)
    first_word(built)
    assert main(["check", "--site", str(built)]) == 0
    builds_like_a_clean_one(built, tmp_path)
    assert whole_of(built) == before


def test_another_output_in_between_does_not_lend_its_works(built: Path, tmp_path: Path) -> None:
    """The cache may be copied from another branch: rows of its last build are not of this one."""
    other = make_site(tmp_path / "other", works=5)
    edited(article_path(other, 2, "en"), "title: ", "title: Other ")
    assert build_by_command(other)[0] == 0
    (state_of(other) / "cache.sqlite").replace(state_of(built) / "cache.sqlite")
    first_word(built)
    builds_like_a_clean_one(built, tmp_path)


def without_a_text(work: Work) -> Work:
    """The work with another text in each version, as far as others may not see it."""

    def other(one: Article) -> Article:
        blocks = Blocks.of(replace(b, fingerprint="0" * 8, kind="list") for b in one.blocks)
        return replace(
            one, digest="0" * 32, blocks=blocks, excerpt="other", words=one.words + 300,
            facts=Facts(), vocabulary=b"", headings=(), anchors=(),
        )  # fmt: skip

    return replace(
        work, versions=tuple(replace(v, article=other(v.article)) for v in work.versions)
    )


def planned_of(archive: Archive) -> dict[str, Planned]:
    return {p.output.path: p for p in plan(archive, (*OUTPUTS, search_files), str)[0]}


def said_of(archive: Archive) -> dict[str, list[Problem]]:
    """Check -> what it says; but for the one that an edit of a text asks anew."""
    checks = {check.__name__: check for check in CHECKS}
    del checks["unfaithful_translations"]
    return {name: list(check(archive)) for name, check in checks.items()}


def test_no_output_reads_a_text_that_is_not_planned_again_with_it(tmp_path: Path) -> None:
    """With other texts in a work of the sample, only what is known to show them differs."""
    archive = prepare(Options(ROOT, tmp_path / "output", TODAY), Cache(None)).archive
    old, warned = planned_of(archive), said_of(archive)
    for work in (*archive.works[:6], *archive.pages):
        replaced = replace(
            archive,
            works=tuple(without_a_text(w) if w is work else w for w in archive.works),
            pages=tuple(without_a_text(w) if w is work else w for w in archive.pages),
        )
        replaced = replace(
            replaced,
            works_of={
                key: tuple(without_a_text(w) if w is work else w for w in works)
                for key, works in archive.works_of.items()
            },
        )
        new = planned_of(replaced)
        assert old.keys() == new.keys()
        own = tuple(
            path
            for v in work.versions
            for path in (v.address.strip("/") + "/", f"{v.language}/{work.id}")
        )
        for path, planned in new.items():
            if planned.key != old[path].key:
                shows = path.startswith((*own, "search/")) or feed_of(planned.output.page)
                assert shows, path
        assert said_of(replaced) == warned
