"""`gateway formats template`."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from gateway.adapters.csv.columns import columns_of
from gateway.cli.application import application
from gateway.formats import Catalog
from gateway.pipeline import receive

ROOT = Path(__file__).parents[2]
SHEET = "xx/declaration-sheet@1"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(application, ["formats", "template", *arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("template") / "empty.xlsx"
    result = run(SHEET, "--output", str(file))
    assert result.exit_code == 0 and result.output == ""
    return file.read_bytes()


def test_the_bytes_depend_on_the_format_alone(made: bytes) -> None:
    assert run(SHEET).stdout_bytes == made


def test_headings_have_help_and_codes_have_lists_to_choose_from(made: bytes) -> None:
    columns = columns_of(Catalog.load([ROOT]).get(SHEET).spec)
    book = openpyxl.load_workbook(io.BytesIO(made))
    sheet = book.worksheets[0]
    cells = {str(cell.value): cell for cell in sheet[1]}
    assert list(cells) == [column.heading for column in columns.columns]
    assert all(column.help in cells[column.heading].comment.text for column in columns.columns)
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    for column in columns.columns:
        letters = cells[column.heading].column_letter
        rule = rules.get(f"{letters}2:{letters}1001")
        if column.codes:
            assert rule is not None and rule.type == "list" and column.facets.enumeration[0] in rule.formula1
        elif column.facets.base == "string":
            assert rule is not None and rule.type == "textLength"
        if column.facets.base == "string":
            assert sheet.column_dimensions[letters].number_format == "@", "zeros in front must stay"
    assert [row[0].value for row in book["Help"].iter_rows(min_row=2)] == list(cells)


def test_an_empty_template_is_told_to_be_empty_and_a_filled_one_is_a_message(made: bytes) -> None:
    catalog = Catalog.load([ROOT])
    (empty,) = receive(made, catalog)
    assert [finding.code.name for finding in empty.findings] == ["no-rows"]
    book = openpyxl.load_workbook(io.BytesIO(made))
    sheet = book.worksheets[0]
    at = {str(cell.value): cell.column for cell in sheet[1]}
    values = {
        "Reference": "T-1", "Purpose": "original", "Declaration type": "IM", "Item number": 1,
        "Commodity code": "09021000", "Goods description": "Green tea", "Procedure": "4000", "Gross mass (kg)": 12.5,
    }  # fmt: skip
    for heading, value in values.items():
        sheet.cell(2, at[heading], value)
    file = io.BytesIO()
    book.save(file)
    (filled,) = receive(file.getvalue(), catalog)
    assert filled.findings == []
    assert filled.format is not None and filled.format.id == SHEET
    assert filled.message is not None and filled.message.declaration is not None
    assert filled.message.declaration.functional_reference_id == "T-1"


def test_other_syntaxes_have_no_templates() -> None:
    result = run("xx/example@1")
    assert result.exit_code == 2 and "has no templates" in result.output


def test_an_unknown_format_is_told_with_the_nearest() -> None:
    result = run("xx/declaration-shet@1")
    assert result.exit_code == 2 and SHEET in result.output


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = run(SHEET, "--output", str(tmp_path / "nowhere" / "t.xlsx"))
    assert result.exit_code == 2 and "cannot be written" in result.output
