"""What messages are seen to hold: names in their order, how often, and with which values."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


@dataclass(slots=True)
class Seen:
    """One element at one place, over all samples: how often, its children in order, its values."""

    tag: str
    times: int = 0
    most: int = 1
    """how often it came in one parent"""
    parents: int = 0
    """in how many parents it came"""
    children: dict[str, Seen] = field(default_factory=dict)
    attributes: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    ordered: bool = True

    @property
    def leaf(self) -> bool:
        """Whether no child was ever seen in it."""
        return not self.children


def observe(roots: list[etree._Element]) -> Seen:
    """What these messages of one root hold together."""
    seen = Seen(str(roots[0].tag))
    orders: dict[int, list[list[str]]] = {}
    for root in roots:
        _add(seen, root, orders)
    _order(seen, orders)
    return seen


def _add(seen: Seen, node: etree._Element, orders: dict[int, list[list[str]]]) -> None:
    seen.times += 1
    for name, value in node.attrib.items():
        if not str(name).startswith(_XSI):
            seen.attributes.setdefault(str(name), []).append(str(value))
    counts: dict[str, int] = {}
    order: list[str] = []
    for child in node:
        tag = str(child.tag)
        counts[tag] = counts.get(tag, 0) + 1
        if order[-1:] != [tag]:
            order.append(tag)
        _add(seen.children.setdefault(tag, Seen(tag)), child, orders)
    for tag, count in counts.items():
        below = seen.children[tag]
        below.parents += 1
        below.most = max(below.most, count)
    if len(order) != len(counts):
        seen.ordered = False
    orders.setdefault(id(seen), []).append(list(dict.fromkeys(order)))
    if not len(node) and (node.text or not node.attrib):
        seen.texts.append(node.text or "")


def _order(seen: Seen, orders: dict[int, list[list[str]]]) -> None:
    """Children in an order that all samples keep, if there is one."""
    before: dict[str, set[str]] = {tag: set() for tag in seen.children}
    for order in orders.get(id(seen), ()):
        for at, tag in enumerate(order):
            before[tag].update(order[:at])
    sorted_: list[str] = []
    waiting = list(seen.children)
    while waiting:
        ready = next((tag for tag in waiting if not before[tag] - set(sorted_)), None)
        if ready is None:
            seen.ordered = False
            ready = waiting[0]
        sorted_.append(ready)
        waiting.remove(ready)
    seen.children = {tag: seen.children[tag] for tag in sorted_}
    for child in seen.children.values():
        _order(child, orders)
