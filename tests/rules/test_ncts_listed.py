"""rules.csv of transit declarations lists what the publisher names, and agrees with rules.sch."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.ncts_reference import listed
from tests.rules.rule_cases import CATALOG, rules_in

TABLES = {
    "eu/ncts-cc015c@5.1": "corpus/eu-ncts/docs/phase5-rules/_IE015_table.md",
    "eu/ncts-cc015c@6.0": "corpus/eu-ncts/docs/phase6-rules/_IE015_table.md",
}
_CODE = re.compile(r">([A-Z]\d{4})<")

every_format = pytest.mark.parametrize("id", TABLES)


@every_format
def test_all_that_the_publisher_names_for_the_message_is_listed(shared: Path, id: str) -> None:
    named = set(_CODE.findall((shared / TABLES[id]).read_text(encoding="utf-8")))
    assert len(named) >= 150
    assert sorted(named) == [row["rule"] for row in listed(CATALOG.get(id))]


@every_format
def test_what_is_decided_is_in_the_rules_and_nothing_else(id: str) -> None:
    format = CATALOG.get(id)
    phases = ("", *(phase.id for phase in rules_in(format).schema.phases))
    flags = {check.flag for phase in phases for check in rules_in(format, phase).checks}
    assert flags == {row["rule"] for row in listed(format) if row["decidable"] in ("yes", "partly")}


@every_format
def test_what_is_not_decided_says_why(id: str) -> None:
    for row in listed(CATALOG.get(id)):
        assert bool(row["needs"]) == (row["decidable"] in ("no", "partly")), row
        assert bool(row["said_by"]) == (row["decidable"] not in ("no", "explains")), row


def test_there_are_enough_of_them() -> None:
    """The default phase alone asks a hundred codes of the publisher's."""
    format = CATALOG.get("eu/ncts-cc015c@5.1")
    assert len({check.flag for check in rules_in(format).checks}) >= 100
    assert len({check.id for check in rules_in(format).schema.checks}) >= 250
