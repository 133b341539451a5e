"""How many fields a format has, and what its mapping does with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.cli.pages.format import sample_files

if TYPE_CHECKING:
    from gateway.formats import Format


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one format.

    `fields` is the number of places of the schema that may hold a value. Of them `mapped` are held
    by the model, `constant` are always the same, `kept` and `ignored` are named by the table with a
    reason, and `unnamed` have no line in it: their values are kept all the same. `good` and `bad`
    count the samples; `revision` is that of the format.
    """

    fields: int
    mapped: int
    constant: int
    kept: int
    ignored: int
    unnamed: int
    good: int
    bad: int
    revision: str

    @property
    def share(self) -> float:
        """The share of the fields whose values the model holds or that never vary, 0 to 1."""
        return (self.mapped + self.constant) / self.fields if self.fields else 0.0


def figures_of(format: Format) -> Figures:
    """The figures of a format; those of its schema and table are cached."""
    from gateway.adapters import cache
    from gateway.mapping.compiled import cache_name

    name = f"figures-{cache_name(format)}"
    counted = cache.load(name)
    if not isinstance(counted, dict):
        counted = _counted(format)
        cache.save(name, counted)
    return Figures(
        fields=sum(counted.values()),
        mapped=counted["mapped"],
        constant=counted["constant"],
        kept=counted["kept"],
        ignored=counted["ignored"],
        unnamed=counted["open"],
        good=_count(format.folder, "good"),
        bad=_count(format.folder, "bad"),
        revision=format.revision,
    )


def _counted(format: Format) -> dict[str, int]:
    from gateway.mapping.gap import counted, places_of

    return counted(places_of(format).values())


def _count(folder: Path, kind: str) -> int:
    return sum(1 for _ in sample_files(folder, kind))
