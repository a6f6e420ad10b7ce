"""Texts of other generators -> Markdown of ours: links, pictures, and what is left of templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, normpath, relpath
from urllib.parse import unquote, urlsplit

from site_builder import url_policy
from site_builder.importing.values import Entry

_LINK = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.)*)\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\)[^()\s]*)?)>?"
                   r"(?:\s+(\"[^\"\n]*\"|'[^'\n]*'))?\s*\)(\{:?[^{}\n]*\})?")  # fmt: skip
_HTML_IMAGE = re.compile(r"<img\b[^>]{0,5000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_MOST_TAGS = 2_000
_FILE = re.compile(r"\.[A-Za-z0-9]{2,5}$")
_TYPES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "pdf", "txt", "csv"})

_LIQUID = re.compile(r"\{%-?.{0,1000}?-?%\}|\{\{.{0,1000}?\}\}", re.DOTALL)
_SHORTCODE = re.compile(r"\{\{[<%].{0,1000}?[%>]\}\}", re.DOTALL)
_WORDPRESS = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|su_|vc_|et_pb_)[^\]\n]{0,300}\]"
)


@dataclass(slots=True)
class Text:
    """A text on its way, and what happened to it."""

    path: str
    text: str
    line: int
    """Where it begins in its file."""
    notes: list[Entry] = field(default_factory=list)

    def note(self, at: int, name: str, why: str, value: str, *, mapped: bool = False) -> None:
        line = self.line + self.text.count("\n", 0, at)
        fate = "mapped" if mapped else "listed"
        self.notes.append(Entry(self.path, line, name, fate, why, value[:500]))  # type: ignore[arg-type]


def attributes(tag: str) -> dict[str, str]:
    """What stands in a tag or a shortcode as ``name="value"``."""
    return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag)}


def liquid(text: Text) -> None:
    """Jekyll's tags: code, raw text and addresses become ours, the others are told."""
    if _too_many(text):
        return
    text.text = re.sub(r"\{%-?\s*(?:end)?raw\s*-?%\}", "", text.text)
    text.text = re.sub(
        r"\{%-?\s*highlight\s+([\w+-]+)[^%]{0,200}-?%\}\n?(.{0,20000}?)\n?\{%-?\s*endhighlight\s*-?%\}",
        r"```\1\n\2\n```", text.text, flags=re.DOTALL,
    )  # fmt: skip
    text.text = re.sub(r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}", "", text.text)
    text.text = re.sub(
        r"\{\{-?\s*['\"]([^'\"]*)['\"]\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+)"
        r"\s*-?\}\}", r"\1", text.text,
    )  # fmt: skip
    text.text = re.sub(r"\{%-?\s*post_url\s+([^\s%]+)\s*-?%\}", r"post:\1", text.text)
    text.text = re.sub(r"\{%-?\s*link\s+([^\s%]+)\s*-?%\}", r"/\1", text.text)
    _tell(text, _LIQUID, "Liquid", "left as plain text: write what it stood for")


def shortcodes(text: Text) -> None:
    """Hugo's shortcodes: figures, code and references become ours, the others are told."""
    if _too_many(text):
        return

    def figure(found: re.Match[str]) -> str:
        said = attributes(found[0])
        caption = said.get("caption") or said.get("title") or ""
        told = f' "{caption}"' if caption else ""
        return f"![{said.get('alt') or caption}]({said.get('src', '')}{told})"

    text.text = re.sub(r"\{\{[<%]\s*figure\s[^}]{0,2000}[%>]\}\}", figure, text.text)
    text.text = re.sub(
        r"\{\{[<%]\s*highlight\s+([\w+-]+)[^}]{0,200}[%>]\}\}\n?(.{0,20000}?)\n?\{\{[<%]\s*/highlight\s*[%>]\}\}",
        r"```\1\n\2\n```", text.text, flags=re.DOTALL,
    )  # fmt: skip
    text.text = re.sub(
        r"\{\{[<%]\s*(?:rel)?ref\s+[\"']?([^\s\"']+)[\"']?[^}]{0,200}[%>]\}\}", r"ref:\1", text.text
    )
    _tell(text, _SHORTCODE, "shortcode", "left as plain text: write what it stood for")


def wordpress_codes(text: Text) -> None:
    _tell(text, _WORDPRESS, "shortcode", "left as plain text: write what it stood for")


def _code(text: str) -> list[tuple[int, int]]:
    """Where the fenced blocks of code are: what stands in them means nothing."""
    spans: list[tuple[int, int]] = []
    fence, start, at = "", 0, 0
    for line in text.split("\n"):
        mark = line[:3]
        if not fence and mark in ("```", "~~~"):
            fence, start = mark, at
        elif fence and line.rstrip() == fence:
            spans.append((start, at + len(line)))
            fence = ""
        at += len(line) + 1
    return spans


def _too_many(text: Text) -> bool:
    """Whether a text is more template than text; it is then left as it is, and told."""
    if text.text.count("{%") + text.text.count("{{") <= _MOST_TAGS:
        return False
    text.note(0, "(its text)", f"left as it is: more than {_MOST_TAGS} template tags", "")
    return True


def _tell(text: Text, pattern: re.Pattern[str], name: str, why: str) -> None:
    code = _code(text.text)
    for found in pattern.finditer(text.text):
        if not any(start <= found.start() < end for start, end in code):
            text.note(found.start(), name, why, found[0])


