"""The theme room: what a theme's author and a reader of the default theme can rely on."""

from __future__ import annotations

import gc
import gzip
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from weakref import ref

import pytest
from jinja2 import Environment

from site_builder.cache import Cache
from site_builder.model import Edtf, LangText
from site_builder.pages import (
    ArticlePage,
    AzGroup,
    AzLetter,
    AzPage,
    BodyRef,
    Card,
    ChooserPage,
    Chrome,
    Citation,
    CollectionBox,
    CollectionPlace,
    CorrectionNote,
    Download,
    FigureBox,
    Group,
    Head,
    HeadingLink,
    HomePage,
    LanguageEntry,
    LeadStory,
    ListPage,
    MenuItem,
    NotFoundPage,
    OfflinePage,
    Pagination,
    Picture,
    PlacePoint,
    RedirectPage,
    RightsBox,
    SearchPage,
    SourceBox,
    StatusCell,
    StatusPage,
    StatusRow,
    TermBox,
    TermLink,
    TranslationBox,
    VersionLink,
    Voice,
    VoicePart,
    WorkLink,
    YearCount,
    YearsPage,
)
from site_builder.problems import ConfigFailed
from site_builder.theme import Theme, ThemeMistake, open_theme

THEMES = Path(__file__).parent.parent / "themes"
DAY = Edtf("2015-03-01", (2015, 3, 1))
HOSTILE = "\"><script>alert(1)</script><b title='"


# --- made-up pages ---------------------------------------------------------------------


PICTURE = Picture(800, 600, "/media/2015/wall/a.jpg", (("/media/2015/wall/a.jpg.480.webp", 480),))


def said(text: str, language: str = "en") -> LangText:
    return LangText(text, language)


def chrome(language: str = "en", *, word: str = "Kept Memory") -> Chrome:
    return Chrome(
        site_title=said(word, language),
        tagline=said(word, language),
        languages=("en", "ar"),
        home=f"/{language}/",
        search=f"/{language}/search/",
        menu=(MenuItem(said(word), f"/{language}/about/"),),
        base_url="https://example.org/archive/",
        status="/status/",
        data="/data/",
    )


def head(address: str, language: str = "en", *, word: str = "A title") -> Head:
    return Head(
        title=word,
        language=language,
        address=f"/{language}/{address}",
        description=word,
        versions=(
            VersionLink("en", f"/en/{address}"),
            VersionLink("ar", f"/ar/{address}"),
        ),
        feed=f"/{language}/{address}feed.xml",
        image="/media/x/a.jpg",
        image_alt=word,
        json_ld='{"@type":"NewsArticle"}',
        published="2015-03-01",
    )


def term(word: str, kind: str = "keywords") -> TermLink:
    return TermLink(said(word), f"/en/{kind}/raqqa/", 3)


def card(word: str = "A title", language: str = "en") -> Card:
    return Card(
        title=said(word, language),
        deck=said(word, language),
        address=f"/{language}/2015/wall/",
        date=DAY,
        source=said(word, language),
        type="testimony",
        others=(VersionLink("fr", "/fr/2015/wall/"),),
        warning=True,
        draft=True,
    )


def article(language: str = "en", *, word: str = "A title") -> ArticlePage:
    """An article that has everything an article can have."""
    text = said(word, language)
    return ArticlePage(
        head=head("2015/wall/", language, word=word),
        kind="article",
        title=text,
        deck=text,
        date=DAY,
        type="interview",
        authors=(term(word, "people"), term(word, "people")),
        source=SourceBox(
            name=term(word, "sources"),
            title=word,
            language="fa",
            url="https://example.net/1",
            archived="https://archive.example.net/1",
            accessed=DAY,
            sha256="9f86d081",
        ),
        translation=TranslationBox(
            source=VersionLink("fr", "/fr/2015/wall/"),
            original=None,
            original_url="",
            translators=(term(word, "people"),),
            reviewers=(term(word, "people"),),
            date=DAY,
            method="post-edited",
            note=text,
            changed=2,
            total=9,
        ),
        warning=text,
        corrections=(CorrectionNote(DAY, text),),
        draft=True,
        withdrawn_date=None,
        withdrawn_reason=None,
        image=FigureBox("/media/2015/wall/a.jpg", text, text, text, PICTURE),
        headings=(HeadingLink(2, word, "s-one"), HeadingLink(3, word, "s-two")),
        body=BodyRef("0", ()),
        minutes=7,
        keywords=(term(word),),
        people=(term(word, "people"),),
        places=(term(word, "places"),),
        collections=(
            CollectionPlace(
                term(word, "collections"),
                2,
                3,
                WorkLink(text, "/en/2013/a/"),
                WorkLink(said(word, "ar"), "/ar/2015/b/"),
            ),
        ),
        related=(card(word), card(word, "ar")),
        previous=card(word),
        next=card(word, "ar"),
        added=DAY,
        updated=DAY,
        rights=RightsBox(word, "https://example.net/licence", word, word, language),
        citation=Citation(
            (text,), (text,), text, text, DAY, text, "https://example.org/archive/en/"
        ),
        downloads=(Download("download.bibtex", "cite.bib", "text/plain"),),
        edit_url="https://example.net/edit",
    )


