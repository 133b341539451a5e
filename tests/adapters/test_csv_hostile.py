"""Hostile sheets: every published attack, workbooks that are bombs, damaged or locked, and noise."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters import Limits, Spec, Tree
from gateway.findings import Unreadable
from gateway.formats import Catalog, adapter_for
from gateway.pipeline import receive

ROOT = Path(__file__).parents[2]
CSV = adapter_for("csv")
GARMENTS = (ROOT / "schemas/xx/declaration-sheet/1/samples/good/import-garments.xlsx").read_bytes()
POLICY: dict[str, tuple[str, list[str]]] = {
    "ok": ("valid", []),
    # Texts that look like formulas are texts; what is written is defused (test_csv_reading.py).
    "formula": ("valid", []),
    "negative_number": ("valid", []),
    "unclosed_quote": ("unreadable", ["CSV003"]),
    "ragged": ("invalid", ["CSV106", "CSV107", "CSV116"]),
    "missing_header": ("unidentified", ["IDN102"]),
    "header_case_space": ("valid", []),
    "nul": ("unreadable", ["CSV004"]),
    # Policy left open: spreadsheet programs of many countries write semicolons and decimal commas.
    "semicolon": ("valid", ["CSV211"]),
    "cr_only": ("valid", []),
    "log_injection": ("valid", []),
    "empty": ("unreadable", ["CSV001"]),
    "thousand_columns": ("unreadable", ["CSV904"]),
}
"""what becomes of each attack, and the codes of all its messages"""


def outcome(data: bytes, formats: Catalog) -> tuple[str, list[str]]:
    results = list(receive(data, formats, as_format="xx/toy-rows@1", to_model=False))
    worst = next((r.outcome.value for r in results if r.outcome.value != "valid"), "valid")
    return worst, sorted({finding.code.id for result in results for finding in result.findings})


def test_every_published_attack_gets_the_outcome_of_our_policy(shared: Path, formats: Catalog) -> None:
    rows = csv.DictReader((shared / "attacks/MANIFEST.csv").read_text("utf-8").splitlines())
    files = [row["file"] for row in rows if row["file"].startswith("csv/") and row["file"].endswith(".csv")]
    assert {Path(file).stem for file in files} == set(POLICY)
    for file in files:
        data = (shared / "attacks" / file).read_bytes()
        if Path(file).stem == "missing_header":
            results = list(receive(data, formats, to_model=False))
            assert results[0].outcome.value in ("unidentified", "unreadable")
            continue
        assert outcome(data, formats) == POLICY[Path(file).stem], file


def test_a_value_of_200_kb_is_read_and_told_by_its_column(formats: Catalog) -> None:
    data = b"ref,amount,currency,goods\nA1,1,GBP," + b"x" * 200_000 + b"\n"
    assert outcome(data, formats) == ("invalid", ["CSV201"])


def changed(**parts: bytes | None) -> bytes:
    """The workbook with parts replaced by name; None leaves one out."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GARMENTS)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = parts.pop(name, source.read(name))
            if data is not None:
                target.writestr(name, data)
        for name, data in parts.items():
            target.writestr(name, data or b"")
    return file.getvalue()


def part(name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(GARMENTS)).read(name)


def refused(data: bytes, limits: Limits | None = None) -> list[str]:
    with pytest.raises(Unreadable) as caught:
        list(CSV.split(data, limits or Limits()))
    return [finding.code.id for finding in caught.value.findings]


SHEET = "xl/worksheets/sheet1.xml"
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (changed(**{SHEET: ENTITY + part(SHEET)}), "CSV906"),
        (changed(**{SHEET: part(SHEET)[:-40]}), "CSV006"),
        (changed(**{SHEET: part(SHEET).decode().encode("utf-16")}), "CSV006"),
        (changed(**{SHEET: b'<?xml version="1.0" encoding="UTF-7"?>' + part(SHEET)}), "CSV006"),
        (changed(**{"xl/workbook.xml": None}), "CSV006"),
        (changed(**{SHEET: None}), "CSV001"),
        (GARMENTS[:4000], "CSV006"),
        (GARMENTS[:2000] + b"\xff" * 300 + GARMENTS[2300:], "CSV006"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "CSV006"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "CSV006"),
    ],
)  # fmt: skip
def test_workbooks_that_are_none_are_refused(data: bytes, code: str) -> None:
    assert refused(data) == [code]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = changed(**{SHEET: part(SHEET).replace(b"</sheetData>", b"</sheetData>" + b" " * 30_000_000)})
    assert len(bomb) < 100_000
    assert refused(bomb, Limits(bytes=1_000_000)) == ["CSV902"]


def test_a_locked_workbook_is_refused() -> None:
    locked = bytearray(GARMENTS)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := locked.find(mark, place + 1)) >= 0:
            locked[place + at] |= 1
    assert refused(bytes(locked)) == ["CSV006"]


def test_cells_columns_and_texts_have_limits() -> None:
    assert refused(GARMENTS, Limits(elements=20)) == ["CSV903"]
    assert refused(GARMENTS, Limits(attributes=20)) == ["CSV904"]
    assert refused(GARMENTS, Limits(text=10)) == ["CSV905"]


def test_macros_are_told_and_not_run() -> None:
    (one,) = CSV.split(changed(**{"xl/vbaProject.bin": b"macros"}), Limits())
    assert [finding.code.name for finding in one.repairs] == ["macros"]


@given(st.integers(0, len(GARMENTS) - 1), st.binary(min_size=1, max_size=8))
def test_no_damage_raises_anything_else_than_unreadable(at: int, noise: bytes) -> None:
    spec = Spec("xx/toy@1", ROOT / "schemas/xx/declaration-sheet/1", options={"root": "declaration"})
    try:
        for each in CSV.split(GARMENTS[:at] + noise + GARMENTS[at + len(noise) :], Limits()):
            tree = CSV.read(each, spec, Limits())
            CSV.check(tree, spec)
            assert CSV.write(Tree(None, None, tree.root), spec)
    except Unreadable as error:
        assert error.findings


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_no_sheet_of_xml_raises_anything_else_than_unreadable(text: str) -> None:
    at = len(part(SHEET)) // 2
    data = changed(**{SHEET: part(SHEET)[:at] + text.encode() + part(SHEET)[at:]})
    try:
        assert list(CSV.split(data, Limits()))
    except Unreadable as error:
        assert error.findings
