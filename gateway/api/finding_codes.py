"""`/v1/codes`: what the codes of findings mean."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from gateway.api import openapi
from gateway.api.accepting import AnswersJson
from gateway.api.answer import Json
from gateway.api.caller import Caller
from gateway.api.headers import CORRELATED
from gateway.findings import Code
from gateway.service import NotFound, load_codes

router = APIRouter(
    prefix="/v1/codes", tags=["codes"], dependencies=[CORRELATED, AnswersJson], responses=openapi.PROBLEMS
)


@router.get("")
def codes(_caller: Caller) -> Response:
    """All codes."""
    return Json({"codes": [_shown(code) for code in load_codes().values()]})


@router.get("/{code}")
def code(_caller: Caller, code: str) -> Response:
    """One code: its meaning, an example of input that has it, and what to do."""
    found = load_codes().get(code)
    if found is None:
        raise NotFound("there is no such code")
    return Json(_shown(found))


def _shown(code: Code) -> dict[str, Any]:
    return {
        "code": code.id,
        "name": code.name,
        "severity": code.severity.value,
        "meaning": code.meaning,
        "example": code.example,
        "fix": code.fix,
    }
