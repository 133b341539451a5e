"""`gateway formats golden`."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.cli import work

ROOT = Path(__file__).parents[2]
EXAMPLE = Path("xx", "example", "1")
GOOD = sorted((ROOT / "schemas" / EXAMPLE / "samples/good").glob("*.xml"))
NAMES = sorted([f"{file.stem}{ending}" for file in GOOD for ending in (".model.json", ".xml")])


@pytest.fixture
def golden(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The goldens' folder of the example format in a site's data root; it is not there yet."""
    data = folder / "data"
    for tree in ("schemas", "mappings"):
        shutil.copytree(ROOT / tree / EXAMPLE, data / tree / EXAMPLE, ignore=shutil.ignore_patterns("golden"))
    monkeypatch.setenv("GATEWAY_DATA", str(data))
    work.catalog.cache_clear()
    yield data / "mappings" / EXAMPLE / "golden"
    work.catalog.cache_clear()


@pytest.fixture
def written(golden: Path, run) -> Path:
    """The same, with its goldens written."""
    run("formats", "golden", "xx/example@1")
    return golden


def test_every_good_sample_gets_its_goldens_and_a_stamp(golden, run):
    lines = run("formats", "golden", "xx/example@1").stdout.splitlines()
    assert lines == [f"xx/example@1\t{name}\twritten" for name in [*NAMES, "stamp.json"]]
    assert sorted(file.name for file in golden.iterdir()) == [*NAMES, "stamp.json"]


def test_the_stamp_holds_the_revision_and_the_digests(written):
    stamp = json.loads((written / "stamp.json").read_text())
    assert stamp["revision"] == work.catalog().get("xx/example@1").revision
    digests = {name: hashlib.sha256((written / name).read_bytes()).hexdigest() for name in NAMES}
    assert stamp["sha256"] == digests


def test_goldens_hold_the_model_and_the_message_written_back(written, run):
    for file in GOOD:
        model = json.loads((written / f"{file.stem}.model.json").read_text())
        assert model == json.loads(run("translate", file, "--to", "model").stdout)
        run("validate", written / f"{file.stem}.xml", "--as", "xx/example@1")


def test_what_was_just_written_passes_and_is_not_written_again(written, run, process):
    assert run("formats", "golden", "xx/example@1", "--check").stdout == ""
    assert run("formats", "golden", "xx/example@1").stdout == ""
    assert process("formats", "golden", "xx/example@1", "--check").returncode == 0


def test_goldens_are_no_part_of_the_revision(golden, process):
    before = process("formats", "show", "xx/example@1").stdout
    process("formats", "golden", "xx/example@1")
    assert (golden / "stamp.json").is_file()
    assert process("formats", "show", "xx/example@1").stdout == before


def test_an_edit_by_hand_is_told_and_not_repaired_by_checking(written, run):
    file = written / NAMES[0]
    edited = file.read_bytes() + b"\n"
    file.write_bytes(edited)
    shown = run("formats", "golden", "xx/example@1", "--check", exit=1).stdout
    assert (
        shown.startswith(f"xx/example@1\t{NAMES[0]}\twrong\tFMT402 edited by hand") and shown.count("\n") == 1
    )
    assert file.read_bytes() == edited
    assert run("formats", "golden", "xx/example@1").stdout == f"xx/example@1\t{NAMES[0]}\twritten\n"


def test_a_golden_edited_together_with_its_stamp_is_told(written, run):
    file, stamp = written / NAMES[0], written / "stamp.json"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_bytes(file.read_bytes() + b"\n")
    after = hashlib.sha256(file.read_bytes()).hexdigest()
    stamp.write_text(stamp.read_text().replace(before, after))
    lines = run("formats", "golden", "xx/example@1", "--check", exit=1).stdout.splitlines()
    assert [line.split("\t")[1] for line in lines] == [NAMES[0], "stamp.json"]


def test_a_changed_mapping_is_told_even_where_it_makes_the_same_bytes(written, process):
    table = written.parent / "mapping.csv"
    table.write_text(table.read_text() + "# a remark,,,,\n")
    done = process("formats", "golden", "xx/example@1", "--check")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("xx/example@1\tstamp.json\twrong\tFMT402 out of date")


def test_a_changed_mapping_names_the_goldens_that_it_changes(written, process):
    table = written.parent / "mapping.csv"
    rows = table.read_text().splitlines(keepends=True)
    kept = [row for row in rows if not row.startswith("./reference,")]
    assert len(kept) == len(rows) - 1
    table.write_text("".join(kept))
    done = process("formats", "golden", "xx/example@1", "--check")
    assert done.returncode == 1
    named = {line.split("\t")[1] for line in done.stdout.splitlines()}
    assert {"stamp.json", *(name for name in NAMES if name.endswith(".model.json"))} <= named


def test_a_golden_without_a_sample_is_left_over_and_removed(written, run):
    (written / "gone.xml").write_text("<gone/>")
    shown = run("formats", "golden", "xx/example@1", "--check", exit=1).stdout
    assert shown.startswith("xx/example@1\tgone.xml\twrong\tFMT402 left over")
    assert (written / "gone.xml").is_file()
    assert run("formats", "golden", "xx/example@1").stdout == "xx/example@1\tgone.xml\tremoved\n"
    assert not (written / "gone.xml").exists()


def test_goldens_of_a_removed_sample_go(written, run):
    (written.parents[4] / "schemas" / EXAMPLE / "samples/good" / GOOD[0].name).unlink()
    named = [line.split("\t")[1:3] for line in run("formats", "golden", "xx/example@1").stdout.splitlines()]
    gone = [[f"{GOOD[0].stem}{ending}", "removed"] for ending in (".model.json", ".xml")]
    assert named == [["stamp.json", "written"], *gone]


def test_what_is_missing_is_told(written, run):
    (written / NAMES[1]).unlink()
    shown = run("formats", "golden", "xx/example@1", "--check", exit=1).stdout
    assert shown == f"xx/example@1\t{NAMES[1]}\twrong\tFMT402 missing\n"
    shutil.rmtree(written)
    lines = run("formats", "golden", "xx/example@1", "--check", exit=1).stdout.splitlines()
    assert lines == [f"xx/example@1\t{name}\twrong\tFMT402 missing" for name in [*NAMES, "stamp.json"]]
    assert not written.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sha256": 1}'])
def test_a_damaged_stamp_is_out_of_date(written, run, text):
    (written / "stamp.json").write_text(text)
    shown = run("formats", "golden", "xx/example@1", "--check", exit=1).stdout
    assert shown.startswith("xx/example@1\tstamp.json\twrong\tFMT402 out of date") and shown.count("\n") == 1


def test_a_sample_that_cannot_be_translated_makes_no_goldens(golden, run, bad):
    shutil.copy(bad, golden.parents[4] / "schemas" / EXAMPLE / "samples/good")
    shown = run("formats", "golden", "xx/example@1", exit=1).stdout
    assert f"xx/example@1\t{bad.name}\twrong\tFMT401 invalid: XML" in shown
    assert not golden.exists()


def test_a_format_without_a_mapping_of_its_own_has_no_goldens(golden, run):
    data = golden.parents[4]
    child = data / "schemas/xx/child/1"
    child.mkdir(parents=True)
    manifest = 'title = "Child"\nextends = "xx/example@1"\n'
    (child / "format.toml").write_text(manifest)
    shutil.rmtree(data / "mappings" / EXAMPLE)
    work.catalog.cache_clear()
    assert run("formats", "golden", "xx/child@1", "xx/example@1").stdout == ""
    assert not (data / "mappings").joinpath("xx/child").exists()
