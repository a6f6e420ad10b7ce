"""The editor in the browser: its page, its policy, and that it keeps what it does not change."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
from archives import file_of
from playwright.sync_api import Browser, Page
from served import serve
from small_site import ROOT, SITE, TODAY, article_path, build, make_site, tree, write

from site_builder.config import read_config
from site_builder.parse import parse_article
from site_builder.pipeline import Options, check_site
from site_builder.problems import BuildFailed, ConfigFailed, errors

CMS = ROOT / "node_modules/@sveltia/cms"
ARTICLE = """\
---
title: 'The: last bookshop'
deck: One sentence.
date: 2015-03~
source:
  name: Example Gazette
  url: https://example.org/a
  archived: https://archive.example/a
  accessed: 2016-02-03
keywords: [bread, 'no']
authors: [Jane Example]
rights: {statement: CC-BY-4.0, holder: Jane Example}
warning: Names a death.
corrections:
  - {date: 2020-01-02, note: A date was wrong.}
aliases: [/old/shop/]
---
First *paragraph* with [a link](../../2001/work-1/en.md "t")[^1] and **bold**.

> Quoted.
>
> — Jane Example, 2015

| a | b |
|---|--:|
| 1 | 2 |

[^1]: A note.

## A heading {#kept}
"""
PUT = """async ([folder, path, text]) => {
  const root = await navigator.storage.getDirectory();
  let at = await root.getDirectoryHandle(folder, {create: true});
  const parts = path.split("/");
  for (const name of parts.slice(0, -1)) at = await at.getDirectoryHandle(name, {create: true});
  const file = await (await at.getFileHandle(parts.at(-1), {create: true})).createWritable();
  await file.write(text);
  await file.close();
}"""
GET = """async ([folder, path]) => {
  let at = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder);
  const parts = path.split("/");
  for (const name of parts.slice(0, -1)) at = await at.getDirectoryHandle(name);
  return (await (await at.getFileHandle(parts.at(-1))).getFile()).text();
}"""
FOLDER = "sveltia-cms-test"
"""Where the editor keeps its repository for tests, in the browser itself."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    if not CMS.is_dir():
        pytest.skip("needs the editor (npm ci)")
    folder = make_site(tmp_path / "site", works=2)
    script = CMS / "dist/sveltia-cms.js"
    write(folder / "site.yaml", f"{SITE}cms: {{repo: example/archive, script: '{script}'}}\n")
    for path in folder.glob("content/articles/*/*/*.md"):
        text = re.sub(r"source: (.*)", r"source: {name: \1}", path.read_text(encoding="utf-8"))
        write(path, text)
    write(article_path(folder, 0, "en"), ARTICLE)
    build(folder)
    return folder


def configuration(site: Path) -> dict[str, Any]:
    return dict(json.loads((site / "output/admin/config.json").read_text(encoding="utf-8")))


def test_the_configuration_is_what_the_editors_own_schema_asks_for(site: Path) -> None:
    rules = json.loads((CMS / "schema/sveltia-cms.json").read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(rules)(rules)
    config = configuration(site)
    assert [error.message[:200] for error in validator.iter_errors(config)] == []
    assert list(validator.iter_errors({**config, "backend": {"name": "github"}})) != []
    names = [collection["name"] for collection in config["collections"]]
    assert names == [
        f"{kind}-{tag}" for kind in ("articles", "pages") for tag in ("en", "ar", "fa")
    ]


def opened(browser: Browser, address: str, requests: list[str], said: list[str]) -> Page:
    """The editor with everything noted that it asks for and says."""
    page = browser.new_context().new_page()
    page.set_default_timeout(60_000)
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}admin/")
    return page


def test_what_is_edited_in_the_browser_changes_and_everything_else_stays(
    site: Path, browser: Browser
) -> None:
    path = "content/articles/2000/work-0/en.md"
    requests: list[str] = []
    said: list[str] = []
    # With a repository of its own in the browser, instead of GitHub's.
    config = {**configuration(site), "backend": {"name": "test-repo"}}
    write(site / "output/admin/config.json", json.dumps(config))
    with serve(site / "output") as address:
        page = opened(browser, address, requests, said)
        page.evaluate(PUT, [FOLDER, path, ARTICLE])
        page.reload()
        page.get_by_role("button", name="Work with Test Repository").click()
        page.get_by_text("The: last bookshop").first.click()
        title = page.get_by_role("textbox").first
        title.wait_for()
        assert title.input_value() == "The: last bookshop"
        title.fill("The: first bookshop")
        page.get_by_role("button", name="Save").first.click()
        page.wait_for_function(
            f"async (given) => (await ({GET})(given)).includes('first bookshop')",
            arg=[FOLDER, path],
        )
        edited = page.evaluate(GET, [FOLDER, path])
        page.context.close()
    before, after = (parse_article(file_of(path[8:], text)) for text in (ARTICLE, edited))
    assert before.article is not None and after.article is not None
    assert after.problems == before.problems
    assert after.article.header.title == "The: first bookshop"
    for name in before.article.header.__slots__:
        if name != "title":
            kept = getattr(before.article.header, name)
            assert getattr(after.article.header, name) == kept, name
    assert after.article.blocks == before.article.blocks
    write(site / path, edited)
    assert errors(check_site(Options(site, site / "output", TODAY))) == ()
    # It asked nobody but the site, and was refused what its policy does not name.
    hosts = {urlsplit(url).hostname for url in requests if url.startswith("http")}
    assert hosts <= {"127.0.0.1", "cdn.jsdelivr.net"}
    refused = [text for text in said if "violates" in text]
    assert all("unpkg.com" in text for text in refused), refused


