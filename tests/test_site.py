"""The repository's own archive, built and looked at as the tools of the web see it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from served import SAMPLE_BASE as BASE
from served import serve

ROOT = Path(__file__).parent.parent
NODE = ROOT / "node_modules"
RTL = {"ar", "fa", "ckb", "ur"}


class Page(HTMLParser):
    """The parts of a page that these tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.parts: list[str] = []
        self.ids: list[str] = []
        self.alternates: dict[str, str] = {}
        self.canonical = ""
        self.html: dict[str, str | None] = {}
        self.metas: list[dict[str, str | None]] = []
        self.first_in_head = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "html":
            self.html = said
        if said.get("id"):
            self.ids.append(said["id"] or "")
        if tag == "meta":
            self.metas.append(said)
        if tag == "a" and said.get("href") is not None:
            self.links.append(said["href"] or "")
        if tag == "link":
            rel, href = said.get("rel"), said.get("href") or ""
            if rel == "alternate" and said.get("hreflang"):
                self.alternates[said["hreflang"] or ""] = href
            elif rel == "canonical":
                self.canonical = href
            else:
                self.parts.append(href)
        if tag in ("img", "script", "source") and said.get("src"):
            self.parts.append(said["src"] or "")
        if said.get("srcset"):
            self.parts += [one.split()[0] for one in (said["srcset"] or "").split(",")]

    def meta(self, name: str) -> str:
        found = (m for m in self.metas if name in (m.get("name"), m.get("http-equiv")))
        return next(found, {}).get("content") or ""


@pytest.fixture(scope="module")
def built(sample: Path) -> Path:
    return sample


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, Page]:
    """Path below the output folder -> page."""
    return {
        path.relative_to(built).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(built.rglob("*.html"))
    }


def is_redirect(page: Page) -> bool:
    return bool(page.meta("refresh"))


def test_the_sample_archive_has_the_works_and_versions_it_promises(built: Path) -> None:
    articles = {p.parent.relative_to(built) for p in built.rglob("cite.json")}
    works = {path.relative_to(path.parts[0]) for path in articles}
    assert len(works) >= 6
    assert len(articles) >= 15
    assert {"en", "ar", "fr", "fa"} <= {path.parts[0] for path in articles}


@pytest.mark.slow
def test_every_page_is_valid_html(built: Path) -> None:
    """The Nu HTML checker, the one behind validator.w3.org, finds no error and no warning."""
    # It reads files, for which it takes the CSP's 'self' to mean nothing; and it guesses languages,
    # among which it knows Kurdish but not Northern Kurdish.
    beside_the_point = ("violates Content Security Policy", "to be written in Kurdish")
    jar = NODE / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.exists() or not shutil.which("java"):
        pytest.skip("needs Java and npm's vnu-jar (npm ci)")
    command = ["java", "-Xss4m", "-jar", str(jar), "--skip-non-html", "--format", "gnu", str(built)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)
    said = [
        line
        for line in done.stderr.splitlines()
        if line and not any(b in line for b in beside_the_point)
    ]
    assert said == []
    assert done.returncode == 0


def test_every_link_leads_to_a_file_when_the_folder_is_opened_without_a_server(
    built: Path, pages: dict[str, Page]
) -> None:
    broken = []
    for name, page in pages.items():
        if name == "404.html":
            continue
        for link in (*page.links, *page.parts):
            if urlsplit(link).scheme:
                continue
            path, fragment = urldefrag(link)
            target = (built / name).parent / unquote(path.partition("?")[0])
            if not path:
                target = built / name
            if not target.resolve().is_file():
                broken.append((name, link))
            elif fragment and target.suffix == ".html":
                there = pages[target.resolve().relative_to(built.resolve()).as_posix()]
                if unquote(fragment) not in there.ids:
                    broken.append((name, link))
    assert broken == []


def test_a_crawl_of_the_site_under_a_project_path_finds_every_page_and_nothing_broken(
    built: Path, pages: dict[str, Page]
) -> None:
    with serve(built, "/repo/") as home:
        seen: set[str] = set()
        todo = [home]
        broken: list[str] = []
        while todo:
            address = todo.pop()
            if address in seen:
                continue
            seen.add(address)
            try:
                with urllib.request.urlopen(address, timeout=20) as answer:
                    body = answer.read()
                    kind = answer.headers.get_content_type()
            except HTTPError as error:
                broken.append(f"{address}: {error.code}")
                continue
            if kind != "text/html":
                continue
            page = Page(body.decode())
            for link in (*page.links, *page.parts, *page.alternates.values()):
                full = urljoin(address, link.replace(BASE, home))
                if full.startswith(home):
                    todo.append(urldefrag(full)[0])
        assert broken == []
        reached = {unquote(urlsplit(a).path.removeprefix("/repo/")) for a in seen}
        reached = {p + "index.html" if not p or p.endswith("/") else p for p in reached}
        unlinked = {n for n, p in pages.items() if not is_redirect(p)} - reached
        # The withdrawn page answers old citations; nothing of the site links to it.
        assert {n for n in unlinked if "withdrawn" not in (built / n).read_text()} <= {"404.html"}
        with pytest.raises(HTTPError) as missing:
            urllib.request.urlopen(f"{home}no/such/page/", timeout=20)
        lost = Page(missing.value.read().decode())
        for link in (*lost.links, *lost.parts):
            if not urlsplit(link).scheme and not link.startswith("#"):
                there = urljoin(f"{home}no/such/page/", link)
                with urllib.request.urlopen(there, timeout=20) as answer:
                    assert answer.status == 200


