"""Makes the search index of a generated archive, and lunr.py's of the same, each timed in a process
of its own. Run by ``search``:

    python search_make.py JOB FOLDER

FOLDER holds ``archive.pickle`` (see ``save``); one line of JSON is printed.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[n]) for n in (1, 2)]

from benchmarks.documents import bodies, documents
from benchmarks.generate import Plan, terms

from site_builder import urls
from site_builder.cache import Cache
from site_builder.model import Output
from site_builder.search import outputs
from site_builder.search.documents import FIELDS, Document, Name

EDITED = 4321
"""Which document is edited, modulo how many there are."""
WORDS_ADDED = "\n\nEdited yesterday with a previously unseen quotation from zorblatt."


@dataclass(frozen=True, slots=True)
class Parsed:
    """What stands before search in a build: the archive read, parsed and linked."""

    documents: tuple[Document, ...]
    texts: Mapping[str, str]
    names: tuple[Name, ...]


def save(plan: Plan, folder: Path) -> Parsed:
    language = plan.languages[0]
    listed, texts = documents(plan, language)
    known = terms(plan)
    named = tuple(
        Name(
            kind=kind,
            address=urls.term(language, kind, term.id),
            label=dict(term.labels)[language],
            names=tuple(label for _, label in term.labels),
            languages=(language,),
        )
        for kind in ("keyword", "person", "place", "source")
        for term in getattr(known, kind)
    )
    parsed = Parsed(listed, texts, named)
    (folder / "archive.pickle").write_bytes(pickle.dumps(parsed))
    return parsed


def load(folder: Path) -> Parsed:
    parsed: Parsed = pickle.loads((folder / "archive.pickle").read_bytes())
    return parsed


def search_outputs(parsed: Parsed, memory: Cache) -> Iterator[Output]:
    """The outputs of search as a build plans them, over documents that no site stands behind."""
    language = parsed.documents[0].language
    outputs.documents = lambda _: {language: parsed.documents}  # type: ignore[assignment]
    outputs.names = lambda _archive, _language: parsed.names  # type: ignore[assignment]
    archive: Any = SimpleNamespace(site=SimpleNamespace(calendar="gregorian", lunr_limit=0))
    return outputs.search_files(archive, memory, os.cpu_count() or 1)


def edited_outputs(changed: Document, memory: Cache, known: Mapping[str, str]) -> list[Output]:
    """The same as a build plans them after an edit of one text; see ``amend``."""
    outputs.documents_of = lambda _archive, _work: iter([changed])  # type: ignore[assignment]
    site: Any = SimpleNamespace(calendar="gregorian", lunr_limit=0)
    manifest = known[f"search/{changed.language}/{outputs.MANIFEST}"]
    keys = {changed.language: manifest.removeprefix(f"{outputs.MANIFEST} ")}
    nothing: Any = None
    edited = [(nothing, nothing)]
    return outputs.amended_files(site, edited, keys, memory, os.cpu_count() or 1)[0]


def made(
    planned: Iterable[Output], texts: Mapping[str, str], known: Mapping[str, str]
) -> Iterator[tuple[Output, bytes]]:
    """What a build would write: the files whose identity is not the ``known`` one."""
    text_of = bodies(texts)
    for output in planned:
        if known.get(output.path) != output.page.identity:  # type: ignore[union-attr]
            yield output, output.page.make(text_of)  # type: ignore[union-attr]


def index(folder: Path) -> dict[str, Any]:
    """All of the index, from nothing; the files and the cache stay in the folder."""
    parsed = load(folder)
    cache = folder / "cache.sqlite"
    cache.unlink(missing_ok=True)
    start = time.perf_counter()
    memory = Cache(cache, print)
    files = list(made(search_outputs(parsed, memory), parsed.texts, {}))
    memory.close()
    seconds = time.perf_counter() - start
    shutil.rmtree(folder / "index", ignore_errors=True)
    for output, data in files:
        path = folder / "index" / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    known = {output.path: output.page.identity for output, _ in files}  # type: ignore[union-attr]
    (folder / "identities.json").write_text(json.dumps(known))
    return {"seconds": seconds, "files": len(files)}


def edit(folder: Path) -> dict[str, Any]:
    """The index again after one article got a sentence more."""
    parsed = load(folder)
    chosen = parsed.documents[EDITED % len(parsed.documents)]
    texts = {**parsed.texts, "edited": parsed.texts[chosen.body] + WORDS_ADDED}
    changed = replace(chosen, body="edited")
    cache = folder / "edited.sqlite"
    shutil.copy(folder / "cache.sqlite", cache)
    known = json.loads((folder / "identities.json").read_text())
    start = time.perf_counter()
    memory = Cache(cache, print)
    files = list(made(edited_outputs(changed, memory, known), texts, known))
    memory.close()
    seconds = time.perf_counter() - start
    differing = sum(
        not (path := folder / "index" / output.path).exists() or path.read_bytes() != data
        for output, data in files
    )
    return {"seconds": seconds, "made": len(files), "differing": differing}


def lunr_py(folder: Path) -> dict[str, Any]:
    """lunr.py as its documentation has it, on the same texts."""
    from lunr import lunr

    parsed = load(folder)
    listed = [
        {
            "id": one.reference,
            "title": one.title,
            "deck": one.deck,
            "keywords": " ".join(one.keywords),
            "body": parsed.texts[one.body],
            "others": " ".join(one.others),
        }
        for one in parsed.documents
    ]
    fields = [{"field_name": name, "boost": boost} for name, boost in FIELDS]
    start = time.perf_counter()
    made_by_lunr = lunr(ref="id", fields=fields, documents=listed)
    seconds = time.perf_counter() - start
    text = json.dumps(made_by_lunr.serialize(), ensure_ascii=False, separators=(",", ":"))
    (folder / "lunr-py.json").write_text(text, encoding="utf-8")
    return {"seconds": seconds}


JOBS = {"index": index, "edit": edit, "lunr_py": lunr_py}


def main() -> None:
    job, folder = sys.argv[1:]
    told = JOBS[job](Path(folder))
    # Kilobytes on Linux.
    told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(told))


if __name__ == "__main__":
    main()
