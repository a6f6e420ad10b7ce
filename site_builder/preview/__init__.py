"""The preview: a server for this computer only, that rebuilds and reloads at every change.

It answers on the loopback address alone, to requests that name it (a page elsewhere cannot read
drafts by giving its own name this address: DNS rebinding), and serves nothing but the output.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from site_builder import config
from site_builder.options import Options
from site_builder.preview.warm import Builder
from site_builder.problems import ConfigFailed, Problem
from site_builder.state import state_folder
from site_builder.state.watched import Files

LOOPBACK = "127.0.0.1"
LOOK_EVERY = 0.1
"""Seconds between two looks at the files, at least."""
REST = 4
"""Times as long as a look took is the next waited for: a preview leaves the computer at rest."""
SCRIPT = "/__preview.js"
NO_WORKER = re.compile(rb' data-worker="[^"]*"')
EVENTS = "/__preview-events"
CLIENT = """\
const events = new EventSource("%s" + new URL(document.currentScript.src).search);
events.addEventListener("reload", () => location.reload());
events.addEventListener("problems", (event) => {
  let box = document.getElementById("preview-problems");
  if (!box) {
    box = document.createElement("pre");
    box.id = "preview-problems";
    box.dir = "ltr";
    document.body.prepend(box);
  }
  box.textContent = JSON.parse(event.data);
});
"""
MISSING = b"<!DOCTYPE html><html><head><title>404</title></head><body>not found</body></html>"
"""Shown until a build has made a 404 page: it too loads anew once there is one."""


class News:
    """What the last build said; those who listen are told when it changes."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.number = 0
        self.problems = ""

    def tell(self, problems: str) -> None:
        with self.changed:
            self.number += 1
            self.problems = problems
            self.changed.notify_all()

    def after(self, number: int, seconds: float) -> tuple[int, str]:
        """(number, problems) of the newest build, as soon as it is newer than ``number``."""
        with self.changed:
            self.changed.wait_for(lambda: self.number > number, timeout=seconds)
            return self.number, self.problems


class Handler(SimpleHTTPRequestHandler):
    """Files of one folder, with the script that listens for a new build added to each page."""

    server: Server
    protocol_version = "HTTP/1.1"

    def __init__(self, request: object, address: object, server: Server) -> None:
        super().__init__(request, address, server, directory=str(server.folder))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if not self._is_for_us():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif address.path == SCRIPT:
            self._send((CLIENT % EVENTS).encode(), "text/javascript")
        elif address.path == EVENTS:
            self._events(address.query)
        else:
            # A build that ends while the file is read is news to the page.
            self._file(unquote(address.path), self.server.news.number)

    do_HEAD = do_GET  # noqa: N815

    def _is_for_us(self) -> bool:
        names = {f"{name}:{self.server.server_port}" for name in (LOOPBACK, "localhost")}
        origin = self.headers.get("Origin")
        return self.headers.get("Host", "") in names and (
            origin is None or origin in {f"http://{name}" for name in names}
        )

    def _file(self, path: str, build: int) -> None:
        """``path`` is as it was asked for; ``build`` is the number of the build it shows."""
        found = self.server.found(path)
        if found is not None and found.is_dir() and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"/{quote(path.strip('/'))}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        page = self.server.found(f"{path}/index.html") if found and found.is_dir() else found
        data = self.server.content(page)
        if data is None or page is None:
            data = self.server.content(self.server.folder / "404.html") or MISSING
            kind, status = "text/html", HTTPStatus.NOT_FOUND
        else:
            kind, status = self.guess_type(str(page)), HTTPStatus.OK
        if kind == "text/html":
            script = f'<script src="{SCRIPT}?{build}" defer></script>'.encode()
            data = data.replace(b"</head>", script + b"</head>", 1)
            # Pages that open when the preview has ended would tell their editor lies.
            data = NO_WORKER.sub(b"", data, count=1)
            kind = "text/html; charset=utf-8"
        self._send(data, kind, status)

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self, seen: str) -> None:
        """Server-sent events: ``reload`` after a build, ``problems`` after one that failed.

        ``seen`` is the number of the build that the page is of: what came since is told at once.
        """
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        number, problems = self.server.news.after(-1, seconds=0)
        if seen.isdecimal() and len(seen) < 10 and not problems:
            number = min(number, int(seen))
        elif problems:
            number -= 1
        while self.command == "GET" and not self.server.stopping.is_set():
            newest, problems = self.server.news.after(number, seconds=1)
            event = ": still here\n\n"
            if newest > number:
                name = "problems" if problems else "reload"
                event = f"event: {name}\ndata: {json.dumps(problems)}\n\n"
            number = newest
            try:
                self.wfile.write(event.encode())
                self.wfile.flush()
            except OSError:
                return

    def log_message(self, format: str, *args: object) -> None:
        """Requests are no news."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder.resolve()
        self.news = News()
        self.stopping = threading.Event()
        super().__init__((LOOPBACK, port), Handler)

    def found(self, path: str) -> Path | None:
        """The file or folder at a path of the site; None for what is not inside it."""
        if "\0" in path or "\\" in path:
            return None
        try:
            full = (self.folder / path.lstrip("/")).resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            # Not there, a name too long, a loop of links.
            return None
        return full if full.is_relative_to(self.folder) else None

    def content(self, file: Path | None) -> bytes | None:
        """The bytes of a file; None for what is none, or is being replaced."""
        try:
            return file.read_bytes() if file is not None and file.is_file() else None
        except OSError:
            return None

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no news either."""