@dataclass(frozen=True, slots=True)
class Places:
    """Where the texts and files of a collection are, and where they go."""

    here: str
    """The work of the text: ``2015/town-library``."""
    targets: Mapping[str, tuple[str, str, str]]
    """Whatever a text may call another: path, old address, name -> (kind, work, language)."""
    hidden: frozenset[tuple[str, str, str]]
    """Those of the targets that are drafts, unless the text is one: they take no link."""
    files: frozenset[str]
    roots: tuple[str, ...]
    base: str
    take: Callable[[str], str]
    """A file of the collection -> the name that it has beside the article."""


def with_places(text: Text, places: Places) -> None:
    """Links lead to the new files; pictures stand beside the text or leave a remark."""
    text.text = _HTML_IMAGE.sub(_as_markdown, text.text)
    code = _code(text.text)
    made, last = [], 0
    for found in _LINK.finditer(text.text):
        if any(start <= found.start() < end for start, end in code):
            continue
        made += [text.text[last : found.start()], _placed(text, found, places)]
        last = found.end()
    made.append(text.text[last:])
    text.text = "".join(made)


def _as_markdown(found: re.Match[str]) -> str:
    said = attributes(found[0])
    alt = re.sub(r"([\\\[\]])", r"\\\1", " ".join(said.get("alt", "").split()))
    title = " ".join(said.get("title", "").split()).replace('"', "'")
    told = f' "{title}"' if title else ""
    return f"![{alt}]({said['src'].replace(' ', '%20')}{told})" if said.get("src") else ""


def _placed(text: Text, found: re.Match[str], places: Places) -> str:
    bang, words, target, title, attributes_after = found.groups()
    own = within(target, places.base)
    if bang:
        return _picture(text, found, words, title or "", places)
    whole = f"[{words}]({{}}{f' {title}' if title else ''}){attributes_after or ''}"
    if own.startswith("#"):
        return found[0]
    if re.match(r"(?:https?|mailto):", own):
        if why := url_policy.check(url_policy.tidy(own), kind="link"):
            text.note(found.start(), "link", f"taken out: {why}", target)
            return words
        return found[0]
    path, mark, fragment = own.partition("#")
    for name in _names(path, text.path, places.roots):
        if name in places.targets:
            kind, work, language = places.targets[name]
            if places.targets[name] in places.hidden:
                text.note(found.start(), "link", "taken out, its words stay: a draft", target)
                return words
            folder = relpath(f"{_FOLDERS[kind]}/{work}", f"{_FOLDERS['article']}/{places.here}")
            file = f"{language}.md" if folder == "." else f"{folder}/{language}.md"
            return whole.format(f"{file}{mark}{fragment}")
        if name in places.files and name.rpartition(".")[2].lower() in _TYPES:
            return whole.format(places.take(name))
    text.note(
        found.start(), "link", "taken out, its words stay: it leads to nothing brought in", target
    )
    return words


_FOLDERS = {"article": "articles", "page": "pages"}


def _picture(text: Text, found: re.Match[str], words: str, title: str, places: Places) -> str:
    written = found[3]
    told = f' "{title[1:-1]}"' if title else ""
    if name := file_named(written, text.path, places):
        file = places.take(name)
        if words.strip():
            return f"![{words}]({file}{told})"
        text.note(found.start(), "picture", "nothing says what it shows: describe it", written)
        return remark(f"A picture belongs here: ![say here what it shows]({file}{told})")
    why = "not at hand: save it beside the article" if ":" in written else "there is no such file"
    text.note(found.start(), "picture", why, written)
    shows = words or "say here what it shows"
    return remark(f"A picture belongs here: ![{shows}]({written}{told})")


def file_named(written: str, origin: str, places: Places) -> str:
    """The file of the collection that a text means; '' if it is not there, or of no known type."""
    own = within(written.strip(), places.base)
    if re.match(r"(?!\{)[\w+.-]+:", own):
        return ""
    for name in _names(own.partition("#")[0].partition("?")[0], origin, places.roots):
        if name in places.files and name.rpartition(".")[2].lower() in _TYPES:
            return name
    return ""


def remark(words: str) -> str:
    """A comment, which no reader sees; what would end it early stands in it as an entity."""
    return f"<!-- {words.replace('--', '-&#45;').replace('>', '&gt;')} -->"


def within(target: str, base: str) -> str:
    """An address of the old site itself as a path from its root."""
    try:
        there, old = urlsplit(target), urlsplit(base)
    except ValueError:
        return target
    own_host = there.netloc.removeprefix("www.") == old.netloc.removeprefix("www.")
    if there.netloc and not (old.netloc and own_host):
        return target
    path, prefix = there.path, old.path.rstrip("/")
    if prefix and path.startswith(f"{prefix}/"):
        path = path[len(prefix) :]
    elif not there.netloc:
        return target
    query = f"?{there.query}" if there.query else ""
    return path + query + (f"#{there.fragment}" if there.fragment else "")


def _names(path: str, origin: str, roots: tuple[str, ...]) -> Iterator[str]:
    """What a path in a text may mean: a name, a path from the root, or one from the text."""
    plain = unquote(re.sub(r"^\{(?:filename|attach|static)\}|^\|filename\|", "", path))
    yield path
    yield plain
    if plain.startswith(("post:", "ref:")):
        name = plain.partition(":")[2].strip("/")
        yield name
        yield from (f"{root}/{name}".strip("/") for root in roots)
        return
    if plain.startswith("/"):
        trimmed = plain.lstrip("/")
        yield from (normpath(f"{root}/{trimmed}".lstrip("/")) for root in roots)
        return
    beside = normpath(f"{dirname(origin)}/{plain}".lstrip("/"))
    if not beside.startswith(".."):
        yield beside
        if not _FILE.search(beside):
            yield from (f"{beside}.md", f"{beside}/index.md")
