"""The header of most articles, read line by line: what YAML gives, a few times faster.

A line here is ``name: value`` with one plain or quoted text, or a list of plain words in
brackets; below ``name:`` such lines may be indented by two spaces. Anything else at all, and
anything wrong, is for ``yaml_text`` to read and to explain.
"""

from __future__ import annotations

import re

from site_builder.yaml_text import Mapping, Node, Scalar, Sequence

MOST = 8_000
"""Characters; no header of fewer has as many values as are allowed."""

# Line ends, control characters and what YAML refuses.
_NOT = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_PLAIN = rf"[^\W_](?:[^:#{_NOT}]|:(?=[^ {_NOT}]))*(?<! )"
_WORDS = r"[^\W_](?:[\w.'’()/-]| (?=[\w.'’()/-]))*"
_LINE = re.compile(
    rf"(?P<indent>  )?(?P<key>[a-z_]+):(?: (?:(?P<plain>{_PLAIN})"
    rf"|(?P<quoted>\"[^\"\\{_NOT}]*\"|'[^'{_NOT}]*')|(?P<list>\[{_WORDS}(?:, {_WORDS})*\])))?"
)
_WORD = re.compile(_WORDS)

_Pair = tuple[Scalar, Node]


def read_lines(text: str, first_line: int) -> Mapping | None:
    """The mapping that a header holds; None where only ``yaml_text.read`` can tell."""
    if len(text) > MOST:
        return None
    pairs: dict[str, _Pair] = {}
    outer: Scalar | None = None
    inner: dict[str, _Pair] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        key = Scalar(found["key"], number, found.start("key") + 1)
        if found["indent"]:
            if outer is None or found.lastgroup == "key" or key.text in inner:
                return None
            inner[key.text] = (key, _value(found, number))
            pairs[outer.text] = (outer, _mapping(inner))
        elif (outer is not None and not inner) or key.text in pairs:
            return None
        elif found.lastgroup == "key":
            outer, inner = key, {}
        else:
            outer = None
            pairs[key.text] = (key, _value(found, number))
    return None if outer is not None and not inner else _mapping(pairs)


def _value(found: re.Match[str], number: int) -> Node:
    kind = str(found.lastgroup)
    at, text = found.start(kind), found[kind]
    if kind == "plain":
        return Scalar(text, number, at + 1)
    if kind == "quoted":
        return Scalar(text[1:-1], number, at + 1, plain=False)
    words = [Scalar(m[0], number, at + m.start() + 1) for m in _WORD.finditer(text)]
    return Sequence(tuple(words), number, at + 1)


def _mapping(pairs: dict[str, _Pair]) -> Mapping:
    first = next(iter(pairs.values()))[0]
    return Mapping(tuple(pairs.values()), first.line, first.column)
