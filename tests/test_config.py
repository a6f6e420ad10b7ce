"""site.yaml: what a maintainer may say, and what is said about mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.config import DEFAULTS, FIELDS, parse_config, read_config
from site_builder.model import Site
from site_builder.problems import ConfigFailed

ENOUGH = "title: An archive\nbase_url: https://example.org/archive\nlanguages: [en, ar]\n"


def refusals(text: str) -> list[str]:
    site, problems = parse_config(text)
    assert site is None
    assert all(p.path == "site.yaml" for p in problems)
    return [f"{p.line}:{p.column}: {p.message}" for p in problems]


def test_three_lines_are_enough() -> None:
    site, problems = parse_config(ENOUGH)
    assert problems == () and site is not None
    assert site.title == {"en": "An archive"}
    assert site.base_url == "https://example.org/archive/"
    assert site.default_language == "en" and site.theme == "default" and site.page_size == 50


@pytest.mark.parametrize(
    "address", ["mailto:a@example.org?subject={title}&body={url}", "https://example.org/r?{path}"]
)
def test_mistakes_are_reported_by_mail_or_on_the_web(address: str) -> None:
    site, problems = parse_config(f"{ENOUGH}report_url: '{address}'\n")
    assert problems == () and site is not None
    assert site.report_url == address


def test_every_setting_without_a_line_has_a_default() -> None:
    said = {f.name for f in FIELDS if f.required} | {"default_language"} | {*DEFAULTS}
    assert said == {f.name for f in FIELDS}
    own = {"drafts", "today", "marks", "share_look"}
    assert {*Site.__dataclass_fields__} - own == {f.name for f in FIELDS}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "",
            [
                "1:1: 'title' is missing",
                "1:1: 'base_url' is missing",
                "1:1: 'languages' is missing",
            ],
        ),
        (ENOUGH + "them: default", ["4:1: unknown field 'them'"]),
        (ENOUGH + "default_language: fr", ["4:19: 'fr' is not among the languages"]),
        (ENOUGH.replace("[en, ar]", "[en, EN]"), ["3:12: 'en' is named twice"]),
        (ENOUGH.replace("[en, ar]", "[]"), ["3:12: no language is named"]),
        (ENOUGH.replace("[en, ar]", "en, ar"), ["3:12: this may be several values written as one"]),
        (ENOUGH.replace("https:", "ftp:"), None),
        (ENOUGH.replace("archive\nl", "archive?a=b\nl"), None),
        (ENOUGH + "report_url: /report", ["4:13: '/report' is not an address"]),
        (ENOUGH + "report_url: 'javascript:alert(1)'", None),
        (ENOUGH + "report_url: https://example.org/?a={titel}", ["4:13: there is no '{titel}'"]),
        (ENOUGH + "page_size: 0", ["4:12: 0 is out of bounds"]),
        (ENOUGH + "theme: ../other", ["4:8: '../other' is not the name of a theme"]),
        (ENOUGH + "menu: [../about]", ["4:8: '../about' is not the folder of a page"]),
        (ENOUGH + "offline: off", ["4:10: 'off' is neither true nor false"]),
        (ENOUGH + "calendar: hijri", ["4:11: 'hijri' is not known here"]),
        (ENOUGH + "tagline: A \u202eb", None),
    ],
)
def test_a_mistake_in_site_yaml_has_its_line(text: str, said: list[str] | None) -> None:
    found = refusals(text)
    assert found == said if said is not None else len(found) == 1


@pytest.mark.parametrize("data", [None, b"\xff\xfe", ENOUGH.encode("utf-16"), b"title: [", b"\0"])
def test_a_site_yaml_that_cannot_be_read_ends_the_build(tmp_path: Path, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / "site.yaml").write_bytes(data)
    with pytest.raises(ConfigFailed) as failed:
        read_config(tmp_path)
    assert failed.value.status == 2
    assert len(failed.value.problems) == 1


def test_a_folder_named_site_yaml_is_told(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").mkdir()
    with pytest.raises(ConfigFailed) as failed:
        read_config(tmp_path)
    assert "cannot be read" in failed.value.problems[0].message
