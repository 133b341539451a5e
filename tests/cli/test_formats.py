"""`gateway formats`."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from gateway.cli import work

ROOT = Path(__file__).parents[2]


@pytest.fixture
def fresh(run, site, folder):
    """A format that was made from one message, in the data root of a site."""
    (folder / "one.xml").write_text('<Message xmlns="urn:xx:fresh:1"><Reference>A1</Reference></Message>')
    run("formats", "new", "xx/fresh@1", "--from", folder / "one.xml", "--into", site)
    work.catalog.cache_clear()
    return site


def test_list_names_all_formats(run):
    lines = run("formats", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
    assert {"gb/cds-declaration@3.6", "xx/example@1"} <= {line.split()[0] for line in lines}


def test_list_is_narrowed_and_has_json(run):
    found = json.loads(run("formats", "list", "--owner", "xx", "--output", "json").stdout)
    assert [item["id"] for item in found] == ["xx/declaration-sheet@1", "xx/example-answer@1", "xx/example@1"]
    keys = {"id", "title", "syntax", "family", "status", "mapped", "fields", "samples", "revision"}
    assert all(item.keys() == keys for item in found)
    fields = found[2]["fields"]
    assert fields["all"] == sum(count for kind, count in fields.items() if kind != "all") == 80
    assert fields["mapped"] == 75 and fields["unnamed"] == 0
    assert run("formats", "list", "--family", "Nothing").stdout == ""


def test_show(run):
    assert run("formats", "show", "xx/example").stdout.startswith("xx/example@1: ")
    assert "Did you mean xx/example@1" in run("formats", "show", "xx/exmple@1", exit=2).stderr


def test_shipped_formats_have_no_mistakes(run):
    run("formats", "lint")


def test_good_samples_of_shipped_formats_pass(run):
    lines = run("formats", "test", "gb/cds-declaration", "xx/example", exit=None).stdout.splitlines()
    shown = ("gb/cds-declaration", "xx/example")
    good = {file.name for name in shown for file in ROOT.glob(f"schemas/{name}/*/samples/good/*.xml")}
    assert {line.split("\t")[1] for line in lines if line.endswith("\tok")} >= good


def test_what_is_missing_is_told_until_it_is_there(run, fresh):
    told = run("formats", "test", "xx/fresh@1", exit=1).stdout
    assert "xx/fresh@1\tone.xml\tok\n" in told
    assert "\tmissing\tFMT404 samples/bad has no message" in told
    assert "\tmissing\tFMT404 1 row of the mapping not reviewed, the first in line 2\n" in told
    assert "MAP107" in run("formats", "lint", "xx/fresh@1", "--remarks").stdout
    table = fresh / "mappings/xx/fresh/1/mapping.csv"
    table.write_text(re.sub(r",review:.*", ",", table.read_text()))
    (fresh / "schemas/xx/fresh/1/samples/good/one.xml").unlink()
    work.catalog.cache_clear()
    told = run("formats", "test", "xx/fresh@1", exit=1).stdout
    assert "samples/good has no message" in told
    assert "not reviewed" not in told


def test_expectations_are_renewed_and_then_hold(run, fresh):
    table = fresh / "mappings/xx/fresh/1/mapping.csv"
    table.write_text(re.sub(r",review:.*", ",", table.read_text()))
    place = fresh / "schemas/xx/fresh/1/samples/bad"
    (place / "two.xml").write_text('<Message xmlns="urn:xx:fresh:1">\n<Oops/></Message>')
    assert "\tFMT401 two.expected.json is missing\n" in run("formats", "test", "xx/fresh@1", exit=1).stdout
    assert "two.expected.json\twritten" in run("formats", "test", "xx/fresh@1", "--renew").stdout
    (found, *_) = json.loads((place / "two.expected.json").read_text())
    assert found.keys() == {"code", "path", "line"}
    run("formats", "test", "xx/fresh@1")
    (place / "two.expected.json").write_text("[]")
    assert "0 expected: XML" in run("formats", "test", "xx/fresh@1", "--quiet", exit=1).stdout


def test_a_broken_manifest_is_told(run, fresh):
    (fresh / "schemas/xx/fresh/1/format.toml").write_text("title = UK")
    work.catalog.cache_clear()
    assert "FMT001 error" in run("formats", "lint", exit=1).stdout


def test_a_wrong_row_is_told_and_nothing_is_written_with_it(run, fresh):
    sample = ROOT / "schemas/gb/cds-declaration/3.6/samples/good/import-standard.xml"
    table = fresh / "mappings/xx/fresh/1/mapping.csv"
    table.write_text(
        "source,model,convert,when,note\nMessage/Reference,declaration/functionalReferencId,,,\n"
    )
    shown = run("formats", "lint", "xx/fresh@1", "--output", "concise", exit=1).stdout
    assert " MAP102 error " in shown
    assert "MAP102" in run("translate", sample, "--to", "xx/fresh@1", exit=1).stderr
    assert "gateway: MAP102 " in run("ledger", sample, "--to", "xx/fresh@1", exit=2).stderr
    shutil.rmtree(fresh / "mappings")
    work.catalog.cache_clear()
    run("formats", "lint", "xx/fresh@1")
