"""Gap reports over all formats: figures add up, and what they say of a pair agrees with real ledgers."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import pytest

from gateway.adapters.contract import Limits
from gateway.formats import Catalog, adapter_for
from gateway.mapping import mapping_of
from gateway.mapping.gap import Class, Passage, Side, TrafficCount, format_gap, matrices, pair_gap, side_of
from gateway.mapping.gap.keys import key_at, meets
from gateway.model.paths import fields_of, walk, walk_paths

CATALOG = Catalog.load()
SENDER, RECEIVER = "gb/cds-declaration@3.6", "un/cusdec@d96b"


@lru_cache(maxsize=1)
def sides() -> dict[str, Side]:
    return {format.id: side_of(format) for format in CATALOG}


def bare(path: str) -> str:
    return re.sub(r"\[[^\]]*\]", "", path).lstrip("/")


@pytest.mark.parametrize("id", CATALOG.ids)
def test_every_place_of_a_schema_is_in_one_class(id: str) -> None:
    side = sides()[id]
    gap = format_gap(side, [s for s in sides().values() if s.format.family == side.format.family])
    assert sum(gap.places.values()) == len(side.places) > 0
    assert len(gap.no_place) == gap.places[Class.KEPT] + gap.places[Class.OPEN]
    assert 0 <= gap.model_paths_said <= gap.model_paths
    assert all(one.reason and one.definition for one in gap.no_place)
    assert all(one.carriers and id not in one.carriers for one in gap.cannot_say)


def test_counts_of_all_pairs_add_up_and_a_format_carries_itself() -> None:
    for matrix in matrices(sides().values()):
        count = len(matrix.formats)
        assert len(matrix.cells) == count * (count - 1)
        for cell in matrix.cells:
            assert sum(cell.values.values()) == len(sides()[cell.sender].places)
            assert cell.share is None or 0 <= cell.share <= 1
    for side in sides().values():
        if side.mapped:
            same = pair_gap(side, side)
            assert same.values[Passage.LOST] == 0, side.format.id


@pytest.mark.parametrize("pair", [(SENDER, RECEIVER), (RECEIVER, SENDER)])
def test_a_pair_agrees_with_the_ledgers_of_translated_samples(pair: tuple[str, str]) -> None:
    sender, receiver = (CATALOG.get(id) for id in pair)
    gap = pair_gap(sides()[sender.id], sides()[receiver.id])
    lost = {value.native for value in gap.passages if value.passage == Passage.LOST}
    missing = {needed.native for needed in (*gap.missing, *gap.missing_within)}
    carried = 0
    for file in sorted((sender.folder / "samples" / "good").glob("*.*")):
        adapter = adapter_for(sender.syntax)
        for part in adapter.split(file.read_bytes(), Limits()):
            tree = adapter.read(part, sender.spec, Limits())
            message = mapping_of(sender).to_model(tree).message
            written = mapping_of(receiver).trace_from_model(message).entries
            assert not missing & {bare(entry.path) for entry in written if entry.outcome != "kept"}
            arrived = {e.model_path for e in written if e.model_path and e.outcome != "kept"}
            for entry in mapping_of(sender).trace_to_model(tree).entries:
                if entry.model_path in arrived:
                    carried += 1
                    assert bare(entry.path) not in lost, entry.model_path
    assert carried > 100


def test_a_format_without_a_mapping_has_only_open_places() -> None:
    format = replace(CATALOG.get("xx/example@1"), mapping_dir=None, mapping_bases=(), id="xx/example@none")
    side = side_of(format)
    assert not side.mapped
    assert side.counted()["open"] == len(side.places)
    assert format_gap(side, list(sides().values())).cannot_say


def test_entries_of_different_roles_are_different_places() -> None:
    exporter, importer = (key_at(f"declaration/parties[role={r}]/name") for r in ("exporter", "importer"))
    assert not meets(exporter, importer)
    assert meets(exporter, key_at("declaration/parties[]/name"))


def test_traffic_counts_residue_without_ordinals() -> None:
    count = TrafficCount()
    entry = {"path": "/A/B[2]/C", "outcome": "kept", "reason": "no place"}
    count.add("xx/a@1", [entry, {**entry, "path": "/A/B[3]/C"}, {"path": "/A/D", "outcome": "mapped"}])
    count.add("xx/a@1", None)
    traffic = count.result()
    assert (traffic.messages, traffic.unread, traffic.values) == (1, 1, 3)
    (one,) = traffic.residues
    assert (one.native, one.occurrences, one.messages, one.reason) == ("A/B/C", 2, 1, "no place")


def test_walking_finds_what_looking_up_finds() -> None:
    assert len(walk_paths()) > 1000
    for path, place in list(walk())[::97]:
        assert place == fields_of(path)
