"""The command line: what it says, where it says it, and the status it ends with."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import shlex
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from small_site import (
    BUILD,
    ROOT,
    SITE,
    article,
    article_path,
    build,
    command,
    environment,
    make_site,
    stamps,
    state_of,
    tree,
    write,
)

from site_builder import __version__
from site_builder.cli import main
from site_builder.commands import NAMES
from site_builder.commands import command as command_named
from site_builder.commands.annotations import as_github, github_lines
from site_builder.commands.common import as_json
from site_builder.problems import BuildFailed, Problem, warning


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site", works=2, languages=("en",))


def break_it(site: Path) -> str:
    """A mistake in one article; gives the path by which it is told."""
    path = article_path(site, 1, "en")
    write(path, "---\ntitel: x\n---\ntext\n")
    return path.relative_to(site).as_posix()


def warn(site: Path) -> None:
    """A keyword without a label in a language: a warning."""
    keywords = site / "content/authorities/keywords.yaml"
    write(keywords, keywords.read_text(encoding="utf-8").replace(", fa: press-fa", ""))


# --- building --------------------------------------------------------------------------


def test_a_build_says_what_it_built_how_long_it_took_and_how_to_look_at_it(site: Path) -> None:
    done = command(cwd=site)
    assert (done.returncode, done.stderr) == (0, "")
    built, look = done.stdout.splitlines()
    assert re.fullmatch(
        r"built 2 works in 2 versions and 1 language: (\d+) files, \1 written, in \d+\.\d s", built
    )
    assert look == (
        "look at it: open output/index.html in a browser, or run 'python build.py serve'"
    )
    assert (site / "output/index.html").is_file()


def test_build_is_the_command_when_none_is_named(site: Path) -> None:
    for words in ((), ("build",), ("--jobs", "1")):
        done = command(*words, cwd=site)
        assert done.returncode == 0, done.stderr
        assert (site / "output/index.html").is_file()


def test_a_site_is_built_from_any_folder(site: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = command("--site", "../site", cwd=elsewhere)
    assert done.returncode == 0, done.stderr
    assert "open ../site/output/index.html" in done.stdout
    assert list(elsewhere.iterdir()) == []
    module = subprocess.run(
        [sys.executable, "-m", "site_builder", "--site", str(site)],
        cwd=elsewhere, env=environment(PYTHONPATH=str(ROOT)), capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert module.returncode == 0
    assert "nothing had changed" in module.stdout


def test_an_output_folder_is_made_with_those_above_it(site: Path, tmp_path: Path) -> None:
    done = command("--output", tmp_path / "a/b/c", cwd=site)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a/b/c/index.html").is_file()
    assert not (site / "output").exists()


def test_quiet_says_nothing_unless_something_is_wrong(site: Path) -> None:
    done = command("--quiet", cwd=site)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    path = break_it(site)
    done = command("--quiet", cwd=site)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{path}:2:1: unknown field 'titel'\n  hint: " in done.stderr


def test_the_base_url_of_the_command_line_counts(site: Path) -> None:
    done = command("--base-url", "https://example.net/a/b", cwd=site)
    assert done.returncode == 0, done.stderr
    assert b"<loc>https://example.net/a/b/en/</loc>" in (site / "output/sitemap.xml").read_bytes()
    assert all(b"example.org/small" not in data for data in tree(site / "output").values())


def test_drafts_are_built_on_demand(site: Path) -> None:
    write(article_path(site, 0, "ar"), article(0, "ar", header="status: draft\n"))
    page = site / "output/ar/2000/work-0/index.html"
    for words, there in (((), False), (("--drafts",), True), ((), False)):
        assert command(*words, cwd=site).returncode == 0
        assert page.exists() is there


def test_strict_counts_warnings_as_errors(site: Path) -> None:
    warn(site)
    done = command(cwd=site)
    assert done.returncode == 0
    assert "warning: 'press' has no label in fa" in done.stderr
    assert "0 errors, 1 warning" in done.stderr
    before = stamps(site / "output")
    done = command("--strict", cwd=site)
    assert done.returncode == 1
    assert "warning:" not in done.stderr
    assert done.stderr.splitlines()[-2:] == ["1 error, 0 warnings", "nothing was written"]
    assert stamps(site / "output") == before
    assert command("check", "--strict", cwd=site).returncode == 1


def test_without_the_cache_nothing_is_remembered(site: Path) -> None:
    assert command("--no-cache", cwd=site).returncode == 0
    assert not (state_of(site) / "cache.sqlite").exists()


def test_the_day_of_the_build_is_source_date_epochs(site: Path) -> None:
    header = "publish_after: 2026-01-15\n"
    write(article_path(site, 0, "ar"), article(0, "ar", header=header))
    page = site / "output/ar/2000/work-0/index.html"
    for epoch, published in (("1768435199", False), ("1768435200", True), ("0", False)):
        assert command(cwd=site, env={"SOURCE_DATE_EPOCH": epoch}).returncode == 0
        assert page.exists() is published


# --- wrong usage -----------------------------------------------------------------------


OF_A_SITE = [name for name in NAMES if name != "init"]


@pytest.mark.parametrize(
    "example", [command_named(name).EXAMPLE for name in OF_A_SITE], ids=OF_A_SITE
)
def test_a_folder_that_is_no_site_is_told_and_nothing_is_made_there(
    tmp_path: Path, example: str
) -> None:
    done = command(*shlex.split(example)[2:], cwd=tmp_path)
    assert done.returncode == 2
    said = done.stdout + done.stderr
    assert "site.yaml" in said and "there is no such file" in said
    assert "--site DIR" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["--jobs", "0"], "a whole number from 1 to 256 was expected"),
        (["--jobs", "9" * 9999], "a whole number from 1 to 256 was expected"),
        (["--jobs", "٣"], "a whole number from 1 to 256 was expected"),
        (["publish"], "invalid choice: 'publish'"),
        (["check", "--format", "xml"], "invalid choice: 'xml'"),
        (["serve", "--port", "65536"], "a whole number from 0 to 65535 was expected"),
        (["search"], "the following arguments are required: words"),
        (["search", "x", "--limit", "-1"], "a whole number from 1 to 10000 was expected"),
        (["--base-url", "example.org"], "--base-url:0:0: 'example.org' is not a web address"),
        (["--base-url", "https://example.org/?a"], "has a query or a fragment"),
        (["--base-url", "javascript:alert(1)"], "is not a web address"),
        (["--output", "."], "holds the site itself"),
        (["--output", "/"], "holds the site itself"),
        (["--output", "content/x"], "is inside content/"),
        (["--output", "site.yaml"], "is a file, not a folder"),
        (["check", "--output", ".."], "holds the site itself"),
        (["--site", "nowhere"], "site.yaml:0:0: there is no such file"),
        (["--site", "site.yaml"], "site.yaml:0:0: this file cannot be read: Not a directory"),
        (["search", "x", "--lang", "de"], "'de' is not a language of this archive"),
    ],
)
def test_wrong_usage_is_told_with_status_2(
    site: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(site)
    before = sorted(p for p in site.rglob("*") if state_of(site) not in (p, *p.parents))
    try:
        status = main(words)
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert said in err
    after = sorted(p for p in site.rglob("*") if state_of(site) not in (p, *p.parents))
    assert after == before


@pytest.mark.parametrize("epoch", ["yesterday", "1e9", "9" * 40, "-9" + "9" * 20])
def test_a_source_date_epoch_that_is_no_time_is_told(site: Path, epoch: str) -> None:
    done = command(cwd=site, env={"SOURCE_DATE_EPOCH": epoch})
    assert done.returncode == 2
    assert done.stderr.startswith("SOURCE_DATE_EPOCH:0:0: '")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("languages: [en\n", "site.yaml:"),
        (SITE + "theme: nowhere\n", "there is no theme 'nowhere'"),
        (SITE + "tehme: default\n", "did you mean 'theme'?"),
        ("", "site.yaml:"),
    ],
)
def test_a_site_yaml_that_cannot_be_used_is_told_with_status_2(
    site: Path, text: str, said: str
) -> None:
    write(site / "site.yaml", text)
    done = command(cwd=site)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (site / "output").exists()


def test_a_template_that_fails_is_told_with_its_line_and_status_2(site: Path) -> None:
    build(site)
    before = stamps(site / "output")
    write(site / "themes/mine/theme.yaml", "extends: default\n")
    write(site / "themes/mine/templates/years.html", "one line\n{{ page.nothing }}\n")
    write(site / "site.yaml", SITE + "theme: mine\n")
    done = command(cwd=site)
    assert done.returncode == 2
    assert done.stderr.startswith("themes/mine/templates/years.html:2:0: ")
    assert done.stderr.splitlines()[-1] == "nothing was written"
    assert stamps(site / "output") == before


# --- help ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_every_command_has_an_example_that_can_be_run(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([name, "--help"])
    assert stopped.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    example = said.partition("example: python build.py ")[2]
    assert example
    from site_builder.cli import parser

    assert parser().parse_args(shlex.split(example)).run is command_named(name).run


@pytest.mark.parametrize("words", [["--help"], ["-h"]])
def test_the_help_names_every_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert all(f"    {name}" in said for name in NAMES)
    assert "example: python build.py" in said


def test_every_option_is_explained() -> None:
    from site_builder.cli import parser

    [commands] = [a.choices for a in parser()._actions if isinstance(a.choices, dict)]
    for sub in commands.values():
        assert [action.option_strings for action in sub._actions if not action.help] == []


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"build.py {__version__}\n"


# --- check -----------------------------------------------------------------------------


def test_check_finds_no_problems_and_writes_nothing(site: Path) -> None:
    done = command("check", cwd=site)
    assert (done.returncode, done.stdout, done.stderr) == (0, "no problems\n", "")
    assert not (site / "output").exists()


def test_check_tells_what_a_build_would(site: Path) -> None:
    break_it(site)
    warn(site)
    checked, built = command("check", cwd=site), command(cwd=site)
    assert checked.returncode == built.returncode == 1
    assert checked.stderr == built.stderr
    assert not (site / "output").exists()


def test_check_gives_json_to_programs(site: Path) -> None:
    path = break_it(site)
    done = command("check", "--format", "json", cwd=site)
    assert (done.returncode, done.stderr) == (1, "")
    [problem] = [p for p in json.loads(done.stdout) if p["line"] == 2]
    assert problem == {
        "path": path, "line": 2, "column": 1, "severity": "error",
        "message": "unknown field 'titel'", "hint": problem["hint"],
    }  # fmt: skip
    assert "did you mean 'title'?" in problem["hint"]
    write(article_path(site, 1, "en"), article(1, "en"))
    done = command("check", "--format", "json", cwd=site)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    done = command("check", "--format", "json", "--site", "nowhere", cwd=site)
    assert (done.returncode, json.loads(done.stdout)[0]["path"]) == (2, "site.yaml")


def test_check_gives_github_annotations(site: Path) -> None:
    path = break_it(site)
    warn(site)
    done = command("check", "--format", "github", cwd=site)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert f"::error file={path},line=2,col=1::unknown field 'titel'%0Ahint: " in done.stdout
    assert any(line.startswith("::warning file=content/authorities/") for line in lines)
    assert all(re.match(r"::(error|warning) file=", line) for line in lines)


def test_github_gets_no_more_annotations_than_it_shows_and_the_log_has_the_rest() -> None:
    many = [Problem(f"content/{n // 8}.md", n % 8 + 1, 1, f"m{n}", "h") for n in range(40)]
    few = [warning("content/a.md", n, 1, f"w{n}") for n in range(10)]
    lines = list(github_lines([*many, *few]))
    errors = [line for line in lines if line.startswith("::error ")]
    assert len(errors) == 10
    # Every file has one before any has its third.
    assert len({re.findall(r"content/\d", line)[0] for line in errors}) == 5
    assert "::and 31 more errors%0Ahint: open the log" in errors[-1]
    assert sum(line.startswith("::warning ") for line in lines) == 10
    rest = lines[lines.index("::group::31 errors, 0 warnings without an annotation") + 1 : -1]
    assert len(rest) == 31
    assert rest[0] == "./content/0.md:3:1: error: m2 (h)"
    assert lines[-1] == "::endgroup::"
    everything = "".join(lines)
    assert all(re.search(rf"m{n}\b", everything) for n in range(40))


def test_what_is_not_beside_its_line_is_no_command_either() -> None:
    forged = [replace(NASTY, path=f"::error::{n}\n::x", line=n) for n in range(20)]
    lines = list(github_lines(forged))
    assert len([line for line in lines if line.startswith("::error ")]) == 10
    rest = [line for line in lines if not line.startswith(("::error ", "::group:", "::endg"))]
    assert all(line.startswith("./") and "\n" not in line for line in rest)
    assert len(rest) == 11


NASTY = Problem(
    "a,b:c%/en.md", 0, 0, "100% of\n::error::it\r\x1b[2J\u202e\x9b", "x: y, z%\n::debug::"
)


def test_no_content_can_end_an_annotation_and_begin_its_own() -> None:
    assert as_github(NASTY) == (
        "::error file=a%2Cb%3Ac%25/en.md,line=1::100%25 of<U+000A>::error::it<U+000D><U+001B>[2J"
        "<U+202E><U+009B>%0Ahint: x: y, z%25<U+000A>::debug::"
    )
    assert as_github(warning("a.md", 3, 4, "m")) == "::warning file=a.md,line=3,col=4::m"


def test_json_holds_every_character_and_steers_no_terminal() -> None:
    text = as_json([NASTY, Problem("ar.md", 1, 1, "ذاكرة 🜁")])
    first, second = json.loads(text)
    assert (first["message"], first["hint"]) == (NASTY.message, NASTY.hint)
    assert second["message"] == "ذاكرة 🜁"
    assert "ذاكرة" in text
    assert all(c.isprintable() or c == "\n" for c in text)


# --- what reaches a terminal -----------------------------------------------------------

RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: a\x1b[31mred\n---\nx\n", "---\nti\x1b]0;owned\x07tle: a\n---\nx\n",
        "---\ntitle: ok\ndate: '\x9b31m'\n---\nx\n", "---\ntitle: a\u202eb\n---\nx\n",
        '---\ntitle: "a\\e[31m"\n---\nx\n', '---\ntitle: ok\n"\\e[2J": b\n---\nx\n',
        '---\ntitle: ok\ndate: "\\n::error::forged"\n---\nx\n',
        '---\ntitle: ok\nsource: {url: "https://\\e[31m"}\n---\nx\n',
        "---\ntitle: ok\n---\n[a](<\x1b[31m.md>)\n", "---\ntitle: ok\n---\n![a](\x07.png)\n",
    ],
)  # fmt: skip
def test_no_message_hands_a_control_character_to_the_terminal(
    site: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(article_path(site, 0, "en"), text)
    assert main(["check", "--site", str(site)]) == 1
    out, err = capsys.readouterr()
    assert "content/articles/2000/work-0/en.md" in err
    assert not RAW.search(out + err)
    assert not any(line.startswith("::") for line in err.splitlines())


def test_a_file_name_or_an_option_hands_none_to_the_terminal_either(site: Path) -> None:
    (site / "content/articles/a\x1b[31mb").mkdir()
    write(site / "content/articles/a\x1b[31mb/en.md", "x")
    done = command("--output", "\x1b[31mred", "--site", site, cwd=site)
    assert done.returncode == 1
    assert not RAW.search(done.stdout + done.stderr)
    done = command("--nonsense\x1b[31m", cwd=site)
    assert done.returncode == 2
    assert not RAW.search(done.stdout + done.stderr)


def test_a_terminal_that_knows_only_ascii_shows_the_message_all_the_same(site: Path) -> None:
    write(article_path(site, 0, "en"), "---\ntitle: ok\nتاريخ: 2\n---\nx\n")
    done = command(cwd=site, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"})
    assert done.returncode == 1
    assert "\\u062a" in done.stderr


def test_who_reads_only_the_first_line_sees_no_complaint(site: Path) -> None:
    for number in range(200):
        path = article_path(site, 0, "en").with_name("en.md")
        write(path.parent.parent / f"bad-{number}/en.md", "---\ntitel: x\n---\ntext\n")
    line = f"{sys.executable} {BUILD} check --format github | head -n 1"
    done = subprocess.run(
        ["bash", "-c", line], cwd=site, env=environment(PYTHONUNBUFFERED="1"),
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def on_a_terminal(*words: str) -> str:
    """Everything that a command shows on a terminal of its own."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, BUILD, *words],
        env=environment(),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    begun = time.monotonic()
    while time.monotonic() - begun < 60:
        try:
            data = os.read(ours, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data
    os.close(ours)
    assert process.wait(timeout=10) == 0
    return shown.decode()


@pytest.mark.slow
def test_long_work_shows_its_progress_on_a_terminal_and_not_in_a_log(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=16)
    shown = on_a_terminal("--site", str(site))
    assert re.search(r"\rwriting \d+ of \d+\x1b\[K", shown)
    # The line is cleared before the summary.
    assert "\r\x1b[Kbuilt 16 works" in shown.replace("\r\n", "\n")
    write(site / "site.yaml", SITE.replace("Small", "Large"))
    done = command("--site", site)
    assert done.stderr == ""
    assert "\r" not in done.stdout and " of " not in done.stdout
    write(site / "site.yaml", SITE.replace("Small", "Huge"))
    assert on_a_terminal("--site", str(site), "--quiet") == ""


def test_what_is_wrong_begins_on_a_line_of_its_own_on_a_terminal(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def half_way(*_: object) -> None:
        sys.stderr.write("\rreading 3 of 9\x1b[K")
        raise BuildFailed([Problem("a/en.md", 1, 1, "wrong")])

    monkeypatch.setattr("site_builder.pipeline.load", half_way)
    for stream, clear in ((Terminal(), "\r\x1b[K"), (io.StringIO(), "")):
        monkeypatch.setattr(sys, "stderr", stream)
        assert main(["check", "--site", str(site)]) == 1
        told = stream.getvalue().partition("9\x1b[K")[2]
        assert told.startswith(f"{clear}a/en.md:1:1: wrong\n")


# --- search ----------------------------------------------------------------------------


def test_the_archive_is_searched_from_the_command_line(site: Path) -> None:
    done = command("search", "archive", "--lang", "en", cwd=site)
    assert done.returncode == 0, done.stderr
    assert re.match(r" +\d+\.\d{3}  /en/200\d/work-\d/  ", done.stdout)
    done = command("search", "qqqqqq", cwd=site)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "nothing found\n")
    assert not (site / "output").exists()
