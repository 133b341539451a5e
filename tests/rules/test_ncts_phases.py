"""The phases of transit declarations: which rules differ, and that those of phase 5 do in phase 6 what they did."""

from __future__ import annotations

from gateway.rules.schematron.schema import Check
from tests.rules.rule_cases import CATALOG, broken_ids, cases, rules_in

FIVE = CATALOG.get("eu/ncts-cc015c@5.1")
SIX = CATALOG.get("eu/ncts-cc015c@6.0")


def _texts(format_phase: tuple[str, str]) -> dict[str, str]:
    checks: list[Check] = rules_in(CATALOG.get(format_phase[0]), format_phase[1]).checks
    return {check.id: check.test for check in checks}


def test_phase_6_differs_in_what_the_publisher_changed() -> None:
    five, six = _texts((FIVE.id, "")), _texts((SIX.id, ""))
    # What phase 6 demands or forbids by its schema, and what it has no text of.
    gone = {id.partition(".")[0] for id in five.keys() - six.keys()}
    assert gone == {"B2101", "B2400", "C0403", "G0991"}
    assert six.keys() - five.keys() == set()
    assert {id for id in six if six[id] != five[id]} == {"C0599", "C0670", "C0806.1"}


def test_the_transitional_period_has_what_held_then() -> None:
    final, then = _texts((FIVE.id, "")), _texts((FIVE.id, "transitional"))
    assert {id[0] for id in then.keys() - final.keys()} == {"B", "E"}
    # What rules of the transitional period take out or put another rule in the place of.
    taken = {id.partition(".")[0] for id in final.keys() - then.keys()} - {"B2101", "B2400", "G0991"}
    assert taken == {
        "C0001", "C0153", "C0191", "C0403", "C0502", "C0586", "C0587", "C0598", "C0599", "C0710", "C0806", "C0826",
        "C0837", "C0909", "R0003", "R0005", "R0006", "R0076", "R0106", "R0219", "R0220", "R0221", "R0223", "R0364",
        "R0473", "R0601", "R0855", "R3061",
    }  # fmt: skip


def test_rules_that_phase_6_includes_come_out_as_in_phase_5() -> None:
    """The cases of phase 5, asked of the rules of phase 6: the trees do not say which phase they are of."""
    known = _texts((SIX.id, ""))
    same = {id for id, test in _texts((FIVE.id, "")).items() if known.get(id) == test}
    asked = [case for case in cases(FIVE) if case.rule in same]
    wrong = [
        (case.line, case.rule)
        for case in asked
        if (case.rule in broken_ids(SIX, case.tree())) != (case.outcome == "broken")
    ]
    assert len(asked) > 300
    assert wrong == []
