"""markup: the Markdown of one article -> safe HTML, plain text, headings, links, blocks, problems.

    limits -> convert -> audit -> sanitise -> tree -> passes -> serialise

``render`` is a pure function and never raises for any text. To add a pass, write a
function on the tree in a file of its own and call it in ``_passes``.
"""

from __future__ import annotations

import sys
import threading
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from site_builder.markup.anchors import (
    anchor_id,
    find_anchor,
    headings_of,
    name_elements,
    shift_headings,
)
from site_builder.markup.audit import audit
from site_builder.markup.blocks import arrange, fingerprint, number_blocks, paragraphs
from site_builder.markup.code import highlight, report_languages
from site_builder.markup.facts import facts_of
from site_builder.markup.figures import make_figures
from site_builder.markup.limits import limits
from site_builder.markup.links import Shown, mark_links, marker_of, place_links
from site_builder.markup.notes import number_notes
from site_builder.markup.passages import Passage, cut
from site_builder.markup.plain import count_words, excerpt, plain_text_of
from site_builder.markup.punctuation import typeset
from site_builder.markup.quotations import quotations_of
from site_builder.markup.scripts import mark_foreign
from site_builder.markup.serialise import serialise, split_blocks
from site_builder.markup.source import Manuscript
from site_builder.markup.tables import make_tables
from site_builder.markup.tree import Element, TooDeep, elements, parse
from site_builder.model import Block, BlockFacts, Body, Heading, Link, Quotation
from site_builder.problems import Problem, in_order

__all__ = [
    "ALL",
    "Layers",
    "Passage",
    "Rendered",
    "Shown",
    "anchor_id",
    "find_anchor",
    "fingerprint",
    "limits",
    "passages",
    "place_links",
    "render",
    "split_blocks",
]


@dataclass(frozen=True, slots=True)
class Layers:
    """Which safety layers are on; only a test ever switches one off."""

    sanitiser: bool = True
    policy: bool = True


ALL = Layers()


@dataclass(frozen=True, slots=True)
class Rendered:
    """Everything that is made of one text; empty but for its problems if it cannot be read."""

    body: Body
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()
    """Every fragment that a link may name, as an editor writes it; see ``anchor_id``."""
    excerpt: str = ""
    words: int = 0
    facts: tuple[BlockFacts, ...] = ()
    vocabulary: bytes = b""
    problems: tuple[Problem, ...] = ()
    quotations: tuple[Quotation, ...] = ()


def render(
    text: str, *, path: str, language: str, first_line: int, digest: str, layers: Layers = ALL
) -> Rendered:
    """Render the Markdown that follows an article's header.

    ``first_line`` is the number in the file of the text's first line: problems and links
    give lines of the file. Columns count code points of the line in NFC. ``digest`` is of
    the file; the body's link markers are made from it.
    """
    body = Body("", "", marker_of(digest))
    too_much = limits(text, path=path, first_line=first_line)
    if too_much:
        return Rendered(body, problems=too_much)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    manuscript = Manuscript(text, path, first_line)
    try:
        rendered = _on_fresh_stack(lambda: _render(manuscript, language, body.marker, layers))
    except (TooDeep, RecursionError):
        hint = "use fewer lists, quotes and emphases within each other"
        manuscript.error((first_line, 1), "this text is nested too deeply to be read", hint)
        return Rendered(body, problems=in_order(manuscript.problems))
    except Exception as error:
        manuscript.error(
            (first_line, 1),
            f"this text cannot be read: a fault in the builder ({type(error).__name__})",
            "leave out parts to find the one that causes it, and report it with that part",
        )
        return Rendered(body, problems=in_order(manuscript.problems))
    return rendered


def passages(
    text: str, blocks: Iterable[Block], *, language: str, first_line: int
) -> tuple[Passage, ...]:
    """The lines that each block of a text was made of; see ``passages.cut``."""

    def prints(part: str) -> tuple[str, ...]:
        made = render(part, path="", language=language, first_line=1, digest="passage")
        return tuple(block.fingerprint for block in made.blocks)

    return cut(text, first_line, [block.fingerprint for block in blocks], prints)


def _render(manuscript: Manuscript, language: str, marker: str, layers: Layers) -> Rendered:
    # Here, not above: an article taken from the cache needs neither package.
    from site_builder.markup.convert import to_html
    from site_builder.markup.sanitise import clean

    html = to_html(manuscript.text)
    audit(html, manuscript)
    report_languages(html, manuscript)
    root = parse(clean(html) if layers.sanitiser else html)
    notes = number_notes(root, manuscript, language)
    for tree in (root, *([notes] if notes else [])):
        has = {element.tag for element in elements(tree)}
        if "pre" in has:
            highlight(tree, manuscript)
        if "img" in has or "blockquote" in has:
            make_figures(tree, manuscript)
        if "table" in has:
            make_tables(tree)
    arrange(root)
    # Seen once for the passes that follow: what these put around others is none of their matter.
    in_text = elements(root)
    in_all = in_text + elements(notes) if notes else in_text
    shift_headings(in_text, manuscript)
    anchors = name_elements(in_all, manuscript)
    blocks = number_blocks(root)
    anchors += tuple([f"b{block.number}" for block in blocks])
    links = mark_links(in_all, anchors, marker, manuscript)
    facts, vocabulary = facts_of(root, notes, marker, manuscript, language)
    page = Element("", {}, [*root.children, *([notes] if notes else [])])
    mark_foreign(page, language)
    typeset(page, language)
    text = "\n\n".join(filter(None, map(plain_text_of, page.children)))
    return Rendered(
        Body(serialise(page, policy=layers.policy), text, marker),
        headings_of(in_text),
        blocks,
        links,
        anchors,
        excerpt(paragraphs(root)),
        count_words(text, language),
        facts,
        vocabulary,
        in_order(manuscript.problems),
        quotations_of(root, language),
    )


def _on_fresh_stack(make: Callable[[], Rendered]) -> Rendered:
    """Call a function with as much of the stack left as a new thread has, however deep we are.

    Python-Markdown looks at how deep the stack is and reads nested lists and quotes
    differently near its end: how deep our caller stands must not show in a page.
    """
    if threading.current_thread() is threading.main_thread():
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(limit + max(0, _depth() - _DEPTH_IN_THREAD))
        try:
            return make()
        finally:
            sys.setrecursionlimit(limit)
    # The limit is of all threads: only one may move it.
    made: list[Rendered] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            made.append(make())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="markup", daemon=True)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return made[0]


_DEPTH_IN_THREAD = 4
"""Frames of a new thread up to the one that calls ``make``."""


def _depth() -> int:
    """How many frames there are, up to our caller's."""
    frame, depth = sys._getframe(1), 0
    while frame is not None:
        frame, depth = frame.f_back, depth + 1  # type: ignore[assignment]
    return depth