def withdrawn() -> ArticlePage:
    return replace(
        article(), withdrawn_date=DAY, withdrawn_reason=said("Asked for."), body=None, image=None
    )


YEARS = (
    YearCount(2013, 4, "/en/2013/"),
    YearCount(2015, 8, "/en/2015/"),
    YearCount(0, 1, "/en/undated/"),
)
POINTS = (
    PlacePoint(said("Raqqa"), "/en/places/raqqa/", 3, 35.95, 39.01),
    PlacePoint(said("London"), "/en/places/london/", 1, 51.51, -0.13),
)


def every_page(language: str = "en", word: str = "A title") -> list[tuple[str, object, str]]:
    """(template, model, output path) of each kind of page."""
    text = said(word, language)
    entries = (
        LanguageEntry("en", said(word), said(word), "/en/", 3),
        LanguageEntry("ar", said(word, "ar"), None, "/ar/", 2),
    )
    box = TermBox(
        kind="keyword",
        note=text,
        aliases=(said(word, "ar"),),
        broader=(term(word),),
        narrower=(term(word),),
        same_as=("https://example.net/entity",),
        url="https://example.net/",
        latitude=35.95,
        longitude=39.01,
    )
    groups = (Group((card(word),)), Group((card(word, "ar"),), "ar"))
    listed = ListPage(
        head=head("keywords/raqqa/", language, word=word),
        kind="keyword",
        title=text,
        term=box,
        year=0,
        count=31,
        groups=groups,
        pagination=Pagination(1, 2, "", f"/{language}/keywords/raqqa/page-2/"),
        up=f"/{language}/keywords/",
    )
    cells = tuple(
        StatusCell("en", state, "" if state == "missing" else "/en/x/", 2, 9)
        for state in ("original", "current", "unstamped", "outdated", "machine", "missing")
    )
    at = f"{language}/"
    letters = tuple(
        AzLetter(letter, f"letter-{n}", f"/{language}/keywords/#letter-{n}")
        for n, letter in enumerate("ABCDE", 1)
    )
    return [
        ("article.html", article(language, word=word), f"{at}2015/wall/index.html"),
        ("list.html", listed, f"{at}keywords/raqqa/index.html"),
        (
            "az.html",
            AzPage(
                head("keywords/", language, word=word),
                "place",
                letters,
                tuple(AzGroup(letter, (term(word),)) for letter in letters),
                Pagination(1, 1),
                points=POINTS,
            ),
            f"{at}keywords/index.html",
        ),
        (
            "years.html",
            YearsPage(head("years/", language, word=word), YEARS),
            f"{at}years/index.html",
        ),
        (
            "home.html",
            HomePage(
                head=head("", language, word=word),
                lead=LeadStory(card(word), FigureBox("/media/a.jpg", text, None, None, PICTURE)),
                newest=(card(word),),
                elsewhere=(card(word, "ar"),),
                collections=(
                    CollectionBox(
                        term(word, "collections"), text, (WorkLink(text, "/en/2013/a/"),)
                    ),
                ),
                keywords=(term(word),),
                years=YEARS,
                browse=(("keyword", f"/{language}/keywords/", 31),),
                everything=f"/{language}/all/",
                count=9,
                voices=(f"/{language}/voices/", 3),
                voice=Voice(
                    text, (VoicePart(word, "person", "", None),), None, text, "/en/a/#b1", False
                ),
                points=POINTS,
            ),
            f"{at}index.html",
        ),
        ("chooser.html", ChooserPage(Head(word, language, "/"), entries), "index.html"),
        (
            "search.html",
            SearchPage(
                head("search/", language, word=word),
                (("keyword", f"/{language}/keywords/"),),
                f"/search/{language}/manifest.json",
            ),
            f"{at}search/index.html",
        ),
        (
            "404.html",
            NotFoundPage(Head(word, language, "/404.html", noindex=True), entries),
            "404.html",
        ),
        (
            "redirect.html",
            RedirectPage(Head(word, language, "/old/"), "/en/2015/wall/"),
            "old/index.html",
        ),
        (
            "status.html",
            StatusPage(
                head("status/", language, word=word),
                ("en",) * 6,
                (("en", 2, 3),) * 6,
                (StatusRow(text, "/en/x/", cells),),
                "title",
                (("date", "/status/"), ("title", "/status/by-title/")),
                Pagination(1, 2, "", "/status/by-title/page-2/"),
                "/status/status.json",
            ),
            "status/index.html",
        ),
        (
            "offline.html",
            OfflinePage(head("offline/", language, word=word)),
            f"{at}offline/index.html",
        ),
    ]


