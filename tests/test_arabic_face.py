"""A face for Arabic script that a site brings along, if it says so."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from small_site import build, build_here, make_site, write

from site_builder import budgets
from site_builder.faces import web
from site_builder.pipeline import Options, build_site

LETTERS = {
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْٰ٠١٢٣٤٥٦٧٨٩،؛؟",
    "fa": "پچژگکیۀ۰۱۲۳۴۵۶۷۸۹",
    "ckb": "ڕڵۆێەھڤ",
    "ps": "ټډړږښګڼۍې",
    "ug": "ۇۈۋېەھڭ",
    "ur": "ٹڈڑںھہۂۃے",
}


def site_of(folder: Path, *, languages: tuple[str, ...] = ("en", "ar"), says: bool = True) -> Path:
    site = make_site(folder / "site", works=1, languages=languages)
    settings = (site / "site.yaml").read_text(encoding="utf-8")
    if "ar" not in languages:
        settings = settings.replace("languages: [en, ar, fa]", "languages: [en]")
    write(site / "site.yaml", settings + ("arabic_face: true\n" if says else ""))
    return site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = site_of(tmp_path_factory.mktemp("face"))
    build(site)
    return site / "output"


def test_the_face_is_small_has_the_letters_and_joins_them(built: Path) -> None:
    data = (built / "assets/fonts/naskh.woff2").read_bytes()
    assert data[:4] == b"wOF2" and len(data) < 20_000
    font = TTFont(BytesIO(data))
    points = font.getBestCmap()
    for letters in LETTERS.values():
        assert [c for c in letters if ord(c) not in points] == []
    assert not {*points} & {*range(0x20, 0x7F)} and max(points) < 0x10000
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina", "rlig"} <= features
    assert {r.FeatureTag for r in font["GPOS"].table.FeatureList.FeatureRecord} >= {"mark", "mkmk"}


def test_its_licence_and_copyright_are_published_with_it(built: Path) -> None:
    licence = (built / "assets/fonts/OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence and "Noto Project Authors" in licence
    names = TTFont(built / "assets/fonts/naskh.woff2")["name"]
    assert "Noto Project Authors" in names.getDebugName(0)
    assert "Open Font License" in names.getDebugName(13)


def test_no_text_waits_for_it_and_no_other_script_asks_for_it(built: Path) -> None:
    css = (built / "assets/style.css").read_text(encoding="utf-8")
    (rule,) = [part for part in css.split("}") if "@font-face" in part]
    assert "font-display: optional" in rule
    assert 'url("fonts/naskh.woff2?v=' in rule
    ranges = rule.partition("unicode-range:")[2].strip(" ;\n").split(",")
    assert all(r.startswith(("U+6", "U+FDF2")) for r in ranges) and "U+620-65F" in ranges


def test_the_same_face_is_made_each_time() -> None:
    made = [web.reading_face(["ar"], lambda kind, digest, make: make()) for _ in range(2)]
    assert made[0] == made[1]


def test_a_language_of_more_letters_gets_all_of_them() -> None:
    face = web.reading_face(["en", "sd"], lambda kind, digest, make: make())
    points = TTFont(BytesIO(dict(face.files)[web.NAME])).getBestCmap()
    assert [c for c in "ڀٿڃڇڊڍڏڙڦڪڱڻ" if ord(c) not in points] == []
    assert "unicode-range: U+600-6FF;" in face.css


def test_it_is_made_once_and_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_of(tmp_path)
    build_here(site)
    before = (site / "output/assets/fonts/naskh.woff2").read_bytes()

    def never(*_: object) -> bytes:
        raise AssertionError("made again")

    monkeypatch.setattr(web, "_cut", never)
    assert build_here(site).written == 0
    assert (site / "output/assets/fonts/naskh.woff2").read_bytes() == before


@pytest.mark.parametrize(("languages", "says"), [(("en", "ar"), False), (("en",), True)])
def test_no_site_gets_it_that_does_not_ask_or_has_no_use_for_it(
    tmp_path: Path, languages: tuple[str, ...], says: bool
) -> None:
    site = site_of(tmp_path, languages=languages, says=says)
    build(site)
    assert not (site / "output/assets/fonts").exists()
    assert "@font-face" not in (site / "output/assets/style.css").read_text(encoding="utf-8")


def test_where_the_package_is_missing_the_build_says_so_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_of(tmp_path)
    told: list[str] = []
    monkeypatch.setattr(web, "PACKAGE", "no-such-package")
    build_site(Options(site, site / "output", "2026-01-15", notice=told.append))
    assert told == [
        "pages get no face for Arabic script, which needs the package no-such-package; "
        "docs/maintainers.md says how to install fonts"
    ]
    assert not (site / "output/assets/fonts").exists()


def test_languages_of_another_hand_or_script_have_no_use_for_it() -> None:
    assert web.is_for(["en", "ckb"]) and web.is_for(["ku-arab"])
    assert not web.is_for(["ur", "en", "zh", "kmr", "he", "pa-arab"])


def test_a_page_is_weighed_with_the_face_that_it_is_read_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_of(tmp_path)
    monkeypatch.setattr(budgets, "ALL_IN", 20_000)
    problems = build_site(Options(site, site / "output", "2026-01-15")).problems
    (heavy,) = [p for p in problems if "weighs" in p.message]
    assert heavy.path == "output/ar/2000/work-0/index.html"
    assert "the page with its styles, scripts and face weighs" in heavy.message
