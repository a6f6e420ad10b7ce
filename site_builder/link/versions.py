"""Which version of a work is the original, what a translation has from it, what is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from site_builder import frontmatter
from site_builder.model import Article, Header, LeadImage, Status
from site_builder.problems import Problem

INHERITED = tuple(f.name for f in frontmatter.FIELDS if f.inherited)


@dataclass(frozen=True, slots=True)
class Family:
    """All versions of one work as parsed, with their headers completed."""

    work: str
    articles: tuple[Article, ...]
    headers: dict[str, Header]
    """Language -> header with what it has from the original."""
    original: str
    """Language of the original; empty when the archive does not have it."""
    fullest: str
    """Language of the version that the others inherit from: the original, or without one here
    the version that says the most."""

    def article(self, language: str) -> Article | None:
        return next((a for a in self.articles if a.language == language), None)

    def wrote(self, article: Article, name: str) -> Article:
        """The version whose header says what this one has under ``name``."""
        own = getattr(article.header, name)
        return (None if own is not None else self.article(self.fullest)) or article


def family(work: str, articles: Sequence[Article]) -> tuple[Family, tuple[Problem, ...]]:
    """The versions of a work set in relation. ``articles`` are sorted by language."""
    originals = [a for a in articles if a.header.translation is None]
    problems = [*_too_many(originals), *_relay_problems(articles)]
    if not originals and not any(_has_external_original(a) for a in articles):
        first = articles[0]
        line, column = first.mark("translation")
        problems.append(
            Problem(
                first.path, line, column, "this translates a work that has no original here",
                "put the original beside it, or describe it: "
                "translation: {original: {language: ar, title: ..., url: ...}}",
            )
        )  # fmt: skip
    fullest = originals[0] if originals else max(articles, key=_how_much_it_says)
    headers = {
        a.language: a.header if a is fullest else inherit(a.header, fullest.header)
        for a in articles
    }
    original = originals[0].language if originals else ""
    return Family(work, tuple(articles), headers, original, fullest.language), tuple(problems)


def _how_much_it_says(article: Article) -> int:
    return sum(getattr(article.header, name) is not None for name in INHERITED)


def _too_many(originals: list[Article]) -> list[Problem]:
    """One work has one original; without that nobody could say who translated whom."""
    if len(originals) < 2:
        return []
    names = " and ".join(a.path.rpartition("/")[2] for a in originals)
    hint = "add 'translation:' to the one that is the translation (it may be left empty)"
    return [
        Problem(a.path, 1, 1, f"{names} both look like the original of this work", hint)
        for a in originals[1:]
    ]


def _has_external_original(article: Article) -> bool:
    translation = article.header.translation
    return translation is not None and translation.original is not None


def _relay_problems(articles: Sequence[Article]) -> list[Problem]:
    """``translation.of`` names another version of this work, and leads back to the original."""
    found = []
    came_from = {a.language: a.header.translation.of for a in articles if a.header.translation}
    here = sorted(a.language for a in articles)
    for article in articles:
        of = came_from.get(article.language, "")
        line, column = article.mark("translation.of")
        if of and of not in here:
            others = ", ".join(tag for tag in here if tag != article.language) or "none"
            found.append(
                Problem(article.path, line, column, f"there is no version '{of}' of this work",
                        f"the other versions here: {others}")
            )  # fmt: skip
            continue
        seen, up = {article.language}, of
        while up and up not in seen:
            seen.add(up)
            up = came_from.get(up, "")
        if up == article.language:
            found.append(
                Problem(article.path, line, column, "this translation is made from itself",
                        "name the version that it was made from")
            )  # fmt: skip
    return found


def inherit(own: Header, original: Header) -> Header:
    """The header with every inheritable field that it leaves unsaid taken from the original."""
    said = {
        f.name: getattr(original, f.name)
        for f in fields(Header)
        if f.name in INHERITED and getattr(own, f.name) is None
    }
    if own.image and original.image and not own.image.file:
        # A translation may describe the same picture in its own words.
        said["image"] = replace(
            original.image,
            **{n: v for n in ("alt", "caption", "credit") if (v := getattr(own.image, n))},
        )
    if own.status is not None and own.status != "withdrawn":
        # A version that says it is published is, though its original was withdrawn.
        said["withdrawn"] = None
    return replace(own, **said)


def image_of(header: Header) -> LeadImage | None:
    return header.image if header.image and header.image.file else None


def status_of(header: Header, today: str) -> Status:
    """Published, draft (also: not yet to be published) or withdrawn."""
    if header.status in ("draft", "withdrawn"):
        return header.status
    if header.publish_after and header.publish_after > today:
        return "draft"
    return "published"


def changed_blocks(stamped: tuple[str, ...], now: tuple[str, ...]) -> tuple[int, ...] | None:
    """Numbers (from 1) of the blocks that changed since they were stamped; None if never stamped.

    Each is a block of the text as it is now: one that is new, reworded or moved, or one that
    stands where another was taken out.
    """
    if not stamped:
        return None
    changed: set[int] = set()
    kept = _kept(stamped, now)
    new = Counter(now) - Counter(now[j] for _, j in kept)
    before, after = -1, -1
    for i, j in [*kept, (len(stamped), len(now))]:
        gone = stamped[before + 1 : i]
        changed.update(range(after + 2, j + 1))
        # What only moved is counted at its new place.
        if after + 1 == j and any(not new[print_] for print_ in gone):
            changed.add(min(j + 1, max(len(now), 1)))
        before, after = i, j
    return tuple(sorted(changed))


def _kept(stamped: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """(index before, index now) of as many blocks as possible that kept their order.

    The longest common subsequence, a row of its table in the bits of one number, so that no
    pair of texts is slow: bit i is 0 where the subsequence grows with the block i.
    """
    places: dict[str, int] = {}
    for i, print_ in enumerate(stamped):
        places[print_] = places.get(print_, 0) | 1 << i
    row = everywhere = (1 << len(stamped)) - 1
    rows = []
    for print_ in now:
        here = row & places.get(print_, 0)
        row = ((row + here) | (row - here)) & everywhere
        rows.append(row)
    kept = []
    i, j = len(stamped) - 1, len(now) - 1
    while i >= 0 and j >= 0:
        if rows[j] >> i & 1:
            i -= 1
        elif j and not rows[j - 1] >> i & 1:
            j -= 1
        else:
            kept.append((i, j))
            i, j = i - 1, j - 1
    return kept[::-1]
