"""Checks of request headers; one that cannot be used is a problem, never a guess."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Request

from gateway.api.problem import Problem
from gateway.formats import adapters

_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_CORRELATION = re.compile(r"[A-Za-z0-9._:/+=@-]{1,128}")
_FORMAT = re.compile(r"[A-Za-z0-9._/@-]{1,200}")


def single(request: Request, name: str) -> str | None:
    """The value of a header that may stand once; `None` without it."""
    values = request.headers.getlist(name)
    if len(set(values)) > 1:
        raise Problem("bad-header", f"{name} stands more than once, with different values")
    return values[0] if values else None


def _checked(request: Request, name: str, pattern: re.Pattern[str], expected: str) -> str | None:
    value = single(request, name)
    if value is not None and not pattern.fullmatch(value):
        raise Problem("bad-header", f"{name} must be {expected}")
    return value


def idempotency_key(request: Request) -> str | None:
    """The `Idempotency-Key`."""
    return _checked(request, "Idempotency-Key", _KEY, "1 to 255 visible ASCII characters")


def correlation_id(request: Request) -> str | None:
    """The `X-Correlation-ID`."""
    expected = "1 to 128 letters, digits or characters of . _ : / + = @ -"
    return _checked(request, "X-Correlation-ID", _CORRELATION, expected)


def is_correlation_id(value: str) -> bool:
    """Whether a text can be echoed as a correlation id."""
    return _CORRELATION.fullmatch(value) is not None


def format_hint(request: Request) -> str | None:
    """The sender's word on the format, `X-Gateway-Format`; whether there is such a format is seen later."""
    return _checked(request, "X-Gateway-Format", _FORMAT, "the id of a format, such as xx/example@1")


def content_type(request: Request) -> str:
    """The media type of the body, one that an adapter reads; the header as it was sent.

    A `charset` is not looked at: the message's own declaration of its encoding holds.
    """
    known = ", ".join(sorted(media_types()))
    values = request.headers.getlist("Content-Type")
    if len(set(values)) != 1 or not values[0].strip():
        raise Problem("unsupported-media-type", f"one Content-Type is needed: {known}", headers=_accepted())
    if values[0].partition(";")[0].strip().lower() not in media_types():
        raise Problem("unsupported-media-type", f"Content-Type must be one of {known}", headers=_accepted())
    encodings = ",".join(request.headers.getlist("Content-Encoding"))
    if encodings.strip().lower() not in ("", "identity"):
        raise Problem(
            "unsupported-media-type",
            "a body with a Content-Encoding is not read: send it as it is",
            headers={"Accept-Encoding": "identity"},
        )
    return values[0]


def media_types() -> set[str]:
    """The media types that adapters read."""
    return {name for adapter in adapters() for name in adapter.media_types}


def _accepted() -> dict[str, str]:
    return {"Accept-Post": ", ".join(sorted(media_types()))}


CORRELATED = Depends(correlation_id)
"""the dependency of all routes that echo the `X-Correlation-ID`"""

Key = Annotated[str | None, Depends(idempotency_key)]
Correlation = Annotated[str | None, Depends(correlation_id)]
Hint = Annotated[str | None, Depends(format_hint)]
ContentType = Annotated[str, Depends(content_type)]
