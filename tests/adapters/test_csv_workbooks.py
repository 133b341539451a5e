"""What workbooks say: kinds of cells, formats of numbers, what is hidden, merged or computed; and written ones."""

from __future__ import annotations

import datetime
import importlib.util
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from gateway.adapters import Limits, Tree
from gateway.adapters.csv.numerals import digits, moment
from gateway.findings import Finding
from gateway.formats.adapters import adapter_for


def _cases() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cases_csv", Path(__file__).parent / "cases/csv.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CASES = _cases()
CSV = adapter_for("csv")
XLSX = replace(CASES.SPEC, options={**CASES.SPEC.options, "container": "xlsx"})
HEADINGS = [
    "Reference",
    "Amount",
    "Prepared",
    "Item number",
    "Commodity code",
    "Goods",
    "Mass",
    "Loaded",
    "Dangerous",
]
ROW: dict[str, Any] = {"Reference": "A1", "Item number": 1, "Commodity code": "09021000", "Goods": "Tea"}
Change = Callable[[Any, Worksheet], None]


def book(
    *rows: dict[str, Any], change: Change | None = None, epoch: datetime.datetime | None = None
) -> bytes:
    """A workbook as another program writes it; a value may be a pair of value and number format."""
    made = openpyxl.Workbook()
    if epoch is not None:
        made.epoch = epoch
    sheet = made.worksheets[0]
    sheet.append(HEADINGS)
    for number, row in enumerate(rows, 2):
        for heading, value in row.items():
            cell = sheet.cell(number, HEADINGS.index(heading) + 1)
            cell.value, form = value if isinstance(value, tuple) else (value, None)
            if form:
                cell.number_format = form
    if change is not None:
        change(made, sheet)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def received(data: bytes) -> list[tuple[Tree, list[Finding]]]:
    found = []
    for part in CSV.split(data, Limits()):
        tree = CSV.read(part, CASES.SPEC, Limits())
        found.append((tree, [*part.repairs, *CSV.check(tree, CASES.SPEC)]))
    return found


def one(data: bytes) -> tuple[etree._Element, list[tuple[str, str | None]]]:
    ((tree, findings),) = received(data)
    return tree.root, [(finding.code.name, finding.where.cell) for finding in findings]


@pytest.mark.parametrize(
    ("heading", "value", "path", "read", "told"),
    [
        ("Mass", 1234.5, "item/mass", "1234.5", []),
        ("Mass", (100, "0.00"), "item/mass", "100.00", []), ("Mass", 1e-3, "item/mass", "0.001", []),
        ("Mass", (0.05, "0%"), "item/mass", "0.05", ["percentage"]), ("Mass", "12,5", "item/mass", "12.5", ["number-repaired"]),
        ("Mass", True, "item/mass", "true", ["value-not-a-number"]), ("Mass", "#REF!", "item/mass", None, ["cell-without-result"]),
        ("Mass", "=1+1", "item/mass", None, ["cell-without-result"]),
        ("Commodity code", 69111000, "item/commodity_code", "69111000", []),
        ("Commodity code", (9021000, "00000000"), "item/commodity_code", "09021000", []),
        ("Commodity code", 9021000, "item/commodity_code", "9021000", ["value-of-wrong-length"]),
        ("Goods", 12, "item/goods", "12", ["number-for-text"]),
        ("Goods", 1234567890123456789, "item/goods", "1234567890123460000", ["number-lost-digits"]),
        ("Goods", "a\nb \"c\", <&>", "item/goods", "a\nb \"c\", <&>", []),
        ("Prepared", datetime.date(2024, 5, 14), "prepared", "2024-05-14", []),
        ("Prepared", (45426, "dd.mm.yyyy"), "prepared", "2024-05-14", []), ("Prepared", 45426, "prepared", "2024-05-14", ["date-repaired"]),
        ("Prepared", datetime.datetime(2024, 5, 14, 10, 30), "prepared", "2024-05-14T10:30:00", ["value-not-a-date"]),
        ("Loaded", datetime.datetime(2024, 5, 14, 10, 30), "item/loaded", "2024-05-14T10:30:00", []),
        ("Dangerous", False, "item/dangerous", "false", []), ("Dangerous", "TRUE", "item/dangerous", "true", []),
    ],
)  # fmt: skip
def test_cells_of_every_kind_are_read_or_told(
    heading: str, value: Any, path: str, read: str | None, told: list[str]
) -> None:
    root, findings = one(book({**ROW, heading: value}))
    assert (root.findtext(path), [name for name, _ in findings]) == (read, told)
    cell = f"{'ABCDEFGHI'[HEADINGS.index(heading)]}2"
    assert all(place == cell for _, place in findings)


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    root, told = one(book({**ROW, "Prepared": datetime.date(2024, 5, 14)}, epoch=CALENDAR_MAC_1904))
    assert root.findtext("prepared") == "2024-05-14" and told == []


