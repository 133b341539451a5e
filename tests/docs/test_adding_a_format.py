"""The page that adds a format does what it says, on the publisher's own schema."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import blocks, text
from tests.docs.test_readme import shell

PAGE = text("docs/adding-a-format.md")
ID = "gb/inventory-movement@2.0"


@pytest.fixture(scope="module")
def told(tmp_path_factory, shared):
    """What each command of the page prints and how the table looks then, in the order of the page."""
    schemas = shared / "corpus" / "uk-inventory-linking" / "schemas" / "exports-2.0"
    folder = tmp_path_factory.mktemp("page")
    begin = f"cd {folder}; export GATEWAY_DATA={folder}/data SCHEMAS='{schemas}'; mkdir -p data\n"
    printed = []
    for block in blocks(PAGE, "sh"):
        code, out, err = shell(begin + block)
        assert code == 0, (block, out, err)
        tables = list(folder.rglob("mapping.csv"))
        printed.append((out, tables[0].read_text().splitlines() if tables else []))
    return printed


def test_a_format_is_proposed(told):
    _, (new, proposed), *_ = told
    (said, table) = blocks(PAGE, "text")
    # How many values find a place, and how surely, grows with the formats that are there.
    assert re.sub(r"\d+", "n", new).endswith(re.sub(r"\d+", "n", said))
    assert "mapping.csv\twritten" in new
    for line in table.splitlines():
        assert any(each.startswith(line.partition("review:")[0]) for each in proposed)


def test_the_review_leaves_nothing_open(told):
    _, _, (lint, _), *_ = told
    assert lint == "1 message read, no findings.\n"


def test_the_gate_holds(told):
    lint = "1 message read, no findings.\n"
    (renewed, _), (gate, _) = told[4], told[5]
    assert "XML" in renewed and "goodsLocation" in renewed and "messageCode" in renewed
    assert gate.startswith(lint)
    tested = [line.split("\t") for line in gate[len(lint) :].splitlines()]
    assert [cells[1:] for cells in tested if cells[0] == ID and cells[2] == "ok"] == [
        ["arrival.xml", "ok"], ["departure.xml", "ok"], ["code-unknown.xml", "ok"], ["location-missing.xml", "ok"]
    ]  # fmt: skip
    assert not any("missing" in cells or "wrong" in cells for cells in tested)


def test_the_message_is_in_the_model_and_the_gap_is_told(told):
    shown, _ = told[6]
    assert '"actualDepartureDateTime"' in shown
    assert ID in shown
