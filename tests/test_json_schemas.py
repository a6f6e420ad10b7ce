"""What an editor's program completes and flags while a file is written, from our schemas."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from language_server import MISSING, LanguageServer, language_server
from small_site import ROOT, command, make_site, write

from site_builder import authorities, frontmatter
from site_builder.commands.common import as_line
from site_builder.json_schemas import FOLDER, modeline, schema_files, schema_name
from site_builder.problems import Problem, warning
from site_builder.yaml_text import Mapping, Node, Scalar, read

BROKEN = ROOT / "tests/sites/broken"
VALIDATORS = {name: Draft7Validator(json.loads(text)) for name, text in schema_files().items()}


def typed(node: Node) -> Any:
    """What a reader of YAML 1.2 with its core schema makes of a file."""
    if isinstance(node, Mapping):
        return {key.text: typed(value) for key, value in node.pairs}
    if not isinstance(node, Scalar):
        return [typed(item) for item in node.items]
    text = node.text
    if not node.plain:
        return text
    if re.fullmatch(r"|~|null|Null|NULL", text):
        return None
    if re.fullmatch(r"(?i)true|false", text):
        return text.lower() == "true"
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return float(text)
    return text


def written(path: Path) -> tuple[str, str]:
    """(schema, YAML) of a file of an archive."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".md":
        return schema_name(path.as_posix()), text
    fences = frontmatter.split(text, path.name)
    return "header.schema.json", "" if isinstance(fences, Problem) else fences[0]


def faults(path: Path) -> list[str]:
    """What a schema finds in a file."""
    name, text = written(path)
    node, _ = read(text, path.name)
    if node is None or name not in VALIDATORS:
        return []
    return [error.message for error in VALIDATORS[name].iter_errors(typed(node))]


def test_the_schemas_are_schemas() -> None:
    for name, text in schema_files().items():
        Draft7Validator.check_schema(json.loads(text))
        assert json.loads(text)["$schema"] == Draft7Validator.META_SCHEMA["$schema"]
        assert name.endswith(".schema.json")


@pytest.mark.parametrize("site", [ROOT, *(ROOT / f"tests/sites/{n}" for n in ("small", "i18n"))],
                         ids=lambda site: site.name)  # fmt: skip
def test_nothing_that_builds_is_flagged(site: Path) -> None:
    files = [site / "site.yaml", *sorted(site.glob("content/**/*.md"))]
    files += sorted(site.glob("content/authorities/*.yaml"))
    assert len(files) > 5
    assert {f.as_posix(): faults(f) for f in files if faults(f)} == {}


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("title: 1984", ""), ("title: no", ""), ("title: 12:30:45", ""), ("title: 010", ""),
        ("date: 2015", ""), ("date: 2015-03~", ""), ("date: ../2015-03", ""), ("date: 201X", ""),
        ("date: 2015-XX", ""), ("date: ۲۰۱۵-۰۳-۰۱", ""), ("date: 2015‑03‑01", ""),
        ("keywords: raqqa", ""), ("keywords: [2011, raqqa]", ""), ("keywords:", ""),
        ("translation:", ""), ("source: https://example.org/ذاكرة", ""), ("source: {id: a}", ""),
        ("image: a.jpg", ""), ("rights: {license: CC0-1.0}", ""), ("aliases: /a/", ""),
        ("corrections: {date: 2015, note: A}", ""), ("tags: [a]", ""), ("lang: en", ""),
        ("source: {sha256: " + "1" * 64 + "}", ""), ("translation: {blocks: [12345678]}", ""),
        ("titel: A", "'titel' was unexpected"), ("date: 31/01/2015", "does not match"),
        ("date: March 2015", "does not match"), ("date: 20155", "maximum"),
        ("type: reportage", "is not one of"), ("status: hidden", "is not one of"),
        ("publish_after: 2027-01", "does not match"), ("title: [a]", "is not of type"),
        ("source: {titel: A}", "not valid under any"), ("keywords: a, b", "not valid under any"),
        ("source: {url: www.example.org}", "not valid under any"),
        ("corrections: [{date: 2015}]", "not valid under any"),
    ],
)  # fmt: skip
def test_a_header_is_flagged_where_a_reader_of_it_would_refuse_it(
    header: str, message: str
) -> None:
    text = header if header.startswith("title") else f"title: A\n{header}"
    node, _ = read(text, "x.md")
    assert node is not None
    _, _, problems = frontmatter.read_header(text, path="x.md", language="en")
    refused = [p.message for p in problems if p.severity == "error"]
    flagged = [e.message for e in VALIDATORS["header.schema.json"].iter_errors(typed(node))]
    assert bool(flagged) == bool(refused) == bool(message), (flagged, refused)
    assert all(message in one for one in flagged)


