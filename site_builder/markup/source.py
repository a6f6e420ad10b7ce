"""The manuscript: an article's Markdown as the editor sees it, for saying where things stand.

Python-Markdown keeps no positions, so a place is found by looking for the raw text again,
outside code and comments, each further question for the same text answering with its next
occurrence. Nothing is searched for an article without links and without problems.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from site_builder.problems import Problem

_FENCE = re.compile(r"(~{3,}|`{3,})")
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_VISIBLE = re.compile(r"[^\n]")
_CHUNK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_STRETCH = re.compile(r"[\w./-]+")
_CODE_OR_COMMENT = ("`", "~~~", "    ", "\t", "<!--")
_BEFORE_TARGET = frozenset("(<\"'= \t\n")
_AFTER_TARGET = frozenset(")>\"' \t\n")


def fences(lines: list[str]) -> Iterator[tuple[int, int]]:
    """(index of the opening line, index after the closing line) of each fenced code block.

    As Python-Markdown reads them: at the margin, closed by exactly the same fence; a fence
    that is never closed opens nothing.
    """
    fenced = [index for index, line in enumerate(lines) if line.startswith(("~~~", "```"))]
    last: dict[str, int] = {
        fence: index for index in fenced if _FENCE.fullmatch(fence := lines[index].rstrip())
    }
    if not last:
        return
    index = 0
    while index < len(lines):
        opening = _FENCE.match(lines[index])
        index += 1
        if opening is None or last.get(opening[0], 0) < index:
            continue
        start = index - 1
        while lines[index].rstrip() != opening[0]:
            index += 1
        index += 1
        yield (start, index)


def without_code(text: str) -> str:
    """The text with code and comments blanked out, every other character in its place."""
    if not any(mark in text for mark in _CODE_OR_COMMENT):
        return text
    lines = text.split("\n")
    for start, end in fences(lines):
        lines[start:end] = [" " * len(line) for line in lines[start:end]]
    _blank_indented(lines)
    text = "\n".join(lines)
    if "`" in text:
        text = _CHUNK.sub(lambda chunk: _CODE_SPAN.sub(_blank, chunk[0]), text)
    return _COMMENT.sub(_blank, text) if "<!--" in text else text


def _blank(match: re.Match[str]) -> str:
    return _VISIBLE.sub(" ", match[0])


def _blank_indented(lines: list[str]) -> None:
    """Blank code by indentation, where no list or note could claim the lines."""
    margin = True
    after_empty = True
    for index, line in enumerate(lines):
        if not line.strip():
            after_empty = True
            continue
        indented = line.startswith(("    ", "\t"))
        if indented and margin and after_empty:
            lines[index] = " " * len(line)
            continue
        after_empty = False
        if not indented:
            margin = not re.match(r"\s{0,3}(?:[-*+:]|\d+\.|\[\^)", line)


class Manuscript:
    """One article's text, its place in its file, and the problems found in it so far."""

    __slots__ = ("_asked", "_masked", "_starts", "first_line", "path", "problems", "text")

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []
        self._masked: str | None = None
        self._starts: list[int] = []
        self._asked: dict[tuple[str, str], int] = {}

    @property
    def masked(self) -> str:
        if self._masked is None:
            self._masked = without_code(self.text)
        return self._masked

    def place(self, offset: int) -> tuple[int, int]:
        """(line of the file, column) of a position in the text; (0, 0) for a negative one."""
        if offset < 0:
            return (0, 0)
        if not self._starts:
            self._starts = [0, *(m.end() for m in re.finditer("\n", self.text))]
        index = bisect_right(self._starts, offset) - 1
        return (self.first_line + index, offset - self._starts[index] + 1)

    def find(self, pattern: str, *, purpose: str = "", code: bool = False) -> tuple[int, int]:
        """Place of the next match of a regular expression since the last time it was asked for.

        The last match answers again when there is no further one; (0, 0) when there is none.
        """
        key = (purpose, pattern)
        text = self.text if code else self.masked
        found = re.compile(pattern, re.IGNORECASE).search(text, self._asked.get(key, -1) + 1)
        if found:
            self._asked[key] = found.start()
        return self.place(self._asked.get(key, -1))

    def find_target(self, target: str, *, purpose: str) -> tuple[int, int]:
        """Place of the next link or image that leads to a target; see ``find``."""
        key = (purpose, target)
        start = self._asked.get(key, -1)
        while target and (start := self.masked.find(target, start + 1)) >= 0:
            end = start + len(target)
            before = self.masked[start - 1] if start else "\n"
            after = self.masked[end] if end < len(self.masked) else "\n"
            if before in _BEFORE_TARGET and after in _AFTER_TARGET:
                self._asked[key] = start
                break
        if key in self._asked:
            return self.place(self._asked[key])
        # Entities and escapes: its longest plain stretch is what both spellings share.
        stretch = max(_STRETCH.findall(target), key=len, default="")
        return self.find(re.escape(stretch), purpose=purpose) if stretch else (0, 0)

    def error(self, place: tuple[int, int], message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.path, *place, message, hint))

    def warn(self, place: tuple[int, int], message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.path, *place, message, hint, "warning"))
