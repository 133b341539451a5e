"""Change requests: what a standard lacks, as a body that keeps it could read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gateway.mapping.gap.alone import FormatGap, Unplaced
from gateway.mapping.gap.pair import PairGap, Passage
from gateway.mapping.gap.traffic import Traffic

MODEL = "common model"


@dataclass(slots=True)
class Request:
    """One element that a standard (`addressed_to`: the common model, or a format) should get.

    `seen_in` has native paths by format. `occurrences` counts values in traffic, `None` where none was read.
    """

    addressed_to: str
    wco_id: str
    element: str
    definition: str
    seen_in: dict[str, list[str]]
    occurrences: int | None
    wco_class: str
    reason: str


def requests_of(
    gaps: Iterable[FormatGap], traffic: Traffic | None = None, said: bool = False
) -> list[Request]:
    """What the model lacks, seen over formats; with `said`, also what each format cannot say."""
    gaps = list(gaps)
    counted = {} if traffic is None else {(r.format, r.native): 0 for r in traffic.residues}
    for residue in () if traffic is None else traffic.residues:
        counted[residue.format, residue.native] += residue.occurrences
    found: dict[tuple[str, str, str], Request] = {}
    for gap in gaps:
        for one in gap.no_place if gap.mapped else ():
            name = one.native.rpartition("/")[2]
            request = found.setdefault(_same(one, name), _for_model(one, name, traffic is not None))
            request.seen_in.setdefault(gap.format, []).append(one.native)
            if request.occurrences is not None:
                request.occurrences += counted.get((gap.format, one.native), 0)
    result = list(found.values())
    for gap in gaps if said else ():
        result.extend(
            Request(
                gap.format, u.wco_id or "", u.model_path, u.definition, u.carriers, None, u.wco_class or "",
                f"{len(u.carriers)} other formats of the family carry it",
            )
            for u in gap.cannot_say
        )  # fmt: skip
    result.sort(key=lambda r: (r.addressed_to != MODEL, -(r.occurrences or 0), -len(r.seen_in), r.element))
    return result


def requests_of_pair(pair: PairGap) -> list[Request]:
    """What the receiver would have to take to lose nothing of the sender, and what the sender must add."""
    lost = [
        Request(
            pair.receiver, "", v.native.rpartition("/")[2], v.definition, {pair.sender: [v.native]}, None, "",
            v.reason,
        )
        for v in pair.passages
        if v.passage == Passage.LOST
    ]  # fmt: skip
    needed = [
        Request(
            pair.sender, "", n.native.rpartition("/")[2], n.definition, {pair.receiver: [n.native]}, None, "",
            f"{pair.receiver} cannot do without it: {n.reason}",
        )
        for n in (*pair.missing, *pair.missing_within)
    ]  # fmt: skip
    return [*lost, *needed]


def _same(one: Unplaced, name: str) -> tuple[str, str, str]:
    return (name, one.definition, one.wco_class or "")


def _for_model(one: Unplaced, name: str, counting: bool) -> Request:
    return Request(
        MODEL, "", name, one.definition, {}, 0 if counting else None, one.wco_class or "", one.reason
    )
