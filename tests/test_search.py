"""Search: what a reader types finds what they mean, and the page ranks as lunr does."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import search_corpora as corpora
from search_corpora import node, published, serialised

from site_builder.cache import Cache
from site_builder.model import Body
from site_builder.pipeline import Options, opened_cache, prepare
from site_builder.search.analysis import Analyser, rules_for
from site_builder.search.documents import FIELDS
from site_builder.search.index import LanguageIndex, language_index
from site_builder.search.parts import published as published_index
from site_builder.search.query import query
from site_builder.search.standard import lunr_index

ROOT = Path(__file__).parents[1]
CLIENT = ROOT / "themes/default/assets/search"
FIELD_NAMES = [name for name, _ in FIELDS]


def _corpus_index(language: str, *, seed: int, size: int) -> LanguageIndex:
    """Of several shards, as if its texts were long."""
    documents, bodies = corpora.corpus(language, seed=seed, size=size)
    long = [replace(document, words=5000) for document in documents]
    return language_index(language, long, bodies)


def test_the_command_line_and_the_page_rank_alike() -> None:
    table = corpora.asked_of_readers()
    indexes = [corpora.index_of(section.language, section.texts) for section in table]
    asked = [[typed for typed, _ in section.rows] for section in table]
    for language in corpora.WORDS:
        indexes.append(_corpus_index(language, seed=5, size=30))
        asked.append(corpora.random_queries(indexes[-1], seed=5, count=25))
    jobs = [
        {"job": "answer", "queries": queries, **published(index)}
        for index, queries in zip(indexes, asked, strict=True)
    ]
    for index, queries, answers in zip(indexes, asked, node(*jobs), strict=True):
        for typed, page in zip(queries, answers, strict=True):
            ours = query(index, typed)
            assert [r.reference for r in ours.results] == [ref for ref, _ in page["results"]], typed
            assert [r.score for r in ours.results] == pytest.approx(
                [score for _, score in page["results"]], abs=1e-9
            )
            assert ours.some == page["some"]


def test_the_page_ranks_as_lunr_js_does_on_the_whole_index() -> None:
    jobs = []
    for language in corpora.WORDS:
        for seed, size in ((1, 7), (2, 40), (3, 90)):
            index = _corpus_index(language, seed=seed, size=size)
            queries = corpora.random_queries(index, seed=seed, count=40)
            # What the page finds beyond lunr, for words that no text has, is tested elsewhere.
            plain = replace(index, rules=replace(index.rules, prefixes=(), stemmed=True))
            jobs.append({"job": "compare", "queries": queries, **published(plain)})
    compared = 0
    for job, answers in zip(jobs, node(*jobs), strict=True):
        for typed, answer in zip(job["queries"], answers, strict=True):
            assert _rounded(answer["ours"]) == _rounded(answer["lunr"]), typed
            compared += bool(answer["lunr"])
    assert compared > 400


def _rounded(results: list[tuple[str, float]]) -> list[tuple[str, float]]:
    return [(reference, round(score, 3)) for reference, score in results]


def test_the_standard_index_weighs_words_as_the_builders_of_lunr_js_and_lunr_py_do() -> None:
    from lunr.builder import Builder

    documents, bodies = corpora.corpus("en", seed=4, size=25)
    index = language_index("en", documents, bodies)
    analyser = Analyser("en")

    def terms(*texts: str) -> list[str]:
        words = [word for text in texts for word in analyser.words(text)]
        return [entry.term for word in words for entry in analyser.entries(word)]

    listed = [
        {
            "id": d.reference,
            "title": terms(d.title),
            "deck": terms(d.deck),
            "keywords": terms(*d.keywords),
            "body": terms(bodies(d.body).text),
            "others": terms(*d.others),
        }
        for d in documents
    ]
    builder = Builder()
    for name, boost in FIELDS:
        builder.field(name, boost)
    for one in listed:
        builder.add(one)
    by_js = node({"job": "build", "fields": FIELDS, "documents": listed})[0]
    ours, by_py = _weights(json.loads(serialised(index))), _weights(builder.build().serialize())
    assert ours == _weights(by_js)
    # The two lunrs round a half differently.
    assert ours.keys() == by_py.keys()
    assert all(ours[key] == pytest.approx(by_py[key], abs=0.0011) for key in ours)


def _weights(index: dict) -> dict[tuple[str, str], float]:
    """(field reference, term) -> weight, however the terms are numbered."""
    names = {posting["_index"]: term for term, posting in index["invertedIndex"]}
    return {
        (reference, names[vector[at]]): vector[at + 1]
        for reference, vector in index["fieldVectors"]
        for at in range(0, len(vector), 2)
    }


def test_terms_beyond_the_basic_plane_load_in_lunr_js() -> None:
    index = corpora.index_of("en", ["𐎠𐎡 ﬀ \uf900", "𐌰𐌱 one"])
    answers = node({"job": "compare", "queries": ["𐎠𐎡", "one"], **published(index)})[0]
    assert [answer["lunr"][0][0] for answer in answers] == ["/en/1/", "/en/2/"]


def test_an_entry_is_read_as_it_was_written() -> None:
    for section in corpora.asked_of_readers():
        analyser = Analyser(section.language)
        words = [word for text in section.texts for word in analyser.words(text)]
        words += analyser.words("don't well-known Straße CAFÉ naïve o'clock 2011 " + "long" * 20)
        entries = {e for word in words for e in analyser.entries(word) if e.key}
        written = {analyser.written(entry): entry for entry in entries}
        assert len(written) == len(entries)
        for text, entry in written.items():
            assert analyser.read(text) == entry


def test_the_page_folds_every_character_as_the_index_does() -> None:
    languages = ["ar", "ckb", "en", "ko", "th", "tr", "ur", "zh"]
    rng = random.Random(0)
    assigned = [
        chr(code)
        for code in range(0x20, 0x20000)
        if unicodedata.category(chr(code)) not in ("Cn", "Co", "Cs")
    ]
    # Each language takes its share; together they meet every character.
    texts = [
        [f"a{character}b {character}" for character in assigned[start :: len(languages)]]
        + ["".join(rng.choices(assigned[:0x3000], k=12)) for _ in range(100)]
        for start in range(len(languages))
    ]
    answers = node(
        *(
            {"job": "fold", "rules": rules_for(language).published(), "texts": its_texts}
            for language, its_texts in zip(languages, texts, strict=True)
        )
    )
    for language, its_texts, folded in zip(languages, texts, answers, strict=True):
        analyser = Analyser(language)
        for text, pieces in zip(its_texts, folded, strict=True):
            assert [[p.kind, p.key, list(p.parts)] for p in analyser.pieces(text)] == pieces


@pytest.mark.parametrize(
    ("language", "spellings"),
    [
        ("ar", "الرقّة الرقة الرقه الرقـــة"),
        ("fa", "کتاب كتاب"),
        ("ckb", "ڕەققە ڕه‌ققه‌"),
        ("tr", "IŞIK ışık işik isik"),
        ("de", "Straße STRASSE strasse"),
        ("fr", "cœur coeur CŒUR"),
        ("ru", "ёлка елка"),
        ("en", "quran Qurʾan Qur’an"),
        ("hi", "अख़बार अखबार"),
        ("ja", "テレビ ﾃﾚﾋﾞ"),
    ],
)
def test_spellings_that_readers_take_for_one_have_one_key(language: str, spellings: str) -> None:
    analyser = Analyser(language)
    assert len({piece.key for word in spellings.split() for piece in analyser.pieces(word)}) == 1


def test_the_kurdish_vowel_is_not_the_consonant() -> None:
    kurdish, arabic = Analyser("ckb"), Analyser("ar")
    assert kurdish.fold("مه") != kurdish.fold("مە")
    assert arabic.fold("مه") == arabic.fold("مە")


def test_the_page_reads_the_query_language_as_lunr_js_does() -> None:
    rng = random.Random(6)
    alphabet = ["a", "ab", "title", "body", "nofield", *"+-:~^*\\ 0129\t\u00a0é"]
    queries = ["".join(rng.choices(alphabet, k=rng.randint(0, 9))) for _ in range(3000)]
    answers = node({"job": "parse", "fields": FIELD_NAMES, "queries": queries})[0]
    assert {query: a["ours"] for query, a in zip(queries, answers, strict=True)} == {
        query: a["lunr"] for query, a in zip(queries, answers, strict=True)
    }
    assert sum(answer["lunr"] is None for answer in answers) > 300


HOSTILE = [
    "protest~10",
    "protest~99999999999999999999",
    "*a*a*a*a*a*a*",
    "***",
    "a " * 5000,
    "x" * 100_000,
    "title:" * 50,
    "+" * 300,
    "\\" * 301,
    "http://example.org/?a=b^c~d",
    "__proto__ constructor toString hasOwnProperty",
    "\u0000\u202e\ud800",
]


def test_no_query_is_refused_or_costly() -> None:
    index = corpora.index_of("en", ["protests in the city", "a constructor of __proto__"])
    bounds, answers = node(
        {"job": "bounds", "fields": FIELD_NAMES, "queries": HOSTILE},
        {"job": "answer", "queries": HOSTILE, **published(index)},
    )
    for typed, clauses, answer in zip(HOSTILE, bounds, answers, strict=True):
        assert len(clauses) <= 8
        assert all(len(clause["term"]) <= 40 for clause in clauses)
        assert all(clause["edits"] <= 2 for clause in clauses)
        assert all("*" not in clause["term"][1:-1] for clause in clauses)
        assert [r.reference for r in query(index, typed).results] == [
            reference for reference, _ in answer["results"]
        ]


def test_words_that_are_names_in_javascript_are_plain_words() -> None:
    index = corpora.index_of("en", ["about the constructor", "about hasOwnProperty"])
    job = {"job": "answer", "queries": ["constructor", "hasOwnProperty", "valueOf"]}
    answers = node(job | published(index))[0]
    assert [[ref for ref, _ in a["results"]] for a in answers] == [["/en/1/"], ["/en/2/"], []]


def test_several_words_find_works_with_all_of_them_or_else_with_some() -> None:
    index = corpora.index_of("en", ["bread and water", "bread alone", "nothing else"])
    both = query(index, "bread water")
    assert [r.reference for r in both.results] == ["/en/1/"]
    assert not both.some
    some = query(index, "water nothing")
    assert {r.reference for r in some.results} == {"/en/1/", "/en/3/"}
    assert some.some


def test_a_label_in_another_language_finds_the_work() -> None:
    listed = [corpora.document("en", "1", "A city", keywords=("Raqqa", "الرقة", "Ar-Raqqah"))]
    index = language_index("en", listed, lambda _: Body("", "", ""))
    for typed in ("الرقه", "ar-raqqah", "raqqa"):
        assert [r.reference for r in query(index, typed).results] == ["/en/1/"]


def test_each_text_is_counted_once_and_then_remembered() -> None:
    documents, bodies = corpora.corpus("en", seed=1, size=5)
    memory = Cache(None)
    first = language_index("en", documents, bodies, memory)

    def refused(digest: str) -> Body:
        raise AssertionError(f"the text {digest} was read again")

    assert language_index("en", documents, refused, memory) == first


def test_the_index_is_the_same_whatever_pythons_hash_seed() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests'); import search_corpora as c, json;"
        "d, b = c.corpus('ar', seed=1, size=9);"
        "print(json.dumps(c.published(c.language_index('ar', d, b))))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


def test_lunr_py_holds_the_same_postings() -> None:
    index = _corpus_index("fr", seed=2, size=12)
    held = lunr_index(index)
    for term in index.terms:
        for (name, _), field in zip(FIELDS, index.posting(term), strict=True):
            assert list(held.inverted_index[term][name]) == [
                index.references[document] for document, _, _ in field
            ]


def test_the_clients_types_are_sound() -> None:
    done = subprocess.run(
        [ROOT / "node_modules/.bin/tsc", "--project", ROOT / "tsconfig.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_client_writes_text_and_never_html() -> None:
    for path in CLIENT.glob("*.js"):
        source = path.read_text()
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function", source
        )
        assert len(source.splitlines()) < 300, path.name


SITE_YAML = """\
title: {en: Kept}
base_url: https://example.org/
languages: [en, fr]
"""
PUBLISHED = """\
---
title: A kept text
source: The Press
date: 2015-03-01
keywords: [memory]
---
Bread in the city.
"""


def _search_files(root: Path) -> dict[str, bytes]:
    """Every file of the search of a site's folder."""
    options = Options(root, root / "output", "2026-01-01")
    with opened_cache(options) as memory:
        ready = prepare(options, memory)
        return {
            planned.output.path: planned.output.page.make(ready.bodies)
            for planned in ready.planned
            if planned.output.path.startswith("search/")
        }


