"""Collections of other generators come in, and no field of theirs is lost without a word."""

from __future__ import annotations

import builtins
import csv
import io
import json
import random
import re
import shutil
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from clip_score import archive_of_the_sample
from small_site import build, tree, write

from site_builder import frontmatter, importing
from site_builder.cli import main
from site_builder.commands.bring import FORMATS
from site_builder.importing.fields import day_of
from site_builder.model import Header
from site_builder.problems import Problem

COLLECTIONS = Path(__file__).parent / "collections"
Golden = Callable[[str, str], None]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = archive_of_the_sample(tmp_path / "site")
    (folder / "content/authorities/collections.yaml").unlink()
    return folder


def bring(site: Path, format: str, path: Path, *words: str) -> int:
    try:
        return main(["import", format, str(path), "--site", str(site), *words])
    except SystemExit as stopped:
        return int(stopped.code or 0)


def account(site: Path) -> list[dict[str, Any]]:
    found = json.loads((site / "import-report.json").read_text(encoding="utf-8"))
    return list(found["fields"])


def articles(site: Path) -> dict[str, str]:
    """Path below content/ -> text of everything that was brought in."""
    content = site / "content"
    return {
        p.relative_to(content).as_posix(): p.read_text(encoding="utf-8")
        for p in sorted(content.rglob("*.md"))
    }


def header_of(text: str, language: str = "en") -> Header:
    fences = frontmatter.split(text, "x")
    assert not isinstance(fences, Problem)
    header, _, problems = frontmatter.read_header(fences[0], path="x", language=language)
    assert header is not None, problems
    return header


# --- every field, read by other means than the importers' ------------------------------------


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """(the last name, the text) of everything in a structure."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, name)
    elif value is not None:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        yield name, value.isoformat() if hasattr(value, "isoformat") else text


def of_files(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(file, name, text) of every field of Jekyll's, Hugo's and Pelican's files."""
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".md", ".markdown", ".rst")):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix()
        if text.startswith("---\n"):
            try:
                found = yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)
            except yaml.YAMLError:
                yield name, "(the whole file)", ""
                continue
        elif text.startswith("+++\n"):
            found = tomllib.loads(text.split("+++\n")[1])
        elif text.startswith("{"):
            found, _ = json.JSONDecoder().raw_decode(text)
        else:
            found = dict(re.findall(r"^:?(\w+): *(.*)$", text.split("\n\nT")[0], re.MULTILINE))
        yield from ((name, key, value) for key, value in leaves(found))


def of_settings(folder: Path) -> Iterator[tuple[str, str, str]]:
    for name in ("_config.yml", "hugo.toml"):
        if (folder / name).exists():
            text = (folder / name).read_text(encoding="utf-8")
            found = yaml.load(text, yaml.BaseLoader) if "yml" in name else tomllib.loads(text)
            yield from ((name, key, value) for key, value in leaves(found))


