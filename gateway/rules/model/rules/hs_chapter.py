"""Chapters of the Harmonized System that there are."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from gateway.formats import CodeList, standard_list
from gateway.model.commodity import Classification
from gateway.rules.model import codes
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

SCHEMES = ("hs6", "hs", "hsExtended", "cn8", "national")
"""Nomenclatures whose codes begin with a chapter; a national one has at least six digits then."""


def check(subject: Subject) -> Iterator[Broken]:
    """Every commodity code of digits that begins with a chapter."""
    chapters = standard_list("hs-chapters")
    classifications = subject.all(Classification)
    # Items of one message share most of their codes.
    there = set(map(attrgetter("scheme", "code"), classifications))
    wrong = {pair for pair in there if _wrong(*pair, chapters, subject.day)}
    if not wrong:
        return
    for one in classifications:
        if (one.scheme, one.code) in wrong:
            code = one.code or ""
            told = f"begins with {_digits(code)[:2]}, which is no chapter of the Harmonized System"
            yield Broken(one, "code", code, told, "01 to 97 without 77, or 98 and 99 of national use")


def _wrong(scheme: str | None, code: str | None, chapters: CodeList, day: str | None) -> bool:
    """Whether a code begins with two digits that are no chapter."""
    digits = _digits(code or "")
    if scheme not in SCHEMES or len(digits) < (6 if scheme == "national" else 4) or not digits.isdigit():
        return False
    return not chapters.knows(digits[:2], day)


def _digits(code: str) -> str:
    """A code without the points and blanks that some write between its parts."""
    return code.replace(".", "").replace(" ", "")


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
