"""The published scripts: short, and doing what their sources do."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import search_corpora as corpora
from search_corpora import node, published

from site_builder.model import MadePage
from site_builder.search.index import language_index
from site_builder.theme import open_theme, published_page
from site_builder.theme.scripts import joined_module
from site_builder.theme.shortening import shortened

HERE = Path(__file__).parent
ROOT = HERE.parent
CLIENT = ROOT / "themes/default/assets/search"

CASES = (HERE / "cases/scripts.js").read_text().split("\n//# ")[1:]


def run(script: str) -> str:
    """What a script shows."""
    shown = "const show = (...all) => console.log(JSON.stringify(all));"
    done = subprocess.run(
        ["node", "--input-type=module", "-"],
        input=f"{shown}\n{script}",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{script}\n{done.stderr}"
    return done.stdout


def test_a_shortened_script_does_the_same() -> None:
    sources = dict(case.split("\n", 1) for case in CASES)
    for what, source in sources.items():
        assert len(shortened(source)) < len(source), what
    whole = [f"const part{n} = () => {{ {s} }}; part{n}();" for n, s in enumerate(sources.values())]
    apart = [f"{{ {source} }}" for source in sources.values()]
    shown = run("\n".join(apart))
    assert len(shown.splitlines()) > len(sources)
    assert run("\n".join(map(shortened, apart))) == shown
    assert run(shortened("\n".join(whole))) == shown
    for what, source in sources.items():
        assert run(shortened(source)) == run(source), what


def test_a_shortened_script_has_short_names_and_no_space() -> None:
    source = "export function start(form) {\n  const input = form.q; // typed\n  return input;\n}\n"
    assert shortened(source) == "export function start(a){let b=a.q;return b}"


def test_what_is_not_understood_is_published_as_it_is() -> None:
    with pytest.raises(ValueError, match="not understood"):
        shortened("const a = '\n")
    page = published_page("search/app.js", b"const a = '\n")
    assert isinstance(page, MadePage)
    assert page.make(lambda digest: None) == b"const a = '\n"  # type: ignore[arg-type,return-value]


def published_scripts() -> dict[str, bytes]:
    scripts = {}
    for path, data in open_theme("default", (ROOT / "themes",)).assets:
        if path.endswith(".js"):
            page = published_page(path, data)
            scripts[path] = page.make(None) if isinstance(page, MadePage) else data  # type: ignore[arg-type]
    return scripts


def test_the_published_client_is_one_script_without_remarks_and_within_its_budget() -> None:
    scripts = published_scripts()
    search = {path: data for path, data in scripts.items() if path.startswith("search/")}
    assert sorted(search) == ["search/app.js", "search/search.js"]
    assert packed(search["search/app.js"]) <= 12_000
    assert packed(search["search/search.js"]) + packed(scripts["theme.js"]) <= 3_000
    for data in search.values():
        assert b"/**" not in data
        assert not re.search(rb'\bimport *\{|from *"\./', data)


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 9, mtime=0))


def test_the_published_client_answers_as_its_sources_do(tmp_path: Path) -> None:
    client = _short_client(tmp_path)
    jobs = []
    for language in ("ar", "en", "fr", "ru", "tr", "zh"):
        documents, bodies = corpora.corpus(language, seed=5, size=40)
        index = language_index(language, documents, bodies)
        queries = corpora.random_queries(index, seed=8, count=40)
        for typing in (False, True):
            jobs.append({"job": "answer", "queries": queries, "typing": typing, **published(index)})
    ours = node(*jobs)
    assert sum(bool(answer["results"]) for answers in ours for answer in answers) > 200
    assert node(*jobs, client=client) == ours


def _short_client(folder: Path) -> Path:
    """The client of the tests with, in place of its modules, the short script of them all."""
    runner = (HERE / "search_client.mjs").read_text()
    taken = re.findall(r'^import \{ (.*) \} from "\.\./themes/.*/(\w+\.js)";', runner, re.MULTILINE)
    assert len(taken) > 4
    imports = "".join(f'import {{ {names} }} from "./{file}";\n' for names, file in taken)
    everything = f"{imports}export const client = {{ {', '.join(n for n, _ in taken)} }};\n"

    def read(name: str) -> str:
        return everything if name == "all.js" else (CLIENT / name).read_text()

    into = folder / "themes/default/assets/search"
    into.mkdir(parents=True)
    (into / "all.js").write_text(shortened(joined_module("all.js", read)))
    for names, file in taken:
        stub = f'import {{ client }} from "./all.js";\nexport const {{ {names} }} = client;\n'
        (into / file).write_text(stub)
    (folder / "tests").mkdir()
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return Path(shutil.copy(HERE / "search_client.mjs", folder / "tests"))
