"""The UK notification: what each function code means, what points where, and the two declarations."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from gateway.formats import Catalog, Format
from gateway.mapping.table import read_table
from gateway.model import Message
from gateway.model.response import Outcome
from gateway.pipeline import Inbound, produce, receive

ROOT = Path(__file__).parents[2]
CATALOG = Catalog.load([ROOT])
FORMAT = CATALOG.get("gb/cds-notification@3.6")
DECLARATION = "{urn:wco:datamodel:WCO:DEC-DMS:2}Declaration"
GOOD = FORMAT.folder / "samples/good"
VALUES = ROOT / "mappings/gb/cds-notification/3.6/values/outcome.csv"
ROWS = list(csv.reader(VALUES.read_text("utf-8").splitlines()))[1:]
LAST = next(place for place, row in enumerate(ROWS) if row[0] == "*")
"""the row for any code: what stands behind it serves writing alone"""
TABLE = ROWS[:LAST]
WRITTEN = ROWS[LAST + 1 :]


def _received(data: bytes) -> Inbound:
    (inbound,) = receive(data, CATALOG)
    assert inbound.message is not None, [finding.message for finding in inbound.findings]
    return inbound


def _message(name: str) -> dict[str, Any]:
    message = _received((GOOD / f"{name}.xml").read_bytes()).message
    assert message is not None
    return message.model_dump(by_alias=True, exclude_none=True, mode="json")


@pytest.mark.parametrize(("code", "status", "outcome"), TABLE)
def test_a_function_code_is_read_as_its_outcome(code: str, status: str, outcome: str) -> None:
    data = (GOOD / "under-control.xml").read_bytes().replace(b">05<", f">{code}<".encode())
    if status != "*":
        at = b"    <Declaration>"
        data = data.replace(at, f"    <Status><NameCode>{status}</NameCode></Status>\n".encode() + at)
    message = _received(data).message
    assert message is not None and message.response is not None and message.envelope is not None
    assert message.response.outcome == outcome
    assert message.envelope.intent == ("acknowledge" if outcome == "received" else "notify")


def test_a_function_code_of_no_row_is_another_outcome() -> None:
    data = (GOOD / "under-control.xml").read_bytes().replace(b">05<", b">51<")
    message = _received(data).message
    assert message is not None and message.response is not None
    assert message.response.outcome == "other"


@pytest.mark.parametrize("outcome", sorted({row[2] for row in TABLE} - {"other"}))
def test_an_outcome_is_written_as_a_function_code_that_means_it(outcome: Outcome) -> None:
    content = {
        "outcome": outcome,
        "functionalReferenceId": "A1",
        "declarations": [{"id": "24GB00000000000001"}],
    }
    message = Message.model_validate({"envelope": {"family": "Response"}, "response": content})
    written = produce(message, FORMAT)
    assert written.data is not None, [finding.message for finding in written.findings]
    again = _received(written.data).message
    assert again is not None and again.response is not None
    assert again.response.outcome == outcome


@pytest.mark.parametrize(("code", "outcome"), [(row[0], row[2]) for row in WRITTEN])
def test_an_outcome_without_a_code_of_its_own_never_takes_that_of_another_format(
    code: str, outcome: Outcome
) -> None:
    """`16` is a refused correction in one list and the goods' leaving in another."""
    content = {"outcome": outcome, "functionCode": "16", "declarations": [{"id": "24GB00000000000001"}]}
    written = produce(Message.model_validate({"response": content}), FORMAT)
    assert "response/outcome" in [loss.model_path for loss in written.lost]
    assert written.data is not None
    assert (
        (f"<FunctionCode>{code}<".encode() in written.data) if code else b"<FunctionCode" not in written.data
    )


def test_mistakes_point_into_the_declaration_step_by_step() -> None:
    errors = _message("rejected")["response"]["errors"]
    assert [error["code"] for error in errors] == ["CDS12056", "CDS12099", "CDS10020", "CDS12005"]
    assert errors[0]["pointers"] == [
        {"section": "42A"},
        {"section": "67A"},
        {"section": "68A", "sequence": 1},
        {"section": "23A"},
        {"section": "21A", "sequence": 2, "tag": "145"},
    ]


def test_what_is_answered_and_what_is_amended_are_two_declarations() -> None:
    with_namespaces, without = _message("control-result"), _message("without-namespaces")
    assert with_namespaces == without
    response = with_namespaces["response"]
    assert [declaration["versionId"] for declaration in response["declarations"]] == ["2"]
    assert response["amended"]["totalPackageQuantity"] == {"value": "64"}
    (item,) = response["amended"]["goodsShipment"]["items"]
    assert item["additionalDocuments"][0]["statusCode"] == "EE"


def test_duties_stand_at_the_items_and_above_them() -> None:
    (declaration,) = _message("tax")["response"]["declarations"]
    payment = declaration["duties"][0]["payment"]
    assert payment["taxAssessed"] == {"value": "1913.34", "currency": "GBP"}
    assert payment["dueDateTime"] == "2024-06-01"
    items = declaration["goodsShipment"]["items"]
    assert [len(item.get("commodity", {}).get("dutyTaxFees", [])) for item in items] == [2, 2, 0]


def test_what_is_amended_is_read_as_a_declaration_is() -> None:
    """The rows for the declaration in an answer are those of the declaration's own format."""
    own = _rows(CATALOG.get("gb/cds-declaration@3.6"), 1)
    assert len(own) > 190
    assert _rows(FORMAT, 2) == own


def _rows(format: Format, above: int) -> list[str]:
    """The rows for a declaration, without what stands above it in source and model, without namespaces."""
    assert format.mapping_dir is not None
    found = []
    for row in read_table(format.mapping_dir, format.namespaces).rows:
        if any(step.name == DECLARATION for step in row.sources[0]):
            sources = [path[above + 1 :] for path in row.sources]
            models = [model[above:] for model in row.models]
            when = [(test.kind, test.path[above:], test.value) for test in row.when]
            words = (
                sources,
                models,
                row.kind,
                row.converter,
                row.arguments,
                when,
                row.constant,
                row.position,
            )
            found.append(re.sub(r"\{[^}]*\}", "", str(words)))
    return found
