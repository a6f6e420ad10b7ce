"""Small made-up archives and random queries for the tests of search."""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.model import Bodies, Body
from site_builder.search import standard
from site_builder.search.documents import FIELDS, Document
from site_builder.search.index import LanguageIndex, language_index
from site_builder.search.manifest import manifest
from site_builder.search.parts import published_whole
from site_builder.search.postings import columns

CLIENT = Path(__file__).with_name("search_client.mjs")
FINDS = Path(__file__).parent / "cases/search/finds.md"
WORDS = {
    "ar": "من في الرقة مدينة المدينة مظاهرات مظاهرة صحفي الصحفيين ٢٠١١ والكتاب سجين لاجئ آخر",
    "en": "the of protest protests protesting city cities run running 2011 2012 20 don't well-known"
    " naïve café 𐌰𐌱𐌲 𐎠𐎡 constructor __proto__ toString 2013",
    "fr": "de la manifestations manifestées ville villes l'homme journal journaux cœur élève",
    "ru": "и в журналист журналисты город города ёлки елки война тюрьма тюрьмы 2012",
    "tr": "ve bir gazeteci gazeteciler şehir şehirler ışık İstanbul hapishane savaş savaşı",
    "zh": "中文 新闻 记者 城市 战争 2011 医院 学校 大学 北京",
}


def node(*jobs: dict[str, Any], client: Path = CLIENT) -> list[Any]:
    """What the client under Node answers to each job."""
    done = subprocess.run(
        ["node", str(client)], input=json.dumps(jobs), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers


def document(language: str, name: str, title: str, **fields: Any) -> Document:
    given: dict[str, Any] = {
        "deck": "", "keywords": (), "body": "", "others": (), "title_language": "", "date": None,
        "type": "article", "excerpt": "", "warning": False, "keyword_facets": (),
        "source_facet": ("", ""), "versions": (),
    }  # fmt: skip
    return Document(f"/{language}/{name}/", language, title, **(given | fields))


def corpus(language: str, *, seed: int, size: int) -> tuple[tuple[Document, ...], Bodies]:
    """An archive of random texts; the commonest words are far commoner than the rest."""
    rng = random.Random(seed)
    known = WORDS[language].split()
    known += [
        f"{rng.choice(known)[:4]}{rng.choice('abcdem')}{rng.choice('xyz')}" for _ in range(40)
    ]

    def text(length: int) -> str:
        weights = [1 / rank for rank in range(1, len(known) + 1)]
        return " ".join(rng.choices(known, weights, k=length))

    bodies = {f"{number}": text(rng.randint(5, 60)) for number in range(size)}
    documents = tuple(
        document(
            language,
            f"2015/w{number:03}",
            text(4),
            deck=text(6) if number % 3 else "",
            keywords=(text(1), text(2)),
            body=str(number),
            others=(text(3),) if number % 2 else (),
        )
        for number in range(size)
    )
    return documents, lambda digest: Body("", bodies[digest], "")


def index_of(language: str, titles: Sequence[str]) -> LanguageIndex:
    """Works that have only a title, numbered from 1."""
    listed = [document(language, str(n), title) for n, title in enumerate(titles, 1)]
    return language_index(language, listed, lambda _: Body("", "", ""))


def published(index: LanguageIndex, *, lists: int = 2) -> dict[str, Any]:
    """The files from which the client works, and what it is held against."""
    pages = published_whole(index, {}, lists)
    made = manifest(pages, "k", (index.language,))
    files = {
        "manifest.json": json.dumps(made | {"records": 8, "facets": 512}),
        "lengths.txt": columns(index.body_lengths),
        **{f"shard-{n}.txt": text for n, text in enumerate(pages.shards)},
        **{f"endings-{n}.txt": text for n, text in enumerate(pages.endings)},
    }
    return {
        "files": files,
        "lunr": json.loads(serialised(index)),
        "lexicon": dict(index.lexicon.terms),
        "addresses": index.references,
    }


def serialised(index: LanguageIndex) -> str:
    """The standard index, written of published files as a build does."""
    return standard.serialised(published_whole(index, {}, 1), index.references)


def random_queries(index: LanguageIndex, *, seed: int, count: int) -> list[str]:
    """Queries in all of lunr's language, over words and terms of the index."""
    rng = random.Random(seed)
    pairs = [term for term in index.terms if term.isalnum()]
    words = [word for word in index.lexicon.words if word.isalnum()] or pairs

    def clause() -> str:
        term = rng.choice(pairs)
        cut = rng.randint(1, len(term))
        kinds = [rng.choice(words), term, term[:cut] + "*", "*" + term[cut - 1 :]]
        kinds += [f"*{term[len(term) // 2]}*", f"{term}~{rng.randint(1, 2)}", "zzqqx"]
        word = rng.choices(kinds, weights=(10, 3, 3, 1, 1, 3, 1))[0]
        field = f"{rng.choice(FIELDS)[0]}:" if rng.random() < 0.2 else ""
        boost = f"^{rng.randint(0, 12)}" if rng.random() < 0.15 else ""
        return rng.choice(["", "", "", "+", "-"]) + field + word + boost

    return [" ".join(clause() for _ in range(rng.randint(1, 4))) for _ in range(count)]


@dataclass(frozen=True, slots=True)
class Section:
    """What readers type in one language, and over which texts."""

    language: str
    texts: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    """(typed, number of the text or -)"""


def asked_of_readers() -> tuple[Section, ...]:
    """The table of ``cases/search/finds.md``."""
    parts = re.split(r"^## ", FINDS.read_text(encoding="utf-8"), flags=re.M)[1:]
    return tuple(
        Section(
            part.partition("\n")[0],
            tuple(re.findall(r"^\d+\. (.*)$", part, flags=re.M)),
            tuple(re.findall(r"^\| (?!typed|-)(.*?) \| (.*?) \|$", part, flags=re.M)),
        )
        for part in parts
    )
