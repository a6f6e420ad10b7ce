"""What can be asked of the builder. To add a command, write a module and name it here."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULES = {
    "init": "init",
    "new": "new",
    "build": "build",
    "check": "check",
    "serve": "serve",
    "search": "search",
    "explain": "explain",
    "clip": "clip",
    "import": "bring",
    "translate": "translate",
    "sync": "sync",
    "status": "status",
    "addresses": "addresses",
    "links": "links",
    "fmt": "fmt",
    "schemas": "schemas",
    "doctor": "doctor",
}
NAMES = tuple(_MODULES)


def command(name: str) -> Any:
    """The module of one command: only that which is asked for is imported, with what it needs."""
    return import_module(f"site_builder.commands.{_MODULES[name]}")
