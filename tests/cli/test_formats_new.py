"""`gateway formats new`: formats made from messages and from schemas work at once, in every syntax."""

from __future__ import annotations

import csv
import json
import re

import pytest

from gateway.cli import work
from tests.conftest import ROOT

NOTICE = """\
<Notice xmlns="urn:port:notice" number="{number}">
  <ReferenceNumber>PN-{number}</ReferenceNumber>
  <IssueDate>2026-10-0{day}</IssueDate>
  <Exporter><Name>Lindqvist Pumps AB</Name><Country>SE</Country></Exporter>
  <Goods>
    {lines}
  </Goods>
</Notice>
"""
LINE = "<Line><ItemNumber>{n}</ItemNumber><GrossMass>{mass}.5</GrossMass><Secret>q{n}</Secret></Line>"


@pytest.fixture
def notices(folder):
    """Three messages of a format that nobody knows."""
    made = []
    for number in (1, 2, 3):
        lines = "\n    ".join(LINE.format(n=n, mass=10 * n + number) for n in range(1, number + 1))
        made.append(folder / f"notice-{number}.xml")
        made[-1].write_text(NOTICE.format(number=number, day=number, lines=lines))
    return made


def given(files):
    return [word for file in files for word in ("--from", file)]


def rows(site, place):
    with (site / "mappings" / place / "mapping.csv").open(newline="") as file:
        return {row["source"]: row for row in csv.DictReader(file)}


def test_messages_alone_make_a_format_that_works(run, site, notices):
    told = run("formats", "new", "xx/notice@1", *given(notices), "--into", site).stdout
    assert re.search(
        r"^\d+ values: \d+ with a proposed place in the model, \d+ kept; review all$", told, re.MULTILINE
    )
    assert "every one comes back" in told
    work.catalog.cache_clear()
    assert run("identify", *notices).stdout.count("\txx/notice@1\n") == 3
    run("formats", "lint", "xx/notice@1")
    lines = run("formats", "test", "xx/notice@1", exit=1).stdout.splitlines()
    assert [line.split("\t")[2] for line in lines[:3]] == ["ok"] * 3
    assert all("\tmissing\t" in line or "the floor is" in line for line in lines[3:])
    table = rows(site, "xx/notice/1")
    assert all(row["note"].startswith("review: ") for row in table.values())
    assert table["Notice/Goods/Line[]/GrossMass"]["model"].startswith("declaration/goodsShipment/")
    assert table["Notice/Goods/Line[]/GrossMass"]["convert"] == "decimal"
    assert table["Notice/Exporter/Name"]["model"].endswith("parties[role=exporter]/name")
    assert table["Notice/Goods/Line[]/Secret"]["model"] == "~"


def test_a_row_that_a_sample_refutes_is_kept_with_the_reason(run, site, folder):
    """The last date is none: the model refuses it, and the row says so instead of mapping."""
    for number, day in enumerate(("2026-10-01", "2026-10-02", "2026-02-30")):
        (folder / f"{number}.xml").write_text(
            f"<N><AcceptanceDateTime>{day}</AcceptanceDateTime><A>1</A></N>"
        )
    run("formats", "new", "xx/dates@1", *given(sorted(folder.glob("?.xml"))), "--into", site)
    work.catalog.cache_clear()
    run("formats", "lint", "xx/dates@1")
    told = run("formats", "test", "xx/dates@1", exit=1).stdout
    assert told.count("\tok\n") == 3


def test_a_schema_of_several_files_is_taken_along(run, site):
    xsd = ROOT / "schemas/eu/ncts-cc906c/5.1/message.xsd"
    told = run("formats", "new", "xx/control@1", "--xsd", xsd, "--family", "Response", "--into", site).stdout
    assert "message.xsd\twritten" in told
    assert len(list((site / "schemas/xx/control/1").glob("*.xsd"))) > 1
    work.catalog.cache_clear()
    run("formats", "lint", "xx/control@1")


