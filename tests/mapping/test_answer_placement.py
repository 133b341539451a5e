"""Every element of an answer that the facts know is carried between the UK notification and CUSRES, or known to be lost.

The table beside this file has one row an element: `cds` is its path in the notification, `cusres` its place as the
mapping has it, and `reason` tells why an element is lost.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from lxml import etree

from gateway.findings import Severity
from gateway.formats import Catalog
from gateway.model import Message
from gateway.model.response import Outcome
from gateway.pipeline import Outbound, produce
from tests.mapping.placement import addressed, read

ROOT = Path(__file__).parents[2]
CATALOG = Catalog.load([ROOT])
CDS = CATALOG.get("gb/cds-notification@3.6")
CUSRES = CATALOG.get("un/cusres@d96b")
TABLE = Path(__file__).with_name("placement-cds-cusres.csv")
WIDE = CDS.folder / "samples" / "good" / "answer-wide.xml"
REJECTED = CDS.folder / "samples" / "good" / "rejected.xml"
NAMESPACES = {"r": CDS.namespaces[""]}

Row = dict[str, str]

with TABLE.open(newline="", encoding="utf-8") as _file:
    ROWS: list[Row] = list(csv.DictReader(_file))
CARRIED = [row for row in ROWS if row["outcome"] == "carried"]
LOST = [row for row in ROWS if row["outcome"] == "lost"]


def _named(row: Row) -> str:
    return row["cds"].removeprefix("Response/")


@cache
def _sent(sample: Path) -> Outbound:
    return produce(addressed(read(sample.read_bytes(), CDS.id)), CUSRES)


@cache
def _returned(sample: Path) -> bytes:
    data = _sent(sample).data
    assert data is not None
    returned = produce(read(data, CUSRES.id), CDS)
    assert returned.data is not None
    return returned.data


def _texts(data: bytes, path: str) -> list[str]:
    steps = "/".join(f"r:{name}" for name in path.split("/"))
    found = etree.fromstring(data).findall(steps, NAMESPACES)
    return ["".join(element.itertext()).strip() for element in found]


def test_the_table_has_every_element_of_an_answer(shared: Path) -> None:
    with (shared / "facts" / "elements.csv").open(newline="", encoding="utf-8") as file:
        facts = [row for row in csv.DictReader(file) if row["uk_cds_xpath"].startswith("Response/")]
    known = [(row["wco_id"], row["name"], row["uk_cds_xpath"]) for row in facts]
    assert [(row["wco_id"], row["name"], row["cds"]) for row in ROWS] == known


def test_what_the_facts_place_in_cusres_is_carried(shared: Path) -> None:
    with (shared / "facts" / "crosswalk" / "edifact-placement.csv").open(
        newline="", encoding="utf-8"
    ) as file:
        placed = [row["wco_path"] for row in csv.DictReader(file) if row["message"] == "CUSRES"]
    carried = {row["cds"] for row in CARRIED}
    known = {row["cds"] for row in ROWS}
    assert [path for path in placed if path in known and path not in carried] == []


def test_what_is_lost_has_a_reason_and_what_is_carried_a_place() -> None:
    assert all(row["reason"] and not row["cusres"] for row in LOST)
    assert all(row["cusres"] and not row["reason"] for row in CARRIED)
    assert len(CARRIED) + len(LOST) == len(ROWS)


def test_the_answer_with_every_element_is_a_valid_cusres() -> None:
    assert [f.message for f in _sent(WIDE).findings if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("row", CARRIED, ids=_named)
def test_a_carried_element_comes_back(row: Row) -> None:
    before = _texts(WIDE.read_bytes(), row["cds"])
    assert before
    assert _texts(_returned(WIDE), row["cds"])[: len(before)] == before


@pytest.mark.parametrize("row", LOST, ids=_named)
def test_a_lost_element_is_named(row: Row) -> None:
    (value, *_) = _texts(WIDE.read_bytes(), row["cds"])
    assert _texts(_returned(WIDE), row["cds"]) != _texts(WIDE.read_bytes(), row["cds"])
    lost = {loss.value for loss in _sent(WIDE).lost}
    assert value in lost or any(moment.replace("-", "").startswith(value[:8]) for moment in lost)


def test_pointers_into_items_come_back_step_by_step() -> None:
    """The item stands in ERP, the steps below it beside ERP."""
    data = _sent(REJECTED).data or b""
    assert b"ERP+10:1'RFF+ZZZ:42A'RFF+ZZZ:67A'RFF+ZZZ:68A:1'RFF+ZZZ:23A'RFF+ZZZ:21A:2:145'" in data
    for name in ("SequenceNumeric", "DocumentSectionCode", "TagID"):
        path = f"Response/Error/Pointer/{name}"
        assert _texts(_returned(REJECTED), path) == _texts(REJECTED.read_bytes(), path) != []


def test_item_numbers_of_an_agency_become_pointers() -> None:
    segments = (CUSRES.folder / "samples" / "good" / "rejected.edi").read_bytes()
    response = read(segments, CUSRES.id).response
    assert response is not None and response.errors is not None
    assert [(p.section, p.sequence) for p in response.errors[1].pointers or ()] == [
        ("42A", None),
        ("67A", None),
        ("68A", 2),
    ]
    written = produce(Message(response=response), CDS).data
    assert written is not None and _texts(written, "Response/Error/Pointer/SequenceNumeric")[0] == "2"


@pytest.mark.parametrize("outcome", get_args(Outcome))
@pytest.mark.parametrize("code", [None, "01", "10", "13", "14", "16", "17", "18"])
def test_every_outcome_comes_back_whatever_code_it_had_elsewhere(outcome: str, code: str | None) -> None:
    content = {"envelope": {}, "response": {"outcome": outcome, "functionCode": code}}
    outbound = produce(addressed(Message.model_validate(content)), CUSRES)
    assert outbound.data is not None
    assert [f.message for f in outbound.findings if f.severity is not Severity.INFO] == []
    response = read(outbound.data, CUSRES.id).response
    assert response is not None and response.outcome == outcome


@pytest.mark.parametrize(
    "name", sorted(file.name for file in (CUSRES.folder / "samples" / "good").glob("*.edi"))
)
def test_an_answer_of_an_agency_makes_a_valid_notification(name: str) -> None:
    """A time that states no zone has no place there: it is left out and told of, never given one."""
    message = read((CUSRES.folder / "samples" / "good" / name).read_bytes(), CUSRES.id)
    returned = produce(message, CDS)
    assert [f.message for f in returned.findings if f.severity is Severity.ERROR] == []
    issued = message.response.issue_date_time if message.response is not None else None
    assert issued is not None
    zoned = "+" in issued
    assert ("response/issueDateTime" in [loss.model_path for loss in returned.lost]) is not zoned
