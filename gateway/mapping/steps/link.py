"""`link`: containers and items refer to each other; formats differ in who names whom.

```toml
[[steps]]
step = "link"
named_by = "container"      # or "item"
```

Some formats list the containers of an item (WCO TransportEquipment of a Commodity), others the items
in a container (GoodsReference). The model holds what the source said. Writing makes the side that
the format has from the other, where it is absent: by item sequence and container id; and the numbers of
containers that items name by their ids alone. Reading changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.steps.objects import get, replaced
from gateway.model import Message
from gateway.model.transport import GoodsReference, TransportEquipment

_ITEMS = ["declaration", "goods_shipment", "items"]
_EQUIPMENTS = ["declaration", "goods_shipment", "consignment", "transport_equipments"]
_HOUSES = ["declaration", "goods_shipment", "consignment", "houses"]


class Link:
    """The reference between items and the containers that they travel in."""

    def __init__(self, named_by: str) -> None:
        self.by_container = named_by == "container"

    def read(self, message: dict[str, Any]) -> None:
        """Nothing: the model holds either side."""

    def write(self, message: Message) -> Message:
        """Make the side that the format has, where the message has only the other."""
        items, containers = get(message, _ITEMS) or [], get(message, _EQUIPMENTS) or []
        if self.by_container:
            if not containers or any(c.goods_references for c in containers):
                return message
            made = [self._holding(container, items) for container in containers]
            return message if made == containers else replaced(message, _EQUIPMENTS, made)
        known = {c.id: c.sequence or place for place, c in enumerate(containers, 1) if c.id}
        if any(item.transport_equipments for item in items):
            changed = [self._numbered(item, known) for item in items]
        else:
            changed = [self._held(item, containers) for item in items]
        return message if changed == items else replaced(message, _ITEMS, changed)

    def _holding(self, container: TransportEquipment, items: list[Any]) -> TransportEquipment:
        inside = [
            GoodsReference(item_sequence=item.sequence)
            for item in items
            if item.sequence is not None
            and any(e.id == container.id for e in item.transport_equipments or ())
        ]
        return container.model_copy(update={"goods_references": inside}) if inside else container

    def _held(self, item: Any, containers: list[Any]) -> Any:
        around = [
            TransportEquipment(sequence=place, id=container.id)
            for place, container in enumerate(containers, 1)
            if any(r.item_sequence == item.sequence for r in container.goods_references or ())
        ]
        return item.model_copy(update={"transport_equipments": around}) if around else item

    def _numbered(self, item: Any, known: dict[str, int]) -> Any:
        """An item whose containers have the numbers that they have in the consignment."""
        named = item.transport_equipments or []
        if not any(e.sequence is None and e.id in known for e in named):
            return item
        numbered = [
            e.model_copy(update={"sequence": known[e.id]}) if e.sequence is None and e.id in known else e
            for e in named
        ]
        return item.model_copy(update={"transport_equipments": numbered})

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """References of the other side that the written side says too."""
        items, containers = get(message, _ITEMS) or [], get(message, _EQUIPMENTS) or []
        # Where the format lists items house by house, they were put there to be written.
        items = [*items, *(item for house in get(message, _HOUSES) or () for item in house.items or ())]
        for place, container in enumerate(containers, 1):
            if not self.by_container and container.id and not container.goods_references:
                # The number of a container is its place in the list, which the format has.
                for item in items:
                    for equipment in item.transport_equipments or ():
                        if equipment.id == container.id and equipment.sequence in (place, container.sequence):
                            yield equipment, "sequence"
            for reference in container.goods_references or ():
                for item in items:
                    for equipment in item.transport_equipments or ():
                        if equipment.id != container.id or reference.item_sequence != item.sequence:
                            continue
                        if not self.by_container:
                            yield reference, "item_sequence"
                            continue
                        yield equipment, "id"
                        if equipment.sequence in (place, container.sequence):
                            yield equipment, "sequence"


def make(parameters: Mapping[str, Any], tables: Tables) -> Link:
    """The step for the side that names the other. Raises ValueError for another word."""
    if parameters.get("named_by") not in ("container", "item"):
        raise ValueError("named_by is container or item")
    return Link(str(parameters["named_by"]))
