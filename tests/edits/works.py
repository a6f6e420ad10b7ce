"""Works and languages that come, move and go; what is published, and when."""

from __future__ import annotations

from edits.room import Newsroom, edit
from edits.state import SPOKEN


@edit
def add_a_work(room: Newsroom) -> None:
    room.new_work()


@edit
def rename_a_work(room: Newsroom) -> None:
    room.now.serial += 1
    work = room.work()
    before, work.folder = work.folder, f"{room.chance.randint(2010, 2014)}/m{room.now.serial}"
    if room.chance.random() < 0.5:
        language = next(iter(work.versions))
        work.original.header["aliases"] = [f"/{language}/{before}/"]


@edit
def delete_a_work(room: Newsroom) -> None:
    if len(room.now.works) > 1:
        room.now.works.pop(room.chance.choice(list(room.now.works)))


@edit
def delete_a_translation(room: Newsroom) -> None:
    for work in room.now.works.values():
        if len(work.versions) > 1:
            work.versions.popitem()
            return


@edit
def add_a_translation(room: Newsroom) -> None:
    work = room.work()
    missing = [tag for tag in room.now.languages if tag not in work.versions]
    if missing:
        language = room.chance.choice(missing)
        work.versions[language] = room.new_version(language)


@edit
def add_a_language(room: Newsroom) -> None:
    new = [tag for tag in SPOKEN if tag not in room.now.languages]
    if new:
        room.now.languages.insert(room.chance.randint(0, 2), room.chance.choice(new))
        add_a_translation(room)


@edit
def remove_a_language(room: Newsroom) -> None:
    if len(room.now.languages) > 1:
        gone = room.now.languages.pop(room.chance.randrange(len(room.now.languages)))
        if room.now.settings.get("default_language") == gone:
            del room.now.settings["default_language"]
        for number, work in list(room.now.works.items()):
            about = work.original.header
            work.versions.pop(gone, None)
            if not work.versions:
                room.now.works.pop(number)
            elif work.original.header is not about:
                work.original.header = {**about, **work.original.header}
        if not room.now.works:
            room.new_work()


@edit
def draft(room: Newsroom) -> None:
    header = room.version()[1].header
    header.pop("withdrawn", None)
    header["status"] = "draft"


@edit
def withdraw(room: Newsroom) -> None:
    language, version = room.version()
    version.header["status"] = "withdrawn"
    version.header["withdrawn"] = {"date": "2025-05", "reason": room.words(language)}


@edit
def publish_later(room: Newsroom) -> None:
    month = room.chance.randint(1, 4)
    room.version()[1].header["publish_after"] = f"2026-0{month}-10"


@edit
def publish(room: Newsroom) -> None:
    for work in room.now.works.values():
        for version in work.versions.values():
            for name in ("status", "withdrawn", "publish_after"):
                version.header.pop(name, None)


@edit
def wait_for_a_month(room: Newsroom) -> None:
    month = int(room.now.today[5:7])
    room.now.today = f"2026-{month % 12 + 1:02}-15"
