"""site.yaml: what the archive is called, its languages, where it will live.

To add a setting, add a line to ``FIELDS`` and a field to ``model.Site``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from site_builder import characters, redaction, schema, url_policy
from site_builder.model import Cms, Site
from site_builder.problems import ConfigFailed, Problem, errors
from site_builder.redaction import Rules
from site_builder.schema import (
    Choice,
    Field,
    Language,
    ListOf,
    Number,
    Pattern,
    PerLanguage,
    Reading,
    Record,
    Switch,
    Text,
)
from site_builder.yaml_text import Node, read

FILE = "site.yaml"


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """The web address under which the site is published; a missing last slash is added."""

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = schema.Url().convert(node, at, reading)
        if text is schema.WRONG:
            return text
        if problem := base_url_problem(text):
            return reading.wrong(node, problem, "write it as https://example.org/archive/")
        return text if text.endswith("/") else f"{text}/"

    def describe(self) -> str:
        return "a web address: https://example.org/archive/"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^https?://[^?#]*$"}


REPORT_PARTS = ("title", "url", "path")
"""What an address for reports may name in braces: the page's title, its address, its file."""


@dataclass(frozen=True, slots=True)
class ReportUrl:
    """A web or mail address in which ``{title}``, ``{url}`` and ``{path}`` stand for the page's."""

    def convert(self, node: Node, at: str, reading: Reading) -> Any:
        text = schema.Text("an address", 2_000).convert(node, at, reading)
        if text is schema.WRONG:
            return text
        for part in re.findall(r"\{([^{}]*)\}", text):
            if part not in REPORT_PARTS:
                known = ", ".join(f"{{{name}}}" for name in REPORT_PARTS)
                return reading.wrong(node, f"there is no '{{{part}}}'", f"these may stand: {known}")
        plain = re.sub(r"\{[^{}]*\}", "x", text)
        if url_policy.is_relative(plain) or url_policy.check(plain, kind="link"):
            hint = "write it as https://example.org/report?page={url} or mailto:a@example.org"
            return reading.wrong(node, f"'{url_policy.shown(text)}' is not an address", hint)
        return text

    def describe(self) -> str:
        return "a web or mail address, with {title}, {url} and {path} in it"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^(https?://|mailto:)"}


def base_url_problem(text: str) -> str | None:
    """Why a site cannot be published under this address; None when it can."""
    if not re.match(r"https?://", text) or url_policy.check(text, kind="source"):
        return f"'{text[:200]}' is not a web address"
    if "?" in text or "#" in text:
        return f"'{text[:200]}' has a query or a fragment"
    return None


WORK = Pattern("the folder of a page", r"[a-z0-9-]+(?:/[a-z0-9-]+)*", "write it as about")
THEME = Pattern("the name of a theme", r"[a-z0-9][a-z0-9_-]*", "write the name of its folder")

CMS = Record(
    (
        Field("repo", Pattern("a repository on GitHub", r"[\w.-]+/[\w.-]+",
                              "write it as owner/name"),
              "where the archive is kept", required=True),
        Field("script", schema.Text("a path or a web address", 500),
              "the editor's script: a file outside git, or its address with integrity",
              required=True),
        Field("branch", Pattern("a branch", r"[\w./-]+", "write it as main"), "main, unless said"),
        Field("integrity", Pattern("a digest", r"sha(?:256|384|512)-[A-Za-z0-9+/]+=*",
                                   "write it as sha384-..."),
              "digest of a script that has an address"),
        Field("auth", schema.Url(), "a service for signing in; without it, with a token"),
    ),
    Cms,
    "the editor in the browser",
)  # fmt: skip

FIELDS = (
    Field("title", PerLanguage(Text("a title", 200), bare=True), "name of the archive",
          required=True, example="title: {en: Kept Memory}"),
    Field("tagline", PerLanguage(Text("a tagline", 500), bare=True), "one line on what it is",
          example="tagline: {en: What people kept}"),
    Field("base_url", BaseUrl(), "where the site is published", required=True,
          example="base_url: https://example.org/archive/"),
    Field("languages", ListOf(Language(), 200), "languages of the archive, in their order",
          required=True, example="languages: [en, ar]"),
    Field("default_language", Language(), "the first of languages, unless said",
          example="default_language: en"),
    Field("theme", THEME, "folder of themes/", example="theme: default"),
    Field("keywords", Choice(("open", "controlled")),
          "open takes free words; controlled takes only ids and labels of keywords.yaml",
          example="keywords: controlled"),
    Field("menu", ListOf(WORK, 50), "standing pages to show in the menu, in order",
          example="menu: [about, cite]"),
    Field("page_size", Number(1, 1000, whole=True), "works on one page of a list",
          example="page_size: 50"),
    Field("calendar", Choice(("gregorian", "persian")),
          "persian shows the Solar Hijri date beside the Gregorian", example="calendar: gregorian"),
    Field("lunr_limit", Number(0, 1_000_000, whole=True),
          "in a language with more works than this, no standard search/<language>/lunr.json",
          example="lunr_limit: 2000"),
    Field("offline", Switch(),
          "whether a reader's device keeps the pages they read, to open without a network",
          example="offline: true"),
    Field("edit_url", schema.Url(), "prefix to which a file's path is added for 'edit this page'",
          example="edit_url: https://github.com/example/archive/edit/main/"),
    Field("report_url", ReportUrl(),
          "where readers report a mistake; {title}, {url} and {path} stand for the page's",
          example="report_url: https://github.com/example/archive/issues/new"
                  "?template=mistake.yml&title={title}&page={url}"),
    Field("arabic_face", Switch(),
          "texts in Arabic script bring a face of their own, for devices without a good one; "
          "needs fonts", example="arabic_face: true"),
    Field("share_images", Switch(),
          "draw a picture of every article's title, for those who share it; needs fonts",
          example="share_images: true"),
    Field("cms", CMS, "the editor in the browser, at /admin/: opt-in",
          example="cms: {repo: example/archive, script: ../sveltia-cms.js}"),
    Field("redact", schema.Text("a path", 500),
          "file outside git with texts that are not to be published; without it nothing is built",
          example="redact: ../redact.txt"),
    Field("priority", ListOf(Text("an id of keywords.yaml", 200), 200),
          "keywords whose works `status` lists first among those to translate",
          example="priority: [libraries, local-journalism]"),
)  # fmt: skip

DEFAULTS: dict[str, Any] = {
    "tagline": {},
    "theme": "default",
    "keywords": "open",
    "menu": (),
    "page_size": 50,
    "calendar": "gregorian",
    "lunr_limit": 2000,
    "offline": True,
    "edit_url": "",
    "report_url": "",
    "arabic_face": False,
    "share_images": False,
    "cms": None,
    "redact": "",
    "priority": (),
}


def read_config(folder: Path) -> tuple[Site, tuple[Problem, ...]]:
    """The Site that ``folder/site.yaml`` describes, and warnings about it.

    Raises ConfigFailed when it is missing or has an error.
    """
    text = read_beside(folder, FILE)
    if text is None:
        hint = f"run the command in the site's folder, or name it: --site DIR (no {FILE} here)"
        raise ConfigFailed([Problem(FILE, 0, 0, "there is no such file", hint)])
    site, problems = parse_config(text)
    if site is None:
        raise ConfigFailed(problems)
    return replace(site, cms=_with_script(folder, site.cms, site)), problems


def _with_script(folder: Path, cms: Cms | None, site: Site) -> Cms | None:
    """The editor with the bytes of its script, if that is a file. Raises ConfigFailed."""
    if cms is None:
        return None
    at = (FILE, *site.marks.get("cms.script", (0, 0)))
    if cms.script.startswith("https://"):
        if not cms.integrity:
            hint = "add integrity: sha384-... of the very version that you have looked at"
            raise ConfigFailed([Problem(*at, "a script from elsewhere needs its digest", hint)])
        return cms
    try:
        return replace(cms, data=(folder / cms.script).read_bytes())
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "the path is none"
        hint = "put the editor's script there, or take cms out of site.yaml"
        raise ConfigFailed([Problem(*at, f"the script cannot be read: {why}", hint)]) from None


def read_redaction(folder: Path, named: str, *, at: tuple[str, int, int]) -> Rules:
    """The rules of the file that ``named`` leads to from the site's folder; none if it is empty.

    ``at`` is where it was named. Raises ConfigFailed when there is no such file or it has a
    mistake: to build without rules that were asked for would publish what they hide.
    """
    if not named:
        return redaction.NONE
    hint = "put the file there, name it with --redact FILE, or for a build that nobody publishes "
    try:
        data = (folder / named).read_bytes()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "the path is none"
        message = f"the rules of what is not to be published cannot be read: {why}"
        raise ConfigFailed([Problem(*at, message, f"{hint}say --unredacted")]) from None
    return redaction_of(data, named)


def redaction_of(data: bytes, path: str) -> Rules:
    """The rules that these bytes are. Raises ConfigFailed when there is a mistake in them."""
    text = characters.decode(data, path)
    if isinstance(text, Problem):
        raise ConfigFailed([text])
    rules, problems = redaction.read_rules(text, path)
    if problems:
        raise ConfigFailed(problems)
    return rules


def read_beside(folder: Path, name: str) -> str | None:
    """The text of a file of the site's own that is no content; None where there is none.

    Raises ConfigFailed when it cannot be read.
    """
    try:
        data = (folder / name).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}"
        raise ConfigFailed([Problem(name, 0, 0, message)]) from None
    text = characters.decode(data, name)
    if isinstance(text, Problem):
        raise ConfigFailed([text])
    return text


