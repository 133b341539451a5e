"""`houses`: items stand below house consignments in the format, and in one list in the model.

```toml
[[steps]]
step = "houses"
declaration = "declaration"     # or "response/declarations[]"
```

The table reads and writes the items of a house consignment as `consignment/houses[]/items[]`. Reading moves
them into the one list of the goods shipment, where each says by `houseSequence` which house it belongs to;
where houses have no numbers, or share one, the items stay below them. Writing brings them back: an item that
names no house goes to the first one, and houses that items name and nobody describes are made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.steps.objects import get, replaced, trail
from gateway.model import Message
from gateway.model.consignment import House
from gateway.model.item import Item


class Houses:
    """The items of house consignments, together or house by house."""

    def __init__(self, declaration: str) -> None:
        self.shipment = trail(f"{declaration}/goodsShipment")
        self.houses = trail(f"{declaration}/goodsShipment/consignment/houses[]")

    def read(self, message: dict[str, Any]) -> None:
        """Move the items into one list, where the numbers of the houses tell them apart."""
        shipment, houses = get(message, self.shipment), get(message, self.houses) or []
        numbers = [_of(house, "sequence") for house in houses]
        if not houses or None in numbers or len(set(numbers)) < len(numbers) or shipment.get("items"):
            return
        items: list[Any] = []
        for place, house in enumerate(houses):
            if not isinstance(house, dict):
                house = houses[place] = _values(house)
            for item in house.pop("items", None) or ():
                item = item if isinstance(item, dict) else _values(item)
                item["house_sequence"] = house["sequence"]
                items.append(item)
        if items:
            shipment["items"] = items

    def write(self, message: Message) -> Message:
        """Put every item below its house, and number what has no number."""
        shipment, houses = get(message, self.shipment), get(message, self.houses) or []
        if shipment is None or not shipment.items:
            return message
        grouped: dict[int, list[Item]] = {}
        numbers = [house.sequence for house in houses]
        first = next((number for number in numbers if number is not None), 1)
        for place, item in enumerate(shipment.items, 1):
            if item.sequence is None:
                item = item.model_copy(update={"sequence": place})
            number = first if item.house_sequence is None else item.house_sequence
            grouped.setdefault(number, []).append(item)
        made = [
            house.model_copy(update={"items": [*(house.items or ()), *grouped.pop(house.sequence)]})
            if house.sequence in grouped
            else house
            for house in houses
        ]
        made.extend(House(sequence=number, items=items) for number, items in grouped.items())
        bare = shipment.model_copy(update={"items": None})
        bare.__pydantic_fields_set__.discard("items")
        written: Message = replaced(replaced(message, self.shipment, bare), self.houses, made)
        return written

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """The house that an item names: it is the one that the item is written below."""
        for house in get(message, self.houses) or ():
            for item in house.items or ():
                if item.house_sequence is not None and item.house_sequence == house.sequence:
                    yield item, "house_sequence"


def _of(entry: Any, name: str) -> Any:
    return entry.get(name) if isinstance(entry, dict) else getattr(entry, name)


def _values(entry: BaseModel) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in entry.model_fields_set}


def make(parameters: Mapping[str, Any], tables: Tables) -> Houses:
    """The step for the declaration that holds the houses. Raises ValueError for a path that does not exist."""
    return Houses(str(parameters.get("declaration", "declaration")))
