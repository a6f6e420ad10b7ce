"""A site with every mistake we know: each is told once, where it is, in words an editor knows.

What git can carry is in sites/broken; the rest is made here in the scratch copy.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.characters import printable
from site_builder.cli import main

HEADER = "title: A title\nsource: Ain al-Madina\ndate: 2015-03-01\nkeywords: [raqqa]\n"
ARTICLE = f"---\n{HEADER}---\nText.\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>\n'
Golden = Callable[[str, str], None]


@pytest.fixture
def broken(site: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    root = site("broken")
    make_what_git_cannot_carry(root / "content" / "articles")
    return root


def make_what_git_cannot_carry(articles: Path) -> None:
    def make(path: str, content: str | bytes = ARTICLE) -> Path:
        file = articles / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    arabic = f"---\ntitle: مقالة\n{HEADER[15:]}---\nكان في المدينة سوق قديم يعرفه الناس جميعا.\n"
    make("encodings/windows-1256/ar.md", arabic.encode("cp1256"))
    make("encodings/utf-16/en.md", ARTICLE.encode("utf-16"))
    make("encodings/latin-1/fr.md", ARTICLE.replace("Text", "Été à la mairie").encode("latin-1"))
    make("encodings/null-character/en.md", ARTICLE.replace("Text", "Te\0xt"))
    make("encodings/lone-byte/en.md", ARTICLE.encode().replace(b"Text", b"Te\xffxt"))
    make("encodings/surrogate/en.md", ARTICLE.encode().replace(b"Text", b"Te\xed\xa0\x80xt"))

    make("names/aux/en.md")
    make("names/device/con.svg", PICTURE)
    make("names/case/town.svg", PICTURE)
    make("names/case/Town.svg", PICTURE)
    make("names/forms/" + unicodedata.normalize("NFC", "marché.svg"), PICTURE)
    make("names/forms/" + unicodedata.normalize("NFD", "marché.svg"), PICTURE)
    make("names/hidden\u202egvs.md/en.md")
    make("names/line\nbreak/en.md")
    (articles / "names/folder/en.md").mkdir(parents=True)
    (articles / "names" / os.fsdecode(b"lat\xefn-1.svg")).write_text(PICTURE)
    make("/".join(["names", *("deep" for _ in range(14)), "en.md"]))

    make("links-on-disk/there/en.md")
    outside = articles.parent.parent / "secret.txt"
    outside.write_text("secret")
    (articles / "links-on-disk/there/secret.txt").symlink_to(outside)
    (articles / "links-on-disk/there/gone.svg").symlink_to("nowhere.svg")
    (articles / "links-on-disk/folder").symlink_to("there")
    make(".hidden/secret.svg", PICTURE)
    (articles / "links-on-disk/there/hidden.svg").symlink_to("../../.hidden/secret.svg")
    os.mkfifo(articles / "links-on-disk/there/pipe.svg")

    make("limits/header/en.md", f"---\n{HEADER}deck: {'long ' * 14_000}\n---\nText.\n")
    make("limits/line/en.md", ARTICLE.replace("Text.", "long " * 4_001))
    make("limits/nesting/en.md", ARTICLE.replace("Text.", "> " * 13 + "deep"))
    row = "|" + " a |" * 61
    make("limits/columns/en.md", ARTICLE.replace("Text.", f"{row}\n{row.replace('a', '-')}\n{row}"))
    make("limits/size/en.md", ARTICLE + "Text.\n\n" * 400_000)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main([*arguments, "--jobs", "2"])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_every_mistake_is_told_where_it_is_and_what_to_write_instead(
    broken: Path, capsys: pytest.CaptureFixture[str], golden: Golden
) -> None:
    status, out, err = run(capsys, "check", "--site", str(broken))
    assert status == 1
    assert out == ""
    assert "Traceback" not in err
    golden("broken", err)
    # A mistake a file or two: at least as many places as issue 2 asks for.
    assert len({line.split(": ")[0] for line in err.splitlines() if ".md:" in line}) >= 100


def test_no_message_carries_an_invisible_character_to_the_terminal(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, err = run(capsys, "check", "--site", str(broken))
    assert [c for c in err if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs")] == []


def test_a_build_of_broken_content_leaves_the_old_output_byte_for_byte(
    site: Callable[[str], Path], broken: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    output = tmp_path / "output"
    assert run(capsys, "build", "--site", str(site("small")), "--output", str(output))[0] == 0
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in output.rglob("*") if p.is_file()}
    assert len(before) > 50

    status, _, err = run(capsys, "build", "--site", str(broken), "--output", str(output))

    assert status == 1
    assert err.endswith("nothing was written\n")
    after = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in output.rglob("*") if p.is_file()}
    assert after == before


def test_programs_and_pull_requests_are_told_the_same_problems(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, text = run(capsys, "check", "--site", str(broken))
    status, as_json, _ = run(capsys, "check", "--site", str(broken), "--format", "json")
    assert status == 1
    found = json.loads(as_json)
    status, as_github, _ = run(capsys, "check", "--site", str(broken), "--format", "github")
    assert status == 1

    lines = [line for line in text.splitlines() if not line.startswith("  hint: ")]
    for problem, line in zip(found, lines[:-2], strict=True):
        place = printable(f"{problem['path']}:{problem['line']}:{problem['column']}: ")
        assert line.startswith(place) and line.endswith(printable(problem["message"]))
    told = as_github.splitlines()
    assert [sum(t.startswith(f"::{s} ") for t in told) for s in ("error", "warning")] == [10, 10]
    # Each is told once: beside its line, or in the log below.
    messages = [printable(p["message"]) for p in found]
    assert all(as_github.count(m.replace("%", "%25")) + as_github.count(m) for m in messages)
    assert len(told) == 2 + 2 + len(found)


def test_in_a_strict_check_warnings_stop_the_build(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, err = run(capsys, "check", "--site", str(broken), "--strict")
    assert "warning: " not in err
    assert err.splitlines()[-2].endswith(" errors, 0 warnings")
