"""Links that last: asked for politely, and only when somebody says so; copies beside sources."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from archives import linked, text, told
from small_site import article, article_path, build, command, make_site, state_of, write

from site_builder import rot
from site_builder.checks import CHECKS
from site_builder.checks.archived import missing_copies
from site_builder.cli import main
from site_builder.commands import links
from site_builder.rot.asking import is_public

HERE = "127.0.0.1"


class World(ThreadingHTTPServer):
    """A loopback server that plays every kind of host; it notes what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, float]] = []
        self.agents: set[str] = set()
        self.busy = 0
        self.most_busy = 0
        self.lock = threading.Lock()
        super().__init__((HERE, 0), Handler)

    @property
    def address(self) -> str:
        return f"http://{HERE}:{self.server_port}"

    def times(self, path: str) -> int:
        return sum(p == path for _, p, _ in self.asked)


class Handler(BaseHTTPRequestHandler):
    server: World

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.asked.append((self.command, self.path, time.monotonic()))
            self.server.agents.add(self.headers["User-Agent"])
            self.server.busy += 1
            self.server.most_busy = max(self.server.most_busy, self.server.busy)
        self.waits = True
        time.sleep(0.02)  # Long enough for one who does not wait for the answer to be noticed.
        try:
            self.answer(self.path)
        finally:
            self.no_longer_busy()

    def no_longer_busy(self) -> None:
        """To be called before the answer's end is sent: who has it may ask again at once."""
        if self.waits:
            self.waits = False
            with self.server.lock:
                self.server.busy -= 1

    do_HEAD = do_GET  # noqa: N815

    def answer(self, path: str) -> None:
        port = self.server.server_port
        name, _, rest = path.lstrip("/").partition("/")
        if name == "old":
            self.reply(301, Location=f"/old/{int(rest) - 1}" if rest != "0" else "/fine")
        elif name == "for-now":
            self.reply(302, Location="/fine")
        elif name == "circle":
            self.reply(301, Location="/circle")
        elif name == "endless":
            self.reply(302, Location=f"/endless/{int(rest or 0) + 1}")
        elif name == "inwards":
            self.reply(302, Location=f"http://127.0.0.2:{port}/secret")
        elif name == "away":
            self.reply(302, Location="file:///etc/passwd")
        elif name == "no-head":
            self.reply(405 if self.command == "HEAD" else 200)
        elif name == "busy":
            self.reply(429 if self.server.times(path) < 2 else 200, **{"Retry-After": "1"})
        elif name == "tomorrow":
            when = datetime.now(UTC) + timedelta(days=1)
            self.reply(503, **{"Retry-After": format_datetime(when, usegmt=True)})
        elif name == "flaky":
            self.reply(500 if self.server.times(path) < 3 else 200)
        elif name == "slow":
            time.sleep(1.5)
        elif name == "nonsense":
            self.no_longer_busy()
            self.wfile.write(b"nonsense\r\n\r\n")
        elif name.isdigit():
            self.reply(int(name))
        else:
            self.reply(200)

    def reply(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for key, value in {**headers, "Content-Length": "0"}.items():
            self.send_header(key, value)
        self.no_longer_busy()
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def world() -> Iterator[World]:
    server = World()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def asker(timeout: float = 0.5) -> rot.Asker:
    """One that takes 127.0.0.1 for the internet, and every other address for what it is."""
    return rot.Asker(
        "tests (+https://example.org/)", timeout, lambda ip: ip == HERE or is_public(ip)
    )


# --- one address -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "verdict", "status"),
    [
        ("/fine", "fine", 200),
        ("/204", "fine", 204),
        ("/no-head", "fine", 200),
        ("/old/3", "moved", 200),
        ("/for-now", "fine", 200),
        ("/404", "gone", 404),
        ("/410", "gone", 410),
        ("/401", "refused", 401),
        ("/403", "refused", 403),
        ("/451", "refused", 451),
        ("/500", "failing", 500),
        ("/302", "failing", 302),
        ("/old/40", "loop", 0),
        ("/circle", "loop", 0),
        ("/endless", "loop", 0),
        ("/slow", "silent", 0),
        ("/nonsense", "silent", 0),
        ("/inwards", "private", 0),
        ("/away", "unknown-host", 0),
    ],
)
def test_every_kind_of_answer_has_its_verdict(
    world: World, path: str, verdict: str, status: int
) -> None:
    answer = asker().ask(world.address + path)
    assert (answer.verdict, answer.status) == (verdict, status)
    assert bool(answer.why) is (verdict not in ("fine", "moved"))
    if verdict == "moved":
        assert answer.to == f"{world.address}/fine"
    assert not any("secret" in asked for _, asked, _ in world.asked)
    assert world.agents == {"tests (+https://example.org/)"}


