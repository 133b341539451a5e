"""rules.sch says what the publisher's own texts say, on thousands of messages: two readings of one condition."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from gateway.adapters.contract import Tree
from gateway.findings import Severity
from gateway.formats import Format, adapter_for
from gateway.rules.schematron.running import Run
from tests.rules.publisher_conditions import Lists, NotRead, Statement, broken, read, texts
from tests.rules.rule_cases import CATALOG, Case, cases, rules_in

FIVE, SIX = "eu/ncts-cc015c@5.1", "eu/ncts-cc015c@6.0"
PHASES = {(FIVE, ""): "phase5", (FIVE, "transitional"): "phase5", (SIX, ""): "phase6"}
READ = {(FIVE, ""): 60, (FIVE, "transitional"): 60, (SIX, ""): 60}
"""How many texts can be read, at least, of those that are asked in a phase."""
MIXED = 200
"""messages with some changes of several cases at once"""
OTHER = {
    "C0085": "asks for some guarantee types alone: CL076 is not public",
    "C0086": "asks for some guarantee types alone: what CL286 lacks is not sure",
    "R0006": "asks only where an office of transit is named: a condition says when one must be",
    "R0601": "an ELSE can be read in two ways: read as that of B1922, and told as a warning",
    "R0906": "one office of transit of Andorra is enough",
    "R0904": "asks for the countries of CL010: CL553 is not public",
    "C0502": "a transport document of any house consignment counts, not of the same one alone",
}
"""Conditions that rules.sch reads in its own way, and how."""


@cache
def _messages(format: str) -> list[Tree]:
    """The messages of all cases, and of several at once; only those that are built as the schema has it."""
    known = list(cases(CATALOG.get(FIVE)))
    singles = sorted({change for case in known for change in case.changes if not change.startswith("+")})
    chance = random.Random(20)
    found = [case.tree() for case in known]
    for _ in range(MIXED):
        # A change in what another has taken away finds nothing: what is set goes first.
        chosen = sorted(chance.sample(singles, chance.randint(2, 7)), key=lambda change: change[0] == "-")
        found.append(Case(CATALOG.get(FIVE), "", "", tuple(chosen), 0).tree())
    return [tree for tree in found if _is_built(tree, CATALOG.get(format))]


def _is_built(tree: Tree, format: Format) -> bool:
    found = adapter_for(format.syntax).check(tree, format.spec)
    return not any(f.severity is Severity.ERROR and f.code.id[3] in "019" for f in found)


@cache
def _lists(format: str) -> Lists:
    """The code lists of rules by their numbers."""
    folder = CATALOG.get(FIVE).folder / "codes"
    found: dict[str, set[str]] = {}
    for file in folder.glob("cl*.csv"):
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        found.setdefault(file.stem[:5].upper(), set()).update(row["code"] for row in csv.DictReader(lines))
    return {name: frozenset(codes) for name, codes in found.items()}


def _conditions(shared: Path, format: str, phase: str) -> Iterator[tuple[str, list[Statement]]]:
    folder = PHASES[format, phase]
    asked = {check.flag for check in rules_in(CATALOG.get(format), phase).checks}
    known = texts(shared / "corpus/eu-ncts/docs" / f"{folder}-rules", "CBR" if folder == "phase5" else "CR")
    for code, text in sorted(known.items()):
        if code in asked:
            try:
                yield code, read(text)
            except NotRead:
                continue


@pytest.mark.parametrize(("format", "phase"), PHASES)
def test_the_rules_say_what_the_publishers_texts_say(shared: Path, format: str, phase: str) -> None:
    conditions = dict(_conditions(shared, format, phase))
    assert len(conditions) >= READ[format, phase]
    rules = rules_in(CATALOG.get(format), phase)
    apart: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for tree in _messages(format):
        ours = {found.check.check.flag for found in Run(rules.compiled, tree.root).broken()}
        for code, statements in conditions.items():
            if code not in OTHER:
                theirs = broken(statements, tree.root, _lists(format))
                apart[code] += theirs != (code in ours)
                both[code] += theirs and code in ours
    assert {code: count for code, count in apart.items() if count} == {}
    # A condition that no message breaks is not asked.
    assert [code for code, count in both.items() if not count] == []
