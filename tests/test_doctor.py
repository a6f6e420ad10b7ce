"""The doctor names what keeps an archive from being built or published, and what to do about it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest
from small_site import ROOT, environment, make_site, write

from site_builder import budgets, faces
from site_builder.cli import main
from site_builder.commands.doctor import installation, repository, room
from site_builder.commands.doctor.pages import pages_address
from site_builder.faces import web

Says = Callable[..., tuple[int, str]]
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_NAME": "Editor" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "editor@example.org" for who in ("AUTHOR", "COMMITTER")},
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive in git with nothing wrong."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    folder = make_site(tmp_path / "site", works=1)
    settings = (folder / "site.yaml").read_text(encoding="utf-8")
    write(folder / "site.yaml", settings.replace("example.org/small", "name.github.io/archive"))
    write(folder / ".gitignore", "/output/\n/.output-state/\n")
    write(folder / ".github/workflows/publish.yml", "uses: actions/deploy-pages@0\n")
    write(folder / "output/index.html", "<p>built")
    shutil.copy(ROOT / "requirements.txt", folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", "https://github.com/Name/archive.git")
    commit(folder)
    return folder


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=x")


@pytest.fixture
def says(site: Path, capsys: pytest.CaptureFixture[str]) -> Says:
    def examine() -> tuple[int, str]:
        capsys.readouterr()
        status = main(["doctor", "--site", str(site)])
        return status, capsys.readouterr().out

    return examine


def test_a_sound_archive_is_found_sound(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    # Neither the packages nor the fonts of the computer that runs the tests are of interest here.
    monkeypatch.setattr(installation, "_installed", installed_as_pinned)
    real = shutil.which
    monkeypatch.setattr(installation.shutil, "which", lambda n: None if n == "fc-list" else real(n))
    monkeypatch.setattr(installation.sys, "base_prefix", "elsewhere")
    status, said = says()
    lines = said.splitlines()
    assert lines.pop(0).startswith("ok    python: 3.")
    assert status == 0
    assert lines == [
        f"ok    packages: {len(PINNED)}, as requirements.txt pins them",
        "ok    fonts: cannot be listed here; open a page in each language and look",
        "ok    git: a repository, on the branch main",
        "ok    ignored: output/ is not recorded",
        "ok    ignored: .output-state/ is not recorded",
        "ok    base_url: https://name.github.io/archive/, as the remote's name says",
        "ok    workflow: publish.yml publishes on a push",
        "ok    content: 5 files, 0.0 MB",
        "ok    site: 1 file, 0.0 MB",
        "ok    disk: there is room, and it can be written",
        "0 things to put right, 0 notes",
    ]


PINNED = dict(
    found[:2]
    for found in installation._PIN.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))
)


def installed_as_pinned(name: str) -> str:
    return PINNED[name]


# --- the computer ----------------------------------------------------------------------


def test_a_package_that_is_missing_or_another_is_named(
    says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = {**PINNED, "pyyaml": "6.0.1", "lunr": None}
    monkeypatch.setattr(installation, "_installed", lambda name: other[name])
    status, said = says()
    assert status == 1
    hint = "\n      hint: python -m pip install -r requirements.txt\n"
    assert f"WRONG packages: not installed: lunr{hint}" in said
    assert (
        f"note  packages: not as pinned: pyyaml 6.0.1 instead of {PINNED['pyyaml']}{hint}" in said
    )


def test_the_versions_are_those_of_this_computer() -> None:
    assert installation._installed("pyyaml") == metadata.version("PyYAML")
    assert installation._installed("no-such-package") is None


def test_without_any_package_it_says_which_and_the_builder_says_so_too(site: Path) -> None:
    bare = [sys.executable, "-S", "-s", "-E", str(ROOT / "build.py")]
    env = {k: v for k, v in environment().items() if k != "PYTHONPATH"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*bare, *words], cwd=site, env=env, capture_output=True,
                              encoding="utf-8", check=False)  # fmt: skip

    done = run("doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert "WRONG packages: not installed: " in done.stdout and "pyyaml" in done.stdout
    done = run("check")
    assert done.returncode == 2
    assert done.stderr == (
        "the package 'yaml' is not installed\n"
        "  hint: python -m pip install -r requirements.txt, in the virtual environment\n"
    )


def test_an_old_python_or_one_without_a_virtual_environment_is_told(
    says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "OLDEST", (4, 0))
    status, said = says()
    assert status == 1 and "is too old\n      hint: install Python 3.11 or newer" in said
    monkeypatch.setattr(installation, "OLDEST", (3, 11))
    monkeypatch.setattr(installation.sys, "base_prefix", sys.prefix)
    assert ", not in a virtual environment\n" in says()[1]


def test_a_language_without_a_font_is_a_note(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation.shutil, "which", lambda name: f"/usr/bin/{name}")
    fonts = {":lang=en": "Noto Sans"}
    monkeypatch.setattr(installation, "output_of", lambda *words, **_: fonts.get(words[1], ""))
    _, said = says()
    assert "note  fonts: this computer has none for Arabic, Persian\n" in said
    assert "not at your readers'" in said


def test_what_only_the_tests_need_is_looked_for_where_there_are_tests(
    site: Path, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "browser" not in says()[1]
    write(site / "tests/browser/conftest.py", "")
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    monkeypatch.setattr(installation, "output_of", lambda *words, **_: None)
    said = says()[1]
    assert "note  browser: no Chromium" in said and "note  node: not there" in said
    monkeypatch.setenv("CHROMIUM", sys.executable)
    monkeypatch.setattr(installation, "output_of", lambda *words, **_: "v22")
    said = says()[1]
    assert f"ok    browser: {sys.executable}" in said
    assert "note  node: v22, without the tools of package.json\n      hint: npm ci" in said


# --- git -------------------------------------------------------------------------------


def test_a_folder_without_git_is_told_how_to_begin(site: Path, says: Says) -> None:
    shutil.rmtree(site / ".git")
    _, said = says()
    assert "note  git: this folder is not a repository\n      hint: git init --initial" in said
    assert "ignored" not in said


def test_what_is_made_must_not_be_recorded(site: Path, says: Says) -> None:
    write(site / ".gitignore", "")
    status, said = says()
    assert status == 1
    assert "WRONG ignored: git does not ignore output/\n      hint: a line /output/ in" in said
    assert "WRONG ignored: git does not ignore .output-state/" in said
    commit(site)
    status, said = says()
    assert status == 1
    assert (
        "WRONG ignored: output/ is recorded in git\n      hint: git rm -r --cached output" in said
    )


def test_a_branch_a_remote_and_a_hook_are_looked_at(site: Path, says: Says) -> None:
    git(site, "switch", "--quiet", "--create", "draft")
    git(site, "remote", "remove", "origin")
    write(site / "hooks/pre-commit", "#!/bin/sh\n")
    _, said = says()
    assert "note  git: on the branch draft\n      hint: only main is published" in said
    assert "note  remote: there is no copy elsewhere\n" in said
    assert "note  git: not committed yet: 1\n" in said
    assert "note  hooks: commits are not checked" in said
    git(site, "config", "core.hooksPath", "hooks")
    assert "hooks:" not in says()[1]


def test_it_never_asks_the_network(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []
    real = repository.output_of

    def watched(*words: object, **more: object) -> str | None:
        asked.append(words)
        return real(*words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(repository, "output_of", watched)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    says()
    verbs = {words[1] for words in asked if words[0] == "git"}
    assert verbs == {"rev-parse", "remote", "symbolic-ref", "status", "ls-files", "check-ignore"}
    assert {words[2] for words in asked if words[1] == "remote"} == {"get-url"}


# --- GitHub Pages ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/Name/archive.git", "https://name.github.io/archive/"),
        ("git@github.com:name/Archive.git", "https://name.github.io/Archive/"),
        ("ssh://git@github.com/name/archive", "https://name.github.io/archive/"),
        ("https://token@github.com/name/name.github.io.git", "https://name.github.io/"),
        ("https://example.org/name/archive.git", ""), ("../archive.git", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_address_of_pages_follows_from_the_remote(remote: str, address: str) -> None:
    assert pages_address(remote) == address


@pytest.mark.parametrize(
    ("base_url", "status", "said"),
    [
        ("https://name.github.io/other/", 1, "WRONG base_url: https://name.github.io/other/ is not"
         " where the repository https://github.com/Name/archive.git is published\n"
         "      hint: write base_url: https://name.github.io/archive/ in site.yaml"),
        ("https://example.org/", 0, "note  base_url: https://example.org/ is a placeholder"),
        ("http://archive.test/", 0, "note  base_url: http://archive.test/ is not encrypted"),
        ("https://archive.test/", 0, "note  base_url: https://archive.test/ is a domain of your"),
    ],
)  # fmt: skip
def test_the_address_in_site_yaml_is_held_against_the_remote(
    site: Path, says: Says, base_url: str, status: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "_installed", installed_as_pinned)
    settings = (site / "site.yaml").read_text(encoding="utf-8")
    write(site / "site.yaml", settings.replace("https://name.github.io/archive/", base_url))
    got, told = says()
    assert said in told
    assert got == status


def test_a_domain_that_is_named_in_two_ways_is_wrong(site: Path, says: Says) -> None:
    write(site / "output/CNAME", "archive.test\n")
    status, said = says()
    assert status == 1
    assert "WRONG domain: output/CNAME says archive.test, site.yaml says name.github.io\n" in said


def test_an_archive_that_nothing_publishes_is_told(site: Path, says: Says) -> None:
    write(site / ".github/workflows/publish.yml", "name: something else\n")
    assert "note  workflow: nothing publishes on a push\n" in says()[1]


# --- room ------------------------------------------------------------------------------


def test_the_limits_of_github_are_known(
    site: Path, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (budgets.SITE, room.LARGEST_FILE) == (1_000_000_000, 100_000_000)
    monkeypatch.setattr(room, "LARGEST_FILE", 3_000_000)
    monkeypatch.setattr(budgets, "SITE", 6_000_000)
    for name in ("a", "b"):
        (site / f"output/{name}.pdf").write_bytes(b"x" * 2_600_000)
    status, said = says()
    assert "note  site: 5 MB of the 1,000 that GitHub Pages takes" in said
    (site / "output/c.pdf").write_bytes(b"x" * 4_000_000)
    status, said = says()
    assert status == 1
    assert "WRONG site: output/c.pdf has 4 MB; GitHub takes 100\n" in said
    assert "WRONG site: 9 MB in all; GitHub Pages takes 1,000\n" in said


def test_a_disk_that_is_full_or_cannot_be_written_is_told(
    site: Path, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.os, "access", lambda path, mode: Path(path).name != "output")
    status, said = says()
    assert status == 1
    assert "WRONG rights: output cannot be written\n" in said
    usage = shutil.disk_usage(site)._replace(free=5_000_000)
    monkeypatch.setattr(room.shutil, "disk_usage", lambda path: usage)
    assert "WRONG disk: 5 MB are free\n" in says()[1]


def test_an_archive_that_has_not_been_built_is_told_how(site: Path, says: Says) -> None:
    shutil.rmtree(site / "output")
    assert "note  site: there is no output/ yet\n      hint: python build.py\n" in says()[1]


def test_schemas_of_another_version_are_told(site: Path, says: Says) -> None:
    write(site / ".vscode/schemas/site.schema.json", "{}")
    assert "note  schemas: those in .vscode/schemas/ are another version's\n" in says()[1]


def test_a_site_yaml_that_cannot_be_read_is_told(site: Path, says: Says) -> None:
    write(site / "site.yaml", "titel: x\n")
    status, said = says()
    assert status == 2
    assert "WRONG site.yaml: unknown field 'titel'\n      hint: did you mean 'title'?\n" in said


def test_fonts_that_the_site_asks_for_and_that_are_not_installed_are_told(
    site: Path, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "arabic_face" not in says()[1]
    settings = (site / "site.yaml").read_text(encoding="utf-8")
    write(site / "site.yaml", f"{settings}arabic_face: true\nshare_images: true\n")
    assert "ok    arabic_face: what it needs is installed\n" in says()[1]
    monkeypatch.setattr(web, "missing", lambda: "the package brotli")
    monkeypatch.setattr(faces, "missing", lambda: "the package fonttools")
    hint = "      hint: python -m pip install -r requirements-fonts.txt\n"
    said = says()[1]
    assert f"note  arabic_face: asked for in site.yaml, without the package brotli\n{hint}" in said
    assert (
        f"note  share_images: asked for in site.yaml, without the package fonttools\n{hint}" in said
    )
