"""What machines are told of an article: schema.org as JSON-LD, Open Graph in the head."""

from __future__ import annotations

import json
from typing import Any

import pytest
from archives import linked, text, version

from site_builder import languages
from site_builder.outputs import articles, json_ld
from site_builder.pages import RightsBox

ORIGINAL = text(
    """
deck: What it says in brief
source:
  name: gazette
  title: Il muro
  url: https://example.org/wall
  archived: https://web.example.org/2016/wall
date: 2015-03-01
updated: 2016-05-04
authors: [jane]
people: [witness]
places: [raqqa]
keywords: [walls]
type: report
rights: CC-BY-4.0
corrections: [{date: 2016-02-02, note: The year was wrong.}]
"""
)
FILES = {
    "articles/2015/wall/en.md": ORIGINAL,
    "articles/2015/wall/ar.md": text(
        "title: جدار\\ntranslation: {translators: [sami], reviewers: [jane]}".replace("\\n", "\n")
    ),
    "articles/2015/wall/fr.md": text("title: Le mur\ntranslation: {of: ar, translators: [sami]}"),
    "authorities/people.yaml": """\
jane: {label: {en: Jane Example}, same_as: [https://www.wikidata.org/entity/Q1]}
sami: {label: {en: Sami Example, ar: سامي}}
witness: {label: {en: A Witness}}
""",
    "authorities/sources.yaml": """\
gazette: {label: {en: Example Gazette, fr: La Gazette}, kind: newspaper, url: "https://example.org/"}
""",
    "authorities/places.yaml": "raqqa: {label: {en: Raqqa}, latitude: 35.95, longitude: 39.01}\n",
    "authorities/keywords.yaml": "walls: {label: {en: walls, fr: murs}}\n",
}
BASE = "https://example.org/archive"
RIGHTS = RightsBox("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", "Example", "", "en")
KNOWN = {
    "@context", "@type", "@id", "url", "mainEntityOfPage", "headline", "alternativeHeadline",
    "inLanguage", "datePublished", "dateModified", "author", "translator", "contributor",
    "publisher", "isPartOf", "keywords", "mentions", "contentLocation", "isBasedOn", "archivedAt",
    "image", "license", "copyrightHolder", "correction", "isAccessibleForFree", "wordCount",
    "workTranslation", "translationOfWork", "name", "sameAs", "geo", "latitude", "longitude",
    "width", "height", "text",
}  # fmt: skip
"""Terms of schema.org, and the keywords of JSON-LD."""


def described(language: str, files: dict[str, str] = FILES) -> dict[str, Any]:
    archive, problems = linked(files)
    assert [p for p in problems if p.severity == "error"] == []
    (work,) = archive.works
    one = version(archive, "2015/wall", language)
    images = [("/media/2015/wall/a.jpg", 900, 600)]
    found: dict[str, Any] = json.loads(json_ld.article(archive, work, one, images, RIGHTS))
    return found


def test_an_original_says_what_it_is_where_it_was_and_what_was_made_of_it() -> None:
    said = described("en")
    assert said["@context"] == "https://schema.org"
    assert said["@type"] == "ReportageNewsArticle"
    assert said["@id"] == said["url"] == said["mainEntityOfPage"] == f"{BASE}/en/2015/wall/"
    assert (said["inLanguage"], said["headline"]) == ("en", "A title")
    assert (said["datePublished"], said["dateModified"]) == ("2015-03-01", "2016-05-04")
    jane = {"@type": "Person", "name": "Jane Example"}
    assert said["author"] == [{**jane, "sameAs": ["https://www.wikidata.org/entity/Q1"]}]
    assert said["isBasedOn"] == {
        "@type": "CreativeWork",
        "name": "Il muro",
        "url": "https://example.org/wall",
        "archivedAt": "https://web.example.org/2016/wall",
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": "Example Gazette",
            "url": "https://example.org/",
        },
    }
    assert said["archivedAt"] == "https://web.example.org/2016/wall"
    assert said["image"] == [
        {
            "@type": "ImageObject",
            "url": f"{BASE}/media/2015/wall/a.jpg",
            "width": 900,
            "height": 600,
        }
    ]
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "The year was wrong.",
            "datePublished": "2016-02-02",
        }
    ]
    assert said["contentLocation"][0]["geo"]["latitude"] == 35.95
    assert said["workTranslation"] == [
        {"@type": "ReportageNewsArticle", "@id": f"{BASE}/ar/2015/wall/", "inLanguage": "ar"}
    ]
    assert "translationOfWork" not in said and "translator" not in said


