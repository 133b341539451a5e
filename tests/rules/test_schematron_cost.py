"""Rules that would take minutes are refused, or left out of messages that are too large for them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import etree

from gateway.adapters.contract import Tree
from gateway.findings import Finding, Severity
from gateway.rules.schematron import AgencyRules, RulesUnusable
from gateway.rules.schematron.cost import FEW
from gateway.rules.schematron.rules import MOST_TOLD
from tests.rules.oracle import SCHEMA

RULE = '<pattern><rule context="{context}"><{kind} id="r1" test="{test}">text</{kind}></rule></pattern>'


def _rules(folder: Path, context: str, test: str, kind: str = "assert", lets: str = "") -> AgencyRules:
    body = lets + RULE.format(context=context, test=test, kind=kind)
    (folder / "rules.sch").write_text(SCHEMA.format(more="", body=body), "utf-8")
    return AgencyRules(folder / "rules.sch", "xx/test@1")


def _found(rules: AgencyRules, document: str) -> list[Finding]:
    return rules.check(Tree(_root=etree.fromstring(document)), "xml")


@pytest.mark.parametrize(
    ("context", "test"),
    [
        ("*", "//a = ."),
        ("item", "//a[@x = //b/@y]"),
        ("/", "//a[@x = //b[@y = //c/@z]/@y]"),
        ("item", "count(../item[count(../item[. = current()]) &gt; 1]) = 0"),
        ("item", "count(//*[. = current()/@x]) = count(//*[count(//b) = 1])"),
    ],
)
def test_rules_that_are_refused(context: str, test: str, tmp_path: Path) -> None:
    with pytest.raises(RulesUnusable, match="again and again"):
        _rules(tmp_path, context, test)


@pytest.mark.parametrize(
    ("context", "test"),
    [
        ("item", "not(@id = preceding-sibling::item/@id)"),
        ("item", "count(../item[@id = current()/@id]) = 1"),
        ("item", "//header/@mode = 'A'"),
        ("item", "part[preceding-sibling::part/@n = @n]"),
        ("/", "count(//item[@id = //part/@n]) = 0"),
        ("item/@id", "count(//@id[. = current()]) = 1"),
        ("/doc", "r:distinct(item/@id) = count(item)"),
    ],
)
def test_rules_that_are_taken(context: str, test: str, tmp_path: Path) -> None:
    ns = '<ns prefix="r" uri="urn:trade-gateway:rules"/>'
    assert len(_rules(tmp_path, context, test, lets=ns).checks) == 1


def test_a_rule_is_left_out_of_a_message_that_is_too_large_for_it(tmp_path: Path) -> None:
    rules = _rules(tmp_path, "item", "//other")
    small = "<doc><other/>" + "<item/>" * 500 + "</doc>"
    large = "<doc><other/>" + "<item/>" * (2 * FEW) + "</doc>"
    assert not _found(rules, small)
    (told,) = _found(rules, large)
    assert (told.code.id, told.severity, told.rule) == ("RUL901", Severity.WARNING, "r1")


def test_a_value_that_is_computed_once_is_cheap(tmp_path: Path) -> None:
    rules = _rules(tmp_path, "item", "$known", lets='<let name="known" value="boolean(//other)"/>')
    assert not _found(rules, "<doc><other/>" + "<item/>" * (2 * FEW) + "</doc>")


def test_a_rule_that_is_broken_everywhere_is_told_so_often(tmp_path: Path) -> None:
    rules = _rules(tmp_path, "item", "true()", "report")
    found = _found(rules, "<doc>" + "<item/>" * (MOST_TOLD + 500) + "</doc>")
    assert len(found) == MOST_TOLD + 1 and found[-1].message == "r1 is broken at 500 more places"


def test_a_rule_that_cannot_be_evaluated_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = _rules(tmp_path, "item", "a = 'b'")

    def refused(*_: object, **__: object) -> object:
        raise etree.XPathEvalError("Invalid type")

    broken = rules.compiled.broken(rules.compiled.rules[0].checks[0])
    monkeypatch.setattr(broken, "run", refused)
    (told,) = _found(rules, "<doc><item/></doc>")
    assert (told.code.id, told.severity) == ("RUL201", Severity.WARNING) and "Invalid type" in told.message


def test_a_test_that_looks_back_is_one_walk(tmp_path: Path) -> None:
    rules = _rules(tmp_path, "item", "count(/doc/item[@id = current()/@id]) = 1")
    (check,) = rules.compiled.rules[0].checks
    assert check.looks_back and check.selects is not None
    document = "<doc>" + "".join(f'<item id="{number % 40}"/>' for number in range(60)) + "</doc>"
    assert [found.where.path for found in _found(rules, document)][:2] == ["/doc/item[1]", "/doc/item[2]"]
    assert len(_found(rules, document)) == 40


def test_threads_do_not_see_each_others_nodes(tmp_path: Path) -> None:
    rules = _rules(tmp_path, "item", "count(/doc/item[@id = current()/@id]) = 1")

    def broken(size: int) -> int:
        ids = "".join(f'<item id="{number % size}"/>' for number in range(size + 5))
        return len(_found(rules, f"<doc>{ids}</doc>"))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(broken, range(10, 90))) == [10] * 80


def test_a_text_repeats_no_more_than_the_beginning_of_a_long_value(tmp_path: Path) -> None:
    body = """<pattern><rule context="item"><report id="r1" test="true()">it is <value-of select="."/></report>
        </rule></pattern>"""
    (tmp_path / "rules.sch").write_text(SCHEMA.format(more="", body=body), "utf-8")
    (told,) = _found(
        AgencyRules(tmp_path / "rules.sch", "xx/test@1"), f"<doc><item>{'x' * 5_000}</item></doc>"
    )
    assert told.message == f"it is {'x' * 200}..." and told.value == "x" * 200