def serve(options: Options, *, port: int) -> None:
    """Builds, serves and rebuilds until it is interrupted. Port 0 takes any that is free.

    Raises ConfigFailed where there is no site, and when the port is taken.
    """
    config.read_config(options.root)
    folder = state_folder(options.output) / "preview"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        server = Server(folder, port)
    except OSError as error:
        hint = f"choose another: --port {port % 65535 + 1}"
        message = f"port {port} cannot be used: {error.strerror}"
        raise ConfigFailed([Problem("--port", 0, 0, message, hint)]) from None
    address = f"http://{LOOPBACK}:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    builder = Builder()
    try:
        for number, _ in enumerate(_changes(options)):
            problems = _build(options, folder, address, builder)
            server.news.tell(problems)
            if number == 0:
                print(f"look at {address} (stop with Ctrl+C)", flush=True)
    finally:
        builder.close()
        server.stopping.set()
        server.shutdown()
        server.server_close()


def _build(options: Options, folder: Path, address: str, builder: Builder) -> str:
    """Builds in a process of its own, so that a changed engine counts; gives what was wrong."""
    flags = [
        *(["--drafts"] if options.drafts else []),
        *(["--strict"] if options.strict else []),
        *(["--redact", options.redact] if options.redact else []),
        *(["--unredacted"] if options.unredacted else []),
        *([] if options.cache else ["--no-cache"]),
    ]
    done = builder.run((
        "build", "--site", str(options.root), "--output", str(folder), "--base-url", address,
        "--jobs", str(options.jobs), *flags,
    ))  # fmt: skip
    print(done.err, end="", file=sys.stderr)
    print(done.out.partition("\n")[0], flush=True)
    return done.err if done.status else ""


def _changes(options: Options) -> Iterator[None]:
    """Yields at once, and then whenever a file that matters has changed."""
    known = Files.below(_tops(options))
    yield None
    rest = LOOK_EVERY
    while True:
        time.sleep(rest)
        begun = time.monotonic()
        now = known.again()
        rest = max(LOOK_EVERY, REST * (time.monotonic() - begun))
        others = now.others(known)
        if any(map(os.path.isdir, others)):  # Something in them came or went.
            now = Files.below(_tops(options))
            others = now.others(known)
        known = now
        if not all(map(os.path.isdir, others)):
            yield None


def _tops(options: Options) -> list[str]:
    """All that a build reads, the engine among it."""
    package = Path(__file__).parent.parent
    beside = [options.root / n for n in ("site.yaml", "addresses.txt", "content", "themes")]
    return [*map(str, beside), str(package), str(package.parent / "themes")]
