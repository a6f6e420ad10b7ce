"""What tells one engine's results from another's: its own source, and the packages that it uses."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

PACKAGES = ("Markdown", "nh3", "Pygments", "Jinja2", "Babel", "lunr", "PyStemmer", "pillow")


@cache
def engine_digest() -> str:
    """Hex digest of the engine's own source and of the packages whose output ends up on pages."""
    import sys
    from importlib.metadata import PackageNotFoundError, version

    digest = hashlib.blake2b(repr(sys.version_info[:2]).encode(), digest_size=16)
    root = Path(__file__).parent.parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    for package in PACKAGES:
        try:
            digest.update(f"{package}={version(package)}".encode())
        except PackageNotFoundError:
            digest.update(f"{package} is missing".encode())
    return digest.hexdigest()