def test_a_relay_translation_names_who_made_it_and_from_which_version() -> None:
    relay, between = described("fr"), described("ar")
    of = {"@type": "ReportageNewsArticle", "@id": f"{BASE}/ar/2015/wall/", "inLanguage": "ar"}
    assert relay["translationOfWork"] == of
    assert relay["translator"] == [{"@type": "Person", "name": "Sami Example"}]
    assert relay["keywords"] == ["murs"]
    assert relay["isBasedOn"]["publisher"]["name"] == "La Gazette"
    assert between["translator"][0]["name"] == "سامي"
    assert between["contributor"][0]["name"] == "Jane Example"
    assert between["translationOfWork"]["@id"] == f"{BASE}/en/2015/wall/"
    assert between["workTranslation"][0]["@id"] == f"{BASE}/fr/2015/wall/"


def test_an_original_elsewhere_is_described_by_its_language_title_and_address() -> None:
    header = (
        "source: Example Gazette\ndate: 2015\nkeywords: [walls]\ntranslation: {translators: [sami],"
        " original: {language: zh-hant, title: 牆, url: 'https://example.org/z'}}"
    )
    said = described("en", {**FILES, "articles/2015/wall/en.md": text(header)})
    assert said["translationOfWork"] == {
        "@type": "CreativeWork",
        "inLanguage": "zh-Hant",
        "name": "牆",
        "url": "https://example.org/z",
    }


def test_the_copy_of_a_source_is_no_copy_of_a_text_that_only_rests_on_it() -> None:
    own = ORIGINAL.replace("  name: gazette", "  name: gazette\n  relation: based-on")
    said = described("en", {**FILES, "articles/2015/wall/en.md": own})
    assert "archivedAt" not in said
    assert said["isBasedOn"]["archivedAt"] == "https://web.example.org/2016/wall"


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_every_term_is_one_of_schema_org(language: str) -> None:
    def terms(value: object) -> set[str]:
        if isinstance(value, dict):
            return {*value, *(t for inner in value.values() for t in terms(inner))}
        return {t for inner in value for t in terms(inner)} if isinstance(value, list) else set()

    assert terms(described(language)) <= KNOWN
    assert all(value not in ("", [], None) for value in described(language).values())


def test_types_of_texts_are_types_of_schema_org() -> None:
    assert {*json_ld.TYPES.values()} == {"Article", "AnalysisNewsArticle", "ReportageNewsArticle"}


def test_a_page_tells_of_its_lead_image_and_its_licence() -> None:
    files = {
        **FILES,
        "articles/2015/wall/en.md": ORIGINAL.replace(
            "type: report", "type: report\nimage: {file: a.svg, alt: A wall}"
        ),
        "articles/2015/wall/a.svg": "",
    }
    archive, _ = linked(files)
    page = next(
        output.page.model  # type: ignore[union-attr]
        for output in articles.article_pages(archive)
        if output.path == "en/2015/wall/index.html"
    )
    said = json.loads(page.head.json_ld)
    (image,) = said["image"]
    assert image["url"] == f"{BASE}/media/2015/wall/a.svg"
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert page.head.image == "", "nobody shows a drawing where a link is shared"


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("en", "en_US"), ("ar", "ar_EG"), ("fa", "fa_IR"), ("ckb", "ckb_IQ"), ("kmr", "kmr_TR"),
        ("zh", "zh_CN"), ("zh-hant", "zh_TW"), ("pt-br", "pt_BR"), ("sr-latn-ba", "sr_BA"),
        ("ur", "ur_PK"), ("de-x-ab", "de_DE"), ("qaa", "qaa"),
    ],
)  # fmt: skip
def test_open_graph_is_told_a_language_with_its_territory(tag: str, locale: str) -> None:
    assert languages.locale_id(tag) == locale
