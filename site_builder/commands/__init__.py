"""What can be asked of the builder. To add a command, write a module and name it here."""

from __future__ import annotations

from site_builder.commands import (
    addresses,
    bring,
    build,
    check,
    clip,
    doctor,
    fmt,
    init,
    links,
    new,
    schemas,
    search,
    serve,
    status,
    sync,
    translate,
)

COMMANDS = (
    init,
    new,
    build,
    check,
    serve,
    search,
    clip,
    bring,
    translate,
    sync,
    status,
    addresses,
    links,
    fmt,
    schemas,
    doctor,
)
