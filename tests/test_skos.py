"""The authority files as linked data, and the lists that follow them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from archives import linked, text

from site_builder.model import Archive, TemplatePage
from site_builder.outputs.lists import list_pages
from site_builder.outputs.parts import best_version
from site_builder.outputs.skos import CONTEXT, skos_files
from site_builder.pages import ListPage

HERE = "https://example.org/archive/data/"
TRANSLATED = "translation: {translators: [Sami], reviewers: [jane]}"
FILES = {
    "authorities/places.yaml": """\
syria:
  label: {en: Syria, ar: سوريا}
aleppo-province:
  label: {en: Aleppo Province}
  broader: syria
kobani:
  label: {en: Kobani, ar: كوباني}
  alias: {en: [Ain al-Arab, Kobani], ar: [عين العرب]}
  note: {en: A town on the border.}
  broader: aleppo-province
  same_as: [https://www.wikidata.org/entity/Q1]
  latitude: 36.89
  longitude: 38.35
elsewhere:
  label: {en: Elsewhere}
""",
    "authorities/people.yaml": "jane:\n  label: {en: Jane, ar: جين}\n",
    "authorities/collections.yaml": """\
choice:
  label: {en: A choice}
  works: [2014/c, 2016/a, 2015/b]
""",
    "articles/2016/a/fr.md": text("title: A\ndate: 2016\nplaces: [kobani]\nauthors: [jane]"),
    "articles/2016/a/ar.md": text(f"title: أ\n{TRANSLATED}"),
    "articles/2015/b/en.md": text("title: B\ndate: 2015\nplaces: [kobani]\npeople: [jane]"),
    "articles/2014/c/ar.md": text("title: ج\ndate: 2014\nplaces: [syria]"),
    "articles/2014/d/fr.md": text("title: D\nstatus: draft\nplaces: [elsewhere]"),
}


@pytest.fixture(scope="module")
def archive() -> Archive:
    made, problems = linked(FILES)
    assert [p for p in problems if p.severity == "error"] == []
    return made


def data_of(archive: Archive, name: str) -> dict[str, Any]:
    found = next(o for o in skos_files(archive) if o.path == f"data/{name}.jsonld")
    return dict(json.loads(found.page.data))  # type: ignore[union-attr]


def concepts(archive: Archive, name: str) -> dict[str, dict[str, Any]]:
    graph = data_of(archive, name)["@graph"][1:]
    return {concept["@id"].rpartition("#")[2]: concept for concept in graph}


def list_of(archive: Archive, path: str) -> ListPage:
    page = next(o.page for o in list_pages(archive) if o.path == f"{path}/index.html")
    assert isinstance(page, TemplatePage)
    assert isinstance(page.model, ListPage)
    return page.model


def shown(page: ListPage) -> list[tuple[str, str, list[str]]]:
    return [(g.role, g.language, [c.title.text for c in g.cards]) for g in page.groups]


def test_a_place_is_a_concept_with_its_names_in_every_language(archive: Archive) -> None:
    kobani = concepts(archive, "places")["kobani"]
    assert kobani["@id"] == f"{HERE}places.jsonld#kobani"
    assert kobani["@type"] == ["skos:Concept", "schema:Place"]
    assert kobani["prefLabel"] == {"ar": "كوباني", "en": "Kobani"}
    assert kobani["altLabel"] == {"ar": ["عين العرب"], "en": ["Ain al-Arab"]}
    assert kobani["scopeNote"] == {"en": "A town on the border."}
    assert kobani["exactMatch"] == ["https://www.wikidata.org/entity/Q1"]
    assert kobani["latitude"] == 36.89
    assert kobani["page"][0] == "https://example.org/archive/en/places/kobani/"


def test_broader_and_narrower_mirror_each_other_up_to_the_top_of_the_scheme(
    archive: Archive,
) -> None:
    places = concepts(archive, "places")
    top = data_of(archive, "places")["@graph"][0]["hasTopConcept"]
    for concept in places.values():
        below = [c["@id"] for c in places.values() if c.get("broader") == concept["@id"]]
        assert concept.get("narrower", []) == below
        assert ("topConceptOf" in concept) == (concept["@id"] in top) == ("broader" not in concept)
    assert places["kobani"]["broader"].endswith("#aleppo-province")
    assert places["aleppo-province"]["broader"].endswith("#syria")


def test_what_only_a_draft_names_is_in_no_export(archive: Archive) -> None:
    assert set(concepts(archive, "places")) == {"aleppo-province", "kobani", "syria"}


def test_every_file_is_json_ld_whose_words_its_context_explains(archive: Archive) -> None:
    files = list(skos_files(archive))
    assert sorted(f.path for f in files) == [
        "data/collections.jsonld", "data/people.jsonld", "data/places.jsonld",
    ]  # fmt: skip
    for file in files:
        data = json.loads(file.page.data)  # type: ignore[union-attr]
        assert data["@context"] == CONTEXT
        known = {*CONTEXT, "@id", "@type"}
        ids = [node["@id"] for node in data["@graph"]]
        assert len(ids) == len(set(ids))
        for node in data["@graph"]:
            assert set(node) <= known
            assert re.match("https://example.org/archive/data/", node["@id"])
            types = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
            assert all(t.partition(":")[0] in CONTEXT for t in types)
            for word in ("broader", "inScheme"):
                assert node.get(word, ids[0]) in ids


def test_a_collection_keeps_the_curators_order_in_its_page_and_in_its_data(
    archive: Archive,
) -> None:
    assert shown(list_of(archive, "fr/collections/choice")) == [("", "", ["ج", "A", "B"])]
    works = concepts(archive, "collections")["choice"]["works"]
    assert [w.removeprefix("https://example.org/archive/") for w in works] == [
        "ar/2014/c/", "fr/2016/a/", "en/2015/b/",
    ]  # fmt: skip


def test_a_work_is_listed_once_in_the_readers_language_or_the_sites_first(
    archive: Archive,
) -> None:
    work = next(w for w in archive.works if w.id == "2016/a")
    assert [best_version(archive, work, tag).language for tag in ("en", "ar", "fr")] == [
        "ar", "ar", "fr",
    ]  # fmt: skip
    (card,) = (
        c for g in list_of(archive, "en/all").groups for c in g.cards if "2016/a" in c.address
    )
    assert (card.title.language, [v.language for v in card.others]) == ("ar", ["fr"])


def test_a_place_lists_the_readers_own_language_first_then_the_others_by_language(
    archive: Archive,
) -> None:
    assert shown(list_of(archive, "en/places/kobani")) == [("", "en", ["B"]), ("", "ar", ["أ"])]
    assert shown(list_of(archive, "fr/places/kobani")) == [("", "fr", ["A"]), ("", "en", ["B"])]


def test_a_person_page_says_what_they_wrote_reviewed_and_are_written_about_in(
    archive: Archive,
) -> None:
    page = list_of(archive, "en/people/jane")
    assert shown(page) == [
        ("author", "ar", ["أ"]), ("reviewer", "ar", ["أ"]), ("about", "en", ["B"]),
    ]  # fmt: skip
    assert page.count == 2


def test_a_translator_has_a_page_of_what_they_translated_in_the_language_they_did(
    archive: Archive,
) -> None:
    assert shown(list_of(archive, "fr/people/sami")) == [("translator", "ar", ["أ"])]


def test_a_term_shows_the_whole_chain_above_it_though_a_part_of_it_has_no_page(
    archive: Archive,
) -> None:
    term = list_of(archive, "ar/places/kobani").term
    assert term is not None
    assert [(b.label.text, b.address) for b in term.broader] == [
        ("سوريا", "/ar/places/syria/"), ("Aleppo Province", ""),
    ]  # fmt: skip
    assert {a.text for a in term.aliases} == {"Kobani", "عين العرب", "Ain al-Arab"}