def test_head_is_asked_and_get_only_where_a_server_does_not_know_it(world: World) -> None:
    asker().ask(f"{world.address}/fine")
    asker().ask(f"{world.address}/no-head")
    assert [(method, path) for method, path, _ in world.asked] == [
        ("HEAD", "/fine"), ("HEAD", "/no-head"), ("GET", "/no-head"),
    ]  # fmt: skip


def test_a_connection_that_is_not_safe_is_told(world: World) -> None:
    answer = asker().ask(world.address.replace("http:", "https:") + "/fine")
    assert answer.verdict == "insecure"


def test_a_port_where_nobody_listens_is_told() -> None:
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    answer = asker().ask(f"http://{HERE}:{port}/")
    assert answer.verdict == "silent"
    assert "refused" in answer.why


def test_a_host_that_does_not_exist_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    assert asker().ask("https://gone.example.org/").verdict == "unknown-host"
    for wrong in (
        "https://",
        "ftp://example.org/",
        "https://a:b:c/",
        "https://[::1",
        "https://é..x/",
    ):
        assert asker().ask(wrong).verdict == "unknown-host", wrong


@pytest.mark.parametrize(
    "ip",
    ["127.0.0.1", "127.9.9.9", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254",
     "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1", "fe80::1%eth0", "fd00::1",
     "::ffff:127.0.0.1", "::"],
)  # fmt: skip
def test_addresses_inside_a_network_are_no_public_ones(ip: str) -> None:
    assert not is_public(ip)
    assert is_public("93.184.215.14") and is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