def test_json_messages_of_one_root_are_told_apart(run, site, folder):
    for number in (1, 2, 3):
        message = {
            "noticeNumber": f"N{number}",
            "vessel": {"name": "NORTH CAPE"},
            "items": [{"grossWeight": 12.5}] * number,
        }
        (folder / f"{number}.json").write_text(json.dumps(message))
    files = sorted(folder.glob("?.json"))
    told = run("formats", "new", "xx/note@1", *given(files), "--family", "CargoReport", "--into", site).stdout
    assert "is taken for" not in told
    work.catalog.cache_clear()
    assert run("identify", *files).stdout.count("\txx/note@1\n") == 3
    run("formats", "lint", "xx/note@1")
    assert run("formats", "test", "xx/note@1", exit=1).stdout.count("\tok\n") == 3


def test_a_json_schema_makes_a_format(run, site, folder):
    schema = {
        "type": "object",
        "required": ["carrierCode"],
        "properties": {
            "carrierCode": {"type": "string", "maxLength": 4},
            "voyage": {"$ref": "#/$defs/Voyage"},
        },
        "$defs": {"Voyage": {"type": "object", "properties": {"vesselName": {"type": "string"}}}},
    }
    (folder / "schema.json").write_text(json.dumps(schema))
    run("formats", "new", "xx/sailing@1", "--json-schema", folder / "schema.json", "--into", site)
    work.catalog.cache_clear()
    run("formats", "lint", "xx/sailing@1")
    assert any(source.endswith("/voyage/vesselName") for source in rows(site, "xx/sailing/1"))


def test_a_directory_makes_an_edifact_format(run, site, folder, shared):
    archive = shared / "corpus/edifact/un-directories/d03b.zip"
    sample = folder / "coparn.edi"
    sample.write_text(
        "UNB+UNOA:2+SHIP+PORT+261005:0730+1'UNH+1+IFTSTA:D:03B:UN'BGM+23+X1+9'DTM+137:20261005:102'"
        "CNI+1+C1'STS+1+7'UNT+6+1'UNZ+1+1'"
    )
    told = run(
        "formats", "new", "xx/iftsta@d03b", "--directory", archive, "--from", sample,
        "--family", "CargoReport", "--into", site,
    ).stdout  # fmt: skip
    assert "segments.csv\twritten" in told
    work.catalog.cache_clear()
    assert run("identify", sample).stdout.endswith("\txx/iftsta@d03b\n")
    assert "xx/iftsta@d03b\tcoparn.edi\tok\n" in run("formats", "test", "xx/iftsta@d03b", exit=1).stdout


def test_what_cannot_be_made_is_told_and_nothing_is_left(run, site, notices, folder):
    def refused(*words):
        told = run("formats", "new", *words, "--into", site, exit=2).stderr
        assert not site.exists()
        return told

    assert "made from something" in refused("xx/fresh@1")
    for name in ("xx/fresh", "../x/y@1", "XX/fresh@1", "xx/fresh@../1"):
        assert "is not an id" in refused(name, *given(notices))
    (folder / "other.xml").write_text("<Other/>")
    assert "one root" in refused("xx/fresh@1", *given([*notices, folder / "other.xml"]))
    (folder / "torn.xml").write_text("<Notice><A>")
    assert "cannot be read as XML" in refused("xx/fresh@1", *given([folder / "torn.xml"]))
    (folder / "nothing.bin").write_bytes(bytes(range(200, 256)))
    assert "looks like no syntax" in refused("xx/fresh@1", *given([folder / "nothing.bin"]))
    assert "no adapter for the syntax cobol" in refused("xx/fresh@1", *given(notices), "--syntax", "cobol")
    (folder / "two.edi").write_text(
        "UNB+UNOA:2+S+R+261005:0730+1'UNH+1+IFTSTA:D:03B:UN'BGM+1'UNT+3+1'UNZ+1+1'"
    )
    assert "IFTSTA D.03B UN" in refused("xx/fresh@1", *given([folder / "two.edi"]))
    xsd = ROOT / "schemas/xx/example/1/message.xsd"
    assert "one of the syntax xml" in refused("xx/fresh@1", "--xsd", xsd, "--syntax", "json")
    assert "one schema" in refused("xx/fresh@1", "--xsd", xsd, "--json-schema", xsd)


def test_folders_that_are_there_are_left_alone(run, site, notices):
    run("formats", "new", "xx/notice@1", *given(notices), "--into", site)
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    assert (
        "exists already"
        in run("formats", "new", "xx/notice@1", *given(notices), "--into", site, exit=2).stderr
    )
    assert before == {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
