"""Whole archives by seed, with natural text, as a site's folder.

    python tests/benchmarks/generate.py FOLDER --articles 1000 --languages en,ar,zh --seed 1

The same arguments give the same bytes, and a smaller archive is the beginning of a larger one
(its authority files apart). Texts are those of ``texts``.
"""

from __future__ import annotations

import argparse
import json
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[n]) for n in (1, 2)]

from benchmarks.texts import LANGUAGES, text, voice

MANY = (
    "en", "ar", "fa", "ckb", "fr", "es", "ru", "tr", "ur", "zh", "he", "el", "hi", "ja", "ko", "th",
)  # fmt: skip
"""Sixteen languages in ten scripts."""
TYPES = ("article", "article", "article", "testimony", "interview", "analysis", "report")
CODE = """\
def checksum(path: Path) -> str:
    digest = sha256()
    digest.update(path.read_bytes())  # {word}
    return digest.hexdigest()[:{number}]
"""


@dataclass(frozen=True, slots=True)
class Plan:
    articles: int
    languages: tuple[str, ...] = ("en",)
    words: int = 650
    """Of an article, on the average: each has from half to one and a half times as many."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Term:
    id: str
    labels: tuple[tuple[str, str], ...]
    """(language, label) in the order of the archive's languages."""


@dataclass(frozen=True, slots=True)
class Version:
    language: str
    title: str
    deck: str
    text: str
    """Plain paragraphs, parted by an empty line."""


@dataclass(frozen=True, slots=True)
class Work:
    number: int
    date: str
    """ISO 8601 calendar date."""
    type: str
    source: Term
    keywords: tuple[Term, ...]
    people: tuple[Term, ...]
    places: tuple[Term, ...]
    versions: tuple[Version, ...]
    """The original first."""

    @property
    def id(self) -> str:
        return f"{self.date[:4]}/w{self.number:06}"


@dataclass(frozen=True, slots=True)
class Terms:
    keyword: tuple[Term, ...]
    source: tuple[Term, ...]
    person: tuple[Term, ...]
    place: tuple[Term, ...]


