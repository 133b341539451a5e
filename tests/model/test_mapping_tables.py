"""The shipped tables agree with the model, with their schema and with the WCO ids of the fields."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import xmlschema

from gateway.formats import Catalog, Format
from gateway.mapping.path import SourcePath, shown
from gateway.mapping.table import Row, read_table
from gateway.model import OFFICE_ROLES, ROLES, SCHEMES, fields_of

ROOT = Path(__file__).parents[2]
TABLES = sorted(path.parent for path in (ROOT / "mappings").glob("*/*/*/mapping.csv"))
CDS = ROOT / "mappings" / "gb" / "cds-declaration" / "3.6"
CONVERTERS = {Decimal: {"decimal", "number", "padded"}, int: {"integer"}, bool: {"boolean"}}


@cache
def formats() -> dict[Path | None, Format]:
    """The shipped formats by their mapping folders."""
    return {format.mapping_dir: format for format in Catalog.load([ROOT])}


def rows_of(folder: Path) -> list[Row]:
    format = formats()[folder]
    table = read_table(folder, format.namespaces, format.mapping_bases)
    assert table.findings == []
    return table.rows


def plain(path: SourcePath) -> str:
    """A native path by local names, without conditions."""
    return "/".join(re.sub(r"\{[^}]*\}", "", step.name) for step in path)


@pytest.mark.parametrize("folder", TABLES, ids=lambda folder: "/".join(folder.parts[-3:]))
def test_every_model_path_resolves_and_its_converter_fits(folder: Path) -> None:
    for row in rows_of(folder):
        for path in (*row.models, *row.otherwise):
            place = fields_of(shown(path))
            assert place.is_leaf, shown(path)
            wanted = CONVERTERS.get(place.type)
            assert wanted is None or row.kind in ("count", "sum") or row.converter in wanted, shown(path)
            assert not place.moment or re.search("date|stamp", row.converter), shown(path)
            for step in path:
                for key, value in step.tests:
                    assert key not in ("role", "scheme") or value in {**ROLES, **OFFICE_ROLES, **SCHEMES}, (
                        value
                    )


@pytest.mark.parametrize("folder", TABLES, ids=lambda folder: "/".join(folder.parts[-3:]))
def test_no_two_rows_fill_one_field_without_a_condition(folder: Path) -> None:
    rows = [row for row in rows_of(folder) if row.kind == "value" and not row.when]
    filled = [shown(path) for row in rows for path in row.models]
    assert sorted(set(filled)) == sorted(filled)


def test_intents_of_the_table_are_the_models() -> None:
    with (CDS / "values" / "intent.csv").open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    intents = re.split(", ", fields_of("envelope/intent").codes or "")
    assert rows and {row["envelope/intent"] for row in rows} <= set(intents)
    for column in rows[0]:
        assert fields_of(column).is_leaf


def leaves(element: xmlschema.XsdElement, above: str = "") -> Iterator[str]:
    """Paths of a schema's elements that hold a value."""
    path = f"{above}/{element.local_name}".lstrip("/")
    children = [child for child in element if isinstance(child, xmlschema.XsdElement)]
    if not children:
        yield path
    for child in children:
        yield from leaves(child, path)


def read_paths(row: Row) -> Iterator[str]:
    """The native paths that a row reads, those of its conditions among them."""
    for source in row.sources:
        yield plain(source)
        for depth, step in enumerate(source, 1):
            for test in step.tests:
                below = "/".join(re.sub(r"\{[^}]*\}", "", name) for name in test.path)
                yield f"{plain(source[:depth])}/{below}"


def test_every_leaf_of_the_declaration_schema_is_mapped() -> None:
    files = sorted((ROOT / "schemas" / "gb" / "cds-declaration" / "3.6").glob("*.xsd"))
    declaration = next(
        schema.elements["Declaration"]
        for schema in (xmlschema.XMLSchema(file) for file in files)
        if "Declaration" in schema.elements
    )
    mapped = {path.removeprefix("MetaData/") for row in rows_of(CDS) for path in read_paths(row)}
    wanted = set(leaves(declaration))
    assert len(wanted) == 343
    assert wanted - mapped == set()


def test_a_mapped_element_means_what_wco_says(shared: Path) -> None:
    with (shared / "facts" / "elements.csv").open(newline="", encoding="utf-8") as handle:
        ids = {
            row["class_path"]: row["wco_id"]
            for row in csv.DictReader(handle)
            if row["path_status"] == "seen:UK"
        }
    compared = 0
    for row in rows_of(CDS):
        path = plain(row.sources[0]).removeprefix("MetaData/").removesuffix("/DateTimeString")
        if row.kind != "value" or not ids.get(path):
            continue
        compared += 1
        for model in row.models:
            expected = {ids[path], None} if shown(model).endswith("amendmentTypeCode") else {ids[path]}
            assert fields_of(shown(model)).wco_id in expected, f"{path} -> {shown(model)}"
    assert compared > 150
