"""The limits of a simple type of XML Schema, those of the types that it is made from included."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gateway.adapters.contract import Facets
from gateway.adapters.xml.schema_files import XS

_BASES = {
    "decimal": "decimal", "integer": "integer", "date": "date", "dateTime": "datetime", "boolean": "boolean",
    "float": "decimal", "double": "decimal",
}  # fmt: skip


def facets_of(type_: Any, fixed: str | None = None) -> Facets:
    """What a value of a simple type may look like; a fixed value is a list of one."""
    if fixed is not None:
        return Facets(enumeration=(str(fixed),))
    members = getattr(type_, "member_types", None)
    if members:
        return _union([facets_of(member) for member in members])
    found = {name.removeprefix(XS): facet for name, facet in (type_.facets or {}).items() if name}
    base = _BASES.get(getattr(getattr(type_, "primitive_type", None), "local_name", ""), "string")
    fraction = _value(found, "fractionDigits")
    if base == "decimal" and fraction == 0:
        base = "integer"
    length = _value(found, "length")
    enumeration = found["enumeration"].enumeration if "enumeration" in found else ()
    patterns = found["pattern"].regexps if "pattern" in found else ()
    return Facets(
        base,
        length if length is not None else _value(found, "minLength"),
        length if length is not None else _value(found, "maxLength"),
        (_value(found, "totalDigits"), fraction),
        _bound(found, "minInclusive", "minExclusive", base, 1),
        _bound(found, "maxInclusive", "maxExclusive", base, -1),
        tuple(str(p) for p in patterns or ()),
        tuple(str(e) for e in enumeration or ()),
    )


def _union(members: list[Facets]) -> Facets:
    """What a union takes is known where all its members are lists of codes."""
    if all(member.enumeration for member in members):
        return Facets(enumeration=tuple(code for member in members for code in member.enumeration))
    return Facets()


def _bound(found: dict[str, Any], inclusive: str, exclusive: str, base: str, step: int) -> Decimal | None:
    value = _value(found, inclusive)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(str(value))
    beyond = _value(found, exclusive)
    if base == "integer" and isinstance(beyond, int | Decimal):
        return Decimal(str(beyond)) + step
    return None


def _value(found: dict[str, Any], name: str) -> Any:
    facet = found.get(name)
    return getattr(facet, "value", None) if facet is not None else None
