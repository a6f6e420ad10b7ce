"""A script made short for the network: no white space, and short names for what is its own.

This is no parser. It reads tokens, and is right by a few rules that the scripts of a theme keep
(what runs the published search holds them): every statement ends in its semicolon; bodies of
functions stand in braces or are expressions; a class has methods and no labels are used.
Properties, the names of the browser and what is exported keep their names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from string import ascii_letters
from typing import Literal

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*(?s:.*?)\*/)
    |(?P<word>[A-Za-z_$][\w$]*)
    |(?P<number>\d[\w.]*)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<mark>=>|\.\.\.|\?\.(?!\d)|\?\?=?|[=!]==?|&&=?|\|\|=?|\*\*=?|<<=?|>>>?=?|\+\+|--
        |[-+*/%&|^<>]=|[][{}();,<>+*/%&|^!~?:=.@#-])""",
    re.ASCII | re.VERBOSE,
)
_PATTERN = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_TEMPLATE = re.compile(r"[`}](?:[^`\\$]|\\.|\$(?!\{))*(`|\$\{)", re.DOTALL)

_KEYWORDS = frozenset({
    "async", "await", "break", "case", "catch", "class", "const", "continue", "default",
    "delete", "do", "else", "export", "extends", "false", "finally", "for", "from", "function",
    "get", "if", "import", "in", "instanceof", "let", "new", "null", "of", "return", "set",
    "static", "super", "switch", "this", "throw", "true", "try", "typeof", "undefined", "var",
    "void", "while", "with", "yield"
})  # fmt: skip
_BROWSER = frozenset({"document", "window", "location", "history", "navigator", "self"})
"""Names of the browser that a script may also give to something of its own."""

_BEFORE_PATTERN = frozenset({
    "(", "[", "{", "}", ",", ";", ":", "=", "!", "&", "|", "?", "&&", "||", "??", "===", "!==",
    "=>", "return", "typeof"
})  # fmt: skip
_BEFORE_BLOCK = frozenset(["", ")", "=>", ";", "{", "}", "else", "try", "catch", "finally", "do"])
_DECLARING = frozenset(["const", "let", "class", "function"])

Role = Literal["", "name", "short", "fixed"]
"""A variable, one that is also the name of a property (``{ a }``), a name to be kept."""


def shortened(source: str) -> str:
    """The script, doing the same. Raises ValueError for what is not understood."""
    return _Script(tuple(_tokens(source))).written()


