"""What the rules hide is taken out of what is read, and is in no byte of what is published."""

from __future__ import annotations

import html
import json
import sqlite3
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest
from small_site import (
    SITE,
    TODAY,
    article,
    article_path,
    clean_build,
    command,
    differing,
    make_site,
    state_of,
    tree,
    write,
)

from site_builder import redaction
from site_builder.pipeline import Options, build_site
from site_builder.problems import BuildFailed, ConfigFailed, Problem, errors
from site_builder.redaction import Rules, found_in, read_rules
from site_builder.redaction.folding import fold, fold_with_places

NAME = "Zzyzx Quuxley"
RULES = f'# people\n{NAME}\n+963 944 555 019 -> (number)\nأحمد المثال -> فلان\n"Ali"\n'


def rules(text: str = RULES) -> Rules:
    made, problems = read_rules(text, "redact.txt")
    assert problems == ()
    return made


# --- the rules -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Said Zzyzx Quuxley.", "Said █████."),
        ("ZZYZX QUUXLEY and zzyzx quuxley's", "█████ and █████'s"),
        ("Zzyzx\u00a0Quuxley, Zzyzx  Quuxley, Z\u0301zy\u200czx Quux\u00adley\u0301!",
         "█████, █████, █████!"),
        ("a Zzyzx\n> x\nZzyzx\nQuuxley b\nc", "a Zzyzx\n> x\n█████\n b\nc"),
        ("قال أَحْمَد المِثال: احمد المثـال.", "قال فلان: فلان."),
        ("+963 944 555 019, 00963-944-555-019, (963) 944.555.019",
         "+(number), 00(number), ((number)"),
        ("٩٦٣٩٤٤٥٥٥٠١٩ ۹۶۳ ۹۴۴ ۵۵۵ ۰۱۹", "(number) (number)"),
        ("Ali, Alive, ALI's, Salih", "█████, Alive, █████'s, Salih"),
        ("Zzyzxquuxley Zzyz Quuxley", "Zzyzxquuxley Zzyz Quuxley"),
    ],
)  # fmt: skip
def test_a_text_is_hidden_however_it_is_written(text: str, left: str) -> None:
    hidden = rules().hide(text)
    assert hidden == left
    assert hidden.count("\n") == text.count("\n")
    assert found_in(rules(), "x.html", hidden.encode()) is None


def test_a_text_without_anything_to_hide_is_left_as_it_is_to_the_letter() -> None:
    text = "Ligatures ﬁ, e\u0301 and é, ZWNJ\u200c, İstanbul, straße, ١٢٣\r\n\t"
    assert rules().hide(text) is text
    assert redaction.NONE.hide(NAME) is NAME


def test_folding_knows_where_each_letter_came_from() -> None:
    for text in ("Straße", "ﬁn e\u0301", "İı", "مـثال \u200cx", "가", "ŉ x"):
        folded, places = fold_with_places(text)
        assert folded == fold(text) or fold(text).isascii()
        assert len(folded) == len(places)
        assert places == sorted(places)
    assert fold("STRASSE") == fold("Straße") == fold("straße")
    assert fold("a\tb\nc") == "a b c"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 0, "there is no rule in it"),
        ("# only a remark\n\n", 0, "there is no rule in it"),
        (f"{NAME}\nab\n", 2, "a text to hide has at least 3 letters or digits"),
        (f"{NAME}\n. - ,\n", 2, "a text to hide has at least 3 letters or digits"),
        (f"{NAME} -> \n", 1, "nothing stands after the arrow"),
        (f"{NAME} -> <b>x</b>\n", 1, "what stands in its place has a sign"),
        (f"{NAME} -> [x]\n", 1, "what stands in its place has a sign"),
        (f"{NAME} -> - x\n", 1, "what stands in its place has a sign"),
        (f"{NAME} -> a: b\n", 1, "what stands in its place has a sign"),
        (f"{NAME}\nOther -> zzyzx quuxley\n", 2, "what stands in its place is itself to be hidden"),
    ],
)
def test_a_mistake_in_the_rules_is_told_by_its_line_and_nothing_of_it(
    text: str, line: int, said: str
) -> None:
    made, problems = read_rules(text.replace(" -> \n", " ->  \n"), "redact.txt")
    assert not made
    (problem,) = problems
    assert (problem.path, problem.line) == ("redact.txt", line)
    assert problem.message.startswith(said)
    assert "quux" not in str(problem).casefold()


