"""What the steps of a format change about which places of the model it reads and writes.

The rows of a table say what is read before the steps, and written after them. A step moves values, or
makes one from others; here each is told as places that stand for each other. That is generous: a step
that works under a condition counts as if it always worked, so that no gap is told that is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from gateway.mapping.gap.keys import Key, key_at, maybe_key, names

Tables = Mapping[str, Sequence[Mapping[str, str]]]
_SHIPMENT = "goodsShipment"
_IN_HOUSES = (_SHIPMENT, "consignment", "houses", "items")


def widened(
    keys: Iterable[Key], declared: Sequence[Mapping[str, Any]], tables: Tables, *, backwards: bool
) -> set[Key]:
    """The keys and those that the steps of a manifest add; `backwards` in writing."""
    found = set(keys)
    for parameters in reversed(declared) if backwards else declared:
        move = _MOVES.get(str(parameters.get("step", "")), _related)
        found.update(list(move(found, parameters, tables)))
    return found


def _houses(found: set[Key], parameters: Mapping[str, Any], tables: Tables) -> Iterator[Key]:
    top = key_at(str(parameters.get("declaration", "declaration")))
    length = len(top)
    for key in found:
        if names(key)[:length] == names(top) and names(key)[length : length + 4] == _IN_HOUSES:
            items = (*key[: length + 1], key[length + 3])
            yield (*items, *key[length + 4 :])
            yield (*items, ("houseSequence", frozenset()))


def _nomenclature(found: set[Key], parameters: Mapping[str, Any], tables: Tables) -> Iterator[Key]:
    for key in found:
        for depth, (name, tests) in enumerate(key):
            if dict(tests).get("scheme") in ("hs6", "cn2"):
                rest = {pair for pair in tests if pair[0] != "scheme"}
                yield (*key[:depth], (name, frozenset({*rest, ("scheme", "cn8")})), *key[depth + 1 :])


def _derive(found: set[Key], parameters: Mapping[str, Any], tables: Tables) -> Iterator[Key]:
    rows = tables.get(str(parameters.get("table", "")), ())
    columns = [column for column in (rows[0] if rows else ()) if column not in ("note", "")]
    yield from _together(found, [key for column in columns if (key := maybe_key(column)) is not None])


def _below(found: set[Key], parameters: Mapping[str, Any], tables: Tables) -> Iterator[Key]:
    top = maybe_key(parameters.get("list"))
    inner = [key for name in ("value", "of", "to") if (key := maybe_key(parameters.get(name))) is not None]
    if top is None:
        return
    outer = maybe_key(parameters.get("from"))
    above = [key for key in (outer, *inner) if key is not None]
    yield from _together(found, [*(top + key for key in inner), *above])


def _counted(found: set[Key], parameters: Mapping[str, Any], tables: Tables) -> Iterator[Key]:
    top, to = maybe_key(parameters.get("list")), maybe_key(parameters.get("to"))
    if top is not None and to is not None:
        yield top + to


def _divide(found: set[Key], parameters: Mapping[str, Any], tables: Tables) -> Iterator[Key]:
    top, by = maybe_key(parameters.get("list")), maybe_key(parameters.get("by"))
    if top is not None and by is not None:
        stem = len(top) + len(by)
        for key in found:
            if names(key)[:stem] == names(top + by):
                yield (*top, by[-1], *key[stem:])
            if names(key)[: len(top) + 1] == names((*top, by[-1])):
                yield (*top, *by, *key[len(top) + 1 :])


def _implied(found: set[Key], parameters: Mapping[str, Any], tables: Tables) -> Iterator[Key]:
    yield from (key for value in parameters.get("values", ()) if (key := maybe_key(value)) is not None)


def _link(found: set[Key], parameters: Mapping[str, Any], tables: Tables) -> Iterator[Key]:
    shipment = key_at("declaration/goodsShipment")
    of_container = shipment + key_at("consignment/transportEquipments[]/goodsReferences[]/itemSequence")
    of_item = [shipment + key_at(f"items[]/transportEquipments[]/{name}") for name in ("sequence", "id")]
    yield from _together(found, [of_container, *of_item])


def _pointed(found: set[Key], parameters: Mapping[str, Any], tables: Tables) -> Iterator[Key]:
    """Pointers and places of mistakes: one says what the other says."""
    for key in list(found):
        for depth, (name, _) in enumerate(key):
            if name in ("pointers", "place"):
                stem = key[:depth]
                for pointer in ("sequence", "section", "tag", "path"):
                    yield (*stem, ("pointers", frozenset()), (pointer, frozenset()))
                for place in ("sectionCode", "itemId", "subItem", "segmentTag", "segmentNumber", "path"):
                    yield (*stem, ("place", frozenset()), (place, frozenset()))


def _nothing(found: set[Key], parameters: Mapping[str, Any], tables: Tables) -> Iterator[Key]:
    yield from ()


def _related(found: set[Key], parameters: Mapping[str, Any], tables: Tables) -> Iterator[Key]:
    """A step of which nothing is known here: all paths among its parameters stand for each other."""
    yield from _below(found, parameters, tables)
    paths: list[Key] = []
    for name, value in parameters.items():
        if name != "step":
            values = value if isinstance(value, list) else [value]
            paths.extend(key for one in values if (key := maybe_key(one)) is not None)
    yield from _together(found, paths)


def _together(found: set[Key], keys: list[Key]) -> Iterator[Key]:
    """All of the keys, if one of them is there."""
    known = {names(key) for key in found}
    if any(names(key) in known for key in keys):
        yield from keys


Move = Callable[[set[Key], Mapping[str, Any], Tables], Iterator[Key]]
_MOVES: dict[str, Move] = {
    "houses": _houses,
    "nomenclature": _nomenclature,
    "derive": _derive,
    "counted": _counted,
    "divide": _divide,
    "implied": _implied,
    "link": _link,
    "pointers": _pointed,
    "paths": _pointed,
    "continued": _nothing,
    "seals": _nothing,
}