def test_the_page_names_what_it_talks_to_and_no_other_page_changes(site: Path) -> None:
    with_editor = tree(site / "output")
    page = with_editor["admin/index.html"].decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert page.index("Content-Security-Policy") < page.index("<script")
    assert "script-src 'self';" in policy and "unsafe-eval" not in policy
    assert re.findall(r"https://[\w.*-]+", policy) == [
        "https://*.githubusercontent.com", "https://cdn.jsdelivr.net",
        "https://api.github.com", "https://www.githubstatus.com",
    ]  # fmt: skip
    assert '<meta name="robots" content="noindex">' in page
    assert with_editor["admin/sveltia-cms.js"] == (CMS / "dist/sveltia-cms.js").read_bytes()
    assert b"admin/" not in with_editor["sitemap.xml"]
    write(site / "site.yaml", SITE)
    build(site)
    without = tree(site / "output")
    assert {p for p in with_editor if p.startswith("admin/")} == set(with_editor) - set(without)
    assert {path: with_editor[path] for path in without} == without


# --- without a browser -----------------------------------------------------------------


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    folder = make_site(tmp_path / "plain", works=1)
    write(tmp_path / "editor.js", "// an editor\n")
    write(folder / "site.yaml", f"{SITE}cms: {{repo: example/archive, script: ../editor.js}}\n")
    return folder


def test_what_the_editor_would_drop_is_an_error_with_what_to_write(plain: Path) -> None:
    ar = article_path(plain, 0, "ar")
    write(ar, ar.read_text(encoding="utf-8").replace("{translators: [Sami]}", "{}"))
    with pytest.raises(BuildFailed) as failed:
        build(plain)
    found = {(p.path.rpartition("/")[2], p.line, p.hint) for p in failed.value.problems}
    assert found == {
        ("en.md", 3, "write it as source: {name: ...}"),
        ("ar.md", 3, "write what is true of it: translation: {method: human}"),
    }
    for path, old, new in (
        (ar, "{}", "{method: human}"),
        (article_path(plain, 0, "en"), "source: Paper 0", "source: {name: Paper 0}"),
    ):
        write(path, path.read_text(encoding="utf-8").replace(old, new))
    build(plain)
    assert (plain / "output/admin/sveltia-cms.js").read_bytes() == b"// an editor\n"


def test_a_script_that_is_not_there_or_comes_unchecked_is_refused(plain: Path) -> None:
    for said, message in (
        ("script: ../gone.js", "the script cannot be read: No such file or directory"),
        ("script: 'https://cdn.example.org/e.js'", "a script from elsewhere needs its digest"),
    ):
        write(plain / "site.yaml", f"{SITE}cms: {{repo: example/archive, {said}}}\n")
        with pytest.raises(ConfigFailed) as failed:
            read_config(plain)
        (problem,) = failed.value.problems
        assert (problem.line, problem.message) == (5, message)


def test_a_script_from_elsewhere_is_named_by_its_policy_and_held_to_its_digest(
    plain: Path,
) -> None:
    for name in ("en", "ar"):
        path = article_path(plain, 0, name)
        write(path, path.read_text(encoding="utf-8").replace("Paper 0", "{name: Paper 0}"))
    digest = "sha384-" + "A" * 64
    said = f"script: 'https://cdn.example.org/1.2/e.js', integrity: {digest}"
    write(plain / "site.yaml", f"{SITE}cms: {{repo: example/archive, {said}}}\n")
    build(plain)
    page = (plain / "output/admin/index.html").read_text(encoding="utf-8")
    assert "script-src https://cdn.example.org;" in page
    assert f'src="https://cdn.example.org/1.2/e.js" integrity="{digest}" crossorigin' in page
    assert not (plain / "output/admin/sveltia-cms.js").exists()
