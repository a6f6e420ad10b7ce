"""The guides tell the truth: every example builds, every name is there, every link leads."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from small_site import PICTURE, TODAY, write
from test_layers import FLOORS, PACKAGE, room_of

from docs.reference import FILE, named_fields, reference
from site_builder import authorities, cli, config, frontmatter, json_schemas
from site_builder.checks import CHECKS
from site_builder.commands import NAMES
from site_builder.commands import command as command_named
from site_builder.images import MEDIA_TYPES
from site_builder.markup import render
from site_builder.markup.code import LANGUAGES
from site_builder.markup.sanitise import TAGS
from site_builder.outputs import OUTPUTS
from site_builder.pipeline import Built, Options, build_site
from site_builder.problems import BuildFailed

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("*.md"))]
README, EDITORS, MAINTAINERS, DEVELOPERS, ARCHITECTURE = (
    (path if path.exists() else DOCS / path.name).read_text(encoding="utf-8")
    for path in map(
        ROOT.joinpath,
        ("README.md", "editors.md", "maintainers.md", "developers.md", "architecture.md"),
    )
)
LANGUAGES_OF_THE_GUIDE = ("en", "ar", "fr", "fa", "ckb")
SITE = f"""\
title: Examples
base_url: https://example.org/examples/
languages: [{", ".join(LANGUAGES_OF_THE_GUIDE)}]
menu: [about]
"""
HEADER = {
    "title": "title: Example",
    "source": "source: Example Gazette",
    "date": "date: 2015-03-01",
    "keywords": "keywords: [libraries]",
}
ONE_PAGE = 100
"""Lines of docs/architecture.md, at most."""


@dataclass(frozen=True, slots=True)
class Example:
    """A fenced block with a remark ``<!-- what: path -->`` above it, which no reader sees."""

    what: str
    path: str
    text: str
    line: int


def examples(page: str) -> Iterator[Example]:
    marked = re.compile(r"^<!-- ([a-z.]+)(?:: (\S+))? -->\n(`{3,})\w+\n(.*?)^\3$", re.M | re.S)
    for found in marked.finditer(page):
        line = page.count("\n", 0, found.start()) + 1
        yield Example(found[1], found[2] or "", found[4], line)


def lay_out(site: Path, example: Example) -> None:
    """An example as the file, the text or the lines of a header that it is of."""
    path = site / (example.path or f"content/articles/2015/example-{example.line}/en.md")
    fields, text = dict(HEADER), "A text.\n"
    if example.what == "header":
        name = example.text.partition(":")[0]
        fields[name] = example.text.rstrip("\n")
    elif example.what == "text":
        text = example.text
    whole = example.what in ("file", "mistake")
    header = "\n".join(fields.values())
    write(path, example.text if whole else f"---\n{header}\n---\n{text}")
    for name in re.findall(r"[(\s]([\w-]+\.svg|[\w-]+\.jpg)\b", example.text):
        picture(path.parent / name)


def picture(path: Path) -> None:
    if path.suffix == ".svg":
        write(path, PICTURE)
    else:
        from PIL import Image

        Image.new("RGB", (40, 30), "grey").save(path)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of every example of the editors' guide but the mistaken ones, built; to be copied."""
    folder = tmp_path_factory.mktemp("guide")
    write(folder / "site.yaml", SITE)
    for example in examples(EDITORS):
        if example.what in ("file", "text", "header"):
            lay_out(folder, example)
    try:
        built = build(folder)
    except BuildFailed as failed:
        pytest.fail("\n".join(map(str, failed.problems)))
    assert built.problems == ()
    return folder


@pytest.fixture
def site(guide: Path, tmp_path: Path) -> Path:
    """A copy of the guide's site, with all that its build remembered."""
    return Path(shutil.copytree(guide, tmp_path / "site", symlinks=True))


def build(site: Path, **more: object) -> Built:
    return build_site(Options(site, site / "output", TODAY, strict=True), **more)  # type: ignore[arg-type]


# --- the examples ----------------------------------------------------------------------


def test_every_example_of_the_editors_guide_builds_without_a_problem(guide: Path) -> None:
    assert len(list(examples(EDITORS))) > 25
    drafts = sum("status: draft" in e.text or "2099" in e.text for e in examples(EDITORS))
    pages = len(list(guide.glob("output/en/2015/example-*/index.html")))
    assert pages == sum(e.what in ("text", "header") for e in examples(EDITORS)) - drafts


