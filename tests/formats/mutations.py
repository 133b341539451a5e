"""Mutations of XML messages: one small change each, so that two schemas can be asked about it.

A mutation is drawn with a seeded random number generator: the same seed gives the same mutations.
It changes one node of a copy; the original stays as it is.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from lxml import etree

XSI = "http://www.w3.org/2001/XMLSchema-instance"

LENGTHS = (1, 2, 3, 4, 5, 7, 9, 16, 17, 18, 35, 50, 70, 256, 512)
"""Limits that declarations have; values are lengthened to one of them or to one more."""

NUMBERS = (
    "1e3", "1,5", "NaN", "INF", "+1", "-1", " 1 ", "01", "1.", ".5", "1.000000", "0.0000001", "0.0001",
    "0.000001", "100000", "99999", "12345678", "123456789", "1234567890.123456", "12345678901.123456",
    "1234567890123456", "12345678901234567", "1234567890123.001", "12345678901234.001", "abc", "-0", "0x1",
)  # fmt: skip
WORDS = ("12", "A", "a", "AB", "ab", "ABC", "aBc", "A1", "9", "13", "14", "0", "1", " A ", "A  B", "A\nB", "A\tB",
         "\u00c9", "\u0665", "\u00a0", "-", "true", "20240229", "2024-02-29", "2024-02-29T12:00:00",
         "2024-02-29T12:00:00Z", "a@b.c", "26NL000510417ABCJ6", "NL000510", "EUR", "NCTS6", "51.95000")  # fmt: skip
DATES = ("20240229", "20240229120000", "20240229120000Z", "20240229120000+01", "20240229120000+01:00",
         "20240229120000+1", "19991231", "2024-02-29", "202402291200", "20240229 ", "29022024")  # fmt: skip
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "unitCode": ("KGM", "KGM#G", "KGM#GG", "", " "),
    "currencyID": ("GBP", "gbp", "GBPX", "GB", ""),
    "formatCode": ("102", "304", "103", " 102", ""),
    "languageID": ("en", "en-GB", "english language", "1", ""),
    "listID": ("any", "a  b", ""),
    "listAgencyID": ("6", "abc", "abcd", ""),
    "listVersionID": ("D12B", ""),
    "listURI": ("http://lists.example/a", "a b", "%%"),
    "name": ("any name", ""),
    "schemeID": ("any", ""),
    "schemeAgencyID": ("6", "abcd", ""),
    "schemeURI": ("http://lists.example/a", ""),
    "colour": ("blue",),
    f"{{{XSI}}}nil": ("true", "false"),
    f"{{{XSI}}}schemaLocation": ("urn:example:a a.xsd",),
    "{urn:example:other}colour": ("blue",),
}
NAMESPACES = ("", "urn:example:other", "urn:wco:datamodel:WCO:DEC-DMS:2",
              "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2", "urn:wco:datamodel:WCO:Declaration_DS:DMS:2",
              "urn:wco:datamodel:WCO:RES-DMS:2", "urn:wco:datamodel:WCO:Response_DS:DMS:2")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutation:
    """One changed copy: what was done to the node at which path (of the original)."""

    kind: str
    path: str
    root: etree._Element


Change = Callable[[etree._Element, Random, Sequence[str]], bool]
"""Changes a node in place; `False` when this node cannot be changed in this way."""


def mutations(
    root: etree._Element, rng: Random, names: Sequence[str], each: int, kinds: Sequence[str] = ()
) -> Iterator[Mutation]:
    """`each` mutations of every kind, of nodes drawn at random. `names` are tags to rename to."""
    nodes = [node for node in root.iter() if node is not root]
    for kind in kinds or KINDS:
        made = 0
        for node in rng.sample(nodes, len(nodes)):
            if made == each:
                break
            mutation = mutate(root, node, kind, rng, names)
            if mutation is not None:
                made += 1
                yield mutation


def mutate(
    root: etree._Element, node: etree._Element, kind: str, rng: Random, names: Sequence[str]
) -> Mutation | None:
    """A copy of the message with this one change, or `None` where it does not apply."""
    tree = root.getroottree()
    path = tree.getelementpath(node)
    changed = copy.deepcopy(root)
    there = changed.getroottree().find(path)
    if there is None or not KINDS[kind](there, rng, names):
        return None
    return Mutation(kind, path, changed)


def _drop(node: etree._Element, rng: Random, names: Sequence[str]) -> bool:
    _parent(node).remove(node)
    return True


def _repeat(node: etree._Element, rng: Random, names: Sequence[str]) -> bool:
    node.addnext(copy.deepcopy(node))
    return True


def _swap(node: etree._Element, rng: Random, names: Sequence[str]) -> bool:
    after = node.getnext()
    if after is None:
        return False
    after.addnext(node)
    return True


def _lengthen(node: etree._Element, rng: Random, names: Sequence[str]) -> bool:
    if len(node) or not node.text:
        return False
    length = rng.choice(LENGTHS) + rng.choice((0, 1))
    filler = "0" if node.text.strip().isdigit() else "x"
    node.text = (node.text.strip() + filler * length)[: max(length, len(node.text.strip()) + 1)]
    return True


def _retype(node: etree._Element, rng: Random, names: Sequence[str]) -> bool:
    if len(node) or not node.text:
        return False
    tag = str(node.tag)
    numeric = tag.endswith(("Amount", "Measure", "Quantity", "Numeric"))
    values = NUMBERS if numeric else DATES if tag.endswith("DateTimeString") else WORDS
    node.text = rng.choice([value for value in values if value != node.text])
    return True


def _rename(node: etree._Element, rng: Random, names: Sequence[str]) -> bool:
    name = etree.QName(node)
    others = [other for other in names if other != name.localname]
    chosen = rng.choice(
        [*rng.sample(others, min(3, len(others))), name.localname + "s", name.localname.lower()]
    )
    if chosen == name.localname:
        return False
    node.tag = etree.QName(name.namespace, chosen)
    return True


def _add_attribute(node: etree._Element, rng: Random, names: Sequence[str]) -> bool:
    free = [name for name in ATTRIBUTES if name not in node.attrib]
    name = rng.choice(free)
    node.set(name, rng.choice(ATTRIBUTES[name]))
    return True


def _change_attribute(node: etree._Element, rng: Random, names: Sequence[str]) -> bool:
    known = [str(name) for name in node.attrib if name in ATTRIBUTES]
    if not known:
        return False
    name = rng.choice(known)
    node.set(name, rng.choice(ATTRIBUTES[name]))
    return True


def _drop_attribute(node: etree._Element, rng: Random, names: Sequence[str]) -> bool:
    present = [str(name) for name in node.attrib]
    if not present:
        return False
    del node.attrib[rng.choice(present)]
    return True


def _empty(node: etree._Element, rng: Random, names: Sequence[str]) -> bool:
    if len(node):
        for child in list(node):
            node.remove(child)
        node.text = None
        return True
    node.text = rng.choice((None, " ", "\n\t"))
    return True


def _rename_space(node: etree._Element, rng: Random, names: Sequence[str]) -> bool:
    name = etree.QName(node)
    space = rng.choice([other for other in NAMESPACES if other != (name.namespace or "")])
    node.tag = etree.QName(space or None, name.localname)
    return True


def _add_text(node: etree._Element, rng: Random, names: Sequence[str]) -> bool:
    node.tail = (node.tail or "") + rng.choice(("text", "\u00a0", " "))
    return True


def _parent(node: etree._Element) -> etree._Element:
    parent = node.getparent()
    if parent is None:
        raise ValueError("the root is not mutated")
    return parent


KINDS: dict[str, Change] = {
    "drop": _drop,
    "repeat": _repeat,
    "swap": _swap,
    "lengthen": _lengthen,
    "retype": _retype,
    "rename": _rename,
    "add attribute": _add_attribute,
    "change attribute": _change_attribute,
    "drop attribute": _drop_attribute,
    "empty": _empty,
    "change namespace": _rename_space,
    "add text": _add_text,
}
"""Every kind of change, by its name in figures."""
