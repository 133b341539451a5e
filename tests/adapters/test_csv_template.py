"""Templates of sheets whose lists of codes are long."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from gateway.adapters import Limits, Spec
from gateway.adapters.csv.template import template
from gateway.formats.adapters import adapter_for

CSV = adapter_for("csv")


def test_a_long_list_stands_on_a_sheet_of_its_own_that_is_no_hidden_data(tmp_path: Path) -> None:
    codes = [f"C{number:03}" for number in range(200)]
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes/unit.csv").write_text("code,name\n" + "".join(f"{code},Unit\n" for code in codes))
    rows = "Ref,ref,header,text,9,yes,,\nUnit,unit,item,text,,yes,unit,Unit\nOther unit,other,item,text,,,unit,Unit\nSold,sold,item,boolean,,,,\n"
    (tmp_path / "columns.csv").write_text("heading,element,level,type,length,required,codes,help\n" + rows)
    spec = Spec("xx/some@1", tmp_path)
    book = openpyxl.load_workbook(io.BytesIO(template(spec)))
    assert book.sheetnames == ["Declaration", "Help", "_lists"] and book["_lists"].sheet_state == "hidden"
    rules = {str(rule.sqref): rule.formula1 for rule in book["Declaration"].data_validations.dataValidation}
    assert (
        rules["B2:B1001"] == rules["C2:C1001"] == "'_lists'!$A$1:$A$200"
        and rules["D2:D1001"] == '"true,false"'
    )
    assert [cell.value for (cell,) in book["_lists"].iter_rows(max_col=1)] == codes
    for column, value in enumerate(["A1", "C199", "C000", True], 1):
        book["Declaration"].cell(2, column, value)
    file = io.BytesIO()
    book.save(file)
    (part,) = CSV.split(file.getvalue(), Limits())
    tree = CSV.read(part, spec, Limits())
    assert [*part.repairs, *CSV.check(tree, spec)] == []
    assert [node.text for node in tree.root.iter() if not len(node)] == ["A1", "C199", "C000", "true"]
