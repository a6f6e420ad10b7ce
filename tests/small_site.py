"""A small archive made in a folder, and the ways in which tests build and look at it."""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from forked import BUILD, Helper, answer_with, environment, forker, read_at_the_start
from forked import ROOT as ROOT

from site_builder.cli import main
from site_builder.pipeline import Built, Options, build_site
from site_builder.problems import BuildFailed, Problem
from site_builder.write import Written

TODAY = "2026-01-15"
WORDS = {
    "en": "archive memory letter street witness paper night river window bread voice camera",
    "ar": "أرشيف ذاكرة رسالة شارع شاهد ورق ليل نهر نافذة خبز صوت كاميرا",
    "fa": "بایگانی یاد نامه خیابان گواه کاغذ شب رود پنجره نان صدا دوربین",
}
KEYWORDS = ("press", "music", "bread")
SITE = """\
title: {en: Small archive, ar: أرشيف صغير, fa: بایگانی کوچک}
base_url: https://example.org/small/
languages: [en, ar, fa]
menu: [about]
"""
PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" width="40" height="30">\
<path d="M0 0h40v30z"/></svg>
"""


def make_site(folder: Path, *, works: int = 4, languages: tuple[str, ...] = ("en", "ar")) -> Path:
    """A site of so many works, each in every language; the same call makes the same bytes."""
    write(folder / "site.yaml", SITE)
    for number in range(works):
        for language in languages:
            write(article_path(folder, number, language), article(number, language))
    write(article_path(folder, 0, "en").parent / "map.svg", PICTURE)
    write(folder / "content/pages/about/en.md", "---\ntitle: About\n---\nWhat this is.\n")
    labels = "".join(
        f"{k}:\n  label: {{en: {k.title()}, ar: {k}-ar, fa: {k}-fa}}\n" for k in KEYWORDS
    )
    write(folder / "content/authorities/keywords.yaml", labels)
    return folder


def article_path(folder: Path, number: int, language: str) -> Path:
    return folder / f"content/articles/{2000 + number % 7}/work-{number}/{language}.md"


def article(number: int, language: str, *, header: str = "", title: str = "") -> str:
    """The text of one version; ``header`` holds more lines of front matter."""
    chance = random.Random(f"{number} {language}")
    words = WORDS[language].split()
    translated = "" if language == "en" else "translation: {translators: [Sami]}\n"
    dated = (
        f"source: Paper {number % 3}\ndate: {2000 + number % 7}-0{1 + number % 9}-11\n"
        f"keywords: [{KEYWORDS[number % 3]}, free word {number}]\n"
        if language == "en"
        else ""
    )
    paragraphs = [" ".join(chance.choices(words, k=40)) for _ in range(3)]
    linked = f"[more](../../{2000 + number % 7}/work-{number}/{language}.md)"
    pictures = [] if number else ["![a map](map.svg)"]
    body = "\n\n".join([*paragraphs, linked, *pictures])
    title = title or f"{words[number % 12]} {number}"
    return f"---\ntitle: {title}\n{dated}{translated}{header}---\n{body}\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in _files(folder)}


def stamps(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Path -> what changes when a file is written: inode, modification and change time."""
    found = {p: p.stat() for p in _files(folder)}
    return {
        p.relative_to(folder).as_posix(): (s.st_ino, s.st_mtime_ns, s.st_ctime_ns)
        for p, s in found.items()
    }


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The paths at which two trees differ: short in a failing test, where two dicts are not."""
    return sorted(p for p in {*one, *other} if one.get(p) != other.get(p))


def state_of(site: Path) -> Path:
    return site / ".output-state"


Answer = tuple[Written | None, tuple[Problem, ...], list[str]]
"""What was written, the problems and the notices."""


class Builder(Helper):
    """A process that builds for the tests of a run: it has the engine loaded, and no threads.

    (Beside the threads of a test runner a build cannot fork its workers, and is much slower.)
    """

    def build(self, options: Options) -> Answer:
        answer: Answer = self.ask(options)
        return answer

    def command(self, words: tuple[str, ...], today: str) -> tuple[int, str]:
        """The exit status, and what was said."""
        answer: tuple[int, str] = self.ask((words, today))
        return answer


def build_for_others() -> None:
    """The builder's side: options or words in, an answer out."""
    answer_with(lambda a: _built(a) if isinstance(a, Options) else _commanded(*a))


def _built(options: Options) -> Answer:
    notices: list[str] = []
    options = replace(options, notice=notices.append)
    written: Written | None = None
    try:
        built = build_site(options)
        written, problems = built.written, built.problems
    except BuildFailed as failed:
        problems = failed.problems
    return written, problems, notices


def _commanded(words: tuple[str, ...], today: str) -> tuple[int, str]:
    day = datetime.fromisoformat(today).replace(tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(day.timestamp()))
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = main(words)
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
    return status, said.getvalue()


@cache
def builder() -> Builder:
    return Builder("import small_site; small_site.build_for_others()")


def build(
    site: Path,
    output: Path | None = None,
    *,
    cache: bool = True,
    jobs: int = 1,
    today: str = TODAY,
    notice: Callable[[str], None] = lambda _: None,
) -> Written:
    """Builds the site. Raises BuildFailed as ``build_site`` does."""
    options = Options(site, output or site / "output", today, jobs=jobs, cache=cache)
    written, problems, notices = builder().build(options)
    for text in notices:
        notice(text)
    if written is None:
        raise BuildFailed(problems)
    return written


def build_by_command(site: Path, *words: str, today: str = TODAY) -> tuple[int, str]:
    """``build.py build`` as it runs for a user, in the process that has the engine loaded: the exit
    status, and what was said."""
    return builder().command(("build", "--site", str(site), *words), today)


def build_here(site: Path, *, jobs: int = 1) -> Written:
    """The same in this very process."""
    return build_site(Options(site, site / "output", TODAY, jobs=jobs)).written


def whole_build(site: Path) -> Built:
    """The same, with the archive and the problems that it came with."""
    return build_site(Options(site, site / "output", TODAY))


def clean_build(site: Path, scratch: Path, *, today: str = TODAY) -> dict[str, bytes]:
    """What a first build of the site gives, with nothing remembered."""
    output = scratch / "clean"
    # Not only without a cache: what an earlier one wrote would pass for what is to be written.
    shutil.rmtree(output, ignore_errors=True)
    shutil.rmtree(scratch / ".clean-state", ignore_errors=True)
    build(site, output, cache=False, today=today)
    return tree(output)


def command(
    *words: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """``python build.py`` with these words, in a process of its own."""
    told, more = [*map(str, words)], env or {}
    if any(map(read_at_the_start, more)):
        return command_anew(*words, cwd=cwd, env=env)
    status, out, err, _ = forker().run(tuple(told), str(cwd or os.getcwd()), environment(**more))
    return subprocess.CompletedProcess(
        [sys.executable, BUILD, *told], status, _as_text(out), _as_text(err)
    )


def _as_text(said: bytes) -> str:
    """As ``subprocess`` reads what was said."""
    return io.TextIOWrapper(io.BytesIO(said), "utf-8").read()


def command_anew(
    *words: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The same by a Python that has nothing loaded, as from a shell."""
    return subprocess.run(
        [sys.executable, BUILD, *map(str, words)],
        cwd=cwd,
        env=environment(**(env or {})),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
