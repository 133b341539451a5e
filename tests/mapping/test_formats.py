"""Every mapped format on its own good samples: all values accounted for, there and back again."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gateway.adapters.contract import Limits, Tree
from gateway.cli.pages.format import sample_files
from gateway.formats import Catalog, Format, adapter_for
from gateway.mapping import Counts, Entry, mapping_of
from gateway.pipeline import differences

ROOT = Path(__file__).parents[2]
MAPPED = sorted((f for f in Catalog.load([ROOT]) if f.mapping_dir), key=lambda format: format.id)
SAMPLES = [
    pytest.param(format, file, id=f"{format.id}-{file.stem}")
    for format in MAPPED
    for file in sample_files(format.folder, "good")
]
FATES = ("mapped", "converted", "kept", "ignored", "residue", "unaccounted")

every_sample = pytest.mark.parametrize(("format", "file"), SAMPLES)


def _trees(data: bytes, format: Format) -> list[Tree]:
    adapter, limits = adapter_for(format.syntax), Limits()
    return [adapter.read(part, format.spec, limits) for part in adapter.split(data, limits)]


def _tree(data: bytes, format: Format) -> Tree:
    (tree,) = _trees(data, format)
    return tree


def _rewritten(tree: Tree, format: Format) -> bytes:
    written = mapping_of(format).from_model(mapping_of(format).to_model(tree).message)
    return adapter_for(format.syntax).write(written.tree, format.spec)


def _fates(entries: list[Entry]) -> Counts:
    return Counts(len(entries), **Counter(entry.outcome for entry in entries))


def _values(tree: Tree) -> int:
    """What there is to account for, counted without the mapping."""
    leaves = "//*[not(*)][normalize-space() or not(@*)]"
    return int(tree.root.xpath(f"count(//@*) + count({leaves})"))


def test_there_are_mapped_formats_with_samples() -> None:
    assert {format.id for format in MAPPED} == {param.values[0].id for param in SAMPLES}


@every_sample
def test_every_value_of_a_sample_has_a_fate(format: Format, file: Path) -> None:
    for tree in _trees(file.read_bytes(), format):
        counts = mapping_of(format).to_model(tree).counts
        assert counts.unaccounted == 0
        assert counts.values == sum(getattr(counts, fate) for fate in FATES) == _values(tree)


@every_sample
def test_the_traced_account_sums_up_to_the_counted_one(format: Format, file: Path) -> None:
    for tree in _trees(file.read_bytes(), format):
        ledger = mapping_of(format).trace_to_model(tree)
        assert _fates(ledger.entries) == ledger.counts == mapping_of(format).to_model(tree).counts


@every_sample
def test_a_sample_is_written_as_it_was_read(format: Format, file: Path) -> None:
    for part in adapter_for(format.syntax).split(file.read_bytes(), Limits()):
        tree = adapter_for(format.syntax).read(part, format.spec, Limits())
        assert differences(part.data, _rewritten(tree, format), format) == []


@every_sample
def test_what_was_written_reads_to_an_equal_message(format: Format, file: Path) -> None:
    for tree in _trees(file.read_bytes(), format):
        again = _tree(_rewritten(tree, format), format)
        assert mapping_of(format).to_model(again).message == mapping_of(format).to_model(tree).message


@every_sample
def test_the_trace_of_writing_covers_every_value_of_the_output(format: Format, file: Path) -> None:
    for tree in _trees(file.read_bytes(), format):
        message = mapping_of(format).to_model(tree).message
        entries = mapping_of(format).trace_from_model(message).entries
        output = _tree(_rewritten(tree, format), format)
        assert len(entries) == _values(output)
        assert [entry for entry in entries if entry.outcome == "unaccounted"] == []


@pytest.mark.parametrize("format", MAPPED, ids=lambda format: format.id)
def test_threads_give_the_same_result_as_one(format: Format) -> None:
    trees = [
        tree for file in sample_files(format.folder, "good") for tree in _trees(file.read_bytes(), format)
    ]
    alone = [(_rewritten(tree, format), mapping_of(format).to_model(tree).counts) for tree in trees]
    many = trees * 4
    with ThreadPoolExecutor(8) as pool:
        together = list(
            pool.map(lambda t: (_rewritten(t, format), mapping_of(format).to_model(t).counts), many)
        )
    assert together == alone * 4
