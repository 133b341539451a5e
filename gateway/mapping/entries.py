"""The entries of a ledger: a trace told in native paths and places of the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from lxml import etree

from gateway.findings import Where
from gateway.mapping import reading, writing
from gateway.mapping.ledger import Entry, Fate
from gateway.mapping.places import Places, local, spots
from gateway.mapping.table import Row


def read_entries(rows: Sequence[Row], k: reading.Account, places: Sequence[Where]) -> Iterator[Entry]:
    """One entry for each value of a message that was read; `places` are those of the trace's elements."""
    trace = k.trace or []
    paths = dict(_dict_paths(k.root))
    for (node, attribute, holder, told), where in zip(trace, places, strict=True):
        fate, name, number, reason = told
        row = rows[number] if number >= 0 else None
        model = None
        if row is not None and row.models and fate in (reading.MAPPED, reading.CONVERTED):
            model = _model_place(row.models, paths.get(id(holder)), name)
        elif row is not None and row.kind == "constant":
            reason = reason or "constant of the format"
        yield Entry(
            f"{where.path}/@{local(attribute)}" if attribute else where.path or "",
            where.line,
            node.get(attribute) if attribute else node.text,
            reading.FATES[fate],
            model,
            _named(row) if row is not None and fate == reading.CONVERTED else None,
            reason,
            where,
        )


def written_entries(
    rows: Sequence[Row], k: writing.Output, root: etree._Element, final: etree._Element
) -> Iterator[Entry]:
    """One entry for each value of an output; `final` is `root` with the residue back in its places."""
    origin = _paired((s for s in spots(root) if s[1] != writing.MARK), k.trace)
    paths: dict[int, str] = {}
    for owner, path in _object_paths(k.root):
        # A step may let several places share an object: the highest one is where it came from.
        if path.count("/") < paths.get(id(owner), path + "/").count("/"):
            paths[id(owner)] = path
    places = Places()
    keyed = {(places.of(node), name): entry for (node, name), entry in origin}
    if final is not root:
        places = Places()
    for node, name in spots(final):
        yield _written(rows, places.of(node), node, name, keyed, paths)


def _paired(found: Iterable[tuple[etree._Element, str]], trace: Sequence[Any]) -> Iterator[Any]:
    """Every value of an output with what the trace says of it; both are in the order of the output.

    An element that is there because the format must have it, and holds nothing, is of no row.
    """
    told = iter(trace)
    entry = next(told, None)
    for node, name in found:
        while entry is not None and entry[3] == "" and (name or node.text):
            # An element that is there even without content got some: its empty text is no value.
            entry = next(told, None)
        if not name and not node.text and (entry is None or entry[3]):
            yield (node, name), (None, None, -1, node.text)
            continue
        if entry is None:
            raise ValueError(f"the trace ends before {node.tag!s}")
        yield (node, name), entry
        entry = next(told, None)
    if entry is not None:
        raise ValueError(f"the trace goes on with {entry[3]!r}")


def _written(
    rows: Sequence[Row],
    place: str,
    node: etree._Element,
    name: str,
    keyed: dict[Any, Any],
    paths: dict[int, str],
) -> Entry:
    path, value = f"{place}/@{local(name)}" if name else place, node.get(name) if name else node.text or ""
    found = keyed.get((place, name))
    if found is None or found[3] != value:
        return Entry(path, None, value, Fate.KEPT, None, None, "kept beside the model since it was read")
    owner, field_, number, _ = found
    if number < 0:
        return Entry(path, None, value, Fate.MAPPED, None, None, "the format must have it")
    row = rows[number]
    if field_ is None or owner is None or id(owner) not in paths:
        reason = {"count": "counted", "sum": "summed"}.get(row.kind, "constant of the format")
        return Entry(path, None, value, Fate.MAPPED, None, None, reason)
    model = _model_place(row.models, paths[id(owner)], field_)
    fate = Fate.CONVERTED if row.converter else Fate.MAPPED
    return Entry(path, None, value, fate, model, _named(row) if row.converter else None, None)


def _dict_paths(owner: dict[str, Any], path: str = "") -> Iterator[tuple[int, str]]:
    yield id(owner), path
    for name, value in owner.items():
        shown = f"{path}/{_camel(name)}" if path else _camel(name)
        if name == "extensions":
            continue
        if isinstance(value, dict):
            yield from _dict_paths(value, shown)
        elif isinstance(value, list):
            for index, entry in enumerate(value, 1):
                if isinstance(entry, dict):
                    yield from _dict_paths(entry, f"{shown}[{index}]")


def _object_paths(owner: Any, path: str = "") -> Iterator[tuple[Any, str]]:
    yield owner, path
    for name in type(owner).model_fields:
        if name not in owner.model_fields_set:
            continue
        value = getattr(owner, name)
        shown = f"{path}/{_camel(name)}" if path else _camel(name)
        if name == "extensions":
            continue
        if hasattr(value, "model_fields_set"):
            yield from _object_paths(value, shown)
        elif isinstance(value, list):
            for index, entry in enumerate(value, 1):
                if hasattr(entry, "model_fields_set"):
                    yield from _object_paths(entry, f"{shown}[{index}]")


@cache
def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _model_place(models: tuple[Any, ...], owner: str | None, name: str | None) -> str:
    if len(models) > 1 or owner is None:
        return " + ".join("/".join(step.name for step in model) for model in models)
    return f"{owner}/{_camel(name or '')}".lstrip("/")


def _named(row: Row) -> str:
    return (row.converter or "") + (":" + ",".join(row.arguments) if row.arguments else "")
