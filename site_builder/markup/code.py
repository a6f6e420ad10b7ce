"""Code blocks: highlighted by Pygments where their language is on a short list.

The list is short because some lexers never end on some inputs and others take cubic time;
those below were tried with long runs of every punctuation mark. No language is guessed.
"""

from __future__ import annotations

import re

from site_builder.markup.source import Manuscript
from site_builder.markup.tree import Element, Node, text_of, walk
from site_builder.problems import did_you_mean

LANGUAGES = {
    "bash": "bash",
    "c": "c",
    "console": "",
    "css": "css",
    "csv": "",
    "diff": "diff",
    "html": "html",
    "ini": "ini",
    "java": "java",
    "javascript": "javascript",
    "js": "javascript",
    "json": "json",
    "plain": "",
    "py": "python",
    "python": "python",
    "r": "r",
    "sh": "bash",
    "shell": "bash",
    "sql": "sql",
    "text": "",
    "toml": "toml",
    "txt": "",
    "xml": "xml",
    "yaml": "yaml",
    "yml": "yaml",
}
"""Word after the fence -> Pygments' name of the lexer; empty for text without highlighting."""

MAX_LENGTH = 20_000
"""Characters; longer code is shown without colours."""

_INFO = r"(?m)^(?:~{3,}|`{3,})[ ]*\{?[ ]*\.?"


def highlight(root: Element, manuscript: Manuscript) -> None:
    """Mark code blocks up: ``<pre class="code"><code class="language-x">`` and token spans."""
    for pre in walk(root):
        if pre.tag != "pre":
            continue
        pre.attrs |= {"class": "code", "dir": "ltr", "translate": "no"}
        # The whole block scrolls, so the keyboard must reach it.
        pre.attrs["tabindex"] = "0"
        for code in pre.children:
            if isinstance(code, Element) and code.tag == "code":
                _highlight(code, manuscript)


def report_languages(html: str, manuscript: Manuscript) -> None:
    """Warn of fences that name a language without highlighting."""
    for word in re.findall(r'<code class="language-([^"]*)"', html):
        if word not in LANGUAGES:
            manuscript.warn(
                manuscript.find(_INFO + re.escape(word), code=True, purpose="fence"),
                f"code in '{word}' is shown without colours",
                did_you_mean(word, LANGUAGES) or f"known are {', '.join(sorted(LANGUAGES))}",
            )


def _highlight(code: Element, manuscript: Manuscript) -> None:
    word = code.attrs.get("class", "").removeprefix("language-")
    lexer = LANGUAGES.get(word, "")
    text = text_of(code)
    code.attrs = {"class": f"language-{word}"} if word in LANGUAGES else {}
    code.children = [text]
    if lexer and len(text) <= MAX_LENGTH:
        try:
            code.children = _tokens(text, lexer)
        except Exception as error:
            manuscript.warn(
                manuscript.find(_INFO + re.escape(word), code=True, purpose="failed"),
                f"this code cannot be read as {word} ({type(error).__name__})",
                "name another language after the fence, or none",
            )


def _tokens(text: str, lexer_name: str) -> list[Node]:
    from pygments.lexers import get_lexer_by_name
    from pygments.token import STANDARD_TYPES

    lexer = get_lexer_by_name(lexer_name, stripnl=False, ensurenl=False)
    nodes: list[Node] = []
    for kind, value in lexer.get_tokens(text):
        name = "" if value.isspace() else STANDARD_TYPES.get(kind, "")
        last = nodes[-1] if nodes else None
        if name:
            if isinstance(last, Element) and last.attrs["class"] == name:
                last.children.append(value)
            else:
                nodes.append(Element("span", {"class": name}, [value]))
        elif isinstance(last, str):
            nodes[-1] = last + value
        else:
            nodes.append(value)
    if "".join(n if isinstance(n, str) else text_of(n) for n in nodes) != text:
        return [text]
    return nodes