def test_no_representation_of_the_rules_shows_what_they_hide() -> None:
    assert "uux" not in repr(rules()) + repr(rules().rules) + rules().mark
    assert "uux" not in repr(Options(Path(), Path(), TODAY, rules=RULES))
    assert rules().mark != rules(RULES + "More to hide\n").mark
    assert len(rules().mark) == 32


# --- finding it in bytes ---------------------------------------------------------------


def pdf(stream: bytes) -> bytes:
    return b"%PDF-1.4\n1 0 obj <</Filter/FlateDecode>> stream\n" + stream + b"\nendstream endobj"


@pytest.mark.parametrize(
    "data",
    [
        NAME.encode(),
        b"x" * 5000 + NAME.upper().encode() + b"y" * 5000,
        b"<p>Zzyzx <em>Quux</em><wbr>ley</p>",
        b"<p>Zzyzx</p><p>Quuxley</p>",
        b'<img alt="zzyzx\nquuxley">',
        b"Zzyz&#120;&nbsp;&#x51;uuxley",
        b"Zzyzx&amp;#32;Quuxley".replace(b"&amp;#32;", b"&#32;"),
        quote(NAME).encode(),
        "".join(f"%{b:02X}" for b in NAME.encode()).encode(),
        json.dumps("قال أحمد المثال").encode(),
        json.dumps({"html": html.escape("<b>Zzyzx</b> Quuxley")}).encode(),
        "".join(f"\\u{ord(c):04x}" for c in NAME).encode(),
        NAME.encode("utf-16-le"),
        b"\x89PNG\xff" + NAME.encode() + b"\xfe",
        b"\xff\xd8\xff" + "أحمد المثال".encode() + b"\xfe",
        pdf(zlib.compress(b"BT (Zzyzx Quuxley) Tj ET")),
        pdf(zlib.compress(b"BT [(Zz) -20 (yzx Qu) 3 (uxl) (ey)] TJ ET")),
        b"%PDF-1.4 /Author (" + b"\xfe\xff" + NAME.encode("utf-16-be") + b")",
    ],
)
def test_what_is_hidden_is_found_in_every_form_that_shows_it(data: bytes) -> None:
    found = found_in(rules(), "a.html", data)
    assert found is not None
    assert found.line in (2, 4)


@pytest.mark.parametrize(
    "path", ["en/zzyzx-quuxley/".replace("-", " "), "en/Zzyzx%20Quuxley.csv", "m/ZZYZX QUUXLEY.svg"]
)
def test_a_file_name_can_give_it_away(path: str) -> None:
    assert found_in(rules(), path, b"") is not None
    assert found_in(rules(), "en/other/", b"") is None


def test_noise_is_not_taken_for_a_short_text() -> None:
    short = rules("abc\n")
    assert found_in(short, "a.png", b"\x89PNG\xffabc\xfe") is None
    assert found_in(short, "a.html", b"abc") is not None


# --- a site ----------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small archive in which the name is in every field and file that is changed by rules."""
    folder = make_site(tmp_path / "site", works=2)
    write(folder / "site.yaml", f"{SITE}redact: ../redact.txt\n")
    write(tmp_path / "redact.txt", RULES)
    header = (
        f"deck: On {NAME}.\nauthors: [{NAME}, Sami]\npeople: ['{NAME.upper()}']\n"
        f"warning: Names {NAME}.\ncorrections: [{{date: 2020, note: {NAME} was misspelt.}}]\n"
    )
    body = article(0, "en", header=header, title=f"What {NAME} kept")
    text = (
        f"{body}\nThen zzyzx\nquuxley said it, and {NAME}[^1].\n\n> Kept.\n>\n> — {NAME}, 2015\n\n"
        f"![{NAME} at home](map.svg)\n\n[^1]: {NAME}, +963 944-555-019.\n"
    )
    write(article_path(folder, 0, "en"), text)
    keywords = folder / "content/authorities/keywords.yaml"
    write(keywords, keywords.read_text() + f"x-term:\n  label: About {NAME}\n")
    write(folder / "content/authorities/people.yaml", f"one:\n  label: One\n  note: Not {NAME}\n")
    return folder


