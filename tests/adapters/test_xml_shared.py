"""A schema whose types hold each other is described as a graph: no place is missing, and no walk is endless."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from gateway.adapters import Limits, Spec
from gateway.adapters.contract import Node
from gateway.adapters.xml import describe as describing
from gateway.adapters.xml.describe import describe
from gateway.formats.adapters import adapter_for
from gateway.mapping.lint import leaves

BOX = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:element name="m" type="Box"/>
<xs:complexType name="Box"><xs:sequence>
<xs:element name="id" type="xs:string"/>
<xs:element name="box" type="Box" minOccurs="0" maxOccurs="unbounded"/>
<xs:element name="lid" type="Lid" minOccurs="0"/>
</xs:sequence></xs:complexType>
<xs:complexType name="Lid"><xs:sequence>
<xs:element name="mass" type="xs:decimal"/><xs:element name="on" type="Box" minOccurs="0"/>
</xs:sequence><xs:attribute name="kind" use="required"/></xs:complexType>
</xs:schema>
"""
DEEP = "<m><id>1</id><box><id>2</id><box><id>3</id><lid kind='a'><mass>{mass}</mass></lid></box></box></m>"


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spec:
    monkeypatch.setenv("GATEWAY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(describing, "_PLACES", 3)
    (tmp_path / "message.xsd").write_text(BOX)
    return Spec("xx/box@1", tmp_path, options={"root": "m"})


def _below(node: Node, *names: str) -> Node:
    for name in names:
        node = next(child for child in node.children if child.name == name)
    return node


def test_a_path_goes_as_deep_as_somebody_asks(spec: Spec) -> None:
    root = describe(spec)
    assert root.shared
    deep = _below(root, *["box", "lid", "on"] * 20, "box")
    assert (deep.minimum, deep.maximum) == (0, None)
    assert [child.name for child in deep.children] == ["id", "box", "lid"]
    assert _below(deep, "lid", "@kind").minimum == 1


def test_a_graph_comes_out_of_the_cache_as_it_was(spec: Spec) -> None:
    again = pickle.loads(pickle.dumps(describe(spec)))  # noqa: S301
    assert _below(again, "box", "box", "lid", "mass").facets is not None
    assert _below(again, "box", "box", "lid", "on").children == _below(again, "box").children


def test_mistakes_deep_below_are_told_at_their_place(spec: Spec) -> None:
    adapter = adapter_for("xml")
    data = DEEP.format(mass="much").replace(" kind='a'", "").encode()
    (part,) = adapter.split(data, Limits())
    found = adapter.check(adapter.read(part, spec, Limits()), spec)
    assert [(f.code.id, f.where.path) for f in found] == [
        ("XML106", "/m/box/box/lid/@kind"),
        ("XML205", "/m/box/box/lid/mass"),
    ]


def test_a_walk_goes_only_where_something_leads(spec: Spec) -> None:
    root = describe(spec)
    led = {("m",), ("m", "lid")}
    assert ["/".join(path) for path, _ in leaves(root, led)] == ["m/id", "m/lid/@kind", "m/lid/mass"]


def test_a_small_schema_is_a_tree(spec: Spec, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(describing, "_PLACES", 100)
    (tmp_path / "message.xsd").write_text(BOX.replace('name="mass"', 'name="weight"'))
    root = describe(spec)
    assert not root.shared
    assert _below(root, "lid", "weight").facets is not None
