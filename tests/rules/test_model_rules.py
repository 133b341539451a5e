"""What holds for every rule of everyone: its examples, its severity, its sources, its page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.findings.code import Severity
from gateway.formats import Catalog
from gateway.model import Message
from gateway.pipeline import receive
from gateway.rules.model.reference import render
from gateway.rules.model.registry import all_rules, breaches, rule_of, walk
from gateway.rules.model.rule import Rule
from gateway.rules.model.severities import WORDS, defaults, severity_of
from gateway.rules.model.subject import Subject

ROOT = Path(__file__).parents[2]
RULES = all_rules()

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def broken(document: dict[str, object], *rules: str) -> list[tuple[str, str, str]]:
    """What breaks these rules (or any) in a message: rule, path, expectation."""
    found = breaches(Message.model_validate(document))
    return [(b.rule.id, b.path, b.broken.expected) for b in found if not rules or b.rule.id in rules]


@every_rule
def test_the_first_example_breaks_the_rule_and_no_other(rule: Rule) -> None:
    found = broken(dict(rule.broken))
    assert [id for id, _, _ in found] == [rule.id]


@every_rule
def test_the_second_example_breaks_no_rule(rule: Rule) -> None:
    assert broken(dict(rule.sound)) == []


@every_rule
def test_a_breach_stands_at_a_value_of_the_example(rule: Rule) -> None:
    """The path leads through the message to the value that is named."""
    message = Message.model_validate(rule.broken)
    (breach,) = breaches(message)
    value = message.model_dump(by_alias=True)
    for step in breach.path.split("/"):
        name, _, number = step.partition("[")
        value = value[name][int(number[:-1]) - 1] if number else value[name]
    assert str(value) == breach.broken.value
    assert breach.broken.told and breach.broken.expected


@every_rule
def test_a_rule_has_a_source_and_a_severity(rule: Rule) -> None:
    assert len(rule.source) > 7
    assert defaults()[rule.id] in WORDS
    assert rule.code.severity is severity_of(rule.id)
    assert rule_of(rule.code.id) is rule and rule_of(rule.id) is rule


def test_severities_are_of_rules_that_there_are() -> None:
    assert set(defaults()) == {rule.id for rule in RULES}


def test_later_words_on_a_severity_win_and_nonsense_is_passed_over() -> None:
    id = "container-check-digit-wrong"
    assert severity_of(id) is Severity.WARNING
    assert severity_of(id, {id: "error"}) is Severity.ERROR
    assert severity_of(id, {id: "error"}, {id: "off"}) is None
    assert severity_of(id, {id: "error"}, {}) is Severity.ERROR
    assert severity_of(id, {id: "grave"}) is Severity.WARNING


def test_a_rule_that_is_off_is_not_looked_at() -> None:
    rule = RULES[0]
    message = Message.model_validate(rule.broken)
    assert list(breaches(message, {rule.id: "off"})) == []


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs/model-rules.md").read_text("utf-8") == render(), "run scripts/generate"


def test_the_same_object_is_found_once_and_in_its_place() -> None:
    items = [{"sequence": number} for number in (1, 2, 3)]
    subject = Subject(Message.model_validate({"declaration": {"goodsShipment": {"items": items}}}))
    shipment = subject.message.declaration and subject.message.declaration.goods_shipment
    assert shipment is not None and shipment.items is not None
    paths = [subject.path(item, "sequence") for item in shipment.items]
    assert paths == [f"declaration/goodsShipment/items[{number}]/sequence" for number in (1, 2, 3)]


def good_samples(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Every good sample of every format that has a mapping."""
    for format in catalog:
        for file in sorted((format.folder / "samples" / "good").glob("*")):
            if format.mapping_dir is not None and file.is_file():
                yield f"{format.id} {file.name}", file.read_bytes()


def test_no_good_sample_breaks_a_rule_gravely(catalog: Catalog) -> None:
    grave = [
        (name, finding.message)
        for name, data in good_samples(catalog)
        for inbound in receive(data, catalog)
        for finding in inbound.findings
        if finding.stage == "check" and finding.severity is Severity.ERROR
    ]
    assert grave == []


def test_the_walk_leads_to_all_that_rules_look_at(catalog: Catalog) -> None:
    """It leaves classes out that no rule names; nothing else may be lost by that."""
    wanted = {kind for rule in RULES for kind in rule.on}
    for _, data in good_samples(catalog):
        for inbound in receive(data, catalog):
            if inbound.message is not None:
                everything, short = Subject(inbound.message), Subject(inbound.message, walk())
                for kind in wanted:
                    assert {*map(id, short.all(kind))} == {*map(id, everything.all(kind))}
                for rule in RULES:
                    assert len([*rule.check(short)]) == len([*rule.check(everything)])