def built(site: Path, **more: object) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    found = build_site(Options(site, site / "output", TODAY, **more))  # type: ignore[arg-type]
    return tree(site / "output"), found.problems


def secret_in(pages: dict[str, bytes]) -> list[str]:
    """Looked for without the code that is tested."""
    words = (b"quuxley", b"944-555-019", b"944555019")
    return [
        p for p, data in pages.items() if any(w in data.lower() or w in p.encode() for w in words)
    ]


def test_what_is_hidden_is_in_no_file_and_in_no_cache(site: Path) -> None:
    pages, problems = built(site)
    assert secret_in(pages) == []
    page = pages["en/2000/work-0/index.html"].decode()
    assert "<h1>What █████ kept</h1>" in page
    assert "Then █████" in page and "(number)" in page
    everything = state_of(site).rglob("*")
    for path in (p for p in everything if p.is_file()):
        assert b"uuxley" not in path.read_bytes().lower(), path
    with sqlite3.connect(state_of(site) / "cache.sqlite") as db:
        rows = db.execute("SELECT value FROM remembered").fetchall()
    assert rows and not any(b"uuxley" in value.lower() for (value,) in rows)
    assert not any("uux" in str(problem).casefold() for problem in problems)


def test_lines_of_messages_stay_true(site: Path) -> None:
    path = article_path(site, 0, "en")
    text = path.read_text(encoding="utf-8")
    write(path, f"{text}\n[gone](nowhere/en.md)\n")
    with pytest.raises(BuildFailed) as failed:
        built(site)
    (problem,) = errors(failed.value.problems)
    assert problem.line == text.count("\n") + 2


def test_a_build_after_an_edit_equals_a_clean_one(site: Path, tmp_path: Path) -> None:
    built(site)
    path = article_path(site, 1, "ar")
    write(path, path.read_text() + f"\nMore of {NAME}.\n")
    pages, _ = built(site)
    assert secret_in(pages) == []
    assert differing(pages, clean_build(site, tmp_path)) == []
    assert build_site(Options(site, site / "output", TODAY)).written.written == 0


def test_a_rule_added_later_hides_everywhere_and_the_cache_forgets(site: Path) -> None:
    write(site.parent / "redact.txt", "Somebody else\n")
    notices: list[str] = []
    pages, _ = built(site)
    assert "en/2000/work-0/index.html" in secret_in(pages)
    write(site.parent / "redact.txt", RULES)
    pages, _ = built(site, notice=notices.append)
    assert secret_in(pages) == []
    assert b"uuxley" not in (state_of(site) / "cache.sqlite").read_bytes().lower()
    assert any("other texts were to be hidden" in notice for notice in notices)


def test_a_build_without_the_rules_leaves_nothing_for_one_with_them(site: Path) -> None:
    pages, _ = built(site, unredacted=True)
    assert secret_in(pages) != []
    assert b"uuxley" in (state_of(site) / "cache.sqlite").read_bytes().lower()
    pages, _ = built(site)
    assert secret_in(pages) == []
    assert b"uuxley" not in (state_of(site) / "cache.sqlite").read_bytes().lower()


# --- it fails closed -------------------------------------------------------------------


def test_rules_that_are_missing_stop_every_build(site: Path) -> None:
    (site.parent / "redact.txt").unlink()
    for words in ([], ["check"], ["status"], ["addresses"], ["search", "x"]):
        done = command(*words, cwd=site)
        assert done.returncode == 2, words
        assert done.stderr.startswith("site.yaml:5:9: the rules of what is not to be published")
        assert "--unredacted" in done.stderr
    assert not (site / "output").exists()
    assert command("check", "--unredacted", cwd=site).returncode == 0


