"""The gap report as lines and aligned columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from gateway.cli.gaps.report import GapReport
from gateway.cli.printing import table

if TYPE_CHECKING:
    from gateway.mapping.gap import FamilyMatrix, FormatGap, Needed, PairGap, Traffic


def as_text(report: GapReport) -> Iterator[str]:
    """All parts of a report, one after the other."""
    if report.format is not None:
        yield from _format(report.format)
    if report.pair is not None:
        yield from _pair(report.pair)
    for matrix in report.matrices:
        yield from _matrix(matrix)
    if report.traffic is not None:
        yield from _traffic(report.traffic)


def percent(share: float | None) -> str:
    """A share as whole percents, rounded down so that 100 % means all."""
    return "-" if share is None else f"{int(share * 100)} %"


def _format(gap: FormatGap) -> Iterator[str]:
    yield f"{gap.format} ({gap.family}{'' if gap.mapped else ', no mapping'})"
    yield f"  model places of the family said: {gap.model_paths_said} of {gap.model_paths}"
    yield f"  schema places: {', '.join(f'{n} {kind}' for kind, n in gap.places.items())}"
    rows = [
        (str(len(one.carriers)), one.model_path, one.wco_id or "-", one.definition) for one in gap.cannot_say
    ]
    yield from _section(
        "It cannot say, and so many others can", ("formats", "model", "WCO", "definition"), rows
    )
    places = [
        (one.kind, one.native, one.wco_class or "-", one.definition, one.reason) for one in gap.no_place
    ]
    head = ("class", "place", "near WCO", "definition", "reason")
    yield from _section("The model has no place for", head, places)


def _pair(gap: PairGap) -> Iterator[str]:
    yield f"{gap.sender} -> {gap.receiver}: {percent(gap.share)} of what the model holds is carried"
    yield f"  places of the sender: {', '.join(f'{n} {name}' for name, n in gap.values.items())}"
    yield from _needed("Mandatory, never supplied", gap.missing)
    yield from _needed("Mandatory in an optional element, never supplied", gap.missing_within)
    yield from _needed("Mandatory, and the sender may leave it out", gap.perhaps)
    for passage in ("lost", "lossy", "carried"):
        rows = [
            (v.native, " + ".join(v.model_paths), " + ".join(v.to) or "-", v.reason or "-")
            for v in gap.passages
            if v.passage == passage
        ]
        yield from _section(passage.capitalize(), ("place", "model", "to", "reason"), rows)


def _needed(title: str, needed: Iterable[Needed]) -> Iterator[str]:
    rows = [(n.native, " + ".join(n.model_paths) or "-", n.definition, n.reason) for n in needed]
    yield from _section(title, ("place", "model", "definition", "reason"), rows)


def _matrix(matrix: FamilyMatrix) -> Iterator[str]:
    yield f"{matrix.family}: {len(matrix.formats)} formats, {len(matrix.cells)} pairs"
    if matrix.unmapped:
        yield f"  without a mapping: {', '.join(matrix.unmapped)}"
    rows = [
        (c.sender, c.receiver, percent(c.share), str(c.missing), str(c.missing_within), str(c.values["lost"]))
        for c in matrix.cells
    ]
    head = ("sender", "receiver", "carried", "missing", "missing within", "lost")
    yield from _section("Pairs", head, rows)


def _traffic(traffic: Traffic) -> Iterator[str]:
    yield f"Traffic: {traffic.messages} messages, {traffic.values} values, {traffic.unread} messages without an account"
    rows = [
        (str(r.occurrences), str(r.messages), r.format, r.native, r.outcome, r.reason or "-")
        for r in traffic.residues
    ]
    head = ("values", "messages", "format", "place", "outcome", "reason")
    yield from _section("Not held by the model", head, rows)


def _section(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"{title}: {len(rows)}"
    if rows:
        yield from table(rows, head)
    yield ""
