"""Paths resolve to fields, roles decide WCO ids, and mistakes get a hint."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gateway.model import Amount, UnknownPath, fields_of, walk, walk_paths, wco_index

ITEMS = "declaration/goodsShipment/items[]"
MEANS = "declaration/goodsShipment/consignment"


def test_a_path_resolves_to_names_type_id_and_meaning() -> None:
    place = fields_of(f"{ITEMS}/commodity/goodsMeasure/grossMass/value")
    assert place.attributes[-3:] == ("goods_measure", "gross_mass", "value")
    assert (place.type, place.wco_id, place.is_leaf) == (Decimal, "126", True)
    assert fields_of(f"{ITEMS}/customsValue").type is Amount
    assert fields_of("declaration/issueDateTime").moment


@pytest.mark.parametrize(
    ("path", "wco_id"),
    [
        ("declaration/parties[role=exporter]/name", "R031"),
        ("declaration/parties[role=exporter]/address/line", "239"),
        ("declaration/parties[]/name", None),
        ("declaration/offices[role=exit]/id", "G005"),
        ("declaration/guarantees[]/office/id", "G014"),
        (f"{MEANS}/borderTransportMeans[1]/modeCode", "T022"),
        (f"{MEANS}/arrivalTransportMeans[]/modeCode", "T020"),
        (f"{MEANS}/departureTransportMeans[]/modeCode", "T021"),
        (f"{MEANS}/loadingLocation/id", "L010"),
        (f"{MEANS}/unloadingLocation/id", "L013"),
        (f"{ITEMS}/supplyChainActors[]/id", "R143"),
        (f"{ITEMS}/commodity/classifications[][scheme=cn8]/code", "145"),
        (f"{ITEMS}/procedure/additional[]", "166"),
    ],
)
def test_the_place_decides_the_wco_id(path: str, wco_id: str | None) -> None:
    assert fields_of(path).wco_id == wco_id


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("declaration/goodShipment", "goodsShipment"),
        (f"{ITEMS}/commodity/descriptions", "description"),
        ("declaration/id[1]", "id"),
        ("declaration/id/value", None),
        ("declaration/parties[rol=exporter]", None),
        ("", "declaration"),
    ],
)
def test_an_unknown_path_is_refused_with_the_nearest_names(path: str, nearest: str | None) -> None:
    with pytest.raises(UnknownPath) as caught:
        fields_of(path)
    assert nearest is None or nearest in caught.value.nearest


def test_every_leaf_path_resolves_and_stands_once() -> None:
    paths = walk_paths()
    assert len(paths) == len(set(paths)) > 800
    assert all(fields_of(path).is_leaf for path in paths)
    assert not any("extensions" in path for path in paths)


def test_the_index_names_every_place_of_an_element() -> None:
    index = wco_index()
    gross_mass = f"{ITEMS}/commodity/goodsMeasure/grossMass/value"
    answered = gross_mass.replace("declaration/", "response/declarations[]/", 1)
    carried = tuple(
        f"cargoReport/consignments[]/{above}items[]/commodity/goodsMeasure/grossMass/value"
        for above in ("", "houses[]/")
    )
    assert {gross_mass, *carried, answered} <= set(index["126"])
    assert "declaration/parties[role=exporter]/name" in index["R031"]
    assert "response/declarations[]/parties[role=exporter]/name" in index["R031"]
    assert {"declaration/offices[role=exit]/id", "response/offices[role=exit]/id"} <= set(index["G005"])
    for wco_id, paths in index.items():
        assert {fields_of(path).wco_id for path in paths} == {wco_id}


def test_no_class_holds_itself() -> None:
    assert max(path.count("/") for path, _ in walk()) < 16
