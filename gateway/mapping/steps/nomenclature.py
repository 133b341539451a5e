"""`nomenclature`: a format has the eight digits of the combined nomenclature in two elements, six and two.

```toml
[[steps]]
step = "nomenclature"
declaration = "declaration"     # or "response/declarations[]"
```

The table reads and writes the schemes `hs6` and `cn2`. Reading joins six digits and two of one item to `cn8`,
which is what other formats have; six digits alone stay `hs6`. Writing takes them apart again, which needs no
knowledge: the first six digits of the combined nomenclature are the Harmonized System's. Codes that are not
digits, and items that have several, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.steps.objects import get, replaced, trail
from gateway.model import Message
from gateway.model.commodity import Classification

_SIX, _TWO, _EIGHT = (re.compile(rf"[0-9]{{{count}}}", re.ASCII) for count in (6, 2, 8))


class Nomenclature:
    """Codes of goods in one piece or in two."""

    def __init__(self, declaration: str) -> None:
        self.items = trail(f"{declaration}/goodsShipment/items[]")
        self.houses = trail(f"{declaration}/goodsShipment/consignment/houses[]")

    def read(self, message: dict[str, Any]) -> None:
        """Join the two codes of every item that has both."""
        houses = get(message, self.houses) or []
        listed = [get(message, self.items), *(_of(house, "items") for house in houses)]
        for item in (item for items in listed for item in items or ()):
            codes = get(item, ["commodity", "classifications"])
            six, two = _only(codes, "hs6", _SIX), _only(codes, "cn2", _TWO)
            if six is not None and two is not None:
                joined: Any = {"scheme": "cn8", "code": f"{_of(six, 'code')}{_of(two, 'code')}"}
                if not isinstance(six, dict):
                    joined = Classification(**joined)
                codes[:] = [joined if code is six else code for code in codes if code is not two]

    def write(self, message: Message) -> Message:
        """Take the codes apart."""
        items, houses = get(message, self.items), get(message, self.houses)
        if items:
            message = replaced(message, self.items, [_apart(item) for item in items])
        if houses and any(house.items for house in houses):
            made = [
                h.model_copy(update={"items": [_apart(i) for i in h.items]}) if h.items else h for h in houses
            ]
            message = replaced(message, self.houses, made)
        return message

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """Nothing: both parts are written."""
        yield from ()


def _of(entry: Any, name: str) -> Any:
    return entry.get(name) if isinstance(entry, dict) else getattr(entry, name)


def _only(codes: Any, scheme: str, shape: re.Pattern[str]) -> Any:
    """The only code of a scheme, where it is one of digits and nothing else is said with it."""
    found = [code for code in codes or () if _of(code, "scheme") == scheme]
    said = (
        set(found[0]) if found and isinstance(found[0], dict) else found[0].model_fields_set if found else ()
    )
    if len(found) != 1 or set(said) != {"scheme", "code"} or not shape.fullmatch(_of(found[0], "code") or ""):
        return None
    return found[0]


def _apart(item: Any) -> Any:
    codes = (item.commodity.classifications if item.commodity is not None else None) or []
    eight = _only(codes, "cn8", _EIGHT)
    if eight is None or any(code.scheme in ("hs6", "cn2") for code in codes):
        return item
    parts = [
        Classification(scheme="hs6", code=eight.code[:6]),
        Classification(scheme="cn2", code=eight.code[6:]),
    ]
    made = [part for code in codes for part in (parts if code is eight else [code])]
    return item.model_copy(update={"commodity": item.commodity.model_copy(update={"classifications": made})})


def make(parameters: Mapping[str, Any], tables: Tables) -> Nomenclature:
    """The step for the declaration that holds the items. Raises ValueError for a path that does not exist."""
    return Nomenclature(str(parameters.get("declaration", "declaration")))
