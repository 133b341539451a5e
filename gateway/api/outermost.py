"""Around every request: safe headers, HEAD, metrics, and a last catch that tells nothing away."""

from __future__ import annotations

import secrets
import time
import traceback
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.api.headers import is_correlation_id
from gateway.api.language import language_of
from gateway.api.measures import Measures
from gateway.api.problem import Problem
from gateway.service import Log

_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
}


class Outermost:
    """The ASGI application around the framework's own."""

    def __init__(self, app: ASGIApp, measures: Measures, log: Log) -> None:
        self._app = app
        self._measures = measures
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(scope, send)
        started = time.monotonic()
        try:
            if answer.method == "TRACE":
                # It would tell a script the headers that browsers hide from it.
                refused = Problem.of_status(405, {"Allow": "GET, HEAD, POST, DELETE"})
                await refused.answer(language_of(scope))(scope, receive, answer.send)
            else:
                await self._app(scope, receive, answer.send)
        except Exception as error:
            problem = self._failed(scope, error)
            if answer.status:
                # The answer is on its way: cutting it off is all that can still be said.
                raise RuntimeError("failed while answering") from None
            await problem.answer(language_of(scope))(scope, receive, answer.send)
        finally:
            took = time.monotonic() - started
            self._measures.answered(_route(scope), answer.method, answer.status or 499, took)

    def _failed(self, scope: Scope, error: Exception) -> Problem:
        id = f"err_{secrets.token_hex(16)}"
        keys = {"error.id": id, "error.origin": _origin(error), "http.route": _route(scope)}
        self._log.error("request.failed", "a request failed within the gateway", keys, error)
        return Problem("failure", "it stands in the log under this id", id=id)


class _Answer:
    """One answer on its way out."""

    def __init__(self, scope: MutableMapping[str, Any], send: Send) -> None:
        self.method: str = scope["method"]
        self.status: int | None = None
        self._send = send
        self._echo = Headers(scope=scope).get("X-Correlation-ID")
        if self.method == "HEAD":
            # Whatever can be got has a head: the routes need not know.
            scope["method"] = "GET"

    async def send(self, message: Message) -> None:
        """Pass a part on, with the headers that every answer has."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _SAFE.items():
                headers.setdefault(name, value)
            if self._echo is not None and is_correlation_id(self._echo):
                headers["X-Correlation-ID"] = self._echo
        elif message["type"] == "http.response.body" and self.method == "HEAD":
            message = {**message, "body": b""}
        await self._send(message)


def _route(scope: Scope) -> str:
    """The template of the route; one word for all paths that there are not."""
    return getattr(scope.get("route"), "path", "none")


def _origin(error: Exception) -> str | None:
    """Module and line of ours that failed last; no text of the error, which may hold values."""
    frames = [
        f"{frame.f_globals.get('__name__')}:{line}" for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return next((name for name in reversed(frames) if name.startswith("gateway.")), None)
