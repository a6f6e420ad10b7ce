"""A page that somebody saved becomes an article, with its source, and nothing is fetched."""

from __future__ import annotations

import builtins
import hashlib
import os
import socket
from pathlib import Path

import pytest
from clip_score import COUNTED, HAND, Score, archive_of_the_sample, by_hand, scored
from clipping_texts import TEXTS
from clippings import KEYWORDS, PIXEL, Case, clippings, pasted, weblog
from small_site import write

from site_builder import authorities, header_text, html_text, yaml_text
from site_builder.cli import main
from site_builder.clip import take_apart
from site_builder.clip.dates import days_in
from site_builder.clip.language import detected
from site_builder.clip.lines import several
from site_builder.clip.tidy import tidied
from site_builder.load import load
from site_builder.markup import Rendered, render
from site_builder.problems import Problem

URL = "https://gazette.example.org/2015/library.html"
SAVED = 1_437_382_800
"""20 July 2015, as a file's time."""
PAGE = """\
<!DOCTYPE html>
<!-- saved from url=(0045)https://gazette.example.org/2015/library.html -->
<html lang="en"><head><meta charset="utf-8"><title>The library reopens | Example Gazette</title>
</head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article>
<h1>The library reopens</h1>
<p class="byline">By Jane Example, 1 March 2015</p>
<p>The library in the <a href="/square">market square</a> opened again after three months.</p>
%s
<p>Half of the books had been kept in private flats, in cellars and in the school of the town.</p>
<p>Keywords: libraries; reading rooms</p></article><footer>All rights reserved</footer>
</body></html>
"""  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return archive_of_the_sample(tmp_path / "site")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("clip must never call the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def clip(site: Path, data: bytes | str, *words: str, name: str = "saved.html") -> tuple[int, Path]:
    """(the exit status, the folder of what was clipped into 2015/library)"""
    path = site.parent / "desk" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    os.utime(path, (SAVED, SAVED))
    options = words if "--path" in words else ("--path", "2015/library", *words)
    try:
        status = main(["clip", str(path), "--site", str(site), *options])
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    return status, site / "content/articles/2015/library"


def check(site: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    status = main(["check", "--site", str(site), "--drafts", "--jobs", "1"])
    said = capsys.readouterr()
    assert status == 0, said.err
    return said.out + said.err


# --- fifty clippings -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def fifty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Score, Path]:
    folder = tmp_path_factory.mktemp("fifty")
    site = archive_of_the_sample(folder / "site")
    terms, _ = authorities.read_authorities(load(site, ("en",)).authorities, "en")
    labels = {tag: tuple(terms["keyword", k].labels[tag] for k in KEYWORDS) for tag in TEXTS}
    score = Score()
    for number, one in enumerate(clippings(labels)):
        scored(site, one, number, score, folder)
    return score, site


def test_nine_fields_in_ten_of_fifty_clippings_are_right(fifty: tuple[Score, Path]) -> None:
    score, _ = fifty
    assert score.total == 50
    for names in (COUNTED, ("author",)):
        assert score.share(names) >= 0.9, score.report()


def test_every_paragraph_of_fifty_clippings_is_kept(fifty: tuple[Score, Path]) -> None:
    score, _ = fifty
    assert score.share(["every paragraph"]) == 1, score.report()


def test_no_menu_button_or_notice_is_in_the_text_of_fifty_clippings(
    fifty: tuple[Score, Path],
) -> None:
    score, _ = fifty
    assert score.share(["nothing else"]) == 1, score.report()


def test_check_finds_no_error_in_fifty_clippings(
    fifty: tuple[Score, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, site = fifty
    assert "0 errors" in (said := check(site, capsys)) or said == "no problems\n"


def test_pages_written_by_hand_are_read_as_well(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    score = Score()
    by_hand(site, score)
    assert score.total == 17
    for names in (COUNTED, ("author",), ("every paragraph",), ("nothing else",)):
        assert score.share(names) >= 0.9, score.report()
    said = check(site, capsys)
    assert "0 errors" in said or said == "no problems\n"


@pytest.mark.parametrize("lot", ["third", "fourth", "fifth", "sixth", "seventh"])
def test_pages_of_other_sites_are_read_as_well(
    site: Path, lot: str, capsys: pytest.CaptureFixture[str]
) -> None:
    config = (site / "site.yaml").read_text(encoding="utf-8")
    config = config.replace("kmr, ur]", "kmr, ur, he, ja]")
    write(site / "site.yaml", config.replace("keywords: controlled", "keywords: open"))
    score = Score()
    by_hand(site, score, HAND / lot)
    assert score.total == len(list((HAND / lot).iterdir())) - 1
    for names in (COUNTED, ("author",), ("deck",), ("every paragraph",), ("nothing else",)):
        assert score.share(names) >= 0.9, score.report()
    said = check(site, capsys)
    assert "0 errors" in said or said == "no problems\n"


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        ("写本 图书馆 口耳相传", ["写本", "图书馆", "口耳相传"]),
        ("档案、记忆、open data", ["档案", "记忆", "open data"]),
        ("写真　資料館", ["写真", "資料館"]),
        ("cultural heritage", ["cultural heritage"]),
        ("memoria, periodismo.", ["memoria", "periodismo"]),
        ("기록 보존, 도서관", ["기록 보존", "도서관"]),
    ],
)
def test_keywords_are_parted_by_spaces_only_where_words_need_none(
    listed: str, words: list[str]
) -> None:
    assert several(listed) == words


def test_a_comment_below_a_pasted_text_is_not_of_the_text(site: Path) -> None:
    text = "\n\n".join(
        ["The library reopens its doors", "By Jane Example, 1 March 2015", *TEXTS["en"].paragraphs,
         "Comments (2)", "I have read every book there, and most of them were returned in time."]
    )  # fmt: skip
    _, folder = clip(site, text, name="pasted.txt")
    assert "I have read every book" not in (folder / "en.md").read_text(encoding="utf-8")


def test_a_row_of_links_is_the_pages_around_a_text_and_the_texts_within_it() -> None:
    row, section = "[One](https://example.org/1) | [Two](https://example.org/2)", "Section: Cellars"
    one, two = (
        f"The books were kept in {place} for all of the winter." for place in ("flats", "x")
    )
    blocks = [row, section, one, row, section, two, row, section]
    made = tidied(blocks, title="A", deck="", source="", language="en")
    assert made.blocks == [one, row, section, two]
    assert sorted(made.left_out) == ["One | Two"] * 2 + [section] * 2


def test_a_box_is_never_so_large_that_the_text_goes_with_it(site: Path) -> None:
    page = (PAGE % "").replace("<article>", "<article><div><p>Comments</p>")
    _, folder = clip(site, page.replace("</article>", "</div></article>"))
    assert "Half of the books" in (folder / "en.md").read_text(encoding="utf-8")


def test_a_day_of_change_is_not_the_day_of_publication(site: Path) -> None:
    page = (PAGE % "").replace(
        "By Jane Example, 1 March 2015", "Updated 4 March 2015. By Jane Example"
    )
    page = page.replace("</p>\n<p>The library", "</p><p>Published 1 March 2015</p>\n<p>The library")
    _, folder = clip(site, page)
    assert "\ndate: 2015-03-01\n" in (folder / "en.md").read_text(encoding="utf-8")


# --- what an editor sees -------------------------------------------------------------------


def test_a_saved_page_becomes_a_draft_with_its_source(
    site: Path, golden: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    page = PAGE % (
        "<blockquote><p>The doors are <b>open</b>.</p></blockquote>"
        '<figure><img src="saved_files/shelf.png" alt="A shelf"><figcaption>Our shelf</figcaption>'
        "</figure>"
        '<p>See <a href="javascript:alert(1)">this</a>.</p>'
        '<p><img src="https://cdn.example.org/far.jpg" alt="Far"></p>'
    )
    write(site.parent / "desk/saved_files/shelf.png", "")
    (site.parent / "desk/saved_files/shelf.png").write_bytes(PIXEL)
    status, folder = clip(site, page)
    said = capsys.readouterr()
    assert (status, said.err) == (0, "")
    assert (folder / "shelf.png").read_bytes() == PIXEL
    text = (folder / "en.md").read_text(encoding="utf-8")
    digest = hashlib.sha256(page.encode()).hexdigest()
    assert f"sha256: {digest}\n" in text
    golden("clip", f"{said.out}\n{text.replace(digest, '(digest)')}")  # type: ignore[operator]
    check(site, capsys)


def test_a_dry_run_shows_the_article_and_writes_nothing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, folder = clip(site, PAGE % "", "--dry-run")
    said = capsys.readouterr().out
    assert status == 0 and not folder.exists()
    assert "title: The library reopens" in said and said.endswith("nothing was written\n")


def test_a_file_that_is_there_stays(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clip(site, PAGE % "")
    before = (site / "content/articles/2015/library/en.md").read_bytes()
    assert clip(site, PAGE % "<p>Another text, which is a little longer.</p>")[0] == 2
    assert "there is a file content/articles/2015/library/en.md already" in capsys.readouterr().err
    assert (site / "content/articles/2015/library/en.md").read_bytes() == before


def test_a_second_language_in_a_folder_is_a_translation(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip(site, PAGE % "")
    case = Case("ar", TEXTS["ar"], "2015-03-02", URL, ("المكتبات", "الأرشيف"))
    _, folder = clip(site, weblog(case)[0], name="second.html")
    assert "translation:\n" in (folder / "ar.md").read_text(encoding="utf-8")
    assert "the text is marked as a translation" in capsys.readouterr().out
    check(site, capsys)


def test_what_is_not_found_is_said_with_what_to_write(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "\n\n".join(["The library reopens its doors", *TEXTS["en"].paragraphs])
    status, folder = clip(site, text, name="pasted.txt")
    said = capsys.readouterr().out
    assert status == 0
    assert "no date found; write 'date: 2015-03-01' in the header" in said
    assert "no source found; write 'name: ...' under 'source:'" in said
    assert "no address found" in said and "no author found" in said
    assert "# date: not found" in (folder / "en.md").read_text(encoding="utf-8")


def test_a_date_that_can_be_two_is_not_guessed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (PAGE % "").replace("1 March 2015", "03/04/2015").replace("/2015/library", "/library")
    status, folder = clip(site, page)
    assert status == 0
    assert "date not clear: 2015-04-03 or 2015-03-04" in capsys.readouterr().out
    assert "\n# date: 2015-04-03 or 2015-03-04\n" in (folder / "en.md").read_text(encoding="utf-8")


def test_what_the_editor_says_is_taken(site: Path) -> None:
    words = ("--title", "It's: #1", "--date", "2015-03", "--source", "My paper", "--url", URL)
    status, folder = clip(site, PAGE % "", *words, "--accessed", "2020-02-03")
    text = (folder / "en.md").read_text(encoding="utf-8")
    assert status == 0
    for line in ("title: 'It''s: #1'", "date: 2015-03", "name: My paper", "accessed: 2020-02-03"):
        assert f"{line}\n" in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--date", "31/01/2015"), "'31/01/2015' is not a date\n  hint: write it as 2015-01-31"),
        (("--lang", "xx"), "'xx' is not a language of this archive"),
        (("--url", "javascript:x"), "is not allowed"),
        (("--path", "../../elsewhere"), "the folder '..' cannot be part of an address"),
        (("--path", "2015"), "has the address of the year"),
        (("--accessed", "2015"), "'2015' is not a day"),
    ],
)  # fmt: skip
def test_a_wrong_option_says_what_to_write(
    site: Path, words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clip(site, PAGE % "", *words)[0] == 2
    assert message in capsys.readouterr().err
    assert not list((site / "content").glob("articles/**/*.md"))


def test_keywords_that_the_archive_does_not_know_stay_a_remark_where_they_are_controlled(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, folder = clip(site, PAGE % "")
    text = (folder / "en.md").read_text(encoding="utf-8")
    assert "keywords: [libraries]\n# Not in keywords.yaml: reading rooms\n" in text
    config = (site / "site.yaml").read_text(encoding="utf-8")
    write(site / "site.yaml", config.replace("keywords: controlled", "keywords: open"))
    clip(site, PAGE % "", "--path", "2015/other", name="again.html")
    other = (site / "content/articles/2015/other/en.md").read_text(encoding="utf-8")
    assert "keywords: [libraries, reading rooms]\n" in other


def test_a_source_is_known_by_its_address(site: Path) -> None:
    write(
        site / "content/authorities/sources.yaml",
        "the-gazette:\n  label: {en: The Gazette}\n  url: https://www.gazette.example.org/\n",
    )
    page = (PAGE % "").replace(" | Example Gazette", "")
    _, folder = clip(site, page)
    assert "  name: the-gazette\n" in (folder / "en.md").read_text(encoding="utf-8")


def test_without_the_packages_a_page_says_how_to_get_them_and_a_text_works(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def absent(name: str, *args: object, **words: object) -> object:
        if name.partition(".")[0] in ("trafilatura", "markdownify", "lxml", "bs4"):
            raise ImportError(name)
        return real(name, *args, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", absent)
    assert clip(site, PAGE % "")[0] == 2
    said = capsys.readouterr().err
    assert "trafilatura and markdownify, which are not installed" in said
    assert "requirements-clip.txt" in said
    case = Case("fa", TEXTS["fa"], "2015-03-02", URL, ("کتابخانه‌ها", "بایگانی"))
    assert clip(site, pasted(case)[0], name="pasted.txt")[0] == 0


# --- what pages may do ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "src",
    ["../secret.png", "/etc/passwd", "saved_files/../../secret.png", "file:///etc/passwd",
     "%2e%2e/secret.png", "saved_files/%00.png", "http://127.0.0.1:1/x.png"],
)  # fmt: skip
def test_no_picture_is_taken_from_elsewhere_than_beside_the_page(site: Path, src: str) -> None:
    (site.parent / "secret.png").write_bytes(PIXEL)
    status, folder = clip(site, PAGE % f'<p><img src="{src}" alt="Secret"></p>')
    assert status == 0
    assert [p.name for p in folder.iterdir()] == ["en.md"]


def test_a_picture_that_is_none_is_not_saved(site: Path) -> None:
    page = PAGE % '<p><img src="data:image/png;base64,PHNjcmlwdD4=" alt="Trick"></p>'
    _, folder = clip(site, page)
    assert [p.name for p in folder.iterdir()] == ["en.md"]


def test_scripts_hidden_text_and_deceptive_characters_do_not_come_along(site: Path) -> None:
    page = PAGE % (
        "<script>document.write('evil')</script><p style='display: none'>unseen words of a trap</p>"
        "<p>A turn\u202e and a gap\u200b in a word, {{ braces }} and &lt;script&gt;x.</p>"
    )
    status, folder = clip(site, page)
    text = (folder / "en.md").read_text(encoding="utf-8")
    assert status == 0
    assert "evil" not in text and "unseen" not in text and "\u202e" not in text
    assert "&lt;script>" in text or "&lt;script&gt;" in text


def test_what_a_page_says_cannot_become_a_field_of_the_header(site: Path) -> None:
    page = (PAGE % "").replace("The library reopens", "A\nstatus: published # 'x' {y}: [z]")
    status, folder = clip(site, page)
    text = (folder / "en.md").read_text(encoding="utf-8")
    assert status == 0
    assert "title: 'A status: published # ''x'' {y}: [z]'\n" in text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.html"),
        (b"\xff\xfe\x00", "odd.html"),
        (b"<html><body></body></html>", "nothing.html"),
        (b"<div>" * 30_000 + b"text", "deep.html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--", "a.mhtml"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture.html"),
    ],
)
def test_a_file_that_is_no_page_is_refused_in_a_sentence(
    site: Path, data: bytes, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clip(site, data, name=name)[0] in (1, 2)
    said = capsys.readouterr().err
    assert name in said and "Traceback" not in said and "fault of the builder" not in said


@pytest.mark.parametrize(
    "middle",
    [
        '<p>A <a href="http://[x">link</a> to nowhere, in a text that is long enough.</p>',
        '<a:b"c><p>In an element that has an odd name.</p></a:b"c>',
        '<h1 itemprop="headline"><!-- nothing --></h1><!-- one --><p class="date"><!-- two --></p>',
        '<a href="//[">x</a><link rel="canonical" href="https://[x"><base href="https://[y">',
    ],
)
def test_a_malformed_page_is_read_all_the_same(site: Path, middle: str) -> None:
    status, folder = clip(site, PAGE % middle)
    assert status == 0
    assert "Half of the books" in (folder / "en.md").read_text(encoding="utf-8")


def test_no_word_is_lost_with_an_element_inside_a_paragraph(site: Path) -> None:
    tags = (
        "time", "abbr", "bdi", "dfn", "cite", "ins", "mark", "small", "kbd", "samp", "var", "u",
        "sub", "sup", "span", "code", "data",
    )  # fmt: skip
    words = "".join(f"<{tag}>word-{tag}</{tag}> " for tag in tags)
    _, folder = clip(site, PAGE % f"<p>A paragraph with {words}and an end.</p>")
    text = (folder / "en.md").read_text(encoding="utf-8").replace("\\", "")
    assert [tag for tag in tags if f"word-{tag}" not in text] == []


def test_a_list_of_keywords_with_counts_among_headings_of_link_lists_is_found(site: Path) -> None:
    tail = (
        "<h2>Helpful keywords</h2><ul><li><a href='/k'>Libraries</a> 12</li>"
        "<li><a href='/w'>War</a> (3)</li></ul><h2>People</h2><h2>Places</h2></article>"
    )
    page = (PAGE % "").replace("<p>Keywords: libraries; reading rooms</p></article>", tail)
    _, folder = clip(site, page)
    text = (folder / "en.md").read_text(encoding="utf-8")
    assert "keywords: [libraries, war]\n" in text
    assert "## " not in text


def test_the_day_of_the_visit_in_a_bar_is_not_the_day_of_publication(site: Path) -> None:
    page = (PAGE % "").replace("<nav>", '<div class="date">Monday, 20 July 2020</div><nav>')
    _, folder = clip(site, page)
    assert "\ndate: 2015-03-01\n" in (folder / "en.md").read_text(encoding="utf-8")


def test_a_text_with_an_odd_address_is_read(site: Path) -> None:
    case = Case("en", TEXTS["en"], "2015-03-02", URL, ("Libraries", "Archives"))
    text = pasted(case)[0].decode() + "\nhttps://[x\n"
    assert clip(site, text, name="odd.txt")[0] == 0


# --- the parts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "language", "days"),
    [
        ("Sunday, 1 March 2015, 10:30", "en", ["2015-03-01"]),
        ("الأحد 1 آذار/مارس 2015", "ar", ["2015-03-01"]),
        ("الأحد ١٠ كانون الثاني ٢٠١٥", "ar", ["2015-01-10"]),
        ("یکشنبه ۱۰ اسفند ۱۳۹۳ - ۱۲:۳۰", "fa", ["2015-03-01"]),
        ("۱۳۹۳/۱۲/۱۰", "fa", ["2015-03-01"]),
        ("1ی ئازاری 2015", "ckb", ["2015-03-01"]),
        ("01.03.2015", "de", ["2015-03-01"]),
        ("03/04/2015", "fr", ["2015-04-03"]),
        ("2015年3月1日 星期日", "zh", ["2015-03-01"]),
        ("1 марта 2015 года", "ru", ["2015-03-01"]),
        ("1ê adara 2015an", "kmr", ["2015-03-01"]),
        ("1 مارچ، 2015", "ur", ["2015-03-01"]),
        ("31 February 2015", "en", []),
        ("tel. 555-12-2015", "en", []),
        ("from 1914 to 1918", "en", []),
    ],
)
def test_a_printed_day_is_understood(printed: str, language: str, days: list[str]) -> None:
    assert [form for forms in days_in(printed, language) for form in forms] == days


@pytest.mark.parametrize("tag", TEXTS)
def test_the_language_is_told_by_the_text_even_if_the_page_says_english(
    tag: str,
) -> None:
    text = " ".join(TEXTS[tag].paragraphs)
    assert detected(text, "en-US", tuple(TEXTS)) == tag
    assert detected(text, "", tuple(TEXTS)) == tag


def test_a_language_that_nothing_tells_is_not_guessed() -> None:
    assert detected("Lorem ipsum 2015", "", ("en", "fr")) == ""


@pytest.mark.parametrize(
    "value",
    ["no", "a: b", "x #y", "'q'", '"', "- a", "[z", "!t", "&a", "*b", "?", "|", "%x", "۱", "{",
     "It's so", "a -- b", "who?", "a?b", "\u0301a", "می\u200cخواهم", "\u200cx", "a\u2028b", "… so",
     "«q», r", "2015: x", "x:", "~", "@a", "a@b", "a*b", "- ", "--- a", "a: ", "\U0001f600 b"],
)  # fmt: skip
def test_any_text_comes_back_from_a_header_as_it_was(value: str) -> None:
    text = header_text.header({"title": value, "list": [value, "x"], "in": {value: value}})
    node, problems = yaml_text.read(text, "x")
    assert node is not None and not problems
    found = node.get("title")
    assert isinstance(found, yaml_text.Scalar) and found.text == " ".join(value.split())
    assert not found.cut


@pytest.mark.parametrize(
    "title",
    [
        "The library reopens",
        "It's 5 % more (or less)",
        "قاعة المطالعة",
        "«Мы считали дважды»",
        "老戏台",
    ],
)
def test_a_title_has_quotes_only_where_yaml_needs_them(title: str) -> None:
    assert header_text.header({"title": title}) == f"title: {title}\n"


def rendered(text: str) -> Rendered:
    return render(text, path="x", language="en", first_line=1, digest="0" * 64)


def test_signs_of_markdown_in_a_page_stay_signs() -> None:
    html = "<p># no heading</p><p>1. no list</p><p>a *b* _c_ [d](e) `f` {: .g } &lt;b&gt;</p>"
    found = rendered(html_text.to_markdown(html))
    assert [block.kind for block in found.blocks] == ["paragraph"] * 3
    for text in ("# no heading", "1. no list", "a *b* _c_ [d](e) `f` {: .g } <b>"):
        assert text in found.body.text
        assert text in rendered(html_text.plain(text)).body.text


def test_pages_in_old_encodings_are_read() -> None:
    page = '<html><head><meta charset="windows-1256"></head><body>مكتبة</body></html>'
    found = take_apart(page.encode("cp1256"), "a.html")
    assert not isinstance(found, Problem) and "مكتبة" in found.text
