"""A receiving party on loopback: takes signed messages, each of them once."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from gateway.transports.signature import PREFIX, sign

TOLERANCE = 300
"""seconds that a signature may be old, as the Standard Webhooks specification advises"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message that a receiver took."""

    message_id: str
    format: str
    body: bytes


class Receiver:
    """What a partner writes to receive: check the signature, remember the id, answer.

    The first `failures` requests that are in order are answered with 503, so that the gateway has
    to come again.
    """

    def __init__(self, id: str, failures: int = 0) -> None:
        self.id = id
        self.secret = PREFIX + b64encode(secrets.token_bytes(24)).decode()
        self.arrived: list[Arrival] = []
        self.failed: list[str] = []
        """messages that were answered with 503"""
        self.unsigned = 0
        self._failures = failures
        self._seen: set[str] = set()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name=id, daemon=True
        )

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}/messages"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def take(self, headers: Mapping[str, str], body: bytes) -> int:
        """The status that a request is answered with."""
        id, about = headers.get("webhook-id", ""), headers.get("x-gateway-message", "")
        with self._lock:
            if not self._genuine(headers, body):
                self.unsigned += 1
                return 401
            if len(self.failed) < self._failures:
                self.failed.append(about)
                return 503
            if id not in self._seen:
                self._seen.add(id)
                self.arrived.append(Arrival(about, headers.get("x-gateway-format", ""), body))
            return 204

    def _genuine(self, headers: Mapping[str, str], body: bytes) -> bool:
        stamp = headers.get("webhook-timestamp", "")
        if not stamp.isascii() or not stamp.isdigit() or abs(time.time() - int(stamp)) > TOLERANCE:
            return False
        wanted = sign(self.secret, headers.get("webhook-id", ""), int(stamp), body)
        given = headers.get("webhook-signature", "").split()
        return any(hmac.compare_digest(wanted.encode(), one.encode()) for one in given)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], receiver: Receiver) -> None:
        super().__init__(address, _Handler)
        self.receiver = receiver


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.send_response(self.server.receiver.take(headers, body))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """The demonstration shows what arrived; lines of the server would only stand between."""
