"""The shape of EORI numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.model.item import Item
from gateway.model.party import Party
from gateway.model.shipment import GoodsShipment
from gateway.rules.model import codes
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

DIGITS: dict[str, tuple[int, ...]] = {"GB": (12, 15), "XI": (12, 15)}
"""How many digits the numbers of a country have, where it gives no others."""

LONGEST = 15
"""characters after the country, for the countries of the Union (annex 12-01, data element 1)"""

UNION = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
_SHAPE = re.compile(r"([A-Z]{2})([0-9]+)")


def check(subject: Subject) -> Iterator[Broken]:
    """Identifiers of a country and digits. What has other letters is no such number, or not one of these."""
    taxed = {id(party) for owner in _taxed(subject) for party in owner.fiscal_references or []}
    for party in subject.all(Party):
        found = _SHAPE.fullmatch(party.id or "")
        if found is None or (party.id_scheme or "EORI").upper() != "EORI" or id(party) in taxed:
            continue
        country, length = found[1], len(found[2])
        allowed = DIGITS.get(country)
        if allowed is not None and length not in allowed:
            shape = " or ".join(map(str, allowed))
            told = f"has {length} digits after {country}; EORI numbers of {country} have {shape}"
            yield Broken(party, "id", party.id or "", told, f"{country} and {shape} digits")
        elif allowed is None and country in UNION and length > LONGEST:
            told = f"has {length} digits after {country}; EORI numbers have at most {LONGEST}"
            yield Broken(party, "id", party.id or "", told, f"{country} and at most {LONGEST} characters")


def _taxed(subject: Subject) -> Iterator[GoodsShipment | Item]:
    """What has tax registrations, which look alike and have other lengths."""
    yield from subject.all(GoodsShipment)
    yield from subject.all(Item)


def _message(id: str) -> dict[str, object]:
    return {"declaration": {"parties": [{"role": "declarant", "id": id}]}}


RULE = Rule(
    codes.EORI_SHAPE,
    "Implementing Regulation (EU) 2015/2447, annex 12-01, data element 1 (EORI number); guidance on EORI numbers of"
    " the United Kingdom",
    check,
    broken=_message("GB12345678900"),
    sound=_message("GB123456789000"),
)