@pytest.fixture(scope="module")
def default() -> Theme:
    return open_theme("default", [THEMES])


def shown(theme: Theme, template: str, model: object, path: str, language: str = "en") -> str:
    return theme.render(template, model, chrome=chrome(language), path=path, body="<p>Text.</p>")


def shown_article(theme: Theme, model: ArticlePage | None = None, language: str = "en") -> str:
    path = f"{language}/2015/wall/index.html"
    return shown(theme, "article.html", model or article(language), path, language)


def make(folder: Path, name: str, files: dict[str, str]) -> Path:
    """A theme of a site's own; returns the folder of themes."""
    for path, text in {"theme.yaml": "extends: default", **files}.items():
        file = folder / "themes" / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "themes"


def failure(folder: Path, template: str) -> str:
    """The message for a page that is rendered with this template."""
    theme = open_theme("mine", [make(folder, "mine", {"templates/home.html": template}), THEMES])
    _, model, path = every_page()[4]
    with pytest.raises(ConfigFailed) as caught:
        shown(theme, "home.html", model, path)
    return str(caught.value.problems[0])


# --- every page ------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_kind_of_page_can_be_shown(default: Theme, language: str) -> None:
    for template, model, path in every_page(language):
        html = shown(default, template, model, path, language)
        assert html.startswith("<!doctype html>"), template
        assert html.count("<h1") == 1, template
        assert html.count("<main") == 1, template


def test_the_security_policy_stands_first_in_every_head(default: Theme) -> None:
    for template, model, path in every_page():
        html = shown(default, template, model, path)
        policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        assert html.partition("<head>\n")[2].startswith(policy), template
        assert "require-trusted-types-for 'script'; trusted-types 'none'\">\n<meta charset" in html


def test_no_page_has_an_inline_script_style_or_handler(default: Theme) -> None:
    for template, model, path in every_page():
        html = shown(default, template, model, path)
        assert not re.search(r"\s(style|on\w+)=|<style", html), template
        scripts = re.findall(r"<script([^>]*)>(.)", html, flags=re.DOTALL)
        assert all("src=" in about or 'json"' in about for about, _ in scripts), template


def test_whatever_a_contributor_writes_is_shown_as_text(default: Theme) -> None:
    for template, model, path in every_page(word=HOSTILE):
        around = chrome(word=HOSTILE)
        html = default.render(template, model, chrome=around, path=path)
        assert "<script>alert" not in html, template
        assert "<b title" not in html, template
        assert "&lt;script&gt;" in html or template == "redirect.html", template


def test_nothing_is_fetched_from_anywhere_else(default: Theme) -> None:
    for template, model, path in every_page():
        html = shown(default, template, model, path)
        fetched = re.findall(
            r'<(?:img|script|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^"]+)', html
        )
        assert not [url for url in fetched if re.match(r"[a-z]+:|//", url)], template


# --- links -----------------------------------------------------------------------------


