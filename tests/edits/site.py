"""Edits of site.yaml and of the theme; the whole site as it was before."""

from __future__ import annotations

import copy

from small_site import PICTURE

from edits.room import Newsroom, edit

PARTS = {
    "article.html": "opening", "list.html": "main", "years.html": "main", "base.html": "footer",
    "parallel.html": "main",
}  # fmt: skip
"""Templates, and a block of each that a theme adds to."""
PHRASES = ("site.search", "site.home", "article.by")


@edit
def change_the_site(room: Newsroom) -> None:
    said = {
        "tagline": room.words_in("en", "ar"), "page_size": room.chance.randint(1, 3),
        "calendar": room.chance.choice(("gregorian", "persian")),
        "lunr_limit": room.chance.choice((0, 2000)), "menu": ["about"],
        "edit_url": f"https://example.org/edit/{room.chance.randrange(9)}/",
        "priority": room.some("keywords"), "title": room.words_in(room.now.languages[0]),
        "default_language": room.chance.choice(room.now.languages),
    }  # fmt: skip
    name = room.chance.choice(list(said))
    if not room.now.settings.pop(name, None):
        room.now.settings[name] = said[name]


@edit
def change_a_template(room: Newsroom) -> None:
    name, block = room.chance.choice(list(PARTS.items()))
    mark = f"<p>own {room.chance.randrange(99)}</p>"
    room.now.theme[f"templates/{name}"] = (
        f'{{% extends "default/{name}" %}}\n'
        f"{{% block {block} %}}{{{{ super() }}}}{mark}{{% endblock %}}\n"
    )


@edit
def change_a_phrase(room: Newsroom) -> None:
    language = room.chance.choice(["en", "ar"])
    said = f"{room.chance.choice(PHRASES)}: {room.words(language)}\n"
    room.now.theme[f"i18n/{language}.yaml"] = said


@edit
def change_a_style(room: Newsroom) -> None:
    name = room.chance.choice(("own.css", "own.txt", "favicon.svg"))
    said = PICTURE if name.endswith("svg") else f"p {{ order: {room.chance.randrange(9)} }}\n"
    room.now.theme[f"assets/{name}"] = said.replace("M0", f"M{room.chance.randrange(9)}")


@edit
def take_a_change_of_the_theme_back(room: Newsroom) -> None:
    if room.now.theme:
        room.now.theme.pop(room.chance.choice(list(room.now.theme)))


@edit
def put_all_back(room: Newsroom) -> None:
    """As it was at some earlier moment: what is remembered of it must still be right."""
    serial = room.now.serial
    room.now = copy.deepcopy(room.chance.choice(room.earlier))
    room.now.serial = serial
