"""sync: a translation has caught up with its original; which paragraphs had changed."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from site_builder.characters import decode, printable
from site_builder.commands.common import BUILT, some, write_whole
from site_builder.commands.versions import (
    MOST_BLOCKS,
    Opened,
    add_path_options,
    open_version,
    refuse,
)
from site_builder.header_edit import CannotEdit, set_blocks
from site_builder.link.versions import changed_blocks
from site_builder.model import Article, Source
from site_builder.parse import parse_article
from site_builder.problems import Problem
from site_builder.yaml_text import shown

NAME = "sync"
HELP = "stamp a translation as up to date with its original, and tell what had changed"
EXAMPLE = "python build.py sync content/articles/2015/kobani/fa.md"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_path_options(parser, "the file of the translation")
    parser.add_argument(
        "--dry-run", action="store_true", help="tell what has changed, and write nothing"
    )


def run(args: argparse.Namespace) -> int:
    opened = open_version(args.site, args.path)
    source = source_of(opened)
    stamped = _stamps(opened.article)
    now = tuple(block.fingerprint for block in source.blocks)
    for line in _report(opened, source, changed_blocks(stamped, now)):
        print(printable(line))
    if stamped == now:
        print(f"nothing to write: it is stamped with all {some(len(now), 'paragraph')}")
    elif args.dry_run:
        print("nothing was written")
    else:
        write_whole(args.site / opened.article.path, stamp(opened, now))
        print(printable(f"{opened.article.path}: stamped with {some(len(now), 'paragraph')}"))
    return BUILT


def source_of(opened: Opened) -> Article:
    """What a translation is compared with. Raises ConfigFailed when there is nothing."""
    path = opened.article.path
    if opened.article.header.translation is None:
        hint = "if it is a translation, add 'translation:' to its header"
        refuse("PATH", f"{path} is the original of its work", hint)
    source = opened.came_from()
    if source is None:
        refuse("PATH", f"what {path} was translated from is not in the archive")
    if not source.blocks:
        refuse("PATH", f"there is no text in {source.path}")
    if len(source.blocks) > MOST_BLOCKS:
        refuse("PATH", f"{source.path} has more than {MOST_BLOCKS} paragraphs", "divide it")
    return source


def stamp(opened: Opened, fingerprints: Sequence[str]) -> bytes:
    """The file's bytes with these fingerprints and no other change. Raises ConfigFailed."""
    path = opened.article.path
    data = (opened.root / path).read_bytes()
    text = decode(data, path)
    if isinstance(text, Problem) or opened.rules.hide(text) != opened.file.source.text:
        refuse("PATH", f"{path} changed while it was read", "try again")
    hint = "write it as translation: {translators: [...]}"
    try:
        edited = set_blocks(data.decode("utf-8"), fingerprints).encode("utf-8")
    except CannotEdit as error:
        refuse("PATH", f"the header of {path} cannot be edited: {error}", hint)
    said = opened.article.header.translation
    assert said is not None
    wanted = replace(opened.article.header, translation=replace(said, blocks=tuple(fingerprints)))
    again = decode(edited, path)
    assert isinstance(again, str)
    file = replace(opened.file, source=Source(path, opened.rules.hide(again), "edited"))
    found = parse_article(file).article
    if found is None or found.header != wanted:
        refuse("PATH", f"the header of {path} cannot be edited without a doubt", hint)
    return edited


def _stamps(article: Article) -> tuple[str, ...]:
    return article.header.translation.blocks if article.header.translation else ()


def _report(opened: Opened, source: Article, changed: tuple[int, ...] | None) -> Iterator[str]:
    """What changed, each with the line of the original and its first words."""
    path = opened.article.path
    if changed is None:
        yield f"{path}: it had not been compared with {source.path} before"
        return
    total = len(source.blocks)
    verb = "has" if len(changed) == 1 else "have"
    since = f"{verb} changed since it was stamped"
    yield f"{path}: {len(changed)} of {some(total, 'paragraph')} of {source.path} {since}"
    if not changed:
        return
    lines = {
        number: (passage.line, passage.text)
        for passage in opened.passages(source)
        for number in passage.numbers
    }
    for number in changed:
        line, text = lines[number]
        yield f"  {source.path}:{line}: paragraph {number}: {first_words(text)}"


def first_words(text: str) -> str:
    """The beginning of a block without the signs of Markdown before it."""
    return shown(re.sub(r"^[\s#>*+|~`-]+", "", text), 60)
