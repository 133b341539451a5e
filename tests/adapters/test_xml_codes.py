"""Every finding code of XML is raised by a document that makes just that mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.adapters import Limits, Spec
from gateway.adapters.xml import adapter, codes
from gateway.findings import Code, Finding, Unreadable

XS = "http://www.w3.org/2001/XMLSchema"
SCHEMA = f"""<xs:schema xmlns:xs="{XS}">
<xs:element name="r"><xs:complexType><xs:sequence>
  <xs:element name="id"><xs:simpleType><xs:restriction base="xs:string"><xs:minLength value="2"/><xs:maxLength value="5"/></xs:restriction></xs:simpleType></xs:element>
  <xs:element name="land" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string"><xs:length value="2"/></xs:restriction></xs:simpleType></xs:element>
  <xs:element name="shape" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[A-Z]*"/></xs:restriction></xs:simpleType></xs:element>
  <xs:element name="sum" minOccurs="0"><xs:simpleType><xs:restriction base="xs:decimal"><xs:totalDigits value="5"/><xs:fractionDigits value="2"/></xs:restriction></xs:simpleType></xs:element>
  <xs:element name="count" minOccurs="0"><xs:simpleType><xs:restriction base="xs:integer"><xs:minInclusive value="1"/><xs:maxInclusive value="9"/></xs:restriction></xs:simpleType></xs:element>
  <xs:element name="day" type="xs:date" minOccurs="0"/>
  <xs:element name="kind" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="IM"/><xs:enumeration value="EX"/></xs:restriction></xs:simpleType></xs:element>
  <xs:element name="money" minOccurs="0"><xs:complexType><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="currency" type="xs:string" use="required"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>
  <xs:choice minOccurs="0"><xs:element name="air" type="xs:string"/><xs:element name="sea" type="xs:string"/></xs:choice>
