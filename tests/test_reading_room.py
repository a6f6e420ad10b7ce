"""The second theme says three things, and the sample archive is built with it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from site_builder.model import TemplatePage
from site_builder.outputs.chrome import chrome
from site_builder.pages import HomePage, ListPage
from site_builder.pipeline import Options, Prepared, opened_cache, prepare
from site_builder.theme import open_theme

ROOT = Path(__file__).parent.parent
OURS = ROOT / "themes" / "reading-room"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Everything of the sample archive but its writing."""
    site = tmp_path_factory.mktemp("room")
    shutil.copytree(ROOT / "content", site / "content")
    settings = (ROOT / "site.yaml").read_text(encoding="utf-8")
    assert "theme: default" in settings
    settings = settings.replace("theme: default", "theme: reading-room")
    (site / "site.yaml").write_text(settings, encoding="utf-8")
    options = Options(root=site, output=site / "output", today="2026-11-25", cache=False)
    with opened_cache(options) as memory:
        return prepare(options, memory)


def shown(ready: Prepared, kind: type, language: str) -> str:
    """The first page of a kind in a language."""
    for planned in ready.planned:
        page, path = planned.output.page, planned.output.path
        if not isinstance(page, TemplatePage) or not isinstance(page.model, kind):
            continue
        if page.model.head.language == language:  # type: ignore[attr-defined]
            around = chrome(ready.archive, language)
            return ready.theme.render(page.template, page.model, chrome=around, path=path)
    raise AssertionError(kind)


def test_it_changes_one_template_one_phrase_and_one_colour() -> None:
    files = {path.relative_to(OURS).as_posix() for path in OURS.rglob("*") if path.is_file()}
    own = {"theme.yaml", "templates/home.html", "i18n/en.yaml", "assets/css/lamp.css"}
    assert files == own


def test_the_sample_archive_is_built_with_it(ready: Prepared) -> None:
    english = shown(ready, HomePage, "en")
    assert "On the shelves" in english
    assert 'class="lead-story"' not in english
    assert '<section class="spoken">' in english
    assert "Collections</h2>" not in english


def test_what_it_does_not_say_is_the_default_themes(ready: Prepared) -> None:
    default = open_theme("default", [ROOT / "themes"])
    arabic = shown(ready, HomePage, "ar")
    assert default.phrase("home.collections", "ar") in arabic
    assert "cards" in shown(ready, ListPage, "en")
    css = dict(ready.theme.assets)["style.css"].decode()
    # A colour that comes later wins, so that ours must be the last.
    colours = re.findall(r"--accent: (#\w+)", css)
    assert colours[0] == "#7d1b4b"
    assert colours[-1] == "#8fd3bd"
    assert css.startswith(dict(default.assets)["style.css"].decode())
