"""Every element that is proven on both sides is carried between the UK declaration and CUSDEC, or known to be lost.

The table beside this file has one row an element of the facts that names a place in both formats. `cds` is the path of
the element, `cusdec` its place as the mapping has it, `value` what is sent through, `beside` what has to stand beside
it (`TypeCode=1`, an attribute, or a path from the root). What `later` names is the first release that has a place for
an element which the earlier ones lose.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from gateway.cli.pages.format import sample_files
from gateway.findings import Severity
from gateway.formats import Catalog
from gateway.model import Message
from gateway.pipeline import Outbound, produce
from tests.mapping.placement import addressed, read

ROOT = Path(__file__).parents[2]
CATALOG = Catalog.load([ROOT])
CDS = CATALOG.get("gb/cds-declaration@3.6")
TABLE = Path(__file__).with_name("placement-cds-cusdec.csv")
NAMESPACES = {"d": CDS.namespaces[""], "md": CDS.namespaces["md"], "p": CDS.namespaces["p"]}
RELEASES = ["un/cusdec@d96b", "un/cusdec@d99b"]

Row = dict[str, str]


def _rows() -> list[Row]:
    with TABLE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


ROWS = _rows()
CARRIED = [row for row in ROWS if row["outcome"] == "carried"]
LOST = [row for row in ROWS if row["outcome"] == "lost"]


def _pairs(outcome: str) -> list[Any]:
    """The rows of an outcome with each release that it holds for."""
    return [
        pytest.param(row, release, id=f"{row['cds'].removeprefix('Declaration/')}-{release}")
        for release in RELEASES
        for row in ROWS
        if ("carried" if row["later"] and release.endswith(row["later"]) else row["outcome"]) == outcome
    ]


def _element(root: etree._Element, path: str) -> etree._Element:
    """The element at a path from the declaration, made where it is not."""
    here = root
    for name in path.split("/"):
        tag = f"{{{NAMESPACES['d']}}}{name}"
        found = here.find(tag)
        here = etree.SubElement(here, tag) if found is None else found
    return here


def _write(root: etree._Element, path: str, value: str) -> None:
    element = _element(root, path)
    if path.endswith("DateTime"):
        element = etree.SubElement(element, f"{{{NAMESPACES['p']}}}DateTimeString", formatCode="102")
    element.text = value


def _declaration(row: Row) -> bytes:
    """A UK declaration that holds what every one has, and the element of a row."""
    names = {prefix or None: namespace for prefix, namespace in CDS.namespaces.items()}
    root = etree.Element(f"{{{NAMESPACES['md']}}}MetaData", nsmap=names)
    for path, value in (("FunctionCode", "9"), ("TypeCode", "IMA"), ("FunctionalReferenceID", "LRN1")):
        _write(root, f"Declaration/{path}", value)
    _write(root, row["cds"], row["value"])
    key, _, value = row["beside"].partition("=")
    if key.startswith("@"):
        _element(root, row["cds"]).set(key[1:], value)
    elif "/" in key:
        _write(root, key, value)
    elif key:
        _write(root, f"{row['cds'].rpartition('/')[0]}/{key}", value)
    return etree.tostring(root)


def _sent(row: Row, release: str) -> Outbound:
    return produce(addressed(read(_declaration(row), CDS.id)), CATALOG.get(release))


def _texts(data: bytes, path: str) -> list[str]:
    steps = "/".join(f"d:{name}" for name in path.split("/"))
    found = etree.fromstring(data).findall(steps, NAMESPACES)
    return ["".join(element.itertext()).strip() for element in found]


def test_the_table_has_every_element_that_the_facts_prove_on_both_sides(shared: Path) -> None:
    with (shared / "facts" / "elements.csv").open(newline="", encoding="utf-8") as file:
        facts = list(csv.DictReader(file))
    proven = [
        (row["wco_id"], row["name"], row["class_path"], row["uk_cds_xpath"])
        for row in facts
        if row["uk_cds_xpath"].startswith("Declaration/")
        and any(place.strip() and not place.strip().endswith("?") for place in row["edifact"].split(";"))
    ]
    assert [(row["wco_id"], row["name"], row["class_path"], row["cds"]) for row in ROWS] == proven


def test_what_is_lost_has_a_reason_and_what_is_carried_a_place() -> None:
    assert all(row["reason"] and bool(row["cusdec"]) == bool(row["later"]) for row in LOST)
    assert all(row["cusdec"] for row in CARRIED)
    assert len(CARRIED) + len(LOST) == len(ROWS)


@pytest.mark.parametrize(("row", "release"), _pairs("carried"))
def test_a_carried_element_comes_back(row: Row, release: str) -> None:
    outbound = _sent(row, release)
    assert outbound.data is not None
    assert [f.message for f in outbound.findings if f.severity is Severity.ERROR] == []
    assert row["value"] not in [lost.value for lost in outbound.lost]
    returned = produce(read(outbound.data, release), CDS)
    assert returned.data is not None
    assert row["value"] in _texts(returned.data, row["cds"])


@pytest.mark.parametrize(("row", "release"), _pairs("lost"))
def test_a_lost_element_is_named(row: Row, release: str) -> None:
    assert row["value"] in [lost.value for lost in _sent(row, release).lost]


@pytest.mark.parametrize(
    ("cds", "value"),
    [
        ("Declaration/BorderTransportMeans/ID", "1234567890"),
        ("Declaration/GoodsShipment/Consignment/TransportEquipment/Seal/ID", "SEAL-000001"),
        ("Declaration/GoodsShipment/GovernmentAgencyGoodsItem/Commodity/Description", "x" * 351),
        ("Declaration/GoodsShipment/GovernmentAgencyGoodsItem/Packaging/MarksNumbersID", "x" * 351),
        ("Declaration/GoodsShipment/GovernmentAgencyGoodsItem/PreviousDocument/ID", "x" * 36),
        ("Declaration/GoodsShipment/Consignment/GoodsLocation/Name", "x" * 26),
        ("Declaration/AdditionalInformation/StatementDescription", "x" * 512),
    ],
)
def test_what_is_longer_than_its_place_is_lost_and_told_of_never_cut(cds: str, value: str) -> None:
    outbound = _sent({"cds": cds, "value": value, "beside": ""}, RELEASES[0])
    assert value in [lost.value for lost in outbound.lost]
    assert any(finding.code.id == "MAP202" for finding in outbound.findings)
    assert outbound.data is not None and value[:9].encode() not in outbound.data


@pytest.mark.parametrize("kind", ["COR", "INV"])
def test_what_is_asked_for_is_said_in_the_codes_of_each_format(kind: str) -> None:
    row = {"cds": "Declaration/TypeCode", "value": kind, "beside": "FunctionCode=13"}
    data = _declaration(row)
    outbound = produce(addressed(read(data, CDS.id)), CATALOG.get(RELEASES[0]))
    assert outbound.data is not None
    assert (b"+LRN1+4'" if kind == "COR" else b"+LRN1+1'") in outbound.data
    returned = produce(read(outbound.data, RELEASES[0]), CDS)
    assert returned.data is not None
    assert _texts(returned.data, "Declaration/FunctionCode") == ["13"]
    assert _texts(returned.data, "Declaration/TypeCode") == [kind]


def _said(message: Message) -> Counter[tuple[str, str]]:
    """How often a message says which value where, whatever the order of its lists."""
    found: Counter[tuple[str, str]] = Counter()

    def walk(value: Any, path: str) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name != "extensions":
                    walk(inner, f"{path}/{name}".lstrip("/"))
        elif isinstance(value, list):
            for inner in value:
                walk(inner, path)
        else:
            found[path, str(value)] += 1

    walk(message.model_dump(mode="json", exclude_none=True, by_alias=True), "")
    return found


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("file", sample_files(CDS.folder, "good"), ids=lambda file: file.stem)
def test_what_a_declaration_says_comes_back_or_is_named_as_lost(file: Path, release: str) -> None:
    message = read(file.read_bytes(), CDS.id)
    outbound = produce(addressed(message), CATALOG.get(release))
    assert outbound.data is not None
    returned = produce(read(outbound.data, release), CDS)
    assert returned.data is not None
    lost = Counter((re.sub(r"\[\d+\]", "", each.model_path), str(each.value)) for each in outbound.lost)
    missing = _said(message) - _said(read(returned.data, CDS.id)) - lost
    assert missing == Counter()