def test_links_are_relative_and_name_the_file_so_that_a_folder_can_be_read(default: Theme) -> None:
    html = shown_article(default)
    assert 'href="../../../fr/2015/wall/index.html"' in html
    assert re.search(r'href="\.\./\.\./\.\./assets/style\.css\?v=[0-9a-f]{8}"', html)


def test_a_page_not_found_links_from_the_root_because_it_answers_at_any_depth(
    default: Theme,
) -> None:
    _, model, path = every_page()[7]
    html = shown(default, "404.html", model, path)
    assert 'href="/archive/en/"' in html
    assert 'href="/archive/assets/style.css?v=' in html
    assert '"../' not in html


def test_search_engines_get_whole_addresses_that_are_the_same_from_every_version(
    default: Theme,
) -> None:
    pages = [shown_article(default, language=language) for language in ("en", "ar")]
    alternates = [re.findall(r'<link rel="alternate" hreflang.*', page) for page in pages]
    assert alternates[0] == alternates[1]
    assert alternates[0][-1] == (
        '<link rel="alternate" hreflang="x-default" '
        'href="https://example.org/archive/en/2015/wall/">'
    )


def test_the_front_pages_send_an_unknown_reader_to_the_choice_of_languages(
    default: Theme,
) -> None:
    _, model, path = every_page()[4]
    assert 'hreflang="x-default" href="https://example.org/archive/"' in shown(
        default, "home.html", model, path
    )


# --- languages -------------------------------------------------------------------------


def test_a_title_in_another_script_says_its_language_and_direction(default: Theme) -> None:
    _, model, path = every_page()[4]
    foreign = replace(model, newest=(card("عنوان", "ar"),))
    assert '<h3 lang="ar" dir="rtl"><a' in shown(default, "home.html", foreign, path)


def test_the_switcher_names_each_version_in_its_own_language(default: Theme) -> None:
    html = shown_article(default)
    switcher = html.partition('<nav class="languages"')[2].partition("</nav>")[0]
    assert re.findall(r">([^<\n]+)</(?:a|span)>", switcher) == ["English", "العربية"]


def test_dates_and_numbers_are_written_in_the_digits_of_the_reader(default: Theme) -> None:
    html = shown_article(default, language="ar")
    assert '<time datetime="2015-03-01">١ مارس ٢٠١٥</time>' in html
    assert "٧ دقائق" in html


def test_what_is_drawn_is_also_written_so_that_a_drawing_may_be_hidden(default: Theme) -> None:
    for template, model, path in every_page():
        html = shown(default, template, model, path)
        drawings = re.findall(r'<svg class="(?:map|timeline)[^>]*>.*?</svg>', html, re.DOTALL)
        assert all('aria-hidden="true"' in drawing for drawing in drawings)
        rest = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
        for link in {link for one in drawings for link in re.findall(r'href="([^"]+)"', one)}:
            assert template == "az.html" or f'href="{link}"' in rest, (template, link)


# --- articles --------------------------------------------------------------------------


def test_translators_stand_beside_authors(default: Theme) -> None:
    byline = shown_article(default).partition('<dl class="byline">')[2].partition("</dl>")[0]
    labels = re.findall(r"<dt>([^<]+)</dt><dd( class=\"names\")?", byline)
    assert labels[:2] == [("By", ' class="names"'), ("Translated by", ' class="names"')]


def test_a_warning_stands_before_the_text_and_the_image(default: Theme) -> None:
    html = shown_article(default)
    assert html.index("Content warning") < html.index('class="lead"') < html.index("<p>Text.</p>")


def test_a_withdrawn_text_leaves_its_title_the_date_and_the_reason_only(default: Theme) -> None:
    html = shown(default, "article.html", withdrawn(), "en/2015/wall/index.html")
    main = html.partition("<main")[2].partition("</main>")[0]
    assert "Asked for." in main
    assert 'datetime="2015-03-01"' in main
    for gone in ("byline", "Text.", "keywords", "cite", "<img"):
        assert gone not in main


def test_a_standing_page_has_no_by_line(default: Theme) -> None:
    page = replace(article(), kind="page", authors=(), source=None, translation=None, date=None)
    html = shown_article(default, page)
    assert 'class="byline"' not in html
    assert 'class="kicker"' not in html


