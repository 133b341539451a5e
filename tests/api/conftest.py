"""The application on a real gateway, asked in this process as a client would ask it."""

from __future__ import annotations

import asyncio
import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.api import create_app
from gateway.formats import Catalog
from gateway.service import Gateway, Log, Settings, hash_key

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FORMATS = Path(__file__).parent / "formats"
SAMPLES = ROOT / "schemas/gb/cds-declaration/3.6/samples"
FORMAT = "gb/cds-declaration@3.6"

KEYS = {
    id: f"gwk_{id}"
    for id in (
        "agency",
        "second",
        "other",
        "reader",
        "silent",
        "off",
        "operator",
        "narrow",
        "archive",
        "owned",
    )
}

PARTNERS = f"""
[[partner]]
id = "agency"
key_hash = ["{hash_key(KEYS["agency"])}", "{hash_key(KEYS["second"])}"]

[[partner]]
id = "other"
key_hash = "{hash_key(KEYS["other"])}"

[[partner]]
id = "reader"
key_hash = "{hash_key(KEYS["reader"])}"
scopes = ["receive"]

[[partner]]
id = "silent"
key_hash = "{hash_key(KEYS["silent"])}"
scopes = ["submit"]

[[partner]]
id = "off"
key_hash = "{hash_key(KEYS["off"])}"
disabled = true

[[partner]]
id = "operator"
key_hash = "{hash_key(KEYS["operator"])}"
scopes = ["submit", "operate"]

[[partner]]
id = "narrow"
key_hash = "{hash_key(KEYS["narrow"])}"
sends = ["xx/example"]

[[partner]]
id = "owned"
key_hash = "{hash_key(KEYS["owned"])}"
identifiers = ["XX1"]

[[partner]]
id = "archive"
key_hash = "{hash_key(KEYS["archive"])}"

[[partner]]
id = "risk"
[partner.endpoint]
url = "https://risk.example/in"
"""

SUBSCRIPTIONS = f"""
[[subscription]]
name = "archive-model"
to = "archive"
format = "model"

[[subscription]]
name = "archive-native"
to = "archive"
format = "{FORMAT}"

[[subscription]]
name = "risk-model"
to = "risk"
format = "model"
"""


class Api:
    """An application, asked with the key of a partner."""

    def __init__(self, gateway: Gateway, lines: io.StringIO) -> None:
        self.gateway = gateway
        self.app = create_app(gateway.settings, gateway)
        self._lines = lines

    def ask(self, method: str, path: str, *, key: str | None = "agency", **more: Any) -> httpx.Response:
        headers = httpx.Headers(more.pop("headers", None))
        if key is not None:
            headers["X-API-Key"] = KEYS[key]

        async def one() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as client:
                return await client.request(method, path, headers=headers, **more)

        return asyncio.run(one())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, body: bytes, type: str | None = "application/xml", **more: Any):
        headers = httpx.Headers(more.pop("headers", None))
        if type is not None:
            headers["Content-Type"] = type
        return self.ask("POST", path, content=body, headers=headers, **more)

    def submit(self, body: bytes, **more: Any) -> httpx.Response:
        return self.post("/v1/messages", body, **more)

    def log(self) -> str:
        return self._lines.getvalue()

    def logged(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log().splitlines()]


@pytest.fixture(scope="session")
def formats() -> Catalog:
    """The formats of the checkout and the toy vocabulary."""
    return Catalog.load([ROOT, FORMATS])


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, formats: Catalog) -> Iterator[Callable[..., Api]]:
    """Makes applications with settings, without settings of the machine."""
    for name in list(os.environ):
        if name.startswith("GATEWAY_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "partners.toml").write_text(PARTNERS, encoding="utf-8")
    (tmp_path / "subscriptions.toml").write_text(SUBSCRIPTIONS, encoding="utf-8")
    made: list[Gateway] = []

    def one(**settings: Any) -> Api:
        lines = io.StringIO()
        chosen = Settings(data_dir=tmp_path, **settings)
        made.append(Gateway.open(chosen, catalog=formats, log=Log("debug", lines)))
        return Api(made[-1], lines)

    yield one
    for gateway in made:
        gateway.close()


@pytest.fixture
def api(make: Callable[..., Api]) -> Api:
    return make()


@pytest.fixture(scope="session")
def good() -> bytes:
    """A valid declaration."""
    return (SAMPLES / "good/import-standard.xml").read_bytes()


@pytest.fixture(scope="session")
def bad() -> bytes:
    """A declaration with one error, of code XML102."""
    return (SAMPLES / "bad/wrong-order.xml").read_bytes()


def is_problem(answer: httpx.Response, name: str, status: int) -> dict[str, Any]:
    """The members of a problem, after looking at the shape that every one has."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    found = answer.json()
    assert found["type"] == f"urn:trade-gateway:problem:{name}"
    assert found["status"] == status
    assert found["title"] and found["detail"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    return found
