"""The message: the root of the common model."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Self

from gateway.model.base import Model, element
from gateway.model.cargo_report import CargoReport
from gateway.model.conveyance_report import ConveyanceReport
from gateway.model.declaration import Declaration
from gateway.model.envelope import Envelope
from gateway.model.lpco import Lpco
from gateway.model.response import Response


class Message(Model):
    """One message: an envelope and the document of one family."""

    envelope: Envelope | None = element(None, "What the message says about itself.")
    declaration: Declaration | None = element("42A", "The declaration that it carries.")
    cargo_report: CargoReport | None = element(None, "The report about cargo that it carries.")
    conveyance_report: ConveyanceReport | None = element(
        None, "The report about a conveyance that it carries."
    )
    lpco: Lpco | None = element(None, "The licence, permit or certificate that it carries.")
    response: Response | None = element("07B", "The answer that it carries.")

    def to_json(self, *, indent: int | None = None) -> bytes:
        """The model's own JSON: camelCase, UTF-8, absent fields left out, decimals as text."""
        return self.model_dump_json(by_alias=True, exclude_none=True, indent=indent).encode()

    @classmethod
    def from_json(cls, data: bytes | str) -> Self:
        """Read the model's own JSON; numbers never pass through floats.

        Raises ValueError (of which pydantic's ValidationError is one) for text that is not JSON,
        that repeats a key, or that does not fit the model.
        """
        try:
            tree = json.loads(
                data, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_unique
            )
        except RecursionError:
            raise ValueError("nested too deeply") from None
        return cls.model_validate(tree)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is repeated")
    return found
