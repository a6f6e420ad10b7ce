"""Pictures of titles for those who share an article: shaped, broken and ordered as its script."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFont
from small_site import article, article_path, build, clean_build, differing, make_site, tree, write

from site_builder import edtf, faces, share
from site_builder.model import Face, LangText, ShareCard, ShareLook
from site_builder.share.letters import Letters, clusters
from site_builder.share.lines import SIZES, fitted, pieces, shortened
from site_builder.share.runs import in_logical_order, in_visual_order
from site_builder.theme.files import COLOURS, colours

LATIN = Face("latin", 0, 0, "l", ((0x20, 0x24F), (0x2010, 0x2026)))
ARABIC = Face("arabic", 0, 0, "a", ((0x20, 0x20), (0x30, 0x39), (0x600, 0x6FF)))
HAN = Face("han", 0, 0, "h", ((0x20, 0x7E), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xFF00, 0xFFEF)))
ALL = Letters((LATIN, ARABIC, HAN))
THEME = tuple(sorted(COLOURS.items()))
TITLES = {
    "en": "How to know that a file has not changed",
    "ar": "كيف نعرف أن ملفًّا لم يتغير",
    "fa": "از کجا بدانیم پرونده‌ای عوض نشده است",
    "ckb": "هەژدە تۆن کاغەز: ئەرشیفی ئەنفال چۆن پارێزرا",
    "ur": "جافنا کی لائبریری: جلنے کے بعد کیا بچا",
    "he": "גניזת קהיר: מה ששמר עליית גג",
    "hi": "स्मृति कैसे बची रहती है",
    "ru": "Хроника текущих событий",
    "el": "Η μνήμη σε καιρό πολέμου",
    "zh": "在战争与审查之下，人们如何让记忆长存",
    "ja": "図書館が燃えた夜、人々は本を抱えて橋を渡った",
    "ko": "기억은 어디에 남는가",
}


@pytest.fixture(scope="module")
def look() -> ShareLook:
    assert faces.missing() == "", "needs the extra 'fonts' (requirements-dev.txt)"
    return ShareLook(faces.find(lambda kind, digest, make: make()), THEME)


def card(title: str, language: str = "en", source: str = "A paper") -> ShareCard:
    return ShareCard(
        LangText(title, language), LangText("Kept Memory", "en"), source, edtf.parse("2015-03-01")
    )


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def order(text: str, *, rtl: bool) -> list[str]:
    """The runs of a text from left to right."""
    runs = in_logical_order(text, ALL, rtl=rtl, bold=True)
    return [run.text.strip() for run in in_visual_order(runs, rtl=rtl) if run.text.strip()]


# --- order -----------------------------------------------------------------------------


def test_a_foreign_name_and_its_number_stay_together_in_an_arabic_title() -> None:
    assert order("عن RFC 8493 أيضا", rtl=True) == ["أيضا", "RFC 8493", "عن"]
    assert order("(RFC 8493) عن", rtl=True)[-2:] == ["RFC 8493", "("]
    assert order("SHA-256 و MD5", rtl=True) == ["MD5", "و", "SHA-256"]


def test_a_number_among_arabic_words_is_part_of_their_run() -> None:
    assert order("منذ 2015 أو ٢٠١٦", rtl=True) == ["منذ 2015 أو ٢٠١٦"]


def test_arabic_words_in_an_english_title_stand_where_they_are_read() -> None:
    assert order("On كوباني today", rtl=False) == ["On", "كوباني", "today"]
    assert order("On كوباني and حلب", rtl=False) == ["On", "كوباني", "and", "حلب"]


def test_a_mark_keeps_a_foreign_name_apart_from_the_date_after_it() -> None:
    joined = order("Cambridge\u200f · \u200f1896", rtl=True)
    assert joined.index("Cambridge") == len(joined) - 1
    assert order("Cambridge · 1896", rtl=True) == ["Cambridge · 1896"]


def test_a_face_changes_only_between_letters_and_their_marks() -> None:
    assert clusters("ملفًّا") == ["م", "ل", "فًّ", "ا"]
    assert clusters("می‌خواهم")[1] == "ی\u200cخ"
    (run,) = in_logical_order("敦煌 1900", ALL, rtl=False, bold=True)
    assert run.face is HAN


def test_a_letter_that_no_face_has_is_named() -> None:
    assert ALL.lacking("Book དཔེ་ཆ་ and ملف\u200cها") == "".join(sorted(set("དཔེ་ཆ")))
    assert ALL.lacking("a\u200b\u200f\u00a0b c") == ""


# --- lines -----------------------------------------------------------------------------


def test_a_line_ends_between_words_and_between_ideographs() -> None:
    assert pieces("Before the servers") == ["Before ", "the ", "servers"]
    assert pieces("藏经洞的经卷") == list("藏经洞的经卷")
    assert pieces("敦煌UNESCO记录") == ["敦", "煌", "UNESCO", "记", "录"]
    assert pieces("10\u00a0000 Seiten") == ["10\u00a0000 ", "Seiten"]
    assert pieces("기억은 어디에") == ["기억은 ", "어디에"]
    assert pieces("co-operation 2011-2015") == ["co-", "operation ", "2011-2015"]


def test_no_line_begins_with_a_stop_or_ends_with_an_opening_quote() -> None:
    assert pieces("燃えた、「夜」ー人々") == ["燃", "え", "た、", "「夜」ー", "人", "々"] or (
        pieces("燃えた、「夜」ー人々") == ["燃", "え", "た、", "「夜」ー", "人々"]
    )
    assert pieces("敦煌“藏经洞”。") == ["敦", "煌", "“藏", "经", "洞”。"]


def test_a_short_title_is_large_and_a_long_one_smaller_with_lines_alike() -> None:
    def measure(text: str) -> float:
        return len(text) * 0.5

    assert fitted("A title", 1000, 330, measure, 1.3).size == SIZES[0]
    middle = fitted("word " * 14, 1000, 330, measure, 1.3)
    assert SIZES[-1] < middle.size < SIZES[0]
    lengths = [len(line) for line in middle.lines]
    assert max(lengths) - min(lengths) <= 5
    assert all(len(line) * 0.5 * middle.size <= 1000 for line in middle.lines)


def test_a_title_without_end_is_cut_with_an_ellipsis() -> None:
    def measure(text: str) -> float:
        return len(text) * 0.6

    for title in ("word " * 200, "w" * 900):
        cut = fitted(title, 1000, 330, measure, 1.3)
        assert cut.size == SIZES[-1] and cut.lines[-1].endswith("…")
        assert all(len(line) * 0.6 * cut.size <= 1000 for line in cut.lines)
    assert shortened("a long foot", measure, 4) == "a lon…"


# --- the picture -----------------------------------------------------------------------


@pytest.mark.parametrize("language", TITLES)
def test_a_title_in_any_script_is_drawn_whole_small_and_the_same_each_time(
    look: ShareLook, language: str
) -> None:
    made = share.draw(card(TITLES[language], language), look)
    assert share.letters_of(look.faces).lacking(TITLES[language]) == ""
    assert made == share.draw(card(TITLES[language], language), replace(look))
    assert len(made) < 60_000
    image = opened(made)
    assert image.size == (1200, 630)
    spine, other = (1195, 4) if language in ("ar", "fa", "ckb", "ur", "he") else (4, 1195)
    assert image.getpixel((spine, 300)) == (0x7D, 0x1B, 0x4B)
    assert image.getpixel((other, 300)) == (255, 255, 255)
    ink = image.crop((60, 130, 1140, 505)).point(lambda level: 255 if level < 90 else 0)
    box = ink.getbbox()
    assert box is not None and box[0] >= 10 and box[2] <= 1070 and box[3] < 370


@pytest.mark.parametrize(
    ("word", "language", "turn"), [("كتبنا", "ar", "rtl"), ("स्त्रियों", "hi", "ltr")]
)
def test_letters_join_as_their_script_wants(
    look: ShareLook, word: str, language: str, turn: str
) -> None:
    """What is drawn is what HarfBuzz shapes, and not letter beside letter."""
    face = share.letters_of(look.faces).face_for(word[0], bold=True)
    assert face is not None
    font = ImageFont.truetype(face.path, 104, layout_engine=ImageFont.Layout.RAQM)
    font.set_variation_by_axes([700])
    shaped, _ = font.getmask2(word, mode="L", direction=turn, language=language)
    apart = sum(font.getlength(letter, direction=turn) for letter in word)
    image = opened(share.draw(card(word, language), look)).convert("L")
    title = image.crop((60, 130, 1140, 505)).point(lambda level: 255 - level)
    left, _, right, _ = title.point(lambda level: 255 if level > 60 else 0).getbbox() or (
        0,
        0,
        0,
        0,
    )
    assert abs((right - left) - shaped.size[0]) <= 8
    assert apart - (right - left) > 20


def test_what_has_no_face_is_left_out_and_never_drawn_as_a_box(look: ShareLook) -> None:
    letters = share.letters_of(look.faces)
    assert letters.lacking("དཔེ་ཆ") == "".join(sorted(set("དཔེ་ཆ")))
    latin = replace(look, faces=tuple(f for f in look.faces if "NotoSans[" in f.path))
    only_source = replace(card("عنوان", "ar", source="A paper"), title=LangText("T", "ar"))
    foot = opened(share.draw(only_source, latin)).crop((60, 530, 1140, 610))
    bare = opened(share.draw(replace(only_source, date=None), latin)).crop((60, 530, 1140, 610))
    assert foot.tobytes() == bare.tobytes(), "the date has letters that this face lacks"
    assert foot.convert("L").getextrema()[0] < 200


def test_source_and_date_stand_in_the_foot_in_the_order_of_the_language(look: ShareLook) -> None:
    for language, at_start in (("en", "left"), ("ar", "right")):
        both = card("T", language, source="Cambridge Review")
        dated = opened(share.draw(both, look)).crop((60, 530, 1140, 610))
        alone = opened(share.draw(replace(both, date=None), look)).crop((60, 530, 1140, 610))
        half = (0, 0, 260, 80) if at_start == "left" else (820, 0, 1080, 80)
        assert dated.crop(half).tobytes() == alone.crop(half).tobytes()
        assert dated.tobytes() != alone.tobytes()


def test_colours_are_those_that_the_theme_gives_its_root() -> None:
    css = (
        ":root {\n--paper: #fff;\n--accent: #7d1b4b;\n}\n@media print {\n:root {\n--paper: #000;\n}"
        "\n}\n:root[data-theme] {\n--ink: #000;\n}\n:root { --accent: #0b5d57; --soft: red; }\n"
    )
    assert dict(colours(css)) == {**COLOURS, "paper": "#fff", "accent": "#0b5d57"}


def test_a_picture_is_painted_in_the_colours_of_the_theme(look: ShareLook) -> None:
    dark = replace(
        look, colours=tuple(sorted({**COLOURS, "paper": "#123", "binding": "#abc"}.items()))
    )
    image = opened(share.draw(card("A title"), dark))
    assert image.getpixel((1190, 10)) == (0x11, 0x22, 0x33)
    assert image.getpixel((4, 10)) == (0xAA, 0xBB, 0xCC)


# --- in a site -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_site(tmp_path_factory.mktemp("share") / "site", works=2)
    with (folder / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("share_images: true\n")
    build(folder)
    return folder


@pytest.fixture
def copied(site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(site, tmp_path / "site"))


def metas(page: Path) -> dict[str, str]:
    found = re.findall(
        r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)"',
        page.read_text(encoding="utf-8"),
    )
    return dict(found)


def test_every_version_of_an_article_has_a_picture_and_says_so(site: Path) -> None:
    for path in site.glob("output/*/20*/work-*/index.html"):
        said = metas(path)
        address = path.parent.relative_to(site / "output").as_posix()
        assert said["og:image"] == f"https://example.org/small/{address}/share.png"
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert said["og:image:alt"].startswith(said["og:title"].rpartition(" – ")[0])
        assert said["twitter:card"] == "summary_large_image"
        assert opened((path.parent / "share.png").read_bytes()).size == (1200, 630)
    about = metas(site / "output/en/about/index.html")
    assert "og:image" not in about and about["twitter:card"] == "summary"


def test_only_the_picture_of_a_changed_title_is_drawn_again(copied: Path, tmp_path: Path) -> None:
    before = tree(copied / "output")
    text = article(0, "en", title="Another title")
    path = article_path(copied, 0, "en")
    write(path, text + path.read_text(encoding="utf-8").partition("---\n")[2].partition("\0")[2])
    write(path, text)
    build(copied)
    after = tree(copied / "output")
    changed = [p for p in differing(before, after) if p.endswith(".png")]
    assert changed == ["en/2000/work-0/share.png"]
    assert differing(after, clean_build(copied, tmp_path)) == []


def test_a_title_with_letters_that_no_font_has_gets_no_picture_and_is_named_once(
    copied: Path,
) -> None:
    write(article_path(copied, 0, "en"), article(0, "en", title="དཔེ་ཆ one"))
    write(article_path(copied, 1, "en"), article(1, "en", title="དཔེ་ཆ two"))
    told: list[str] = []
    build(copied, notice=told.append)
    (notice,) = told
    assert "content/articles/2000/work-0/en.md and 1 more" in notice and "ཆ" in notice
    assert not (copied / "output/en/2000/work-0/share.png").exists()
    assert (copied / "output/ar/2000/work-0/share.png").exists()
    assert "og:image" not in metas(copied / "output/en/2000/work-0/index.html")


def test_without_the_setting_there_is_no_picture_and_no_font_is_looked_for(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from small_site import build_here

    def never(*_: object) -> None:
        raise AssertionError("fonts were looked for")

    monkeypatch.setattr(faces, "find", never)
    monkeypatch.setattr(faces, "missing", never)
    settings = copied / "site.yaml"
    write(settings, settings.read_text(encoding="utf-8").replace("share_images: true\n", ""))
    build_here(copied)
    assert list((copied / "output").rglob("share.png")) == []


def test_where_fonts_are_missing_the_build_says_so_once_and_goes_on(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from site_builder.pipeline import Options, build_site

    told: list[str] = []
    monkeypatch.setattr(faces, "missing", lambda: "the package fonttools")
    build_site(Options(copied, copied / "output", "2026-01-15", notice=told.append))
    assert told == [
        "no share images are made, which need the package fonttools; "
        "docs/maintainers.md says how to install fonts"
    ]
    assert list((copied / "output").rglob("share.png")) == []


def test_fonts_of_the_system_serve_where_no_package_is_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (packaged, _), *_ = faces._packaged("manimgx-fonts")
    answer = (
        f"{packaged}\t0\t80\t0\tNoto Sans,Noto Sans Display\n{packaged}\t0\t80\t100\tNoto Sans\n"
        f"{packaged}\t0\t200\t0\tComic Face\n{tmp_path}/gone.ttf\t0\t200\t0\tDejaVu Sans\n"
    )
    command = tmp_path / "fc-list"
    command.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}END\n", encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(faces, "PACKAGES", ("no-such-package",))
    (face,) = faces.find(lambda kind, digest, make: make())
    assert (face.path, face.index, face.weight) == (str(packaged), 0, 400)
    assert share.letters_of((face,)).lacking("Память") == ""
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert faces.find(lambda kind, digest, make: make()) == ()