def of_table(folder: Path) -> Iterator[tuple[str, str, str]]:
    text = (folder / "metadata.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        for name, value in row.items():
            values = value if isinstance(value, list) else [value or ""]
            yield from (("metadata.csv", name or "column 21", one) for one in values)


def of_export(folder: Path) -> Iterator[tuple[str, str, str]]:
    for element in ET.parse(folder / "export.xml").iter():
        if not len(element) and element.tag != "rss":
            name = element.tag.rpartition("}")[2]
            if name == "meta_key":
                yield "export.xml", element.text or "", ""
            else:
                # The value stands under the name that its key gives it.
                meta = "_thumbnail_id" if name == "meta_value" else name
                yield "export.xml", meta, element.text or ""


def every_field(format: str) -> list[tuple[str, str, str]]:
    folder = COLLECTIONS / format
    if format == "csv":
        return list(of_table(folder))
    return list(
        of_export(folder) if format == "wordpress" else (*of_files(folder), *of_settings(folder))
    )


def words(text: str) -> str:
    """A text without the marks that part the items of a list."""
    return " ".join(re.findall(r"\w+", text))


PRIVATE = re.compile("email|author_login|password")


@pytest.mark.parametrize("format", FORMATS)
def test_every_field_is_mapped_kept_or_listed(site: Path, format: str) -> None:
    bring(site, format, COLLECTIONS / format)
    entries = account(site)
    fields = every_field(format)
    assert len(fields) > 25
    for file, name, text in fields:
        told = [
            e for e in entries
            if (e["file"] == file and name.lower() in re.split(r"[.:]", e["field"].lower()))
            or (e["file"] == file and name == "category")
        ]  # fmt: skip
        plain = words(text)[:150]
        assert told, f"{file}: {name} is in no entry"
        assert PRIVATE.search(name) or name in ("encoded", "object_transcript") or any(
            plain in words(e["value"]) or plain == "jane" for e in told
        ), f"{file}: {name}: {text!r} is in no entry"  # fmt: skip
    assert all(e["fate"] in ("mapped", "kept", "listed") and e["line"] >= 1 for e in entries)
    assert all(e["to"] for e in entries)


def test_this_account_notices_a_field_that_is_lost(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from site_builder.importing import fields

    real = fields.Mapped.keep
    monkeypatch.setattr(
        fields.Mapped, "keep",
        lambda made, one, why="": None if one.name == "shelfmark" else real(made, one, why),
    )  # fmt: skip
    with pytest.raises(AssertionError, match="shelfmark"):
        test_every_field_is_mapped_kept_or_listed(site, "jekyll")


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_kept_is_in_a_header(site: Path, format: str) -> None:
    bring(site, format, COLLECTIONS / format)
    found = json.loads((site / "import-report.json").read_text(encoding="utf-8"))
    extras = [header_of(text, Path(path).stem).extra for path, text in articles(site).items()]
    kept = [e for e in found["fields"] if e["fate"] == "kept" and e["to"].startswith("extra.")]
    assert kept
    for entry in kept:
        name = entry["to"].removeprefix("extra.").partition(";")[0]
        assert any(dict(extra).get(name) and ", ".join(dict(extra)[name]) == entry["value"]
                   for extra in extras), entry  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
def test_what_comes_in_passes_the_check(
    site: Path, format: str, golden: Golden, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(site, format, COLLECTIONS / format)
    said = capsys.readouterr().out
    shown = "\n".join(f"=== {path}\n{text}" for path, text in articles(site).items())
    golden(f"import-{format}", f"{said}\n{shown}")
    assert main(["check", "--site", str(site), "--drafts", "--jobs", "1"]) == 0
    assert main(["fmt", "--check", "--site", str(site)]) == 0


def test_every_format_that_is_offered_is_known() -> None:
    assert tuple(importing.FORMATS) == FORMATS


# --- what an editor counts on --------------------------------------------------------------


def test_old_addresses_answer_and_what_is_kept_is_published_nowhere(site: Path) -> None:
    assert bring(site, "hugo", COLLECTIONS / "hugo") == 0
    build(site)
    output = site / "output"
    for old in ("old-room", "posts/room", "ar/posts/reading-room"):
        assert "2016/room/" in (output / old / "index.html").read_text(encoding="utf-8")
    published = b"".join(tree(output).values())
    assert b"Twelve chairs" in published
    assert b"C 3" not in published and b"expiryDate" not in published


@pytest.mark.parametrize(
    ("format", "titles"),
    [
        ("jekyll", {"Not ready", "The market square"}),
        ("hugo", {"The market"}),
        ("pelican", {"The reading room", "About"}),
        ("wordpress", {"La bibliothèque rouvre", "The market"}),
    ],
)
def test_drafts_stay_drafts(site: Path, format: str, titles: set[str]) -> None:
    bring(site, format, COLLECTIONS / format)
    headers = [header_of(text, Path(path).stem) for path, text in articles(site).items()]
    assert {h.title for h in headers if h.status == "draft"} == titles


def test_a_password_and_the_addresses_of_people_are_copied_nowhere(site: Path) -> None:
    bring(site, "wordpress", COLLECTIONS / "wordpress")
    everything = b"".join(tree(site).values())
    assert b"open sesame" not in everything and b"jane@example.org" not in everything


def test_a_dry_run_writes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(site)
    assert bring(site, "hugo", COLLECTIONS / "hugo", "--dry-run") == 0
    assert tree(site) == before
    assert "texts: 4 (ar 1, en 3)" in capsys.readouterr().out


def test_what_is_there_is_not_written_over(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring(site, "pelican", COLLECTIONS / "pelican")
    path = site / "content/articles/2014/by-its-name/en.md"
    write(path, "---\ntitle: Mine\n---\nMine.\n")
    bring(site, "pelican", COLLECTIONS / "pelican")
    assert "not written, it is there already: articles/2014/by-its-name/en.md" in (
        capsys.readouterr().out
    )
    assert path.read_text(encoding="utf-8") == "---\ntitle: Mine\n---\nMine.\n"


def test_a_column_is_what_the_editor_says(site: Path) -> None:
    bring(
        site,
        "csv",
        COLLECTIONS / "csv/metadata.csv",
        "--map",
        "Blurb=deck",
        "--map",
        "description=extra",
    )
    header = header_of(articles(site)["articles/2015/lib-001/en.md"])
    assert header.deck == "Short"
    assert ("description", ("A building, with books",)) in header.extra


def test_the_collection_may_go_elsewhere(site: Path, tmp_path: Path) -> None:
    bring(site, "hugo", COLLECTIONS / "hugo", "--to", str(tmp_path / "else"))
    assert (tmp_path / "else/articles/2016/room/ar.md").exists()
    assert not articles(site)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("hugo", "nowhere"), "there is no such folder or file"),
        (("hugo", "content"), "there is no text of hugo in"),
        (("jekyll", ".", "--lang", "xx"), "'xx' is not a language of this archive"),
        (("csv", ".", "--map", "a"), "'a' does not say what a field is"),
        (("drupal", "."), "invalid choice: 'drupal'"),
    ],
)
def test_a_wrong_use_says_what_to_write(
    site: Path, words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    format, path, *rest = words
    assert bring(site, format, site / path, *rest) == 2
    assert message in capsys.readouterr().err


def test_only_an_export_of_wordpress_needs_packages(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def absent(name: str, *args: object, **words: object) -> object:
        if name.partition(".")[0] in ("trafilatura", "markdownify", "lxml", "bs4"):
            raise ImportError(name)
        return real(name, *args, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", absent)
    assert bring(site, "wordpress", COLLECTIONS / "wordpress") == 2
    assert "requirements-clip.txt" in capsys.readouterr().err
    assert bring(site, "hugo", COLLECTIONS / "hugo") == 0


# --- what a collection may do ----------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    ['<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
     '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'],
)  # fmt: skip
def test_an_export_with_entities_is_refused(
    site: Path, tmp_path: Path, head: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.xml"
    write(path, f"<?xml version='1.0'?>{head}<rss><channel><title>&x;</title></channel></rss>")
    assert bring(site, "wordpress", path) == 2
    assert "no document type" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["<rss><channel>", "<html/>", "no xml", "<rss/>"])
def test_what_is_no_export_is_said_in_a_sentence(
    site: Path, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "x.xml", text)
    assert bring(site, "wordpress", tmp_path / "x.xml") == 2
    said = capsys.readouterr().err
    assert "x.xml" in said and "Traceback" not in said


@pytest.mark.parametrize(
    "field",
    ["slug: ../../../evil", "slug: con", "url: ../../../evil/", "image: ../../../../etc/passwd",
     "lang: ../../evil", "aliases: [../../evil, 'https://evil.example/x', /assets/x/]",
     "translationKey: ../../evil", "url: 'http://[x'", "aliases: ['https://[x', '//[']",
     "title: '../../evil'"],
)  # fmt: skip
def test_nothing_is_written_outside_the_content_folder(
    site: Path, tmp_path: Path, field: str
) -> None:
    write(tmp_path / "secret.png", "x")
    body = "![x](../../../secret.png) ![x](/../secret.png) [y](../../../../etc/passwd)"
    text = f"---\ntitle: A title\n{field}\n---\n{body}\n".replace("title: A title\ntitle", "title")
    write(tmp_path / "old/content/posts/one.md", text)
    before = {p for p in tree(tmp_path) if not p.startswith("site/")}
    assert bring(site, "hugo", tmp_path / "old") == 0
    assert {p for p in tree(tmp_path) if not p.startswith("site/")} == before
    brought = [p for p in tree(site) if not p.startswith("content/authorities")]
    assert len([p for p in brought if p.startswith("content/articles/")]) == 1
    assert len(brought) == 4  # The article, site.yaml and the two reports.
    assert main(["check", "--site", str(site), "--jobs", "1"]) == 0


def test_links_of_the_disk_are_not_followed(site: Path, tmp_path: Path) -> None:
    write(tmp_path / "secret.md", "---\ntitle: Secret\n---\nSecret.\n")
    write(tmp_path / "old/content/posts/one.md", "---\ntitle: One\n---\nOne.\n")
    (tmp_path / "old/content/posts/two.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "old/content/more").symlink_to(tmp_path)
    bring(site, "hugo", tmp_path / "old")
    assert len(articles(site)) == 1


BROKEN = {
    "yaml.md": "---\na: &x [1]\nb: *x\n---\nText.\n",
    "open.md": "---\ntitle: x\nText.\n",
    "toml.md": "+++\ntitle = \n+++\nText.\n",
    "json.md": '{"title": "x",\n\nText.\n',
    "deep.md": '{"a": ' + "[" * 5_000 + "]" * 5_000 + "}\n\nText.\n",
    "nest.md": "---\na: " + "[" * 500 + "\n---\nText.\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_header_that_cannot_be_read_is_in_the_account_with_its_line(
    site: Path, tmp_path: Path, name: str
) -> None:
    write(tmp_path / f"old/content/posts/{name}", BROKEN[name])
    write(tmp_path / "old/content/posts/whole.md", "---\ntitle: Whole\n---\nText.\n")
    assert bring(site, "hugo", tmp_path / "old") == 0
    (told,) = [e for e in account(site) if e["file"] == f"content/posts/{name}"]
    assert told["to"].startswith("not brought in: ") and told["line"] >= 1
    assert len(articles(site)) == 1


def test_a_file_that_is_not_text_is_said_and_the_rest_comes_in(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(COLLECTIONS / "hugo", tmp_path / "old")
    (tmp_path / "old/content/posts/latin.md").write_bytes(b"---\ntitle: caf\xe9\n---\nText.\n")
    assert bring(site, "hugo", tmp_path / "old") == 1
    assert "not read: content/posts/latin.md: this file is not UTF-8" in capsys.readouterr().out
    assert len(articles(site)) == 4


@pytest.mark.parametrize("seed", range(20))
def test_no_field_of_any_shape_is_lost(site: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    names = [
        "title", "date", "tags", "draft", "author", "x", "a.b", "weird name", "نام", "extra",
        "status", "image", "lang", "slug", "aliases", "url", "source", "params", "__proto__",
    ]  # fmt: skip
    values: list[Any] = [
        "x", "a: b", "#", "", "no", "2015-03-01", "31/31/2015", "a\nb", " ", "'", '"', "\\",
        "[x](y)", "نص", ["a", "b"], [], {"k": "v"}, [{"k": ["v"]}], "x" * 3_000, "x" * 20_000,
        "../..", "javascript:x", "---", "true",
    ]  # fmt: skip
    data = {name: chance.choice(values) for name in chance.sample(names, 8)}
    write(tmp_path / "old/content/posts/one.md", json.dumps(data, indent=1) + "\n\nText.\n")
    bring(site, "hugo", tmp_path / "old")
    entries = account(site)
    ((path, text),) = articles(site).items()
    header = header_of(text, Path(path).stem)
    for name, value in leaves(data):
        told = [e for e in entries if name in re.split(r"[.]", e["field"]) or name in e["field"]]
        assert any(value in e["value"] for e in told), (name, value)
    for entry in entries:
        if entry["fate"] == "kept" and entry["to"].startswith("extra."):
            kept = dict(header.extra)[entry["to"].removeprefix("extra.").partition(";")[0]]
            assert ", ".join(kept) == entry["value"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2015-03-01 09:30:00 +0300", "2015-03-01"),
        ("2015-03-01T09:30:00Z", "2015-03-01"),
        ("Sun, 01 Mar 2015 07:00:00 +0000", "2015-03-01"),
        ("March 1, 2015", "2015-03-01"),
        ("2015-03", "2015-03"),
        ("circa 1990", "1990~"),
        ("03/04/2015", ""),
        ("soon", ""),
    ],
)
def test_a_date_of_another_generator_is_understood_or_not_guessed(written: str, day: str) -> None:
    assert day_of(written) == day


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("text", "fields were expected here"),
        ("{a: {b: c}}", "a text or a list of texts was expected here"),
        ("{a: [[b]]}", "a text or a list of texts was expected here"),
        (f"{{a: {'x' * 10_001}}}", "a text of more than 10000 characters"),
    ],
)
def test_extra_takes_texts_and_lists_of_texts(extra: str, message: str) -> None:
    _, _, problems = frontmatter.read_header(f"title: x\nextra: {extra}\n", path="x", language="en")
    assert [p.message for p in problems] == [message]
