"""What is not published, or not any more, leaves no byte in the next output."""

from __future__ import annotations

import html
import io
import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from small_site import (
    TODAY,
    article,
    article_path,
    build,
    clean_build,
    command,
    differing,
    make_site,
    tree,
    write,
)

SECRETS = ("Zzyzxtitle", "zzyzxdeck", "zzyzxtext", "zzyzxkeyword", "zzyzxauthor", "zzyzxalt",
           "zzyzxsource", "zzyzxcaption", "M77 77", "zzyzx-work")  # fmt: skip
PUBLISHED = """\
---
title: Zzyzxtitle
deck: A zzyzxdeck.
date: 2011-02-03
source: Zzyzxsource
keywords: [zzyzxkeyword]
authors: [Zzyzxauthor]
{header}---
The zzyzxtext of it.

![zzyzxalt](zzyzx-picture.svg "zzyzxcaption")
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M77 77h1z"/></svg>'


def leaked(pages: dict[str, bytes]) -> set[str]:
    """Which secrets are in a name or the bytes of any file, whatever their capitals."""
    everything = [(path + "\n").encode() + data for path, data in pages.items()]
    return {s for s in SECRETS if any(s.lower().encode() in one.lower() for one in everything)}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small archive with one more work that is published, in which every secret is."""
    folder = make_site(tmp_path / "site", works=2)
    path = work(folder)
    write(path, PUBLISHED.format(header=""))
    write(path.parent / "zzyzx-picture.svg", PICTURE)
    write(path.parent / "ar.md", "---\ntitle: Zzyzxtitle ar\ntranslation: {}\n---\nzzyzxtext\n")
    build(folder)
    assert leaked(tree(folder / "output")) == set(SECRETS)
    return folder


def work(site: Path) -> Path:
    return site / "content/articles/2011/zzyzx-work/en.md"


def both(site: Path, header: str) -> None:
    path = work(site)
    write(path, PUBLISHED.format(header=header))
    other = path.parent / "ar.md"
    text = other.read_text(encoding="utf-8").replace("translation: {}\n", header)
    write(other, text.replace("---\nzzyzxtext", "translation: {}\n---\nzzyzxtext"))


def draft(site: Path) -> None:
    both(site, "status: draft\n")


def embargo(site: Path) -> None:
    both(site, "publish_after: 2026-01-16\n")


def delete(site: Path) -> None:
    shutil.rmtree(work(site).parent)


def hide_by_a_dot(site: Path) -> None:
    work(site).parent.rename(work(site).parent.with_name(".zzyzx-work"))


@pytest.mark.parametrize("unpublish", [draft, embargo, delete, hide_by_a_dot])
def test_what_is_unpublished_leaves_no_byte_in_the_next_output(
    site: Path, tmp_path: Path, unpublish: Callable[[Path], None]
) -> None:
    unpublish(site)
    wanted = clean_build(site, tmp_path)
    assert leaked(wanted) == set()
    build(site)
    assert leaked(tree(site / "output")) == set()
    assert differing(tree(site / "output"), wanted) == []


def test_what_is_withdrawn_leaves_a_page_that_says_so_and_nothing_of_its_text(
    site: Path, tmp_path: Path
) -> None:
    reason = "withdrawn: {date: 2026-01-01, reason: At the request of its author.}\n"
    both(site, f"status: withdrawn\n{reason}")
    build(site)
    pages = tree(site / "output")
    assert differing(pages, clean_build(site, tmp_path)) == []
    page = pages["en/2011/zzyzx-work/index.html"]
    assert b"At the request of its author." in page
    named = {"Zzyzxtitle", "zzyzx-work"}
    assert leaked({"page": page}) <= named
    for path, data in pages.items():
        if "zzyzx-work" not in path:
            assert leaked({path: data}) == set()


