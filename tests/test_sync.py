"""A translation is outdated when, and only when, the words of its original have changed."""

from __future__ import annotations

import multiprocessing
import random
import re
import shutil
import subprocess
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from small_site import ROOT, SITE, article_path, make_site, whole_build, write

from site_builder.cli import main
from site_builder.commands.sync import source_of, stamp
from site_builder.commands.versions import open_version
from site_builder.link.versions import changed_blocks
from site_builder.pipeline import Options, opened_cache, prepare

WORKS = 60
EDITED = 6
SENTENCES = (
    'They said "we kept it" - all of it.', "The cellar was dry...", "It isn't ours alone.",
    "On 3 March 2015 nobody came: the *bridge* was closed.", "A list of 214 names survives.",
    "Someone copied the pages by hand -- twice.", "What was the price? Nobody asked!",
)  # fmt: skip


@dataclass
class Text:
    """An original as a list of blocks, and which of them an honest reader would say changed."""

    blocks: list[str]
    touched: set[int] = field(default_factory=set)
    """Places in ``blocks``."""


def make_archive(folder: Path) -> dict[int, Text]:
    """60 originals of 6 to 12 blocks, each with a stamped translation; some have a relay."""
    chance = random.Random(6)
    write(folder / "site.yaml", SITE.replace("menu: [about]\n", ""))
    texts = {}
    for number in range(WORKS):
        blocks = [
            f"Paragraph {number}.{i}. {' '.join(chance.choices(SENTENCES, k=3))}"
            for i in range(chance.randint(6, 12))
        ]
        blocks[2] = "## A heading"
        blocks[3] = f"> {blocks[3]}\n>\n> — Rose"
        blocks[4] = f"- {blocks[4]}\n- and more"
        blocks[5] = "The same words."
        texts[number] = Text(blocks)
        write_original(folder, number, blocks)
        for language, of in (("ar", ""), ("fa", "of: ar")):
            if language == "fa" and number % 5:
                continue
            said = HEADERS[number % len(HEADERS)].replace("OF", of)
            write(
                article_path(folder, number, language), f"---\ntitle: x\n{said}\n---\nنص.\n\nثان.\n"
            )
            stamp_file(folder, article_path(folder, number, language))
    return texts


HEADERS = (
    "translation: {OF}", "translation:\n  translators: [Sami]\n  OF",
    "# before\ntranslation: {translators: ['Sami'], OF}  # after",
)  # fmt: skip


def stamp_file(folder: Path, path: Path) -> None:
    """As ``sync`` does it."""
    opened = open_version(folder, path)
    now = [block.fingerprint for block in source_of(opened).blocks]
    path.write_bytes(stamp(opened, now))


def write_original(folder: Path, number: int, blocks: list[str]) -> None:
    head = f"title: Work {number}\nsource: Paper\ndate: 2015\nkeywords: [bread]"
    body = "\n\n".join(blocks)
    write(article_path(folder, number, "en"), f"---\n{head}\n---\n{body}\n")


def edit(text: Text, chance: random.Random) -> None:
    """One to three edits far enough from each other to be told apart."""
    kinds = chance.choices(("reword", "insert", "delete"), k=chance.randint(1, 3))
    places = sorted(chance.sample(range(0, len(text.blocks), 2), len(kinds)), reverse=True)
    for kind, place in zip(kinds, places, strict=True):
        if kind == "reword":
            text.blocks[place] += " Now in other words."
            text.touched.add(place)
        elif kind == "insert":
            text.blocks.insert(place, f"A new paragraph {chance.random()}.")
            text.touched = {p + (p >= place) for p in text.touched} | {place}
        else:
            del text.blocks[place]
            moved = {p - (p > place) for p in text.touched}
            text.touched = moved | {min(place, len(text.blocks) - 1)}


def restyle(blocks: list[str], how: int) -> list[str]:
    """The same words in other white space, quotation marks, dashes or emphasis."""
    if how == 0:
        return [re.sub(r"(?<=[a-z]) (?=[a-z])", "\n", b, count=1) + "  " for b in blocks]
    if how == 1:
        return [re.sub(r'"([^"]*)"', r"“\1”", b).replace("n't", "n’t") for b in blocks]
    if how == 2:
        return [b.replace(" - ", " – ").replace(" -- ", "—").replace("...", "…") for b in blocks]
    return [b.replace("*bridge*", "_bridge_") + "\n\n" for b in blocks]


def outdated(archive_of: Path) -> dict[tuple[str, str], tuple[int, ...]]:
    archive = whole_build(archive_of).archive
    return {
        (work.id, version.language): version.changed_blocks
        for work in archive.works
        for version in work.versions
        if version.changed_blocks
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[int, Text]]:
    folder = tmp_path_factory.mktemp("archive") / "site"
    # In a fresh process: beside the threads of a test runner no worker can be forked.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as maker:
        return folder, maker.submit(make_archive, folder).result()


