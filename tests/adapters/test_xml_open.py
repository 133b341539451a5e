"""Formats whose schema is not all that there may be, and those with a mark for no value."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.adapters.contract import Limits, Spec, Tree
from gateway.adapters.xml.adapter import XmlAdapter
from gateway.findings import Finding, Severity

ADAPTER = XmlAdapter()
SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="Note"><xs:complexType><xs:sequence>
    <xs:element name="Kind" type="xs:string"/>
    <xs:element name="Sum" type="xs:decimal" minOccurs="0"/>
    <xs:element name="Line" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
      <xs:element name="Count" type="xs:integer" minOccurs="0"/>
      <xs:element name="Text" type="xs:string" minOccurs="0"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>"""


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    (tmp_path / "message.xsd").write_text(SCHEMA)
    return Spec("xx/note@1", tmp_path, options={"root": "Note", "open": True, "placeholder": "null"})


def closed(spec: Spec) -> Spec:
    return Spec(spec.format, spec.schema, options={"root": "Note"})


def read(text: str, spec: Spec) -> Tree:
    (part,) = ADAPTER.split(text.encode(), Limits())
    return ADAPTER.read(part, spec, Limits())


def check(text: str, spec: Spec) -> list[Finding]:
    return ADAPTER.check(read(text, spec), spec)


def test_unknown_elements_and_attributes_are_remarks_at_their_places(spec: Spec) -> None:
    text = (
        '<Note>\n<Kind>a</Kind>\n<Lane>4</Lane>\n<Line own="1">\n<Mark><Deep>x</Deep></Mark></Line>\n</Note>'
    )
    found = check(text, spec)
    assert [(f.code.id, f.severity, f.where.path, f.where.line) for f in found] == [
        ("XML112", Severity.INFO, "/Note/Lane", 3),
        ("XML112", Severity.INFO, "/Note/Line/@own", 4),
        ("XML112", Severity.INFO, "/Note/Line/Mark", 5),
    ]
    assert {f.code.id for f in check(text, closed(spec))} == {"XML101", "XML105"}


def test_any_order_is_accepted(spec: Spec) -> None:
    text = "<Note><Line><Text>a</Text><Count>1</Count></Line><Sum>2</Sum><Kind>a</Kind></Note>"
    assert check(text, spec) == []
    assert {f.code.id for f in check(text, closed(spec))} == {"XML102"}


def test_values_are_judged_all_the_same(spec: Spec) -> None:
    found = check("<Note><Sum>1,5</Sum><Kind>a</Kind><Lane/></Note>", spec)
    assert [(f.code.id, f.where.path) for f in found] == [("XML205", "/Note/Sum"), ("XML112", "/Note/Lane")]


@pytest.mark.parametrize("empty", ["<Sum><null/></Sum>", "<Sum>\n  <null/>\n</Sum>", "<Sum/>", "<Sum></Sum>"])
def test_a_placeholder_and_nothing_at_all_are_no_value(spec: Spec, empty: str) -> None:
    assert check(f"<Note><Kind>a</Kind>{empty}</Note>", spec) == []
    assert check(f"<Note><Kind>a</Kind>{empty}</Note>", closed(spec))


def test_a_mandatory_element_without_a_value_is_missing(spec: Spec) -> None:
    (found,) = check("<Note><Kind><null/></Kind><Sum>1</Sum></Note>", spec)
    assert (found.code.id, found.where.path) == ("XML103", "/Note/Kind")


@pytest.mark.parametrize(
    "mixed", ["<Sum>1<null/></Sum>", "<Sum><null/><null/></Sum>", "<Sum><null>1</null></Sum>"]
)
def test_a_placeholder_beside_something_else_is_a_mistake(spec: Spec, mixed: str) -> None:
    (found,) = check(f"<Note><Kind>a</Kind>{mixed}</Note>", spec)
    assert (found.code.id, found.severity) == ("XML109", Severity.ERROR)


def test_blanks_around_a_placeholder_are_no_text_and_it_is_written_again(spec: Spec) -> None:
    tree = read("<Note>\n<Kind>a</Kind>\n<Sum>\n  <null/>\n</Sum>\n</Note>", spec)
    assert b"<Sum><null/></Sum>" in ADAPTER.write(tree, spec)


def test_many_tolerated_differences_do_not_hide_the_mistakes(spec: Spec) -> None:
    lines = "<Line><Count><null/></Count></Line>" * 2500
    found = check(f"<Note><Kind>a</Kind>{lines}<Line><Count>x</Count></Line></Note>", spec)
    assert [(f.code.id, f.where.path) for f in found] == [("XML205", "/Note/Line[2501]/Count")]
