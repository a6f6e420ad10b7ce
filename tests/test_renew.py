"""An archive gets a newer engine, and keeps all that its maintainers made or changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_site import ROOT, command, environment, tree, write

DAY = {"SOURCE_DATE_EPOCH": "1767225600"}
RECORD = "engine/files.sha256"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose engine is older: a file is other, one is gone since, one was not yet."""
    folder = tmp_path_factory.mktemp("old") / "archive"
    assert command("init", folder, "--title", "Ours", env=DAY).returncode == 0
    older = {
        "engine/site_builder/cli.py": "# older\n",
        "engine/site_builder/starter/hooks/pre-commit": "#!/bin/sh\n# older\n",
        "engine/docs/gone.md": "Gone since.\n",
        "hooks/pre-commit": "#!/bin/sh\n# older\n",
        ".github/dependabot.yml": "# older\n",
    }
    for name, text in older.items():
        write(folder / name, text)
    (folder / "engine/site_builder/leaks.py").unlink()
    write(folder / RECORD, record(folder))
    return folder


def record(folder: Path) -> str:
    """As an older engine would have written it, by another program."""
    names = [line.split("  ", 1)[1] for line in (folder / RECORD).read_text().splitlines()]
    names = [name for name in [*names, "engine/docs/gone.md"] if (folder / name).exists()]
    done = subprocess.run(
        ["sha256sum", *names], cwd=folder, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "archive"))


def renewed(archive: Path) -> subprocess.CompletedProcess[str]:
    return command("init", archive, "--renew", env=DAY)


def kept(archive: Path) -> dict[str, bytes]:
    return {n: d for n, d in tree(archive).items() if "__pycache__" not in n}


def test_a_new_archive_says_how_each_of_its_engines_files_came(tmp_path: Path) -> None:
    assert command("init", tmp_path / "a", "--title", "A", env=DAY).returncode == 0
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", RECORD], cwd=tmp_path / "a", check=False,
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    listed = {line.split("  ", 1)[1] for line in (tmp_path / "a" / RECORD).read_text().splitlines()}
    theirs = {name for name in kept(tmp_path / "a") if name not in listed} - {RECORD}
    assert {name.partition("/")[0] for name in theirs} == {"README.md", "content", "site.yaml"}


def test_an_archive_with_an_older_engine_becomes_one_that_this_engine_makes(
    archive: Path, tmp_path: Path
) -> None:
    done = renewed(archive)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{archive}: 5 files renewed, 1 taken away\nnow: ")
    command("init", tmp_path / "new", "--title", "Ours", env=DAY)
    assert kept(archive) == kept(tmp_path / "new")
    assert os.access(archive / "hooks/pre-commit", os.X_OK)
    build = subprocess.run(
        [sys.executable, "build.py"], cwd=archive, env=environment(**DAY), capture_output=True,
        encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert (build.returncode, build.stderr) == (0, "")
    again = renewed(archive)
    assert again.stdout.startswith(f"{archive}: 0 files renewed, 0 taken away\n")


def test_what_the_maintainers_made_or_changed_stays(archive: Path) -> None:
    ours = {
        "site.yaml": (archive / "site.yaml").read_text() + "theme: ours\n",
        "themes/ours/theme.yaml": "extends: default\n",
        "README.md": "Ours.\n",
        ".github/workflows/publish.yml": "# ours\n",
        "content/articles/2015/ours/en.md": "---\ntitle: Ours\n---\nText.\n",
    }
    for name, text in ours.items():
        write(archive / name, text)
    (archive / ".github/CODEOWNERS").unlink()
    done = renewed(archive)
    assert done.returncode == 0
    assert {name: (archive / name).read_text() for name in ours} == ours
    assert not (archive / ".github/CODEOWNERS").exists()
    for name in (".github/CODEOWNERS", ".github/workflows/publish.yml"):
        assert f"\n{name}: changed or deleted here, and left as it is\n" in done.stdout
    assert "older" not in (archive / ".github/dependabot.yml").read_text()
    # The next time it is still theirs.
    assert f"\n{name}: changed or deleted here" in renewed(archive).stdout
    assert (archive / name).read_text() == "# ours\n"


@pytest.mark.parametrize("name", ["engine/site_builder/config.py", "engine/themes/ours/theme.yaml"])
def test_an_engine_that_was_changed_is_left_whole_and_told(archive: Path, name: str) -> None:
    write(archive / name, "# ours\n")
    before = kept(archive)
    done = renewed(archive)
    assert done.returncode == 2
    assert f"in the engine's copy there was changed: {name}\n" in done.stderr
    assert kept(archive) == before


def test_a_renewal_that_was_stopped_half_way_can_be_done_again(archive: Path) -> None:
    shutil.copy(ROOT / "site_builder/cli.py", archive / "engine/site_builder/cli.py")
    done = renewed(archive)
    assert done.stdout.startswith(f"{archive}: 4 files renewed, 1 taken away\n")


def test_an_archive_without_a_record_is_renewed_if_git_has_its_engine(archive: Path) -> None:
    (archive / RECORD).unlink()
    assert "for all that is recorded" in renewed(archive).stderr
    names = {f"GIT_{who}_{what}": "e@example.org" for who in ("AUTHOR", "COMMITTER")
             for what in ("NAME", "EMAIL")}  # fmt: skip
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | names
    for words in ("init -q", "add --all", "commit -q -m x"):
        subprocess.run(["git", *words.split()], cwd=archive, env=env, check=True)
    write(archive / ".github/dependabot.yml", "# ours\n")
    done = renewed(archive)
    assert (done.returncode, done.stderr) == (0, "")
    assert "# older" not in (archive / "hooks/pre-commit").read_text()
    assert "\n.github/dependabot.yml: changed or deleted here" in done.stdout
    assert (archive / "engine/site_builder/leaks.py").is_file()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--title", "New"], "--title:0:0: what the archive is called stays as it is"),
        ([], "there is no archive with an engine of its own in"),
    ],
)
def test_a_renewal_makes_nothing_new(tmp_path: Path, words: list[str], message: str) -> None:
    done = command("init", tmp_path, "--renew", *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_engine_cannot_renew_itself(archive: Path, tmp_path: Path) -> None:
    assert command("init", tmp_path / "new", "--title", "A", env=DAY).returncode == 0
    done = subprocess.run(
        [sys.executable, "build.py", "init", "--renew", "."], cwd=tmp_path / "new",
        env=environment(**DAY), capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "the engine that runs is the one of this archive" in done.stderr
