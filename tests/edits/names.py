"""Edits of authority files."""

from __future__ import annotations

from edits.room import Newsroom, edit
from edits.state import renamed


@edit
def change_a_label(room: Newsroom) -> None:
    labels = room.term()["label"]
    language = room.chance.choice(room.now.languages)
    labels[language] = f"{room.words(language, 2)} {room.chance.randrange(99)}"


@edit
def drop_a_label(room: Newsroom) -> None:
    labels = room.term()["label"]
    if len(labels) > 1:
        labels.pop(room.chance.choice(list(labels)))


@edit
def describe_a_term(room: Newsroom) -> None:
    language = room.chance.choice(room.now.languages)
    term = room.term()
    said = {
        "alias": {language: [room.words(language, 2)]}, "note": {language: room.words(language)},
        "same_as": [f"https://www.wikidata.org/entity/Q{room.chance.randint(1, 9)}"],
    }  # fmt: skip
    name = room.chance.choice(list(said))
    if not term.pop(name, None):
        term[name] = said[name]


@edit
def file_a_keyword_below_another(room: Newsroom) -> None:
    first, *others = room.now.terms["keywords"]
    room.now.terms["keywords"][room.chance.choice(others)]["broader"] = first


@edit
def add_a_term(room: Newsroom) -> None:
    room.now.serial += 1
    name = room.chance.choice(list(room.now.terms))
    room.now.terms[name][f"{name}-{room.now.serial}"] = {"label": room.words_in("en", "ar")}


@edit
def rename_a_term(room: Newsroom) -> None:
    room.now.serial += 1
    name = room.chance.choice(list(room.now.terms))
    old, new = room.chance.choice(list(room.now.terms[name])), f"{name}-{room.now.serial}"
    room.now.terms[name] = renamed(room.now.terms[name], old, new)
    room.now.settings = renamed(room.now.settings, old, new)
    for work in room.now.works.values():
        for version in work.versions.values():
            version.header = renamed(version.header, old, new)


@edit
def order_a_collection(room: Newsroom) -> None:
    numbers = list(room.now.works)
    room.term("collections")["works"] = room.chance.sample(numbers, min(2, len(numbers)))
