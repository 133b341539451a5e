"""A consignment whose items name their own bills is written as one consignment a bill."""

from __future__ import annotations

import pytest

from gateway.mapping.steps import steps
from gateway.model import Message

STEP = {"step": "divide", "list": "cargoReport/consignments[]", "by": "items[]/transportDocuments[]"}


def message(*consignments: dict[str, object]) -> Message:
    return Message.model_validate({"cargoReport": {"consignments": list(consignments)}})


def item(number: int, *bills: str) -> dict[str, object]:
    return {"sequence": number, "transportDocuments": [{"typeCode": "705", "id": bill} for bill in bills]}


def written(before: Message) -> list[tuple[int | None, list[str], list[int | None], list[str]]]:
    """Number of each consignment, its bills, its items, and the bills that are still at items."""
    (step,) = steps([STEP], {})
    report = step.write(before).cargo_report
    assert report is not None
    return [
        (
            each.sequence,
            [str(d.id) for d in each.transport_documents or []],
            [i.sequence for i in each.items or []],
            [str(d.id) for i in each.items or [] for d in i.transport_documents or []],
        )
        for each in report.consignments or []
    ]


def test_items_with_the_same_bill_stand_together_below_it() -> None:
    one = {"sequence": 1, "ucr": {"id": "U1"}, "items": [item(1, "A"), item(2, "B"), item(3, "A")]}
    before = message(one)
    copy = before.model_copy(deep=True)
    assert written(before) == [(None, ["A"], [1, 3], []), (None, ["B"], [2], [])]
    assert before == copy


def test_a_single_bill_keeps_the_number_of_the_consignment() -> None:
    assert written(message({"sequence": 4, "items": [item(1, "A", "M"), item(2, "A", "M")]})) == [
        (4, ["A", "M"], [1, 2], [])
    ]


def test_what_names_a_bill_above_or_not_everywhere_stays_as_it_is() -> None:
    above = {"sequence": 1, "transportDocuments": [{"id": "X"}], "items": [item(1, "A")]}
    partly = {"sequence": 2, "items": [item(1, "A"), {"sequence": 2}]}
    assert written(message(above, partly)) == [(1, ["X"], [1], ["A"]), (2, [], [1, 2], ["A"])]


def test_a_path_that_is_no_list_below_a_list_is_refused() -> None:
    for by in ("items", "items[]", "items[]/sequence"):
        with pytest.raises(ValueError, match="by"):
            steps([{**STEP, "by": by}], {})
