"""How many mistakes a document has, where naming each of them would take too long."""

from __future__ import annotations

from lxml import etree

WIDE = etree.XPath("boolean(//*[2001])")
"""whether an element has so many siblings that libxml2, which counts them for each mistake, is slow"""
MANY = 500
"""mistakes that are affordable in a wide document"""


def count(schema: etree.XMLSchema, root: etree._Element) -> int:
    """How many mistakes libxml2 finds when it reads the tree as text: without places, in linear time."""
    parser = etree.XMLParser(schema=schema, no_network=True, resolve_entities=False, load_dtd=False)
    try:
        etree.fromstring(etree.tostring(root, encoding="utf-8", with_tail=False), parser)
    except etree.XMLSyntaxError:
        return max(len(parser.error_log), 1)
    return 0
