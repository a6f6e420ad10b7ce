"""What ``clip`` does with the disk: the page and its pictures read, the article written."""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from site_builder import authorities, clip, edtf, images, languages, url_policy, urls
from site_builder.characters import printable
from site_builder.clip import Clipping, Found, Named, Picture, Saved
from site_builder.commands.asking import Question, ask, judged_by, on_a_terminal
from site_builder.commands.common import BUILT, show_problems, today
from site_builder.commands.versions import refuse
from site_builder.config import read_config
from site_builder.link.names import Names, names_of
from site_builder.load import LARGEST_FILE, ArticleFile, load
from site_builder.model import Site, Source
from site_builder.parse import parse_article
from site_builder.problems import ConfigFailed, Problem, did_you_mean, errors
from site_builder.schema import Choice, Date, Text, Type

_SUFFIXES = ("jpg", "png", "gif", "webp", "avif", "svg")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A picture that is at hand, and the file it becomes."""

    picture: Picture
    file: str
    data: bytes


def clip_page(args: argparse.Namespace) -> int:
    site, _ = read_config(args.site)
    names = _names(args.site, site)
    if args.path.stat().st_size > clip.MOST_BYTES:
        hint = "save the page alone, or paste its text into a .txt file"
        raise ConfigFailed([Problem(str(args.path), 0, 0, "this file is larger than 50 MB", hint)])
    data = args.path.read_bytes()
    saved = clip.take_apart(data, args.path.name)
    if isinstance(saved, Problem):
        raise ConfigFailed([replace(saved, path=str(args.path))])
    clipping = _said(args, _clipped(args, saved, site, names), site)
    named = clip.named(clipping, names)
    folder = _folder(args, clipping, named)
    kept = _pictures(args.path, saved, clipping, folder, args.site)
    provenance = clip.Provenance(
        args.accessed or saved.accessed or _saved_on(args.path),
        hashlib.sha256(data).hexdigest(),
        today(),
    )
    target = f"content/articles/{folder}/{clipping.language}.md"
    others = sorted(p.stem for p in (args.site / target).parent.glob("*.md"))
    if clipping.language in others:
        hint = "name another folder with --path, or delete the file"
        refuse("--path", f"there is a file {target} already, and it is left as it is", hint)
    files = {one.picture.mark: one.file for one in kept}
    controlled = site.keywords == "controlled"
    text = clip.file_text(
        clipping, named, provenance, controlled=controlled, translation=bool(others), saved=files
    )
    problems = _problems(target, text, clipping.language)
    if args.dry_run:
        # Line by line: nothing that was clipped may steer a terminal.
        for line in text.split("\n"):
            print(printable(line))
    elif not errors(problems):
        _write(args.site / target, text, kept)
    print(printable(f"{target}:"))
    for line in clip.report(clipping, named, files, others, controlled=controlled):
        print(printable(f"  {line}"))
    show_problems(problems, sys.stderr)
    if errors(problems):
        print("nothing was written; --dry-run shows the text", file=sys.stderr)
        return 1
    print("nothing was written" if args.dry_run else f"{target}: written, as a draft; read it")
    return BUILT


def _names(root: Path, site: Site) -> Names:
    loaded = load(root, site.languages)
    terms, _ = authorities.read_authorities(loaded.authorities, site.default_language)
    return names_of(terms, site.keywords == "controlled")[0]


def _clipped(args: argparse.Namespace, saved: Saved, site: Site, names: Names) -> Clipping:
    if args.url and (wrong := url_policy.check(args.url, kind="source")):
        refuse("--url", wrong, url_policy.advice(args.url, kind="source"))
    language = languages.canonical(args.lang) if args.lang else ""
    papers = tuple(name for name in names.known["source"] if " " in name or not name.isascii())
    try:
        clipping = clip.clipped(
            saved, language=language, url=args.url, languages=site.languages, names=papers
        )
    except clip.NotAPage as error:
        hint = "copy the text from the page into a .txt file, and clip that"
        raise ConfigFailed([Problem(str(args.path), 0, 0, str(error), hint)]) from None
    except ImportError:
        needed = " and ".join(clip.PACKAGES)
        hint = "python -m pip install -r requirements-clip.txt, or paste its text into a .txt file"
        message = f"a saved page is read with {needed}, which are not installed"
        raise ConfigFailed([Problem(str(args.path), 0, 0, message, hint)]) from None
    if not clipping.language:
        asked = _ask(
            args, f"Language ({', '.join(site.languages)})", Choice(site.languages), needed=True
        )
        if not asked:
            hint = f"say it with --lang: {', '.join(site.languages)}"
            refuse("--lang", "nothing tells the language of this text", hint)
        args.lang = asked
        return _clipped(args, saved, site, names)
    if clipping.language not in site.languages:
        hint = did_you_mean(clipping.language, site.languages)
        hint = hint or "add it to site.yaml, or say the right one with --lang"
        refuse("--lang", f"'{clipping.language}' is not a language of this archive", hint)
    return clipping


def _said(args: argparse.Namespace, found: Clipping, site: Site) -> Clipping:
    """The clipping with what the editor says instead of, or beside, what was found."""
    title = (
        args.title or found.title.value or _ask(args, "Title", Text("a title", 500), needed=True)
    )
    if not title:
        refuse("--title", "no headline was found", 'say it: --title "..."')
    date = args.date or found.date.value or _ask(args, _asked_date(found), Date())
    for option, text in (("--date", date), ("--accessed", args.accessed)):
        try:
            parsed = edtf.parse(text) if text else None
        except edtf.DateError as error:
            refuse(option, str(error), error.hint)
        if option == "--accessed" and parsed and not edtf.is_day(parsed):
            refuse(option, f"'{text}' is not a day", "write it as 2015-01-31")
    source = args.source or found.source.value
    if not source and not found.url.value:
        source = _ask(args, "Who published it", Text("a name", 300))
    return replace(
        found,
        title=found.title if title == found.title.value else Found(title, "said"),
        date=found.date if date == found.date.value else Found(date, "said"),
        source=found.source if source == found.source.value else Found(source, "said"),
    )


def _asked_date(found: Clipping) -> str:
    return f"Date, {' or '.join(found.dates)}" if found.dates else "Date"


def _ask(args: argparse.Namespace, words: str, kind: Type, *, needed: bool = False) -> str:
    """What is missing, asked for on a terminal; in a script it stays missing."""
    if args.dry_run or not on_a_terminal():
        return ""
    return ask(Question(words, judged_by(kind), needed=needed))


def _folder(args: argparse.Namespace, clipping: Clipping, named: Named) -> str:
    folder = args.folder.strip("/").removeprefix("content/articles/")
    if not folder:
        return clip.folder_for(clipping, named.source)
    if wrong := urls.folder_problem(folder):
        refuse("--path", *wrong)
    return str(folder)


def _saved_on(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _pictures(path: Path, saved: Saved, clipping: Clipping, folder: str, root: Path) -> list[_Kept]:
    """What of the text's pictures is inside the file or beside it."""
    inside = dict(saved.parts)
    beside = root / "content/articles" / folder
    taken = {p.name.lower() for p in beside.iterdir()} if beside.is_dir() else set()
    kept = []
    for number, picture in enumerate(clipping.pictures, 1):
        data = inside.get(picture.src) or clip.picture_in(picture.src) or _beside(path, picture.src)
        suffix = _suffix(data) if data else ""
        if data and suffix:
            file = _file_name(picture, number, suffix, taken)
            taken.add(file.lower())
            kept.append(_Kept(picture, file, data))
    return kept


