"""Declarations of any size, made from a sample of our own by repeating its items."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path

from lxml import etree

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLE = REPOSITORY / "schemas/gb/cds-declaration/3.6/samples/good/import-standard.xml"
SCHEMA = REPOSITORY / "schemas/gb/cds-declaration/3.6/message.xsd"
FORMAT = "gb/cds-declaration@3.6"
_NAMESPACE = "{urn:wco:datamodel:WCO:DEC-DMS:2}"
_ITEM = f"{_NAMESPACE}GovernmentAgencyGoodsItem"
_SEQUENCE = f"{_NAMESPACE}SequenceNumeric"
_TOTALS = {
    "InvoiceAmount": "ItemChargeAmount",
    "TotalGrossMassMeasure": "GrossMassMeasure",
    "TotalPackageQuantity": "QuantityQuantity",
}
"""totals of the declaration, and what they are the sums of"""


def declaration(items: int) -> bytes:
    """A valid declaration with so many items, indented as senders write them."""
    root = etree.fromstring(SAMPLE.read_bytes(), etree.XMLParser(remove_comments=True))
    originals = list(root.iter(_ITEM))
    parent = originals[0].getparent()
    assert parent is not None
    at = parent.index(originals[0])
    for item in originals:
        parent.remove(item)
    for number in range(items):
        item = copy.deepcopy(originals[number % len(originals)])
        sequence = item.find(_SEQUENCE)
        assert sequence is not None
        sequence.text = str(number + 1)
        parent.insert(at + number, item)
    _add_up(parent.getparent(), items)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _add_up(declaration: etree._Element | None, items: int) -> None:
    """Make the totals those of the items, so that the declaration breaks no rule."""
    assert declaration is not None
    for total in declaration:
        name = etree.QName(total).localname
        if name == "GoodsItemQuantity":
            total.text = str(items)
        elif name in _TOTALS:
            parts = declaration.iter(f"{_NAMESPACE}{_TOTALS[name]}")
            total.text = str(sum((Decimal(part.text or "0") for part in parts), Decimal(0)))
