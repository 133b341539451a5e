"""Proposals of a first mapping: names, ids, shapes and repeats lead to places of the model."""

from __future__ import annotations

import pytest

from gateway.adapters.contract import Facets, Node
from gateway.formats import Catalog
from gateway.mapping.propose import leaves_of, propose
from gateway.mapping.propose.words import words_of
from tests.conftest import ROOT

TEXT, NUMBER, WHOLE, DAY = Facets(), Facets("decimal"), Facets("integer"), Facets("date")


def leaf(name, facets=TEXT):
    return Node(name, 0, 1, (), facets)


PERMIT = Node(
    "Permit", 1, 1,
    (
        leaf("IssueDate", DAY),
        Node("Consignee", 0, 1, (leaf("Name"), Node("Address", 0, 1, (leaf("City"), leaf("CountryCode"))))),
        Node("GoodsItem", 0, None, (leaf("ItemNumber", WHOLE), leaf("GoodsDescription"), leaf("GrossWeight", NUMBER))),
        leaf("Qzx"),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def catalog():
    return Catalog.load([ROOT])


@pytest.fixture(scope="module")
def permit(catalog):
    texts = {("Permit", "Qzx"): "Number of the authority, WCO ID D014"}
    found = propose(leaves_of(PERMIT, texts), "Declaration", catalog)
    return {proposal.leaf.path[-1]: proposal for proposal in found}


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("IssueDate", "issueDateTime"),
        ("Name", "[role=consignee]/name"),
        ("City", "[role=consignee]/address/cityName"),
        ("CountryCode", "[role=consignee]/address/countryCode"),
        ("GoodsDescription", "items[]/commodity/description"),
        ("GrossWeight", "items[]/commodity/goodsMeasure/grossMass/value"),
        ("Qzx", "declaration/id"),
    ],
)
def test_a_place_is_proposed(permit, name, ending):
    assert permit[name].model.endswith(ending)
    assert permit[name].firm
    assert permit[name].evidence


def test_the_converter_fits_the_value(permit):
    assert permit["IssueDate"].convert == "isodate:day"
    assert permit["GrossWeight"].convert == "decimal"
    assert "WCO id D014" in permit["Qzx"].evidence


def test_repeats_pair_and_no_place_is_proposed_twice(permit):
    for proposal in permit.values():
        assert proposal.model.count("[]") == (len(proposal.leaf.groups) if proposal.model else 0)
    models = [proposal.model for proposal in permit.values() if proposal.model]
    assert len(models) == len(set(models))


@pytest.mark.parametrize(
    ("name", "words"),
    [("GoodsShipmentQty", ("goods", "shipment", "quantity")), ("{urn:x}Post_Code", ("postcode", "code")),
     ("NamCO17", ("name",)), ("parties", ("party",))],
)  # fmt: skip
def test_names_are_read_as_words(name, words):
    assert set(words) <= set(words_of(name))
