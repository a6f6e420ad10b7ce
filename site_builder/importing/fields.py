"""Fields of other generators -> fields of ours, with an account of every field.

What has no name in ``names`` is kept under ``extra``; so is a value that a field of ours refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from site_builder import date_hints, edtf, frontmatter, header_text, languages, urls
from site_builder.header_text import Value, Verbatim
from site_builder.importing.names import TARGET_OF
from site_builder.importing.values import Entry, Fate, Field

_SEVERAL = re.compile(r"\s*[;,،؛、]\s*")
_DRAFTS = frozenset(
    {"draft", "hidden", "skip", "private", "pending", "trash", "auto-draft", "future"}
)
_PUBLIC = frozenset({"published", "publish", "public"})
_MOST = 10_000
"""Characters of one text under ``extra``; what is longer is in the report only."""


@dataclass(slots=True)
class Mapped:
    """A document's fields as ours, while they are collected."""

    path: str
    header: dict[str, Value] = field(default_factory=dict)
    extra: dict[str, Value] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    language: str = ""
    slug: str = ""
    group: str = ""
    draft: bool = False
    addresses: list[tuple[str, Field]] = field(default_factory=list)
    image: dict[str, Field] = field(default_factory=dict)
    """``file``, ``alt``, ``caption``, ``credit``: accounted for when the file is looked for."""

    def account(self, one: Field, fate: Fate, to: str) -> None:
        self.entries.append(Entry(self.path, one.line, one.name, fate, to, one.text))

    def keep(self, one: Field, why: str = "") -> None:
        """Under ``extra``, as it was written."""
        texts = [Verbatim(text) for text in one.values]
        if any(len(text) > _MOST for text in texts) or len(self.extra) >= 400:
            self.account(one, "listed", why or "too long to be kept in a header")
            return
        name = one.name[:200] or "(no name)"
        while name in self.extra:
            name += "'"
        self.extra[name] = texts if one.several or len(texts) != 1 else texts[0]
        self.account(one, "kept", f"extra.{name}" + (f"; {why}" if why else ""))


def mapped(path: str, fields: Iterable[Field], *, renamed: dict[str, str]) -> Mapped:
    """``renamed`` is what the editor says a field is, before the table is asked."""
    made = Mapped(path)
    for one in fields:
        plain = re.sub(r"[\s-]+", "_", one.name.strip().lower())
        target = renamed.get(one.name) or TARGET_OF.get(plain) or TARGET_OF.get(
            plain.removeprefix("params.").removeprefix("fm."), "extra"
        )  # fmt: skip
        if not any(text.strip() for text in one.values):
            made.account(one, "listed", "it is empty")
        elif target == "extra":
            made.keep(one)
        else:
            _TAKE.get(target, _named)(made, one, target)
    return made


def _said(made: Mapped, name: str, value: Value, one: Field, to: str) -> None:
    """The value, if no other stands there yet and the field takes it."""
    if name in made.header:
        made.keep(one, f"there is another {name}")
    elif why := refused(name, value):
        made.keep(one, why)
    else:
        made.header[name] = value
        made.account(one, "mapped", to)


def refused(name: str, value: Value) -> str:
    """Why a field of ours does not take a value; '' if it does."""
    text = header_text.header({"title": "x", name: value} if name != "title" else {name: value})
    _, _, problems = frontmatter.read_header(text, path="", language="en")
    return next((p.message for p in problems if p.severity == "error"), "")


def _named(made: Mapped, one: Field, target: str) -> None:
    _said(made, target, " ".join(one.text.split()), one, target)


def _date(made: Mapped, one: Field, target: str) -> None:
    day = day_of(one.text)
    if not day:
        made.keep(one, "this is not understood as a date")
        return
    _said(made, target, day, one, target)
    if made.entries[-1].fate == "mapped" and day != one.text.strip():
        # The hour, or another way of writing it, is not lost.
        made.extra[one.name] = Verbatim(one.text)


def day_of(text: str) -> str:
    """The EDTF date that a text of another generator means; '' if that is not clear."""
    plain = edtf.folded(text)
    if found := re.match(r"(\d{4}-\d\d-\d\d)(?=[T ]|$)", plain):
        plain = found[1]
    elif re.match(r"[A-Z][a-z]{2}, \d", plain):
        try:
            return parsedate_to_datetime(plain).date().isoformat()
        except (ValueError, IndexError, TypeError):
            return ""
    try:
        return edtf.parse(plain).text
    except edtf.DateError as error:
        if found := re.fullmatch(r"write it as (\S+)", error.hint):
            return found[1]
        forms = date_hints.meant(re.split(r"\s+\d\d?:\d\d", plain)[0])
        return forms[0] if len(forms) == 1 else ""


def _list(made: Mapped, one: Field, target: str) -> None:
    values = items_of(one, spaces=False) if target == "keywords" else people_of(one)
    if target in ("translators", "reviewers"):
        translation = made.header.get("translation")
        inner = dict(translation) if isinstance(translation, dict) else {}
        if target in inner or refused("translation", {target: values}):
            made.keep(one)
            return
        made.header["translation"] = {**inner, target: values}
        made.account(one, "mapped", f"translation.{target}")
        return
    before = made.header.get(target, ())
    earlier = [str(v) for v in before] if isinstance(before, Sequence) else []
    if why := refused(target, values):
        made.keep(one, why)
    else:
        made.header[target] = list(dict.fromkeys([*earlier, *values]))
        made.account(one, "mapped", target)


