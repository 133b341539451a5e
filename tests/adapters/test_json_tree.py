"""The tree of JSON: what its names say, that nothing is lost in it, and what is written."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gateway.adapters import Limits, Spec, Tree
from gateway.adapters.json.names import decoded, encoded
from gateway.formats.adapters import adapter_for


def _cases() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cases_json", Path(__file__).parent / "cases/json.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CASES = _cases()
JSON = adapter_for("json")


def tree(data: str | bytes, spec: Spec = CASES.SPEC) -> Tree:
    (part,) = JSON.split(data if isinstance(data, bytes) else data.encode(), Limits())
    return JSON.read(part, spec, Limits())


def xml(data: str) -> str:
    return (
        etree.tostring(tree(data).root, encoding="unicode")
        .removeprefix("<Declaration>")
        .removesuffix("</Declaration>")
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('{"id":"A1"}', "<id>A1</id>"),
        ('{"id":""}', "<id/>"),
        ('{"rate":1.50}', "<rate>1.50</rate>"),
        ('{"rate":1E2}', "<rate>1E2</rate>"),
        ('{"rate":"1.5"}', "<rate.string>1.5</rate.string>"),
        ('{"id":1}', "<id.number>1</id.number>"),
        ('{"id":null}', "<id.null/>"),
        ('{"id":{}}', "<id.object/>"),
        ('{"id":["A"]}', "<id.list>A</id.list>"),
        ('{"id":[1,"A"]}', "<id.list.number>1</id.list.number><id.list>A</id.list>"),
        ('{"lines":[{"number":1}]}', "<lines><number>1</number></lines>"),
        ('{"lines":[{},{}]}', "<lines/><lines/>"),
        ('{"lines":[]}', "<lines.empty/>"),
        ('{"lines":{"number":1}}', "<lines.single><number.number>1</number.number></lines.single>"),
        ('{"lines":[{"last":true}]}', "<lines><last>true</last></lines>"),
        ('{"lines":[{"marks":["a","b"]}]}', "<lines><marks>a</marks><marks>b</marks></lines>"),
        ('{"lines":[{"grid":[[1,2],[]]}]}', "<lines><grid><item>1</item><item>2</item></grid><grid/></lines>"),
        ('{"lines":[["a"]]}', "<lines.array><item>a</item></lines.array>"),
        ('{"x":5}', "<x.number>5</x.number>"),
        ('{"x":{"y":"1"}}', "<x><y>1</y></x>"),
        ('{"@type":"a","a.b":"c","":"d","1":"e"}', "<_x40_type>a</_x40_type><a_x2E_b>c</a_x2E_b><_x_>d</_x_><_x31_>e</_x31_>"),
    ],
)  # fmt: skip
def test_values_are_elements_and_what_the_schema_does_not_say_is_in_the_name(
    data: str, expected: str
) -> None:
    assert xml(data) == expected
    assert said(JSON.write(tree(data), CASES.SPEC)) == said(data)


def said(data: str | bytes) -> Any:
    """What a document says, numbers as they are written."""
    return json.loads(
        data, parse_float=lambda digits: ("number", digits), parse_int=lambda digits: ("number", digits)
    )


@given(CASES.values)
def test_what_is_written_says_what_was_read(document: dict[str, Any]) -> None:
    data = json.dumps(document)
    again = JSON.write(tree(data), CASES.SPEC)
    assert said(again) == said(data)
    assert JSON.write(tree(again), CASES.SPEC) == again


@given(CASES.values)
def test_nothing_is_lost_without_a_schema(document: dict[str, Any]) -> None:
    spec = Spec("xx/none@1", Path("/nowhere"))
    assert json.loads(JSON.write(tree(json.dumps(document), spec), spec)) == document


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=8))
def test_names_of_members_are_names_of_elements_and_come_back(name: str) -> None:
    tag = encoded(name)
    assert etree.Element(tag).tag == tag and "." not in tag
    assert decoded(tag) == name


@pytest.mark.parametrize(
    "name", ["_x", "_x_", "_x41_", "a_x41_b", "x", "__x_", "_x5F_x", "-a", "9", "é", "a:b", "{u}a"]
)
def test_names_that_look_escaped_come_back(name: str) -> None:
    assert decoded(encoded(name)) == name


@pytest.mark.parametrize(
    ("text", "written"),
    [("007", '"007"'), ("abc", '"abc"'), ("1.", '"1."'), ("1.50", "1.50"), ("-0", "-0"), (" 1", '" 1"'), ("NaN", '"NaN"')],
)  # fmt: skip
def test_what_is_no_number_is_written_as_text_and_told(text: str, written: str) -> None:
    root = etree.Element("Declaration")
    etree.SubElement(root, "id").text = "A1"
    etree.SubElement(root, "rate").text = text
    data = JSON.write(Tree(None, None, root), CASES.SPEC)
    assert f'"rate": {written}' in data.decode()
    told = [finding.code.id for finding in JSON.check(tree(data), CASES.SPEC)]
    assert told == (["JSN205"] if written.startswith('"') else ["JSN206"] if text == "-0" else [])


def test_a_tree_that_a_mapping_wrote_is_written_in_its_order() -> None:
    text = "<Declaration><id>A1</id><lines><number>1</number></lines><lines><number>2</number></lines></Declaration>"
    data = JSON.write(Tree(None, text), CASES.SPEC)
    assert data.endswith(b"}\n") and b"\r" not in data
    assert list(json.loads(data).items()) == [("id", "A1"), ("lines", [{"number": 1}, {"number": 2}])]


def test_members_that_stand_apart_come_together() -> None:
    text = "<Declaration><lines><number>1</number></lines><id>A</id><lines><number>2</number></lines></Declaration>"
    assert json.loads(JSON.write(Tree(None, text), CASES.SPEC)) == {
        "lines": [{"number": 1}, {"number": 2}],
        "id": "A",
    }


def test_one_value_is_an_array_where_the_schema_has_one_and_two_are_one_anyway() -> None:
    text = "<Declaration><id>A</id><id>B</id><lines><marks>x</marks></lines></Declaration>"
    assert json.loads(JSON.write(Tree(None, text), CASES.SPEC)) == {
        "id": ["A", "B"],
        "lines": [{"marks": ["x"]}],
    }


def test_a_part_can_be_read_for_two_formats() -> None:
    (part,) = JSON.split(b'{"rate": 1}', Limits())
    spec = Spec("xx/none@1", Path("/nowhere"))
    assert [JSON.read(part, each, Limits()).root[0].tag for each in (spec, CASES.SPEC, spec)] == [
        "rate.number", "rate", "rate.number",
    ]  # fmt: skip


def test_an_array_is_as_many_messages_as_it_has_objects() -> None:
    data = b' [ {"id":"A1"} ,\n{"id":"A2"}]'
    parts = list(JSON.split(data, Limits()))
    assert [(part.number, part.offset, part.data) for part in parts] == [
        (1, 3, b'{"id":"A1"}'),
        (2, 17, b'{"id":"A2"}'),
    ]
