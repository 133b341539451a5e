"""`seals`: seals of containers, for formats that list all seals of a message in one place.

```toml
[[steps]]
step = "seals"
```

Such a format does not say which seal is on which container (UN/EDIFACT `SEL` after all `EQD`). Its table reads
and writes the list as the seals of the first piece of equipment. Where there is one container, they are
its seals. Where there are several, reading moves them to an entry of their own, which has no identity, behind the
containers; writing brings the seals of all together at the first. A seal is never said to be on a container that
the message did not name for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.steps.objects import get, replaced
from gateway.model import Message
from gateway.model.transport import TransportEquipment

_EQUIPMENTS = ["declaration", "goods_shipment", "consignment", "transport_equipments"]


class Seals:
    """Seals that a format lists apart from the equipment that they are on."""

    def read(self, message: dict[str, Any]) -> None:
        """Move the seals behind the equipment where more than one piece could bear them."""
        equipments = get(message, _EQUIPMENTS) or []
        if len(equipments) < 2 or not _of(equipments[0], "seals"):
            return
        first = equipments[0]
        if isinstance(first, TransportEquipment):
            equipments[0] = first.model_copy(update={"seals": None})
            equipments.append(TransportEquipment(seals=first.seals))
        else:
            equipments.append({"seals": first.pop("seals")})

    def write(self, message: Message) -> Message:
        """Bring the seals of all equipment together at the first."""
        equipments = get(message, _EQUIPMENTS) or []
        if len(equipments) < 2 or not any(each.seals for each in equipments[1:]):
            return message
        every = [seal for each in equipments for seal in each.seals or ()]
        rest = [each.model_copy(update={"seals": None}) for each in equipments[1:]]
        made = [equipments[0].model_copy(update={"seals": every}), *rest]
        gathered: Message = replaced(message, _EQUIPMENTS, made)
        return gathered

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """Nothing: the seals themselves are written."""
        yield from ()


def _of(entry: Any, name: str) -> Any:
    return entry.get(name) if isinstance(entry, dict) else getattr(entry, name)


def make(parameters: Mapping[str, Any], tables: Tables) -> Seals:
    """The step; it has no parameters."""
    return Seals()
