"""The publisher's transit declarations against the publisher's rules: they keep them, or it is said why not.

The publisher has three sets: messages for the time after the transitional period, for both times, and for the
transitional period alone. The last set shows what goes wrong: most of its messages break one rule each.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from gateway.adapters.contract import Limits
from gateway.findings import Severity
from gateway.formats import adapter_for
from gateway.rules.schematron.running import Run
from tests.rules.rule_cases import CATALOG, rules_in

FORMAT = CATALOG.get("eu/ncts-cc015c@5.1")
SETS = {"final": "Final Only", "both": "transition-and-final", "transitional": "transition-only"}
MESSAGES = {"final": 11, "both": 40, "transitional": 21}
EXPLAINED: dict[tuple[str, str], dict[str, int]] = {
    ("final", ""): {},
    ("both", "transitional"): {
        # Goods in containers, and no transport equipment: lodged before it is known.
        "C0823.1": 4,
        # A country of dispatch, which the type of the declaration does not leave out.
        "E1301": 1,
    },
    # The set is older than the one for the final state alone, in which every message has both.
    ("both", ""): {
        "C0823.1": 4,
        # No country of dispatch, which the transitional period forbids and the final state demands.
        "C0909.4": 39,
        # No place of loading, likewise.
        "C0403": 26,
    },
    ("transitional", "transitional"): {
        # A UCR of the consignment and of the item.
        "B1895": 3,
        # By post, and vehicles.
        "B1890": 1,
        "B1891.2": 1,
        # By rail, and a nationality.
        "B1897.2": 4,
        # Countries of routing without safety and security data.
        "B1848.2": 3,
        # Two house consignments.
        "E1406.2": 2,
        # What is not used yet, with a placeholder for the number of an export.
        "E1301": 3,
        "C0542.3": 3,
        "R0416": 3,
    },
}
"""How many messages of a set break a rule in a phase: set and phase, then the id of the rule."""


@cache
def _messages(shared: Path, name: str) -> list[Path]:
    files = sorted((shared / "corpus/eu-ncts/samples").rglob("*_ie015_*.xml"))
    return [file for file in files if SETS[name] in file.parts]


@pytest.mark.parametrize("name", SETS)
def test_all_messages_are_asked(shared: Path, name: str) -> None:
    assert len(_messages(shared, name)) == MESSAGES[name]


@pytest.mark.parametrize(("name", "phase"), EXPLAINED)
def test_the_publishers_messages_keep_the_publishers_rules(shared: Path, name: str, phase: str) -> None:
    adapter, limits, spec = adapter_for(FORMAT.syntax), Limits(), FORMAT.spec
    broken: Counter[str] = Counter()
    for file in _messages(shared, name):
        (part,) = adapter.split(file.read_bytes(), limits)
        run = Run(rules_in(FORMAT, phase).compiled, adapter.read(part, spec, limits).root)
        checks = [found.check.check for found in run.broken()]
        broken.update({check.id for check in checks if check.severity is Severity.ERROR})
    assert dict(broken) == EXPLAINED[name, phase]
