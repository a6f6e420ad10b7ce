"""The rules as a maintainer writes them, and a text in which what they hide is replaced.

One a line: the text to hide, and after `` -> `` what stands in its place, if it is not ``█████``.
In double quotes it counts as a whole word only. ``#`` begins a remark.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from site_builder.model import Source
from site_builder.problems import Problem
from site_builder.redaction.folding import fold, fold_with_places

INSTEAD = "█████"
SHORTEST = 3
"""Letters or digits; what is shorter would be found in every text."""
LONG_NUMBER = 6
"""Digits of a number that is hidden with a prefix before it, too."""
MOST = 1_000
_PLACEHOLDER = re.compile(r"[^\W_](?:[\w ().…–-]|█)*|(?:█|…|\()[\w ().…█–-]*")
"""Nothing that YAML or Markdown would take for a sign of its own."""
_NUMBER = re.compile(r"[+(]?\d[\d ().+/-]*")
_BETWEEN_DIGITS = r"[ ()./\-]*"


@dataclass(frozen=True, slots=True)
class Rule:
    """One text to hide."""

    line: int
    """Where it stands in the rules: messages name it by that."""
    text: str = field(repr=False)
    instead: str = INSTEAD
    whole: bool = False

    @property
    def pattern(self) -> str:
        """A regular expression for the folded text."""
        folded = " ".join(fold(self.text).split())
        if _NUMBER.fullmatch(folded):
            # However its digits are grouped; a short one not within a longer one.
            digits = re.findall(r"\d", folded)
            grouped = _BETWEEN_DIGITS.join(digits)
            return grouped if len(digits) >= LONG_NUMBER else rf"(?<!\d){grouped}(?!\d)"
        body = " +".join(map(re.escape, folded.split(" ")))
        return rf"(?<!\w){body}(?!\w)" if self.whole else body


@dataclass(frozen=True)
class Rules:
    """What is not to be published."""

    rules: tuple[Rule, ...] = field(default=(), repr=False)
    mark: str = ""
    """Tells these rules from others, and not what they hide; empty where there are none."""

    def __bool__(self) -> bool:
        return bool(self.rules)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"({rule.pattern})" for rule in self.rules))

    def first_in(self, folded: str) -> Rule | None:
        """The first rule that a folded text breaks."""
        found = self.pattern.search(folded) if self.rules else None
        return self.rules[(found.lastindex or 1) - 1] if found else None

    def hide(self, text: str) -> str:
        """The text with everything that is to be hidden replaced; no line is added or lost."""
        if not self.rules or not self.pattern.search(fold(text)):
            return text
        folded, places = fold_with_places(text)
        parts, done = [], 0
        for found in self.pattern.finditer(folded):
            start, end = places[found.start()], places[found.end() - 1] + 1
            # Marks that belong to the last letter go with it.
            while end < len(text) and not fold(text[end]):
                end += 1
            rule = self.rules[(found.lastindex or 1) - 1]
            parts += [text[done:start], rule.instead, "\n" * text.count("\n", start, end)]
            done = end
        return "".join([*parts, text[done:]])

    def source(self, file: Source) -> Source:
        """A file as it may be read: its digest is that of the text which is left."""
        text = self.hide(file.text)
        if text == file.text:
            return file
        return replace(file, text=text, digest=hashlib.sha256(text.encode()).hexdigest())


NONE = Rules()


def read_rules(text: str, path: str) -> tuple[Rules, tuple[Problem, ...]]:
    """The rules of a file, the longest text first; problems name the line and nothing of it."""
    rules: list[Rule] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        hidden, arrow, instead = (part.strip() for part in f"{line} ".partition(" -> "))
        whole = len(hidden) > 2 and hidden[0] == hidden[-1] == '"'
        rule = Rule(number, hidden[1:-1].strip() if whole else hidden, instead or INSTEAD, whole)
        if message := _wrong(rule, bool(arrow and not instead)):
            problems.append(Problem(path, number, 1, *message))
        else:
            rules.append(rule)
    if not rules and not problems:
        problems.append(
            Problem(path, 0, 0, "there is no rule in it", "write a text to hide on each line")
        )
    if len(rules) > MOST:
        problems.append(Problem(path, 0, 0, f"more than {MOST} rules", "shorten the list"))
    rules.sort(key=lambda rule: (-len(rule.text), rule.line))
    made = Rules(tuple(rules), _mark(text))
    problems += [
        Problem(path, rule.line, 1, "what stands in its place is itself to be hidden", "change it")
        for rule in rules
        if made.first_in(fold(rule.instead))
    ]
    return (NONE if problems else made), tuple(problems)


def _wrong(rule: Rule, nothing_instead: bool) -> tuple[str, str] | None:
    if sum(c.isalnum() for c in fold(rule.text)) < SHORTEST:
        return f"a text to hide has at least {SHORTEST} letters or digits", "write more of it"
    if nothing_instead:
        return "nothing stands after the arrow", "write what to show instead, or no arrow"
    if not _PLACEHOLDER.fullmatch(rule.instead):
        return (
            "what stands in its place has a sign that could be taken for markup",
            "use letters, digits, spaces, brackets ( ) and full stops",
        )
    return None


@cache
def _mark(text: str) -> str:
    """Slow to make on purpose: from it nobody must find out a telephone number by trying all."""
    made = hashlib.scrypt(text.encode(), salt=b"redaction", n=1 << 14, r=8, p=1, dklen=16)
    return made.hex()
