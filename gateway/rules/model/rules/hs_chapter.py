"""Chapters of the Harmonized System that there are."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.formats import standard_list
from gateway.model.commodity import Classification
from gateway.rules.model import codes
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

SCHEMES = ("hs6", "hs", "hsExtended", "cn8", "national")
"""Nomenclatures whose codes begin with a chapter; a national one has at least six digits then."""


def check(subject: Subject) -> Iterator[Broken]:
    """Every commodity code of digits that begins with a chapter."""
    chapters = standard_list("hs-chapters")
    for one in subject.all(Classification):
        if one.scheme not in SCHEMES or one.code is None or one.code[:2] in chapters.always:
            continue
        digits = one.code.replace(".", "").replace(" ", "")
        if len(digits) < 4 or not digits.isdigit():
            continue
        if one.scheme == "national" and len(digits) < 6:
            continue
        if digits[:2] not in chapters.always and not chapters.knows(digits[:2], subject.day):
            told = f"begins with {digits[:2]}, which is no chapter of the Harmonized System"
            yield Broken(
                one, "code", one.code or "", told, "01 to 97 without 77, or 98 and 99 of national use"
            )


def _message(code: str) -> dict[str, object]:
    commodity = {"classifications": [{"scheme": "hs6", "code": code}]}
    return {"declaration": {"goodsShipment": {"items": [{"commodity": commodity}]}}}


RULE = Rule(
    codes.HS_CHAPTER,
    check,
    on=(Classification,),
    broken=_message("770100"),
    sound=_message("840999"),
)
