"""Authority files: what a thing is called in every language, and what is wrong with it."""

from __future__ import annotations

from site_builder.authorities import FIELDS, FILES, read_authorities, read_terms
from site_builder.model import Source, Term, TermKind


def read(yaml: str, kind: TermKind = "keyword") -> tuple[dict[str, Term], list[str]]:
    terms, problems = read_terms(kind, Source("k.yaml", yaml, "digest"), "en")
    told = [f"{p.line}:{p.column}: {p.message}" for p in problems]
    return {term.id: term for term in terms}, told


def test_a_term_has_names_in_every_language_and_knows_where_it_stands() -> None:
    terms, told = read(
        "raqqa:\n"
        "  label: {en: Raqqa, ar: الرقة}\n"
        "  alias: {en: [Ar-Raqqah], ar: مدينة الرقة}\n"
        "  note: A city on the Euphrates\n"
        "  broader: syria\n"
        "  same_as: https://www.wikidata.org/entity/Q160525\n"
        "syria: Syria\n"
    )
    assert told == []
    raqqa = terms["raqqa"]
    assert raqqa.labels == {"en": "Raqqa", "ar": "الرقة"}
    assert raqqa.aliases == {"en": ("Ar-Raqqah",), "ar": ("مدينة الرقة",)}
    assert raqqa.notes == {"en": "A city on the Euphrates"}
    assert raqqa.same_as == ("https://www.wikidata.org/entity/Q160525",)
    assert terms["syria"].labels == {"en": "Syria"}
    assert raqqa.mark("alias.en.0") == (3, 16)
    assert raqqa.mark("label") == (2, 10) and raqqa.mark("url") == (1, 1)


def test_a_place_lies_somewhere_and_a_source_is_published_in_a_language() -> None:
    places, told = read("kobani: {label: Kobani, latitude: 36.89, longitude: 38.35}", "place")
    assert told == [] and (places["kobani"].latitude, places["kobani"].longitude) == (36.89, 38.35)
    sources, told = read("ain: {label: Ain, language: ar, kind: paper}", "source")
    assert told == [] and (sources["ain"].language, sources["ain"].type) == ("ar", "paper")


def test_a_term_with_a_mistake_is_told_and_its_users_are_not() -> None:
    terms, told = read("homs:\n  label: {en: Homs}\n  bordaer: syria\nhama:\nidlib: {note: x}\n")
    assert told == [
        "3:3: unknown field 'bordaer'",
        "4:1: 'hama' says nothing",
        "5:8: 'label' is missing",
    ]
    assert terms["homs"].labels == {"en": "Homs"}
    assert [*terms] == ["homs", "hama", "idlib"]


def test_a_file_that_is_not_yaml_still_says_which_ids_there_are() -> None:
    terms, told = read("raqqa:\n  label: Raqqa\nhoms:\n  label: [\n")
    assert len(told) == 1
    assert [*terms] == ["homs", "raqqa"]


def test_an_old_id_leads_to_one_term_and_is_no_id_of_now() -> None:
    terms, told = read(
        "raqqa: {label: Raqqa, formerly: [ar-raqqah, rakka]}\n"
        "homs: {label: Homs, formerly: [rakka, raqqa]}\n"
        "hama: {label: Hama, formerly: [hama]}\n"
    )
    assert terms["raqqa"].formerly == ("ar-raqqah", "rakka")
    assert told == [
        "2:32: 'rakka' is the id that 'raqqa' had",
        "2:39: 'raqqa' is the id that 'raqqa' has",
        "3:32: 'hama' is the id that 'hama' has",
    ]


def test_ids_are_short_ascii_words() -> None:
    _, told = read("Aleppo City: x\nسوق: x\ncon: x\n" + "a" * 101 + ": x\n")
    assert [line.split(": ")[0] for line in told] == ["1:1", "2:1", "3:1", "4:1"]


def test_wider_terms_exist_and_lead_upward() -> None:
    _, told = read(
        "a: {label: A, broader: b}\nb: {label: B, broader: a}\nc: {label: C, broader: c}\n"
        "d: {label: D, broader: e}\ne: {label: E, broader: nowhere}\n"
    )
    assert told == [
        "1:24: 'a' is broader than itself",
        "2:24: 'b' is broader than itself",
        "3:24: 'c' is broader than itself",
        "5:24: there is no 'nowhere' here",
    ]


def test_every_kind_of_term_has_its_file() -> None:
    assert {*FILES.values()} == {*FIELDS}
    sources = (
        ("keyword", Source("k.yaml", "a: A\n", "")),
        ("place", Source("p.yaml", "a: B\n", "")),
    )
    terms, problems = read_authorities(sources, "fr")  # type: ignore[arg-type]
    assert problems == ()
    assert {key: term.labels for key, term in terms.items()} == {
        ("keyword", "a"): {"fr": "A"},
        ("place", "a"): {"fr": "B"},
    }
