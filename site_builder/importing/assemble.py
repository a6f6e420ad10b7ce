"""Documents -> files of ours: folders, languages, translations, old addresses, pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from site_builder import frontmatter, header_text, urls
from site_builder.header_text import Value
from site_builder.importing import bodies
from site_builder.importing.fields import Mapped, mapped, old_address
from site_builder.importing.values import (
    Collection,
    Document,
    Entry,
    Field,
    Imported,
    Tree,
    Written,
)
from site_builder.link.names import Names

_FOLDERS = {"article": "articles", "page": "pages"}
_ORDER = [one.name for one in frontmatter.FIELDS]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the archive is like that the collection comes into."""

    language: str
    """Of texts that do not say theirs."""
    languages: tuple[str, ...]
    names: Names
    controlled: bool
    """Whether a keyword must be in keywords.yaml."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """A field's name -> what the editor says it is."""


@dataclass(slots=True)
class _Draft:
    """A document while its place is found."""

    document: Document
    said: Mapped
    language: str
    group: str
    work: str = ""
    lead: bool = True


@dataclass(slots=True)
class _Files:
    """What is copied beside the articles, under names that an address may have."""

    copies: dict[tuple[str, str], str] = field(default_factory=dict)
    """(folder, path in the collection) -> file name."""

    def take(self, folder: str, path: str) -> str:
        if found := self.copies.get((folder, path)):
            return found
        stem, _, suffix = path.rpartition("/")[2].rpartition(".")
        name = "-".join(re.findall(r"[A-Za-z0-9]+", stem)) or "file"
        taken = {n.lower() for (f, _), n in self.copies.items() if f == folder}
        while f"{name}.{suffix}".lower() in taken or name.lower() in urls.WINDOWS_DEVICES:
            name += "-2"
        self.copies[folder, path] = f"{name}.{suffix}"
        return self.copies[folder, path]


def assembled(collection: Collection, tree: Tree, settings: Settings) -> Imported:
    """Everything that is to be written. No field is lost: each is in the account."""
    drafts = [_draft(one, settings) for one in collection.documents]
    _find_places(drafts, settings.language)
    targets = _targets(drafts, collection.base)
    hidden = frozenset(_where(draft) for draft in drafts if _is_draft(draft))
    files = _Files()
    everything = tree.others | frozenset(tree.texts)
    written, entries, claimed = [], list(collection.entries), set[str]()
    for draft in drafts:
        folder = f"{_FOLDERS[draft.document.kind]}/{draft.work}"

        def take(path: str, folder: str = folder) -> str:
            return files.take(folder, path)

        text = bodies.Text(draft.document.path, draft.document.body, draft.document.body_line)
        text.text, title_line = _without_title(text.text, draft)
        text.line += title_line
        own: frozenset[tuple[str, str, str]] = frozenset() if _is_draft(draft) else hidden
        places = bodies.Places(
            draft.work, targets, own, everything, collection.roots, collection.base, take
        )
        bodies.with_places(text, places)
        _take_image(draft, places)
        _take_addresses(draft, collection.base, settings.languages, claimed)
        _take_keywords(draft, settings)
        header = _header(draft)
        entries += [*draft.said.entries, *draft.document.notes, *text.notes]
        if draft.language not in settings.languages:
            why = f"'{draft.language}' is not in site.yaml: add it to 'languages'"
            entries.append(Entry(draft.document.path, 1, "language", "listed", why))
        written.append(
            Written(f"{folder}/{draft.language}.md", f"---\n{header}---\n\n{text.text.strip()}\n",
                    draft.document.path, draft.language)
        )  # fmt: skip
    copies = tuple(
        sorted((f"{folder}/{name}", path) for (folder, path), name in files.copies.items())
    )
    return Imported(tuple(written), copies, tuple(entries))


def _where(draft: _Draft) -> tuple[str, str, str]:
    return (draft.document.kind, draft.work, draft.language)


def _is_draft(draft: _Draft) -> bool:
    return draft.said.draft or draft.document.draft


def _draft(document: Document, settings: Settings) -> _Draft:
    said = mapped(document.path, document.fields, renamed=dict(settings.renamed))
    language = said.language or document.language or settings.language
    if "date" not in said.header and document.date:
        said.header["date"] = document.date
    if "title" not in said.header:
        heading = re.match(r"\s*#\s+(.+)", document.body)
        words = re.sub(r"[-_]+", " ", document.slug or said.slug).strip()
        title = heading[1].strip(" #") if heading else words[:1].upper() + words[1:]
        said.header["title"] = title or "Untitled"
    return _Draft(document, said, language, said.group or document.group or f"only {document.path}")


def _find_places(drafts: Sequence[_Draft], language: str) -> None:
    """One folder for a group of translations; none for two groups."""
    groups: dict[tuple[str, str], list[_Draft]] = {}
    for draft in drafts:
        groups.setdefault((draft.document.kind, draft.group), []).append(draft)
    taken: set[tuple[str, str]] = set()
    for (kind, _), group in groups.items():
        group.sort(key=lambda d: (d.document.translation, d.language != language))
        rest = list(group)
        while rest:
            # Two of one language in a group are two works, whatever their key says.
            first: dict[str, _Draft] = {}
            for draft in rest:
                first.setdefault(draft.language, draft)
            rest = [draft for draft in rest if first[draft.language] is not draft]
            lead = next(iter(first.values()))
            work = _free(_place(lead, kind), kind, taken)
            taken.add((kind, work))
            for draft in first.values():
                draft.work, draft.lead = work, draft is lead


