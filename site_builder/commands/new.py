"""new: begin an article, with the header and in the folder that it should have."""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from site_builder import authorities, edtf, frontmatter, header_text, languages, urls
from site_builder.characters import printable
from site_builder.commands.asking import Judge, Question, ask, judged_by, on_a_terminal
from site_builder.commands.common import (
    BUILT,
    add_debug_option,
    add_site_option,
    show_problems,
    today,
)
from site_builder.commands.files import write_new
from site_builder.config import read_config
from site_builder.frontmatter.fields import NAME as A_NAME
from site_builder.frontmatter.fields import SOURCE, TYPES
from site_builder.frontmatter.values import is_url
from site_builder.link.names import Names, names_of
from site_builder.load import ArticleFile, load
from site_builder.model import Site, Source, TermKind
from site_builder.parse import parse_article
from site_builder.problems import ConfigFailed, Problem, did_you_mean, errors
from site_builder.schema import Language, Type

NAME = "new"
HELP = "begin an article: a draft with its header, in its folder; asks for what is missing"
EXAMPLE = (
    'python build.py new "The town library reopens" --lang en --source "Example Gazette" '
    "--date 2015-03-01 --keywords libraries"
)

KINDS: dict[str, TermKind] = {
    "source": "source", "keywords": "keyword", "authors": "person", "people": "person",
    "places": "place", "collections": "collection",
}  # fmt: skip
"""Fields that hold names -> whose names they are."""
SEVERAL = tuple(name for name in KINDS if name != "source")
FIELDS = {f.name: f for f in frontmatter.FIELDS}
DRAFT = "status: draft  # delete this line when it is done\n"
_BETWEEN = re.compile(r"\s*[,;،؛、]\s*")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("title", metavar="TITLE", nargs="?", default="", help="the headline, in quotes")
    add("--lang", metavar="XX", default="", help="its language (default: the site's default)")
    add("--source", metavar="NAME", default="", help="who published it: a name, an id, an address")
    add("--url", metavar="URL", default="", help="where it was published")
    add("--date", metavar="DATE", default="", help="when it was published: 2015-03-01, 2015-03")
    add("--deck", metavar="TEXT", default="", help="the standfirst")
    add("--type", choices=TYPES, default="", help="what kind of text it is (default: article)")
    for name in SEVERAL:
        what = "ids or names; several with spaces or commas between them"
        add(f"--{name}", metavar="NAME", nargs="+", action="extend", default=[], help=what)
    add(
        "--path",
        metavar="FOLDER",
        default="",
        help="its folder: 2015/town-library (default: from the year and the title)",
    )
    add_site_option(parser)
    add_debug_option(parser)


@dataclass(slots=True)
class _Begun:
    """What is known of the article so far, and what was wrong with it."""

    root: Path
    site: Site
    names: Names
    works: tuple[str, ...]
    values: dict[str, header_text.Value] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def judge_name(self, kind: TermKind, item: Type) -> Judge:
        """A name of the archive, or one that the field takes all the same."""

        def judge(answer: str) -> list[Problem]:
            found = judged_by(item)(answer)
            wrong = None if self.names.lookup(kind, answer) else self.names.unknown(kind, answer)
            return [*found, *([wrong] if wrong else [])]

        return judge

    def split(self, kind: TermKind, said: Sequence[str]) -> list[str]:
        """The names in what was said; a known one with a comma in it stays whole."""
        parts = (
            [one] if self.names.lookup(kind, one) else _BETWEEN.split(one) for one in said if one
        )
        return [part for some in parts for part in some if part]

    def known_as(self, kind: TermKind, name: str) -> str:
        return self.names.lookup(kind, name) or name


def run(args: argparse.Namespace) -> int:
    site, _ = read_config(args.site)
    loaded = load(args.site, site.languages)
    terms, _ = authorities.read_authorities(loaded.authorities, site.default_language)
    names, _ = names_of(terms, site.keywords == "controlled")
    works = tuple(sorted({a.work for a in loaded.articles if a.kind == "article"}))
    begun = _Begun(args.site, site, names, works)
    if on_a_terminal():
        _ask_for_missing(args, begun)
    language = args.lang or site.default_language
    _hold(begun, "--lang", language, _judge_language(begun))
    _fill(args, begun)
    folder = args.path.strip("/").removeprefix("content/articles/") or _folder(args)
    if folder:
        _hold(begun, "--path", folder, _judge_folder(begun))
    else:
        message = "no folder can be named after this title" if args.title else ""
        hint = "name it in ASCII words: --path 2015/kobani-diary"
        begun.problems += [Problem("--path", 0, 0, message, hint)] if message else []
    if errors(begun.problems):
        raise ConfigFailed(begun.problems)
    show_problems(begun.problems, sys.stderr)
    path = f"content/articles/{folder}/{languages.canonical(language)}.md"
    text = _checked(path, f"---\n{_header(begun)}---\n\n", folder)
    target = args.site / path
    target.parent.mkdir(parents=True, exist_ok=True)
    write_new(target, text)
    print(printable(f"{path}: begun, as a draft"))
    print("write the text below the header, and delete 'status: draft' when it is done")
    return BUILT