def _tokens(source: str) -> Iterator[str]:
    """What the script is made of, without white space and comments."""
    at, last, open_braces = 0, "", list[int]()
    while at < len(source):
        if source[at] == "`" or (source[at] == "}" and open_braces and not open_braces[-1]):
            found = _TEMPLATE.match(source, at)
            if source[at] == "}":
                open_braces.pop()
            if found and found[1] == "${":
                open_braces.append(0)
        elif source[at] == "/" and source[at + 1] not in "/*" and last in _BEFORE_PATTERN:
            found = _PATTERN.match(source, at)
        else:
            found = _TOKEN.match(source, at)
            if open_braces and source[at] in "{}":
                open_braces[-1] += 1 if source[at] == "{" else -1
        if found is None:
            raise ValueError(f"not understood: {source[at : at + 40]!r}")
        at = found.end()
        if found.lastgroup != "space":
            last = found[0]
            yield last


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of one statement of the top level."""

    declared: set[str]
    seen: Counter[str]


class _Script:
    """The tokens of a script, and what each of them is."""

    def __init__(self, tokens: tuple[str, ...]) -> None:
        self.tokens = tokens
        self.around: list[int] = []
        """The bracket in which each token stands; -1 at the top level."""
        self.partner: dict[int, int] = {}
        self._pair_brackets()
        self.roles: list[Role] = [self._role(at) for at in range(len(tokens))]

    def token(self, at: int) -> str:
        return self.tokens[at] if 0 <= at < len(self.tokens) else ""

    def _pair_brackets(self) -> None:
        open_at: list[int] = []
        for at, token in enumerate(self.tokens):
            closes = token[0] in ")]}" and (len(token) == 1 or token[0] == "}")
            if closes:
                start = open_at.pop()
                self.partner[start], self.partner[at] = at, start
            self.around.append(open_at[-1] if open_at else -1)
            if token in "([{" or (token[0] in "`}" and token.endswith("${")):
                open_at.append(at)

    # --- what a word is ------------------------------------------------------------------

    def _role(self, at: int) -> Role:
        token, before, after = self.tokens[at], self.token(at - 1), self.token(at + 1)
        if not (token[0].isalpha() or token[0] in "_$") or token in _KEYWORDS:
            return ""
        if before in (".", "?."):
            return "fixed"
        kind = self._brace(self.around[at])
        if kind == "class" and before in ("{", "}", ";", "get", "set", "async", "static", "*"):
            return "fixed"
        if kind == "object":
            if before in ("{", ",", "get", "set", "async", "*") and after in (":", "("):
                return "fixed"
            if before in ("{", ",") and after in (",", "}", "="):
                return "short"
        return "name"

    def _brace(self, at: int) -> Literal["", "class", "object", "block"]:
        if self.token(at) != "{" or at < 0:
            return ""
        if "class" in (self.token(at - 2), self.token(at - 4)):
            return "class"
        return "block" if self.token(at - 1) in _BEFORE_BLOCK else "object"

    # --- what it declares ----------------------------------------------------------------

    def _declared_at(self, at: int) -> Iterable[str]:
        """The names that a token brings into being."""
        token, after = self.tokens[at], self.token(at + 1)
        if token in _DECLARING:
            first = at + 2 if after == "*" else at + 1
            if self.token(first) in ("[", "{"):
                return self._bound(first + 1, self.partner[first])
            return [self.token(first)] if self.roles[first] == "name" else []
        if after == "=>" and self.roles[at] == "name":
            return [token]
        if token == "(":
            end = self.partner[at]
            before = (self.token(at - 1), self.token(at - 2), self.token(at - 3))
            is_function = "function" in before[:2] or before[1:] == ("*", "function")
            if is_function or before[0] == "catch" or self.token(end + 1) == "=>":
                return self._bound(at + 1, end)
        return []

    def _bound(self, at: int, end: int) -> Iterator[str]:
        """The names in a pattern or a list of parameters, without what stands for a default."""
        while at < end:
            if self.tokens[at] == "=":
                while at < end and self.tokens[at] not in ",)]}":
                    at = self.partner.get(at, at) + 1
                continue
            if self.roles[at] in ("name", "short"):
                yield self.tokens[at]
            at += 1

    def _statements(self) -> Iterator[tuple[int, int]]:
        """(first, after the last) token of each declaration of the top level."""
        starts = [
            at
            for at, token in enumerate(self.tokens)
            if self.around[at] < 0
            and token in ("export", "async", *_DECLARING)
            and self.token(at - 1) in ("", ";", "}")
        ]
        return zip([0, *starts], [*starts, len(self.tokens)], strict=True)

    # --- what it becomes -----------------------------------------------------------------

    def written(self) -> str:
        statements = [(a, b, self._names(a, b)) for a, b in self._statements() if a < b]
        top: set[str] = set()
        exported: set[str] = set()
        for at, token in enumerate(self.tokens):
            if self.around[at] < 0 and token in _DECLARING:
                declared = set(self._declared_at(at))
                top |= declared
                if "export" in (self.token(at - 1), self.token(at - 2)):
                    exported |= declared
        kept = _BROWSER | exported
        seen = sum((names.seen for _, _, names in statements), Counter[str]())
        own = top.union(*(names.declared for _, _, names in statements)) - kept
        shared = _assigned({n: seen[n] for n in top - kept}, set(seen) - own, least=2)
        out: list[str] = []
        for first, end, names in statements:
            mine = names.declared - top - kept
            taken = {shared.get(name, name) for name in names.seen if name not in mine}
            new = {**shared, **_assigned({n: names.seen[n] for n in mine}, taken)}
            for at in range(first, end):
                self._write(at, new, out)
        return "".join(out)

    def _names(self, first: int, end: int) -> _Names:
        declared = {name for at in range(first, end) for name in self._declared_at(at)}
        words = (self.tokens[at] for at in range(first, end) if self.roles[at] in ("name", "short"))
        return _Names(declared, Counter(words))

    def _write(self, at: int, new: Mapping[str, str], out: list[str]) -> None:
        token, after = self.tokens[at], self.token(at + 1)
        role = self.roles[at]
        if role == "name":
            token = new.get(token, token)
        elif role == "short" and token in new:
            token = f"{token}:{new[token]}"
        elif token == "const":
            token = "let"
        elif (token == ";" and after == "}" and not self._is_empty_body(at)) or (
            token == "," and after in (")", "]", "}") and self.token(at - 1) not in (",", "[")
        ):
            return
        if out and _must_part(out[-1][-1], token[0]):
            out.append(" ")
        out.append(token)

    def _is_empty_body(self, at: int) -> bool:
        """Whether a semicolon is all that a loop does."""
        return self.token(self.partner.get(at - 1, 0) - 1) in ("for", "while", "if")


def _assigned(often: Mapping[str, int], taken: set[str], *, least: int = 1) -> dict[str, str]:
    """A short name for each, the shortest for what stands most often."""
    free = (name for name in _short_names(least) if name not in taken | _KEYWORDS | _BROWSER)
    return dict(zip(sorted(often, key=lambda name: (-often[name], name)), free, strict=False))


def _short_names(least: int) -> Iterator[str]:
    for length in range(least, 4):
        yield from map("".join, product(ascii_letters, repeat=length))


def _must_part(before: str, after: str) -> bool:
    def is_word(character: str) -> bool:
        return character.isalnum() or character in "_$"

    return (is_word(before) and is_word(after)) or (before == after and before in "+-/")