def parse_config(text: str) -> tuple[Site | None, tuple[Problem, ...]]:
    """As ``read_config``, from the file's text; None when it has an error."""
    found = characters.check(text, FILE)
    if errors(found):
        return None, found
    node, problems = read(text, FILE)
    if node is None:
        return None, (*found, *problems)
    reading = Reading(FILE, list(found))
    values = schema.read_fields(node, FIELDS, reading)
    if values is schema.WRONG:
        return None, tuple(reading.problems)
    values = {**DEFAULTS, **values}
    tags = values["languages"]
    if not tags:
        reading.wrong(node.get("languages") or node, "no language is named", "languages: [en]")
        return None, tuple(reading.problems)
    values.setdefault("default_language", tags[0])
    if values["default_language"] not in tags:
        reading.wrong(
            node.get("default_language") or node,
            f"'{values['default_language']}' is not among the languages",
            "add it to languages",
        )
    for tag in sorted({t for t in tags if tags.count(t) > 1}):
        reading.wrong(node.get("languages") or node, f"'{tag}' is named twice", "delete one")
    for name in ("title", "tagline"):
        values[name] = {tag or values["default_language"]: t for tag, t in values[name].items()}
    if errors(reading.problems):
        return None, tuple(reading.problems)
    return Site(**values, marks=reading.marks), tuple(reading.problems)