@cache
def terms(plan: Plan) -> Terms:
    """What the works are about; larger archives are about more."""

    def some(kind: str, count: int, words: int) -> tuple[Term, ...]:
        rng = Random(f"{plan.seed} {kind}")
        return tuple(
            Term(
                f"{kind}-{n}",
                tuple((tag, voice(tag).name(rng, words).strip()) for tag in plan.languages),
            )
            for n in range(1, count + 1)
        )

    size = plan.articles
    return Terms(
        some("keyword", min(40 + size // 50, 400), 2),
        some("source", min(10 + size // 100, 100), 2),
        some("person", min(20 + size // 25, 400), 2),
        some("place", min(20 + size // 50, 200), 1),
    )


def works(plan: Plan) -> Iterator[Work]:
    """One after the other, so that an archive of any size is never held whole."""
    known = terms(plan)
    for number in range(plan.articles):
        rng = Random(f"{plan.seed} {number}")
        year = rng.choice((2011, 2012, 2013, 2014, 2015, 2015, 2016, 2017, 2018, 2019, 2021, 2024))
        spoken = rng.sample(plan.languages, min(len(plan.languages), rng.randint(1, 4)))
        yield Work(
            number=number,
            date=f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
            type=rng.choice(TYPES),
            source=_favourite(rng, known.source),
            keywords=tuple(dict.fromkeys(_favourite(rng, known.keyword) for _ in range(4))),
            people=tuple(dict.fromkeys(_favourite(rng, known.person) for _ in range(2))),
            places=(_favourite(rng, known.place),),
            versions=tuple(_version(rng, language, plan.words) for language in spoken),
        )


def _favourite(rng: Random, listed: tuple[Term, ...]) -> Term:
    """The first are taken far more often than the last."""
    return listed[int(len(listed) ** rng.random()) - 1]


def _version(rng: Random, language: str, words: int) -> Version:
    speaker = voice(language)
    topic = speaker.topic(rng)
    return Version(
        language,
        title=speaker.name(rng, rng.randint(4, 9)).strip(),
        deck=text(language, rng, words=14, topic=topic).partition("\n")[0],
        text=text(language, rng, words=rng.randint(words // 2, words * 3 // 2), topic=topic),
    )


# --- a site's folder ---------------------------------------------------------------------


def write_site(folder: Path, plan: Plan) -> None:
    """site.yaml, the authority files and all articles, with what an article can have: headings,
    links to earlier articles, footnotes, tables, code, quotations and pictures."""
    _write(folder / "site.yaml", _site_yaml(plan))
    known = terms(plan)
    for name, listed in (
        ("keywords", known.keyword),
        ("sources", known.source),
        ("people", known.person),
        ("places", known.place),
    ):
        lines = [f"{term.id}:\n  label: {_flow(dict(term.labels))}\n" for term in listed]
        _write(folder / f"content/authorities/{name}.yaml", "".join(lines))
    paths: list[tuple[str, str]] = []
    for work in works(plan):
        at = folder / "content/articles" / work.id
        for place, version in enumerate(work.versions):
            _write(at / f"{version.language}.md", markdown(work, place, paths, plan))
        if _has_picture(work):
            (at / "picture.png").write_bytes(picture(work.number))
        paths.append((work.id, work.versions[0].language))


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def _flow(values: object) -> str:
    """JSON, which YAML reads."""
    return json.dumps(values, ensure_ascii=False)


def _site_yaml(plan: Plan) -> str:
    first = plan.languages[0]
    return (
        f"title: {_flow({first: 'A generated archive'})}\n"
        "base_url: https://example.org/archive/\n"
        f"languages: [{', '.join(plan.languages)}]\n"
        f"default_language: {first}\n"
        "keywords: controlled\n"
    )


def _has_picture(work: Work) -> bool:
    return work.number % 7 == 0


def markdown(work: Work, place: int, earlier: list[tuple[str, str]], plan: Plan) -> str:
    """One version's file; ``earlier`` are (id, language) of the works that it may link to."""
    version = work.versions[place]
    rng = Random(f"{plan.seed} {work.number} {version.language}")
    header = [f"title: {_flow(version.title)}", f"deck: {_flow(version.deck)}"]
    if place == 0:
        header += [
            f"date: {work.date}",
            f"source: {work.source.id}",
            f"type: {work.type}",
            *(
                f"{name}: [{', '.join(term.id for term in listed)}]"
                for name, listed in (
                    ("keywords", work.keywords),
                    ("people", work.people),
                    ("places", work.places),
                )
            ),
        ]
    else:
        original = work.versions[0].language
        header += ["translation:", f"  of: {original}", "  translators: [person-1]"]
    blocks = _dressed(rng, version, earlier)
    if _has_picture(work):
        blocks.insert(1, f'![{version.title}](picture.png "{version.deck}")')
    return "\n".join(["---", *header, "---", "\n\n".join(blocks), ""])


def _dressed(rng: Random, version: Version, earlier: list[tuple[str, str]]) -> list[str]:
    speaker = voice(version.language)
    blocks: list[str] = []
    notes: list[str] = []
    for number, paragraph in enumerate(version.text.split("\n\n")):
        if number and number % 3 == 0:
            blocks.append(f"## {speaker.name(rng, 3).strip()}")
        if earlier and rng.random() < 0.3:
            path, language = rng.choice(earlier)
            target = f"../../{path}/{language}.md"
            paragraph += f" [{speaker.name(rng, 2).strip()}]({target})"
        if rng.random() < 0.15:
            notes.append(f"[^{len(notes) + 1}]: {speaker.name(rng, 8).strip()}")
            paragraph += f"[^{len(notes)}]"
        blocks.append(f"> {paragraph}" if rng.random() < 0.06 else paragraph)
    if rng.random() < 0.2:
        rows = [(speaker.name(rng, 2).strip(), rng.randint(1, 9999)) for _ in range(5)]
        table = [f"| {rows[0][0]} | N |", "|---|---:|"]
        blocks.append("\n".join([*table, *(f"| {name} | {count} |" for name, count in rows[1:])]))
    if rng.random() < 0.05:
        code = CODE.format(word=rng.choice("abcxyz"), number=rng.randint(8, 64))
        blocks.append(f"```python\n{code}```")
    return [*blocks, *notes]


def picture(seed: int) -> bytes:
    """A PNG of 320 by 180 pixels, in two colours that differ by seed."""
    width, height = 320, 180
    rng = Random(seed)
    near, far = (bytes(rng.randrange(256) for _ in range(3)) for _ in range(2))
    line = rng.randint(40, 140)
    rows = b"".join(b"\0" + (near if y < line else far) * width for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("folder", type=Path, help="where site.yaml and content/ are written")
    asked.add_argument("--articles", type=int, default=1000)
    asked.add_argument("--languages", default="en", help=f"of {','.join(LANGUAGES)}; or: many")
    asked.add_argument("--words", type=int, default=650)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    languages = MANY if given.languages == "many" else tuple(given.languages.split(","))
    write_site(given.folder, Plan(given.articles, languages, given.words, given.seed))


if __name__ == "__main__":
    main()
