"""How to cite each version: on its page, and beside it as BibTeX, RIS, CSL JSON and plain text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from site_builder import edtf, languages, pages, urls
from site_builder.model import Archive, Bodies, BytesPage, Edtf, LangText, MadePage, Output, Version
from site_builder.outputs.parts import named, site_title

FORMATS = (
    ("download.bibtex", "cite.bib", "application/x-bibtex"),
    ("download.ris", "cite.ris", "application/x-research-info-systems"),
    ("download.csl", "cite.json", "application/vnd.citationstyles.csl+json"),
    ("download.text", "text.txt", "text/plain"),
)


def downloads(version: Version) -> tuple[pages.Download, ...]:
    return tuple(
        pages.Download(label, f"{version.address}{file}", media_type)
        for label, file, media_type in FORMATS
    )


def citation_files(archive: Archive) -> Iterator[Output]:
    for work in archive.works:
        for version in work.versions:
            path = urls.output_path(version.address).removesuffix("index.html")
            item = csl_item(archive, version)
            csl = json.dumps([item], ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            yield Output(f"{path}cite.json", BytesPage(csl.encode()))
            yield Output(f"{path}cite.bib", BytesPage(bibtex(item).encode()))
            yield Output(f"{path}cite.ris", BytesPage(ris(item).encode()))
            yield Output(f"{path}text.txt", _plain_text(version, item))


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


def csl_item(archive: Archive, version: Version) -> dict[str, Any]:
    """A CSL JSON item (CSL 1.0.2). Names are literal: where a name divides is not ours to guess."""
    said = citation(archive, version)
    item: dict[str, Any] = {
        "id": version.address.strip("/").replace("/", "-"),
        "type": "article",
        "title": version.title.text,
        "language": languages.html_tag(version.language),
        "URL": said.url,
        "container-title": said.archive.text,
        "author": [{"literal": name.text} for name in said.authors],
        "translator": [{"literal": name.text} for name in said.translators],
        "publisher": said.source.text if said.source else "",
        "abstract": version.deck.text if version.deck else "",
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


def _plain_text(version: Version, item: dict[str, Any]) -> MadePage:
    names = ", ".join(n["literal"] for n in (*item.get("author", ()), *item.get("translator", ())))
    top = "\n".join(part for part in (version.title.text, names, item["URL"]) if part)
    digest = version.article.digest

    def make(bodies: Bodies) -> bytes:
        return f"{top}\n\n{bodies(digest).text}\n".encode()

    return MadePage(f"{top}\n{digest}", make)
