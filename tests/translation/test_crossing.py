"""Between families that meet, every element that facts prove on both sides is carried, or a reason says why not.

The tables beside this file hold the outcomes; they are written anew by `python -m tests.translation.table`. Reasons
stand in `reasons.csv`, by sender, receiver and element.
"""

from __future__ import annotations

import csv
import fnmatch
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from gateway.findings import Severity
from gateway.pipeline import produce
from tests.mapping.placement import addressed
from tests.translation.crossing import CATALOG, readings
from tests.translation.table import PAIRS, PLACE, file_of, judged, known_pairs, proven_rows, read_rows

LACKING = {"XML103", "XML106", "EDI103", "EDI105", "CSV102", "CSV107", "FLT103", "FLT108"}
"""codes of findings that something mandatory is not there"""
EXCUSES = Path(__file__).with_name("excuses.csv")


def test_all_pairs_are_there() -> None:
    assert known_pairs() == list(PAIRS)
    assert {file.name for file in PLACE.glob("*.csv")} == {file_of(pair).name for pair in PAIRS}


@pytest.mark.parametrize("pair", PAIRS, ids=" to ".join)
def test_what_is_proven_on_both_sides_is_carried_or_has_a_reason(pair: tuple[str, str]) -> None:
    rows = read_rows(pair)
    changed = [(row, now) for row in rows if (now := judged(row, pair)).outcome != row.outcome]
    assert not changed, changed[:5]
    assert not [row.element for row in rows if row.outcome != "carried" and not row.reason]
    assert Counter(row.outcome for row in rows)["carried"] > 0


@pytest.mark.parametrize("pair", PAIRS, ids=" to ".join)
def test_a_table_has_every_element_that_is_proven(pair: tuple[str, str], shared: Path) -> None:
    found = [(row.element, row.sender, row.receiver) for row in read_rows(pair)]
    assert found == [(row.element, row.sender, row.receiver) for row in proven_rows(pair)]


@pytest.mark.parametrize("pair", PAIRS, ids=" to ".join)
def test_outputs_are_valid_or_say_what_the_message_never_contained(pair: tuple[str, str]) -> None:
    sender, receiver = pair
    target = CATALOG.get(receiver)
    for reading in readings(sender):
        out = produce(addressed(reading.message), target)
        errors = [f for f in out.findings if f.severity is Severity.ERROR]
        odd = [f for f in errors if f.code.id not in LACKING and not _excused(pair, f.code.id, f.where.path)]
        assert not odd, (reading.file.name, [(f.code.id, f.where.path, f.value, f.expected) for f in odd][:5])


def _excused(pair: tuple[str, str], code: str, path: str | None) -> bool:
    plain = re.sub(r"\[\d+\]", "", path or "")
    return any(
        fnmatch.fnmatchcase(pair[0], row["sender"])
        and fnmatch.fnmatchcase(pair[1], row["receiver"])
        and row["code"] == code
        and fnmatch.fnmatchcase(plain, row["path"])
        for row in _excuses()
    )


@cache
def _excuses() -> list[dict[str, str]]:
    with EXCUSES.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
