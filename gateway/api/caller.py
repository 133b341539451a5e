"""Who calls: the partner of the API key, and whether it has the scope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from gateway.api.language import language_of
from gateway.api.problem import Problem
from gateway.api.state import GatewayOf
from gateway.service import Disabled, Partner, Unauthenticated
from gateway.service.partners import Scope

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="gateway"'}
LONGEST = 512
"""characters of an API key"""


def caller(request: Request, gateway: GatewayOf) -> Partner:
    """The partner whose API key the request carries."""
    keys = _keys(request)
    if not keys:
        raise _unknown("send it as Authorization: Bearer KEY or as X-API-Key")
    found: dict[str, Partner] = {}
    for key in keys:
        try:
            partner = gateway.authenticate(key)
        except Unauthenticated:
            raise _unknown("no partner has this API key") from None
        except Disabled:
            raise Problem("forbidden", "the partner is disabled") from None
        found[partner.id] = partner
    if len(found) > 1:
        raise Problem("ambiguous-credentials", "send one API key, or several of one partner")
    (partner,) = found.values()
    request.state.language = partner.language
    return partner


def _keys(request: Request) -> set[str]:
    keys = set(request.headers.getlist("X-API-Key"))
    for value in request.headers.getlist("Authorization"):
        scheme, _, key = value.partition(" ")
        if scheme.lower() != "bearer":
            raise _unknown("the scheme of Authorization must be Bearer")
        keys.add(key.strip())
    if any(len(key) > LONGEST or not key.isascii() for key in keys):
        raise _unknown("no partner has this API key")
    return keys


def _unknown(detail: str) -> Problem:
    return Problem("unauthenticated", detail, headers=_CHALLENGE)


Caller = Annotated[Partner, Depends(caller)]


def _with(scope: Scope) -> Callable[[Partner], Partner]:
    def allowed(partner: Caller) -> Partner:
        if not partner.may(scope):
            raise Problem("forbidden", f"the API key lacks the scope {scope}")
        return partner

    return allowed


def viewer(partner: Caller) -> Partner | None:
    """Whose messages may be seen: the caller's own, or with the scope `operate` all (`None`)."""
    return None if partner.may("operate") else partner


def language(request: Request, _caller: Caller) -> str:
    """The language in which the caller is told what was found."""
    return language_of(request.scope)


Language = Annotated[str, Depends(language)]
Sender = Annotated[Partner, Depends(_with("submit"))]
Receiver = Annotated[Partner, Depends(_with("receive"))]
Viewer = Annotated[Partner | None, Depends(viewer)]
