"""Which terms a wildcard or a fuzzy word stands for, in the order in which lunr.js finds them.

The order decides between works of equal score, so it is lunr's to the letter: a token set's edges
are listed digits first, then as they were made; and it works on UTF-16 code units, as JavaScript
does. Mirrored by ``pattern.js``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Node:
    """A state of lunr's TokenSet."""

    final: bool = False
    edges: dict[str, Node] = field(default_factory=dict)

    def units(self) -> list[str]:
        """The names of its edges as ``Object.keys`` lists them."""
        digits = sorted(unit for unit in self.edges if unit in "0123456789")
        return [*digits, *(unit for unit in self.edges if unit not in "0123456789")]

    def edge(self, unit: str) -> Node:
        return self.edges.setdefault(unit, Node())


def wildcard(term: str) -> Node:
    """A star matches any run of characters."""
    root = at = Node()
    units = _units(term)
    for number, unit in enumerate(units):
        if unit == "*":
            at.edges["*"] = at
        else:
            at.edges[unit] = at = Node()
        at.final = number == len(units) - 1
    return root


def fuzzy(term: str, edits: int) -> Node:
    """Every way to write a term with so many insertions, deletions, substitutions and
    transpositions; an edge named star stands for any one character."""
    root = Node()
    stack = [(root, edits, _units(term))]
    while stack:
        start, left, rest = stack.pop()
        steps = [(rest[0], rest[1:], 0)] if rest else []
        if left:
            steps.append(("*", rest, 1))
            if len(rest) > 1:
                steps.append(("", rest[1:], 1))
            start.final |= len(rest) == 1
            if rest:
                steps.append(("*", rest[1:], 1))
            if len(rest) > 1:
                steps.append((rest[1], rest[0] + rest[2:], 1))
        for unit, then, cost in steps:
            to = start.edge(unit) if unit else start
            to.final |= bool(unit) and not then
            stack.append((to, left - cost, then))
    return root


def expand(pattern: Node, terms: Iterable[str]) -> tuple[str, ...]:
    """The terms that a pattern accepts, in lunr's order; ``terms`` are in UTF-16 order."""
    tree = Node()
    for term in map(_units, terms):
        if _accepts(pattern, term, 0):
            at = tree
            for unit in term:
                at = at.edge(unit)
            at.final = True
    return tuple(map(_joined, _listed(_intersection(tree, pattern))))


def _units(term: str) -> str:
    """A character beyond the basic plane as its two surrogates."""
    if term.isascii():
        return term
    pairs = term.encode("utf-16-be", "surrogatepass")
    return "".join(chr(int.from_bytes(pairs[at : at + 2], "big")) for at in range(0, len(pairs), 2))


def _joined(units: str) -> str:
    return units.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "surrogatepass")


def _accepts(start: Node, word: str, at: int) -> bool:
    if at == len(word):
        return start.final
    return any(
        _accepts(start.edges[unit], word, at + 1) for unit in (word[at], "*") if unit in start.edges
    )


def _intersection(tree: Node, pattern: Node) -> Node:
    output = Node()
    stack = [(pattern, output, tree)]
    while stack:
        asked, out, held = stack.pop()
        for unit in asked.units():
            for found in held.units() if unit == "*" else [unit] if unit in held.edges else []:
                to = out.edge(found)
                to.final |= held.edges[found].final and asked.edges[unit].final
                stack.append((asked.edges[unit], to, held.edges[found]))
    return output


def _listed(tokens: Node) -> Iterator[str]:
    stack = [("", tokens)]
    while stack:
        prefix, at = stack.pop()
        if at.final:
            yield prefix
        stack += [(prefix + unit, at.edges[unit]) for unit in at.units()]