BEYOND_A_SCHEMA = {
    "dates/backwards": "which of two dates is the later one",
    "dates/impossible": "how many days a month has",
    "fields/both": "that two names mean one field",
    "images/lead-remote": "that an address is no file",
    "languages/contradiction": "what the file is called",
    "status/contradiction": "what two fields say together",
    "status/withdrawn": "what two fields say together",
    "yaml/comment": "what a remark has cut off",
}


def broken_headers() -> Iterator[tuple[str, Path]]:
    """Articles whose header is YAML, and refused."""
    for path in sorted(BROKEN.glob("content/articles/*/*/en.md")):
        text = path.read_text(encoding="utf-8")
        fences = frontmatter.split(text, path.name)
        if not isinstance(fences, Problem) and read(fences[0], path.name)[0] is not None:
            _, _, problems = frontmatter.read_header(fences[0], path=path.name, language="en")
            if any(p.severity == "error" for p in problems):
                yield path.parent.relative_to(BROKEN / "content/articles").as_posix(), path


def test_every_broken_header_that_a_schema_can_know_of_is_flagged() -> None:
    found = dict(broken_headers())
    assert len(found) > 30
    unseen = {name for name, path in found.items() if not faults(path)}
    assert unseen == set(BEYOND_A_SCHEMA)


def test_the_broken_authority_files_are_flagged() -> None:
    folder = BROKEN / "content/authorities"
    flagged = {path.name for path in folder.iterdir() if faults(path)}
    assert flagged == {"keywords.yaml", "places.yaml", "sources.yaml"}
    assert any("Aleppo City" in said for said in faults(folder / "keywords.yaml"))


def test_a_deprecated_name_is_known_and_says_what_to_write() -> None:
    header = json.loads(schema_files()["header.schema.json"])["properties"]
    assert header["tags"]["deprecationMessage"] == "'tags' is called 'keywords' here"
    assert "deprecationMessage" not in header["keywords"]
    assert set(authorities.FILES) == {f"{n.split('.')[0]}.yaml" for n in VALIDATORS} - {
        "site.yaml", "header.yaml"
    }  # fmt: skip


# --- the command -----------------------------------------------------------------------


def test_the_schemas_are_written_and_checked_for_a_site(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=1)
    assert command("schemas", "--check", cwd=site).returncode == 1
    done = command("schemas", cwd=site)
    assert (done.returncode, done.stdout) == (0, ".vscode/schemas: 7 schemas written\n")
    assert command("schemas", cwd=site).stdout == ".vscode/schemas: 0 schemas written\n"
    done = command("schemas", "--check", cwd=site)
    assert (done.returncode, done.stdout) == (0, "")
    write(site / FOLDER / "site.schema.json", "{}")
    done = command("schemas", "--check", cwd=site)
    assert (done.returncode, done.stdout) == (
        1, ".vscode/schemas/site.schema.json: not as this engine would write it\n",
    )  # fmt: skip
    done = command("schemas", tmp_path / "elsewhere", cwd=site)
    assert done.returncode == 0
    assert len(list((tmp_path / "elsewhere").iterdir())) == 7


# --- Visual Studio Code ----------------------------------------------------------------

TASKS = json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
CHECK = next(task for task in TASKS if task["label"] == "check")