@pytest.mark.parametrize("page", [README, EDITORS], ids=["README", "editors"])
def test_a_message_in_the_guides_is_what_an_editor_sees(
    page: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {example.what: example for example in examples(page)}
    mistake = found.get("mistake") or replace(
        found["file"], text=found["file"].text.replace("2015-01-31", "31/01/2015")
    )
    lay_out(site, mistake)
    assert cli.main(["check", "--site", str(site), "--jobs", "1"]) == 1
    assert capsys.readouterr().err == f"{found['message'].text}nothing was written\n"


def test_the_article_of_the_readme_builds(site: Path) -> None:
    (example,) = (e for e in examples(README) if e.what == "file")
    lay_out(site, example)
    assert build(site).problems == ()
    assert (site / "output/en/2015/night-school/index.html").exists()


def test_the_messages_that_the_guide_explains_are_ones_that_we_give() -> None:
    given = [*sorted(PACKAGE.rglob("*.py")), ROOT / "tests/golden/broken.txt"]
    code = "".join(path.read_text(encoding="utf-8") for path in given)
    section = EDITORS.split("\n## Messages, and what to do")[1].split("\n## ")[0]
    told = re.findall(r"^\| `(.+?)` \|", section, re.M)
    parts = [part.strip(" '") for message in told for part in message.split("…")]
    assert len(told) > 15
    assert [part for part in parts if part not in code] == []


def test_the_site_of_the_maintainers_guide_names_every_key_and_is_right() -> None:
    (example,) = (e for e in examples(MAINTAINERS) if e.what == "site.yaml")
    site, problems = config.parse_config(example.text)
    assert site is not None
    assert problems == ()
    assert set(re.findall(r"^(\w+):", example.text, re.M)) == {f.name for f in config.FIELDS}


def test_the_check_and_the_output_of_the_developers_guide_work(site: Path) -> None:
    check, output = ({}, {})  # type: tuple[dict[str, object], dict[str, object]]
    for what, names in (("check", check), ("output", output)):
        (example,) = (e for e in examples(DEVELOPERS) if e.what == what)
        exec(compile(example.text, what, "exec"), names)
    build(site, checks=(*CHECKS, check["shouted_titles"]), outputs=(*OUTPUTS, output["humans"]))
    assert "Examples" in (site / "output/humans.txt").read_text(encoding="utf-8")
    lay_out(site, Example("header", "", "title: LOUD\n", 1))
    with pytest.raises(BuildFailed) as failed:
        build(site, checks=(*CHECKS, check["shouted_titles"]))
    (problem,) = failed.value.problems
    assert (problem.line, problem.message) == (2, "this title is in capitals")


# --- completeness ----------------------------------------------------------------------


def test_the_reference_is_what_the_schema_says() -> None:
    message = "write it again: python -m docs.reference"
    assert FILE.read_text(encoding="utf-8") == reference(), message


def test_the_schemas_for_editors_are_what_the_schema_says() -> None:
    message = "write them again: python build.py schemas"
    there = {p.name: p.read_text(encoding="utf-8") for p in (ROOT / json_schemas.FOLDER).iterdir()}
    assert there == json_schemas.schema_files(), message


def test_every_field_is_in_the_reference() -> None:
    written = FILE.read_text(encoding="utf-8")
    every = [frontmatter.FIELDS, config.FIELDS, *authorities.FIELDS.values()]
    fields = [pair for fields in every for pair in named_fields(fields)]
    assert [name for name, _ in fields if f"| `{name}` |" not in written] == []
    assert [name for name, field in fields if not field.doc] == []


def test_every_command_and_option_is_in_the_maintainers_guide() -> None:
    for name in NAMES:
        parser = argparse.ArgumentParser()
        command_named(name).add_arguments(parser)
        words = {word for action in parser._actions for word in action.option_strings}
        words |= {action.dest for action in parser._actions if not action.option_strings}
        assert f"### {name}\n" in MAINTAINERS
        for word in words - {"-h", "--help"}:
            assert re.search(rf"^- `{re.escape(word)}[` ]", MAINTAINERS, re.M), word
    assert all(word in MAINTAINERS for word in ("`--version`", "--help"))


def test_every_exit_status_is_in_the_maintainers_guide() -> None:
    from site_builder.commands import common

    for status in (common.BUILT, common.PROBLEMS, common.USAGE, common.OUR_BUG, common.STOPPED):
        assert re.search(rf"^\| {status} \|", MAINTAINERS, re.M), status


def test_every_element_file_type_and_code_language_is_in_the_editors_guide() -> None:
    listed = EDITORS.split("\n### HTML")[1].split("\n```")[0]
    assert set(re.findall(r"`([^`]*)`", listed)[0].split()) == TAGS
    assert [suffix for suffix in MEDIA_TYPES if f"`{suffix}`" not in EDITORS] == []
    code = EDITORS.split("\n### Code")[1].split("\n### ")[0]
    assert [name for name in LANGUAGES if not re.search(rf"\b{name}\b", code)] == []


def test_the_two_commands_stand_in_the_readme_word_for_word() -> None:
    blocks = re.findall(r"^```\w*\n(.*?)^```$", README, re.M | re.S)
    for command in (
        "python -m pip install -r requirements.txt && python build.py\n",
        "python -m pip install -r requirements-dev.txt && python -m pytest\n",
    ):
        assert command in blocks


def test_the_changelog_names_every_command() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in changes] == []


