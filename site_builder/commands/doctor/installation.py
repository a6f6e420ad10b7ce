"""Python, the packages, fonts, and what only the tests need."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from site_builder import faces, languages
from site_builder.commands.doctor.finding import Finding, Patient, note, ok, output_of, wrong
from site_builder.commands.starter import PACKAGE

OLDEST = (3, 11)
REQUIREMENTS = "requirements.txt"
INSTALL = f"python -m pip install -r {REQUIREMENTS}"
INSTALL_FONTS = "python -m pip install -r requirements-fonts.txt"
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(\S+)( ;)?", re.MULTILINE)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def python(patient: Patient) -> Iterator[Finding]:
    version = platform.python_version()
    if sys.version_info[:2] < OLDEST:
        yield wrong("python", f"{version} is too old", "install Python 3.11 or newer")
    elif sys.prefix == sys.base_prefix:
        hint = "python3 -m venv .venv, then enter it; see the README"
        yield note("python", f"{version}, not in a virtual environment", hint)
    else:
        yield ok("python", f"{version}, in a virtual environment")


def packages(patient: Patient) -> Iterator[Finding]:
    """What is installed, against what is pinned."""
    places = (patient.root, PACKAGE.parent, PACKAGE.parent.parent)
    pinned = next((p / REQUIREMENTS for p in places if (p / REQUIREMENTS).is_file()), None)
    if pinned is None:
        yield wrong("packages", f"there is no {REQUIREMENTS}", "take it from where the engine is")
        return
    missing, other, right = [], [], 0
    # What follows a semicolon says on which computers a package is needed.
    for name, version, condition in _PIN.findall(pinned.read_text(encoding="utf-8")):
        installed = _installed(name)
        if installed == version:
            right += 1
        elif installed is None:
            missing += [] if condition else [name]
        else:
            other.append(f"{name} {installed} instead of {version}")
    if missing:
        yield wrong("packages", f"not installed: {', '.join(missing)}", INSTALL)
    if other:
        yield note("packages", f"not as pinned: {', '.join(other)}", INSTALL)
    if not missing and not other:
        yield ok("packages", f"{right}, as {REQUIREMENTS} pins them")


def asked_for(patient: Patient) -> Iterator[Finding]:
    """What site.yaml wants beyond the packages that every archive needs."""
    from site_builder.faces import web

    site = patient.site
    wanted = {}
    if site.arabic_face and web.is_for(site.languages):
        wanted["arabic_face"] = web.missing()
    if site.share_images:
        wanted["share_images"] = faces.missing()
    for name, lacking in wanted.items():
        if lacking:
            yield note(name, f"asked for in site.yaml, without {lacking}", INSTALL_FONTS)
        else:
            yield ok(name, "what it needs is installed")


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def fonts(patient: Patient) -> Iterator[Finding]:
    """Of this computer; readers have their own."""
    if shutil.which("fc-list") is None:
        yield ok("fonts", "cannot be listed here; open a page in each language and look")
        return
    tags = patient.site.languages
    lacking = [
        tag for tag in tags if not output_of("fc-list", f":lang={_for_fonts(tag)}", "family")
    ]
    # A rare language may be shown by a font that does not name it.
    rare = [tag for tag in lacking if output_of("fc-list", f":lang={_cousin(tag)}", "family")]
    if lacking := [tag for tag in lacking if tag not in rare]:
        names = ", ".join(languages.name_in(tag, "en") for tag in lacking)
        hint = "pages may show empty boxes here, not at your readers'; install a Noto font"
        yield note("fonts", f"this computer has none for {names}", hint)
    else:
        yield ok("fonts", f"there are some for each of {', '.join(tags)}")


def _for_fonts(tag: str) -> str:
    """As fontconfig names it: ``zh`` alone is no language there."""
    language, *rest = tag.split("-")
    if language == "zh":
        return "zh-tw" if "hant" in rest else "zh-cn"
    return {"kmr": "ku-tr", "ckb": "ku-iq"}.get(language, language)


def _cousin(tag: str) -> str:
    """A well-known language in the same script and direction."""
    return "ar" if languages.direction(tag) == "rtl" else "en"


def tools(patient: Patient) -> Iterator[Finding]:
    """Only where the tests are; an archive needs neither."""
    tests = patient.root / "tests"
    if not (tests / "browser").is_dir():
        return
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser and (shutil.which(browser) or Path(browser).is_file()):
        yield ok("browser", f"{browser}, for the tests")
    else:
        hint = "install Chromium, or name it in CHROMIUM; nothing but the tests needs it"
        yield note("browser", "no Chromium: the tests in a browser are skipped", hint)
    node = output_of("node", "--version")
    if node is None:
        hint = "install Node.js; nothing but the tests needs it"
        yield note("node", "not there: the tests that need it are skipped", hint)
    elif not (patient.root / "node_modules").is_dir():
        yield note("node", f"{node}, without the tools of package.json", "npm ci")
    else:
        yield ok("node", f"{node}, for the tests")