# --- budgets and colours ---------------------------------------------------------------


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def test_styles_scripts_and_the_frame_of_an_article_stay_within_their_budgets(
    default: Theme,
) -> None:
    styles = [data for path, data in default.assets if path.endswith(".css")]
    assert sum(map(packed, styles)) <= 12_000
    assert packed(dict(default.assets)["theme.js"]) <= 3_000
    assert packed(shown_article(default).encode()) <= 6_000


def test_styles_name_no_side_so_that_every_direction_is_served(default: Theme) -> None:
    css = dict(default.assets)["style.css"].decode()
    sides = (
        r"(?:margin|padding|border)-(?:left|right|top|bottom)|text-align:\s*(?:left|right)|float:"
    )
    assert not re.findall(sides, css)
    assert not re.findall(r"^\s*(?:left|right|top|bottom|width|height):", css, flags=re.MULTILINE)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours such as #fff."""

    def luminance(colour: str) -> float:
        digits = colour.lstrip("#")
        digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def tokens_of(scheme: str, *sheets: str) -> dict[str, str]:
    """The colours that hold in a scheme, after these style sheets."""
    rules = {
        "light": r":root \{(.*?)\}",
        "dark by preference": r':root:not\(\[data-theme="light"\]\) \{(.*?)\}',
        "dark by choice": r':root\[data-theme="dark"\] \{(.*?)\}',
    }
    tokens: dict[str, str] = {}
    for name in ("light", scheme):
        for sheet in sheets:
            rule = re.search(rules[name], (THEMES / sheet).read_text(encoding="utf-8"), re.DOTALL)
            assert rule
            tokens |= dict(re.findall(r"--([\w-]+): (#\w+);", rule[1]))
    return tokens


@pytest.mark.parametrize("scheme", ["light", "dark by preference", "dark by choice"])
@pytest.mark.parametrize("theme", ["default", "reading-room"])
def test_every_text_colour_can_be_read_on_every_ground(scheme: str, theme: str) -> None:
    sheets = ["default/assets/css/tokens.css"]
    sheets += ["reading-room/assets/css/lamp.css"] if theme == "reading-room" else []
    tokens = tokens_of(scheme, *sheets)
    inks = ["ink", "soft", "accent", "alarm", *(t for t in tokens if t.startswith("code-"))]
    pairs = [(ink, ground) for ink in inks for ground in ("paper", "wash")]
    pairs += [
        ("ink", "mark"),
        ("soft", "mark"),
        ("alarm", "alarm-wash"),
        ("ink", "alarm-wash"),
        ("on-binding", "binding"),
    ]
    weak = [pair for pair in pairs if contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5]
    assert weak == []


