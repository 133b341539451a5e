"""Make the tree of one message: its records, each below the one to which it belongs."""

from __future__ import annotations

from lxml import etree

from gateway.adapters.contract import Limits, Part, Spec
from gateway.adapters.flat import codes
from gateway.adapters.flat.layout import LayoutUnusable, layout_of
from gateway.adapters.flat.placing import Placing
from gateway.adapters.flat.scanning import Scanner
from gateway.adapters.flat.tree import FlatPart, FlatTree
from gateway.adapters.unreadable import unreadable


def read(part: Part, spec: Spec, limits: Limits) -> FlatTree:
    """The tree of a message; remarks on its bytes are added to those of the part. Raises Unreadable."""
    try:
        layout = layout_of(spec)
    except LayoutUnusable as error:
        message = f"the tables cannot be used: {error}"
        raise unreadable(codes.SCHEMA_UNUSABLE, message, None, "tables that agree") from error
    if not isinstance(part, FlatPart):
        part = FlatPart(part.data, part.head, part.number, part.offset, part.repairs, part.kind)
    scanner = Scanner(layout, limits)
    raws = list(scanner.records(part))
    root = etree.Element(layout.root)
    placing = Placing(layout, root)
    placing.add(raws)
    if raws:
        placing.places[root] = raws[0].place
    part.repairs.extend(remark for remark in scanner.remarks if remark not in part.repairs)
    return FlatTree(part, None, root, places=placing.places)
