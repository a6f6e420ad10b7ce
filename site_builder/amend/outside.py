"""Whether an edit of a text can be seen from outside of its work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from site_builder.link.versions import changed_blocks
from site_builder.model import Article, Blocks, Facts, Work
from site_builder.problems import Problem


def same_outside(old: Article, new: Article, sought: bool) -> bool:
    """Whether nothing has changed that is read anywhere but where the text itself is shown.

    ``sought``: some text links to a place within one of the work's texts. What is left out of the
    comparison (blocks, first words, length, facts, vocabulary) is read by nothing else; a test
    holds every output and check to that.
    """
    return _outside(old, sought) == _outside(new, sought)


def _outside(article: Article, sought: bool) -> Article:
    if not sought:
        article = replace(article, anchors=(), headings=())
    links = tuple(replace(link, line=0, column=0) for link in article.links)
    return replace(
        article,
        links=links,
        digest="",
        blocks=Blocks(),
        excerpt="",
        words=0,
        facts=Facts(),
        vocabulary=b"",
    )


def moved_links(old: Article, new: Article, told: Iterable[Problem]) -> bool:
    """Whether a link of which something is said stands at another place now."""
    of_links = {(link.line, link.column) for link in old.links}
    return old.links != new.links and any(
        p.path == old.path and (p.line, p.column) in of_links for p in told
    )


def same_within(old: Work, new: Work) -> bool:
    """Whether what a work's versions say of each other is as it was, and so its standing in the
    lists of what is to be translated."""
    for before, after in zip(old.versions, new.versions, strict=True):
        was, now = (work.in_language(after.translated_from) for work in (old, new))
        if was is None or now is None:
            continue
        if len(was.article.blocks) != len(now.article.blocks):
            return False
        said = after.article.header.translation
        stamped = said.blocks if said and before.changed_blocks is not None else ()
        prints = tuple(block.fingerprint for block in now.article.blocks)
        if changed_blocks(stamped, prints) != before.changed_blocks:
            return False
    return True
