"""Flat records: keys, tables and order join them; what is wrong is told with its line and field."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gateway.adapters import Limits, Spec, Tree
from gateway.adapters.flat import adapter
from gateway.findings import Finding, Unreadable

HERE = Path(__file__).parent


def _cases() -> ModuleType:
    spec = importlib.util.spec_from_file_location("flat_cases", HERE / "cases" / "flat.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CASES = _cases()
SPEC: Spec = CASES.SPEC
FIXED: Spec = CASES.FIXED


def read(data: bytes, spec: Spec = SPEC) -> list[Tree]:
    return [adapter.read(part, spec, Limits()) for part in adapter.split(data, Limits())]


def told(data: bytes, spec: Spec = SPEC) -> list[tuple[str, int | None, int | None]]:
    (tree,) = read(data, spec)
    assert tree.part is not None
    found: list[Finding] = [*tree.part.repairs, *adapter.check(tree, spec)]
    return [(finding.code.id, finding.where.line, finding.where.column) for finding in found]


def test_keys_join_records_and_what_they_repeat_is_not_in_the_tree() -> None:
    (tree,) = read(CASES.GOOD[0])
    item = tree.root.find("INVOICE/ITEM[2]")
    assert item is not None and [child.tag for child in item] == ["number", "goods"]
    assert [node.tag for node in tree.root.iterfind("INVOICE/ITEM/DOC")] == ["DOC"]
    assert tree.root.findtext("INVOICE/DOC/type") == "N730"
    assert tree.root.findtext("DOC/type") == "Y900"
    assert tree.root.findtext("INVOICE[2]/action") == "A" and tree.root.find("INVOICE[1]/action") is None


def test_a_file_of_two_messages_is_two_and_each_has_its_own_places() -> None:
    _, second = read(CASES.GOOD[1])
    assert second.part is not None and second.part.number == 2
    node = second.root.find("INVOICE/amount")
    assert node is not None
    (where,) = adapter.locate(second, [node])
    lines = CASES.GOOD[1].split(b"\n")
    assert where.line is not None and where.column is not None and where.offset is not None
    assert lines[where.line - 1].decode()[where.column - 1 :].startswith("100.50")
    assert CASES.GOOD[1][where.offset :].startswith(b"100.50")


def test_all_that_is_wrong_is_told_at_once_at_line_and_column() -> None:
    assert told(CASES.BAD) == [
        ("FLT202", 1, 18), ("FLT203", 3, 1), ("FLT205", 3, 6), ("FLT103", 5, 1), ("FLT107", 5, 3), ("FLT201", 5, 8),
        ("FLT203", 5, 12), ("FLT102", 5, 16), ("FLT105", 7, 1), ("FLT101", 9, 1), ("FLT107", 10, 5),
    ]  # fmt: skip
    (tree,) = read(CASES.BAD)
    messages = [finding.message for finding in adapter.check(tree, SPEC)]
    assert "line 5, INVOICE field 4 (Amount) is '1,5', not such a number" in messages


def test_records_without_their_parent_and_keys_twice_are_told() -> None:
    data = (
        CASES.GOOD[0]
        .replace(b"12\x1d2\x1d1\x1dN380", b"12\x1d2\x1d8\x1dN380")
        .replace(b"12\x1d1\x1d2\x1dBlack", b"12\x1d1\x1d1\x1dBlack")
    )
    assert [code for code, _, _ in told(data)] == ["FLT106", "FLT105"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_style_blank_lines_and_missing_last_ends_are_read(end: str) -> None:
    text = CASES.GOOD[0].decode().replace("\r\n", end)
    for data in (text, text.rstrip("\r\n"), end + text.replace(end, end + end)):
        (tree,) = read(data.encode())
        assert adapter.check(tree, SPEC) == []


def test_empty_fields_at_the_end_may_be_there_or_not() -> None:
    (one,), (other,) = read(CASES.GOOD[0]), read(CASES.GOOD[0].replace(b"N730\r\n", b"N730\x1d\x1d\x1d\r\n"))
    assert etree.tostring(one.root) == etree.tostring(other.root)


HEAD = "HDTOYFIX" + "REF 1".ljust(12) + "20260514"
COLUMNS = "\n".join(
    [
        HEAD,
        "TXof the header",
        "IT00001000000123451    1.500 " + "Green tea",
        "PK000012CT",
        "TXof the item",
        "EDREF 1",
        "",
    ]
)


def test_columns_are_read_with_their_numbers_and_order_joins_them() -> None:
    (tree,) = read(COLUMNS.encode(), FIXED)
    assert tree.root.findtext("HEAD/TEXT/text") == "of the header"
    assert tree.root.findtext("HEAD/ITEM/TEXT/text") == "of the item"
    assert tree.root.findtext("HEAD/ITEM/PACK/count") == "12"
    assert tree.root.findtext("HEAD/ITEM/number") == "1"
    assert adapter.sniff(COLUMNS.encode())


texts = st.text("abcXYZ äß,;|'<&", min_size=1, max_size=12).map(str.strip).filter(bool)


@st.composite
def trees(draw: st.DrawFn) -> etree._Element:
    root = etree.Element("declaration")

    def leaf(parent: etree._Element, name: str, text: str) -> None:
        etree.SubElement(parent, name).text = text

    head = etree.SubElement(root, "HEAD")
    leaf(head, "kind", "TOYFIX")
    leaf(head, "reference", draw(texts))
    for number in range(draw(st.integers(0, 4))):
        item = etree.SubElement(head, "ITEM")
        leaf(item, "number", str(number))
        amount = draw(st.decimals(-99999, 99999, places=2))
        leaf(item, "amount", format(amount, "f").replace("-0.00", "0.00"))
        if draw(st.booleans()):
            leaf(item, "mass", format(draw(st.decimals(0, 9999, places=3)), "f"))
        leaf(item, "goods", draw(texts))
        for _ in range(draw(st.integers(0, 2))):
            leaf(etree.SubElement(item, "TEXT"), "text", draw(texts))
        for _ in range(draw(st.integers(0, 2))):
            pack = etree.SubElement(item, "PACK")
            leaf(pack, "count", str(draw(st.integers(1, 999999))))
            leaf(pack, "kind", "CT")
    for _ in range(draw(st.integers(0, 2))):
        leaf(etree.SubElement(head, "TEXT"), "text", draw(texts))
    etree.SubElement(root, "END")
    return root


@given(trees())
def test_columns_that_were_written_read_as_they_were(root: etree._Element) -> None:
    (again,) = read(adapter.write(Tree(None, None, root), FIXED), FIXED)
    assert etree.tostring(again.root) == etree.tostring(root)


@given(st.binary(max_size=80), st.integers(0, 200))
def test_no_bytes_in_columns_raise_anything_else_than_unreadable(noise: bytes, at: int) -> None:
    good = COLUMNS.encode()
    for data in (noise, good[:at] + noise + good[at:]):
        try:
            for tree in read(data, FIXED):
                adapter.check(tree, FIXED)
        except Unreadable as error:
            assert error.findings


def test_hostile_files_of_other_syntaxes_are_read_or_refused(shared: Path) -> None:
    files = [
        file
        for folder in ("edifact", "json", "xml")
        for file in sorted((shared / "attacks" / folder).glob("*"))
    ]
    for file in files:
        data = file.read_bytes()[:300_000]
        for spec in (SPEC, FIXED):
            try:
                for tree in read(data, spec):
                    assert adapter.check(tree, spec)
            except Unreadable as error:
                assert error.findings
    assert files


def test_records_of_a_file_that_amends_another_may_lack_those_above_them() -> None:
    rows = "".join(f"<TABLE>DOC\n1\x1d{n}\x1d{n}\x1dX\x1d20260101\n" for n in range(3_000))
    (tree,) = read(("HDR\x1dA\x1dTOYFLAT\n" + rows).encode())
    findings = adapter.check(tree, SPEC)
    assert [finding.code.id for finding in findings].count("FLT105") == 0
    assert {finding.code.id for finding in findings} >= {"FLT103", "FLT108"}
