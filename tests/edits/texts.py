"""Edits of texts and of their headers."""

from __future__ import annotations

from small_site import PICTURE

from edits.room import Newsroom, edit

BLOCKS = (
    "## {0} {1}", "> {0}, {1}\n>\n> — {2}", "- {0}\n- {1}\n- {2}",
    "| {0} | {1} |\n|---|---|\n| {2} | 5 |",
    "```python\n{0} = '{1}'\n```", "{0} *{1}* **{2}** “{0}” 1999", "{0}[^{n}] {1}\n\n[^{n}]: {2}",
)  # fmt: skip


@edit
def add_a_block(room: Newsroom) -> None:
    language, version = room.version()
    room.now.serial += 1
    block = room.chance.choice(BLOCKS)
    block = block.format(*room.words(language).split(), n=room.now.serial)
    version.blocks.insert(room.chance.randint(0, len(version.blocks)), block)


@edit
def change_a_block(room: Newsroom) -> None:
    language, version = room.version()
    version.blocks[room.chance.randrange(len(version.blocks))] = room.words(language, 9)


@edit
def drop_a_block(room: Newsroom) -> None:
    _, version = room.version()
    if len(version.blocks) > 1:
        version.blocks.pop(room.chance.randrange(len(version.blocks)))


@edit
def add_a_link(room: Newsroom) -> None:
    number, other = room.chance.choice(list(room.now.works.items()))
    room.version()[1].links.append((number, room.chance.choice(list(other.versions))))


@edit
def change_a_picture(room: Newsroom) -> None:
    room.work().picture = PICTURE.replace("M0 0", f"M{room.chance.randrange(9)} 0")


@edit
def take_a_picture_out(room: Newsroom) -> None:
    for work in room.now.works.values():
        work.picture = ""


@edit
def change_a_title(room: Newsroom) -> None:
    language, version = room.version()
    version.title = room.words(language)


@edit
def change_a_header(room: Newsroom) -> None:
    language, version = room.version()
    words = room.words(language)
    day = f"20{room.chance.randint(10, 25)}-0{room.chance.randint(1, 9)}-11"
    said = {
        "deck": words, "warning": words, "corrections": [{"date": day, "note": words}],
        "aliases": [f"/old/{language}/{room.chance.randrange(9999)}/"], "added": day,
        "updated": day[:4], "rights": "CC-BY-4.0", "authors": room.some("people"),
    }  # fmt: skip
    name = room.chance.choice(list(said))
    if not version.header.pop(name, None):
        version.header[name] = said[name]


@edit
def change_what_a_work_is_about(room: Newsroom) -> None:
    header = room.work().original.header
    day = f"20{room.chance.randint(10, 25)}-0{room.chance.randint(1, 9)}-11"
    said = {
        "date": day, "keywords": room.some("keywords"), "people": room.some("people"),
        "places": room.some("places"), "source": room.some("sources")[0],
        "type": room.chance.choice(("testimony", "report")),
        "collections": room.some("collections"),
    }  # fmt: skip
    name = room.chance.choice(list(said))
    header[name] = said[name]


@edit
def change_a_translation(room: Newsroom) -> None:
    versions = list(room.work().versions.values())[1:]
    for version in versions:
        version.header["translation"] = {
            "translators": room.some("people"),
            "method": room.chance.choice(("human", "machine", "post-edited")),
        }
