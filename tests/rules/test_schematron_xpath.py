"""XPath 1.0 is read as libxml2 reads it, written back the same, and never raises anything but its own error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from gateway.rules.schematron import AgencyRules, RulesUnusable
from gateway.rules.schematron.expression import written
from gateway.rules.schematron.tuning import stopping_early
from gateway.rules.schematron.xpath import NotXPath, parsed
from tests.rules.test_schematron_oracle import _Words, documents

SOUP = st.lists(
    st.sampled_from(
        [
            "a",
            "b",
            "and",
            "or",
            "div",
            "mod",
            "*",
            "/",
            "//",
            ".",
            "..",
            "@",
            "::",
            "(",
            ")",
            "[",
            "]",
            ",",
            "|",
            "+",
            "-",
            "=",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "1",
            ".5",
            "'x'",
            '"y"',
            "$v",
            "text()",
            "node()",
            "self::",
            "count(",
            "not(",
            "position()",
            "last()",
            "p:",
            "child::a",
            "é",
        ]
    ),
    max_size=12,
).map(" ".join)
DOCUMENT = etree.fromstring('<a x="1"><b>2</b><b x="3"><a>4</a></b><c/><a><b/></a></a>')


def _verdict(text: str) -> bool:
    try:
        etree.XPath(text, namespaces={"p": "urn:p"})
    except etree.XPathError:
        return False
    return True


@settings(max_examples=400, deadline=None)
@given(SOUP)
@example("* * *")
@example("/ and a")
@example("a/ /b")
@example("- - 1")
@example("div div div")
@example(". .")
@example("1.5.")
def test_what_is_read_is_what_libxml2_takes(text: str) -> None:
    try:
        e = parsed(text)
    except NotXPath:
        return
    assert _verdict(text) and parsed(written(e)) == e and _verdict(written(e))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), documents())
def test_writing_does_not_change_what_an_expression_says(data: st.DataObject, document: str) -> None:
    words = _Words(lambda strategy: data.draw(strategy))  # type: ignore[arg-type, return-value]
    words.current = False
    text = words.test()
    root = etree.fromstring(document)
    for node in list(root.iter())[:4]:
        said = _value(text, node)
        assert _value(written(parsed(text)), node) == said
        assert _value(written(stopping_early(parsed(text))), node) == said


def _value(text: str, node: etree._Element) -> Any:
    found = etree.XPath(text)(node)
    if isinstance(found, list):
        return [each if isinstance(each, etree._Element) else str(each) for each in found]
    return str(found)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("preceding-sibling::*[1][self::b]", "preceding-sibling::*[1]/self::node()[self::b]"),
        ("a[1]", "a[1]"),
        ("a[b[2][c]]", "a[b[2]/self::node()[c]]"),
        ("a[b][1]", "a[b][1]"),
    ],
)
def test_steps_stop_early(text: str, same: str) -> None:
    assert written(stopping_early(parsed(text))) == same


VALID = (Path(__file__).parents[2] / "schemas/gb/_shared/ens/masses.sch").read_text("utf-8")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    at=st.integers(0, len(VALID)), length=st.integers(0, 40), other=st.text("<>&\"'[]()$/@*.:a1 ", max_size=6)
)
def test_spoiled_files_are_refused_or_run(at: int, length: int, other: str, tmp_path_factory: Any) -> None:
    folder: Path = tmp_path_factory.getbasetemp()
    body = VALID[:at] + other + VALID[at + length :]
    head = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt">'
    (folder / "spoiled.sch").write_text(
        f'{head}<ns prefix="r" uri="urn:trade-gateway:rules"/><include href="part.sch"/></schema>', "utf-8"
    )
    (folder / "part.sch").write_text(body, "utf-8")
    try:
        rules = AgencyRules(folder / "spoiled.sch", "xx/test@1")
    except RulesUnusable as error:
        assert all(finding.where.line for finding in error.findings)
        return
    assert isinstance(rules.checks, list)
