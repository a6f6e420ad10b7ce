"""One address asked over the network.

HEAD first, and GET where a server does not answer that as it should; of the answer only the head
is read. An address that leads into a private network, or to this computer, is not asked: whoever
writes a link must not be able to have the machine that checks it call its neighbours (SSRF). The
name is resolved once, and it is that very address that is called.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

Verdict = Literal[
    "fine", "moved", "gone", "refused", "failing", "silent", "insecure", "unknown-host", "loop",
    "private",
]  # fmt: skip
MOST_HOPS = 8
TRY_GET = frozenset({400, 403, 404, 405, 406, 410, 501, 503})
"""What servers say to HEAD although they would give the page."""
FOR_GOOD = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
LONGEST_ADDRESS = 8_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of asking for an address."""

    verdict: Verdict
    status: int = 0
    """The last HTTP status; 0 where there was none."""
    to: str = ""
    """Where it has moved for good."""
    wait: float = 0
    """Seconds after which the server asks to be tried again; 0 where it says nothing."""
    why: str = ""


class _Refused(Exception):
    def __init__(self, verdict: Verdict, why: str) -> None:
        super().__init__(why)
        self.verdict: Verdict = verdict


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet, and not of this or a neighbouring computer."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or found
    return inner.is_global and not inner.is_multicast


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks for addresses, in its own name."""

    agent: str
    timeout: float = 20
    """Seconds to wait for a connection, and then for each answer."""
    allowed: Callable[[str], bool] = field(default=is_public)
    """Whether an IP address may be called."""

    def ask(self, address: str) -> Answer:
        """Follows redirects; nothing is raised."""
        seen: set[str] = set()
        current, moved = address, True
        for _ in range(MOST_HOPS + 1):
            if current in seen:
                return Answer("loop", why="it redirects in a circle")
            seen.add(current)
            try:
                status, headers = self._status(current)
            except _Refused as refused:
                return Answer(refused.verdict, why=str(refused))
            location = headers.get("Location", "")
            if status in REDIRECTS and location:
                moved = moved and status in FOR_GOOD
                current = _joined(current, location)
                continue
            answer = _judged(status, headers.get("Retry-After", ""))
            if answer.verdict == "fine" and current != address and moved:
                return replace(answer, verdict="moved", to=current)
            return answer
        return Answer("loop", why=f"it redirects more than {MOST_HOPS} times")

    def _status(self, address: str) -> tuple[int, http.client.HTTPMessage]:
        status, headers = self._request("HEAD", address)
        if status in TRY_GET:
            status, headers = self._request("GET", address)
        return status, headers

    def _request(self, method: str, address: str) -> tuple[int, http.client.HTTPMessage]:
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise _Refused("unknown-host", "it is not a web address") from None
        if parts.scheme not in ("http", "https") or not host or len(address) > LONGEST_ADDRESS:
            raise _Refused("unknown-host", "it does not lead to a page on the web")
        secure = parts.scheme == "https"
        port = port or (443 if secure else 80)
        ip = self._resolved(host, port)
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(host, port, timeout=self.timeout)
        try:
            self._connect(connection, ip, port, host if secure else "")
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            query = f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~-._')}" if parts.query else ""
            headers = {"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}
            connection.request(method, path + query, headers=headers)
            response = connection.getresponse()
            return response.status, response.headers
        except ssl.SSLError as error:
            reason = getattr(error, "verify_message", "") or error.reason or "TLS failed"
            raise _Refused(
                "insecure", f"its certificate or encryption is wrong: {reason}"
            ) from None
        except TimeoutError:
            raise _Refused("silent", f"no answer in {self.timeout:g} seconds") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise _Refused("silent", f"it cannot be reached: {reason}") from None
        finally:
            connection.close()

    def _connect(
        self, connection: http.client.HTTPConnection, ip: str, port: int, secured_for: str
    ) -> None:
        """To the very address that was judged: a second look-up could give another."""
        plain = socket.create_connection((ip, port), self.timeout)
        if not secured_for:
            connection.sock = plain
            return
        try:
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(plain, server_hostname=secured_for)
        except BaseException:
            plain.close()
            raise

    def _resolved(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise _Refused("unknown-host", f"there is no host '{host[:100]}'") from None
        addresses = [str(entry[4][0]) for entry in found]
        if not all(map(self.allowed, addresses)):
            raise _Refused("private", "it leads into a private network, and was not asked")
        return addresses[0]


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location.strip()).partition("#")[0]
    except ValueError:
        return location


def _judged(status: int, retry_after: str) -> Answer:
    wait = _seconds(retry_after)
    if 200 <= status < 300:
        return Answer("fine", status)
    if status in (404, 410):
        return Answer("gone", status, why=f"the page is not there ({status})")
    if status in (401, 403, 405, 429, 451):
        return Answer("refused", status, wait=wait, why=f"the server refuses to answer ({status})")
    return Answer("failing", status, wait=wait, why=f"the server answers with {status}")


def _seconds(retry_after: str) -> float:
    """Of ``Retry-After: 120``, or until the date that it names (RFC 9110, 10.2.3)."""
    from email.utils import parsedate_to_datetime
    from time import time

    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:9]), 86_400))
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time()) if text else 0.0
    except (ValueError, TypeError, OverflowError):
        return 0.0
