"""Every rule of an agency has a message that breaks it and one that keeps it, and both do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gateway.findings import Severity
from gateway.formats import Format, adapter_for
from gateway.pipeline import receive
from tests.rules.rule_cases import (
    CATALOG,
    asked_of,
    base,
    broken_ids,
    cases,
    formats_with_rules,
    own_checks,
    phase_of,
    rules_in,
)

FORMATS = formats_with_rules()
every_format: Callable[[Callable[[Format], None]], Callable[[Format], None]] = pytest.mark.parametrize(
    "format", FORMATS, ids=[format.id for format in FORMATS]
)


@every_format
def test_every_rule_has_a_case_that_breaks_it_and_one_that_keeps_it(format: Format) -> None:
    for outcome in ("broken", "kept"):
        asked = {case.rule for case in cases(format) if case.outcome == outcome}
        assert {check.id for check in own_checks(format)} == asked, outcome


@every_format
def test_the_base_message_is_valid_and_keeps_every_rule(format: Format) -> None:
    (file,) = (format.folder / "samples" / "rules").glob("base.*")
    (found,) = receive(file.read_bytes(), CATALOG, as_format=format.id)
    assert [(f.code.id, f.rule, f.where.path) for f in found.findings if f.severity is Severity.ERROR] == []
    assert broken_ids(format, base(format)) == []


@every_format
def test_every_case_has_its_outcome(format: Format) -> None:
    wrong = []
    for case in cases(format):
        tree = case.tree()
        broken = case.rule in broken_ids(format, tree, phase_of(format, case.rule))
        if broken != (case.outcome == "broken"):
            wrong.append((case.line, case.rule, case.outcome))
        elif not broken and not asked_of(format, case.rule, tree) and not _never(format, case.rule):
            wrong.append((case.line, case.rule, "asks nothing of this message"))
    assert wrong == []


def _never(format: Format, rule: str) -> bool:
    """Whether a rule is about what may not be there at all: nothing that it looks at can keep it."""
    return all(check.test == "false()" for check in own_checks(format) if check.id == rule)


@every_format
def test_every_case_is_built_as_the_schema_has_it(format: Format) -> None:
    """Rules are asked of messages without errors of structure only: a case must be one."""
    adapter = adapter_for(format.syntax)
    wrong = []
    for case in cases(format):
        found = adapter.check(case.tree(), format.spec)
        errors = [f"{f.code.id} {f.message}" for f in found if f.severity is Severity.ERROR]
        if errors:
            wrong.append((case.line, case.rule, errors[0]))
    assert wrong == []


@every_format
def test_every_rule_names_its_code_and_its_source(format: Format) -> None:
    for check in rules_in(format).schema.checks:
        assert check.flag and check.id.partition(".")[0] == check.flag, check.id
        assert check.see.startswith("https://"), check.id


@every_format
def test_no_phase_has_mistakes(format: Format) -> None:
    for phase in ("", *(phase.id for phase in rules_in(format).schema.phases)):
        assert rules_in(format, phase).findings == []
