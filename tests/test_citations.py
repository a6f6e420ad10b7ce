"""How a version is cited: on its page, and in the files beside it."""

from __future__ import annotations

from archives import linked, text, version

from site_builder.model import Archive, Version
from site_builder.outputs.citations import bibtex, citation, cited, csl_item, ris

HEADER = """
source: {name: Example Gazette, url: "https://example.org/wall"}
date: 2015-03~
added: 2016-02-01
authors: [Jane Example & Sons, "{Brace} 100%"]
"""
REPUBLISHED = {
    "articles/2015/wall/en.md": text(HEADER),
    "articles/2015/wall/ar.md": text("title: جدار\ntranslation: {translators: [مترجمة]}"),
}
OWN = {"articles/2015/wall/en.md": text(HEADER.replace("name:", "relation: based-on, name:"))}


def one_of(files: dict[str, str], language: str = "en") -> tuple[Archive, Version]:
    archive, problems = linked(files)
    assert [p for p in problems if p.severity == "error"] == []
    return archive, version(archive, "2015/wall", language)


def test_a_republished_text_is_cited_with_its_publisher_and_its_date() -> None:
    said = citation(*one_of(REPUBLISHED))
    assert said.source
    assert said.source.text == "Example Gazette"
    assert said.date
    assert said.date.text == "2015-03~"
    assert said.archive.text == "A small archive"


def test_a_text_of_the_archives_own_is_not_ascribed_to_what_it_rests_on() -> None:
    archive, own = one_of(OWN)
    said = citation(archive, own)
    assert said.source is None
    assert said.date
    assert said.date.text == "2016-02-01"
    for form in (bibtex, ris):
        assert "Example Gazette" not in form(csl_item(cited(archive, own)))


def test_a_translation_names_its_translator_in_every_form() -> None:
    archive, arabic = one_of(REPUBLISHED, "ar")
    item = csl_item(cited(archive, arabic))
    assert item["translator"] == [{"literal": "مترجمة"}]
    assert item["language"] == "ar"
    assert "translator = {{مترجمة}}" in bibtex(item)
    assert "A4  - مترجمة\r\n" in ris(item)


def test_bibtex_takes_what_tex_would_act_on_as_text() -> None:
    entry = bibtex(csl_item(cited(*one_of(REPUBLISHED))))
    assert r"{Jane Example \& Sons}" in entry
    assert r"{\{Brace\} 100\%}" in entry
    assert "date = {2015-03}" in entry


def test_ris_lines_end_as_the_format_asks_and_the_record_is_closed() -> None:
    record = ris(csl_item(cited(*one_of(REPUBLISHED))))
    assert record.startswith("TY  - ELEC\r\n")
    assert record.endswith("ER  - \r\n")
    assert "PY  - 2015\r\n" in record
    assert "DA  - 2015/03/\r\n" in record