def _ask_for_missing(args: argparse.Namespace, begun: _Begun) -> None:
    if not args.title:
        args.title = ask(Question("Title", judged_by(FIELDS["title"].type), needed=True))
    if not args.lang and len(begun.site.languages) > 1:
        words = f"Language, one of {', '.join(begun.site.languages)}"
        judge = _judge_language(begun)
        args.lang = ask(Question(words, judge, begun.site.default_language, needed=True))
    if not args.source:
        args.source = ask(Question("Source, its name or address", _judge_source(begun)))
    if not args.date:
        judge = judged_by(FIELDS["date"].type)
        args.date = ask(Question("Date of its publication, as 2015-03-01", judge))
    if not args.keywords:
        args.keywords = [ask(Question("Keywords, with commas between", _judge_keywords(begun)))]
    if not args.path:
        words = "Folder, in ASCII words; it becomes the address"
        args.path = ask(Question(words, _judge_folder(begun), _folder(args), needed=True))


def _fill(args: argparse.Namespace, begun: _Begun) -> None:
    """The values of the header, each held against what ``check`` would say of it."""
    if not args.title:
        begun.problems.append(
            Problem("TITLE", 0, 0, "a title is missing here", 'write it in quotes: new "..."')
        )
    for name in ("title", "deck", "date"):
        if said := getattr(args, name):
            where = "TITLE" if name == "title" else f"--{name}"
            _hold(begun, where, said, judged_by(FIELDS[name].type))
            begun.values[name] = said
    source: dict[str, header_text.Value] = {}
    if args.source:
        _hold(begun, "--source", args.source, _judge_source(begun))
        source["url" if is_url(args.source) else "name"] = begun.known_as("source", args.source)
    if args.url:
        _hold(begun, "--url", args.url, judged_by(_of_source("url")))
        source["url"] = args.url
    if source:
        begun.values["source"] = source["name"] if list(source) == ["name"] else source
    for name in SEVERAL:
        kind = KINDS[name]
        said = begun.split(kind, getattr(args, name))
        for one in said:
            _hold(begun, f"--{name}", one, begun.judge_name(kind, A_NAME))
        begun.values[name] = list(dict.fromkeys(begun.known_as(kind, one) for one in said))
    begun.values |= {"type": args.type, "added": today()}


def _hold(begun: _Begun, option: str, value: str, judge: Judge) -> None:
    begun.problems += [replace(p, path=option) for p in judge(value)]


def _judge_language(begun: _Begun) -> Judge:
    def judge(answer: str) -> Sequence[Problem]:
        if wrong := judged_by(Language())(answer):
            return wrong
        tag, known = languages.canonical(answer), begun.site.languages
        if tag in known:
            return []
        hint = did_you_mean(tag, known) or f"add it to site.yaml, or name one of {', '.join(known)}"
        return [Problem("", 0, 0, f"'{answer}' is not a language of this archive", hint)]

    return judge


def _judge_source(begun: _Begun) -> Judge:
    def judge(answer: str) -> Sequence[Problem]:
        if is_url(answer):
            return judged_by(_of_source("url"))(answer)
        return begun.judge_name("source", _of_source("name"))(answer)

    return judge


def _judge_keywords(begun: _Begun) -> Judge:
    def judge(answer: str) -> Sequence[Problem]:
        judge_one = begun.judge_name("keyword", A_NAME)
        return [p for one in begun.split("keyword", [answer]) for p in judge_one(one)]

    return judge


def _judge_folder(begun: _Begun) -> Judge:
    def judge(answer: str) -> Iterator[Problem]:
        folder = answer.strip("/")
        if wrong := urls.folder_problem(folder):
            yield Problem("", 0, 0, *wrong)
        elif folder in begun.works or (begun.root / "content/articles" / folder).exists():
            hint = f"name another, or: python build.py translate content/articles/{folder}"
            message = f"there is a folder content/articles/{folder} already"
            yield Problem("", 0, 0, message, hint)

    return lambda answer: list(judge(answer))


def _of_source(name: str) -> Type:
    return next(f.type for f in SOURCE.fields if f.name == name)


def _folder(args: argparse.Namespace) -> str:
    """The year and the title, as is customary; empty for a title in another script."""
    name = urls.slug(args.title)
    try:
        year = f"{edtf.parse(args.date).year:04d}/" if args.date else ""
    except edtf.DateError:
        year = ""
    return f"{year}{name}" if name else ""


def _header(begun: _Begun) -> str:
    ordered = [f.name for f in frontmatter.FIELDS]
    before = ordered[: ordered.index("status")]
    first = {name: begun.values[name] for name in before if name in begun.values}
    after = {n: v for n, v in begun.values.items() if n not in first}
    return header_text.header(first) + DRAFT + header_text.header(after)


def _checked(path: str, text: str, folder: str) -> str:
    """The new file's text, if it would build."""
    source = Source(path, text, hashlib.sha256(text.encode()).hexdigest())
    language = path.rpartition("/")[2].removesuffix(".md")
    if wrong := errors(parse_article(ArticleFile(source, "article", folder, language)).problems):
        raise ConfigFailed(wrong)
    return text
