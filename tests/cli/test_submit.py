"""`gateway submit`, against a server that answers as it is told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest


class Stub(HTTPServer):
    """Answers every request with `status` and `body`; remembers the last request."""

    status = 202
    body = b'{"messageId": "m1", "status": "received"}'
    path = ""
    headers: dict[str, str]
    data = b""


class _Handler(BaseHTTPRequestHandler):
    server: Stub

    def do_POST(self):
        self.server.path = self.path
        self.server.headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.data = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A server on loopback."""
    with Stub(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def submit(run, stub, good, *more, exit=0):
    url = f"http://127.0.0.1:{stub.server_port}/"
    return run("submit", good, "--url", url, "--key", "secret-1", *more, exit=exit)


def test_the_bytes_go_out_as_they_are_and_the_answer_is_printed(run, stub, good):
    result = submit(
        run, stub, good, "--as", "xx/example@1", "--idempotency-key", "i1", "--correlation-id", "c1"
    )
    assert json.loads(result.stdout) == {"messageId": "m1", "status": "received"}
    assert (stub.path, stub.data) == ("/v1/messages", good.read_bytes())
    sent = {
        "authorization": "Bearer secret-1",
        "content-type": "application/xml",
        "x-gateway-format": "xx/example@1",
        "idempotency-key": "i1",
        "x-correlation-id": "c1",
    }
    assert sent.items() <= stub.headers.items()


@pytest.mark.parametrize(
    ("status", "exit"),
    [(422, 1), (409, 1), (413, 1), (429, 1), (401, 2), (404, 2), (302, 2), (500, 3), (503, 3)],
)
def test_the_exit_code_says_whose_fault_it_was(run, stub, good, status, exit):
    stub.status, stub.body = status, b'{"title": "no"}'
    result = submit(run, stub, good, exit=exit)
    assert json.loads(result.stdout) == {"title": "no"}
    assert f"refused with {status}" in result.stderr


def test_an_answer_that_is_no_json_is_shown_as_it_is(run, stub, good):
    stub.status, stub.body = 502, b"<html>\x1b[2J"
    assert json.loads(submit(run, stub, good, exit=3).stdout) == {"body": "<html>\x1b[2J"}


def test_nobody_there_is_2_and_never_tells_the_key(run, good):
    result = run("submit", good, "--url", "http://127.0.0.1:9", "--key", "secret-1", exit=2)
    assert "cannot be reached" in result.stderr
    assert "secret-1" not in result.output


def test_the_key_comes_from_the_environment(run, stub, good, monkeypatch):
    monkeypatch.setenv("GATEWAY_SUBMIT_KEY", "secret-2")
    run("submit", good, "--url", f"http://127.0.0.1:{stub.server_port}")
    assert stub.headers["authorization"] == "Bearer secret-2"


def test_without_a_key_it_is_2(run, good):
    assert "--key" in run("submit", good, exit=2).stderr
