"""The list of columns of a sheet: what it may say, what it says of trees, and how it is inferred from samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.adapters import Limits, Spec
from gateway.adapters.csv.columns import ColumnsUnusable, columns_of
from gateway.adapters.csv.infer import from_samples, from_schema, notes
from gateway.adapters.draft import Undraftable
from gateway.findings import Severity
from gateway.formats.adapters import adapter_for

ROOT = Path(__file__).parents[2]
CSV = adapter_for("csv")
HEAD = "heading,element,level,type,length,required,codes,help\n"
KEY = "Ref,ref,header,text,35,yes,,\n"


def spec_of(folder: Path, text: str) -> Spec:
    (folder / "columns.csv").write_text(text, "utf-8")
    return Spec("xx/some@1", folder, options={"root": "message"})


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("", "does not begin with the key"), ("Ref,ref,item,text,35,yes,,\n", "does not begin with the key"),
        (KEY + "ref,other,item,text,35,,,\n", "the heading ref"), (KEY + "Other,ref,header,text,35,,,\n", "two columns are ref"),
        (KEY + "Mass,mass,item,number,,,,\n", "type is one of"), (KEY + "Mass,mass,line,decimal,,,,\n", "level is one of"),
        (KEY + "Mass,mass,item,decimal,16-3,,,\n", "not a number of digits"), (KEY + "Name,name,item,text,lots,,,\n", "not a length"),
        (KEY + "Name,a b,item,text,3,,,\n", "not the place of a value"), (KEY + ",name,item,text,3,,,\n", "has no heading"),
        (KEY + "Item,item,header,text,3,,,\n", "the element of a row"), (KEY + "Unit,unit,item,text,3,,unit,\n", "no codes/unit.csv"),
        (KEY + "A 1,a[1],item,text,3,,,\nA 2,a[2],item,text,4,,,\n", "another type"),
        (KEY + "A,a,item,text,3,,,\nB,a/b,item,text,3,,,\n", "has values below it"),
        (KEY + "A,a,item,text,3,maybe,,\n", "required is one of"),
    ],
)  # fmt: skip
def test_lists_that_cannot_be_used_say_why(rows: str, told: str, tmp_path: Path) -> None:
    spec = spec_of(tmp_path, HEAD + rows)
    with pytest.raises(ColumnsUnusable, match=told):
        columns_of(spec)
    from lxml import etree

    from gateway.adapters import Tree

    (finding,) = CSV.check(Tree(None, None, etree.Element("message")), spec)
    assert finding.code.name == "columns-not-usable" and CSV.write(
        Tree(None, None, etree.Element("message")), spec
    )
    assert notes(spec) == {}


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ColumnsUnusable, match="cannot be read"):
        columns_of(Spec("xx/some@1", tmp_path))


def test_a_description_has_names_order_cardinality_and_facets() -> None:
    root = CSV.describe(
        Spec("xx/s@1", ROOT / "schemas/xx/declaration-sheet/1", options={"root": "declaration"})
    )
    children = {child.name: child for child in root.children}
    assert root.name == "declaration" and next(iter(children)) == "reference" and list(children)[-1] == "item"
    assert (children["reference"].minimum, children["item"].minimum, children["item"].maximum) == (1, 1, None)
    inner = {child.name: child for child in children["item"].children}
    assert (inner["document"].minimum, inner["document"].maximum) == (0, 4)
    assert [child.name for child in inner["document"].children] == ["code", "number", "status", "date"]
    assert inner["commodity_code"].facets is not None and inner["commodity_code"].facets.max_length == 8


SAMPLES = [
    ("one.csv", "Our no;Made;Weight of all;Line;Goods code;Mass;Paper 1 kind;Paper 1 no;Paper 2 kind;Box 1\n"
     "A-1;14.05.2024;10,5;1;01012100;5,25;N935;7;N703;x\nA-1;;;2;02013000;5,25;N935;7;;y\n"),
    ("two.csv", "Our no;Made;Weight of all;Line;Goods code;Mass;Paper 1 kind;Paper 1 no;Paper 2 kind;Box 1;Note\n"
     "B-1;15.05.2024;7,5;1;01012100;7,5;380;A7;;z;fragile\nC-1;16.05.2024;8,5;1;01012100;8,5;380;9;;z;\n"),
]  # fmt: skip


def test_columns_are_inferred_from_sheets_and_take_them(tmp_path: Path) -> None:
    draft = from_samples([(name, text.encode()) for name, text in SAMPLES])
    (tmp_path / "columns.csv").write_bytes(draft.files["columns.csv"])
    spec = Spec("xx/some@1", tmp_path, options=draft.options)
    found = {c.element: (c.item, c.facets.base, c.required) for c in columns_of(spec).columns}
    assert found == {
        "our_no": (False, "string", True), "made": (False, "date", True), "weight_of_all": (False, "decimal", True),
        "line": (True, "integer", True), "goods_code": (True, "string", True), "mass": (True, "decimal", True),
        "paper[1]/kind": (True, "string", False), "paper[1]/no": (True, "string", False), "paper[2]/kind": (True, "string", False),
        "box[1]": (True, "string", False), "note": (True, "string", False),
    }  # fmt: skip
    assert draft.when == ("sheet/our_no", "sheet/made", "sheet/weight_of_all", "sheet/line")
    for _, text in SAMPLES:
        for part in CSV.split(text.encode(), Limits()):
            tree = CSV.read(part, spec, Limits())
            told = [*part.repairs, *CSV.check(tree, spec)]
            assert [finding.message for finding in told if finding.severity is Severity.ERROR] == []
    assert notes(spec)[("message", "item", "paper", "no")].startswith("Paper 1 no")


def test_a_value_and_a_list_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    text = "Ref,Box,Box 1,Box 1 seal,Item\nA,a,b,c,1\nA,b,d,e,2\n"
    draft = from_samples([("one.csv", text.encode())])
    (tmp_path / "columns.csv").write_bytes(draft.files["columns.csv"])
    spec = Spec("xx/some@1", tmp_path, options=draft.options)
    (part,) = CSV.split(text.encode(), Limits())
    tree = CSV.read(part, spec, Limits())
    assert [c.name for f in [CSV.check(tree, spec)] for c in f] == [] and len(tree.root.findall("item")) == 2


def test_what_is_no_sheet_cannot_be_drafted_from(tmp_path: Path) -> None:
    with pytest.raises(Undraftable, match=r"one\.csv cannot be read"):
        from_samples([("one.csv", b"a,b\n")])
    (tmp_path / "columns.csv").write_text(HEAD)
    with pytest.raises(Undraftable, match="key"):
        from_schema(tmp_path / "columns.csv", "", [])


def test_a_list_of_columns_is_taken_along_with_its_codes() -> None:
    draft = from_schema(ROOT / "schemas/xx/declaration-sheet/1/columns.csv", "", [])
    assert "codes/delivery-term.csv" in draft.files and draft.when[0] == "sheet/reference"
