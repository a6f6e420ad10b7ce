"""init: a new archive that builds at once, with the engine that builds it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder import authorities, config, header_text, languages
from site_builder.characters import printable
from site_builder.commands.asking import Question, ask, judged_by, on_a_terminal
from site_builder.commands.common import BUILT, add_debug_option, some, today
from site_builder.commands.files import write_new
from site_builder.commands.renewal import RECORD, brought, record_of, renew
from site_builder.commands.starter import engine_files, example, labels, starter_files
from site_builder.commands.versions import refuse
from site_builder.config import BaseUrl
from site_builder.header_edit import set_blocks
from site_builder.json_schemas import FOLDER, modeline, schema_files
from site_builder.load import ArticleFile
from site_builder.model import Source
from site_builder.parse import parse_article
from site_builder.problems import ConfigFailed, Problem, errors
from site_builder.schema import Text

NAME = "init"
HELP = "make a new archive, with an example and the engine in it; asks for what is missing"
EXAMPLE = 'python build.py init ../our-archive --title "Our archive" --languages en ar'

ADDRESS = "https://example.org/"
"""A base_url to be replaced; ``doctor`` says so."""
LANGUAGES = "en, ar"
SHAPES = {
    "people.yaml": "# jane-example:\n#   label: {en: Jane Example, ar: جين إكزامبل}\n",
    "places.yaml": "# example-town:\n#   label: {en: Example Town, ar: بلدة المثال}\n",
    "collections.yaml": "# first-steps:\n#   label: {en: First steps, ar: خطوات أولى}\n",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("folder", metavar="DIR", nargs="?", default="", help="the folder to make it in")
    add(
        "--title",
        metavar="TEXT",
        action="append",
        default=[],
        help="its name; XX=TEXT is its name in one language; may be given several times "
        "(default: the folder's name)",
    )
    add(
        "--languages",
        metavar="XX",
        nargs="+",
        default=[],
        help=f"its languages, the first is the default one (default: {LANGUAGES})",
    )
    add("--base-url", metavar="URL", default="", help="where it will be published")
    add(
        "--renew",
        action="store_true",
        help="give the archive in DIR this engine instead of its own, and change nothing else",
    )
    add_debug_option(parser)


@dataclass(frozen=True, slots=True)
class _Wanted:
    folder: Path
    titles: dict[str, str]
    """One for each language, the default one first."""
    base_url: str


def run(args: argparse.Namespace) -> int:
    if args.renew:
        return renew(args)
    if on_a_terminal():
        _ask_for_missing(args)
    wanted = _wanted(args)
    files = {**engine_files(), **dict(starter_files())}
    files |= {name: text.encode() for name, text in _archive(wanted)}
    files[RECORD] = record_of(brought())
    _write(wanted.folder, files)
    spoken = " and ".join(languages.name_in(tag, "en") for tag in wanted.titles)
    print(printable(f"{wanted.folder}: a new archive in {spoken}, {some(len(files), 'file')}"))
    if not example("delete-me", tuple(wanted.titles)):
        print("there is no example in this language: begin with python build.py new")
    print("what to do next is in its README.md; in a virtual environment of its own:")
    print(printable(f"  cd {wanted.folder}"))
    print("  python -m pip install -r requirements.txt")
    print("  python build.py")
    return BUILT


def _ask_for_missing(args: argparse.Namespace) -> None:
    if not args.folder:
        args.folder = ask(Question("Folder to make it in", lambda said: [], needed=True))
    if not args.languages:
        words = "Languages, the first is the default one"
        answer = ask(Question(words, lambda said: _languages(said)[1], LANGUAGES, needed=True))
        args.languages = [answer]
    tags, _ = _languages(" ".join(args.languages))
    if not args.title:
        judge = judged_by(Text("a title", 200))
        default = _titled(args.folder)
        for tag in tags:
            words = f"Name of the archive in {languages.name_in(tag, 'en')}"
            default = ask(Question(words, judge, default, needed=True))
            args.title.append(f"{tag}={default}")
    if not args.base_url:
        words = "Where it will be published, as https://NAME.github.io/REPOSITORY/"
        args.base_url = ask(Question(words, judged_by(BaseUrl()), ADDRESS, needed=True))


def _wanted(args: argparse.Namespace) -> _Wanted:
    """What was asked for. Raises ConfigFailed with everything that is wrong with it."""
    if not args.folder:
        refuse("DIR", "no folder is named", "name one that there is not yet: our-archive")
    tags, problems = _languages(" ".join(args.languages) or LANGUAGES)
    titles: dict[str, str] = {}
    for said in args.title or [_titled(args.folder)]:
        tag, text = _title(said)
        problems += [replace(p, path="--title") for p in judged_by(Text("a title", 200))(text)]
        if tag and tag not in tags:
            message = f"'{tag}' is not among the languages"
            problems.append(Problem("--title", 0, 0, message, f"they are: {', '.join(tags)}"))
        titles[tag] = text
    base_url = args.base_url or ADDRESS
    problems += [replace(p, path="--base-url") for p in judged_by(BaseUrl())(base_url)]
    if errors(problems):
        raise ConfigFailed(problems)
    named = {tag: titles.get(tag) or titles.get("") or next(iter(titles.values())) for tag in tags}
    return _Wanted(Path(args.folder), named, base_url)


def _languages(said: str) -> tuple[list[str], list[Problem]]:
    tags: list[str] = []
    problems: list[Problem] = []
    for word in re.split(r"[\s,;،؛、]+", said.strip()):
        if languages.is_tag(word):
            tags += [tag for tag in [languages.canonical(word)] if tag not in tags]
        else:
            hint = "write them as en, ar or zh-hant"
            message = f"'{word}' is not a language tag"
            problems.append(Problem("--languages", 0, 0, message, hint))
    return tags, problems


def _title(said: str) -> tuple[str, str]:
    """(language or '', title) of ``ar=...`` or a title alone."""
    tag, mark, text = said.partition("=")
    if mark and languages.is_tag(tag):
        return languages.canonical(tag), text.strip()
    return "", said.strip()


def _titled(folder: str) -> str:
    words = re.sub(r"[^\w]+", " ", Path(folder).resolve().name).strip()
    return words[:1].upper() + words[1:] or "New archive"


def _archive(wanted: _Wanted) -> Iterator[tuple[str, str]]:
    """(path, text) of what differs from one archive to another."""
    tags = tuple(wanted.titles)
    first = next(iter(wanted.titles.values()))
    pages = example("about", tags)
    site: dict[str, header_text.Value] = {
        "title": wanted.titles,
        "base_url": wanted.base_url,
        "languages": list(tags),
        "menu": ["about"] if pages else [],
    }
    yield config.FILE, modeline(config.FILE) + header_text.header(site)
    yield "README.md", dict(starter_files())["README.md"].decode().replace("{title}", first)
    terms: dict[str, header_text.Value] = {
        "keywords.yaml": {"example": {"label": labels("example", tags)}},
        "sources.yaml": {"this-archive": {"label": wanted.titles}},
    }
    for name in authorities.FILES:
        path = f"content/authorities/{name}"
        made = terms.get(name)
        text = header_text.header(made) if isinstance(made, dict) else SHAPES[name]
        yield path, modeline(path) + text
    facts: dict[str, header_text.Value] = {
        "date": today(), "source": "this-archive", "keywords": ["example"], "added": today(),
    }  # fmt: skip
    yield from _versions("articles/delete-me", example("delete-me", tags), facts)
    yield from _versions("pages/about", pages, {})
    for name, text in schema_files().items():
        yield f"{FOLDER}/{name}", text


def _versions(
    folder: str, texts: dict[str, tuple[str, str]], facts: dict[str, header_text.Value]
) -> Iterator[tuple[str, str]]:
    """The original with what is known of it, and its translations, stamped."""
    stamps: list[str] = []
    for number, (tag, (title, body)) in enumerate(texts.items()):
        path = f"content/{folder}/{tag}.md"
        if number:
            text = f"---\n{header_text.header({'title': title})}---\n{body}"
            yield path, set_blocks(text, stamps)
        else:
            text = f"---\n{header_text.header({'title': title, **facts})}---\n{body}"
            file = ArticleFile(Source(path, text, ""), "article", folder, tag)
            article = parse_article(file).article
            assert article is not None
            stamps = [block.fingerprint for block in article.blocks]
            yield path, text


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """All of them or none, and over nothing."""
    there = sorted(name for name in files if (folder / name).exists())
    if folder.exists() and not folder.is_dir():
        refuse("DIR", f"'{folder}' is a file", "name a folder")
    if there:
        more = f" and {len(there) - 3} more" if len(there) > 3 else ""
        hint = "nothing was written; name another folder, or move them away"
        refuse("DIR", f"in {folder} there is already {', '.join(there[:3])}{more}", hint)
    written: list[Path] = []
    try:
        for name, content in sorted(files.items()):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_new(path, content)
            written.append(path)
            if content.startswith(b"#!"):
                path.chmod(0o755)
    except OSError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
