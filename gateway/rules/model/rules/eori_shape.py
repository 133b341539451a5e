"""The shape of EORI numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from gateway.model.item import Item
from gateway.model.party import Party
from gateway.model.shipment import GoodsShipment
from gateway.rules.model import codes
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

_SHAPE = re.compile(r"([A-Z]{2})([0-9]+)")


@cache
def digits() -> dict[str, frozenset[int]]:
    """How many digits the numbers of a country have after its letters, from `eori_digits.csv`."""
    file = Path(__file__).parents[1] / "eori_digits.csv"
    lines = (line.split(",") for line in file.read_text("utf-8").splitlines()[1:])
    return {country: frozenset(map(int, lengths.split())) for country, lengths in lines}


def check(subject: Subject) -> Iterator[Broken]:
    """Identifiers of a country and digits. What has other letters is no such number, or not one of these."""
    taxed = {id(party) for owner in _taxed(subject) for party in owner.fiscal_references or []}
    for party in subject.all(Party):
        found = _SHAPE.fullmatch(party.id or "")
        if found is None or (party.id_scheme or "EORI").upper() != "EORI" or id(party) in taxed:
            continue
        country, length = found[1], len(found[2])
        allowed = digits().get(country)
        if allowed is not None and length not in allowed:
            shape = " or ".join(map(str, sorted(allowed))) if len(allowed) < 4 else f"at most {max(allowed)}"
            told = f"has {length} digits after {country}; EORI numbers of {country} have {shape}"
            yield Broken(party, "id", party.id or "", told, f"{country} and {shape} digits")


def _taxed(subject: Subject) -> Iterator[GoodsShipment | Item]:
    """What has tax registrations, which look alike and have other lengths."""
    yield from subject.all(GoodsShipment)
    yield from subject.all(Item)


def _message(id: str) -> dict[str, object]:
    return {"declaration": {"parties": [{"role": "declarant", "id": id}]}}


RULE = Rule(
    codes.EORI_SHAPE,
    check,
    on=(Party, GoodsShipment, Item),
    broken=_message("GB12345678900"),
    sound=_message("GB123456789000"),
)
