"""Everyone's rules on a message that was read, told at the places of its sender's own bytes.

Rules speak of the common model. Where one is broken, and only then, the message is read once more
with a trace, which says from which native value each value of the model came.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway.findings import Finding, Stage, Where
from gateway.pipeline.places import Places, Spot, normal
from gateway.rules.model.registry import Breach, breaches

if TYPE_CHECKING:
    from gateway.mapping import Entry
    from gateway.pipeline.inbound import Inbound


def check(inbound: Inbound, severities: Mapping[str, str] | None = None) -> list[Finding]:
    """One finding for each value that breaks a rule of everyone; `severities` go before the format's."""
    assert inbound.message is not None and inbound.format is not None
    broken = list(breaches(inbound.message, inbound.format.severities, severities or {}))
    if not broken:
        return []
    natives = Natives(inbound)
    return [_finding(breach, natives, inbound.format.id) for breach in broken]


class Natives:
    """Where the values of the model stand in the message that they were read from."""

    def __init__(self, inbound: Inbound) -> None:
        from gateway.mapping import mapping_of

        assert inbound.format is not None and inbound.tree is not None
        entries = mapping_of(inbound.format).trace_to_model(inbound.tree).entries
        self._places = Places.of(entries, inbound.format)
        self._entries: dict[str, Entry] = {normal(entry.path): entry for entry in entries}
        self._sorted = sorted(self._entries)

    def where(self, model: str) -> Where:
        """The native place of a path of the model, or of the nearest thing around it."""
        native = self._places.native_of(Spot((model,), True))
        if not native.known:
            return Where()
        path = normal(native.path)
        entry = self._entries.get(path) or self._first_below(path)
        where = entry.where if entry is not None else None
        return replace(where or Where(), path=self._places.shown(native.path))

    def _first_below(self, path: str) -> Entry | None:
        """The first value inside an element that is not a value itself."""
        at = bisect_left(self._sorted, f"{path}/")
        inside = []
        while at < len(self._sorted) and self._sorted[at].startswith(f"{path}/"):
            inside.append(self._entries[self._sorted[at]])
            at += 1
        return min(inside, key=_position, default=None)


def _position(entry: Entry) -> tuple[int, int, int]:
    where = entry.where or Where()
    return where.offset or 0, where.line or 0, where.segment or 0


def _finding(breach: Breach, natives: Natives, format: str) -> Finding:
    where = natives.where(breach.path)
    name = (where.path or breach.path).rpartition("/")[2].lstrip("@")
    return Finding(
        breach.rule.code,
        f"{name} {breach.broken.told}",
        Stage.CHECK,
        where,
        breach.severity,
        breach.broken.value,
        breach.broken.expected or None,
        breach.rule.code.fix,
        format,
        rule=breach.rule.id,
    )
