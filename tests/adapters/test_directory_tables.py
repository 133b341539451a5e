"""The tables of the formats that the project ships: whole, without gaps, doubles and strays."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from gateway.adapters.edifact.directory import TABLES, Tables, overlaid, read_table, tags_of
from gateway.adapters.edifact.service import COMPOSITES, ELEMENTS, SEGMENTS
from gateway.formats import Catalog, Format

ROOT = Path(__file__).parents[2]
SHARED = ("segments", "composites", "dictionary", "codes")
FORMATS = [format for format in Catalog.load([ROOT]) if format.syntax == "edifact" and format.owner == "un"]

every_format = pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.id)


def tables(format: Format) -> Tables:
    found: Tables = {name: [] for name in SHARED}
    for folder in (*format.spec.shared, format.schema_dir):
        here = {name: folder / f"{name}.csv" for name in SHARED}
        found = overlaid(
            found, {name: read_table(file, name) for name, file in here.items() if file.is_file()}
        )
    return found


@every_format
def test_what_a_message_uses_is_described(format: Format) -> None:
    found = tables(format)
    segments = {row[0] for row in found["segments"]} | set(SEGMENTS)
    inside = {row[2] for row in (*found["segments"], *found["composites"])}
    composites = {row[0] for row in found["composites"]} | set(COMPOSITES)
    described = {row[0] for row in found["dictionary"]} | set(ELEMENTS)
    assert set(tags_of(read_table(format.schema_dir / "message.csv", "message"))) <= segments
    assert {code for code in inside if not code.isdigit()} <= composites
    assert {code for code in inside if code.isdigit()} <= described
    assert {row[0] for row in found["codes"]} <= described


@every_format
def test_rows_are_well_formed_and_there_once(format: Format) -> None:
    message = read_table(format.schema_dir / "message.csv", "message")
    assert [row[0] for row in message] == sorted({row[0] for row in message})
    assert message[0][1:] == ("UNH", "M", "1") and message[-1][1:] == ("UNT", "M", "1")
    found = tables(format)
    for name, width in (("segments", 2), ("composites", 2), ("dictionary", 1), ("codes", 2)):
        assert [key for key, count in Counter(row[:width] for row in found[name]).items() if count > 1] == []
    for row in (*message, *found["segments"], *found["composites"]):
        assert row[-2] in ("M", "C") and 0 < int(row[-1]) <= 999_999, row
    for code, representation, title in found["dictionary"]:
        wanted = r"(a|n|an)(\.\.)?\d+" if code.isdigit() else ""
        assert re.fullmatch(wanted, representation) and title == " ".join(title.split()) != "", code


@every_format
def test_codes_fit_their_elements_and_have_short_names(format: Format) -> None:
    found = tables(format)
    longest = {row[0]: int(re.sub(r"\D", "", row[1])) for row in found["dictionary"] if row[1]}
    for element, code, name in found["codes"]:
        assert re.fullmatch(r"[A-Z0-9]+", code) and len(code) <= longest[element], (element, code)
        assert 0 < len(name) < 150 and name == " ".join(name.split()), (element, code)


@pytest.mark.parametrize(
    "file", sorted((ROOT / "schemas" / "un").glob("*/*/*.csv")), ids=lambda file: str(file.relative_to(ROOT))
)
def test_every_table_says_where_it_comes_from_and_of_when_it_is(file: Path) -> None:
    if file.stem not in TABLES:
        pytest.fail(f"{file} is not one of {', '.join(TABLES)}")
    source, dated, head, *_ = file.read_text("utf-8").splitlines()
    assert source.startswith("# source: ") and len(source) > 20
    assert re.fullmatch(r"# date: \d{4}-\d\d-\d\d", dated)
    assert head == ",".join(TABLES[file.stem])