def test_the_problem_matcher_reads_every_line_that_check_says(tmp_path: Path) -> None:
    site = Path(shutil.copytree(BROKEN, tmp_path / "broken"))
    assert CHECK["args"][0] == "build.py"
    done = command(*CHECK["args"][1:], cwd=site)
    known = json.loads(command("check", "--format", "json", cwd=site).stdout)
    pattern = CHECK["problemMatcher"]["pattern"]
    matched = [re.match(pattern["regexp"], line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr, len(matched) > 100) == (1, "", True)
    for found, problem in zip(matched, known, strict=True):
        assert found is not None
        said = {name: found[pattern[name]] for name in ("file", "line", "column", "severity")}
        assert said == {
            "file": problem["path"], "line": str(max(problem["line"], 1)),
            "column": str(max(problem["column"], 1)), "severity": problem["severity"],
        }  # fmt: skip
        assert found[pattern["message"]].startswith(problem["message"][:20].replace("\u202e", "<"))


def test_nothing_in_a_problem_can_look_like_a_second_one() -> None:
    regexp = CHECK["problemMatcher"]["pattern"]["regexp"]
    line = as_line(Problem("a:b/en.md", 0, 0, "x\nc.md:1:1: error: y", "h"))
    assert line == "a:b/en.md:1:1: error: x<U+000A>c.md:1:1: error: y (h)"
    found = re.match(regexp, line)
    assert found is not None and found[1] == "a:b/en.md"
    assert as_line(warning("a.md", 3, 4, "m")) == "a.md:3:4: warning: m"


def test_the_tasks_run_commands_that_there_are() -> None:
    from site_builder.cli import parser

    for task in TASKS:
        parser().parse_args(task["args"][1:])


def test_the_settings_name_a_schema_for_every_file_and_ask_no_other_site() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemaStore.enable"] is False
    files = ["site.yaml", *(f"content/authorities/{name}" for name in authorities.FILES)]
    assert settings["yaml.schemas"] == {f"{FOLDER}/{schema_name(f)}": f for f in files}


# --- a real language server ------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    if MISSING:
        pytest.skip(MISSING)
    settings = {"yaml": {"schemaStore": {"enable": False}, "validate": True,
                         "completion": True, "hover": True}}  # fmt: skip
    with language_server(ROOT, settings) as one:
        yield one


def of_the_sample(path: str) -> str:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert text.startswith(modeline(path))
    return text


@pytest.mark.parametrize(
    "path", ["site.yaml", *(f"content/authorities/{name}" for name in authorities.FILES)]
)
def test_a_language_server_finds_the_sample_archive_in_order(
    server: LanguageServer, path: str
) -> None:
    assert server.flagged(path, of_the_sample(path)) == []


def test_a_language_server_flags_site_yaml(server: LanguageServer) -> None:
    text = modeline("site.yaml") + (
        "title: {en: A}\nbase_url: example.org\nlanguages: [en, english]\n"
        "tehme: default\nkeywords: closed\npage_size: many\n"
    )
    said = server.flagged("site.yaml", text)
    assert [one.partition(": ")[0] for one in said] == ["3:11", "4:17", "5:1", "6:11", "7:12"]
    assert "5:1: error: Property tehme is not allowed." in said
    assert '6:11: error: Value is not accepted. Valid values: "open", "controlled".' in said
    missing = server.flagged("site.yaml", modeline("site.yaml") + "title: A\n")
    assert [one.partition(": ")[2] for one in missing] == [
        'error: Missing property "base_url".', 'error: Missing property "languages".',
    ]  # fmt: skip


def test_a_language_server_completes_site_yaml(server: LanguageServer) -> None:
    line = modeline("site.yaml")
    fields = server.completed("site.yaml", f"{line}title: A\n|")
    assert {"base_url", "languages", "menu", "theme"} <= fields.keys()
    assert "title" not in fields
    assert fields["menu"].startswith("standing pages to show in the menu, in order")
    values = server.completed("site.yaml", f"{line}calendar: |")
    assert {"gregorian", "persian"} <= values.keys()
    assert "Solar Hijri" in server.hovered("site.yaml", f"{line}calendar|: persian\n")


@pytest.mark.parametrize("name", authorities.FILES)
def test_a_language_server_knows_every_authority_file(server: LanguageServer, name: str) -> None:
    path = f"content/authorities/{name}"
    line = modeline(path)
    fields = {field.name: field for field in authorities.FIELDS[authorities.FILES[name]]}
    offered = server.completed(path, f"{line}one:\n  label: {{en: One}}\n  |\n")
    assert offered.keys() == fields.keys() - {"label"}
    assert offered["note"].startswith("what it means, for readers")
    text = f"{line}Two Words:\n  label: {{en: A}}\none:\n  label: {{en: A}}\n  lable: B\n"
    said = server.flagged(path, text)
    assert any(one.startswith("2:1: ") for one in said)
    assert "6:3: error: Property lable is not allowed." in said
    assert len(said) == 2


def test_a_language_server_knows_a_header(server: LanguageServer) -> None:
    line = "# yaml-language-server: $schema=.vscode/schemas/header.schema.json\n"
    fields = server.completed("header.yaml", f"{line}title: A\n|")
    assert {f.name for f in frontmatter.FIELDS} - {"title"} <= fields.keys()
    assert not {"tags", "lang", "description"} & fields.keys()
    kinds = server.completed("header.yaml", f"{line}title: A\ntype: |")
    assert {"article", "interview", "testimony"} <= kinds.keys()
    said = server.flagged("header.yaml", f"{line}title: A\ndate: 31/01/2015\ntags: [a]\n")
    assert said[0].startswith("3:7: error: String does not match the pattern")
    assert any("'tags' is called 'keywords' here" in one for one in said)
