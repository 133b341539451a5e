"""What rules.sch may not say is refused, with the line and what is expected instead."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from gateway.findings import Finding
from gateway.rules.schematron import AgencyRules, RulesUnusable
from tests.rules.oracle import SCHEMA

RULE = '<pattern>\n<rule context="item">\n<assert id="r1" test="{test}">text</assert></rule></pattern>'
NS = '<ns prefix="r" uri="urn:trade-gateway:rules"/>'


def _refused(body: str, folder: Path, more: str = "", phase: str = "") -> list[Finding]:
    (folder / "rules.sch").write_text(SCHEMA.format(more=more, body=body), "utf-8")
    with pytest.raises(RulesUnusable) as caught:
        AgencyRules(folder / "rules.sch", "xx/test@1", [folder], phase)
    return caught.value.findings


@pytest.mark.parametrize(
    ("test", "code", "told"),
    [
        ("item[", "RUL201", "the end at character 6 where a step"),
        ("a b", "RUL201", "'b' at character 3"),
        ("a ! b", "RUL201", "means nothing"),
        ("for $x in a return $x", "RUL201", "character 5"),
        ("$nothing = 1", "RUL102", r"there is no value \$nothing"),
        ("x:item", "RUL102", "the prefix x is not declared"),
        ("x:matches(., 'a')", "RUL102", "the prefix x is not declared"),
        ("r:match(., 'a')", "RUL102", "no function r:match"),
        ("matches(., 'a')", "RUL102", "no function matches"),
        ("document('http://example.org/')", "RUL102", "no function document"),
        ("key('k', 1)", "RUL102", "no function key"),
        ("count(a, b)", "RUL201", "count takes 1 arguments"),
        ("concat(a)", "RUL201", "concat takes 2 or more"),
        ("count('a')", "RUL201", "count takes nodes"),
        ("r:distinct(1 + 1)", "RUL201", "takes nodes"),
        ("'a'/b", "RUL201", "a path starts with nodes"),
        ("a | 'b'", "RUL201", "only nodes stand beside"),
        ("position() = 1", "RUL201", "means nothing outside a predicate"),
        ("namespace::*", "RUL201", "the axis namespace"),
        ("r:matches(., '(?=a)')", "RUL201", "no pattern"),
        ("r:matches(., '[')", "RUL201", "no pattern"),
        ("r:matches(., ../p)", "RUL201", "is a constant"),
        ("r:matches(., '((a{100}){100}){100}')", "RUL201", "no pattern"),
        (f"r:matches(., '{'a' * 2_001}')", "RUL901", "longer than"),
        ("r:matches(., '(\\pL{500}){2}')", "RUL901", "no pattern"),
        ("r:code(., 'nowhere')", "RUL102", "no code list codes/nowhere.csv"),
        ("r:code(., '../secret')", "RUL102", "no code list"),
        ("(" * 200 + "1" + ")" * 200, "RUL201", "more than 32"),
        ("1" + " + 1" * 8_000, "RUL201", "longer than"),
    ],
)
def test_tests_that_are_refused(test: str, code: str, told: str, tmp_path: Path) -> None:
    (finding,) = _refused(NS + RULE.format(test=test), tmp_path)
    assert (finding.code.id, finding.where.line) == (code, 3)
    assert re.search(told, finding.message), finding.message
    assert finding.where.path == (tmp_path / "rules.sch").as_posix()


@pytest.mark.parametrize(
    ("context", "told"),
    [
        ("..", "parent::node"),
        (".", "self::node"),
        ("ancestor::a", "ancestor::a cannot"),
        ("a/text()", "text"),
        ("count(a)", "one or more paths"),
        ("$x", "no value"),
        ("/ | a", "the document itself"),
        ("a[. = current()]", "no current"),
        ("a[", "the end at character"),
    ],
)
def test_contexts_that_are_refused(context: str, told: str, tmp_path: Path) -> None:
    rule = f'<pattern><rule context="{context}">\n<assert id="r1" test="1">text</assert></rule></pattern>'
    findings = _refused(rule, tmp_path)
    assert findings[0].where.line == 1 and told in findings[0].message


@pytest.mark.parametrize(
    ("body", "code", "line", "told"),
    [
        ("\n<rules/>", "RUL101", 2, "rules is not read in schema"),
        ("<pattern>\n<asert/></pattern>", "RUL101", 2, "asert"),
        ("<pattern>\nloose</pattern>", "RUL101", 1, "holds no text"),
        ('<pattern><rule context="a">\n<assert test="1">x</assert></rule></pattern>', "RUL101", 2, "lacks id"),
        ('<pattern><rule context="a">\n<assert id="r">x</assert></rule></pattern>', "RUL101", 2, "lacks test"),
        ('<pattern><rule context="a">\n<assert id="r" test="1"/></rule></pattern>', "RUL101", 2, "says nothing"),
        (
            '<pattern><rule context="a">\n<assert id="r" test="1" role="fatal">x</assert></rule></pattern>',
            "RUL101", 2, "no role fatal",
        ),
        (
            '<pattern><rule context="a">\n<assert id="r" test="1" roel="error">x</assert></rule></pattern>',
            "RUL101", 2, "no attribute roel",
        ),
        ('<pattern>\n<rule><assert id="r" test="1">x</assert></rule></pattern>', "RUL101", 2, "lacks context"),
        (
            '<pattern><rule context="a"><assert id="r" test="1">x</assert>\n'
            '<assert id="r" test="1">x</assert></rule></pattern>',
            "RUL103", 2, "r is there already",
        ),
        (
            '<pattern><rule context="a"><let name="x" value="1"/>\n<let name="x" value="2"/></rule></pattern>',
            "RUL103", 2, "the value x",
        ),
        ('<ns prefix="a" uri="u"/>\n<ns prefix="a" uri="v"/>', "RUL103", 2, "the prefix a"),
        (
            '<pattern><rule context="a">\n<assert id="r" test="1" diagnostics="d">x</assert></rule></pattern>',
            "RUL102", 2, "no diagnostic d",
        ),
        ('\n<pattern is-a="p"/>', "RUL102", 2, "no abstract pattern p"),
        ('<pattern><rule context="a">\n<extends rule="e"/></rule></pattern>', "RUL102", 2, "no abstract rule e"),
        (
            '<pattern><rule abstract="true" id="e">\n<extends rule="e"/></rule>'
            '<rule context="a"><extends rule="e"/></rule></pattern>',
            "RUL104", 2, "extends itself",
        ),
        (
            '\n<pattern abstract="true" id="p" is-a="p"/><pattern is-a="p"/>', "RUL104", 2, "made of another",
        ),
        ('<phase id="p">\n<active pattern="x"/></phase>', "RUL102", 1, "a pattern x, which is not there"),
        ('\n<include href="../other.sch"/>', "RUL101", 2, "by its name alone"),
        ('\n<include href="http://example.org/x.sch"/>', "RUL101", 2, "by its name alone"),
        ('\n<include href="missing.sch"/>', "RUL102", 2, "there is no file missing.sch"),
        ('\n<include href="rules.sch"/>', "RUL104", 2, "includes itself"),
    ],
)  # fmt: skip
def test_parts_that_are_refused(body: str, code: str, line: int, told: str, tmp_path: Path) -> None:
    findings = _refused(body, tmp_path)
    assert (findings[0].code.id, findings[0].where.line) == (code, line), findings
    assert told in findings[0].message


def test_a_phase_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "there is no phase late" in _refused("", tmp_path, more=' defaultPhase="late"')[0].message
    assert "there is no phase early" in _refused("", tmp_path, phase="early")[0].message


def test_another_query_language_is_refused(tmp_path: Path) -> None:
    text = SCHEMA.format(more="", body="").replace('"xslt"', '"xslt2"')
    (tmp_path / "rules.sch").write_text(text, "utf-8")
    with pytest.raises(RulesUnusable, match=r"not XPath 1\.0"):
        AgencyRules(tmp_path / "rules.sch", "xx/test@1")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<schema", "RUL001"),
        ("", "RUL001"),
        ("<schema/>", "the root is not sch:schema"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "has a DOCTYPE"),
        ("<a>" * 300 + "</a>" * 300, "RUL001"),
    ],
)
def test_files_that_are_refused(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "rules.sch").write_text(text, "utf-8")
    with pytest.raises(RulesUnusable, match=re.escape(told)):
        AgencyRules(tmp_path / "rules.sch", "xx/test@1")


def test_a_mistake_in_an_included_file_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "more.sch").write_text(
        '<pattern xmlns="http://purl.oclc.org/dsdl/schematron">\n\n<rule context="a[">'
        '<assert id="r" test="1">x</assert></rule></pattern>'
    )
    (finding,) = _refused('<include href="more.sch"/>', tmp_path)
    assert (finding.where.path, finding.where.line) == ((tmp_path / "more.sch").as_posix(), 3)


def test_values_of_values_of_values_do_not_grow_without_end(tmp_path: Path) -> None:
    lets = '<let name="v0" value="@a"/>'
    lets += "".join(f'<let name="v{n}" value="concat($v{n - 1}, $v{n - 1})"/>' for n in range(1, 60))
    rule = f'<pattern><rule context="item">{lets}<assert id="r1" test="$v59">x</assert></rule></pattern>'
    started = time.monotonic()
    findings = _refused(rule, tmp_path)
    assert {finding.code.id for finding in findings} == {"RUL901"} and time.monotonic() - started < 20


@pytest.mark.parametrize("test", ["$v/b", "count($v)", "$v | a", "$v[1]/c", "a[$v/b]"])
def test_a_value_that_is_no_nodes_is_not_used_as_such(test: str, tmp_path: Path) -> None:
    for value in ("string(a)", "count(a) + 1", "a = b", "-a", "$w"):
        lets = f"""<let name="w" value="'x'"/><let name="v" value="{value}"/>"""
        (finding,) = _refused(lets + RULE.format(test=test), tmp_path)
        assert (finding.code.id, finding.where.line) == ("RUL201", 3)
