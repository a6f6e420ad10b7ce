"""Articles become an archive: what versions share, where links lead, what stays unpublished."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from archives import linked, text, told, version

from site_builder.cache import Cache
from site_builder.link.versions import changed_blocks
from site_builder.model import Archive, LangText
from site_builder.pipeline import Options, prepare

TERMS = (
    "markets:\n  label: {en: Markets, ar: أسواق}\n  alias: {fr: [Bazars]}\n"
    "old-town:\n  label: {en: Old town}\n"
)
FULL = (
    "date: 2015-03\nsource: Ain\nkeywords: [markets]\nauthors: [Jane]\nplaces: [kobani]\n"
    "type: interview\nrights: CC0-1.0\nwarning: Describes violence.\ndeck: One line.\nadded: 2016"
)


def published(archive: Archive) -> list[str]:
    return [v.address for w in (*archive.works, *archive.pages) for v in w.versions]


# --- what a translation has from its original ------------------------------------------


def test_a_translation_has_from_its_original_what_it_does_not_say() -> None:
    archive, problems = linked(
        {"articles/a/ar.md": text(FULL), "articles/a/en.md": text("translation:\ntype: report")}
    )
    assert problems == ()
    made = version(archive, "a", "en")
    assert made.date is not None and made.date.text == "2015-03"
    assert (made.source_term, made.keywords, made.authors) == ("ain", ("markets",), ("jane",))
    assert made.rights is not None and made.rights.statement == "CC0-1.0"
    assert made.warning == LangText("Describes violence.", "ar")
    assert made.type == "report"
    assert made.deck is None and made.added is None
    assert made.translated_from == "ar"
    assert archive.works[0].original == "ar"


def test_a_relay_translation_was_made_from_the_version_it_names() -> None:
    archive, problems = linked(
        {
            "articles/a/ar.md": text(FULL),
            "articles/a/en.md": text("translation: {translators: [Jane Example]}"),
            "articles/a/fr.md": text("translation: {of: en, translators: [Jean]}"),
        }
    )
    assert problems == ()
    assert version(archive, "a", "fr").translated_from == "en"
    assert version(archive, "a", "fr").translators == ("jean",)
    assert version(archive, "a", "fr").date == version(archive, "a", "ar").date
    assert [v.language for v in archive.works[0].versions] == ["en", "ar", "fr"]


def test_an_original_that_is_elsewhere_leaves_the_fullest_version_to_inherit_from() -> None:
    archive, problems = linked(
        {
            "articles/a/en.md": text("translation: {original: {language: fa, title: T}}"),
            "articles/a/fr.md": text(f"translation: {{of: en}}\n{FULL}"),
        }
    )
    assert problems == ()
    work = archive.works[0]
    assert work.original == "" and work.fullest == "fr" and work.lead.language == "fr"
    assert version(archive, "a", "en").source_term == "ain"


def test_a_picture_may_be_described_again_in_each_language() -> None:
    archive, problems = linked(
        {
            "articles/a/ar.md": text("image: {file: a.svg, alt: مظلة, credit: Layla}"),
            "articles/a/en.md": text("translation:\nimage: {alt: An awning}"),
            "articles/a/fr.md": text("translation:"),
            "articles/a/a.svg": "",
        }
    )
    assert problems == ()
    english, french = version(archive, "a", "en"), version(archive, "a", "fr")
    assert english.image is not None and french.image is not None
    assert (english.image.file, english.image.alt) == ("a.svg", "An awning")
    assert english.image.credit == "Layla" and english.image_language == "en"
    assert french.image.alt == "مظلة" and french.image_language == "ar"
    assert [*archive.assets] == ["content/articles/a/a.svg"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"en": "", "ar": ""},
         "articles/a/ar.md:1:1: en.md and ar.md both look like the original of this work"),
        ({"en": "translation:"},
         "articles/a/en.md:3:13: this translates a work that has no original here"),
        ({"en": "", "ar": "translation: {of: fr}"},
         "articles/a/ar.md:3:19: there is no version 'fr' of this work"),
        ({"en": "", "ar": "translation: {of: ar}"},
         "articles/a/ar.md:3:19: this translation is made from itself"),
    ],
)  # fmt: skip
def test_versions_that_contradict_each_other_are_told(files: dict[str, str], said: str) -> None:
    _, problems = linked({f"articles/a/{tag}.md": text(header) for tag, header in files.items()})
    assert told(problems) == [said]


def test_the_mistake_of_one_version_is_not_told_of_the_others() -> None:
    _, problems = linked(
        {"articles/a/en.md": text("date: x"), "articles/a/ar.md": text("translation:")}
    )
    assert told(problems) == ["articles/a/en.md:3:7: 'x' is not a date"]


@pytest.mark.parametrize(
    ("stamped", "now", "changed"),
    [
        ("", "abc", None),
        ("abc", "abc", ()),
        ("abc", "axc", (2,)),
        ("abc", "abxc", (3,)),
        ("abc", "ac", (2,)),
        ("abc", "ab", (2,)),
        ("abc", "", (1,)),
        ("abc", "xyz", (1, 2, 3)),
        ("abcde", "ade", (2,)),
        ("abcde", "axe", (2,)),
        ("abcde", "acbde", (2,)),
        ("abcde", "bcdea", (5,)),
        ("abcd", "bcax", (3, 4)),
        ("ababa", "aba", (3,)),
        ("aaaa", "aaaaa", (5,)),
        ("a-b-c", "a-x-b-c", (3, 4)),
    ],
)
def test_paragraphs_that_changed_since_a_translation_are_counted(
    stamped: str, now: str, changed: tuple[int, ...] | None
) -> None:
    assert changed_blocks(tuple(stamped), tuple(now)) == changed


def test_a_text_of_thousands_of_equal_paragraphs_is_compared_at_once() -> None:
    assert changed_blocks(("same",) * 5_000, ("same",) * 4_000 + ("new",)) == (4_001,)
    assert len(changed_blocks(tuple("ab" * 2_000), tuple("ba" * 2_000)) or ()) == 1


def test_a_translation_is_not_compared_with_an_original_that_readers_do_not_see() -> None:
    stamped = text("status: published\ntranslation: {blocks: [00000000]}")
    for hidden in ("status: draft", "withdrawn: {date: 2016, reason: x}"):
        archive, _ = linked({"articles/a/en.md": text(hidden), "articles/a/ar.md": stamped})
        assert version(archive, "a", "ar").changed_blocks is None


def test_a_stamped_translation_knows_which_paragraphs_changed() -> None:
    files = {"articles/a/en.md": text("", "One.\n\nTwo."), "articles/a/ar.md": text("translation:")}
    first, _ = linked(files)
    stamps = ", ".join(b.fingerprint for b in version(first, "a", "en").article.blocks)
    files["articles/a/ar.md"] = text(f"translation: {{blocks: [{stamps}]}}")
    assert version(linked(files)[0], "a", "ar").changed_blocks == ()
    files["articles/a/en.md"] = text("", "One.\n\nTwo, changed.")
    assert version(linked(files)[0], "a", "ar").changed_blocks == (2,)


# --- what is published ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "shown", "with_drafts"),
    [
        ("", True, True),
        ("status: published", True, True),
        ("status: draft", False, True),
        ("publish_after: 2026-11-23", True, True),
        ("publish_after: 2026-11-24", False, True),
        ("withdrawn: {date: 2016, reason: x}", False, False),
    ],
)
def test_a_version_is_published_when_its_header_says_so(
    header: str, shown: bool, with_drafts: bool
) -> None:
    files = {"articles/a/en.md": text(header), "articles/a/ar.md": text("translation:")}
    both = ["/en/a/", "/ar/a/"]
    assert published(linked(files)[0]) == (both if shown else [])
    assert published(linked(files, drafts=True)[0]) == (both if with_drafts else [])


def test_a_draft_leaves_no_trace_in_the_archive() -> None:
    secret = (
        "keywords: [hidden-word, مخفي]\nauthors: [Hidden Name]\naliases: [/hidden/]\n"
        "image: {file: h.svg, alt: x}"
    )
    files = {
        "articles/a/en.md": text("keywords: [markets]\nauthors: [Jane Doe]"),
        "articles/h/en.md": text(f"{secret}\nstatus: draft", "![x](../h/other.svg)"),
        "articles/h/ar.md": text("translation: {translators: [jane doe]}"),
        "articles/h/h.svg": "",
        "articles/h/other.svg": "",
    }
    archive, problems = linked(files)
    assert problems == ()
    assert {*archive.terms} == {("keyword", "markets"), ("person", "jane-doe")}
    assert archive.terms["person", "jane-doe"].labels == {"en": "Jane Doe"}
    assert archive.assets == {} and archive.redirects == ()
    assert "مخفي" not in repr(archive) and "Hidden" not in repr(archive)


def test_a_withdrawn_work_keeps_its_address_and_is_in_no_list() -> None:
    archive, problems = linked(
        {
            "articles/a/en.md": text(
                "withdrawn: {date: 2016, reason: Names.}\nkeywords: [x]\naliases: [/old/]"
            ),
            "articles/a/ar.md": text("translation:"),
            "articles/b/en.md": text("", "See [a](../a/en.md)."),
        }
    )
    assert problems == ()
    assert published(archive) == ["/en/b/"]
    assert [v.address for v in archive.withdrawn] == ["/en/a/", "/ar/a/"]
    assert archive.withdrawn[1].withdrawn_language == "en"
    assert archive.terms == {} and archive.redirects == (("/old/", "/en/a/"),)
    assert version(archive, "b", "en").links == ("/en/a/",)


def test_a_version_that_says_it_is_published_outlives_its_original() -> None:
    archive, problems = linked(
        {
            "articles/a/en.md": text("withdrawn: {date: 2016, reason: Names.}"),
            "articles/a/ar.md": text("translation:\nstatus: published"),
        }
    )
    assert problems == () and published(archive) == ["/ar/a/"]
    assert version(archive, "a", "ar").withdrawn is None
    assert archive.works[0].original == ""


# --- names ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["markets", "Markets", "أسواق", "bazars", "MARKETS", "  Bazars"])
def test_a_term_answers_to_its_id_and_to_its_names_in_any_language(name: str) -> None:
    archive, problems = linked(
        {"articles/a/fr.md": text(f"keywords: [{name}]"), "authorities/keywords.yaml": TERMS},
        keywords="controlled",
    )
    assert problems == ()
    assert version(archive, "a", "fr").keywords == ("markets",)


def test_a_name_that_becomes_an_id_is_that_id() -> None:
    archive, problems = linked(
        {"articles/a/en.md": text("keywords: [Old Town]"), "authorities/keywords.yaml": TERMS}
    )
    assert problems == () and version(archive, "a", "en").keywords == ("old-town",)


def test_free_words_become_terms_named_in_the_language_they_were_written_in() -> None:
    archive, problems = linked(
        {
            "articles/a/en.md": text("keywords: [City Walls]"),
            "articles/b/ar.md": text("keywords: [السوق]"),
            "articles/c/fr.md": text("keywords: [city walls]"),
        }
    )
    assert problems == ()
    walls = archive.terms["keyword", "city-walls"]
    assert walls.labels == {"en": "City Walls", "fr": "city walls"} and not walls.declared
    assert [w.id for w in archive.works_of["keyword", "city-walls"]] == ["a", "c"]


def test_a_slip_in_a_free_word_is_asked_about() -> None:
    for slip in ("marets", "markets2", "makrets", "narkets", "Markete"):
        _, problems = linked(
            {"articles/a/en.md": text(f"keywords: [{slip}]"), "authorities/keywords.yaml": TERMS}
        )
        assert [(p.severity, p.hint) for p in problems] == [("warning", "did you mean 'markets'?")]


def test_a_keyword_outside_a_controlled_list_is_an_error_with_the_nearest_one() -> None:
    files = {
        "articles/a/en.md": text("keywords: [markets, bazers]"),
        "authorities/keywords.yaml": TERMS,
    }
    _, problems = linked(files, keywords="controlled")
    assert told(problems) == ["articles/a/en.md:3:21: the keyword 'bazers' is not in keywords.yaml"]
    assert problems[0].hint == "did you mean 'markets'?" and problems[0].severity == "error"


def test_a_broken_list_of_keywords_is_one_mistake_and_not_one_an_article() -> None:
    files = {
        "articles/a/en.md": text("keywords: [markets]"),
        "authorities/keywords.yaml": TERMS + "x: [",
    }
    _, problems = linked(files, keywords="controlled")
    assert [p.path for p in problems] == ["content/authorities/keywords.yaml"]


def test_a_name_that_two_terms_claim_is_told_at_the_second() -> None:
    files = {
        "authorities/keywords.yaml": (
            "a:\n  label: Market\nb:\n  label: B\n  alias: {en: [market]}\n"
        )
    }
    _, problems = linked(files)
    assert told(problems) == ["authorities/keywords.yaml:5:16: 'market' names both 'a' and 'b'"]


def test_a_collection_lists_its_works_in_the_curators_order() -> None:
    archive, problems = linked(
        {
            "articles/a/en.md": text("date: 2015"),
            "articles/b/en.md": text("date: 2016"),
            "articles/c/en.md": text("date: 2017\ncollections: [first]"),
            "authorities/collections.yaml": "first:\n  label: First\n  works: [a, b]\n",
        }
    )
    assert problems == ()
    assert [w.id for w in archive.works] == ["c", "b", "a"]
    assert [w.id for w in archive.works_of["collection", "first"]] == ["a", "b", "c"]


# --- links ------------------------------------------------------------------------------

THERE = {
    "articles/x/there/en.md": text("", "## Water\n\nOne.\n\n## Bread\n\nTwo."),
    "articles/x/there/ar.md": text("translation:", "## ماء\n\nواحد.\n\n## خبز\n\nاثنان."),
    "articles/x/there/map.svg": "",
}


def link_from(language: str, markdown: str) -> tuple[str, list[str]]:
    """Where the first link of a text in this language leads, and what was said."""
    files = {**THERE, f"articles/y/{language}.md": text("", markdown)}
    archive, problems = linked(files)
    said = [f"{p.line}:{p.column}: {p.message} ({p.hint})" for p in problems if "y/" in p.path]
    return version(archive, "y", language).links[0], said


@pytest.mark.parametrize(
    ("language", "target", "address"),
    [
        ("en", "../x/there/en.md", "/en/x/there/"),
        ("ar", "../x/there/en.md", "/ar/x/there/"),
        ("fr", "../x/there/en.md", "/en/x/there/"),
        ("fr", "../x/there/ar.md", "/ar/x/there/"),
        ("ar", "../x/there", "/ar/x/there/"),
        ("fr", "../x/there/", "/en/x/there/"),
        ("en", "../x/there/en.md#water", "/en/x/there/#s-water"),
        ("ar", "../x/there/en.md#bread", "/ar/x/there/#s-خبز"),
        ("en", "../x/there/ar.md#%D8%AE%D8%A8%D8%B2", "/en/x/there/#s-bread"),
        ("en", "../x/there/en.md#b3", "/en/x/there/#b3"),
        ("en", "../x/there/map.svg", "/media/x/there/map.svg"),
        ("en", "../x/./there/../there/en.md", "/en/x/there/"),
    ],
)
def test_a_link_leads_to_the_readers_language_where_it_exists(
    language: str, target: str, address: str
) -> None:
    assert link_from(language, f"[x]({target})") == (address, [])


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("[x](../x/thre/en.md)", "'../x/thre/en.md' is not a file of the archive "
                                 "(did you mean '../x/there/en.md'?)"),
        ("[x](../there/en.md)", "'../there/en.md' is not a file of the archive "
                                "(did you mean '../x/there/en.md'?)"),
        ("[x](../x/there/fr.md)", "'../x/there/fr.md' is not a file of the archive "
                                  "(did you mean '../x/there/ar.md'?)"),
        ("[x](../x/there/en.md#watre)", "'../x/there/en.md' has no '#watre' "
                                        "(did you mean 'water'?)"),
        ("[x](/en/x/there/)", "'/en/x/there/' is an address, not a file "
                              "(link to the file, from this one: ../kobani/en.md)"),
        ("[x](../../../site.yaml)", "'../../../site.yaml' leads out of content/ "
                                    "(link to a file inside it)"),
        ("![x](../x/there/mpa.svg)", "there is no image '../x/there/mpa.svg' "
                                     "(did you mean '../x/there/map.svg'?)"),
        ("![x](map.svg)", "there is no image 'map.svg' (put it beside the article)"),
        ("![x](../x/there/en.md)", "'../x/there/en.md' is an article, not an image "
                                   "(link to it without the '!')"),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_told_with_what_was_meant(markdown: str, said: str) -> None:
    address, found = link_from("en", markdown)
    assert address == ""
    (only,) = found
    assert only.startswith("4:") and only.split(": ", 1)[1] == said


def test_a_link_to_a_draft_is_told_but_not_to_its_own_author() -> None:
    files = {
        "articles/a/en.md": text("", "[b](../b/en.md)"),
        "articles/b/en.md": text("status: draft", "[c](../c/en.md)"),
        "articles/c/en.md": text("status: draft"),
    }
    archive, problems = linked(files)
    assert told(problems) == ["articles/a/en.md:4:5: '../b/en.md' is not published"]
    archive, problems = linked(files, drafts=True)
    assert problems == () and version(archive, "a", "en").links == ("/en/b/",)


def test_a_link_to_a_draft_translation_leads_to_the_published_version() -> None:
    archive, problems = linked(
        {
            "articles/a/en.md": text(),
            "articles/a/ar.md": text("translation:\nstatus: draft"),
            "articles/b/ar.md": text("", "[a](../a/en.md)"),
        }
    )
    assert problems == () and version(archive, "b", "ar").links == ("/en/a/",)


def test_a_link_to_an_article_with_a_mistake_is_no_mistake() -> None:
    _, problems = linked(
        {"articles/a/en.md": text("", "[b](../b/en.md)"), "articles/b/en.md": text("date: x")}
    )
    assert [p.path for p in problems] == ["content/articles/b/en.md"]


def test_a_file_that_nothing_uses_is_told_and_not_published() -> None:
    files = {
        "articles/a/en.md": text("", "[x](a.svg)"),
        "articles/a/a.svg": "",
        "articles/a/b.svg": "",
    }
    archive, problems = linked(files)
    assert [*archive.assets] == ["content/articles/a/a.svg"]
    assert told(problems) == ["articles/a/b.svg:0:0: no text uses this file; it is not published"]
    assert problems[0].severity == "warning"


def test_a_lead_image_has_a_file_and_a_description() -> None:
    files = {"articles/a/en.md": text("image: a.svg"), "articles/a/a.svg": "",
             "articles/b/en.md": text("image: {alt: x}")}  # fmt: skip
    assert told(linked(files)[1]) == [
        "articles/a/en.md:3:8: the image 'a.svg' has no alt text",
        "articles/b/en.md:3:8: the image has no file",
    ]


# --- whole sites ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["small", "i18n"])
def test_a_mini_site_has_no_problem_and_links_throughout(
    site: Callable[[str], Path], golden: Callable[[str, str], None], name: str
) -> None:
    root = site(name)
    ready = prepare(Options(root, root / "output", today="2026-11-23"), Cache(None))
    assert ready.problems == ()
    archive = ready.archive
    lines = []
    for work in (*archive.works, *archive.pages):
        lines.append(f"{work.kind} {work.id}, original: {work.original or 'elsewhere'}")
        for v in work.versions:
            lines.append(f"  {v.address} {v.title.text}")
            date, keywords = v.date.text if v.date else "-", ", ".join(v.keywords)
            lines.append(f"    date {date}, source {v.source_term or '-'}")
            lines.append(f"    from {v.translated_from or '-'}, keywords {keywords or '-'}")
            lines += [f"    -> {address}" for address in v.links]
    for (kind, term_id), works in archive.works_of.items():
        label = archive.terms[kind, term_id].labels
        lines.append(f"{kind} {term_id} {dict(label)}: {', '.join(w.id for w in works)}")
    lines += [f"{old} => {address}" for old, address in archive.redirects]
    golden(f"archive-{name}", "\n".join(lines) + "\n")