def _site(root: Path, *articles: tuple[str, str]) -> Path:
    (root / "site.yaml").write_text(SITE_YAML)
    for path, text in articles:
        (root / "content/articles" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content/articles" / path).write_text(text)
    return root


def test_what_is_not_published_leaves_no_trace_in_search(tmp_path: Path) -> None:
    hidden = PUBLISHED.replace("kept", "zebra").replace("Bread", "Quagga")
    draft = hidden.replace("title:", "status: draft\ntitle:")
    withdrawn = hidden.replace(
        "title:", "status: withdrawn\nwithdrawn: {date: 2020-01-01, reason: Asked}\ntitle:"
    )
    later = hidden.replace("title:", "publish_after: 2027-01-01\ntitle:")
    root = _site(
        tmp_path,
        ("2015/kept/en.md", PUBLISHED),
        ("2015/draft/en.md", draft),
        ("2015/gone/en.md", withdrawn),
        ("2015/later/en.md", later),
    )
    files = _search_files(root)
    assert b"bread" in files["search/en/shard-0.txt"]
    for path, data in files.items():
        assert not re.search(rb"zebra|quagga", data, re.IGNORECASE), path


def test_an_edit_changes_only_the_keys_of_the_files_it_touches(tmp_path: Path) -> None:
    translated = PUBLISHED.replace("A kept text", "Un texte").replace("Bread", "Pain")
    root = _site(tmp_path, ("2015/kept/en.md", PUBLISHED), ("2015/other/fr.md", translated))

    def keys() -> dict[str, str]:
        options = Options(root, root / "output", "2026-01-01")
        with opened_cache(options) as memory:
            planned = prepare(options, memory).planned
        return {p.output.path: p.key for p in planned if p.output.path.startswith("search/")}

    before = keys()
    article = root / "content/articles/2015/other/fr.md"
    article.write_text(article.read_text().replace("Pain", "Vin"))
    changed = {path for path, key in keys().items() if before[path] != key}
    assert "search/fr/lunr.json" in changed
    assert not any(path.startswith("search/en/") for path in changed)


def test_an_edit_of_one_article_changes_few_shards() -> None:
    documents, bodies = corpora.corpus("en", seed=3, size=60)
    long = [replace(document, words=1000) for document in documents]
    before = published_index("en", long, {}, bodies, Cache(None)).shards
    edited = [replace(d, body="new") if d.body == "30" else d for d in long]

    def new_bodies(digest: str) -> Body:
        return Body("", f"{bodies('30').text} zanzibar", "") if digest == "new" else bodies(digest)

    after = published_index("en", edited, {}, new_bodies, Cache(None)).shards
    changed = sum(old != new for old, new in zip(before, after, strict=True))
    assert len(before) > 5
    assert 0 < changed <= 3


def test_a_slip_of_one_letter_anywhere_is_put_right() -> None:
    index = corpora.index_of("fr", ["élève manuscrits", "journal bibliothèque"])
    slips = ["nanuscrits", "manuscrist", "manuscrit5", "mnuscrits", "bibliothéqu", "bibliothèqve"]
    answers = node({"job": "answer", "queries": slips, **published(index)})[0]
    assert [a["better"] for a in answers] == [
        *["manuscrits"] * 4,
        *["bibliothèque"] * 2,
    ]


def test_another_word_is_offered_only_where_it_finds_clearly_more() -> None:
    def offered(language: str, titles: list[str], *queries: str) -> list[Any]:
        files = published(corpora.index_of(language, titles))["files"]
        answers: list[Any] = node({"job": "offer", "files": files, "queries": queries})[0]
        return answers

    libraries = ["مكتبات المدينة", "المكتبات", "مكتبات الأسر", "مكتب الترجمة"]
    assert offered("ar", libraries, "مكتبة") == [[4, ""]]
    assert offered("kmr", ["garden"] * 4 + ["gardenias"], "gardeni") == [[1, "garden"]]
    assert offered("kmr", ["garden"] * 2 + ["gardenias"], "gardeni") == [[1, ""]]
    # What has only some of the words does not count as found.
    assert offered("fr", ["jardin secret", "secret"], "jarbin secret", "jarbin") == [
        [2, "jardin secret"],
        [0, "jardin"],
    ]
