"""`gateway codes`, and what `gateway explain` and `gateway formats lint` say of everyone's rules."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gateway.cli import work

ROOT = Path(__file__).parents[2]
HEAD = "# source: a test\n# date: 2026-01-01\ncode,name,valid_from,valid_to\n"


def test_list_names_every_list_with_its_date(run):
    result = run("codes", "list")
    names = [line.split()[0] for line in result.stdout.splitlines()]
    assert names == sorted(names) and {"countries", "currencies", "packages", "units"} <= set(names)
    (found,) = [
        i for i in json.loads(run("codes", "list", "--output", "json").stdout) if i["name"] == "units"
    ]
    assert found["codes"] > 1500 and "Recommendation 20" in found["source"]


def test_show_prints_codes_with_their_source_and_validity(run):
    result = run("codes", "show", "currencies", "HRK", "EUR")
    assert "source: " in result.stdout and "2023-01-31" in result.stdout
    codes = [line.split()[0] for line in result.stdout.splitlines()[3:]]
    assert codes == ["EUR", "HRK"]


def test_show_keeps_to_a_day(run):
    late = run("codes", "show", "currencies", "--on", "2026-03-01", "--output", "jsonl").stdout
    early = run("codes", "show", "currencies", "--on", "2020-03-01", "--output", "jsonl").stdout
    assert '"HRK"' in early and '"HRK"' not in late


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "unit"), "there is units"),
        (("show", "units", "KILO"), "units has no KILO"),
        (("show", "currencies", "HRK", "--on", "2026-01-01"), "no HRK on 2026-01-01"),
        (("show", "units", "--on", "today"), "2026-03-01"),
    ],
)
def test_what_is_not_there_is_told(run, words, told):
    result = run("codes", *words, exit=2)
    assert told in result.stderr


def test_diff_says_what_a_newer_list_changes(run, folder):
    old = (ROOT / "schemas/_codes/transport-modes.csv").read_text("utf-8")
    newer = folder / "transport-modes.csv"
    newer.write_text(
        old.replace("6,Multimodal,,\n", "").replace("5,Mail,,", "5,Mail,,2030-12-31")
        + "A,Drone,2027-01-01,\n"
    )
    result = run("codes", "diff", "transport-modes", newer, exit=1)
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [["~", "5"], ["-", "6"], ["+", "A"]]
    assert "(..2030-12-31)" in result.stdout


def test_diff_of_the_same_list_is_clean(run):
    result = run("codes", "diff", "countries", ROOT / "schemas/_codes/countries.csv")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_list_with_a_mistake_is_told_with_its_line(run, folder):
    (folder / "units.csv").write_text(f"{HEAD}KGM,Kilogram\n")
    result = run("codes", "diff", "units", folder / "units.csv", exit=2)
    assert "units.csv:4" in result.stderr


@pytest.mark.parametrize("topic", ["RUL411", "container-check-digit-wrong"])
def test_explain_shows_a_rule_with_source_and_examples(run, topic):
    page = run("explain", topic).stdout
    assert "ISO 6346" in page and "CSQU3054384" in page and "CSQU3054383" in page
    assert 'container-check-digit-wrong = "error"' in page


@pytest.fixture
def ruled(folder, monkeypatch):
    """A copy of the example format in a site's data root, with a table of rules."""
    for tree in ("schemas", "mappings"):
        shutil.copytree(ROOT / tree / "xx/example/1", folder / "data" / tree / "xx/ruled/1")
    manifest = folder / "data/schemas/xx/ruled/1/format.toml"

    def with_rules(table: str) -> None:
        manifest.write_text(f"{manifest.read_text('utf-8')}\n[rules]\n{table}\n", "utf-8")
        work.catalog.cache_clear()

    monkeypatch.setenv("GATEWAY_DATA", str(folder / "data"))
    yield with_rules
    work.catalog.cache_clear()


def test_lint_knows_the_rules_of_a_manifest(run, ruled):
    ruled('container-check-digit-wrong = "error"\npackage-total-differs = "off"')
    assert run("formats", "lint", "xx/ruled@1", "--output", "concise").stdout == ""


def test_lint_tells_of_a_rule_that_there_is_not(run, ruled):
    ruled('container-check-digit = "error"')
    result = run("formats", "lint", "xx/ruled@1", exit=1)
    assert "RUL111" in result.stdout and "container-check-digit-wrong" in result.stdout


def test_lint_tells_of_a_severity_that_there_is_not(run, ruled):
    ruled('package-total-differs = "grave"')
    result = run("formats", "lint", exit=1)
    assert "FMT201" in result.stdout and "error, warning, info, off" in result.stdout


def test_validate_checks_everyones_rules_on_demand(run, folder):
    sample = (ROOT / "schemas/gb/cds-declaration/3.6/samples/good/import-standard.xml").read_text("utf-8")
    (folder / "one.xml").write_text(sample.replace(">1985<", ">2985<", 1), "utf-8")
    assert run("validate", "one.xml", "--output", "concise").stdout == ""
    result = run("validate", "one.xml", "--rules", "--output", "concise", exit=1)
    assert "one.xml:150:13: RUL420 error NetNetWeightMeasure" in result.stdout