def test_a_name_that_leads_inwards_is_not_called(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when one look-up says so and the next would say otherwise (DNS rebinding)."""
    entry = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    ips = [["93.184.215.14", "10.0.0.1"], ["10.0.0.1"]]
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_, **__: [(*entry, (ip, 80)) for ip in ips.pop(0)]
    )
    called: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *a, **_: called.append(a))
    assert rot.Asker("x").ask("http://public.example.org/").verdict == "private"
    assert called == [] and len(ips) == 1


# --- many ------------------------------------------------------------------------------


def test_a_host_is_asked_one_at_a_time_with_pauses_and_again_when_it_says_so(world: World) -> None:
    waited: list[float] = []
    paths = ["/busy", "/flaky", "/tomorrow", "/404", "/fine", "/1", "/2"]
    addresses = [world.address + path for path in paths]
    answers = dict(rot.ask_all(addresses, asker().ask, delay=3, wait=waited.append))
    verdicts = [answers[address].verdict for address in addresses[:5]]
    assert verdicts == ["fine", "fine", "failing", "gone", "fine"]
    assert world.most_busy == 1
    # A pause between any two; Retry-After is kept; what asks for a day is left for another day.
    assert waited.count(3) == len(paths) - 1
    assert 1.0 in waited and 6 in waited and max(waited) <= 60
    assert world.times("/tomorrow") == 2  # HEAD and GET


def test_who_stops_reading_stops_the_asking(world: World) -> None:
    addresses = [f"{world.address}/{n}/x" for n in range(200, 230)]
    asking = rot.ask_all(addresses, asker().ask, delay=0.01)
    next(asking)
    asking.close()  # type: ignore[attr-defined]
    time.sleep(0.2)
    before = len(world.asked)
    time.sleep(0.2)
    assert len(world.asked) == before < len(addresses)


# --- the command -----------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(links, "_asker", lambda base_url, timeout: asker())
    folder = make_site(tmp_path / "site", works=2)
    source = f"{{name: Paper, url: '{world.address}/404', archived: '{world.address}/old/1'}}"
    header = article(0, "en").replace("source: Paper 0", f"source: {source}")
    write(article_path(folder, 0, "en"), f"{header}\nA [link]({world.address}/fine#part).\n")
    people = f"one:\n  label: One\n  url: {world.address}/500\n  same_as: ['{world.address}/410']\n"
    write(folder / "content/authorities/people.yaml", people)
    return folder


def asked(site: Path, *words: str) -> int:
    return main(["links", "--site", str(site), "--jobs", "1", "--delay", "0", *words])


def test_the_command_tells_what_is_gone_with_its_line_and_its_copy(
    site: Path, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(site) == 1
    out, err = capsys.readouterr()
    assert err.startswith("asking for 5 addresses of 5 over the network\n")
    path = "content/articles/2000/work-0/en.md"
    a = world.address
    assert f"{path}:3:28: {a}/404 is gone: the page is not there (404)\n" in err
    assert f"  hint: readers are led to the copy beside it: {a}/old/1\n" in err
    assert (
        f"warning: {a}/old/1 has moved for good\n  hint: write the new address: {a}/fine\n" in err
    )
    assert f"people.yaml:4:13: {a}/410 is gone" in err
    copies = f"https://web.archive.org/web/*/{a}/410"
    assert f"look for a copy and name it ('archived:' in a source): {copies}\n" in err
    assert f"people.yaml:3:8: warning: {a}/500: the server answers with 500" in err
    assert out == "1 of 5 addresses answered as they should\n"


def test_it_goes_on_where_it_stopped_and_does_not_ask_twice(
    site: Path, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(site, "--limit", "2") in (0, 1)
    out, err = capsys.readouterr()
    assert "asking for 2 addresses of 5" in err and "3 not asked yet" in out
    first = {path for _, path, _ in world.asked}
    world.asked.clear()
    asked(site)
    assert "asking for 3 addresses of 5" in capsys.readouterr().err
    assert not first & {path for _, path, _ in world.asked if path != "/fine"}
    world.asked.clear()
    assert asked(site) == 1
    assert world.asked == []
    assert "asking for 0 addresses of 5" in capsys.readouterr().err
    asked(site, "--days", "0")
    assert "asking for 5 addresses" in capsys.readouterr().err
    (state_of(site) / "links.json").write_text("{broken")
    assert asked(site) == 1
    assert "asking for 5 addresses" in capsys.readouterr().err


def test_one_host_only_and_the_forms_for_programs_and_issues(
    site: Path, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(site, "--host", HERE, "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert {one["severity"] for one in found} == {"error", "warning"}
    assert {"path", "line", "column", "message", "hint", "severity"} == set(found[0])
    assert asked(site, "--format", "markdown") == 1
    said = capsys.readouterr().out
    assert said.startswith("## Links: 1 of 5 addresses answered as they should\n\n- [ ] **")
    assert asked(site, "--host", "example.net") == 2
    assert "no address of this archive is at 'example.net'" in capsys.readouterr().err


def test_a_loopback_address_in_an_article_is_never_called(tmp_path: Path, world: World) -> None:
    site = make_site(tmp_path / "other", works=1)
    write(article_path(site, 0, "en"), f"{article(0, 'en')}\n[x]({world.address}/admin?delete=1)\n")
    done = command("links", "--site", site)
    assert done.returncode == 0
    assert "it leads into a private network, and was not asked" in done.stderr
    assert world.asked == []


def test_no_other_command_uses_a_network(site: Path, world: World) -> None:
    for words in (["build"], ["check"], ["check", "--archived"], ["links", "--inside"]):
        main([*words, "--site", str(site), "--jobs", "1"])
    assert world.asked == []


# --- inside ----------------------------------------------------------------------------


def test_links_between_the_built_pages_are_held_against_the_files(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(site, "--inside") == 2
    assert "build it first" in capsys.readouterr().err
    build(site)
    assert asked(site, "--inside") == 0
    assert capsys.readouterr().out.endswith(" files, 0 broken links between them\n")
    page = site / "output/en/2001/work-1/index.html"
    links = '<a href="../none/">x</a>\n<a href="#nothing">x</a><img src="/elsewhere/a.svg">'
    page.write_text(page.read_text().replace("</main>", f"\n{links}\n</main>"))
    assert asked(site, "--inside", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["message"].split(",")[0] for one in found] == [
        "'../none/' leads to 'en/2001/none/index.html'",
        "'#nothing' leads to '#nothing'",
        "'/elsewhere/a.svg' leads out of the site",
    ]
    assert found[0]["path"] == "output/en/2001/work-1/index.html"
    line = page.read_text().splitlines()[found[0]["line"] - 1]
    assert line.startswith('<a href="../none/"')


# --- copies ----------------------------------------------------------------------------


def test_a_source_without_a_copy_is_told_only_when_asked() -> None:
    files = {
        "articles/a/en.md": text("source: {url: https://example.org/a}"),
        "articles/a/ar.md": text("translation:"),
        "articles/b/en.md": text("source: {url: https://example.org/, archived: https://x.org/}"),
        "articles/c/en.md": text("source: Paper"),
    }
    archive, _ = linked(files)
    assert told(tuple(missing_copies(archive))) == [
        "articles/a/en.md:3:15: this source has no archived copy"
    ]
    assert missing_copies not in CHECKS


def test_check_tells_them_with_an_option(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=1)
    words = article(0, "en").replace("source: Paper 0", "source: {url: https://example.org/a}")
    write(article_path(site, 0, "en"), words)
    assert command("check", cwd=site).stderr == ""
    assert "this source has no archived copy" in command("check", "--archived", cwd=site).stderr


@pytest.mark.parametrize(
    ("source", "original", "copy"),
    [
        (
            "url: https://example.org/a, archived: 'https://web.archive.org/web/20150301123456/a'",
            'href="https://example.org/a" data-versionurl="https://web.archive.org/web/2015030112'
            '3456/a" data-versiondate="2015-03-01"',
            'href="https://web.archive.org/web/20150301123456/a" data-originalurl="https://example'
            '.org/a" data-versiondate="2015-03-01"',
        ),
        (
            "url: https://example.org/a, archived: 'https://archive.example/x', "
            "accessed: 2016-02-03",
            'href="https://example.org/a" data-versionurl="https://archive.example/x" '
            'data-versiondate="2016-02-03"',
            'href="https://archive.example/x" data-originalurl="https://example.org/a" '
            'data-versiondate="2016-02-03"',
        ),
        ("url: https://example.org/a", 'href="https://example.org/a">', ""),
    ],
)
def test_a_source_and_its_copy_are_robust_links(
    tmp_path: Path, source: str, original: str, copy: str
) -> None:
    site = make_site(tmp_path / "site", works=1)
    words = article(0, "en").replace("source: Paper 0", f"source: {{{source}}}")
    write(article_path(site, 0, "en"), words)
    build(site)
    page = (site / "output/en/2000/work-0/index.html").read_text(encoding="utf-8")
    assert original in page
    assert copy in page
    assert copy or "data-version" not in page
