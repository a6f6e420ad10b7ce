"""What of a clipping came back right, field by field."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from clippings import Clipping
from small_site import ROOT, write

from site_builder import frontmatter, yaml_text
from site_builder.cli import main
from site_builder.clip.lines import letters, words_of
from site_builder.model import Header
from site_builder.problems import Problem

COUNTED = ("title", "date", "source", "keywords")
"""The fields of which nine in ten have to be right; the others are told beside them."""


@dataclass
class Score:
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    total: int = 0

    def share(self, names: Iterable[str] = COUNTED) -> float:
        names = tuple(names)
        return sum(self.right[name] for name in names) / (self.total * len(names))

    def report(self) -> str:
        told = "\n".join(f"{name}: {n} of {self.total}" for name, n in sorted(self.right.items()))
        return told + "\n" + "\n".join(self.wrong)


def archive_of_the_sample(folder: Path) -> Path:
    """A site with the sample's languages and authority files, and nothing else."""
    shutil.copy(ROOT / "site.yaml", write_folder(folder) / "site.yaml")
    shutil.copytree(ROOT / "content/authorities", folder / "content/authorities")
    text = (
        (folder / "site.yaml")
        .read_text(encoding="utf-8")
        .replace("menu: [about, cite, privacy]\n", "")
    )
    write(folder / "site.yaml", text)
    return folder


def write_folder(folder: Path) -> Path:
    (folder / "content").mkdir(parents=True)
    return folder


def scored(site: Path, one: Clipping, number: int, score: Score, folder: Path) -> None:
    """Clips one page as an editor would, and counts what is right."""
    path = folder / f"{number}-{one.name}"
    path.write_bytes(one.data)
    words = ["clip", str(path), "--site", str(site), "--path", f"2015/work-{number}"]
    if one.url:
        words += ["--url", one.url]
    score.total += 1
    try:
        status = main([*words, *one.options, "--debug"])
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    written = site / f"content/articles/2015/work-{number}/{one.language}.md"
    if status or not written.exists():
        score.wrong.append(f"{path.name}: not clipped ({status})")
        return
    header, body = _read(written, one.language)
    blocks = {
        letters(line)
        for b in body.split("\n\n")
        for line in (words_of(b), *words_of(b).split("\n"))
    }
    found: dict[str, tuple[object, object]] = {
        "title": (header.title, one.title),
        "date": (header.date.text if header.date else "", one.day),
        "source": (letters(header.source.name) if header.source else "", letters(one.source)),
        "keywords": (tuple(sorted(header.keywords or ())), tuple(sorted(one.keywords))),
        "author": (tuple(header.authors or ()), (one.author,)),
        "every paragraph": (tuple(p for p in one.paragraphs if letters(p) not in blocks), ()),
        "nothing else": (tuple(s for s in one.strangers if letters(s) in blocks), ()),
    }
    count(score, path.name, found)


HAND = Path(__file__).parent / "clipped"
MUSEUMS = """
museums:
  label: {en: Museums, ar: المتاحف, fr: Musées, fa: موزه‌ها, es: Museos, ckb: مۆزەخانەکان,
    ru: Музеи, zh: 博物馆, tr: Müzeler, de: Museen, kmr: Muze, ur: عجائب گھر}
"""


def by_hand(site: Path, score: Score, folder: Path = HAND) -> None:
    """The pages of a folder, which no generator made, held against what they say."""
    keywords = site / "content/authorities/keywords.yaml"
    write(keywords, keywords.read_text(encoding="utf-8") + MUSEUMS)
    root, problems = yaml_text.read((folder / "expected.yaml").read_text(encoding="utf-8"), "")
    assert root is not None, problems
    for number, (name, node) in enumerate(root.pairs):
        assert isinstance(node, yaml_text.Mapping)
        told = {key.text: _said(value) for key, value in node.pairs}
        language = "".join(told["language"])
        score.total += 1
        words = [
            "clip", str(folder / name.text), "--site", str(site),
            "--path", f"2016/{folder.name}-{number}",
        ]  # fmt: skip
        written = site / f"content/articles/2016/{folder.name}-{number}/{language}.md"
        if main([*words, "--debug"]) or not written.exists():
            score.wrong.append(f"{name.text}: not clipped, or in another language")
            continue
        header, body = _read(written, language)
        lines = [letters(words_of(b)) for b in body.split("\n\n")]
        starts = [letters(words_of(one)) for one in told["paragraphs"]]
        strange = [letters(one) for one in told["strangers"]]
        count(
            score, name.text,
            {
                "title": (header.title, "".join(told["title"])),
                "date": (header.date.text if header.date else "", "".join(told["date"])),
                "source": (letters(header.source.name if header.source else ""),
                           letters("".join(told["source"]))),
                "keywords": (set(header.keywords or ()),
                             set(told.get("keywords", ("museums", "cultural-heritage")))),
                "deck": (header.deck or "", "".join(told.get("deck", (header.deck or "",)))),
                "author": (tuple(header.authors or ()), told["authors"]),
                "every paragraph": ([s for s in starts if not any(b.startswith(s) for b in lines)],
                                    []),
                "nothing else": ([s for s in strange if any(s in b for b in lines)], []),
            },
        )  # fmt: skip


def _said(node: yaml_text.Node) -> tuple[str, ...]:
    if isinstance(node, yaml_text.Sequence):
        return tuple(one.text for one in node.items if isinstance(one, yaml_text.Scalar))
    return (node.text,) if isinstance(node, yaml_text.Scalar) else ()


def _read(path: Path, language: str) -> tuple[Header, str]:
    fences = frontmatter.split(path.read_text(encoding="utf-8"), path.name)
    assert not isinstance(fences, Problem)
    header, _, problems = frontmatter.read_header(fences[0], path=path.name, language=language)
    assert header is not None, problems
    return header, fences[1]


def count(score: Score, name: str, found: dict[str, tuple[object, object]]) -> None:
    for field_name, (got, wanted) in found.items():
        score.right[field_name] += got == wanted
        if got != wanted:
            score.wrong.append(f"{name}: {field_name} is {got!r}, not {wanted!r}")