def _place(lead: _Draft, kind: str) -> str:
    title = str(lead.said.header["title"])
    slug = lead.said.slug or urls.slug(lead.document.slug, 100) or urls.slug(title)
    slug = slug or urls.term_id(title)
    year = str(lead.said.header.get("date", ""))[:4]
    if kind == "page":
        return slug
    return f"{year}/{slug}" if re.fullmatch(r"\d{4}", year) else f"undated-works/{slug}"


def _free(work: str, kind: str, taken: set[tuple[str, str]]) -> str:
    number, found = 1, work
    while (kind, found) in taken:
        number += 1
        found = f"{work}-{number}"
    return found


def _targets(drafts: Sequence[_Draft], base: str) -> dict[str, tuple[str, str, str]]:
    """Whatever a link may call a text -> where it is now; the first one wins."""
    targets: dict[str, tuple[str, str, str]] = {}
    for draft in drafts:
        where = _where(draft)
        path = draft.document.path
        bare = re.sub(r"\.\w+$", "", path)
        said = [bodies.within(text, base) for text, _ in draft.said.addresses]
        for name in (path, bare, bare.removesuffix("/index"), bare.rpartition("/")[2],
                     path.rpartition("/")[2], *draft.document.addresses, *said):  # fmt: skip
            if name and name not in ("index", "index.md"):
                targets.setdefault(name, where)
                targets.setdefault(name.rstrip("/"), where)
                targets.setdefault(f"/{name.strip('/')}/", where)
    return targets


def _without_title(body: str, draft: _Draft) -> tuple[str, int]:
    """(the text without a first heading that is the title again, lines taken from its start)"""
    found = re.match(r"\s*#\s+(.+?)\s*#*\s*(?:\n|$)", body)
    if found and found[1].casefold() == str(draft.said.header["title"]).casefold():
        return body[found.end() :], found[0].count("\n")
    return body, 0


def _take_image(draft: _Draft, places: bodies.Places) -> None:
    said = draft.said
    file = said.image.get("file")
    found = bodies.file_named(file.text, draft.document.path, places) if file else ""
    if not file or not found:
        for one in said.image.values():
            said.keep(one, "there is no such file" if one is file else "")
        return
    image: dict[str, Value] = {"file": places.take(found)}
    for key, one in said.image.items():
        if key != "file":
            image[key] = " ".join(one.text.split())
        said.account(one, "mapped", f"image.{key}")
    said.header["image"] = image


def _take_addresses(draft: _Draft, base: str, languages: Sequence[str], claimed: set[str]) -> None:
    aliases: list[Value] = []
    told: dict[int, list[bool]] = {}
    for written, one in [*draft.said.addresses, *((a, None) for a in draft.document.addresses)]:
        address = old_address(written, base, languages)
        usable = bool(address) and address not in claimed
        if usable:
            claimed.add(address)
            aliases.append(address)
        if one is not None:
            told.setdefault(id(one), []).append(usable or address in aliases)
    seen: set[int] = set()
    for _, one in draft.said.addresses:
        if id(one) not in seen:
            seen.add(id(one))
            if all(told[id(one)]):
                draft.said.account(one, "mapped", "aliases")
            else:
                draft.said.keep(one, "not every address can be answered by a page of this site")
    if aliases:
        draft.said.header["aliases"] = aliases


def _take_keywords(draft: _Draft, settings: Settings) -> None:
    """Ids where the archive knows the word; with controlled keywords the others stay apart."""
    words = draft.said.header.get("keywords")
    if not isinstance(words, list):
        return
    known = [settings.names.known_as("keyword", str(word)) for word in words]
    unknown = [word for word, found in zip(words, known, strict=True) if not found]
    if not settings.controlled:
        known = [found or str(word) for word, found in zip(words, known, strict=True)]
        unknown = []
    draft.said.header["keywords"] = list(dict.fromkeys(found for found in known if found))
    if unknown:
        draft.said.extra["keywords"] = unknown
        why = "not in keywords.yaml, kept as extra.keywords"
        line = next((e.line for e in draft.said.entries if e.to == "keywords"), 1)
        value = ", ".join(map(str, unknown))
        draft.said.entries.append(Entry(draft.document.path, line, "keywords", "kept", why, value))


def _header(draft: _Draft) -> str:
    said = draft.said
    translation = said.header.pop("translation", None)
    if not draft.lead:
        said.header["translation"] = translation
    elif isinstance(translation, Mapping):
        # A translation without its original would be refused; what is known of it is kept.
        for name, value in translation.items():
            said.extra[f"translation.{name}"] = value
        said.entries = [
            replace(e, fate="kept", to=f"extra.{e.to}; its original is not in the collection")
            if e.to.startswith("translation.") else e for e in said.entries
        ]  # fmt: skip
    if _is_draft(draft):
        said.header["status"] = "draft"
    if said.extra:
        said.header["extra"] = said.extra
    in_order = sorted(said.header, key=_ORDER.index)
    return header_text.header({name: said.header[name] for name in in_order})


def listed(path: str, fields: Sequence[Field], why: str) -> list[Entry]:
    """The account of fields that belong to nothing that is brought in."""
    return [Entry(path, one.line, one.name, "listed", why, one.text) for one in fields]
