"""The preview answers this computer alone, shows nothing but the site, and follows every edit."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_site import (
    BUILD,
    article,
    article_path,
    command,
    environment,
    make_site,
    state_of,
    tree,
    write,
)

from site_builder.preview import LOOPBACK, Server

PAGE = (
    b"<!DOCTYPE html><html><head><title>t</title>"
    b'<script data-worker="sw.js"></script></head><body>home</body></html>'
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("preview")
    site = top / "site"
    (site / "en" / "a b").mkdir(parents=True)
    for path in ("index.html", "en/index.html", "en/a b/index.html", "404.html"):
        (site / path).write_bytes(PAGE.replace(b"home", path.encode()))
    (site / "style.css").write_text("p { color: red }")
    (site / "data.json").write_text("{}")
    (top / "secret.txt").write_text("secret")
    (top / "secrets").mkdir()
    (top / "secrets/index.html").write_text("secret")
    (site / "link.txt").symlink_to(top / "secret.txt")
    (site / "linked").symlink_to(top / "secrets")
    (site / "loop").symlink_to("loop")
    return site


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    found = Server(folder, 0)
    thread = threading.Thread(
        target=found.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    yield found
    found.stopping.set()
    found.shutdown()
    found.server_close()
    thread.join()


def ask(
    port: int, path: str, *, method: str = "GET", host: str | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Sends the path exactly as it is given."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    if host != "":
        connection.putheader("Host", host or f"{LOOPBACK}:{port}")
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    with contextlib.closing(connection), connection.getresponse() as answer:
        return answer.status, dict(answer.getheaders()), answer.read()


# --- who may ask -----------------------------------------------------------------------


def test_it_listens_on_this_computer_alone(server: Server) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}"])
def test_this_computer_is_answered(server: Server, host: str) -> None:
    status, headers, data = ask(server.server_port, "/", host=host.format(port=server.server_port))
    assert status == 200
    assert b"index.html" in data
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "evil.example:{port}", "127.0.0.1", "localhost:1", "127.0.0.1.evil:{port}",
     "127.0.0.1:{port}@evil", "0.0.0.0:{port}", "[::1]:{port}"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/__preview.js", "/__preview-events"])
def test_a_page_that_gives_its_own_name_this_address_is_refused(
    server: Server, host: str, path: str
) -> None:
    status, _, data = ask(server.server_port, path, host=host.format(port=server.server_port))
    assert status == 403
    assert b"home" not in data


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", ""])
def test_a_request_from_another_site_is_refused(server: Server, origin: str) -> None:
    assert ask(server.server_port, "/", Origin=origin)[0] == 403
    own = f"http://127.0.0.1:{server.server_port}"
    assert ask(server.server_port, "/", Origin=own)[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_there_is_nothing_to_send_to(server: Server, method: str) -> None:
    assert ask(server.server_port, "/", method=method)[0] == 501


# --- what is shown ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt",
        "/en/../../secret.txt", "/en/%2e%2e/%2e%2e/secret.txt", "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt", "/%c0%ae%c0%ae/secret.txt", "/link.txt", "/linked/", "/linked",
        "/linked/index.html", "/loop", "/%00", "/index.html%00.txt", "/..", "/../secrets",
        "/../secrets/", "/%2e%2e%2fsecrets", "//..%2f..%2f..%2fetc/passwd", "/%2fetc/passwd",
        "//etc/passwd", "/" + "a" * 5000, "/" + "a/" * 3000, "/\x80", "/%ff", "http://evil/../secret.txt",
        "/.", "/./..", "/en/..%2f..%2fsecrets",
    ],
)  # fmt: skip
def test_nothing_outside_the_site_can_be_asked_for(server: Server, path: str) -> None:
    connection = socket.create_connection((LOOPBACK, server.server_port), timeout=10)
    with connection:
        host = f"Host: {LOOPBACK}:{server.server_port}\r\nConnection: close\r\n\r\n"
        connection.sendall(f"GET {path} HTTP/1.1\r\n{host}".encode("latin-1"))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert b"secret" not in answer.partition(b"\r\n\r\n")[2]
    assert b"root:" not in answer
    status = int(answer.split()[1])
    if path == "/.":
        assert status in (200, 301)
    else:
        assert status in (400, 404), answer[:200]
        assert b"Location" not in answer


def test_an_address_of_the_site_is_answered_by_its_page(server: Server) -> None:
    status, headers, data = ask(server.server_port, "/en/?x=1")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"en/index.html" in data
    assert b"a b" in ask(server.server_port, "/en/a%20b/")[2]


def test_a_page_gets_the_script_and_nothing_else_does(server: Server, folder: Path) -> None:
    page = ask(server.server_port, "/")[2]
    assert page.count(b'<script src="/__preview.js?') == 1
    assert ask(server.server_port, "/style.css")[2] == (folder / "style.css").read_bytes()
    assert ask(server.server_port, "/data.json")[1]["Content-Type"] == "application/json"
    assert b"data-worker" not in page
    status, headers, script = ask(server.server_port, "/__preview.js?3")
    assert (status, headers["Content-Type"]) == (200, "text/javascript")
    assert b"EventSource" in script


def test_what_is_not_there_is_answered_by_the_sites_own_page(server: Server) -> None:
    status, _, data = ask(server.server_port, "/nowhere/")
    assert status == 404
    assert b"404.html" in data and b"/__preview.js" in data


@pytest.mark.parametrize("path", ["/en", "//en", "/en/a%20b"])
def test_a_folder_without_its_slash_leads_to_the_one_with_it(server: Server, path: str) -> None:
    status, headers, _ = ask(server.server_port, path)
    assert status == 301
    assert headers["Location"] == "/" + path.strip("/") + "/"


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/style.css", "/__preview.js", "/en"])
def test_a_head_request_says_the_same_without_the_body(server: Server, path: str) -> None:
    status, headers, data = ask(server.server_port, path, method="HEAD")
    expected, same, _ = ask(server.server_port, path)
    assert (status, data) == (expected, b"")
    assert headers["Content-Length"] == same["Content-Length"]


def test_a_head_request_for_the_events_ends(server: Server) -> None:
    assert ask(server.server_port, "/__preview-events", method="HEAD")[::2] == (200, b"")


# --- events ----------------------------------------------------------------------------


class Events:
    """What a browser that listens is told."""

    def __init__(self, port: int, seen: str = "") -> None:
        self.connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
        self.connection.request("GET", f"/__preview-events{seen}")
        self.answer = self.connection.getresponse()
        assert self.answer.headers["Content-Type"] == "text/event-stream"

    def next(self) -> tuple[str, str]:
        name = ""
        while line := self.answer.readline().decode():
            if line.startswith("event: "):
                name = line[7:].strip()
            elif line.startswith("data: "):
                return name, json.loads(line[6:])
        raise AssertionError("the events ended")

    def close(self) -> None:
        self.answer.close()
        self.connection.close()


def test_a_page_of_an_older_build_is_told_at_once(server: Server) -> None:
    server.news.tell("")
    shown = server.news.number
    server.news.tell("")
    behind = Events(server.server_port, f"?{shown}")
    assert behind.next() == ("reload", "")
    behind.close()
    current = Events(server.server_port, f"?{server.news.number}")
    server.news.tell("a/en.md:1:1: wrong")
    assert current.next() == ("problems", "a/en.md:1:1: wrong")
    current.close()
    late = Events(server.server_port, f"?{server.news.number}")
    assert late.next() == ("problems", "a/en.md:1:1: wrong")
    server.news.tell("")
    assert late.next() == ("reload", "")
    late.close()


# --- the whole command -----------------------------------------------------------------


@contextlib.contextmanager
def serving(site: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    process = subprocess.Popen(
        [sys.executable, "-u", BUILD, "serve", "--site", str(site), "--port", "0", *words],
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("look at http://127.0.0.1:"):
                break
        else:
            raise AssertionError("".join(said))
        yield process, int(said[-1].partition("127.0.0.1:")[2].partition("/")[0])
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.mark.slow
def test_an_edit_reloads_the_page_a_mistake_is_shown_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=1)
    assert command("--site", site).returncode == 0
    output = tree(site / "output")
    with serving(site, "--jobs", "1") as (process, port):
        address = "/en/2000/work-0/"
        page = ask(port, address)[2]
        assert f'href="http://127.0.0.1:{port}/'.encode() in page
        number = page.partition(b"/__preview.js?")[2].partition(b'"')[0].decode()
        events = Events(port, f"?{number}")
        write(article_path(site, 0, "en"), article(0, "en", title="Another title"))
        assert events.next() == ("reload", "")
        assert b"Another title" in ask(port, address)[2]
        write(article_path(site, 0, "en"), "---\ntitel: x\n---\ntext\n")
        name, problems = events.next()
        assert name == "problems"
        assert "content/articles/2000/work-0/en.md:2:1: unknown field 'titel'" in problems
        assert b"Another title" in ask(port, address)[2], "the last good page is still shown"
        write(article_path(site, 0, "en"), article(0, "en", title="Mended"))
        assert events.next() == ("reload", "")
        assert tree(site / "output") == output, "the preview has a folder of its own"
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=15)
        assert process.returncode == 0
        assert "Traceback" not in said
        events.close()
    assert sorted(p.name for p in state_of(site).iterdir() if p.is_dir()) == [
        ".preview-state",
        "preview",
    ]


@pytest.mark.slow
def test_a_site_that_cannot_be_built_yet_is_shown_as_soon_as_it_can(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=1)
    write(article_path(site, 0, "en"), "---\ntitel: x\n---\ntext\n")
    with serving(site) as (_, port):
        status, _, data = ask(port, "/")
        assert status == 404
        assert b'<script src="/__preview.js?1"' in data
        events = Events(port, "?1")
        assert events.next()[0] == "problems"
        write(article_path(site, 0, "en"), article(0, "en"))
        assert events.next()[0] == "reload"
        assert ask(port, "/")[0] == 200
        events.close()


def test_a_port_that_is_taken_is_told_with_another(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", works=1)
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = command("serve", "--site", site, "--port", str(port))
    assert done.returncode == 2
    assert f"--port:0:0: port {port} cannot be used: Address already in use" in done.stderr
    assert f"--port {port + 1}" in done.stderr


def test_there_is_no_preview_of_a_folder_that_is_no_site(tmp_path: Path) -> None:
    done = command("serve", cwd=tmp_path)
    assert done.returncode == 2
    assert "site.yaml" in done.stderr
    assert list(tmp_path.iterdir()) == []
