"""Pointers from the message that a receiver got to the one that its sender wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.formats import Catalog
from gateway.mapping import mapping_of
from gateway.model.amendment import Pointer
from gateway.pipeline import Original, Sent, receive
from gateway.pipeline.places import Places, Spot, normal
from gateway.pipeline.wco import path_of, pointers_to

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "schemas/gb/cds-declaration/3.6/samples/good/import-standard.xml"
ITEM = "/MetaData/Declaration/GoodsShipment/GovernmentAgencyGoodsItem"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load([ROOT])


@pytest.fixture(scope="module")
def original(catalog) -> Original:
    (inbound,) = receive(SAMPLE.read_bytes(), catalog)
    found = Original.of(inbound)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def sent(catalog, original) -> Sent:
    return Sent(original.message, catalog.get("xx/example@1"))


def shown(pointers: list[Pointer]) -> list[tuple]:
    return [(one.section, one.sequence, one.tag) for one in pointers]


def test_every_value_that_both_messages_have_leads_to_itself(original, sent):
    """The property behind all: no value of the output leads to another value of the source."""
    native = {path: models for path, models in original.places.models.items()}
    compared = 0
    for path, models in sent.places.models.items():
        found = original.places.native_of(sent.spot([Pointer(path=path)]))
        if not found.exact:
            continue
        there = native.get(found.path)
        if there is not None:
            assert set(models) & set(there), path
            compared += 1
    assert compared > 100


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/declaration/lines/line[2]/value[1]/@amount", f"{ITEM}[2]/Commodity/InvoiceLine/ItemChargeAmount"),
        ("/ex:declaration/ex:lines/ex:line[1]/ex:goods/ex:tariff[2]", f"{ITEM}[1]/Commodity/Classification[2]/ID"),
        # one value here, two there: what holds both
        ("/declaration/lines/line[3]/procedure", f"{ITEM}[3]/GovernmentProcedure[1]"),
        # an object
        ("/declaration/lines/line[3]", f"{ITEM}[3]"),
        # not there in either: the nearest around it
        ("/declaration/lines/line[2]/unheard-of", f"{ITEM}[2]"),
        ("/declaration/lines/line[1]/goods/dangerous", f"{ITEM}[1]/Commodity"),
        ("/declaration/reference", "/MetaData/Declaration/FunctionalReferenceID"),
    ],
)  # fmt: skip
def test_a_native_path_leads_to_the_senders_own(original, sent, path, leads_to):
    assert original.pointers(sent.spot([Pointer(path=path)]))[-1].path == leads_to


def test_an_absent_value_keeps_its_element_and_points_at_what_is_there(original, sent):
    found = original.pointers(sent.spot([Pointer(path="/declaration/lines/line[1]/goods/dangerous")]))
    assert shown(found)[2:] == [("68A", 1, None), ("23A", None, None), ("12C", 1, "506")]


def test_nothing_is_invented(original, sent):
    for pointers in (
        [Pointer(path="/other/x")],
        [Pointer(section="99Z")],
        [Pointer(section="68A", sequence=99)],
    ):
        assert original.pointers(sent.spot(pointers)) == []


def test_a_path_of_the_model_is_its_own_pointer(original):
    spot = Sent(original.message, None).spot(
        [Pointer(path="declaration/goodsShipment/items[2]/commodity/description")]
    )
    assert original.pointers(spot)[-1].path == f"{ITEM}[2]/Commodity/Description"


def test_wco_steps_and_paths_of_the_model_are_inverse(original):
    message = original.message
    values = [
        path for path in original.places.natives if path.startswith("declaration/goodsShipment/items[2]/")
    ]
    compared = 0
    for path in values:
        steps = pointers_to(message, path, lambda p: int(p.rpartition("[")[2].rstrip("]")))
        if not steps or steps[-1].tag is None or any(step.section is None for step in steps):
            continue
        back = path_of(message, steps)
        assert (
            back.path.removesuffix("/value")
            == path.removesuffix("/value").removesuffix("/unit").removesuffix("/currency")
            or back.path.rpartition("/")[0] == path.rpartition("/")[0]
        )
        compared += 1
    assert compared > 10


def test_a_party_is_of_the_class_of_its_role(original):
    (agent,) = [n for n, party in enumerate(original.message.declaration.parties, 1) if party.role == "agent"]
    steps = pointers_to(original.message, f"declaration/parties[{agent}]/id", lambda path: 1)
    assert shown(steps) == [("42A", None, None), ("05A", None, "R004")]
    assert path_of(original.message, steps) == Spot((f"declaration/parties[{agent}]/id",), True)


def test_paths_are_compared_as_writers_of_paths_write_them():
    assert normal("a:x/b:y[1]/@c:z") == normal("/x/y/@z") == "/x/y/@z"


def test_an_inherited_value_does_not_move_its_neighbours(catalog, original):
    """A value that stands once in the model and at every line of the output says nothing of the line."""
    format = catalog.get("xx/example@1")
    places = Places.of(mapping_of(format).trace_from_model(original.message).entries, format)
    assert places.model_of("/declaration/lines/line[2]").path == "declaration/goodsShipment/items[2]"
    assert places.inherited
