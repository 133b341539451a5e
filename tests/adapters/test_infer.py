"""Schemas inferred from samples take the samples, and others' schemas are drawn together with what they need."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gateway.adapters.contract import Limits, Spec
from gateway.adapters.draft import Draft, Undraftable, kind_of
from gateway.findings import Severity
from gateway.formats import adapter_for
from gateway.formats.drafts import inferring
from gateway.formats.manifest import clark
from tests.conftest import ROOT


def spec_of(draft: Draft, folder: Path) -> Spec:
    for name, data in draft.files.items():
        (folder / name).write_bytes(data)
    root = clark(draft.root, draft.namespaces)
    return Spec("xx/draft@1", folder, draft.namespaces, None, {"root": root, **draft.options})


def errors(syntax: str, spec: Spec, data: bytes) -> list[str]:
    adapter = adapter_for(syntax)
    found = [
        f
        for part in adapter.split(data, Limits())
        for f in adapter.check(adapter.read(part, spec, Limits()), spec)
    ]
    return [f.code.id for f in found if f.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("syntax", "name"),
    [("xml", "xx/example/1"), ("xml", "gb/cds-declaration/3.6"), ("xml", "eu/ncts-cc015c/5.1"),
     ("json", "dcsa/transport-document/3")],
)  # fmt: skip
def test_samples_keep_to_the_schema_that_is_inferred_from_them(syntax, name, tmp_path):
    files = sorted((ROOT / "schemas" / name / "samples" / "good").glob(f"*.{syntax}"))
    samples = [(file.name, file.read_bytes()) for file in files]
    spec = spec_of(inferring(syntax).from_samples(samples), tmp_path)
    assert samples
    assert {name: errors(syntax, spec, data) for name, data in samples} == {name: [] for name, _ in samples}


def test_order_repeats_and_types_are_inferred(tmp_path):
    lines = "".join(f"<Line no='{n}'><Mass>{n}.5</Mass><Day>2026-03-0{n}</Day></Line>" for n in (1, 2, 3))
    draft = inferring("xml").from_samples([("one.xml", f"<P><Id>A</Id>{lines}</P>".encode())])
    spec = spec_of(draft, tmp_path)
    (identity, line) = adapter_for("xml").describe(spec).children
    assert (identity.minimum, identity.maximum, identity.facets.base) == (0, 1, "string")
    assert line.maximum is None
    assert [(c.name, c.minimum, c.facets.base) for c in line.children] == [
        ("@no", 0, "decimal"), ("Mass", 1, "decimal"), ("Day", 1, "date"),
    ]  # fmt: skip
    assert errors("xml", spec, b"<P><Line><Day>2026-03-01</Day><Mass>1</Mass></Line></P>")


@pytest.mark.parametrize(
    ("values", "kind"),
    [(["12", "0"], "integer"), (["007"], "string"), (["1234567890123"], "string"), (["1.50", "2"], "decimal"),
     (["2026-02-30"], "string"), (["2026-03-01"], "date"), (["2026-03-01T10:00:00Z"], "datetime"), ([""], "string")],
)  # fmt: skip
def test_what_values_are(values, kind):
    assert kind_of(values) == kind


@pytest.mark.parametrize(
    ("syntax", "data", "told"),
    [("xml", b"<a><b></a>", "one cannot be read as XML"), ("xml", b'{"a": 1}', "cannot be read as XML"),
     ("json", b"<a/>", "one cannot be read as JSON"), ("json", b"[1]", "not an object")],
)  # fmt: skip
def test_a_sample_of_another_syntax_is_told(syntax, data, told):
    with pytest.raises(Undraftable) as refused:
        inferring(syntax).from_samples([("one", data)])
    assert told.replace("one cannot", "cannot") in str(refused.value)


def test_samples_of_several_roots_are_told():
    with pytest.raises(Undraftable, match="a and b"):
        inferring("xml").from_samples([("one", b"<a/>"), ("two", b"<b/>")])


def test_a_schema_comes_with_the_files_that_it_includes(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "main.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="parts/t.xsd"/>'
        '<xs:element name="P" type="T"/></xs:schema>'
    )
    (tmp_path / "parts" / "t.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:complexType name="T"><xs:sequence>'
        '<xs:element name="Id" type="xs:string"><xs:annotation><xs:documentation>WCO ID 042</xs:documentation>'
        "</xs:annotation></xs:element></xs:sequence></xs:complexType></xs:schema>"
    )
    draft = inferring("xml").from_schema(tmp_path / "main.xsd", "", [])
    assert sorted(draft.files) == ["message.xsd", "t.xsd"]
    (tmp_path / "out").mkdir()
    spec = spec_of(draft, tmp_path / "out")
    assert errors("xml", spec, b"<P><Id>A</Id></P>") == []
    assert errors("xml", spec, b"<P><No/></P>")
    assert inferring("xml").notes(spec) == {("P", "Id"): "WCO ID 042"}


def test_a_schema_of_several_files_becomes_one(tmp_path):
    (tmp_path / "main.json").write_text(json.dumps({"properties": {"a": {"$ref": "b.json#/$defs/B"}}}))
    (tmp_path / "b.json").write_text(json.dumps({"$defs": {"B": {"type": "string", "description": "a B"}}}))
    spec = spec_of(inferring("json").from_schema(tmp_path / "main.json", "", []), tmp_path)
    assert inferring("json").notes(spec) == {("object", "a"): "a B"}
    with pytest.raises(Undraftable, match="no definition X"):
        inferring("json").from_schema(tmp_path / "main.json", "X", [])