def test_exactly_the_translations_whose_originals_were_edited_are_outdated(
    made: tuple[Path, dict[int, Text]], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(made[0], tmp_path / "site"))
    texts = {number: Text(list(text.blocks)) for number, text in made[1].items()}
    assert outdated(folder) == {}
    chance = random.Random(10)
    edited = chance.sample(range(WORKS), EDITED)
    for number in edited:
        edit(texts[number], chance)
        write_original(folder, number, texts[number].blocks)
    others = [number for number in range(WORKS) if number not in edited]
    for number in others[::2]:
        write_original(folder, number, restyle(texts[number].blocks, number % 4))
    expected = {
        (f"{2000 + n % 7}/work-{n}", "ar"): tuple(sorted(p + 1 for p in texts[n].touched))
        for n in edited
    }
    assert outdated(folder) == expected
    # A relay translation is held against what it was made from, which has not changed.
    for number in edited:
        path = article_path(folder, number, "ar")
        assert main(["sync", str(path), "--site", str(folder)]) == 0
    assert outdated(folder) == {}


def sample_states(site: Path) -> dict[tuple[str, str], tuple[int, ...]]:
    """(work, language) -> changed blocks, of every translation that is held against a version."""
    options = Options(site, site / "output", "2026-11-25")
    with opened_cache(options) as memory:
        archive = prepare(options, memory, outputs=()).archive
    return {
        (work.id, version.language): version.changed_blocks
        for work in archive.works
        for version in work.versions
        if version.changed_blocks is not None and version.translated_from
    }


def first_paragraph(text: str) -> tuple[str, str, str]:
    """A file cut before and after the first paragraph of its text."""
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    paragraph, gap, rest = body.lstrip("\n").partition("\n\n")
    assert paragraph[0].isalpha(), paragraph
    return f"---\n{head}\n---\n", paragraph, gap + rest


