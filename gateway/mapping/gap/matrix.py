"""All ordered pairs of formats within each family, in figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gateway.mapping.gap.pair import pair_gap
from gateway.mapping.gap.sides import Side


@dataclass(frozen=True, slots=True)
class Cell:
    """One sender and one receiver; `share` is 0 to 1, `None` where nothing can be translated."""

    sender: str
    receiver: str
    share: float | None
    missing: int
    missing_within: int
    values: dict[str, int]


@dataclass(slots=True)
class FamilyMatrix:
    """The pairs of one family. `unmapped` are formats without a mapping, of which no cell speaks."""

    family: str
    formats: list[str]
    unmapped: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


def matrices(sides: Iterable[Side]) -> list[FamilyMatrix]:
    """The matrix of every family that has a format, by name."""
    families: dict[str, list[Side]] = {}
    for side in sides:
        families.setdefault(side.format.family, []).append(side)
    return [_matrix(family, families[family]) for family in sorted(families)]


def _matrix(family: str, sides: Sequence[Side]) -> FamilyMatrix:
    mapped = [side for side in sides if side.mapped]
    unmapped = [side.format.id for side in sides if not side.mapped]
    result = FamilyMatrix(family, [side.format.id for side in mapped], unmapped)
    for sender in mapped:
        for receiver in mapped:
            if sender is receiver:
                continue
            gap = pair_gap(sender, receiver)
            result.cells.append(
                Cell(
                    gap.sender, gap.receiver, gap.share, len(gap.missing), len(gap.missing_within), gap.values
                )
            )
    return result
