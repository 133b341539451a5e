"""What every format folder must hold and do: one contract for all formats of this checkout."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from gateway.cli import samples
from gateway.cli.exercise import exercise
from gateway.cli.goldens import golden_folder, has_goldens, make, stale
from gateway.cli.pages.format import sample_files
from gateway.cli.work import limits
from gateway.formats import Catalog, Format
from gateway.mapping import Counts, mapping_of
from gateway.pipeline import receive

ROOT = Path(__file__).parents[2]
CATALOG = Catalog.load([ROOT])
FORMATS = sorted(CATALOG, key=lambda format: format.id)
CODE_LISTS = sorted((ROOT / "schemas").glob("*/*/*/codes/*.csv"))
_ORDINAL = re.compile(r"\[\d+\]")
LOWER = {"asycuda/sad@4.2": 0.85}
"""Formats that state much which their receivers compute themselves, with what is held of them all the same."""
SOURCE = "## Where its facts come from\n"

every_format = pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.id)
every_format_with_a_mapping = pytest.mark.parametrize(
    "format", list(filter(has_goldens, FORMATS)), ids=lambda format: format.id
)
every_code_list = pytest.mark.parametrize(
    "file", CODE_LISTS, ids=lambda file: file.relative_to(ROOT / "schemas").as_posix()
)


def test_every_format_folder_is_in_the_catalog(catalog: Catalog) -> None:
    folders = {file.parent for file in (ROOT / "schemas").glob("*/*/*/format.toml")}
    assert {format.folder for format in FORMATS} == folders
    assert catalog.findings == []


def test_every_mapping_folder_belongs_to_a_format() -> None:
    found = (ROOT / "mappings").glob("*/*/*")
    # What formats share is of none alone.
    folders = {folder for folder in found if folder.is_dir() and folder.parent.name != "_shared"}
    assert folders == {format.mapping_dir for format in FORMATS if format.mapping_dir}


@every_format
def test_the_manifest_says_what_it_is_and_whose(format: Format) -> None:
    stated = tomllib.loads((format.folder / "format.toml").read_text("utf-8"))
    assert stated["owner"] == format.owner == format.folder.parents[1].name
    for words in (format.title, format.source, format.licence):
        assert len(words) >= 10, words


@every_format
def test_the_readme_names_the_format_and_its_source(format: Format) -> None:
    text = (format.folder / "README.md").read_text("utf-8")
    assert text.startswith(f"# `{format.id}`: ")
    section = text.partition(SOURCE)[2].partition("\n## ")[0]
    assert len(section.split()) >= 10, f"{SOURCE.strip()} says too little"


@every_format_with_a_mapping
def test_the_readme_lists_what_the_model_does_not_carry(format: Format) -> None:
    section = (format.folder / "README.md").read_text("utf-8").partition("\n## Residue\n")[2]
    assert section.strip()
    for file in sample_files(format.folder, "good"):
        assert [path for path in _residue(file, format) if f"`{path}`" not in section] == [], file.name


def _residue(file: Path, format: Format) -> set[str]:
    """Paths, without ordinals, of what has no place in the model."""
    trees = [inbound.tree for inbound in receive(file.read_bytes(), CATALOG, as_format=format.id)]
    entries = [entry for tree in trees if tree for entry in mapping_of(format).trace_to_model(tree).entries]
    return {_ORDINAL.sub("", entry.path) for entry in entries if entry.outcome in ("residue", "kept")}


@every_format
def test_there_are_good_samples_with_several_items(format: Format) -> None:
    files = sample_files(format.folder, "good")
    assert len(files) >= 3
    if format.family == "Declaration":
        assert sum(_items(file, format) > 1 for file in files) >= 3


def _items(file: Path, format: Format) -> int:
    """The goods items of the fullest message of a file, counted in the model."""
    messages = [json.loads(text) for text in _models(file, format)]
    shipments = [message["declaration"].get("goodsShipment", {}) for message in messages]
    return max(len(shipment.get("items", [])) for shipment in shipments)


def _models(file: Path, format: Format) -> list[bytes]:
    found = receive(file.read_bytes(), CATALOG, as_format=format.id, limits=limits())
    return [inbound.message.to_json() for inbound in found if inbound.message is not None]


@every_format
def test_there_are_bad_samples_each_with_what_it_must_give(format: Format) -> None:
    files = sample_files(format.folder, "bad")
    assert len(files) >= 5
    for file in files:
        wanted = json.loads(file.with_name(f"{file.stem}.expected.json").read_text("utf-8"))
        assert wanted and all(finding["code"] for finding in wanted), file.name


@every_format
def test_no_expectation_is_without_its_sample(format: Format) -> None:
    stems = {file.stem for file in sample_files(format.folder, "bad")}
    expected = (format.folder / "samples" / "bad").rglob("*.expected.json")
    assert {file.name.removesuffix(".expected.json") for file in expected} == stems


@every_format
def test_samples_do_what_their_place_says(format: Format) -> None:
    outcomes = list(samples.tested(format))
    assert [(sample.file.name, sample.wrong) for sample in outcomes if sample.wrong] == []
    assert len(outcomes) >= 8


@every_format_with_a_mapping
def test_the_floor_is_stated_and_held_by_the_good_samples(format: Format) -> None:
    total = Counts()
    for file in sample_files(format.folder, "good"):
        for inbound in receive(file.read_bytes(), CATALOG, as_format=format.id):
            assert inbound.counts is not None, file.name
            total.add(inbound.counts)
    assert LOWER.get(format.id, 0.95) <= format.floor <= total.carried
    assert total.values > 0 and total.unaccounted == 0


@every_format
def test_good_samples_are_known_by_themselves(format: Format) -> None:
    for file in sample_files(format.folder, "good"):
        found = [inbound.format for inbound in receive(file.read_bytes(), CATALOG)]
        assert [known.id if known else None for known in found] == [format.id] * len(found), file.name


@every_format_with_a_mapping
def test_goldens_are_up_to_date(format: Format) -> None:
    wrong = [f"{file.name}: {words}" for file, words in stale(format)]
    assert wrong == [], "run scripts/golden and review what changed"


@every_format_with_a_mapping
def test_goldens_come_out_the_same_when_they_are_read_again(format: Format) -> None:
    """What was written back makes the same model and the same bytes."""
    folder = golden_folder(format)
    for name in make(format):
        if name.endswith(".model.json"):
            native = f"{name.removesuffix('.model.json')}.{format.syntax}"
            again = exercise(folder / native, format)
            assert again[f".{format.syntax}"] == (folder / native).read_bytes(), native
            assert again[".model.json"] == (folder / name).read_bytes(), name


@every_code_list
def test_a_code_list_states_its_source_and_its_date(file: Path) -> None:
    source, dated, head, *_ = file.read_text("utf-8").splitlines()
    assert source.startswith("# source: ") and len(source) > 20
    assert dated.startswith("# date: ")
    assert date(1990, 1, 1) < date.fromisoformat(dated.removeprefix("# date: ")) <= date.today()
    assert head == "code,name,valid_from,valid_to"


@every_code_list
def test_a_code_list_has_every_code_once_and_named(file: Path) -> None:
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines))
    codes = [(row["code"], row["valid_from"]) for row in rows]
    assert rows and len(set(codes)) == len(codes)
    assert all(row["code"] and row["name"] for row in rows)
