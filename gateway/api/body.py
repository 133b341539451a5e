"""Read a raw body while it streams in, and stop at the limit."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import ClientDisconnect

from gateway.api import digest
from gateway.api.headers import ContentType, single
from gateway.api.problem import Problem
from gateway.api.state import GatewayOf


async def raw_body(request: Request, gateway: GatewayOf, _type: ContentType) -> bytes:
    """The bytes of the body, which are those that `Content-Digest` tells of."""
    limit = gateway.settings.limits.bytes
    _announced(request, limit)
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise _too_large(limit)
    except ClientDisconnect:
        raise Problem("bad-request", "the body ended too early") from None
    data = bytes(body)
    digest.check(single(request, "Content-Digest"), data)
    return data


def _announced(request: Request, limit: int) -> None:
    length = single(request, "Content-Length")
    if length is None:
        return
    if not (length.isascii() and length.isdigit()):
        raise Problem("bad-header", "Content-Length must be a number")
    if len(length) > 18 or int(length) > limit:
        raise _too_large(limit)


def _too_large(limit: int) -> Problem:
    # What is left of the body is not read, so the connection cannot be used again.
    return Problem("body-too-large", f"at most {limit} bytes are taken", headers={"Connection": "close"})


Body = Annotated[bytes, Depends(raw_body)]
