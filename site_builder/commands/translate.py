"""translate: begin a translation, with everything in its place."""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from site_builder import frontmatter, languages
from site_builder.characters import printable
from site_builder.commands.common import BUILT, some
from site_builder.commands.files import write_new
from site_builder.commands.versions import (
    MOST_BLOCKS,
    Opened,
    add_path_options,
    open_version,
    refuse,
)
from site_builder.frontmatter.fields import METHODS
from site_builder.header_edit import set_blocks
from site_builder.markup import Passage
from site_builder.model import Source
from site_builder.parse import parse_article
from site_builder.problems import ConfigFailed, did_you_mean, errors

NAME = "translate"
HELP = "begin a translation: a new file with its header, and the text to translate as comments"
EXAMPLE = "python build.py translate content/articles/2015/kobani/en.md --to fa --translator Sami"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_path_options(parser, "the file to translate, or the folder of its work")
    parser.add_argument(
        "--to", metavar="XX", required=True, help="language to translate into: fa, zh-hant"
    )
    parser.add_argument(
        "--translator",
        metavar="NAME",
        action="append",
        default=[],
        help="who translates; may be given several times",
    )
    parser.add_argument(
        "--method", choices=METHODS, default="human", help="how it is made (default: human)"
    )


def run(args: argparse.Namespace) -> int:
    opened = open_version(args.site, args.path, folders=True)
    language = _language(args.to, opened)
    source = opened.article
    target = f"{source.path.rpartition('/')[0]}/{language}.md"
    if opened.versions.headers[source.language].status == "withdrawn":
        refuse("PATH", f"{source.path} was withdrawn")
    if not source.blocks:
        refuse("PATH", f"there is no text in {source.path}", "write it first")
    if (args.site / target).exists() or (args.site / target).is_symlink():
        hint = f"open it; after a change of {source.path}: python build.py sync {target}"
        refuse("--to", f"there is a file {target} already, and it is left as it is", hint)
    passages = opened.passages(source)
    text = _checked(opened, target, _file(opened, args.translator, args.method, passages))
    write_new(args.site / target, text)
    print(printable(f"{target}: {some(len(source.blocks), 'paragraph')} to translate"))
    print("write each below its comment, translate the title, and delete 'status: draft'")
    return BUILT


def _language(said: str, opened: Opened) -> str:
    tag = languages.canonical(said) if languages.is_tag(said) else said
    known = opened.site.languages
    if tag not in known:
        hint = (
            did_you_mean(tag, known) or f"add it to site.yaml, or name one of: {', '.join(known)}"
        )
        refuse("--to", f"'{said}' is not a language of this archive", hint)
    if tag == opened.file.language:
        refuse("--to", f"{opened.file.source.path} is in this language", "name another")
    return tag


def _checked(opened: Opened, target: str, text: str) -> str:
    """The new file's text, if it would build; many ``<`` in comments are written as entities."""
    language = target.rpartition("/")[2].removesuffix(".md")
    for attempt in (text, _without_angles(text)):
        digest = hashlib.sha256(attempt.encode()).hexdigest()
        file = replace(opened.file, source=Source(target, attempt, digest), language=language)
        problems = errors(parse_article(file).problems)
        if not problems:
            return attempt
    raise ConfigFailed(problems)


def _without_angles(text: str) -> str:
    return re.sub("<!--.*?-->", lambda c: f"<!--{c[0][4:-3].replace('<', '&lt;')}-->", text,
                  flags=re.DOTALL)  # fmt: skip


def _file(
    opened: Opened, translators: Sequence[str], method: str, passages: Sequence[Passage]
) -> str:
    header = "\n".join(_header(opened, translators, method))
    stamps = [block.fingerprint for block in opened.article.blocks]
    parts = "\n".join(_to_translate(passage) for passage in passages)
    text = f"---\n{header}\n---\n\n{parts}"
    return set_blocks(text, stamps) if len(stamps) <= MOST_BLOCKS else text


def _header(opened: Opened, translators: Sequence[str], method: str) -> list[str]:
    source = opened.article
    header = opened.versions.headers[source.language]
    inherited = [
        f.name for f in frontmatter.FIELDS
        if f.inherited and getattr(header, f.name) is not None and f.name != "status"
    ]  # fmt: skip
    lines = [f"# From {source.language}.md, in {languages.name_in(source.language, 'en')}."]
    if inherited:
        lines.append(f"# Taken from it unless said here: {', '.join(inherited)}.")
    lines.append(f"title: {_quoted(header.title)}  # to translate")
    if header.deck:
        lines.append(f"# deck: {_quoted(header.deck)}")
    if header.warning:
        lines.append(f"# warning: {_quoted(header.warning)}")
    if header.image and (header.image.alt or header.image.caption):
        lines.append("# image:")
        for name in ("alt", "caption"):
            if words := getattr(header.image, name):
                lines.append(f"#   {name}: {_quoted(words)}")
    lines += ["status: draft  # delete this line when it is done", "translation:"]
    if source.language != opened.versions.original:
        lines.append(f"  of: {source.language}")
    if translators:
        lines.append(f"  translators: [{', '.join(map(_quoted, translators))}]")
    lines.append(f"  method: {method}")
    return lines


def _quoted(text: str) -> str:
    """A YAML scalar in which nothing is special."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _to_translate(passage: Passage) -> str:
    """A comment with the original's words, and room below it."""
    numbers = "-".join(str(n) for n in dict.fromkeys((*passage.numbers[:1], *passage.numbers[-1:])))
    # What would end a comment early stands in it as an entity.
    text = re.sub(r"--(!?)>", r"--\1&gt;", passage.text)
    return f"<!-- {numbers or 'not numbered'}\n{text}\n-->\n\n"
