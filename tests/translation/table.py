"""Tables of what is carried between two formats: one row an element that facts prove on both sides.

`python -m tests.translation.table` writes the outcomes anew. A row that is not carried needs a reason: that of the
sender's own mapping where it keeps the value, else the first line of `reasons.csv` that speaks of it.
"""

from __future__ import annotations

import csv
import fnmatch
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from gateway.mapping.gap import places_of
from tests.translation.crossing import CATALOG, Spot, crossing
from tests.translation.proven import Fact, fact_of, proven

PLACE = Path(__file__).parent / "tables"
REASONS = Path(__file__).with_name("reasons.csv")
COLUMNS = ("element", "from", "to", "outcome", "came_to", "reason")

DECLARATIONS = (
    "gb/cds-declaration@3.6", "un/cusdec@d96b", "asycuda/sad@4.2", "oasis/import-customs-declaration@2.4",
    "oasis/export-customs-declaration@2.4", "xx/declaration-sheet@1", "in/bill-of-entry@2.23",
)  # fmt: skip
TRANSIT = ("eu/ncts-cc015c@5.1", "gb/cds-declaration@3.6", "oasis/transit-customs-declaration@2.4")
REPORTS = (
    ("gb/ens-cc315a@11.2", "un/cuscar@d96b"),
    ("dcsa/transport-document@3", "un/cuscar@d96b"),
)
PAIRS = tuple(
    dict.fromkeys(
        [
            *((a, b) for family in (DECLARATIONS, TRANSIT) for a in family for b in family if a != b),
            *REPORTS,
        ]
    )
)


@dataclass(frozen=True)
class Row:
    """One element of two formats: where each has it, and what became of it on the way."""

    element: str
    sender: str
    receiver: str
    outcome: str = ""
    came_to: str = ""
    reason: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """As the file has them."""
        return (self.element, self.sender, self.receiver, self.outcome, self.came_to, self.reason)


def known_pairs() -> list[tuple[str, str]]:
    """The pairs of formats that are there."""
    return [pair for pair in PAIRS if set(pair) <= set(CATALOG.ids)]


def file_of(pair: tuple[str, str]) -> Path:
    """The table of a pair."""
    return PLACE / f"{'--'.join(id.partition('@')[0].replace('/', '-') for id in pair)}.csv"


def read_rows(pair: tuple[str, str]) -> list[Row]:
    """The rows of a table; none where there is no table yet."""
    file = file_of(pair)
    if not file.is_file():
        return []
    with file.open(newline="", encoding="utf-8") as opened:
        return [Row(*(row[name] for name in COLUMNS)) for row in csv.DictReader(opened)]


def proven_rows(pair: tuple[str, str]) -> list[Row]:
    """A row for every element that facts prove on both sides, without its outcome."""
    ours, theirs = (_placed(id) for id in pair)
    return [
        Row(path, _shown(ours[path]), _shown(theirs[path])) for path in sorted(ours.keys() & theirs.keys())
    ]


@cache
def _placed(id: str) -> dict[str, set[Fact]]:
    """What facts prove of a format and its schema has a place for; other messages of the owner are left out."""
    format = CATALOG.get(id)
    names = (tuple(name.rpartition("}")[2] for name in path) for path in places_of(format))
    spots = [Spot(tuple(name for name in each if name != "DateTimeString")) for each in names]
    found = {}
    for path, facts in proven(id.partition("@")[0]).items():
        known = {fact for fact in facts if any(spot.fits(Fact(fact.names)) for spot in spots)}
        if known and not path.startswith("{"):
            found[path] = known
    return found


def judged(row: Row, pair: tuple[str, str]) -> Row:
    """The row with what became of the element in the samples of the sender."""
    found = crossing(*pair)
    froms, tos = _facts(row.sender), _facts(row.receiver)
    spots = [spot for spot in found.said if any(spot.fits(fact) for fact in froms)]
    if not spots:
        return replace(row, outcome="not said", came_to="")
    arrived = {there for spot in spots for there in found.arrived[spot]}
    same = {there for spot in spots for there in found.same[spot]}
    if any(there.fits(fact) for there in arrived | same for fact in tos):
        return replace(row, outcome="carried", came_to="", reason="")
    if arrived:
        return replace(
            row, outcome="elsewhere", came_to=" ; ".join(sorted({there.shown for there in arrived})[:3])
        )
    kept = all(found.said[spot] <= {"kept", "ignored", "residue"} for spot in spots)
    reason = "; ".join(sorted({r for spot in spots for r in found.reasons[spot]})) if kept else ""
    return replace(row, outcome="kept" if kept else "lost", came_to="", reason=reason or row.reason)


def renewed(pair: tuple[str, str]) -> list[Row]:
    """The rows of a pair with new outcomes and the reasons that are written down."""
    rows = [judged(row, pair) for row in proven_rows(pair)]
    return [
        row if row.reason or row.outcome == "carried" else replace(row, reason=reason_of(row, pair))
        for row in rows
    ]


def reason_of(row: Row, pair: tuple[str, str]) -> str:
    """The first reason that speaks of these formats, this element and this outcome."""
    cells = (*pair, row.element, row.outcome)
    names = ("sender", "receiver", "element", "outcome")
    return next(
        (
            known["reason"]
            for known in _reasons()
            if all(fnmatch.fnmatchcase(cell, known[name]) for cell, name in zip(cells, names, strict=True))
        ),
        "",
    )


@cache
def _reasons() -> list[dict[str, str]]:
    with REASONS.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _shown(facts: set[Fact]) -> str:
    return " ; ".join(fact.shown for fact in sorted(facts))


def _facts(cell: str) -> list[Fact]:
    return [fact_of(text) for text in cell.split(" ; ")]


def main() -> None:
    """Write all tables anew, and say what waits for a reason."""
    for pair in known_pairs():
        rows = renewed(pair)
        with file_of(pair).open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(row.cells for row in rows)
        counts = {
            o: sum(row.outcome == o for row in rows)
            for o in ("carried", "elsewhere", "kept", "lost", "not said")
        }
        open_ = sum(row.outcome != "carried" and not row.reason for row in rows)
        print(f"{' -> '.join(pair):<75} {counts} without a reason: {open_}")


if __name__ == "__main__":
    main()