@pytest.mark.parametrize(
    ("serial", "day"),
    [("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("45426.4375", "2024-05-14T10:30:00")],
)
def test_serial_dates_know_the_day_that_1900_had_not(serial: str, day: str) -> None:
    assert moment(serial, False) == day


@pytest.mark.parametrize(
    ("raw", "form", "read"),
    [
        ("0.30000000000000004", "", ("0.3", True, False)), ("1E-3", "", ("0.001", False, False)),
        ("1.2345678901234501E+16", "", ("12345678901234500", False, True)), ("-0", "", ("0", False, False)),
        ("7", "0.00", ("7.00", False, False)), ("-7.5", "000.0", ("-007.5", False, False)), ("x", "", None), ("INF", "", None),
    ],
)  # fmt: skip
def test_stored_numbers_are_told_from_what_a_computer_made_of_them(raw: str, form: str, read: object) -> None:
    assert digits(raw, 0, form) == read


def hide_row(made: Any, sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def hide_column(made: Any, sheet: Worksheet) -> None:
    sheet.column_dimensions["G"].hidden = True


def merge(made: Any, sheet: Worksheet) -> None:
    sheet.merge_cells("A2:A3")


def hide_sheet(made: Any, sheet: Worksheet) -> None:
    other = made.create_sheet("Old")
    other.append(["secret", "values"])
    other.sheet_state = "veryHidden"


def second(made: Any, sheet: Worksheet) -> None:
    made.create_sheet("June").append(HEADINGS)


def notes(made: Any, sheet: Worksheet) -> None:
    made.create_sheet("Notes").append(["call", "the", "agent"])


def hide_first(made: Any, sheet: Worksheet) -> None:
    other = made.create_sheet("Cover", 0)
    other.append(["cover"])
    other.sheet_state = "hidden"


def empty_sheet(made: Any, sheet: Worksheet) -> None:
    made.create_sheet("Sheet2", 0)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (hide_row, [("hidden-cells", "A3")]), (hide_column, [("hidden-cells", "G1")]), (merge, [("merged-cells", "A2")]),
        (hide_sheet, [("hidden-sheet", None)]), (second, [("another-sheet", None)]), (notes, [("sheet-not-read", None)]),
        (hide_first, [("hidden-sheet", None)]), (empty_sheet, []),
    ],
)  # fmt: skip
def test_what_people_do_not_see_is_told_and_all_rows_are_read(
    change: Change, told: list[tuple[str, str | None]]
) -> None:
    root, found = one(book({**ROW, "Mass": 1}, {**ROW, "Item number": 2, "Mass": 2}, change=change))
    assert found == told and len(root.findall("item")) == 2


def test_a_result_is_read_with_a_remark_and_nothing_is_computed() -> None:
    import zipfile

    plain = book({**ROW, "Mass": "=1+1"})
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(
                name,
                data.replace(b"<v />", b"<v>7</v>")
                .replace(b"<v></v>", b"<v>7</v>")
                .replace(b"<v/>", b"<v>7</v>"),
            )
    root, told = one(file.getvalue())
    assert root.findtext("item/mass") == "7" and told == [("formula", "G2")]


def test_several_messages_of_a_workbook_can_each_be_read_alone() -> None:
    rows = [
        {**ROW, "Mass": 0.5, "Prepared": datetime.date(2024, 5, 14)},
        {**ROW, "Reference": "B2", "Goods": '=\n"x"'},
    ]
    found = received(book(*rows, change=lambda made, sheet: sheet["F3"].__setattr__("data_type", "s")))
    assert [tree.root.findtext("reference") for tree, _ in found] == ["A1", "B2"]
    for tree, findings in found:
        assert findings == [] and tree.part is not None
        ((again, told),) = received(tree.part.data)
        assert etree.tostring(again.root) == etree.tostring(tree.root) and told == []


@given(CASES.trees())
def test_a_workbook_that_was_written_reads_as_it_was_and_is_always_the_same(root: etree._Element) -> None:
    data = CSV.write(Tree(None, None, root), XLSX)
    (part,) = CSV.split(data, Limits())
    assert etree.tostring(CSV.read(part, XLSX, Limits()).root) == etree.tostring(root)
    assert CSV.sniff(data[:4096]) and CSV.write(Tree(None, None, root), XLSX) == data


def test_another_program_reads_what_was_written_as_numbers_dates_and_texts() -> None:
    text = "<declaration><reference>0012</reference><amount>100.50</amount><prepared>2024-05-14</prepared>" \
        "<item><number>1</number><commodity_code>09021000</commodity_code><goods>=1+1</goods><mass>1.5</mass></item></declaration>"  # fmt: skip
    data = CSV.write(Tree(None, None, etree.fromstring(text)), XLSX)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = dict(zip((str(cell.value) for cell in sheet[1]), sheet[2], strict=True))
    assert [cells[name].value for name in ("Reference", "Amount", "Commodity code", "Goods", "Mass")] == [
        "0012", 100.5, "09021000", "=1+1", 1.5,
    ]  # fmt: skip
    assert cells["Prepared"].value == datetime.datetime(2024, 5, 14)
    assert cells["Goods"].data_type == "s" and cells["Amount"].number_format == "0.00"


def test_the_media_type_is_that_of_the_container() -> None:
    from gateway.formats.adapters import media_type_of

    assert media_type_of("csv", CASES.SPEC) == "text/csv"
    assert media_type_of("csv", XLSX).endswith(".spreadsheetml.sheet")
    assert media_type_of("xml", CASES.SPEC) == adapter_for("xml").media_types[0]


def test_a_format_that_extends_a_sheet_can_want_workbooks(tmp_path: Path) -> None:
    from gateway.formats import Catalog
    from gateway.pipeline import differences, produce, receive

    root = Path(__file__).parents[2]
    folder = tmp_path / "schemas/xx/declaration-book/1"
    folder.mkdir(parents=True)
    (folder / "format.toml").write_text('extends = "xx/declaration-sheet@1"\n[options]\ncontainer = "xlsx"\n')
    catalog = Catalog.load([root, tmp_path])
    book = catalog.get("xx/declaration-book@1")
    sent = (root / "schemas/gb/cds-declaration/3.6/samples/good/import-standard.xml").read_bytes()
    (inbound,) = receive(sent, catalog)
    assert inbound.message is not None
    as_book, as_text = (
        produce(inbound.message, each) for each in (book, catalog.get("xx/declaration-sheet@1"))
    )
    assert as_book.ok and as_book.data is not None and as_text.data is not None
    assert as_book.data.startswith(b"PK") and as_text.data.startswith(b"Reference,")
    assert differences(as_text.data, as_book.data, book) == []
