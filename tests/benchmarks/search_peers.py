"""What people would use instead, on the same archive and the same table of queries: stock lunr.js
with lunr-languages, and Pagefind."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import search_corpora as corpora
from benchmarks.search_make import Parsed
from benchmarks.search_page import PACKAGES, browsing
from search_corpora import Section, asked_of_readers
from served import serve
from test_search_finds import missed

HERE = Path(__file__).parent
Finds = dict[tuple[str, str], list[str]]
"""(language, typed) -> numbers of the texts found, the best first."""

ASK = """async ([home, queries]) => {
    const pagefind = await import(`${home}pagefind/pagefind.js`);
    await pagefind.init();
    const found = [];
    for (const query of queries) {
        const { results } = await pagefind.search(query);
        const data = await Promise.all(results.slice(0, 5).map((one) => one.data()));
        found.push(data.map(({ url }) => url.split("/").at(-2)));
    }
    return found;
}"""


def pagefind(folder: Path) -> dict[str, Any]:
    """Indexes the pages of a folder, into ``pagefind/`` in it."""
    start = time.perf_counter()
    subprocess.run([PACKAGES / ".bin/pagefind", "--site", folder], check=True, capture_output=True)
    seconds = time.perf_counter() - start
    size = sum(path.stat().st_size for path in (folder / "pagefind").rglob("*.pf_*"))
    return {"seconds": seconds, "size": size}


def write_pages(folder: Path, parsed: Parsed) -> Path:
    """The archive as the plainest pages, so that nothing but its texts is indexed."""
    shutil.rmtree(folder, ignore_errors=True)
    for one in parsed.documents:
        paragraphs = [one.deck, "; ".join(one.keywords), *parsed.texts[one.body].split("\n\n")]
        _write_page(folder / one.reference.strip("/"), one.language, one.title, paragraphs)
    _write_page(folder / "none", "en", "", [])
    (folder / "empty.html").write_text("<!doctype html><html lang=en><title>Nothing</title>")
    return folder


def _write_page(folder: Path, language: str, title: str, paragraphs: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    body = "".join(f"<p>{html.escape(text)}</p>\n" for text in paragraphs)
    (folder / "index.html").write_text(
        f'<!doctype html>\n<html lang="{language}"><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title>\n"
        f"<main data-pagefind-body><h1>{html.escape(title)}</h1>\n{body}</main></html>\n",
        encoding="utf-8",
    )


# --- the table of what readers type ---------------------------------------------------------


def ours(asked: tuple[Section, ...]) -> Finds:
    jobs = [
        {
            "job": "answer",
            "queries": [typed for typed, _ in section.rows],
            **corpora.published(corpora.index_of(section.language, section.texts)),
        }
        for section in asked
    ]
    return {
        (section.language, typed): [address.split("/")[2] for address, _ in answer["results"]]
        for section, answers in zip(asked, corpora.node(*jobs), strict=True)
        for (typed, _), answer in zip(section.rows, answers, strict=True)
    }


def lunr_languages(asked: tuple[Section, ...]) -> tuple[Finds, tuple[str, ...]]:
    """What it finds, and the languages for which it has a pipeline."""
    jobs = [
        {"language": s.language, "texts": s.texts, "queries": [typed for typed, _ in s.rows]}
        for s in asked
    ]
    done = subprocess.run(
        ["node", HERE / "search_peers.mjs"],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(done.stdout)
    found = {
        (section.language, typed): numbers or []
        for section, answer in zip(asked, answers, strict=True)
        for (typed, _), numbers in zip(section.rows, answer["found"], strict=True)
    }
    return found, tuple(answer["used"] for answer in answers if answer["used"])


def by_pagefind(asked: tuple[Section, ...], folder: Path) -> Finds:
    shutil.rmtree(folder, ignore_errors=True)
    for section in asked:
        for number, text in enumerate(section.texts, 1):
            _write_page(folder / section.language / str(number), section.language, text, [])
        (folder / f"{section.language}.html").write_text(
            f'<!doctype html><html lang="{section.language}"><title>Nothing</title>'
        )
    pagefind(folder)
    found: Finds = {}
    with serve(folder) as home, browsing() as browser:
        for section in asked:
            page = browser.new_page()
            page.goto(f"{home}{section.language}.html")
            typed = [query for query, _ in section.rows]
            for query, numbers in zip(typed, page.evaluate(ASK, [home, typed]), strict=True):
                found[section.language, query] = numbers
            page.close()
    return found


def finds(folder: Path) -> dict[str, Any]:
    """Rows found first or second, by language and by who searched; rows that no text answers left
    out."""
    asked = asked_of_readers()
    stock, used = lunr_languages(asked)
    by_whom = {"ours": ours(asked), "lunr": stock, "pagefind": by_pagefind(asked, folder)}
    rows: dict[str, dict[str, int]] = {}
    for section in asked:
        wanted = [(typed, number) for typed, number in section.rows if number != "-"]
        rows[section.language] = {"rows": len(wanted)} | {
            who: sum(not missed(found[section.language, typed], number) for typed, number in wanted)
            for who, found in by_whom.items()
        }
    return {"rows": rows, "lunr_languages": used}
