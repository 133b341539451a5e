"""The shape of UN/LOCODEs, and their country."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.formats import standard_list
from gateway.model.base import Model
from gateway.model.location import Location
from gateway.rules.model import codes
from gateway.rules.model.fields import fields_with
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

_SHAPE = re.compile(r"([A-Z]{2}) ?[A-Z0-9]{3}")


def check(subject: Subject) -> Iterator[Broken]:
    """Codes that the model or the source says are UN/LOCODEs, and others that look like one."""
    countries = standard_list("countries")
    for kind, fields in fields_with(subject, "UN/LOCODE"):
        for owner in subject.exactly(kind):
            for name in fields:
                yield from _judged(owner, name, getattr(owner, name), countries.knows, certain=True)
    for place in subject.all(Location):
        certain = (place.id_scheme or "").upper() in ("UNLOCODE", "UN/LOCODE")
        yield from _judged(place, "id", place.id, countries.knows, certain)


def _judged(owner: Model, field: str, code: str | None, known: object, certain: bool) -> Iterator[Broken]:
    assert callable(known)
    found = _SHAPE.fullmatch(code or "")
    if found is not None and (not known(found[1])) and (certain or (code and code.isalpha())):
        told = f"begins with {found[1]}, which is no country"
        yield Broken(owner, field, code or "", told, "two letters of a country, and three of a place in it")
    elif found is None and certain and code:
        yield Broken(
            owner, field, code, "is no UN/LOCODE", "two letters of a country, and three of a place in it"
        )


RULE = Rule(
    codes.LOCODE,
    "UN/ECE Recommendation 16, UN/LOCODE, section 3",
    check,
    broken={"declaration": {"issueLocationId": "QBABC"}},
    sound={"declaration": {"issueLocationId": "GBFXT"}},
)