def test_rules_come_from_an_option_or_from_the_environment(site: Path) -> None:
    (site.parent / "redact.txt").rename(site.parent / "elsewhere.txt")
    for words, env in (
        (["--redact", "../elsewhere.txt"], {}),
        ([], {"SITE_BUILDER_REDACT": "../elsewhere.txt"}),
        ([], {"SITE_BUILDER_REDACT_RULES": RULES}),
    ):
        done = command(*words, cwd=site, env={**env, "SOURCE_DATE_EPOCH": "1768435200"})
        assert done.returncode == 0, done.stderr
        assert secret_in(tree(site / "output")) == []
    done = command(cwd=site, env={"SITE_BUILDER_REDACT_RULES": ""})
    assert done.returncode == 2
    done = command("--redact", "nowhere.txt", cwd=site)
    assert done.stderr.startswith("--redact:0:0: the rules of what is not to be published cannot")
    done = command(cwd=site, env={"SITE_BUILDER_REDACT_RULES": "ab\n"})
    assert done.returncode == 2
    assert done.stderr.startswith("SITE_BUILDER_REDACT_RULES:1:1: a text to hide has at least 3")


def leaked(site: Path) -> Problem:
    before = tree(site / "output") if (site / "output").exists() else {}
    with pytest.raises(BuildFailed) as failed:
        built(site)
    (problem,) = failed.value.problems
    now = tree(site / "output") if (site / "output").exists() else {}
    assert differing(now, before) == []
    assert "uux" not in str(problem).casefold()
    assert "(line 2 of the rules)" in problem.message
    return problem


def test_a_picture_that_says_it_stops_the_build(site: Path) -> None:
    built(site)
    drawing = article_path(site, 0, "en").parent / "map.svg"
    words = f"<text x='1' y='9'>{NAME}</text></svg>"
    write(drawing, drawing.read_text().replace("</svg>", words))
    assert leaked(site).path == "content/articles/2000/work-0/map.svg"


def test_a_name_in_site_yaml_or_in_markup_that_no_rule_meets_stops_the_build(site: Path) -> None:
    path = article_path(site, 1, "en")
    text = path.read_text()
    write(path, f"{text}\nBy Zzyzx Quux<!-- -->ley.\n")
    assert leaked(site).path.startswith("output/")
    write(path, text.replace("---\ntitle", '---\ndeck: "Zzyzx \\x51uuxley"\ntitle'))
    assert leaked(site).path.startswith("output/")
    write(path, text)
    config = (site / "site.yaml").read_text()
    write(site / "site.yaml", config.replace("Small archive", NAME))
    assert leaked(site).path.startswith("output/")


def test_a_file_in_the_output_that_nobody_built_is_searched_too(site: Path) -> None:
    built(site)
    write(site / "output/notes.txt", f"ask {NAME}\n")
    assert leaked(site).path == "output/notes.txt"


def test_an_address_that_says_it_stops_check_and_build(site: Path) -> None:
    write(site.parent / "redact.txt", RULES.replace(NAME, "zzyzx-quuxley"))
    path = article_path(site, 1, "en")
    for old in (article_path(site, 0, "en"), site / "content/authorities/people.yaml"):
        write(old, old.read_text().replace(NAME, "Nobody").replace(NAME.upper(), "Nobody"))
    write(path.parent.parent / "zzyzx-quuxley/en.md", "---\ntitle: A\n---\nText.\n")
    with pytest.raises(BuildFailed) as failed:
        built(site)
    found = errors(failed.value.problems)
    assert found
    for problem in found:
        assert "quux" not in str(problem).casefold()
        assert problem.path.startswith("output/") and "█████" in problem.path
    assert command("check", cwd=site).returncode == 1


def test_a_translation_is_compared_as_readers_get_it(site: Path) -> None:
    path = article_path(site, 0, "ar")
    assert command("sync", path, cwd=site).returncode == 0
    assert NAME not in path.read_text() and "blocks:" in path.read_text()
    built_now = build_site(Options(site, site / "output", TODAY)).archive
    work = next(w for w in built_now.works if w.id == "2000/work-0")
    assert [v.changed_blocks for v in work.versions] == [None, ()]


def test_wrong_rules_are_an_error_of_configuration(site: Path) -> None:
    write(site.parent / "redact.txt", "\n")
    with pytest.raises(ConfigFailed):
        built(site)
