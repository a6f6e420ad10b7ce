"""A new archive builds at once, by itself, and nothing that was there is written over."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import ROOT, build, command, environment, tree, whole_build, write
from terminal import conversation

from site_builder.commands.starter import PACKAGE, STARTER, engine_files, labels
from site_builder.frontmatter import split
from site_builder.header_edit import formatted
from site_builder.json_schemas import FOLDER, schema_files
from site_builder.theme import open_theme

TEXTS = tuple(sorted(p.stem for p in (STARTER / "archive/content/pages/about").iterdir()))
DAY = {"SOURCE_DATE_EPOCH": "1767225600"}


def run(archive: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The archive's own build.py, away from this repository."""
    return subprocess.run(
        [sys.executable, "build.py", *words], cwd=archive, env=environment(**DAY),
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "our-archive"
    done = command("init", folder, "--title", "Our: archive", "--title", "ar=أرشيفنا", env=DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{folder}: a new archive in English and Arabic, " in done.stdout
    return folder


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "archive"))


def test_a_new_archive_is_clean_and_builds_by_itself(archive: Path) -> None:
    done = run(archive, "check", "--strict")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no problems\n", "")
    done = run(archive)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("built 1 work in 2 versions and 2 languages: ")
    page = (archive / "output/ar/delete-me/index.html").read_text(encoding="utf-8")
    assert "مثال يُحذف" in page and "أرشيفنا" in page and 'dir="rtl"' in page
    assert "Our: archive" in (archive / "output/en/index.html").read_text(encoding="utf-8")
    done = run(archive, "status")
    assert "never" not in done.stdout, "the examples are stamped"


def test_its_engine_is_the_one_that_made_it_and_can_make_another(archive: Path) -> None:
    built = tree(ROOT / "site_builder")
    kept = {n: d for n, d in built.items() if "__pycache__" not in n and not n.endswith(".pyc")}
    assert tree(archive / "engine/site_builder") == kept
    assert tree(archive / "engine/themes") == tree(ROOT / "themes")
    assert (archive / "requirements.txt").read_bytes() == (ROOT / "requirements.txt").read_bytes()
    done = run(archive, "init", "../second", "--title", "Our: archive", "--title", "ar=أرشيفنا")
    assert (done.returncode, done.stderr) == (0, "")
    second = {n: d for n, d in tree(archive.parent / "second").items() if "__pycache__" not in n}
    assert second == {n: d for n, d in tree(archive).items() if "__pycache__" not in n}


def test_it_says_nothing_of_the_machine_that_made_it(archive: Path) -> None:
    for name, data in tree(archive).items():
        assert str(ROOT).encode() not in data and str(Path.home()).encode() + b"/" not in data, name


def test_its_files_are_formatted_and_its_schemas_are_current(archive: Path) -> None:
    done = run(archive, "fmt", "--check")
    assert (done.returncode, done.stderr) == (0, "")
    done = run(archive, "schemas", "--check")
    assert (done.returncode, done.stdout) == (0, "")
    assert {p.name for p in (archive / FOLDER).iterdir()} == set(schema_files())
    for name in ("tasks.json", "settings.json", "extensions.json"):
        data = (archive / ".vscode" / name).read_bytes()
        assert data == (ROOT / ".vscode" / name).read_bytes(), "change both"
        json.loads(data)