def test_every_variable_of_the_tests_is_in_the_developers_guide() -> None:
    tests = "".join(p.read_text(encoding="utf-8") for p in sorted(ROOT.glob("tests/**/*.py")))
    named = set(re.findall(r"environ(?:\.get\(|\[)\"(SITE_BUILDER_\w+|CHROMIUM|CI)\"", tests))
    assert len(named) > 2
    assert [name for name in sorted(named) if f"`{name}`" not in DEVELOPERS] == []


# --- the architecture ------------------------------------------------------------------


def test_the_architecture_names_every_room_on_its_floor() -> None:
    rows = re.findall(r"^\| (\d+) \| ((?:`\w+`(?:, )?)+) \|", ARCHITECTURE, re.M)
    told: dict[int, set[str]] = {}
    for floor, rooms in rows:
        told.setdefault(int(floor), set()).update(re.findall(r"`(\w+)`", rooms))
    assert told == {number: set(rooms) for number, rooms in enumerate(FLOORS)}
    rooms = {room_of(path) for path in PACKAGE.rglob("*.py")}
    assert set().union(*told.values()) == rooms


def test_the_architecture_fits_one_page() -> None:
    assert len(ARCHITECTURE.splitlines()) <= ONE_PAGE


# --- links -----------------------------------------------------------------------------


def prose(page: str) -> str:
    """A page without its code."""
    page = re.sub(r"^(`{3,})[^\n]*\n.*?^\1$", "", page, flags=re.M | re.S)
    return re.sub(r"^ {4}.*$|`[^`\n]*`", lambda m: m[0] if m[0][0] == "`" else "", page, flags=re.M)


def anchors(page: str) -> set[str]:
    """The anchors that GitHub gives the headings."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_every_relative_link_of_a_page_leads_somewhere(path: Path) -> None:
    for target in re.findall(
        r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", prose(path.read_text(encoding="utf-8")))
    ):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, fragment = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        assert there.exists(), target
        if fragment:
            assert fragment in anchors(there.read_text(encoding="utf-8")), target


def test_no_page_names_a_place_on_somebodys_machine() -> None:
    for path in (*PAGES, DOCS / "reference.py"):
        assert not re.search(
            r"(?<![\w.])/(?:home|work|tmp|root|Users)/", path.read_text(encoding="utf-8")
        ), path


# --- publishing ------------------------------------------------------------------------


def test_the_steps_of_the_readme_push_the_archive(site: Path, tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
        "HOME": str(tmp_path),
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_NAME": "Editor" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "editor@example.org" for who in ("AUTHOR", "COMMITTER")},
    }

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=site, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    # As after a clone: there is a branch main, and an origin that is somebody else's.
    git("init", "--bare", "--initial-branch=main", str(remote))
    git("init", "--initial-branch=main")
    git("remote", "add", "origin", "https://example.org/somebody/else.git")
    git("add", "--all")
    git("commit", "--message=First")
    steps = README.split("\n## Publish it in five steps")[1].split("\n## ")[0]
    lines = [line.strip() for line in steps.splitlines() if line.strip().startswith("git ")]
    assert len(re.findall(r"^\d\. ", steps, re.M)) == 5
    assert len(lines) == 2
    for line in lines:
        word = "https://github.com/NAME/REPOSITORY.git"
        git(*line.removeprefix("git ").replace(word, str(remote)).split(" "))
    assert git("--git-dir", str(remote), "rev-parse", "main") == git("rev-parse", "HEAD")
    # What the steps promise then happens by the workflow; tests/test_github.py runs its commands.
    assert (ROOT / ".github/workflows/publish.yml").exists()
    assert "GitHub Actions" in steps


def test_a_page_shows_as_text_what_the_guide_says_is_text() -> None:
    shown = render("{{ a }} {% b %}\n", path="x", language="en", first_line=1, digest="d")
    assert "{{ a }} {% b %}" in shown.body.html
    assert shown.problems == ()
