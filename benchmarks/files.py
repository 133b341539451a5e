"""Declarations of any size, made from a sample of our own by repeating its items."""

from __future__ import annotations

import copy
from pathlib import Path

from lxml import etree

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLE = REPOSITORY / "schemas/gb/cds-declaration/3.6/samples/good/import-standard.xml"
SCHEMA = REPOSITORY / "schemas/gb/cds-declaration/3.6/message.xsd"
FORMAT = "gb/cds-declaration@3.6"
_ITEM = "{urn:wco:datamodel:WCO:DEC-DMS:2}GovernmentAgencyGoodsItem"
_SEQUENCE = "{urn:wco:datamodel:WCO:DEC-DMS:2}SequenceNumeric"


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
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
