"""GitHub Pages, as far as it can be seen from here: the address and the workflow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from site_builder.commands.doctor.finding import Finding, Patient, note, ok, wrong
from site_builder.commands.doctor.repository import remote_of

_GITHUB = re.compile(
    r"(?:git@github\.com:|(?:https|ssh)://(?:[^@/]*@)?github\.com/)([^/]+)/([^/]+)"
)
PLACEHOLDERS = ("example.org", "example.com", "example.net")


def address(patient: Patient) -> Iterator[Finding]:
    """``base_url`` against the remote's name and a domain of one's own."""
    base_url = patient.site.base_url
    host = urlsplit(base_url).hostname or ""
    if host.endswith(PLACEHOLDERS):
        hint = "write in site.yaml where the site will be, before you publish it"
        yield note("base_url", f"{base_url} is a placeholder", hint)
    elif base_url.startswith("http:"):
        yield note("base_url", f"{base_url} is not encrypted", "write https://")
    elif expected := pages_address(remote_of(patient)):
        if host.endswith(".github.io") and base_url.lower() != expected.lower():
            hint = f"write base_url: {expected} in site.yaml"
            said = f"{base_url} is not where the repository {remote_of(patient)} is published"
            yield wrong("base_url", said, hint)
        elif host.endswith(".github.io"):
            yield ok("base_url", f"{base_url}, as the remote's name says")
        else:
            said = f"{base_url} is a domain of your own"
            yield note("base_url", said, "name it on GitHub, under Settings, Pages, Custom domain")
    else:
        yield ok("base_url", base_url)
    for place in ("CNAME", "output/CNAME"):
        file = patient.root / place
        named = file.read_text(encoding="utf-8", errors="replace").strip() if file.is_file() else ""
        if named and named.lower() != host.lower():
            yield wrong("domain", f"{place} says {named}, site.yaml says {host}", "make them one")


def pages_address(remote: str) -> str:
    """Where GitHub publishes a repository; empty for a remote elsewhere."""
    found = _GITHUB.match(remote)
    if not found:
        return ""
    owner, name = found[1].lower(), found[2].removesuffix(".git")
    if name.lower() == f"{owner}.github.io":
        return f"https://{owner}.github.io/"
    return f"https://{owner}.github.io/{name}/"


def workflow(patient: Patient) -> Iterator[Finding]:
    folder = patient.root / ".github/workflows"
    files = sorted(f for f in folder.glob("*.y*ml") if f.is_file())
    publishing = [f.name for f in files if "deploy-pages" in f.read_text("utf-8", "replace")]
    if publishing:
        yield ok("workflow", f"{publishing[0]} publishes on a push")
    else:
        hint = "python build.py init makes one in a new archive: take .github/ from there"
        yield note("workflow", "nothing publishes on a push", hint)
