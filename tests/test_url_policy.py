"""What addresses a contributor may write, and what each refusal says."""

from __future__ import annotations

import pytest

from site_builder import url_policy

FINE = (
    "../kobani/en.md#wells",
    "report.pdf",
    "my%20photo.jpg",
    "#wells",
    "?page=2",
    "/en/about/",
    "https://example.org",
    "HTTPS://Example.org:8080/a%20b?c=d:e#f",
    "http://[2001:db8::1]/",
    "https://ar.wikipedia.org/wiki/كوباني",
    "https://مثال.إختبار/",
    "https://example.org/?u=javascript%3Ax",
    "https://web.archive.org/web/2015/https://example.org/",
    "mailto:desk@example.org",
    "mailto:desk@example.org?subject=Kobani",
)

REFUSED = (
    ("", "empty"),
    ("javascript:alert(1)", "'javascript:'"),
    ("JAVASCRIPT:alert(1)", "'javascript:'"),
    ("data:text/html,x", "'data:'"),
    ("ftp://example.org/", "'ftp:'"),
    ("C:/x", "'c:'"),
    ("//example.org/x", "does not say its scheme"),
    ("/%2Fexample.org", "hides"),
    ("\\\\example.org", "backslash"),
    ("/\\example.org", "backslash"),
    ("java script:x", "space"),
    ("java\tscript:x", "space"),
    ("java\u200bscript:x", "invisible"),
    ("https://example.org/\u202egpj.exe", "invisible"),
    ("https://example.org/\u3164", "invisible"),
    ("https://example.org/\x1b[2J", "invisible"),
    ("javascript%3Aalert(1)", "hides"),
    ("javascript&colon;alert(1)", "hides"),
    ("javascript&amp;colon;alert(1)", "hides"),
    ("java%0Ascript%3Ax", "hides"),
    ("%2F%2Fexample.org", "hides"),
    ("https://me@example.org/", "user name"),
    ("https://example.org@evil.example/", "user name"),
    ("https:example.org", "host"),
    ("https:///example.org", "host"),
    ("https://exa%6Dple.org/", "host"),
    ("https://example.org:port/", "host"),
    ("https://ｅxample.org/", "look like others"),
    ("https://example。org/", "host"),
    ("mailto:", "mail address"),
    ("mailto:a@b.example%0Abcc:c@d.example", "mail address"),
    ("..%2f..%2fsecret", "encoded"),
    ("%2e%2e/secret", "encoded"),
    ("a%00.md", "encoded"),
)


@pytest.mark.parametrize("url", FINE)
def test_an_ordinary_address_is_accepted(url: str) -> None:
    assert url_policy.check(url, kind="link") is None
    assert url_policy.advice(url, kind="link") == ""


@pytest.mark.parametrize(("url", "why"), REFUSED)
def test_a_deceptive_address_is_refused_with_a_reason_and_a_way_out(url: str, why: str) -> None:
    message = url_policy.check(url, kind="link")
    assert message is not None and why in message
    assert url_policy.advice(url, kind="link")
    assert message.isprintable()


@pytest.mark.parametrize("kind", ["link", "image", "source"])
@pytest.mark.parametrize(("url", "_why"), REFUSED)
def test_what_no_link_may_be_no_image_or_source_may_be(
    url: str, _why: str, kind: url_policy.Kind
) -> None:
    assert url_policy.check(url, kind=kind)


def test_an_image_of_another_site_is_refused_with_the_fix() -> None:
    url = "https://example.org/street.jpg"
    assert url_policy.check(url, kind="link") is None
    assert "another site" in str(url_policy.check(url, kind="image"))
    assert "beside the article" in url_policy.advice(url, kind="image")
    assert url_policy.check("street.jpg", kind="image") is None


def test_a_source_is_a_whole_address_on_the_web() -> None:
    assert url_policy.check("https://example.org/2015/03", kind="source") is None
    for url in ("example.org", "../x.md", "mailto:a@example.org", "#x"):
        assert "https://" in url_policy.advice(url, kind="source")


def test_an_address_is_relative_when_it_stays_on_the_site() -> None:
    assert all(map(url_policy.is_relative, ("", "a.md", "../a", "/a", "#a", "?a", "a/b:c")))
    assert not any(map(url_policy.is_relative, ("https://a", "//a", "\\\\a", "/\\a", "mailto:a")))


@pytest.mark.parametrize(
    ("url", "tidy"),
    [
        ("a/b.md", "a/b.md"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://[::1]/a[1]|b#c#d", "https://[::1]/a%5B1%5D%7Cb#c%23d"),
        ("https://example.org/كوباني", "https://example.org/كوباني"),
    ],
)
def test_an_accepted_address_is_written_as_the_standard_has_it(url: str, tidy: str) -> None:
    assert url_policy.tidy(url) == tidy


def test_a_message_shows_invisible_characters_and_is_never_long() -> None:
    assert url_policy.shown("a\u202eb\x1b") == "a<U+202E>b<U+001B>"
    assert len(url_policy.shown("x" * 500)) == 80