def test_in_the_sample_archive_just_what_is_edited_makes_translations_outdated(
    tmp_path: Path,
) -> None:
    for name in ("content", "site.yaml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    before = sample_states(tmp_path)
    assert sum(map(bool, before.values())) == 1, "one translation shows what outdated means"
    current = sorted(key for key, changed in before.items() if not changed)
    assert len(current) >= 25
    originals = {
        work: version
        for work in sorted({work for work, _ in current})
        for version in (tmp_path / "content/articles" / work).glob("*.md")
        if (work, version.stem) not in before
        and "\ntranslation:" not in version.read_text(encoding="utf-8")
    }
    # White space alone, in every original.
    for path in originals.values():
        head, paragraph, rest = first_paragraph(path.read_text(encoding="utf-8"))
        spaced = re.sub(r"(?<=\w) (?=\w)", "\n", paragraph, count=2) + "  "
        write(path, f"{head}\n{spaced}{rest}\n\n")
    assert sample_states(tmp_path) == before
    # One tenth of the works, reworded in their first paragraph.
    edited = random.Random(1).sample(sorted(originals), max(2, len(originals) // 10))
    for work in edited:
        head, paragraph, rest = first_paragraph(originals[work].read_text(encoding="utf-8"))
        write(originals[work], f"{head}\n{paragraph} 2.{rest}")
    changed = {key: now for key, now in sample_states(tmp_path).items() if now != before[key]}
    assert {work for work, _ in changed} == set(edited)
    for work, language in changed:
        assert changed[work, language] == tuple(sorted({1, *before[work, language]}))
    relays = {key for key in before if key[0] in edited} - changed.keys()
    for work, language in relays:
        text = (tmp_path / f"content/articles/{work}/{language}.md").read_text(encoding="utf-8")
        assert re.search(r"\n  of: \w", text), "only a translation of a translation stays current"


def test_whatever_is_edited_the_changed_paragraphs_are_the_edited_ones() -> None:
    chance = random.Random(3)
    for _ in range(3_000):
        before = [f"{n}" for n in range(chance.randint(6, 30))]
        text = Text(list(before))
        edit(text, chance)
        found = changed_blocks(tuple(before), tuple(text.blocks))
        assert found == tuple(sorted(place + 1 for place in text.touched)), (before, text)


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def test_squashed_merges_shallow_clones_and_moves_change_nothing(
    made: tuple[Path, dict[int, Text]], tmp_path: Path
) -> None:
    site = Path(shutil.copytree(made[0], tmp_path / "site", ignore=lambda d, names: [
        n for n in names if (n.startswith("work-") and int(n[5:]) > 14) or "output" in n
    ]))  # fmt: skip
    git(site, "init", "-q", "-b", "main")
    git(site, "add", ".")
    git(site, "commit", "-qm", "first")
    git(site, "checkout", "-qb", "edits")
    for number, words in ((1, "One. "), (1, "Two. "), (3, "Three. ")):
        path = article_path(site, number, "en")
        write(path, path.read_text(encoding="utf-8").replace("Paragraph", f"{words}Paragraph", 1))
        git(site, "commit", "-qam", words)
    git(site, "checkout", "-q", "main")
    git(site, "merge", "-q", "--squash", "edits")
    git(site, "commit", "-qm", "squashed")
    git(site, "mv", "content/articles/2001/work-1", "content/articles/2001/moved")
    git(site, "commit", "-qm", "moved")
    git(tmp_path, "clone", "-q", "--depth", "1", site.as_uri(), "shallow")
    found = outdated(tmp_path / "shallow")
    assert found == {("2001/moved", "ar"): (1,), ("2003/work-3", "ar"): (1,)}


# --- sync ------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site", works=2)


def sync(site: Path, *words: str) -> int:
    path = str(article_path(site, 0, "ar"))
    return main(["sync", path, "--site", str(site), *words])


def reword(site: Path) -> None:
    path = article_path(site, 0, "en")
    said = path.read_text(encoding="utf-8").split("\n\n")
    said[1] = "New words, and *many* of them."
    write(path, "\n\n".join(said))


def test_sync_tells_what_changed_with_its_line_and_is_idempotent(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, original = (f"content/articles/2000/work-0/{tag}.md" for tag in ("ar", "en"))
    assert sync(site) == 0
    assert capsys.readouterr().out == (
        f"{name}: it had not been compared with {original} before\n"
        f"{name}: stamped with 5 paragraphs\n"
    )
    reword(site)
    before = article_path(site, 0, "ar").read_bytes()
    assert sync(site, "--dry-run") == 0
    assert article_path(site, 0, "ar").read_bytes() == before
    assert capsys.readouterr().out.endswith("nothing was written\n")
    assert sync(site) == 0
    assert capsys.readouterr().out == (
        f"{name}: 1 of 5 paragraphs of {original} has changed since it was stamped\n"
        f"  {original}:9: paragraph 2: New words, and *many* of them.\n"
        f"{name}: stamped with 5 paragraphs\n"
    )
    stamped = article_path(site, 0, "ar")
    once, written = stamped.read_bytes(), stamped.stat()
    assert sync(site) == 0
    assert "nothing to write" in capsys.readouterr().out
    assert stamped.read_bytes() == once
    assert (stamped.stat().st_ino, stamped.stat().st_mtime_ns) == (
        written.st_ino, written.st_mtime_ns,
    )  # fmt: skip


def test_sync_changes_the_fingerprints_and_no_other_byte(site: Path) -> None:
    path = article_path(site, 0, "ar")
    text = (
        '\ufeff---\r\n# mine\r\ntitle: "ع: x"   # y\r\n\r\ntranslation:   # z\r\n'
        "    note: 'it''s'\r\n    blocks:\r\n      - 00000000\r\n    translators: [ A ,B ]\r\n"
        "added:   2015\r\n---  \r\nنص.\r\n\r\nblocks: [x]\r\n"
    )
    path.write_bytes(text.encode())
    path.chmod(0o640)
    assert sync(site) == 0
    after = path.read_bytes().decode()
    items = r"(?:      - [0-9a-f]{8}\r\n){5}"
    assert re.sub(items, "      - 00000000\r\n", after) == text
    assert path.stat().st_mode & 0o777 == 0o640
    assert not list(path.parent.glob(".*"))


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("translator: Sami", "cannot be edited without a doubt"),
        ("? translation\n: of: en", "cannot be edited: the header is written in an unusual way"),
        ("translation: {of: fa}", "there is no version 'fa' of this work"),
    ],
)
def test_what_cannot_be_stamped_is_left_as_it_is(
    site: Path, header: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = article_path(site, 0, "ar")
    write(path, f"---\ntitle: x\n{header}\n---\nنص.\n")
    before = path.read_bytes()
    assert sync(site) in (1, 2)
    assert said in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("content/articles/2000/work-0/en.md", "is the original of its work"),
        ("content/articles/2000/work-0", "is a folder"),
        ("content/articles/2000/work-0/fa.md", "is not an article of this archive"),
        ("content/articles/1948/letter/en.md", "was translated from is not in the archive"),
    ],
)
def test_what_is_no_translation_is_told_with_status_2(
    site: Path, path: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = "translation: {original: {language: es}}"
    write(site / "content/articles/1948/letter/en.md", f"---\ntitle: L\n{outside}\n---\nText.\n")
    assert main(["sync", path, "--site", str(site)]) == 2
    assert said in capsys.readouterr().err