def items_of(one: Field, *, spaces: bool) -> list[str]:
    """The words of a list, or of one text that was meant as a list."""
    if one.several:
        found = [text.strip() for text in one.values]
    elif ";" in one.text:
        found = [text.strip() for text in one.text.split(";")]
    else:
        found = _SEVERAL.split(one.text.strip())
        if spaces and len(found) == 1:
            found = one.text.split()
    return [text for text in found if text]


def people_of(one: Field) -> list[str]:
    """Names; ``Example, Jane`` is one of them, ``Jane Example, Tom Example`` are two."""
    if one.several or ";" in one.text:
        return items_of(one, spaces=False)
    parts = _SEVERAL.split(one.text.strip())
    surname_first = len(parts) == 2 and len(parts[0].split()) == 1 and len(parts[1].split()) <= 2
    return [one.text.strip()] if surname_first else [part for part in parts if part]


def _language(made: Mapped, one: Field, target: str) -> None:
    said = one.text.strip()
    if not languages.is_tag(said.replace("_", "-")) or made.language:
        made.keep(one, "this is not a language tag" if not made.language else "")
        return
    made.language = languages.canonical(said)
    made.account(one, "mapped", "the file's name")


def _slug(made: Mapped, one: Field, target: str) -> None:
    if made.slug or not urls.slug(one.text, 100):
        made.keep(one, "no address can be made of it" if not made.slug else "")
        return
    made.slug = urls.slug(one.text, 100)
    if made.slug == one.text.strip():
        made.account(one, "mapped", "the folder's name")
    else:
        made.keep(one)


def _group(made: Mapped, one: Field, target: str) -> None:
    made.group = made.group or one.text.strip()
    made.keep(one)


def _addresses(made: Mapped, one: Field, target: str) -> None:
    made.addresses += [(text.strip(), one) for text in one.values if text.strip()]


def _draft(made: Mapped, one: Field, target: str) -> None:
    said, name = one.text.strip().lower(), one.name.lower()
    if name == "published" and day_of(one.text):
        _date(made, one, "date")
        return
    no = said in ("false", "no", "0", "off")
    yes = said in ("true", "yes", "1", "on")
    if (name == "draft" and yes) or (name == "published" and no) or said in _DRAFTS:
        made.draft = True
        made.account(one, "mapped", "status: draft")
        if said not in ("true", "yes", "1", "draft", "false", "no", "0"):
            made.extra[one.name] = Verbatim(one.text)
    elif (name == "draft" and no) or (name == "published" and yes) or said in _PUBLIC:
        made.account(one, "mapped", "status: published, which need not be said")
    else:
        made.keep(one, "this status is not known; the text is a draft")
        made.draft = True


def _image(made: Mapped, one: Field, target: str) -> None:
    key = target.partition(".")[2] or "file"
    if key in made.image:
        made.keep(one)
    else:
        made.image[key] = one


def _nested(made: Mapped, one: Field, target: str) -> None:
    """``source.url`` is a field within ``source``."""
    name, _, key = target.partition(".")
    key = key or "statement"
    value = " ".join(one.text.split())
    if name == "source" and key == "name" and re.match(r"https?://", value):
        key = "url"
    before = made.header.get(name)
    inner = dict(before) if isinstance(before, dict) else {}
    if key in inner:
        made.keep(one)
    elif why := refused(name, {key: value}):
        made.keep(one, why)
    else:
        made.header[name] = {**inner, key: value}
        made.account(one, "mapped", f"{name}.{key}")


_TAKE: dict[str, Callable[[Mapped, Field, str], None]] = {
    **dict.fromkeys(("date", "updated", "publish_after"), _date),
    **dict.fromkeys(("keywords", "authors", "translators", "reviewers"), _list),
    **dict.fromkeys(
        ("source.url", "source.name", "source.title", "rights", "rights.holder"), _nested
    ),
    **dict.fromkeys(("image", "image.alt", "image.caption", "image.credit"), _image),
    "language": _language,
    "slug": _slug,
    "group": _group,
    "addresses": _addresses,
    "draft": _draft,
}


def old_address(written: str, base: str, known: Sequence[str]) -> str:
    """A permalink as an address that a redirect page can answer; '' if none can.

    ``base`` is the old site's address, or the path below which it was; ``known`` the languages.
    """
    try:
        path = urlsplit(written).path if re.match(r"https?://", written) else written
        prefix = (urlsplit(base).path if "://" in base else base).rstrip("/")
    except ValueError:
        return ""
    if prefix and path.startswith(f"{prefix}/"):
        path = path[len(prefix) :]
    path = f"/{path.lstrip('/')}".removesuffix("index.html")
    if urls.alias_problem(path):
        return ""
    address = urls.alias_address(path)
    return "" if urls.belongs_to_the_site(address, known) else address
