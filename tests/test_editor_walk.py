"""A new editor's first hour, following the documentation only: every word that is seen, recorded.

The commands are those of the README and of the README that a new archive has; a golden holds what
each of them answers. Read its diff as the editor would.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import ROOT, environment

DAY = "1772323200"
"""1 March 2026, so that the same walk gives the same words."""
ARTICLE = "content/articles/2015/the-town-library-reopens"
TEXT = """
The library in the market square opened its doors again on Sunday.

## What was saved

Half of the books had been kept in private flats.
"""
ARABIC = (
    "\nفتحت المكتبة في ساحة السوق أبوابها من جديد يوم الأحد.\n",
    "\n## ما الذي أُنقذ\n",
    "\nكان نصف الكتب محفوظًا في بيوت خاصة.\n",
)


class Editor:
    """Types commands in a folder, as they stand in the guides, and keeps what is seen."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = ROOT
        self.top = tmp_path
        self.seen: list[str] = []
        kept = {k: v for k, v in environment().items() if not k.startswith("GIT_")}
        names = {f"GIT_{who}_NAME": "Editor" for who in ("AUTHOR", "COMMITTER")}
        mails = {f"GIT_{who}_EMAIL": "editor@example.org" for who in ("AUTHOR", "COMMITTER")}
        # Of whoever runs the tests: no settings of theirs, and the Python that they chose.
        path = f"{self._python(tmp_path)}{os.pathsep}{kept['PATH']}"
        self.env = {**kept, **names, **mails, "SOURCE_DATE_EPOCH": DAY, "PATH": path,
                    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
                    "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"}  # fmt: skip

    def _python(self, tmp_path: Path) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        script = folder / "python"
        script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
        script.chmod(0o755)
        return folder

    def types(self, line: str, *, status: int = 0) -> str:
        done = subprocess.run(
            shlex.split(line), cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
            timeout=300,
        )  # fmt: skip
        self._keep(line, done.stdout, done.returncode)
        assert done.returncode == status, done.stdout
        return done.stdout

    def serves(self, line: str, look: Callable[[str], None]) -> None:
        """Starts the preview, looks at it in a browser of sorts, and stops it with Ctrl+C."""
        process = subprocess.Popen(
            shlex.split(line), cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )  # fmt: skip
        said = ""
        try:
            assert process.stdout is not None
            for row in process.stdout:
                said += row
                if address := re.search(r"http://127\.0\.0\.1:\d+/", row):
                    look(address[0])
                    break
        finally:
            process.send_signal(signal.SIGINT)
            said += process.communicate(timeout=60)[0]
        self._keep(line, said, process.returncode)
        assert process.returncode == 0

    def writes(self, path: str, change: Callable[[str], str]) -> None:
        file = self.folder / path
        file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

    def _keep(self, line: str, said: str, status: int) -> None:
        ended = f"(status {status})\n" if status else ""
        shown = f"{said.rstrip()}\n" if said.strip() else ""
        self.seen.append(f"$ {line}\n{shown}{ended}")

    def story(self) -> str:
        text = "\n".join(self.seen)
        for pattern, instead in (
            (re.escape(str(self.top)), ".."),
            (r"in \d+\.\d s", "in N s"),
            (r"\d+ files?", "N files"),
            (r"\d+ written", "N written"),
            (r"\d+\.\d MB", "N MB"),
            (r"\d+ things? to put right, \d+ notes?", "N to put right, N notes"),
            (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
            (r"(?m)^(ok|note|WRONG) +(python|packages|fonts|disk): .*\n(?: +hint: .*\n)?", ""),
            (r"(?m)\b[0-9a-f]{7}\b(?=[] ])", "COMMIT"),
        ):
            text = re.sub(pattern, instead, text)
        return text


@pytest.mark.slow
def test_a_new_editor_finds_the_way_with_the_documentation_alone(
    tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    editor = Editor(tmp_path)
    editor.types(
        f'python build.py init {tmp_path}/our-archive --title "Our archive" --languages en ar'
    )
    editor.folder = tmp_path / "our-archive"
    editor.types("python build.py")
    editor.types("git init --quiet --initial-branch=main")
    editor.types("git config core.hooksPath hooks")
    editor.types("git add --all")
    editor.types('git commit --quiet --message="A new archive"')

    editor.types(
        'python build.py new "The town library reopens" --source "Example Gazette" '
        "--date 2015-03-01 --keywords example"
    )
    editor.writes(f"{ARTICLE}/en.md", lambda text: without_draft(text) + TEXT.lstrip())
    editor.types(f"python build.py translate {ARTICLE} --to ar --translator 'Sami Example'")
    editor.writes(f"{ARTICLE}/ar.md", translated)
    editor.types("python build.py check")

    # A deliberate mistake or three.
    editor.writes(f"{ARTICLE}/en.md", lambda text: text.replace("2015-03-01", "01/03/2015")
                  .replace("keywords:", "keywrods:"))  # fmt: skip
    editor.writes(f"{ARTICLE}/ar.md", lambda text: text.replace("ما الذي", "[ما](en.md#lost) الذي"))
    editor.types("python build.py check", status=1)
    editor.types("python build.py", status=1)
    editor.types("git add --all")
    editor.types('git commit --quiet --message="The town library"', status=1)
    editor.writes(f"{ARTICLE}/en.md", lambda text: text.replace("01/03/2015", "2015-03-01")
                  .replace("keywrods:", "keywords:"))  # fmt: skip
    editor.types("python build.py check", status=1)
    editor.writes(f"{ARTICLE}/ar.md", lambda text: text.replace("[ما](en.md#lost) الذي", "ما الذي"))
    editor.types("python build.py check")
    editor.types("python build.py fmt --check")

    editor.types("python build.py")
    page = editor.folder / "output/ar/2015/the-town-library-reopens/index.html"
    assert "مكتبة البلدة" in page.read_text(encoding="utf-8")

    def look(address: str) -> None:
        whole = f"{address}en/2015/the-town-library-reopens/"
        with urllib.request.urlopen(whole, timeout=30) as answer:
            assert "opened its doors again" in answer.read().decode()

    editor.serves("python build.py serve --drafts --port 0", look)

    editor.types("git add --all")
    editor.types('git commit --quiet --message="The town library"')
    editor.types("git log --oneline")
    editor.types("git status --short")
    editor.types("python build.py doctor")
    golden("editor-walk", editor.story())


def without_draft(text: str) -> str:
    assert "status: draft  # delete this line when it is done\n" in text
    return text.replace("status: draft  # delete this line when it is done\n", "")


def translated(text: str) -> str:
    """As the file itself says: each below its comment, the title, and no draft any more."""
    parts = without_draft(text).replace("  # to translate", "").split("-->\n")
    assert len(parts) == 4
    head = re.sub("title: .*", "title: مكتبة البلدة تفتح أبوابها من جديد", parts.pop(0))
    return "-->\n".join(
        [head, *(f"{ours}{part}" for ours, part in zip(ARABIC, parts, strict=True))]
    )


def test_every_command_of_the_walk_is_in_the_documentation() -> None:
    walk = (ROOT / "tests/golden/editor-walk.txt").read_text(encoding="utf-8")
    typed = re.findall(r"^\$ (python build\.py(?: \w+)?|git \w+)", walk, re.M)
    guides = "".join(
        (ROOT / name).read_text(encoding="utf-8")
        for name in ("README.md", "site_builder/starter/archive/README.md", "docs/editors.md")
    )
    assert {"python build.py new", "python build.py serve", "git commit"} <= set(typed)
    unknown = {line for line in typed if line not in guides}
    # How one looks at a history is git's own matter.
    assert unknown <= {"git log", "git status"}
