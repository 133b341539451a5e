"""A receiver on loopback that answers as it is told to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

import pytest

from gateway.transports import Parcel, Target
from gateway.transports.http import HttpPush


class Receiver(ThreadingHTTPServer):
    """Remembers every request; `answer(handler)` writes the response."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.status, self.headers, self.body = 204, {}, b""
        self.answer = self.usual

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/in"

    def usual(self, handler):
        handler.send_response(self.status)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        if self.status != 204:
            handler.send_header("Content-Length", str(len(self.body)))
        handler.end_headers()
        handler.wfile.write(self.body)

    def handle_error(self, request, client_address):
        """A client that hangs up is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Receiver

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append((self.path, headers, body))
        self.server.answer(self)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def push() -> Iterator[HttpPush]:
    push = HttpPush(clock=lambda: 1_700_000_000.0)
    yield push
    push.close()


@pytest.fixture
def parcel() -> Parcel:
    return Parcel("whk_1", "msg_1", "cor_1", "xx/example@1", "application/xml", b"<a/>", attempt=2)


@pytest.fixture
def target(receiver) -> Target:
    return Target(receiver.url, "whsec_c2VjcmV0", (ip_network("127.0.0.0/8"),), timeout=5)
