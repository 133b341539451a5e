"""What a sender does: post messages and ask for them, over HTTP with its API key."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

START_SECONDS = 60.0
"""how long the gateway may take to answer for the first time"""


class NotStarted(Exception):
    """The gateway did not begin to answer; the text says what is known."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The status of an answer and its JSON, empty where it is none."""

    status: int
    body: dict[str, Any] = field(default_factory=dict)


class Caller:
    """One sender; without a key it is nobody."""

    def __init__(self, url: str, key: str | None) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(base_url=url, headers=headers, timeout=30.0, trust_env=False)

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()

    def submit(self, data: bytes, media_type: str) -> Answer:
        """Send a message."""
        return _answer(self._client.post("/v1/messages", content=data, headers={"Content-Type": media_type}))

    def message(self, id: str) -> Answer:
        """Ask for a message."""
        return _answer(self._client.get(f"/v1/messages/{id}"))

    def answers(self, id: str) -> list[dict[str, Any]]:
        """What answers a message."""
        return list(_answer(self._client.get(f"/v1/messages/{id}/answers")).body.get("answers", ()))

    def inbox(self) -> list[dict[str, Any]]:
        """What waits to be collected."""
        return list(_answer(self._client.get("/v1/inbox")).body.get("deliveries", ()))

    def collect(self, link: str) -> bytes:
        """The bytes of what waits."""
        return self._client.get(link).content

    def acknowledge(self, link: str) -> int:
        """Say that something was collected; the status of the answer."""
        return self._client.delete(link).status_code

    def wait(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until the gateway answers. Raises NotStarted."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if process.poll() is not None:
                raise NotStarted(f"it ended with {process.returncode}")
            try:
                if self._client.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise NotStarted(f"it does not answer within {START_SECONDS:.0f} seconds")


def _answer(response: httpx.Response) -> Answer:
    try:
        body = response.json()
    except ValueError:
        body = {}
    return Answer(response.status_code, body if isinstance(body, dict) else {})
