"""`/v1/codes`: what the codes of findings mean."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from gateway.api import openapi
from gateway.api.accepting import AnswersJson
from gateway.api.answer import Json
from gateway.api.caller import Caller, Language
from gateway.api.headers import CORRELATED
from gateway.api.language import content_language
from gateway.findings import Code
from gateway.findings.telling import fix, meaning
from gateway.service import NotFound, load_codes

router = APIRouter(
    prefix="/v1/codes", tags=["codes"], dependencies=[CORRELATED, AnswersJson], responses=openapi.PROBLEMS
)


@router.get("")
def codes(_caller: Caller, language: Language) -> Response:
    """All codes."""
    listed = [_shown(code, language) for code in load_codes().values()]
    return Json({"codes": listed}, headers=content_language(language))


@router.get("/{code}")
def code(_caller: Caller, language: Language, code: str) -> Response:
    """One code: its meaning, an example of input that has it, and what to do."""
    found = load_codes().get(code)
    if found is None:
        raise NotFound("there is no such code")
    return Json(_shown(found, language), headers=content_language(language))


def _shown(code: Code, language: str) -> dict[str, Any]:
    return {
        "code": code.id,
        "name": code.name,
        "severity": code.severity.value,
        "meaning": meaning(code, language),
        "example": code.example,
        "fix": fix(code, language),
    }
