"""How to cite each version: on its page, and beside it as BibTeX, RIS, CSL JSON and plain text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from site_builder import edtf, languages, pages, urls
from site_builder.cache import digest_of
from site_builder.model import Archive, Bodies, Edtf, LangText, MadePage, Output, Version
from site_builder.outputs.parts import named, site_title

DOWNLOADS = (
    pages.Download("download.bibtex", "cite.bib", "application/x-bibtex"),
    pages.Download("download.ris", "cite.ris", "application/x-research-info-systems"),
    pages.Download("download.csl", "cite.json", "application/vnd.citationstyles.csl+json"),
    pages.Download("download.text", "text.txt", "text/plain"),
)


@dataclass(frozen=True, slots=True)
class Cited:
    """All that the files beside a version say. They are made from it only when they are stale."""

    said: pages.Citation
    address: str
    language: str
    deck: str
    text: str = field(repr=False)
    """Digest of the text, which one of the files has."""

    def as_csl(self, _: Bodies) -> bytes:
        text = json.dumps([csl_item(self)], ensure_ascii=False, indent=1, sort_keys=True)
        return f"{text}\n".encode()

    def as_bibtex(self, _: Bodies) -> bytes:
        return bibtex(csl_item(self)).encode()

    def as_ris(self, _: Bodies) -> bytes:
        return ris(csl_item(self)).encode()

    @property
    def top(self) -> str:
        """What stands above the text."""
        names = ", ".join(name.text for name in (*self.said.authors, *self.said.translators))
        return "\n".join(part for part in (self.said.title.text, names, self.said.url) if part)

    def as_text(self, bodies: Bodies) -> bytes:
        return f"{self.top}\n\n{bodies(self.text).text}\n".encode()


def citation_files(archive: Archive) -> Iterator[Output]:
    for work in archive.works:
        for version in work.versions:
            path = urls.output_path(version.address).removesuffix("index.html")
            one = cited(archive, version)
            identity = digest_of(repr(one))
            yield Output(f"{path}cite.json", MadePage(identity, one.as_csl))
            yield Output(f"{path}cite.bib", MadePage(identity, one.as_bibtex))
            yield Output(f"{path}cite.ris", MadePage(identity, one.as_ris))
            yield Output(f"{path}text.txt", MadePage(digest_of(one.top, one.text), one.as_text))


def _people(archive: Archive, ids: tuple[str, ...], language: str) -> tuple[LangText, ...]:
    return tuple(named(archive.terms["person", i].labels, archive, language) for i in ids)


def is_based_on(version: Version) -> bool:
    """Whether the text is the archive's own, and its source only what it rests on."""
    return version.source is not None and version.source.relation == "based-on"


def date_of_text(version: Version) -> Edtf | None:
    """When the text itself appeared: at its source, or, if it is the archive's own, here."""
    return version.added if is_based_on(version) else version.date


def citation(archive: Archive, version: Version) -> pages.Citation:
    source = None
    if not is_based_on(version):
        source = archive.terms.get(("source", version.source_term))
    return pages.Citation(
        authors=_people(archive, version.authors, version.language),
        translators=_people(archive, version.translators, version.language),
        title=version.title,
        source=named(source.labels, archive, version.language) if source else None,
        date=date_of_text(version),
        archive=site_title(archive, version.language),
        url=urls.absolute(archive.site.base_url, version.address),
    )


def cited(archive: Archive, version: Version) -> Cited:
    return Cited(
        citation(archive, version),
        version.address,
        version.language,
        version.deck.text if version.deck else "",
        version.article.digest,
    )


def csl_item(cited: Cited) -> dict[str, Any]:
    """A CSL JSON item (CSL 1.0.2). Names are literal: where a name divides is not ours to guess."""
    said = cited.said
    item: dict[str, Any] = {
        "id": cited.address.strip("/").replace("/", "-"),
        "type": "article",
        "title": said.title.text,
        "language": languages.html_tag(cited.language),
        "URL": said.url,
        "container-title": said.archive.text,
        "author": [{"literal": name.text} for name in said.authors],
        "translator": [{"literal": name.text} for name in said.translators],
        "publisher": said.source.text if said.source else "",
        "abstract": cited.deck,
        "issued": edtf.csl(said.date) if said.date else {},
    }
    return {key: value for key, value in item.items() if value}


def _bibtex_text(text: str) -> str:
    """Text inside braces: what TeX would act on is escaped."""
    text = text.replace("\\", r"\textbackslash ")
    return re.sub(r"([#$%&_{}])", r"\\\1", text).replace("~", r"\textasciitilde ")


def bibtex(item: dict[str, Any]) -> str:
    """A BibLaTeX ``@online`` entry."""
    issued = "-".join(f"{part:02d}" for part in item.get("issued", {}).get("date-parts", [[]])[0])
    fields = {
        "author": " and ".join(f"{{{_bibtex_text(n['literal'])}}}" for n in item.get("author", ())),
        "translator": " and ".join(
            f"{{{_bibtex_text(n['literal'])}}}" for n in item.get("translator", ())
        ),
        "title": f"{{{_bibtex_text(item['title'])}}}",
        "date": issued,
        "publisher": _bibtex_text(item.get("publisher", "")),
        "organization": _bibtex_text(item["container-title"]),
        "url": item["URL"],
        "langid": item["language"],
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{item['id']},", *lines, "}"]) + "\n"


def ris(item: dict[str, Any]) -> str:
    """A RIS record of type ELEC; lines end in CR LF as the format asks."""
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    date = "/".join(f"{part:02d}" for part in parts)
    lines = [
        ("TY", "ELEC"),
        *(("AU", name["literal"]) for name in item.get("author", ())),
        *(("A4", name["literal"]) for name in item.get("translator", ())),
        ("TI", item["title"]),
        ("PY", f"{parts[0]:04d}" if parts else ""),
        ("DA", date + "/" * (3 - len(parts)) if parts else ""),
        ("T2", item["container-title"]),
        ("PB", item.get("publisher", "")),
        ("AB", item.get("abstract", "")),
        ("LA", item["language"]),
        ("UR", item["URL"]),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value or tag == "ER")