def test_one_version_made_a_draft_leaves_the_others(site: Path) -> None:
    other = work(site).parent / "ar.md"
    write(other, other.read_text().replace("---\nzzy", "status: draft\n---\nzzy"))
    build(site)
    pages = tree(site / "output")
    assert "en/2011/zzyzx-work/index.html" in pages
    assert b"Zzyzxtitle ar" not in b"".join(pages.values())
    assert not any(path.startswith("ar/2011/zzyzx-work") for path in pages)


def test_drafts_are_built_when_asked_for_and_gone_when_not(site: Path) -> None:
    draft(site)
    assert command("--site", site, "--drafts").returncode == 0
    assert "Zzyzxtitle" in leaked(tree(site / "output"))
    assert command("--site", site, env={"SOURCE_DATE_EPOCH": "1768435200"}).returncode == 0
    assert leaked(tree(site / "output")) == set()


def test_a_picture_that_no_text_shows_any_more_is_gone(site: Path) -> None:
    write(work(site), PUBLISHED.format(header="").partition("![")[0])
    build(site)
    assert "M77 77" not in leaked(tree(site / "output"))
    assert not (site / "output/media/2011").exists()


def test_words_taken_out_of_a_text_are_gone_from_every_file(site: Path, tmp_path: Path) -> None:
    path = work(site)
    write(path, path.read_text().replace("The zzyzxtext of it.", "The text of it."))
    write(path.parent / "ar.md", "---\ntitle: Other\ntranslation: {}\n---\ntext\n")
    build(site)
    assert "zzyzxtext" not in leaked(tree(site / "output"))
    assert differing(tree(site / "output"), clean_build(site, tmp_path)) == []


def test_comments_never_reach_the_output(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=1)
    hidden = "# zzyzxkeyword in YAML\n"
    text = article(0, "en", header=hidden)
    write(
        article_path(site, 0, "en"),
        f"{text}\n<!-- zzyzxtext -->\n\nA line<!-- zzyzxdeck --> goes on.\n\n"
        "<!--\nzzyzxauthor\n\nin two paragraphs -->\n\n- item <!-- zzyzxalt -->\n",
    )
    write(site / "site.yaml", (site / "site.yaml").read_text() + "# zzyzxsource\n")
    keywords = site / "content/authorities/keywords.yaml"
    write(keywords, "# zzyzxcaption\n" + keywords.read_text())
    build(site)
    assert leaked(tree(site / "output")) == set()


def test_no_page_says_where_when_by_whom_or_on_what_computer_it_was_built(tmp_path: Path) -> None:
    site = make_site(tmp_path / "kept-secret-folder", works=2)
    env = {"SOURCE_DATE_EPOCH": "2000000000", "USER": "zzyzxuser", "HOME": "/zzyzxhome"}
    assert command("--site", site, env=env).returncode == 0
    everything = b"\n".join(tree(site / "output").values())
    told = [
        "kept-secret-folder",
        str(tmp_path),
        "zzyzxuser",
        "zzyzxhome",
        "2033-05-18",
        ".output-state",
    ]
    told += [socket.gethostname()] if len(socket.gethostname()) > 6 else []
    assert [word for word in told if word.encode() in everything] == []
    assert TODAY.encode() not in everything
    assert os.fsencode(Path(__file__).parent.parent) not in everything


# --- everything at once ----------------------------------------------------------------

PLANTED = ("zzyzxgps", "zzyzxhidden", "zzyzxdraft", "zzyzxembargo", "zzyzxonly", "52.5163")
"""In a photograph's data, hidden by a rule, a draft's, an embargoed text's, a draft's own names."""


def photograph(path: Path) -> None:
    """A JPEG with a place, a device, a comment and a thumbnail's worth of what nobody means."""
    from PIL import Image
    from PIL.TiffImagePlugin import IFDRational

    exif = Image.Exif()
    exif[0x010E], exif[0x0110], exif[0x8298] = "Zzyzxgps", "Zzyzxgps camera", "Zzyzxgps"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (IFDRational(52), IFDRational(30), IFDRational(5816, 100))
    gps[29], gps[27] = "2015:03:01", b"Zzyzxgps"
    path.parent.mkdir(parents=True, exist_ok=True)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>zzyzxgps 52.5163</x:xmpmeta>"
    picture = Image.new("RGB", (1700, 900), "olive")
    picture.save(path, exif=exif, comment=b"zzyzxgps 52.5163", xmp=xmp)
    data = path.read_bytes()
    assert b"Zzyzxgps" in data and b"52.5163" in data


