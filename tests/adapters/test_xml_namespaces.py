"""Messages without namespaces are read where their format allows it, and the repair is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from gateway.adapters import Limits, Spec
from gateway.formats import Catalog, native_xpath
from gateway.formats.adapters import adapter_for
from gateway.formats.native import unprefixed
from gateway.pipeline import Outcome, receive

A, B = "urn:example:a:1", "urn:example:b:1"
HEAD = 'xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"'
INNER = f"""<xs:schema {HEAD} targetNamespace="{B}">
 <xs:element name="Note"><xs:complexType><xs:sequence>
  <xs:element name="Text" type="xs:string" maxOccurs="2"/>
 </xs:sequence></xs:complexType></xs:element></xs:schema>"""
OUTER = f"""<xs:schema {HEAD} targetNamespace="{A}" xmlns:b="{B}">
 <xs:import namespace="{B}" schemaLocation="inner.xsd"/>
 <xs:element name="Root"><xs:complexType><xs:sequence>
  <xs:element name="Note"><xs:complexType><xs:sequence>
   <xs:element name="Code" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
  <xs:element ref="b:Note" minOccurs="0"/>
  <xs:element name="End" type="xs:string" minOccurs="0"/>
 </xs:sequence></xs:complexType></xs:element></xs:schema>"""
GOOD = (
    b"<Root>\n <Note><Code>x</Code></Note>\n <Note><Text>one</Text><Text>two</Text></Note>\n <End/>\n</Root>"
)

MANIFEST = f"""
title = "a test"
owner = "xx"
family = "Response"
syntax = "xml"
status = "draft"
source = "ours"
licence = "ours"
[namespaces]
a = "{A}"
b = "{B}"
[identify]
root = "a:Root"
when = ["a:Root/a:Note[a:Code]"]
"""


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    (tmp_path / "message.xsd").write_text(OUTER)
    (tmp_path / "inner.xsd").write_text(INNER)
    return Spec("xx/bare@1", tmp_path, {"": A, "b": B}, options={"namespaces_missing": "repaired"})


def read(data: bytes, spec: Spec) -> tuple[etree._Element, list[str], list[str]]:
    adapter = adapter_for("xml")
    (part,) = adapter.split(data, Limits())
    tree = adapter.read(part, spec, Limits())
    return tree.root, [f.code.id for f in part.repairs], [f.code.id for f in adapter.check(tree, spec)]


def test_each_element_gets_the_namespace_that_the_schema_has_at_its_place(spec: Spec) -> None:
    root, repairs, findings = read(GOOD, spec)
    assert [node.tag for node in root.iter()] == [
        f"{{{A}}}Root", f"{{{A}}}Note", f"{{{A}}}Code", f"{{{B}}}Note", f"{{{B}}}Text", f"{{{B}}}Text",
        f"{{{A}}}End",
    ]  # fmt: skip
    assert repairs == ["XML110"]
    assert findings == []


def test_the_repair_says_where_and_what_was_expected(spec: Spec) -> None:
    adapter = adapter_for("xml")
    (part,) = adapter.split(b"\n" + GOOD, Limits())
    adapter.read(part, spec, Limits())
    adapter.read(part, spec, Limits())
    (repair,) = part.repairs
    assert (repair.severity, repair.where.path, repair.where.line) == ("warning", "/Root", 2)
    assert repair.expected == A


def test_positions_of_mistakes_are_those_of_the_sender(spec: Spec) -> None:
    adapter = adapter_for("xml")
    (part,) = adapter.split(GOOD.replace(b"<Text>two</Text>", b"\n  <Txt>two</Txt>"), Limits())
    tree = adapter.read(part, spec, Limits())
    (finding,) = adapter.check(tree, spec)
    assert finding.code.id == "XML101"
    assert (finding.where.line, finding.where.column) == (4, 3)


def test_text_and_attributes_stay_as_they_were(spec: Spec) -> None:
    root, _, findings = read(b'<Root>\n <Note colour="red"><Code> x\ty </Code></Note></Root>', spec)
    assert etree.tostring(root, method="c14n").count(b'colour="red"') == 1
    assert root.findtext(f"{{{A}}}Note/{{{A}}}Code") == " x\ty "
    assert findings == ["XML105"]


def test_a_message_with_namespaces_is_left_alone(spec: Spec) -> None:
    data = GOOD.replace(b"<Root>", f'<Root xmlns="{A}">'.encode())
    root, repairs, findings = read(data, spec)
    assert repairs == []
    assert root.tag == f"{{{A}}}Root"
    assert findings != []


def test_another_root_is_left_alone(spec: Spec) -> None:
    root, repairs, _ = read(b"<Other/>", spec)
    assert (root.tag, repairs) == ("Other", [])


def test_a_format_that_does_not_allow_it_is_not_repaired(spec: Spec) -> None:
    strict = Spec(spec.format, spec.schema, spec.namespaces)
    root, repairs, findings = read(GOOD, strict)
    assert (root.tag, repairs) == ("Root", [])
    assert findings != []


@pytest.mark.parametrize("options", ["", '[options]\nnamespaces_missing = "repaired"\n'])
def test_only_formats_that_allow_it_are_found_without_namespaces(tmp_path: Path, options: str) -> None:
    folder = tmp_path / "schemas/xx/bare/1"
    folder.mkdir(parents=True)
    (folder / "message.xsd").write_text(OUTER)
    (folder / "inner.xsd").write_text(INNER)
    (folder / "format.toml").write_text(MANIFEST + options)
    catalog = Catalog.load([tmp_path])
    (found,) = receive(GOOD, catalog, to_model=False)
    if not options:
        assert (found.outcome, found.findings[0].code.id) == (Outcome.UNIDENTIFIED, "IDN101")
        return
    assert found.outcome is Outcome.VALID
    assert [finding.code.id for finding in found.findings] == ["XML110"]
    (other,) = receive(b"<Root><Note/></Root>", catalog, to_model=False)
    assert [finding.code.id for finding in other.findings] == ["IDN102"]


@pytest.mark.parametrize(
    ("path", "bare"),
    [
        ("a:b/c:d", "b/d"),
        ("a:b[@x:c='p:q']/child::r:s", "b[@c='p:q']/child::s"),
        ("count(a:b) > 1 and not(a:c)", "count(b) > 1 and not(c)"),
        ("//a:*", "//*"),
    ],
)
def test_a_condition_can_be_asked_without_prefixes(path: str, bare: str) -> None:
    assert unprefixed(path) == bare
    assert native_xpath(bare, {}) is not None


def test_schemas_may_be_made_of_files_that_formats_share(spec: Spec, tmp_path: Path) -> None:
    folder = tmp_path / "gb/other/1"
    folder.mkdir(parents=True)
    (folder / "message.xsd").write_text(OUTER.replace("inner.xsd", "../../../inner.xsd"))
    alone = Spec("xx/other@1", folder, {"": A, "b": B}, options=spec.options)
    assert read(GOOD, alone)[2] == ["XML901"]
    sharing = Spec("xx/other@1", folder, {"": A, "b": B}, options=spec.options, shared=(tmp_path,))
    assert read(GOOD, sharing)[2] == []
