"""United Nations numbers of dangerous goods."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.model.commodity import DangerousGoods
from gateway.rules.model import codes
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

_NUMBER = re.compile(r"(?:UN ?)?([0-9]{4})")
EXPLOSIVES, OTHERS = range(4, 1000), range(1001, 4000)
"""Where the list begins, and where it is far from ending (about 3560 in its 24th edition)."""

CONSUMER = ("8000", "ID8000")
"""Consumer commodities in the air, which have a number of the airlines' own."""


def check(subject: Subject) -> Iterator[Broken]:
    """Every such number, with or without the letters UN before it."""
    for goods in subject.all(DangerousGoods):
        text = (goods.undg_id or "").strip()
        if not text or text in CONSUMER:
            continue
        found = _NUMBER.fullmatch(text)
        if found is None or (int(found[1]) not in EXPLOSIVES and int(found[1]) not in OTHERS):
            expected = "four digits, 0004 to 0999 or 1001 to 3999"
            yield Broken(goods, "undg_id", text, "is no number of the list of dangerous goods", expected)


def _message(number: str) -> dict[str, object]:
    commodity = {"dangerousGoods": [{"undgId": number}]}
    return {"declaration": {"goodsShipment": {"items": [{"commodity": commodity}]}}}


RULE = Rule(
    codes.UNDG,
    check,
    on=(DangerousGoods,),
    broken=_message("UN12630"),
    sound=_message("1263"),
)
