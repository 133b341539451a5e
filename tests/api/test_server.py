"""A real server in a process of its own: what only a socket shows."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.conftest import KEYS, PARTNERS, ROOT, SUBSCRIPTIONS, is_problem


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Server:
    """`gateway serve` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        (folder / "partners.toml").write_text(PARTNERS, encoding="utf-8")
        (folder / "subscriptions.toml").write_text(SUBSCRIPTIONS, encoding="utf-8")
        self.port = free_port()
        self.log = folder / "log"
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GATEWAY_")}
        settings = {
            "GATEWAY_DATA_DIR": str(folder),
            "GATEWAY_LIMITS__BYTES": "100000",
            "PYTHONPATH": str(ROOT),
        }
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", "gateway", "serve", "--port", str(self.port)],
                cwd=folder, env={**clean, **settings}, stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.url = f"http://127.0.0.1:{self.port}"

    def ready(self) -> None:
        until = time.monotonic() + 60
        while True:
            try:
                assert httpx.get(f"{self.url}/readyz").status_code == 200
                return
            except httpx.TransportError:
                if time.monotonic() > until or self.process.poll() is not None:
                    pytest.fail(f"the server does not answer: {self.log.read_text()}")
                time.sleep(0.05)

    def raw(self, head: str) -> bytes:
        """The answer to a request that is sent as it is."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as wire:
            wire.sendall(head.replace("\n", "\r\n").encode())
            return wire.makefile("rb").read()

    def messages(self) -> list[str]:
        """The numbers of the messages of the agency; what a worker does to one does not change them."""
        answer = httpx.get(f"{self.url}/v1/messages", headers={"X-API-Key": KEYS["agency"]}).json()
        return [message["id"] for message in answer["messages"]]


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"))
    try:
        server.ready()
        yield server
    finally:
        server.process.kill()
        server.process.wait()


KEY = {"X-API-Key": KEYS["agency"], "Content-Type": "application/xml"}


def test_a_message_is_taken_over_a_socket_and_waits_in_the_inbox(server, good):
    answer = httpx.post(f"{server.url}/v1/messages", content=good, headers=KEY, timeout=30)
    assert answer.status_code == 202 and "server" not in answer.headers
    original = httpx.get(server.url + answer.json()["links"]["original"], headers=KEY)
    assert original.content == good
    inbox = httpx.get(f"{server.url}/v1/inbox", headers={"X-API-Key": KEYS["archive"]}).json()
    assert {entry["messageId"] for entry in inbox["deliveries"]} == {answer.json()["messageId"]}


def test_a_body_that_is_announced_too_large_is_refused_unread(server):
    answer = httpx.post(f"{server.url}/v1/messages", content=b"x" * 100_001, headers=KEY)
    is_problem(answer, "body-too-large", 413)
    assert answer.headers["connection"] == "close"


def test_reading_stops_at_the_limit_of_a_body_without_a_length(server):
    head = (
        f"POST /v1/messages HTTP/1.1\nHost: x\nX-API-Key: {KEYS['agency']}\n"
        "Content-Type: application/xml\nTransfer-Encoding: chunked\n\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as wire:
        wire.sendall(head.replace("\n", "\r\n").encode())
        for _ in range(11):
            wire.sendall(b"2710\r\n" + b"x" * 10_000 + b"\r\n")
        # The body has no end yet: only a server that stops at the limit can answer.
        assert wire.recv(100).startswith(b"HTTP/1.1 413")


def test_a_body_that_breaks_off_is_not_a_message(server):
    head = (
        f"POST /v1/messages HTTP/1.1\nHost: x\nX-API-Key: {KEYS['agency']}\n"
        "Content-Type: application/xml\nContent-Length: 1000\n\n"
    )
    before = server.messages()
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as wire:
        wire.sendall(head.replace("\n", "\r\n").encode() + b"<MetaData>")
        wire.shutdown(socket.SHUT_WR)
        assert wire.recv(100) == b""
    assert server.messages() == before
    assert "request.failed" not in server.log.read_text()


@pytest.mark.parametrize(
    "head", ["TRACE / HTTP/1.1\nHost: x\n\n", "TRACE /v1/messages HTTP/1.1\nHost: x\n\n"]
)
def test_trace_is_refused_over_a_socket(server, head):
    assert server.raw(head).startswith(b"HTTP/1.1 405")


def test_a_path_is_never_followed_out_of_its_folder(server):
    for path in ("/v1/formats/gb/cds-declaration@3.6/schema/../../../../../pyproject.toml", "/../etc/passwd"):
        head = f"GET {path} HTTP/1.1\nHost: x\nX-API-Key: {KEYS['agency']}\nConnection: close\n\n"
        assert server.raw(head).startswith(b"HTTP/1.1 404")


def test_the_server_ends_cleanly_when_it_is_told_to(tmp_path, good):
    server = Server(tmp_path)
    try:
        server.ready()
        assert (
            httpx.post(f"{server.url}/v1/messages", content=good, headers=KEY, timeout=30).status_code == 202
        )
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(60) == 0
    finally:
        server.process.kill()
        server.process.wait()
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    assert lines[-1]["event.action"] == "worker.stopped"
