"""The YAML language server of VS Code and other editors, asked over its standard streams."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Any

from small_site import ROOT

SERVER = ROOT / "node_modules/yaml-language-server/bin/yaml-language-server"
MISSING = "" if shutil.which("node") and SERVER.exists() else "yaml-language-server is missing"
SECONDS = 60


class LanguageServer:
    """One server for one folder; ``settings`` are those of the editor."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path, settings: Any) -> None:
        self.process, self.root, self.settings = process, root, settings
        self.answers: Queue[Any] = Queue()
        self.diagnostics: dict[str, Queue[Any]] = {}
        self.number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["plaintext"]}}
            },
        }
        folder = {"uri": root.as_uri(), "name": "archive"}
        self.ask("initialize", processId=None, rootUri=root.as_uri(), capabilities=capabilities,
                 workspaceFolders=[folder])  # fmt: skip
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=settings)

    def flagged(self, path: str, text: str) -> list[str]:
        """``line:column: severity: message`` of everything that is flagged in a file."""
        uri = self._open(path, text)
        found = self.diagnostics[uri].get(timeout=SECONDS)
        return [
            f"{d['range']['start']['line'] + 1}:{d['range']['start']['character'] + 1}: "
            f"{'error' if d['severity'] == 1 else 'warning'}: {d['message']}"
            for d in sorted(found, key=lambda d: json.dumps(d["range"]))
        ]

    def completed(self, path: str, text: str) -> dict[str, str]:
        """Word -> what is said about it, for all that is offered at the sign ``|`` of a text."""
        before, _, after = text.partition("|")
        uri = self._open(path, before + after)
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        found = self.ask("textDocument/completion", textDocument={"uri": uri}, position=place)
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"]: _text(item.get("documentation")) for item in items}

    def hovered(self, path: str, text: str) -> str:
        """What is shown over the place before the sign ``|`` of a text."""
        before, _, after = text.partition("|")
        uri = self._open(path, before + after)
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2]) - 1}
        found = self.ask("textDocument/hover", textDocument={"uri": uri}, position=place)
        return _text(found["contents"])

    def _open(self, path: str, text: str) -> str:
        uri = (self.root / path).as_uri()
        if uri in self.diagnostics:
            # What is still on its way about the text before must not be taken for an answer.
            uri = uri.replace(".yaml", f"-{len(self.diagnostics)}.yaml")
        self.diagnostics[uri] = Queue()
        document = {"uri": uri, "languageId": "yaml", "version": self.number, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return uri

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self._send(id=self.number, method=method, params=params)
        answer = self.answers.get(timeout=SECONDS)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, **params: Any) -> None:
        self._send(method=method, params=params)

    def _send(self, **message: Any) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self.process.stdin.flush()

    def _listen(self) -> None:
        for message in self._messages():
            method = message.get("method")
            if method == "workspace/configuration":
                sections = [item.get("section", "") for item in message["params"]["items"]]
                result = [self.settings.get(section) for section in sections]
                self._send(id=message["id"], result=result)
            elif method == "textDocument/publishDiagnostics":
                params = message["params"]
                if params["uri"] in self.diagnostics:
                    self.diagnostics[params["uri"]].put(params["diagnostics"])
            elif method and "id" in message:
                self._send(id=message["id"], result=None)
            elif "id" in message:
                self.answers.put(message)

    def _messages(self) -> Iterator[Any]:
        stream = self.process.stdout
        assert stream is not None
        while line := stream.readline():
            length = int(line.partition(b":")[2])
            while stream.readline().strip():
                pass
            yield json.loads(stream.read(length))


def _text(said: Any) -> str:
    return str(said["value"] if isinstance(said, dict) else said or "")


@contextmanager
def language_server(root: Path, settings: Any) -> Iterator[LanguageServer]:
    process = subprocess.Popen(
        ["node", str(SERVER), "--stdio"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield LanguageServer(process, root, settings)
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()