# --- compiled once ---------------------------------------------------------------------


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the templates that are compiled, as in a process that has just begun."""
    texts: list[str] = []
    plain = Environment.compile

    def compile_(self: Environment, source: Any, *words: Any, **more: Any) -> Any:
        texts.append(source)
        return plain(self, source, *words, **more)

    monkeypatch.setattr(Environment, "compile", compile_)
    monkeypatch.setattr("site_builder.theme.compiled._here", {})
    return texts


def test_another_build_compiles_only_templates_that_changed(
    tmp_path: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    footer = '{% extends "default/base.html" %}{% block footer %}FOOT{% endblock %}'
    files = {"theme.yaml": "extends: default", "templates/base.html": footer}
    folder, memory = make(tmp_path, "mine", files), Cache(tmp_path / "cache.sqlite")
    first = shown_article(open_theme("mine", [folder, THEMES], memory))
    assert len(compiled) > 2
    assert footer in compiled
    memory.close()

    compiled.clear()
    monkeypatch.setattr("site_builder.theme.compiled._here", {})
    memory = Cache(tmp_path / "cache.sqlite")
    assert shown_article(open_theme("mine", [folder, THEMES], memory)) == first
    assert compiled == []

    make(tmp_path, "mine", {"templates/base.html": footer.replace("FOOT", "HAND")})
    again = shown_article(open_theme("mine", [folder, THEMES], memory))
    assert again == first.replace("FOOT", "HAND") != first
    assert compiled == [footer.replace("FOOT", "HAND")]


def test_in_one_process_a_template_is_compiled_once_and_each_cache_has_it(
    tmp_path: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_article(open_theme("default", [THEMES]))
    compiled.clear()
    memory = Cache(tmp_path / "cache.sqlite")
    shown_article(open_theme("default", [THEMES], memory))
    monkeypatch.setattr("site_builder.theme.compiled._here", {})
    shown_article(open_theme("default", [THEMES], memory))
    assert compiled == []


def test_a_theme_that_is_still_known_keeps_no_cache() -> None:
    """A cache may hold the whole of an archive, and eight themes are known at a time."""
    memory = Cache(None)
    there = ref(memory)
    theme = open_theme("default", [THEMES], memory)
    shown = shown_article(theme)
    del memory
    assert there() is None
    assert shown_article(theme) == shown


def test_what_cannot_be_used_is_compiled_again(tmp_path: Path, compiled: list[str]) -> None:
    class Wrong(Cache):
        def get(self, kind: str, key: str) -> Any:
            return b"j2" + bytes(40) if kind == "template" else super().get(kind, key)

    memory = Wrong(None)
    assert shown_article(open_theme("default", [THEMES], memory))
    assert compiled != []


# --- themes of one's own ---------------------------------------------------------------


def test_a_site_overrides_one_template_one_phrase_and_one_style(tmp_path: Path) -> None:
    folder = make(
        tmp_path,
        "mine",
        {
            "theme.yaml": "extends: default\nstyles: [mine.css]",
            "templates/base.html": '{% extends "default/base.html" %}'
            "{% block footer %}Ours{% endblock %}",
            "i18n/en.yaml": "article.by: Written by",
            "assets/css/mine.css": ":root { --accent: #123456 } /* ours */",
        },
    )
    theme = open_theme("mine", [folder, THEMES])
    html = shown_article(theme)
    assert "Ours</body>" in html
    assert "<dt>Written by</dt>" in html
    assert "<dt>Translated by</dt>" in html
    assert dict(theme.assets)["style.css"].endswith(b":root { --accent: #123456 }\n")


def test_any_change_to_a_theme_or_to_the_one_it_extends_changes_its_digest(
    tmp_path: Path,
) -> None:
    def digest() -> str:
        return open_theme("mine", [tmp_path / "themes"]).digest

    make(tmp_path, "ground", {"theme.yaml": "description: x", "templates/a.html": "a"})
    make(tmp_path, "mine", {"theme.yaml": "extends: ground"})
    before = digest()
    assert digest() == before
    make(tmp_path, "ground", {"theme.yaml": "description: x", "templates/a.html": "b"})
    assert digest() != before


def test_a_theme_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(ConfigFailed) as caught:
        open_theme("defualt", [THEMES])
    assert str(caught.value.problems[0]) == (
        "site.yaml:0:0: there is no theme 'defualt'\n  hint: did you mean 'default'?"
    )


def test_themes_that_extend_each_other_are_told(tmp_path: Path) -> None:
    make(tmp_path, "one", {"theme.yaml": "extends: two"})
    folder = make(tmp_path, "two", {"theme.yaml": "extends: one"})
    with pytest.raises(ConfigFailed) as caught:
        open_theme("one", [folder])
    assert "this theme extends itself: one -> two -> one" in str(caught.value.problems[0])


def test_what_a_page_was_made_with_goes_without_being_looked_for(default: Theme) -> None:
    def show() -> None:
        for template, model, path in every_page():
            shown(default, template, model, path)

    show()
    gc.collect()
    gc.disable()
    try:
        show()
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_theme_may_ask_for_a_key_with_a_dot_and_for_what_may_not_be_there(tmp_path: Path) -> None:
    template = "{% set kept = {'key': '<'} %}{{ kept.key }}{{ page.nothing is defined }}"
    theme = open_theme("mine", [make(tmp_path, "mine", {"templates/home.html": template}), THEMES])
    _, model, path = every_page()[4]
    assert shown(theme, "home.html", model, path) == "&lt;False"


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ("style: [a.css]", "unknown field 'style'\n  hint: did you mean 'styles'?"),
        ("styles: [nope.css]", "there is no style 'nope.css'"),
        ("- a\n- b", "does not hold 'key: value' lines"),
        ("styles: [", "mine/theme.yaml:2:1: this is not YAML"),
    ],
)
def test_a_mistake_in_theme_yaml_is_told(tmp_path: Path, about: str, message: str) -> None:
    with pytest.raises(ConfigFailed) as caught:
        open_theme("mine", [make(tmp_path, "mine", {"theme.yaml": about})])
    assert message in str(caught.value.problems[0])


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("one\n{% if %}", "themes/mine/templates/home.html:2:0: Expected an expression"),
        ("one\ntwo {{ page.titel }}", "home.html:2:0: 'site_builder.pages.HomePage"),
        (
            "{{ t('site.skpi') }}",
            "home.html:1:0: no language has a phrase 'site.skpi'\n  hint: did",
        ),
        ("\n\n{{ asset('a.css') }}", "home.html:3:0: the theme has no asset 'a.css'"),
        ("{{ page.count + 'x' }}", "home.html:1:0: unsupported operand type"),
        ("{% extends 'bass.html' %}", "there is no template 'bass.html'\n  hint: did you mean"),
    ],
)
def test_a_mistake_in_a_template_is_told_with_its_file_and_line(
    tmp_path: Path, template: str, message: str
) -> None:
    assert message in failure(tmp_path, template)


# --- phrases ---------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Theme:
    folder = make(
        tmp_path,
        "small",
        {
            "theme.yaml": "description: x",
            "i18n/en.yaml": 'home: Home\nby: "By {who}"\n'
            'works: {one: "{n} work", other: "{n} works"}',
            "i18n/ar.yaml": 'works: {two: مادتان, few: "{n} مواد", other: "{n} مادة"}\nby: "{wer}"',
            "i18n/zh.yaml": 'home: 首页\nworks: {other: "{n} 篇"}\nby: "{who}"',
        },
    )
    return open_theme("small", [folder])


def test_a_phrase_counts_in_the_plurals_and_digits_of_its_language(small: Theme) -> None:
    assert [small.phrase("works", "ar", n=n) for n in (2, 5)] == ["مادتان", "٥ مواد"]
    assert [small.phrase("works", "en", n=n) for n in (1, 5)] == ["1 work", "5 works"]


def test_a_missing_phrase_is_shown_in_the_nearest_language_and_never_empty(small: Theme) -> None:
    assert small.phrase("home", "zh-hant") == "首页"
    assert small.phrase("home", "ar") == "Home"
    assert small.phrase("home", "ckb") == "Home"


def test_a_phrase_that_no_language_has_is_a_mistake(small: Theme) -> None:
    with pytest.raises(ThemeMistake):
        small.phrase("hom", "en")


def test_a_missing_phrase_is_reported_with_its_file_and_its_english_words(small: Theme) -> None:
    told = [str(problem) for problem in small.missing_phrases(["en", "ar", "zh-hant", "ckb"])]
    assert told == [
        "themes/small/i18n/ar.yaml:0:0: warning: the phrase 'home' is missing\n"
        "  hint: in English: Home",
        "themes/small/i18n/ar.yaml:0:0: warning: the phrase 'by' has {wer}, which nothing fills\n"
        "  hint: in English: By {who}",
        "themes/small/i18n/ckb.yaml:0:0: warning: the theme does not speak 'ckb': "
        "its own words are in English there\n  hint: copy en.yaml and translate it",
    ]


def test_the_default_theme_lacks_no_phrase_in_any_of_its_languages(default: Theme) -> None:
    spoken = sorted(path.stem for path in (THEMES / "default/i18n").glob("*.yaml"))
    assert default.missing_phrases(spoken) == ()


def test_a_theme_says_how_wide_its_images_are_and_the_nearest_word_counts(tmp_path: Path) -> None:
    mine = tmp_path / "themes" / "mine"
    mine.mkdir(parents=True)
    about = mine / "theme.yaml"
    about.write_text("extends: default\nimage_sizes: {article.html: 50vw}\n", encoding="utf-8")
    theme = open_theme("mine", (tmp_path / "themes", THEMES))
    assert theme.sizes_of("article.html") == "50vw"
    assert theme.sizes_of("parallel.html").startswith("(min-width: ")
    assert theme.sizes_of("status.html") == "100vw"
    about.write_text("extends: default\nimage_sizes: 50vw\n", encoding="utf-8")
    with pytest.raises(ConfigFailed) as failed:
        open_theme("mine", (tmp_path / "themes", THEMES))
    assert "image_sizes" in str(failed.value.problems[0])
