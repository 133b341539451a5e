"""What JSON Schema says of a message: every mistake once, in our words, and what a format allows."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gateway.adapters import Facets, Limits, Node, Spec
from gateway.findings import Finding
from gateway.formats.adapters import adapter_for

TOY = Path(__file__).parent / "formats/schemas/xx/toy-json/1"
SPEC = Spec("xx/toy-json@1", TOY, options={"root": "Declaration"})
JSON = adapter_for("json")


def check(document: Any, spec: Spec = SPEC) -> list[Finding]:
    (part,) = JSON.split(json.dumps(document).encode(), Limits())
    return JSON.check(JSON.read(part, spec, Limits()), spec)


def of(tmp_path: Path, **schema: Any) -> Spec:
    """A format of this schema."""
    (tmp_path / "message.json").write_text(json.dumps(schema))
    return Spec("xx/made@1", tmp_path)


CASES: list[tuple[dict[str, Any], str, str, str, str]] = [
    ({}, "JSN102", "/id", "the message lacks id", "id: 1 to 35 characters, of the shape ^[A-Za-z0-9-]+$"),
    ({"id": "A1", "curency": "GBP"}, "JSN101", "/curency", "there is no member curency at this place", "one of id, amount, currency, rate, lines"),
    ({"id": "A1", "currency": "GPB"}, "JSN301", "/currency", "currency is 'GPB'", "one of GBP, EUR, DKK"),
    ({"id": "A" * 36}, "JSN201", "/id", "id is '" + "A" * 36 + "'", "1 to 35 characters, of the shape ^[A-Za-z0-9-]+$; it has 36"),
    ({"id": ""}, "JSN202", "/id", "id is empty", "1 to 35 characters, of the shape ^[A-Za-z0-9-]+$"),
    ({"id": "A 1"}, "JSN204", "/id", "id is 'A 1'", "1 to 35 characters, of the shape ^[A-Za-z0-9-]+$"),
    ({"id": 1}, "JSN205", "/id", "id is 1", "1 to 35 characters, of the shape ^[A-Za-z0-9-]+$"),
    ({"id": "A1", "rate": 0}, "JSN206", "/rate", "rate is 0", "a number without quotes, as 1234.56 to 100, more than 0"),
    ({"id": "A1", "rate": "1"}, "JSN205", "/rate", "rate is '1'", "a number without quotes, as 1234.56 to 100, more than 0"),
    ({"id": "A1", "lines": []}, "JSN104", "/lines", "lines has too few items", "at least 1 item"),
    ({"id": "A1", "lines": [{"number": 1}] * 4}, "JSN103", "/lines", "lines has 4 items", "at most 3 items"),
    ({"id": "A1", "lines": {}}, "JSN205", "/lines", "lines is an object", "an array"),
    ({"id": "A1", "lines": [{"number": 1.5}]}, "JSN205", "/lines/0/number", "number is 1.5", "a whole number without quotes from 1"),
    ({"id": "A1", "lines": [{"number": 1, "grid": [[1, "a"]]}]}, "JSN205", "/lines/0/grid/0/1", "grid is 'a'", "a number without quotes, as 1234.56"),
    ({"id": "A1", "lines": [{"number": 1, "last": "true"}]}, "JSN205", "/lines/0/last", "last is 'true'", "true or false without quotes"),
    ({"id": "A1", "lines": [None]}, "JSN205", "/lines/0", "lines is null", "an object"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "code", "path", "message", "expected"), CASES)
def test_a_mistake_is_told_once_in_our_words(
    document: dict[str, Any], code: str, path: str, message: str, expected: str
) -> None:
    (finding,) = check(document)
    assert (finding.code.id, finding.where.path, finding.message) == (code, path, message)
    assert finding.expected == expected and finding.help


def test_all_mistakes_come_in_one_pass_in_the_order_of_the_document() -> None:
    document = {"rate": 0, "id": "", "lines": [{"last": 1}, {"number": 0}], "x": 1}
    assert [(finding.code.id, finding.where.path) for finding in check(document)] == [
        ("JSN206", "/rate"), ("JSN202", "/id"), ("JSN102", "/lines/0/number"), ("JSN205", "/lines/0/last"),
        ("JSN206", "/lines/1/number"), ("JSN101", "/x"),
    ]  # fmt: skip


def test_a_member_that_the_schema_neither_names_nor_forbids_is_a_warning() -> None:
    (finding,) = check({"id": "A1", "lines": [{"number": 1, "numbr": 2}]})
    assert (finding.code.id, finding.severity.value, finding.where.path) == (
        "JSN101",
        "warning",
        "/lines/0/numbr",
    )
    assert finding.help == "nearest: number"


def test_the_nearest_codes_are_given() -> None:
    (finding,) = check({"id": "A1", "currency": "gbp"})
    assert finding.help == "nearest: GBP"


def test_a_choice_of_members_is_told_by_their_names(tmp_path: Path) -> None:
    spec = of(
        tmp_path,
        type="object",
        properties={"a": {}, "b": {}},
        oneOf=[{"required": ["a"]}, {"required": ["b"]}],
    )
    (none,) = check({}, spec)
    assert (none.code.id, none.message, none.expected) == (
        "JSN102",
        "the message has none of a, b",
        "one of a, b",
    )
    (both,) = check({"a": 1, "b": 1}, spec)
    assert both.code.id == "JSN105" and not check({"a": 1}, spec)


def test_days_and_moments_must_exist(tmp_path: Path) -> None:
    spec = of(
        tmp_path,
        properties={
            "day": {"type": "string", "format": "date"},
            "at": {"type": "string", "format": "date-time"},
        },
    )
    assert [f.code.id for f in check({"day": "2026-02-30", "at": "2026-02-28 10:00"}, spec)] == [
        "JSN207",
        "JSN207",
    ]
    assert check({"day": "2024-02-29", "at": "2026-02-28T10:00:00Z"}, spec) == []


def test_decimals_are_compared_exactly(tmp_path: Path) -> None:
    spec = of(tmp_path, properties={"n": {"type": "number", "maximum": 9007199254740993}})
    (part,) = JSON.split(b'{"n": 9007199254740993.01}', Limits())
    assert [f.code.id for f in JSON.check(JSON.read(part, spec, Limits()), spec)] == ["JSN206"]
    assert check({"n": 9007199254740993}, spec) == []


def test_a_whole_number_may_be_written_with_a_point(tmp_path: Path) -> None:
    spec = of(tmp_path, properties={"n": {"type": "integer"}})
    assert check({"n": 2.0}, spec) == [] and [f.code.id for f in check({"n": 2.5}, spec)] == ["JSN205"]


def test_digits_of_other_scripts_are_no_digits(tmp_path: Path) -> None:
    spec = of(tmp_path, properties={"n": {"type": "string", "pattern": r"^\d+$"}})
    assert [f.code.id for f in check({"n": "١٢"}, spec)] == ["JSN204"]


def test_a_pattern_that_backtracks_without_end_ends(tmp_path: Path) -> None:
    spec = of(tmp_path, properties={"n": {"type": "string", "pattern": r"^(a+)+$"}})
    assert check({"n": "a" * 5000 + "b"}, spec) != []


def test_null_is_allowed_where_the_schema_says_so(tmp_path: Path) -> None:
    spec = of(tmp_path, properties={"n": {"type": ["string", "null"]}})
    assert check({"n": None}, spec) == [] and check({"n": "a"}, spec) == []
    assert [f.code.id for f in check({"n": 1}, spec)] == ["JSN205"]


def test_a_description_says_names_order_cardinality_and_facets() -> None:
    described = JSON.describe(SPEC)
    assert [(node.name, node.minimum, node.maximum) for node in described.children] == [
        ("id", 1, 1), ("amount", 0, 1), ("currency", 0, 1), ("rate", 0, 1), ("lines", 0, 3),
    ]  # fmt: skip
    lines = described.children[-1]
    assert lines.facets is None and [node.name for node in lines.children] == [
        "number",
        "marks",
        "grid",
        "last",
    ]
    assert lines.children[2] == Node(
        "grid", 0, None, (Node("item", 0, None, (), Facets("decimal")),)
    )  # fmt: skip
    assert described.children[0].facets == Facets("string", 1, 35, patterns=("^[A-Za-z0-9-]+$",))
    assert described.children[2].facets == Facets(enumeration=("GBP", "EUR", "DKK"))
    assert lines.children[0].facets == Facets("integer", minimum=Decimal(1))


def test_references_and_combinations_are_drawn_together(tmp_path: Path) -> None:
    spec = of(
        tmp_path,
        type="object",
        allOf=[{"$ref": "#/$defs/base"}, {"properties": {"b": {"type": "integer"}}, "required": ["b"]}],
        anyOf=[{"properties": {"c": {"type": "boolean"}}}],
        properties={"d": {"$ref": "#/$defs/name", "maxLength": 3}},
        **{"$defs": {"base": {"properties": {"a": {"$ref": "#/$defs/name"}}, "required": ["a"]}, "name": {"type": "string", "minLength": 1}}},
    )  # fmt: skip
    described = {node.name: node for node in JSON.describe(spec).children}
    assert {name: node.minimum for name, node in described.items()} == {"a": 1, "b": 1, "c": 0, "d": 0}
    assert described["d"].facets == Facets("string", 1, 3)
    assert described["c"].facets == Facets("boolean")


def test_a_schema_that_stands_within_itself_is_described_once(tmp_path: Path) -> None:
    box = {
        "type": "object",
        "properties": {"n": {"type": "string"}, "boxes": {"type": "array", "items": {"$ref": "#/$defs/box"}}},
    }
    spec = of(tmp_path, properties={"box": {"$ref": "#/$defs/box"}}, **{"$defs": {"box": box}})
    (outer,) = JSON.describe(spec).children
    assert [node.name for node in outer.children] == ["n", "boxes"] and outer.children[1].children == ()
    assert [f.where.path for f in check({"box": {"boxes": [{"boxes": [{"n": 1}]}]}}, spec)] == [
        "/box/boxes/0/boxes/0/n"
    ]


@pytest.mark.parametrize("reference", ["#/$defs/a", "#"])
def test_a_schema_that_refers_to_itself_alone_is_refused(reference: str, tmp_path: Path) -> None:
    spec = of(tmp_path, **{"$ref": reference, "$defs": {"a": {"$ref": "#/$defs/a"}}})
    with pytest.raises(ValueError):
        JSON.describe(spec)
    assert all(finding.code.id for finding in check({"id": "A1"}, spec))


def test_a_publishers_schema_that_is_laid_beside_ours_judges(tmp_path: Path) -> None:
    official = tmp_path / "official.json"
    official.write_text('{"required": ["ref"], "properties": {"ref": {"type": "string"}}}')
    spec = Spec("xx/toy-json@1", TOY, official=official)
    assert [f.where.path for f in check({"ref": 1}, spec)] == ["/ref"]
