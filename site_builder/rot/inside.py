"""Links between the built pages: each leads to a file that is there, and to a place in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from site_builder.problems import Problem

_HOLD_LINKS = {"a": "href", "area": "href", "link": "href", "img": "src", "script": "src",
               "source": "src", "video": "src", "audio": "src", "form": "action"}  # fmt: skip


@dataclass(slots=True)
class _Page:
    links: list[tuple[str, int, int]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = _Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        said = dict(attrs)
        if said.get("id"):
            self.page.ids.add(said["id"] or "")
        link = said.get(_HOLD_LINKS.get(tag, ""))
        if link and said.get("rel") != "canonical":
            self.page.links.append((link, line, column + 1))
        for candidate in (said.get("srcset") or "").split(","):
            if candidate.strip():
                self.page.links.append((candidate.split()[0], line, column + 1))


def broken_inside(
    paths: Iterable[str], read: Callable[[str], str], base_url: str
) -> Iterator[Problem]:
    """``paths`` are those of all built files; ``read`` gives the text of a page."""
    there = set(paths)
    base = urlsplit(base_url).path or "/"
    pages: dict[str, _Page] = {}
    for path in sorted(there):
        if path.endswith(".html"):
            reader = _Reader()
            reader.feed(read(path))
            pages[path] = reader.page
    for path, page in pages.items():
        for link, line, column in page.links:
            if message := _broken(link, path, there, pages, base):
                hint = "it is written by a template or an output; content is checked by 'check'"
                yield Problem(path, line, column, message, hint)


def _broken(link: str, path: str, there: set[str], pages: dict[str, _Page], base: str) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    if not parts.path:
        target = path
    elif parts.path.startswith("/"):
        if not parts.path.startswith(base):
            return f"'{link}' leads out of the site, which is published under {base}"
        target = unquote(parts.path.removeprefix(base))
    else:
        target = normpath(join(dirname(path), unquote(parts.path)))
        target += "/" if parts.path.endswith("/") else ""
    if target in ("", ".") or target.endswith("/"):
        target = f"{target.removeprefix('.')}index.html".lstrip("/")
    if target not in there:
        return f"'{link}' leads to '{target}', which is not there"
    fragment = unquote(parts.fragment)
    if fragment and ":~:" not in fragment and target in pages and fragment not in pages[target].ids:
        return f"'{link}' leads to '#{fragment}', which is not in '{target}'"
    return ""
