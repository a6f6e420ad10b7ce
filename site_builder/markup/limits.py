"""What a text may hold at most, checked before anything parses it.

Every figure guards against an input that costs minutes or memory out of proportion
(measured with Markdown 3.11.3: most constructs take time that grows with the square of
their number); none of them refused a real article out of 6,520.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.markup.source import fences
from site_builder.markup.tree import OPTIONAL_END, VOID
from site_builder.problems import Problem

MAX_BYTES = 2_000_000
MAX_LINE = 20_000
MAX_NESTING = 12
MAX_HTML_DEPTH = 40
MAX_COLUMNS = 60
MAX_CELLS = 20_000
MAX_FOOTNOTES = 3_000
MAX_BLOCKS = 20_000
MAX_FENCE = 20_000
"""Characters of one code block."""
MAX_FENCES = 1_000

PER_DOCUMENT = (
    # what, pattern, what each match has one of, at most
    ("footnote definitions", r"^ {0,3}\[\^[^\]\n]*\]:", "[^", MAX_FOOTNOTES),
    ("footnote references", r"\[\^[^\]\n]*\](?!:)", "[^", 2 * MAX_FOOTNOTES),
    ("link definitions", r"^ {0,3}\[(?!\^)[^\]\n]*\]:", "[", 3_000),
    ("abbreviations", r"^\*\[[^\]\n]*\] ?:", "*[", 300),
    ("brackets", r"\[", "[", 20_000),
    ("code fences", r"^(?:~~~|```)", "~~~ ```", 1_000),
    ("<! declarations", r"<!(?!--)|<!--(?![^<]*-->)", "<!", 100),
    ("HTML tags that do not end", r"<[a-zA-Z/?](?![^<>]*>)", "<", 100),
    ("HTML tags", r"<[a-zA-Z/]", "<", 20_000),
)
PER_BLOCK = (
    # what, characters, at most: a paragraph or list item, or a line of a table
    ("opening brackets", "[", 600),
    ("asterisks", "*", 2_000),
    ("underscores", "_", 2_000),
    ("backticks", "`", 800),
    ("angle brackets", "<", 2_000),
    ("backslashes", "\\", 2_000),
    ("ampersands", "&", 4_000),
    ("line breaks", "\n", 5_000),
)
MAX_DEFINITIONS = 40
"""Entries of a definition list without an empty line between them; each costs stack."""

_DOCUMENT_PATTERNS = tuple(
    (what, re.compile(pattern, re.MULTILINE), marks.split(), most)
    for what, pattern, marks, most in PER_DOCUMENT
)
_LEAST = min(most for *_, most in PER_DOCUMENT)
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MARKER = re.compile(r"[ \t]*(?:>|(?:[-*+:]|\d{1,9}\.)(?=[ \t]))")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,})")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.)[ \t]|:[ \t]|\[[^\]]*\]:|\*\[")
_DELIMITER_ROW = re.compile(r"[ |:-]*-[ |:-]*")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*?(/?)>")


def limits(text: str, *, path: str, first_line: int) -> tuple[Problem, ...]:
    """Errors for a text that must not be parsed; empty for one that may be.

    ``first_line`` is the number in its file of the text's first line.
    """
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return (
            Problem(
                path,
                first_line,
                1,
                f"the text is longer than {MAX_BYTES:,} bytes",
                "divide it into several articles",
            ),
        )
    lines = text.split("\n")
    found = [
        *_characters(lines),
        *_long_lines(lines),
        *_fenced(lines),
    ]
    if not found:
        for start, end in fences(lines):
            lines[start:end] = [""] * (end - start)
        prose = "\n".join(lines)
        found = [*_document(prose), *_nesting(lines), *_html_depth(prose), *_blocks(lines)]
    return tuple(
        Problem(path, first_line + line, column, message, hint)
        for line, column, message, hint in found
    )


_Found = tuple[int, int, str, str]
"""(index of the line, column, message, hint)"""


def _characters(lines: list[str]) -> Iterator[_Found]:
    text = "\n".join(lines)
    # No forbidden character is printable, and that is asked faster.
    if text.replace("\n", "").isprintable() or not _FORBIDDEN.search(text):
        return
    for index, line in enumerate(lines):
        found = _FORBIDDEN.search(line.rstrip("\r"))
        if found:
            name = f"U+{ord(found[0]):04X}"
            yield (index, found.start() + 1, f"{name} is not a character of any text", "remove it")
            return


def _long_lines(lines: list[str]) -> Iterator[_Found]:
    if max(map(len, lines)) <= MAX_LINE:
        return
    for index, line in enumerate(lines):
        if len(line) > MAX_LINE:
            message = f"this line is longer than {MAX_LINE:,} characters"
            yield (index, MAX_LINE + 1, message, "break it into several paragraphs")


def _fenced(lines: list[str]) -> Iterator[_Found]:
    for number, (start, end) in enumerate(fences(lines), 1):
        if number > MAX_FENCES:
            yield (start, 1, f"this text has more than {MAX_FENCES:,} code blocks", _SPLIT)
            return
        if sum(map(len, lines[start:end])) + end - start > MAX_FENCE:
            message = f"this code block is longer than {MAX_FENCE:,} characters"
            yield (start, 1, message, "put the file beside the article and link to it")


def _document(prose: str) -> Iterator[_Found]:
    fences = prose.count("~~~") + prose.count("```")
    if max(prose.count("["), prose.count("<"), fences) <= _LEAST:
        # Each mark has one of these in it.
        return
    for what, pattern, marks, most in _DOCUMENT_PATTERNS:
        # Counting is many times faster than looking, and enough for all but a few texts.
        if sum(map(prose.count, marks)) <= most:
            continue
        for count, found in enumerate(pattern.finditer(prose), 1):
            if count > most:
                line = prose.count("\n", 0, found.start())
                column = found.start() - prose.rfind("\n", 0, found.start())
                yield (line, column, f"this text has more than {most:,} {what}", _SPLIT)
                break


_SPLIT = "divide the text, or put a backslash before a character that is meant as it is"


def _nesting(lines: list[str]) -> Iterator[_Found]:
    """Quotes and lists: markers at a line's start, and what its indentation continues."""
    depth = 0
    for index, line in enumerate(lines):
        marker = _MARKER.match(line)
        if marker is None or _RULE.fullmatch(line):
            continue
        expanded = line.expandtabs(4)
        depth = min((len(expanded) - len(expanded.lstrip())) // 4, depth)
        while marker and depth <= MAX_NESTING:
            depth += 1
            marker = _MARKER.match(line, marker.end())
        if depth > MAX_NESTING:
            message = f"lists and quotes are nested more than {MAX_NESTING} deep here"
            yield (index, 1, message, "bring the inner ones out")
            return


def _html_depth(prose: str) -> Iterator[_Found]:
    depth = 0
    for found in _TAG.finditer(prose) if "<" in prose else ():
        if found[2].lower() in VOID | OPTIONAL_END or found[3]:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > MAX_HTML_DEPTH:
            line = prose.count("\n", 0, found.start())
            message = f"HTML tags are nested more than {MAX_HTML_DEPTH} deep here"
            yield (line, 1, message, "close the tags that are open")
            return


def _blocks(lines: list[str]) -> Iterator[_Found]:
    """Each run of lines without an empty one between them."""
    if _is_modest(lines):
        return
    count = 0
    index = 0
    while index < len(lines):
        if not lines[index].strip():
            index += 1
            continue
        start = index
        while index < len(lines) and lines[index].strip():
            index += 1
        count += 1
        if count > MAX_BLOCKS:
            yield (start, 1, f"this text has more than {MAX_BLOCKS:,} blocks", "divide the text")
            return
        yield from _block(lines[start:index], start)


def _is_modest(lines: list[str]) -> bool:
    """Whether the whole text has no more of anything than one block may have."""
    text = "\n".join(lines)
    return (
        len(lines) * MAX_COLUMNS <= MAX_CELLS
        and text.count("|") < MAX_COLUMNS
        and text.count(": ") + text.count(":\t") <= MAX_DEFINITIONS
        and all(text.count(character) <= most for _, character, most in PER_BLOCK)
    )


def _block(block: list[str], start: int) -> Iterator[_Found]:
    if len(block) > 1 and "|" in block[0] + block[1] and _DELIMITER_ROW.fullmatch(block[1].strip()):
        yield from _table(block, start)
        return
    runs = [0]
    if _LIST_ITEM.match(block[0]):
        # Python-Markdown reads the items of a list, and definitions, one at a time.
        runs = [index for index, line in enumerate(block) if _LIST_ITEM.match(line.lstrip("> "))]
        runs = runs if runs and runs[0] == 0 else [0, *runs]
    if block[0].lstrip().startswith("[") and sum(line.count("[") for line in block) > 3_000:
        yield (start, 1, "this block has more than 3,000 opening brackets", _SPLIT)
    definitions = sum(line.lstrip().startswith((": ", ":\t")) for line in block)
    if definitions > MAX_DEFINITIONS:
        message = f"a definition list has more than {MAX_DEFINITIONS} entries here"
        yield (start, 1, message, "put an empty line between the entries")
    if len(block) > PER_BLOCK[-1][2]:
        yield (start, 1, "this block is too long", "put empty lines between its parts")
    for first, end in zip(runs, [*runs[1:], len(block)], strict=True):
        yield from _markup("\n".join(block[first:end]), start + first)


def _table(rows: list[str], start: int) -> Iterator[_Found]:
    columns = rows[0].strip().strip("|").count("|") + 1
    if columns > MAX_COLUMNS:
        message = f"this table has more than {MAX_COLUMNS} columns"
        yield (start, 1, message, "divide it, or put the data beside the article")
    elif columns * (len(rows) - 1) > MAX_CELLS:
        message = f"this table has more than {MAX_CELLS:,} cells"
        yield (start, 1, message, "put the data beside the article and link to it")
    else:
        for index, row in enumerate(rows):
            yield from _markup(row, start + index)


def _markup(text: str, line: int) -> Iterator[_Found]:
    if len(text) <= 600:
        return
    for what, character, most in PER_BLOCK[:-1]:
        if text.count(character) > most:
            yield (line, 1, f"this block has more than {most:,} {what}", _SPLIT)
