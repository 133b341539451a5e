"""The shape of UN/LOCODEs, and their country."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.formats import standard_list
from gateway.model.base import Model
from gateway.model.location import Location
from gateway.model.qualified import CodedLocation, ListedLocation
from gateway.rules.model import codes
from gateway.rules.model.fields import fields_with
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

PORTS = "139"
"""The list of ports among those of UN/EDIFACT 1131."""

EXPECTED = "two letters of a country, and three characters of a place in it"
_SHAPE = re.compile(r"([A-Z]{2}) ?[A-Z]{3}")


def check(subject: Subject) -> Iterator[Broken]:
    """Codes that look like a UN/LOCODE, where the source names no other scheme; other shapes are national codes."""
    countries = standard_list("countries")
    for owner, field, code, certain in _codes(subject):
        found = _SHAPE.fullmatch(code)
        if found is not None and not countries.knows(found[1]):
            told = f"is {code}, and {found[1]} is no country"
            yield Broken(owner, field, code, told, EXPECTED)
        elif found is None and certain:
            yield Broken(owner, field, code, f"is {code!r}, which is no UN/LOCODE", EXPECTED)


def _codes(subject: Subject) -> Iterator[tuple[Model, str, str, bool]]:
    """Places by object, field and code, and whether the source itself says that it is such a code."""
    for kind, fields in fields_with(subject, "UN/LOCODE"):
        for owner in subject.exactly(kind):
            for name in fields:
                code = getattr(owner, name)
                if code:
                    yield owner, name, code, False
    # Terminals and berths have codes of their own.
    spots = {id(place.facility) for place in subject.all(CodedLocation)}
    for place in subject.all(Location):
        if id(place) in spots:
            continue
        scheme = (place.id_scheme or "").upper().replace("/", "")
        listed = place.list_code if isinstance(place, ListedLocation) else None
        if place.id and scheme in ("", "UNLOCODE") and listed in (None, PORTS):
            yield place, "id", place.id, scheme == "UNLOCODE"


RULE = Rule(
    codes.LOCODE,
    check,
    on=(Location,),
    lists=("UN/LOCODE",),
    broken={"declaration": {"issueLocationId": "QBABC"}},
    sound={"declaration": {"issueLocationId": "GBFXT"}},
)
