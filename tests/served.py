"""A finished site on the loopback address, below a path, as GitHub Pages serves a project."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SAMPLE_BASE = "https://example.org/repo/"
"""The address for which the fixture ``sample`` builds; serve it below ``/repo/``."""


class _Quiet(SimpleHTTPRequestHandler):
    prefix = "/"
    lasting = False

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "no-such-file")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """GitHub Pages answers what is not there with the site's own 404.html."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def end_headers(self) -> None:
        """What a test changes is seen at once; browsers would guess how long a file is good."""
        self.send_header("Cache-Control", "max-age=600" if self.lasting else "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a connection early is no failure."""


@contextlib.contextmanager
def serve(folder: Path, prefix: str = "/", *, lasting: bool = False) -> Iterator[str]:
    """The address of ``folder`` while it is served: ``http://127.0.0.1:PORT/prefix/``.

    ``lasting``: no file will change, so that a browser asks for each once.
    """
    handler = type("Handler", (_Quiet,), {"prefix": prefix, "lasting": lasting})
    server = _Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