def forms(path: str, data: bytes) -> Iterator[bytes]:
    """A file as it stands, and as whoever decodes it would see it, in small letters."""
    yield path.encode().lower()
    yield data.lower()
    text = data.decode("utf-8", "replace")
    yield html.unescape(text).lower().encode()
    yield unquote(text).lower().encode()
    yield re.sub("<[^<>]*>", "", html.unescape(text)).lower().encode()
    escaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    yield escaped.lower().encode("utf-8", "replace")
    if path.endswith((".png", ".jpg", ".jpeg", ".webp", ".avif")):
        from PIL import Image

        with Image.open(io.BytesIO(data)) as picture:
            assert dict(picture.getexif()) == {}
            yield repr(picture.info).lower().encode()


def test_nothing_of_what_is_kept_back_is_anywhere_in_the_output(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=3)
    write(site / "site.yaml", (site / "site.yaml").read_text() + "redact: ../redact.txt\n")
    write(tmp_path / "redact.txt", "Zzyzxhidden\n")
    shown, draft, embargoed = (article_path(site, n, "en") for n in range(3))
    photograph(shown.parent / "square.jpg")
    photograph(draft.parent / "zzyzxdraft.jpg")
    header = "authors: [Zzyzxhidden]\nimage: {file: square.jpg, alt: A square}\n"
    words = article(0, "en", header=header, title="By ZZYZXHIDDEN")
    write(shown, f"{words}\nSaid z\u00adzyzx\u200chidden.\n\n![A square](square.jpg)\n")
    header = "status: draft\nplaces: [Zzyzxonly place]\naliases: [/zzyzxdraft/]\n"
    words = article(1, "en", header=header, title="Zzyzxdraft title")
    write(draft, f"{words}\nZzyzxdraft text.\n\n![Zzyzxdraft](zzyzxdraft.jpg)\n")
    header = "publish_after: 2026-01-16\npeople: [Zzyzxonly person]\n"
    words = article(2, "en", header=header, title="Zzyzxembargo title")
    write(embargoed, f"{words}\n> Zzyzxembargo words.\n>\n> — Zzyzxonly speaker\n")
    for other in (draft, embargoed):
        (other.parent / "ar.md").unlink()
    collection = "all:\n  label: All\n  works: [2000/work-0, 2001/work-1, 2002/work-2]\n"
    write(site / "content/authorities/collections.yaml", collection)
    # What links to them would be told; nothing here does.
    build(site)
    pages = tree(site / "output")
    kinds = {path.rpartition(".")[2] for path in pages}
    assert {"html", "xml", "json", "jsonld", "txt", "bib", "ris", "js", "jpg"} <= kinds
    assert len([path for path in pages if path.startswith("media/")]) > 2
    found = [
        (path, word)
        for path, data in pages.items()
        for form in forms(path, data)
        for word in PLANTED
        if word.encode() in form
    ]
    assert found == []
    assert not any(".sqlite" in path or "output-state" in path for path in pages)
    # The test can see: each of them is there when it is not kept back.
    write(site / "site.yaml", (site / "site.yaml").read_text().replace("redact:", "# "))
    for path in (draft, embargoed):
        text = path.read_text().replace("status: draft\n", "").replace("publish_after", "# ")
        write(path, text)
    build(site)
    everything = [form for p, d in tree(site / "output").items() for form in forms(p, d)]
    missing = [word for word in PLANTED if not any(word.encode() in form for form in everything)]
    assert missing == ["zzyzxgps", "52.5163"]
