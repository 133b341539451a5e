"""What the framework and the service raise, told as problems."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Match

from gateway.api.language import language_of
from gateway.api.problem import Problem
from gateway.findings import Finding
from gateway.service import Disabled, KeyReused, NotFound, Unauthenticated
from gateway.store import Raced

Handler = Callable[[Request, Exception], Awaitable[Response]]


def install(app: FastAPI) -> None:
    """Tell the application how to answer every exception that means something."""
    for kind, told in _TOLD.items():
        app.add_exception_handler(kind, _handler(told))


def findings_of(findings: Iterable[Finding]) -> dict[str, Any]:
    """The members of a problem that tell findings."""
    listed = [finding.as_dict() for finding in findings]
    return {"findings": listed, "findingsTotal": len(listed)}


def _handler(told: Callable[[Request, Any], Problem]) -> Handler:
    async def handle(request: Request, error: Exception) -> Response:
        return told(request, error).answer(language_of(request.scope))

    return handle


def _framework(request: Request, error: HTTPException) -> Problem:
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(sorted(_methods(request.app.routes, request)))
    return Problem.of_status(error.status_code, headers)


def _methods(routes: Iterable[BaseRoute], request: Request) -> set[str]:
    found: set[str] = set()
    for route in routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            found |= set(getattr(route, "methods", None) or ())
    return found | ({"HEAD"} if "GET" in found else set())


def _invalid(request: Request, error: RequestValidationError) -> Problem:
    """Names of parameters and what they must be; what stood there is not repeated."""
    wrong = sorted({f"{_name(item['loc'])}: {item['msg']}" for item in error.errors()})
    return Problem("bad-parameter", "; ".join(wrong)[:1000])


def _name(steps: tuple[int | str, ...]) -> str:
    name = str(steps[-1]) if steps else "parameter"
    return name if name.isascii() and name.isidentifier() and len(name) <= 40 else "a parameter"


_TOLD: dict[type[Exception], Callable[[Request, Any], Problem]] = {
    HTTPException: _framework,
    RequestValidationError: _invalid,
    Problem: lambda _, error: error,
    NotFound: lambda _, error: Problem("not-found", str(error)),
    Unauthenticated: lambda _, error: Problem("unauthenticated", "no partner has this API key"),
    Disabled: lambda _, error: Problem("forbidden", "the partner is disabled"),
    KeyReused: lambda _, error: Problem("idempotency-key-reused", str(error), **findings_of(error.findings)),
    Raced: lambda _, error: Problem(
        "unavailable", "others were faster; try again", headers={"Retry-After": "1"}
    ),
}
