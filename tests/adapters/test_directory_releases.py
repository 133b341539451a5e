"""Official directories of six releases, as far as they lie beside the checkout, and the tables made of them."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from gateway.adapters.edifact.directory import (
    Directory,
    message_rows,
    open_archive,
    overlaid,
    overlay,
    read_directory,
    read_table,
    tables_of,
    tags_of,
)
from gateway.adapters.edifact.directory.text import lines_of

ROOT = Path(__file__).parents[2]
UN = ROOT / "schemas" / "un"
SHIPPED = {"d96b": ["cuscar", "cusdec", "cusres"], "d99b": ["cusdec", "cusrep"], "d03b": ["cuscar"]}

# counted in the files with other means: rows and groups of the segment table, deepest nesting of groups
COUNTS = {
    "d96b": {"CUSDEC": (201, 50, 4), "CUSRES": (65, 13, 3), "CUSCAR": (81, 17, 4), "IFCSUM": (281, 63, 5)},
    "d99b": {"CUSDEC": (203, 50, 4), "CUSRES": (69, 14, 3), "CUSCAR": (89, 17, 4), "IFCSUM": (336, 75, 5)},
    "d03b": {"CUSDEC": (203, 50, 4), "CUSRES": (71, 15, 3), "CUSCAR": (89, 17, 4), "INVOIC": (233, 53, 3)},
    "d13a": {"CUSDEC": (217, 52, 4), "CUSRES": (71, 15, 3), "CUSCAR": (89, 17, 4), "GOVCBR": (1113, 250, 8)},
    "d15a": {"CUSDEC": (217, 52, 4), "CUSRES": (71, 15, 3), "CUSCAR": (89, 17, 4), "GOVCBR": (1173, 261, 8)},
    "d21b": {"CUSDEC": (217, 52, 4), "CUSRES": (71, 15, 3), "CUSCAR": (89, 17, 4), "GOVCBR": (1459, 312, 8)},
}
ENTRIES = {"d96b": (136, 174, 496), "d21b": (156, 199, 649)}


@cache
def release(folder: Path, name: str) -> Directory:
    return read_directory(open_archive(folder / f"{name}.zip"))


@pytest.fixture(scope="session")
def zips(shared: Path) -> Path:
    return shared / "corpus" / "edifact" / "un-directories"


@pytest.mark.parametrize("name", COUNTS)
def test_messages_have_the_rows_and_groups_that_were_counted(zips: Path, name: str) -> None:
    directory = release(zips, name)
    for message, (rows, groups, depth) in COUNTS[name].items():
        table = message_rows(directory.message(message))
        paths = [path for _, path, _, _ in table]
        found = [path for path in paths if re.fullmatch(r"SG\d+", path.rpartition("/")[2])]
        assert (len(table), len(found)) == (rows, groups), message
        assert max(path.count("/") + 1 for path in found) == depth, message
        assert sorted(int(path.rpartition("SG")[2]) for path in found) == list(range(1, groups + 1)), message
        # the first segment of a group is its trigger: mandatory, once
        for path in found:
            _, trigger, status, repeats = table[paths.index(path) + 1]
            assert trigger.startswith(f"{path}/") and (status, repeats) == ("M", "1"), trigger


@pytest.mark.parametrize("name", COUNTS)
def test_all_messages_of_batch_exchange_can_be_made_into_tables(zips: Path, name: str) -> None:
    directory = release(zips, name)
    batch = [
        message for message in directory.message_types if "/IDMD.ZIP/" not in directory.files[message].place
    ]
    tables = tables_of(directory, [tags_of(message_rows(directory.message(each))) for each in batch])
    codes = {row[0] for row in tables["dictionary"]}
    assert {row[2] for row in (*tables["segments"], *tables["composites"])} <= codes
    assert {row[0] for row in tables["codes"]} <= codes
    assert all(
        re.fullmatch(r"(a|n|an)(\.\.)?\d+", row[1]) for row in tables["dictionary"] if row[0].isdigit()
    )
    assert not [oddity for oddity in directory.oddities if "BOPBNK" not in oddity.place]


@pytest.mark.parametrize("name", ENTRIES)
def test_no_entry_of_a_directory_is_lost(zips: Path, name: str) -> None:
    directory = release(zips, name)
    segments, composites, elements = ENTRIES[name]
    assert len(directory.segments) == segments
    assert len(directory.composites) == composites
    assert len(directory.elements) == elements


@pytest.mark.parametrize("name", COUNTS)
def test_composites_in_segments_are_those_of_their_own_file(zips: Path, name: str) -> None:
    """The segment file says every composite again: a second, independent witness."""
    directory = release(zips, name)
    source = (directory.source("EDSD", "TRSD"))[0]
    composite, seen = "", 0
    found: dict[str, list[str]] = {}
    for line in lines_of(source.data):
        if head := re.match(r"\d{3}[ +*#|X-]* ([C\d]\d{3})\s", line):
            composite = head[1]
            found.setdefault(composite, []).clear()
        elif inside := re.match(r"[ +*#|X-]{5,8}(\d{4})  ", line):
            found[composite].append(inside[1])
            seen += 1
    assert seen > 900
    for code, elements in found.items():
        if code.startswith("C"):
            assert [line.code for line in directory.composites[code].lines] == elements, code


@pytest.mark.parametrize("name", COUNTS)
def test_representations_in_segments_and_composites_are_those_of_the_elements(zips: Path, name: str) -> None:
    directory = release(zips, name)
    for entry in (*directory.segments.values(), *directory.composites.values()):
        for line in entry.lines:
            if line.code.isdigit():
                assert line.representation == directory.elements[line.code].representation, (entry.code, line)


def test_changes_marks_and_wrapped_names_do_not_hide_anything(zips: Path) -> None:
    old, new = release(zips, "d96b"), release(zips, "d03b")
    assert old.code_lists["3035"]["XX"] == "No heading"  # not two marks of deletion
    assert old.code_lists["5463"]["X"] == "Maximum"
    assert old.code_lists["1001"]["20"] == "Quality data message"  # marked as renamed
    assert old.code_lists["4347"]["1"] == "Additional identification"  # where the second file goes on
    assert new.elements["5104"].name == "Monetary amount function detail description"
    assert "SG5/SPS" in [place.path for place in new.message("QALITY")]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_tables_are_those_that_the_directory_gives(zips: Path, name: str) -> None:
    directory = release(zips, name)
    used = []
    for message in SHIPPED[name]:
        table = message_rows(directory.message(message.upper()))
        assert read_table(UN / message / name / "message.csv", "message") == table
        used.append(tags_of(table))
    for table_name, rows in tables_of(directory, used).items():
        assert read_table(UN / "_shared" / name / f"{table_name}.csv", table_name) == rows


@pytest.mark.parametrize("message", SHIPPED["d96b"])
def test_segment_tables_agree_with_independent_facts(shared: Path, message: str) -> None:
    file = shared / "facts" / "crosswalk" / f"un-{message}-d96b.csv"
    with file.open(newline="", encoding="utf-8") as lines:
        facts = list(csv.DictReader(lines))
    expected = [
        (
            row["position"],
            row["group_path"]
            if row["name"] == "group"
            else "/".join(filter(None, (row["group_path"], row["tag"]))),
            row["status"],
            row["repeats"],
        )
        for row in facts
    ]
    assert read_table(UN / message / "d96b" / "message.csv", "message") == expected


def test_an_overlay_on_its_base_is_the_whole(zips: Path) -> None:
    def tables(name: str, *messages: str) -> dict[str, list[tuple[str, ...]]]:
        directory = release(zips, name)
        return tables_of(directory, [tags_of(message_rows(directory.message(each))) for each in messages])

    base, whole = tables("d96b", "CUSDEC", "CUSRES"), tables("d99b", "CUSDEC", "CUSREP")
    above = overlay(whole, base)
    both = overlaid(base, above)
    for name, rows in whole.items():
        units = {row[0] for row in rows}
        assert [row for row in both[name] if row[0] in units and row not in rows] == []
        assert set(rows) <= set(both[name])
        assert len(above[name]) < len(rows)
