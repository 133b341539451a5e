"""The pages of a WCO element and of a path of the common model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from gateway.cli.pages.uses import bare, uses
from gateway.findings.render_text import counted

if TYPE_CHECKING:
    from gateway.formats import Format
    from gateway.model import Place

_KINDS = {"str": "text", "Decimal": "decimal", "int": "integer", "bool": "boolean"}


def element_page(wco_id: str, formats: Iterable[Format]) -> Iterator[str]:
    """Where a WCO element or class lives in the model, what it means, and who maps it from where."""
    from gateway.model import wco_index

    paths = wco_index()[wco_id]
    yield f"{wco_id}: an element of the WCO Data Model"
    for path in paths:
        yield ""
        yield path
        yield from (f"  {line}" for line in _facts(_place(path)))
    yield from _mapped(formats, lambda path: _id(path) == wco_id)


def path_page(path: str, formats: Iterable[Format]) -> Iterator[str]:
    """What a field of the model is, what lies below it, and who maps it from where."""
    place = _place(path)
    yield path
    yield from (f"  {line}" for line in _facts(place))
    if place.wco_id:
        yield f"  WCO element: {place.wco_id}"
    below = _below(place)
    if below:
        yield ""
        yield "Fields"
        yield from (f"  {line}" for line in below)
    wanted = bare(path)
    if place.is_leaf:
        yield from _mapped(formats, lambda other: bare(other) == wanted)
    else:
        yield from _counted(formats, lambda other: bare(other).startswith(f"{wanted}/"))


def _mapped(formats: Iterable[Format], wanted: Callable[[str], bool]) -> Iterator[str]:
    found = list(uses(formats, wanted))
    yield ""
    yield "Mapped by" if found else "No format maps it."
    for format, lines in found:
        yield f"  {format.id}"
        yield from (f"    {line}" for line in lines)


def _counted(formats: Iterable[Format], wanted: Callable[[str], bool]) -> Iterator[str]:
    found = list(uses(formats, wanted))
    yield ""
    yield "Mapped by" if found else "No format maps anything of it."
    for format, lines in found:
        yield f"  {format.id}: {counted(len(lines), 'row')}"


def _facts(place: Place) -> Iterator[str]:
    if place.description:
        yield place.description
    kind = "date or time" if place.moment else _KINDS.get(place.type.__name__, place.type.__name__)
    yield f"type: {kind}{', repeats' if place.repeats else ''}"
    if place.codes:
        yield f"codes: {place.codes}"
    if place.unit:
        yield f"unit: {place.unit}"


def _below(place: Place) -> list[str]:
    fields = getattr(place.type, "model_fields", {})
    return [info.alias or name for name, info in fields.items()]


def _place(path: str) -> Place:
    from gateway.model import fields_of

    return fields_of(path)


def _id(path: str) -> str | None:
    from gateway.model import UnknownPath

    try:
        return _place(path).wco_id
    except UnknownPath:
        return None
