"""What the command measured, whichever form it is printed in."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gateway.mapping.gap import FamilyMatrix, FormatGap, PairGap, Request, Traffic


@dataclass(slots=True)
class GapReport:
    """The parts of a report; those that were not asked for are `None` or empty."""

    title: str
    format: FormatGap | None = None
    pair: PairGap | None = None
    matrices: list[FamilyMatrix] = field(default_factory=list)
    traffic: Traffic | None = None
    requests: list[Request] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The report with the keys of docs/gaps.md."""
        return asdict(self)
