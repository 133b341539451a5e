"""What sheets say, however a spreadsheet program wrote them: delimiters, marks, dates, groups of rows."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from gateway.adapters import Limits, Tree
from gateway.findings import Finding, Unreadable
from gateway.formats.adapters import adapter_for


def _cases() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cases_csv", Path(__file__).parent / "cases/csv.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CASES = _cases()
CSV = adapter_for("csv")
HEAD = "Reference,Amount,Prepared,Item number,Commodity code,Goods,Mass\n"


def received(data: bytes | str) -> list[tuple[Tree, list[Finding]]]:
    found = []
    for part in CSV.split(data.encode() if isinstance(data, str) else data, Limits()):
        tree = CSV.read(part, CASES.SPEC, Limits())
        found.append((tree, [*part.repairs, *CSV.check(tree, CASES.SPEC)]))
    return found


def one(data: bytes | str) -> tuple[etree._Element, list[str]]:
    ((tree, findings),) = received(data)
    return tree.root, [finding.code.name for finding in findings]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_encodings_of_spreadsheet_programs_are_read(encoding: str, delimiter: str) -> None:
    text = (HEAD + "A1,1,,1,09021000,Thé vert,\n").replace(",", delimiter)
    root, names = one(text.encode(encoding))
    assert root.findtext("item/goods") == "Thé vert" and names == []


def test_a_line_that_names_the_delimiter_is_no_heading() -> None:
    root, names = one("sep=;\r\n" + (HEAD + "A1,1,,1,09021000,Tea,\n").replace(",", ";"))
    assert root.findtext("item/goods") == "Tea" and names == []


def test_windows_1252_is_read_with_a_remark() -> None:
    root, names = one((HEAD + "A1,1,,1,09021000,Thé – vert,\n").encode("cp1252"))
    assert root.findtext("item/goods") == "Thé – vert" and names == ["encoding-assumed"]


@pytest.mark.parametrize(
    ("written", "read", "names"),
    [
        ("1234.50", "1234.50", []), ("-5.00", "-5.00", []), ("1234,5", "1234.5", ["number-repaired"]),
        ("1.234,50", "1234.50", ["number-repaired"]), ("1,234.50", "1234.50", ["number-repaired"]),
        ("1 234,50", "1234.50", ["number-repaired"]), ("1\u202f234\u00a0567", "1234567", ["number-repaired"]),
        ("1'234.50", "1234.50", ["number-repaired"]), ("1,234,567", "1234567", ["number-repaired"]),
        ("0,125", "0.125", ["number-repaired"]), ("1,234", "1,234", ["value-not-a-number"]), ("1.234", "1.234", []),
        ("1,23,456.5", "1,23,456.5", ["value-not-a-number"]), ("12 kg", "12 kg", ["value-not-a-number"]),
        ("=1+1", "=1+1", ["value-not-a-number"]), ("5%", "5%", ["value-not-a-number"]), ("#REF!", None, ["cell-without-result"]),
        ("1.2345", "1.2345", ["value-too-long"]), ("1e3", "1e3", ["value-not-a-number"]),
    ],
)  # fmt: skip
def test_numbers_are_read_where_they_can_be_one_alone(
    written: str, read: str | None, names: list[str]
) -> None:
    root, told = one(f'Reference,Item number,Commodity code,Goods,Mass\nA1,1,09021000,Tea,"{written}"\n')
    assert (root.findtext("item/mass"), told) == (read, names)


def test_another_number_of_the_sheet_says_what_a_comma_is() -> None:
    rows = 'A1,"1,5",,1,09021000,Tea,"1,234"\nA1,,,2,09021000,Tea,"1.234"\n'
    root, names = one(HEAD + rows)
    assert root.xpath("item/mass/text()") == ["1.234", "1234"]
    assert names == ["number-repaired"]


@pytest.mark.parametrize(
    ("written", "read", "names"),
    [
        ("2024-05-14", "2024-05-14", []), ("14.05.2024", "2024-05-14", ["date-repaired"]),
        ("20240514", "2024-05-14", ["date-repaired"]), ("14/5/2024", "2024-05-14", ["date-repaired"]),
        ("5/14/2024", "2024-05-14", ["date-repaired"]), ("45426", "2024-05-14", ["date-repaired"]),
        ("03/04/2024", "03/04/2024", ["value-not-a-date"]), ("31.02.2024", "31.02.2024", ["value-not-a-date"]),
        ("soon", "soon", ["value-not-a-date"]),
    ],
)  # fmt: skip
def test_dates_are_read_where_they_can_be_one_alone(written: str, read: str, names: list[str]) -> None:
    root, told = one(f"{HEAD}A1,,{written},1,09021000,Tea,\n")
    assert (root.findtext("prepared"), told) == (read, names)


@pytest.mark.parametrize("again", ["A1,1,2024-05-14", "A1,,", ",,"])
def test_header_values_stand_on_each_row_or_on_the_first(again: str) -> None:
    root, names = one(f"{HEAD}A1,1,2024-05-14,1,09021000,Tea,\n{again},2,09021000,Rum,\n")
    assert names == [] and len(root.findall("item")) == 2 and root.findtext("amount") == "1"


def test_rows_that_disagree_are_told_at_the_cell() -> None:
    ((_, findings),) = received(f"{HEAD}A1,1,,1,09021000,Tea,\nA1,2,,2,09021000,Rum,\n")
    assert [(f.code.name, f.where.cell, f.where.line, f.where.column) for f in findings] == [
        ("row-disagrees", "B3", 3, 4)
    ]
    assert 'row 3, column B "Amount"' in findings[0].message


def test_rows_of_one_reference_are_one_message_and_come_back_alone() -> None:
    data = f'{HEAD}A1,1,,1,09021000,"Tea, green",\nA1,,,2,09021000,Rum,\n,,,3,09021000,Gin,\nB2,7,,1,09021000,Ale,\n'
    found = received(data)
    assert [tree.root.findtext("reference") for tree, _ in found] == ["A1", "B2"]
    assert [len(tree.root.findall("item")) for tree, _ in found] == [3, 1]
    for tree, findings in found:
        assert findings == [] and tree.part is not None
        ((again, _),) = received(tree.part.data)
        assert etree.tostring(again.root) == etree.tostring(tree.root)
    assert [data.encode()[part.offset :][:2] for part in CSV.split(data.encode(), Limits())] == [b"A1", b"B2"]


def test_rows_that_stand_apart_are_brought_together_with_a_remark() -> None:
    found = received(f"{HEAD}A1,,,1,09021000,Tea,\nB2,,,1,09021000,Ale,\nA1,,,2,09021000,Rum,\n")
    assert [len(tree.root.findall("item")) for tree, _ in found] == [2, 1]
    assert [[f.code.name for f in findings] for _, findings in found] == [["rows-apart"], []]


def test_the_key_stands_first() -> None:
    with pytest.raises(Unreadable) as caught:
        received("Item number,Reference,Commodity code,Goods\n1,A1,09021000,Tea\n")
    assert [(f.code.name, f.expected) for f in caught.value.findings] == [
        ("key-not-first", "the heading Reference")
    ]


def test_heading_rows_of_joined_files_are_passed_over() -> None:
    found = received(
        2 * f"{HEAD}A1,,,1,09021000,Tea,\n".replace("A1", "B2") + f"{HEAD}A1,,,1,09021000,Tea,\n"
    )
    assert [len(tree.root.findall("item")) for tree, _ in found] == [2, 1]


def test_columns_and_headings_are_compared_without_case_blanks_and_order() -> None:
    root, names = one(" REF ,goods,COMMODITY_code,Item-Number\nA1,Tea,09021000,1\n")
    assert names == [] and [node.tag for node in root[1]] == ["number", "commodity_code", "goods"]


@pytest.mark.parametrize(
    ("head", "row", "names"),
    [
        ("Reference,Item number,Commodity code,Goods,Colour", "A1,1,09021000,Tea,red", ["unknown-column"]),
        ("Reference,Item number,Goods", "A1,1,Tea", ["column-missing"]),
        ("Reference,Item number,Commodity code,Goods,goods", "A1,1,09021000,Tea,Rum", ["column-twice"]),
        ("Reference,Item number,Commodity code,Goods", "A1,1,09021000,Tea,red", ["value-without-heading"]),
        ("Reference,Item number,Commodity code,Goods,Mass", "A1,1,09021000,Tea", ["row-too-short"]),
        ("Reference,Item number,Commodity code,Goods", "A1,1,09021000,", ["value-missing"]),
        ("Reference,Item number,Commodity code,Goods,Exporter name", "A1,1,09021000,Tea,Acme", ["value-missing"]),
        ("Reference,Amount", "A1,1", ["column-missing", "column-missing", "column-missing", "value-missing"]),
        ("Reference,Item number,Commodity code,Goods", "A1,1,9.021E+11,Tea", ["number-lost-digits", "value-of-wrong-length"]),
        ("Reference,Item number,Commodity code,Goods", "A1,1,09021000,T\u202eea", ["hidden-direction-character"]),
        ("Reference,Item number,Commodity code,Goods,Document 3 type,Document 3 number", "A1,1,09021000,Tea,N935,1", []),
    ],
)  # fmt: skip
def test_shapes_that_are_wrong_are_told(head: str, row: str, names: list[str]) -> None:
    assert one(f"{head}\n{row}\n")[1] == names


def test_a_missing_value_is_told_at_its_empty_cell_with_the_help_of_the_column() -> None:
    ((_, findings),) = received(f"{HEAD}A1,,,1,09021000,Tea,\nA1,,,2,,Rum,\n")
    assert [(f.where.cell, f.where.line, f.where.path, f.help) for f in findings] == [
        ("E3", 3, "/declaration/item[2]/commodity_code", "Eight digits")
    ]


def test_a_value_that_an_entry_of_a_list_lacks_is_told_at_the_column_of_that_entry() -> None:
    head = "Reference,Item number,Commodity code,Goods,Document 1 type,Document 1 number,Document 2 type,Document 2 number"
    ((_, findings),) = received(f"{head}\nA1,1,09021000,Tea,N935,1,N703,\nA1,2,09021000,Rum,,,,7\n")
    assert [(f.where.cell, f.where.path) for f in findings] == [
        ("H2", "/declaration/item[1]/document[2]/number"), ("G3", "/declaration/item[2]/document/type"),
    ]  # fmt: skip
    assert 'column H "Document 2 number" is empty' in findings[0].message


def test_more_entries_than_there_are_columns_for_are_written_read_and_told() -> None:
    root = etree.fromstring(
        "<declaration><reference>A</reference><item><number>1</number><commodity_code>09021000</commodity_code><goods>T</goods>"
        + "<document><type>a</type><number>1</number></document>" * 3 + "</item></declaration>"
    )  # fmt: skip
    ((tree, findings),) = received(CSV.write(Tree(None, None, root), CASES.SPEC))
    assert etree.tostring(tree.root) == etree.tostring(root)
    assert [(f.code.name, f.expected) for f in findings] == [("element-not-in-columns", "at most 2")]


def test_options_choose_how_a_sheet_is_written() -> None:
    root = one(f"{HEAD}A1,1,,1,09021000,Tea,\nA1,,,2,09021000,Rum,\n")[0]
    written = CSV.write(Tree(None, None, root), CASES.SPEC).decode().splitlines()
    assert [line.split(",")[:2] for line in written] == [["Reference", "Amount"], ["A1", "1"], ["A1", ""]]
    options = {**CASES.SPEC.options, "delimiter": ";", "header": "every", "byte_order_mark": "yes"}
    other = CSV.write(Tree(None, None, root), replace(CASES.SPEC, options=options))
    assert other.startswith(b"\xef\xbb\xbfReference;Amount;")
    assert [line.split(";")[:2] for line in other.decode("utf-8-sig").splitlines()[1:]] == [
        ["A1", "1"],
        ["A1", "1"],
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 0000", "-2", "@SUM(1)", "\t=1", "\uff1d1", "'=1", "''@", "'tis", "#N/A", "'#REF!"]
)
@pytest.mark.parametrize("container", ["csv", "xlsx"])
def test_no_text_is_run_by_a_spreadsheet_and_all_come_back(text: str, container: str) -> None:
    root = etree.fromstring(
        "<declaration><reference>A</reference><item><number>1</number></item></declaration>"
    )
    etree.SubElement(root[1], "goods").text = text
    data = CSV.write(
        Tree(None, None, root), replace(CASES.SPEC, options={**CASES.SPEC.options, "container": container})
    )
    if container == "csv":
        assert not any(f"{before}{text}".encode() in data for before in ',"\n') or text.startswith("'")
    assert received(data)[0][0].root.findtext("item/goods") == text