def test_every_link_of_its_readme_and_of_the_guides_in_it_leads_somewhere(archive: Path) -> None:
    pages = [archive / "README.md", *sorted((archive / "engine").glob("**/*.md"))]
    assert len(pages) > 6
    for page in pages:
        prose = re.sub(r"(?ms)^```.*?^```|`[^`\n]*`|^ {4}.*?$", "", page.read_text("utf-8"))
        for target in re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", prose):
            if ":" not in target and "engine/site_builder/starter" not in page.as_posix():
                assert (page.parent / target).exists(), f"{page}: {target}"
    readme = (archive / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# Our: archive\n")
    for line in re.findall(r"^    python build.py (\w+)", readme, re.M):
        assert run(archive, line, "--help").returncode == 0, line


# --- languages -------------------------------------------------------------------------


def test_every_language_of_the_interface_has_the_examples() -> None:
    theme = open_theme("default", (ROOT / "themes",))
    assert tuple(t for t in TEXTS if not theme.missing_phrases([t])) == TEXTS
    assert tuple(sorted(p.stem for p in (ROOT / "themes/default/i18n").glob("*.yaml"))) == TEXTS
    assert tuple(sorted(labels("example", TEXTS))) == TEXTS
    for path in STARTER.glob("archive/content/**/*.md"):
        text = path.read_text(encoding="utf-8")
        assert formatted(text) == text
        fences = split(text, path.name)
        assert isinstance(fences, tuple) and re.fullmatch("title: [^'\":#\n]+", fences[0])


@pytest.mark.parametrize("first", ["en", "ar", "zh"])
def test_an_archive_in_all_twelve_languages_is_clean(tmp_path: Path, first: str) -> None:
    tags = [first, *(tag for tag in TEXTS if tag != first)]
    done = command("init", tmp_path / "a", "--languages", *tags, env=DAY)
    assert (done.returncode, done.stderr) == (0, "")
    built = whole_build(tmp_path / "a")
    assert built.problems == ()
    (work,) = built.archive.works
    assert work.original == first
    assert len(work.versions) == 12


def test_an_archive_in_a_language_without_an_example_begins_empty(tmp_path: Path) -> None:
    done = command("init", tmp_path / "a", "--languages", "sw")
    assert (done.returncode, done.stderr) == (0, "")
    assert "there is no example in this language" in done.stdout
    assert not (tmp_path / "a/content/articles").exists()
    assert build(tmp_path / "a").total > 0


def test_a_right_to_left_archive_in_one_language_is_clean(tmp_path: Path) -> None:
    done = command("init", tmp_path / "a", "--languages", "ckb", "--title", "بیرەوەری",
                   "--base-url", "https://example.net/b")  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    done = command("check", "--strict", "--site", tmp_path / "a")
    assert (done.returncode, done.stdout) == (0, "no problems\n")
    assert "https://example.net/b" in (tmp_path / "a/site.yaml").read_text(encoding="utf-8")


# --- nothing is written over -----------------------------------------------------------


def test_nothing_that_is_there_is_written_over(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "there"
    write(folder / "README.md", "mine")
    write(folder / ".git/HEAD", "ref: refs/heads/main\n")
    before = tree(folder)
    done = command("init", folder)
    assert done.returncode == 2
    assert f"DIR:0:0: in {folder} there is already README.md\n" in done.stderr
    assert tree(folder) == before
    (folder / "README.md").unlink()
    assert command("init", folder).returncode == 0, "a clone of an empty repository will do"
    before = tree(folder)
    done = command("init", folder)
    assert done.returncode == 2
    assert re.search(r"there is already .*, .*, .* and \d+ more", done.stderr)
    assert tree(folder) == before
    write(tmp_path / "file", "x")
    done = command("init", tmp_path / "file")
    assert done.returncode == 2
    assert "is a file" in done.stderr


def test_a_disk_that_is_full_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from site_builder.cli import main
    from site_builder.commands import files, init

    whole: Callable[..., None] = files.write_new

    def full(path: Path, content: str | bytes) -> None:
        if path.name == "site.yaml":
            raise OSError(28, "No space left on device", str(path))
        whole(path, content)

    monkeypatch.setattr(init, "write_new", full)
    assert main(["init", str(tmp_path / "a")]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert tree(tmp_path) == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "DIR:0:0: no folder is named"),
        (["a", "--languages", "en", "klingonese"], "--languages:0:0: 'klingonese' is not a"),
        (["a", "--base-url", "example.org"], "--base-url:0:0: 'example.org' is not a web address"),
        (["a", "--title", "fr=A"], "--title:0:0: 'fr' is not among the languages"),
        (["a", "--title", " "], "--title:0:0: a title is missing here"),
    ],
)
def test_a_script_is_told_what_is_wrong_and_never_asked(
    tmp_path: Path, words: list[str], said: str
) -> None:
    done = command("init", *words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


# --- questions -------------------------------------------------------------------------


def test_on_a_terminal_it_asks_for_what_is_missing(tmp_path: Path) -> None:
    status, seen = conversation(
        ["init"],
        ["our-archive", "ar, enn glish", "ar, en", "ذاكرة", "", "example.org", ""],
        cwd=tmp_path,
    )
    assert status == 0, seen
    assert "Folder to make it in: our-archive\n" in seen
    assert "  'glish' is not a language tag\n  hint: write them as en, ar or zh-hant\n" in seen
    assert "Name of the archive in Arabic [Our archive]: " in seen
    assert "Name of the archive in English [ذاكرة]: \n" in seen
    assert "  'example.org' is not a web address\n" in seen
    text = (tmp_path / "our-archive/site.yaml").read_text(encoding="utf-8")
    assert "languages: [ar, en]" in text and "ar: ذاكرة\n  en: ذاكرة\n" in text
    assert command("check", "--strict", "--site", tmp_path / "our-archive").returncode == 0


def test_whoever_stops_answering_gets_nothing(tmp_path: Path) -> None:
    status, seen = conversation(["init"], ["our-archive"], cwd=tmp_path)
    assert status == 130
    assert seen.endswith("stopped\n")
    assert list(tmp_path.iterdir()) == []


def test_every_part_of_the_engine_travels() -> None:
    files = engine_files()
    assert {"engine/README.md", "engine/docs/editors.md", "requirements.txt"} <= files.keys()
    assert all(name.startswith("engine/") or "/" not in name for name in files)
    there = {p.name for p in PACKAGE.iterdir() if p.name != "__pycache__"}
    assert there == {n.split("/")[2] for n in files if n.startswith("engine/site_builder/")}