def test_languages_and_directions_are_said_on_every_page(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        language = page.html["lang"] or ""
        expected = name.split("/")[0]
        if re.fullmatch(r"[a-z]{2,3}", expected) and not is_redirect(page):
            assert language == expected, name
        assert page.html["dir"] == ("rtl" if language in RTL else "ltr"), name


def test_hreflang_is_symmetric_and_names_the_page_itself(pages: dict[str, Page]) -> None:
    by_address = {
        p.canonical: p for n, p in pages.items() if not is_redirect(p) and "/with-" not in n
    }
    checked = 0
    for address, page in by_address.items():
        if not page.alternates:
            continue
        assert address in page.alternates.values(), address
        assert "x-default" in page.alternates, address
        for language, other in page.alternates.items():
            if language != "x-default":
                assert by_address[other].alternates == page.alternates, (address, other)
                assert by_address[other].html["lang"] == language
                checked += 1
    assert checked > 100


def test_every_page_forbids_scripts_from_elsewhere_before_anything_else(
    built: Path, pages: dict[str, Page]
) -> None:
    for name, page in pages.items():
        first = next(m for m in page.metas if "charset" not in m)
        assert first.get("http-equiv") == "Content-Security-Policy", name
        assert "default-src 'none'" in (first["content"] or ""), name
        text = (built / name).read_text(encoding="utf-8")
        assert not re.search(r"<[^>]+\sstyle=|<style|<[^>]+\son\w+=", text), name
        inline = re.findall(r"<script(?![^>]*\ssrc=)([^>]*)>", text)
        assert all("json" in attributes for attributes in inline), name


def test_nothing_on_a_page_comes_from_another_origin(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert [p for p in page.parts if re.match(r"(https?:)?//", p)] == [], name


def test_json_ld_describes_every_article_and_its_translations(
    built: Path, pages: dict[str, Page]
) -> None:
    described: dict[str, dict[str, object]] = {}
    for path in built.rglob("cite.json"):
        text = (path.parent / "index.html").read_text(encoding="utf-8")
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
        assert found, path
        data = json.loads(found[1])
        described[data["@id"]] = data
        assert data["headline"]
        assert data["inLanguage"] == path.relative_to(built).parts[0]
    translated = 0
    for address, data in described.items():
        of = data.get("translationOfWork")
        if isinstance(of, dict) and of.get("@id"):
            made = described[of["@id"]]["workTranslation"]
            assert isinstance(made, list)
            assert address in [m["@id"] for m in made]
            translated += 1
    assert translated >= 15


def test_feeds_parse_and_name_their_entries_for_good(built: Path) -> None:
    import feedparser

    feeds = sorted(built.rglob("feed.xml"))
    assert built / "feed.xml" in feeds
    assert built / "ar" / "feed.xml" in feeds
    for path in feeds:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.version == "atom10"
        ids = [entry.id for entry in feed.entries]
        assert len(ids) == len(set(ids))
        for entry in feed.entries:
            assert entry.id.startswith(BASE)
            assert entry.updated_parsed
            assert entry.content[0].value
            assert not re.search(r'(href|src)="(?!https?://|mailto:)[^"]', entry.content[0].value)


def test_the_sitemap_is_valid_and_lists_every_page_that_may_be_found(
    built: Path, pages: dict[str, Page]
) -> None:
    from lxml import etree

    schema = NODE / "sitemap" / "schema" / "sitemap.xsd"
    if not schema.exists():
        pytest.skip("needs npm's sitemap, for its schema (npm ci)")
    tree = ElementTree.parse(built / "sitemap.xml")
    ns = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = {}
    for url in tree.findall("s:url", ns):
        alternates = url.findall("x:link", ns)
        listed[url.findtext("s:loc", "", ns)] = {
            a.get("hreflang"): a.get("href") for a in alternates
        }
        for alternate in alternates:
            # The schema of sitemaps.org has no element for alternates; they are checked below.
            url.remove(alternate)
    bare = etree.fromstring(ElementTree.tostring(tree.getroot()))
    validator = etree.XMLSchema(etree.parse(str(schema)))
    assert validator.validate(bare), validator.error_log
    for name, page in pages.items():
        if "/with-" in name:
            continue  # Another view of an article; its canonical address is listed.
        if "noindex" in page.meta("robots") or is_redirect(page):
            assert page.canonical not in listed or is_redirect(page), name
        else:
            there = {k: v for k, v in page.alternates.items() if k != "x-default"}
            assert listed[page.canonical] == (there if len(there) > 1 else {}), name


def test_front_pages_and_articles_describe_themselves_to_those_who_list_them(
    pages: dict[str, Page],
) -> None:
    for path, page in pages.items():
        if re.fullmatch(r"\w+/index.html|\w+/\d{4}/[\w-]+/index.html", path) and page.alternates:
            assert page.meta("description").strip(), path


def test_old_addresses_lead_on(pages: dict[str, Page]) -> None:
    redirects = {name: page for name, page in pages.items() if is_redirect(page)}
    assert redirects
    for name, page in redirects.items():
        target = re.search(r"url=(\S+)", page.meta("refresh"))
        assert target, name
        assert page.canonical.startswith(BASE)


def test_a_page_does_not_depend_on_the_environment_it_was_built_in(built: Path) -> None:
    words = [str(Path.home()), str(ROOT), os.uname().nodename] if hasattr(os, "uname") else []
    words = [w for w in words if len(w) > 5]
    for path in built.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert [w for w in words if w.encode() in data] == [], path