</xs:sequence></xs:complexType></xs:element></xs:schema>"""  # fmt: skip

INVALID = {
    codes.UNEXPECTED_ELEMENT: ("<id>ab</id><x/>", "/r/x"),
    codes.MISPLACED_ELEMENT: ("<land>GB</land><id>ab</id>", "/r/id"),
    codes.MISSING_ELEMENT: ("<land>GB</land>", "/r/id"),
    codes.TOO_MANY_ELEMENTS: ("<id>ab</id><land>GB</land><land>FR</land>", "/r/land[2]"),
    codes.UNKNOWN_ATTRIBUTE: ('<id colour="red">ab</id>', "/r/id/@colour"),
    codes.MISSING_ATTRIBUTE: ("<id>ab</id><money>1</money>", "/r/money/@currency"),
    codes.TEXT_NOT_ALLOWED: ("<id>ab</id>words", "/r"),
    codes.STRUCTURE: ("<id>ab</id><air>a</air><sea>b</sea>", "/r/sea"),
    codes.TOO_LONG: ("<id>abcdef</id>", "/r/id"),
    codes.TOO_SHORT: ("<id>a</id>", "/r/id"),
    codes.WRONG_LENGTH: ("<id>ab</id><land>GBR</land>", "/r/land"),
    codes.PATTERN: ("<id>ab</id><shape>a-b</shape>", "/r/shape"),
    codes.NOT_A_NUMBER: ("<id>ab</id><sum>1e3</sum>", "/r/sum"),
    codes.TOO_MANY_DIGITS: ("<id>ab</id><sum>1.234</sum>", "/r/sum"),
    codes.OUT_OF_RANGE: ("<id>ab</id><count>10</count>", "/r/count"),
    codes.WRONG_TYPE: ("<id>ab</id><day>2024-02-30</day>", "/r/day"),
    codes.NOT_IN_LIST: ("<id>ab</id><kind>Im</kind>", "/r/kind"),
    codes.BIDI_CONTROL: ("<id>a\u202eb</id>", "/r/id"),
}
UNREADABLE = {
    codes.EMPTY: (b" \n", Limits()),
    codes.ENCODING_UNSUPPORTED: (b'<?xml version="1.0" encoding="UTF-7"?><r/>', Limits()),
    codes.ENCODING_INVALID: (b'<?xml version="1.0" encoding="UTF-8"?><r>\xe9</r>', Limits()),
    codes.NOT_WELL_FORMED: (b"<r><id></r>", Limits()),
    codes.TWO_DOCUMENTS: (b"<r/><r/>", Limits()),
    codes.DECLARATION_LATE: (b'\n<?xml version="1.0"?><r/>', Limits()),
    codes.VERSION_UNSUPPORTED: (b'<?xml version="1.1"?><r/>', Limits()),
    codes.DOCTYPE: (b"<!DOCTYPE r><r/>", Limits()),
    codes.TOO_LARGE: (b"<r></r>", Limits(bytes=6)),
    codes.TOO_DEEP: (b"<r><r><r/></r></r>", Limits(depth=2)),
    codes.TOO_MANY: (b"<r><r/><r/></r>", Limits(elements=2)),
    codes.TEXT_TOO_LONG: (b"<r>abc</r>", Limits(text=2)),
}
ELSEWHERE = {
    codes.UNKNOWN_ROOT, codes.SCHEMA_UNUSABLE, codes.NAMESPACES_MISSING, codes.ENVELOPE, codes.BEYOND_SCHEMA,
}  # fmt: skip


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    (tmp_path / "message.xsd").write_text(SCHEMA)
    return Spec("xx/codes@1", tmp_path)


def found(data: bytes, spec: Spec) -> list[Finding]:
    (part,) = adapter.split(data, Limits())
    return [*part.repairs, *adapter.check(adapter.read(part, spec, Limits()), spec)]


def test_this_file_knows_every_code():
    declared = {value for value in vars(codes).values() if isinstance(value, Code)}
    assert declared == INVALID.keys() | UNREADABLE.keys() | ELSEWHERE


@pytest.mark.parametrize("code", INVALID, ids=lambda code: code.name)
def test_one_mistake_is_one_finding_at_its_place(spec, code):
    body, path = INVALID[code]
    (finding,) = found(f"<r>{body}</r>".encode(), spec)
    assert (finding.code.id, finding.where.path) == (code.id, path)
    assert finding.expected and finding.help


@pytest.mark.parametrize("code", UNREADABLE, ids=lambda code: code.name)
def test_what_cannot_be_read_has_its_code(code):
    data, limits = UNREADABLE[code]
    with pytest.raises(Unreadable) as refused:
        list(adapter.split(data, limits))
    assert [finding.code.id for finding in refused.value.findings] == [code.id]
    assert refused.value.findings[0].help


def test_another_root_is_told(spec):
    (finding,) = found(b"<s/>", spec)
    assert finding.code is codes.UNKNOWN_ROOT


def test_a_schema_that_cannot_be_used_is_told(tmp_path):
    (tmp_path / "message.xsd").write_text("<schema/>")
    (finding,) = found(b"<r/>", Spec("xx/codes@1", tmp_path))
    assert finding.code is codes.SCHEMA_UNUSABLE


def test_findings_stand_in_the_order_of_the_document(spec):
    findings = found(b"<r>\n<land>GBR</land>\n<id>abcdef</id>\n<kind>IX</kind>\n<y/>\n</r>", spec)
    assert [finding.where.line for finding in findings] == [2, 3, 3, 4, 5]
    assert findings[1].code is codes.MISPLACED_ELEMENT or findings[2].code is codes.MISPLACED_ELEMENT


def test_the_nearest_names_and_codes_are_named(spec):
    wrong_name, wrong_code = found(b"<r><id>ab</id><shap>A</shap><kind>IN</kind></r>", spec)
    assert "shape" in (wrong_name.help or "")
    assert "IM" in (wrong_code.help or "")
