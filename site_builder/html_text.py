"""HTML from elsewhere -> Markdown as this archive reads it (markdownify, an optional package)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

PACKAGE = "markdownify"
_LINE_START = re.compile(r"^(\s*)([#>+:-]|\d+(?=[.)]\s))", re.MULTILINE)
_SPECIAL = re.compile(r"([\\`*_\[\]{}])")


def to_markdown(html: str) -> str:
    """Blocks apart by an empty line; text that means something in Markdown stays text.

    Raises ImportError without the package, and ValueError for HTML that is nested too deep.
    """
    try:
        text = str(_converter()(heading_style="ATX", bullets="-", wrap=False).convert(html))
    except RecursionError:
        raise ValueError("nested too deep") from None
    # Two spaces at the end of a line break it; on a line of their own they are nothing.
    lines = [
        f"{line.rstrip()}  " if line.endswith("  ") and line.strip() else line.rstrip()
        for line in text.split("\n")
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def plain(text: str) -> str:
    """A text without mark-up written so that Markdown shows it as it is."""
    return _LINE_START.sub(_escaped_start, _escaped(text))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;")


def _escaped_start(found: re.Match[str]) -> str:
    if found[2].isdigit():
        return f"{found[1]}{found[2]}\\"
    return f"{found[1]}&#58;" if found[2] == ":" else f"{found[1]}\\{found[2]}"


@cache
def _converter() -> Any:
    # Imported here: only who brings HTML in needs the package.
    from markdownify import MarkdownConverter

    base: Any = MarkdownConverter

    class Converter(base):  # type: ignore[misc]
        """Escapes what Python-Markdown understands, and nothing that it would show."""

        def escape(self, text: str, parent_tags: Any) -> str:
            return _escaped(text) if text else ""

        def convert_p(self, el: Any, text: str, parent_tags: Any) -> str:
            safe = _LINE_START.sub(_escaped_start, text.strip())
            return str(super().convert_p(el, safe, parent_tags))

        def convert_q(self, el: Any, text: str, parent_tags: Any) -> str:
            return f'"{text}"'

        def convert_blockquote(self, el: Any, text: str, parent_tags: Any) -> str:
            lines = text.strip().split("\n")
            if "_inline" in parent_tags or not any(lines):
                return " ".join(lines)
            return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"

    return Converter