def _beside(path: Path, src: str) -> bytes | None:
    """A file that the browser saved with the page, in its folder and nowhere else."""
    name = unquote(src.partition("?")[0])
    if "\0" in name or re.match(r"[\w+.-]+:", src) or src.startswith("/"):
        return None
    here = path.parent.resolve()
    full = (here / name).resolve()
    if not full.is_relative_to(here) or not full.is_file() or full.stat().st_size > LARGEST_FILE:
        return None
    return full.read_bytes()


def _suffix(data: bytes) -> str:
    """What kind of picture it is, told by its bytes; '' for none that may be published."""
    found = (s for s in _SUFFIXES if not isinstance(images.inspect(data, f"picture.{s}"), str))
    return next(found, "")


def _file_name(picture: Picture, number: int, suffix: str, taken: set[str]) -> str:
    written = "" if picture.src.startswith(("data:", "cid:")) else picture.src
    stem = unquote(written.partition("?")[0].rpartition("/")[2]).rpartition(".")[0].lower()
    words = "-".join(re.findall(r"[a-z0-9]+", stem))[:60].strip("-")
    name = words if re.search("[a-z]", words) and words not in urls.WINDOWS_DEVICES else ""
    name = name or f"picture-{number}"
    while f"{name}.{suffix}" in taken:
        name += "-2"
    return f"{name}.{suffix}"


def _problems(target: str, text: str, language: str) -> tuple[Problem, ...]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    work = target.removeprefix("content/articles/").rpartition("/")[0]
    file = ArticleFile(Source(target, text, digest), "article", work, language)
    return parse_article(file).problems


def _write(path: Path, text: str, kept: list[_Kept]) -> None:
    """Never over a file that is there; the article last, so that it is never without pictures."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for one in kept:
        with (path.parent / one.file).open("xb") as file:
            file.write(one.data)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
