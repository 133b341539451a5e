"""A rejected sheet comes back as a workbook with its mistakes marked at their cells."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from gateway.adapters.contract import Limits
from gateway.cli.pages.format import sample_files
from gateway.formats import Catalog, adapter_for
from gateway.pipeline import Inbound, annotated_copy, produce, receive

CATALOG = Catalog.load()
SHEET = CATALOG.get("xx/declaration-sheet@1")
BAD = sample_files(SHEET.folder, "bad")


def received(data: bytes) -> Inbound:
    return next(iter(receive(data, CATALOG, as_format=SHEET.id)))


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.name)
def test_every_mistake_with_a_cell_is_marked_there(file):
    inbound = received(file.read_bytes())
    copy = annotated_copy(inbound)
    if copy is None:
        # There are no cells to mark.
        assert inbound.outcome.value == "unreadable"
        return
    assert copy == annotated_copy(inbound)
    book = load_workbook(io.BytesIO(copy.data))
    marked = book.worksheets[0]
    for finding in inbound.findings:
        if finding.where.cell:
            cell = marked[finding.where.cell]
            assert finding.code.id in cell.comment.text
            assert cell.fill.fill_type == "solid"
    listed = [row[3].value for row in book["Findings"].iter_rows(min_row=2)]
    assert listed == [finding.code.id for finding in inbound.findings]


@pytest.mark.parametrize("file", sample_files(SHEET.folder, "good"), ids=lambda file: file.name)
def test_a_copy_says_what_the_sheet_says_and_can_be_sent_in_again(file):
    adapter = adapter_for("csv")
    before = list(receive(file.read_bytes(), CATALOG, as_format=SHEET.id))
    copy = adapter.annotate(file.read_bytes(), [f for i in before for f in i.findings], Limits())
    after = list(receive(copy, CATALOG, as_format=SHEET.id))
    assert [i.outcome.value for i in after] == [i.outcome.value for i in before]
    for one, other in zip(before, after, strict=True):
        assert one.message is not None and other.message is not None
        assert produce(one.message, SHEET).data == produce(other.message, SHEET).data


def test_what_looks_like_a_formula_stays_a_text():
    text = "Reference,Purpose\r\n=1+2,original\r\n"
    book = load_workbook(io.BytesIO(adapter_for("csv").annotate(text.encode(), [], Limits())))
    cell = book.worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+2", "s")


def test_a_format_that_asks_for_none_and_what_cannot_be_read_has_no_copy():
    example = CATALOG.get("xx/example@1")
    bad = sample_files(example.folder, "bad")[0]
    (inbound,) = receive(bad.read_bytes(), CATALOG, as_format=example.id)
    assert annotated_copy(inbound) is None
    assert annotated_copy(received(b"PK\x03\x04 nothing")) is None


def test_a_copy_is_labelled_in_the_language_of_its_sender():
    inbound = next(i for file in BAD if (i := received(file.read_bytes())).findings and annotated_copy(i))
    english, french = annotated_copy(inbound), annotated_copy(inbound, language="fr")
    assert english is not None and french is not None and english == annotated_copy(inbound, language="en")
    rows = [
        [[cell.value or "" for cell in row] for row in load_workbook(io.BytesIO(one.data))["Findings"]]
        for one in (english, french)
    ]
    assert rows[1][0][:3] == ["Cellule", "Colonne", "Gravité"]
    assert [row[3] for row in rows[0][1:]] == [row[3] for row in rows[1][1:]]
    assert all(one[5] != other[5] for one, other in zip(rows[0][1:], rows[1][1:], strict=True))
