"""The files for GitHub: valid, with no right too many, and their own commands run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import yaml
from small_site import ROOT, article, article_path, build, environment, make_site, write

STARTER = ROOT / "site_builder/starter"
GITHUB = STARTER / "github"
WORKFLOW = GITHUB / "workflows/publish.yml"
SCHEMAS = files("check_jsonschema") / "builtin_schemas"


def read(path: Path) -> Any:
    """YAML without its own typing: ``on`` is a word, not a truth value."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def jobs() -> dict[str, Any]:
    return dict(read(WORKFLOW)["jobs"])


# --- the files -------------------------------------------------------------------------


def test_this_repository_uses_what_a_new_archive_begins_with() -> None:
    for theirs, ours in ((GITHUB, ROOT / ".github"), (STARTER / "hooks", ROOT / "hooks")):
        names = sorted(p.relative_to(theirs) for p in theirs.rglob("*") if p.is_file())
        assert names == sorted(p.relative_to(ours) for p in ours.rglob("*") if p.is_file())
        for name in names:
            assert (ours / name).read_bytes() == (theirs / name).read_bytes(), name
            assert (ours / name).stat().st_mode == (theirs / name).stat().st_mode, name


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        ("workflows/publish.yml", "vendor/github-workflows.json"),
        ("workflows/publish.yml", "custom/github-workflows-require-timeout.json"),
        ("ISSUE_TEMPLATE/propose.yml", "vendor/github-issue-forms.json"),
        ("ISSUE_TEMPLATE/mistake.yml", "vendor/github-issue-forms.json"),
        ("ISSUE_TEMPLATE/config.yml", "vendor/github-issue-config.json"),
        ("dependabot.yml", "vendor/dependabot.json"),
    ],
)
def test_a_file_is_what_its_schema_asks_for(file: str, schema: str) -> None:
    text = (GITHUB / file).read_text(encoding="utf-8")
    # YAML 1.2, as GitHub reads it: the key ``on`` stays a word.
    value = yaml.safe_load(re.sub(r"(?m)^on:", '"on":', text))
    rules = json.loads((SCHEMAS / schema).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(rules)(rules)
    assert [error.message for error in validator.iter_errors(value)] == []
    broken = {**value, "jobs": {"build": {"steps": 1}}, "body": 1, "updates": 1}
    broken |= {"blank_issues_enabled": "perhaps"}
    assert list(validator.iter_errors(broken)) != []


def test_every_action_is_pinned_by_its_commit_with_its_version_beside_it() -> None:
    used = re.findall(r"uses: (.*)", WORKFLOW.read_text(encoding="utf-8"))
    assert len(used) > 8
    for line in used:
        assert re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line
    by_action: dict[str, set[str]] = {}
    for line in used:
        action = "/".join(line.split("@")[0].split("/")[:2])
        by_action.setdefault(action, set()).add(line.partition("@")[2])
    assert all(len(versions) == 1 for versions in by_action.values())


def test_each_job_has_the_rights_it_needs_and_no_other() -> None:
    whole = read(WORKFLOW)
    assert whole["permissions"] == {}
    assert {name: job["permissions"] for name, job in whole["jobs"].items()} == {
        "build": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "proposal": {"contents": "read"},
    }
    assert "pull_request_target" not in whole["on"]
    for job in whole["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"


def test_no_text_of_a_proposal_reaches_a_shell() -> None:
    for job in jobs().values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


def test_the_engine_of_a_proposal_is_that_of_the_branch_it_is_for() -> None:
    base, proposed = (
        step["with"] for step in jobs()["proposal"]["steps"]
        if step.get("uses", "").startswith("actions/checkout@")
    )  # fmt: skip
    assert base["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert (proposed["path"], proposed["sparse-checkout"]) == (".proposal", "content")
    assert "cache/save" not in json.dumps(jobs()["proposal"])
    assert "cache/save" in json.dumps(jobs()["build"])


def test_only_main_is_published_and_only_what_was_checked() -> None:
    deploy = jobs()["deploy"]
    assert (deploy["needs"], deploy["if"]) == ("build", "github.ref == 'refs/heads/main'")
    names = [step["name"] for step in jobs()["build"]["steps"]]
    assert names.index("Check") < names.index("Build") < names.index("Hand the site over")


def test_every_language_of_the_interface_has_a_line_for_its_owners() -> None:
    tags = {path.stem for path in (ROOT / "themes/default/i18n").glob("*.yaml")}
    owners = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8")
    assert set(re.findall(r"/content/\*\*/(\S+)\.md", owners)) == tags
    # A name that is no account of theirs must not be asked for a review.
    assert [line for line in owners.splitlines() if line and not line.startswith("#")] == []


def test_a_report_fills_in_fields_that_the_form_has() -> None:
    form = read(GITHUB / "ISSUE_TEMPLATE/mistake.yml")
    ids = {field.get("id") for field in form["body"]}
    guide = (ROOT / "docs/maintainers.md").read_text(encoding="utf-8")
    (address,) = re.findall(r"^report_url: (\S+)$", guide, re.M)
    assert set(re.findall(r"[?&](\w+)=", address)) <= {"template", "title", *ids}
    assert "template=mistake.yml" in address


# --- its commands, run -----------------------------------------------------------------


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A clean folder with what a checkout would hold, and a small archive as its content."""
    folder = make_site(tmp_path / "archive", works=3)
    for name in ("site_builder", "themes"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build.py", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    write(folder / "addresses.txt", "/en/about/ About\n")
    return folder


def run_job(name: str, folder: Path, *, until: str = "") -> tuple[dict[str, str], str, str]:
    """Runs the steps of a job that need no network as GitHub does: output, summary, failed step."""
    summary = folder.parent / "summary.md"
    summary.write_text("")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    env = environment(GITHUB_STEP_SUMMARY=str(summary), PATH=path, CI="true")
    said: dict[str, str] = {}
    for step in jobs()[name]["steps"]:
        if "run" not in step or "pip install" in step["run"]:
            continue
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=300, check=False,
        )  # fmt: skip
        said[step["name"]] = done.stdout + done.stderr
        if done.returncode:
            return said, summary.read_text(encoding="utf-8"), step["name"]
    return said, summary.read_text(encoding="utf-8"), ""


@pytest.mark.slow
def test_the_commands_of_a_push_build_the_site(archive: Path) -> None:
    said, summary, failed = run_job("build", archive)
    assert failed == "", said
    assert (archive / "output/en/index.html").exists()
    assert (archive / ".output-state/cache.sqlite").exists()
    assert "## Missing" in summary
    assert summary.splitlines()[-1] == "36 addresses to record"


@pytest.mark.parametrize(
    ("setting", "packages"),
    [
        ("", "requirements.txt"),
        ("arabic_face: false\n", "requirements.txt"),
        ("# share_images: true\n", "requirements.txt"),
        ("arabic_face: true\n", "requirements-fonts.txt"),
        ("share_images: 'true'  # for those who share\n", "requirements-fonts.txt"),
    ],
)
def test_the_fonts_are_installed_where_the_site_asks_for_them(
    tmp_path: Path, setting: str, packages: str
) -> None:
    write(tmp_path / "site.yaml", f"title: A\n{setting}")
    write(tmp_path / "bin/python", '#!/bin/sh\necho "$@"\n')
    (tmp_path / "bin/python").chmod(0o755)
    for job in ("build", "proposal"):
        (run,) = [s["run"] for s in jobs()[job]["steps"] if "pip install" in s.get("run", "")]
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", run], cwd=tmp_path,
            env={"PATH": f"{tmp_path}/bin:/usr/bin:/bin"}, capture_output=True, encoding="utf-8",
            check=True,
        )  # fmt: skip
        assert done.stdout == f"-m pip install -r {packages}\n"


@pytest.mark.slow
def test_a_push_with_an_error_publishes_nothing(archive: Path) -> None:
    write(article_path(archive, 1, "en"), "---\ntitel: x\n---\ntext\n")
    said, _, failed = run_job("build", archive)
    assert failed == "Check"
    assert "::error file=content/articles/2001/work-1/en.md,line=2,col=1::" in said["Check"]
    assert not (archive / "output").exists()


@pytest.mark.slow
def test_the_commands_of_a_pull_request_give_a_preview_that_opens_from_a_folder(
    archive: Path,
) -> None:
    shutil.copytree(archive / "content", archive / ".proposal/content")
    added = archive / ".proposal/content/articles/2020/proposed/en.md"
    write(added, "---\ntitle: A proposed text\nstatus: draft\n---\nNew here.\n")
    # What else the proposal brings is not taken.
    write(archive / ".proposal/build.py", "raise SystemExit('an engine of their own')\n")
    write(archive / ".proposal/site.yaml", "title: Theirs\n")
    write(archive / ".proposal/addresses.txt", "/en/about/ About\n/en/2000/work-0/ archive\n")
    said, summary, failed = run_job("proposal", archive)
    assert failed == "", said
    page = (archive / "preview/en/2020/proposed/index.html").read_text(encoding="utf-8")
    assert "A proposed text" in page and "Theirs" not in page
    assert not re.search(r'<(?:a|link rel="stylesheet")[^>]* href="/', page)
    assert "/en/2000/work-0/" in (archive / "addresses.txt").read_text()
    assert summary.endswith("unpack it and open index.html.\n")
    assert not (archive / ".proposal").exists()


@pytest.mark.slow
def test_a_proposal_whose_content_is_a_link_is_refused(archive: Path, tmp_path: Path) -> None:
    (archive / ".proposal").mkdir()
    (archive / ".proposal/content").symlink_to(tmp_path)
    _, _, failed = run_job("proposal", archive)
    assert failed == "Put its content in place"
    assert (archive / "content/pages/about/en.md").exists()


# --- the hook --------------------------------------------------------------------------


@pytest.mark.slow
def test_the_hook_records_addresses_and_lets_no_error_through(archive: Path) -> None:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    env = {k: v for k, v in environment(PATH=path).items() if not k.startswith("GIT_")}
    env |= {"HOME": str(archive.parent), "GIT_CONFIG_NOSYSTEM": "1"}
    env |= {f"GIT_{who}_NAME": "Editor" for who in ("AUTHOR", "COMMITTER")}
    env |= {f"GIT_{who}_EMAIL": "editor@example.org" for who in ("AUTHOR", "COMMITTER")}
    shutil.copytree(STARTER / "hooks", archive / "hooks")
    shutil.copy(ROOT / ".gitignore", archive)

    def git(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *words], cwd=archive, env=env, capture_output=True, encoding="utf-8",
            check=False,
        )  # fmt: skip

    git("init", "--initial-branch=main")
    git("config", "core.hooksPath", "hooks")
    git("add", "--all")
    done = git("commit", "--message=First")
    assert done.returncode == 0, done.stderr
    assert "/en/2000/work-0/ " in git("show", "HEAD:addresses.txt").stdout
    write(article_path(archive, 1, "en"), "---\ntitel: x\n---\ntext\n")
    git("add", "--all")
    done = git("commit", "--message=Second")
    assert done.returncode != 0
    assert "unknown field 'titel'" in done.stderr
    assert git("rev-list", "--count", "HEAD").stdout.strip() == "1"


# --- reporting a mistake ---------------------------------------------------------------


def test_a_reader_reports_a_mistake_without_copying_anything(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=1)
    said = "https://example.org/new?form=mistake.yml&title={title}&page={url}&file={path}"
    write(site / "site.yaml", (site / "site.yaml").read_text() + f"report_url: {said}\n")
    title = """'R&D: "5 % <b>" #1 قلم'"""
    write(article_path(site, 0, "en"), article(0, "en", title=title))
    build(site)
    page = (site / "output/en/2000/work-0/index.html").read_text(encoding="utf-8")
    (address,) = (unescape(a) for a in re.findall(r'href="(https://example\.org/new[^"]*)"', page))
    assert parse_qs(urlsplit(address).query) == {
        "form": ["mistake.yml"],
        "title": ['R&D: "5 % <b>" #1 قلم'],
        "page": ["https://example.org/small/en/2000/work-0/"],
        "file": ["content/articles/2000/work-0/en.md"],
    }
    assert "Report a mistake" in page
    assert "أبلغ عن خطأ" in (site / "output/ar/2000/work-0/index.html").read_text(encoding="utf-8")


def test_without_an_address_for_reports_nothing_is_said_of_them(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=1)
    build(site)
    page = (site / "output/en/2000/work-0/index.html").read_text(encoding="utf-8")
    assert "Report a mistake" not in page
