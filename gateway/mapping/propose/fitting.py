"""Whether a value can stand at a place of the model, and with which converter, by its shape."""

from __future__ import annotations

import re
from collections.abc import Callable

from gateway.mapping.propose.leaf import Leaf
from gateway.mapping.propose.targets import Target

_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_PLAIN = {8: "102", 12: "203", 14: "204"}
_PAIRS = (("true", "false"), ("1", "0"), ("Y", "N"), ("yes", "no"), ("J", "N"), ("YES", "NO"), ("Yes", "No"))

SHAPES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("a country", re.compile(r"[A-Z]{2}"), "ISO 3166"),
    ("a currency", re.compile(r"[A-Z]{3}"), "ISO 4217"),
    ("a place", re.compile(r"[A-Z]{2}[A-Z0-9]{3}"), "UN/LOCODE"),
)
"""What values of some code lists look like: name, pattern, and how the model names the list."""
_TARIFF = re.compile(r"\d{4}(\.?\d\d){1,3}", re.ASCII)


def fitting(leaf: Leaf, target: Target) -> tuple[float, str]:
    """How well a value fits a place (0: not at all), and the `convert` cell for it."""
    if target.moment:
        return _moment(leaf)
    name = target.holds.__name__
    if name == "bool":
        return _truth(leaf)
    if name in ("Decimal", "int"):
        return _number(leaf, name == "int")
    if name != "str":
        return 0.0, ""
    return _text(leaf, target), ""


def _all(leaf: Leaf, matches: Callable[[str], object]) -> bool | None:
    """Whether all values that are known match; None where none is known."""
    known = leaf.facets.enumeration or leaf.values
    return all(matches(value.strip()) for value in known) if known else None


def _number(leaf: Leaf, whole: bool) -> tuple[float, str]:
    convert = "integer" if whole else "decimal"
    seen = _all(leaf, (_WHOLE if whole else _NUMBER).fullmatch)
    if leaf.facets.base in ("date", "datetime", "boolean") or seen is False:
        return 0.0, ""
    if leaf.facets.base == "integer":
        return 1.0, convert
    if leaf.facets.base == "decimal":
        return (0.6 if whole else 1.0), convert
    if seen:
        return 0.9, convert
    digits = any(
        re.search(r"\\d|\[0-9\]", pattern) and "A-Z" not in pattern for pattern in leaf.facets.patterns
    )
    return (0.85 if digits else 0.35), convert


def _truth(leaf: Leaf) -> tuple[float, str]:
    known = set(leaf.facets.enumeration or leaf.values)
    for pair in _PAIRS:
        if known and known <= set(pair) and (leaf.facets.base == "boolean" or len(known) == 2):
            return 1.0, "boolean" if pair == _PAIRS[0] else f"boolean:{pair[0]},{pair[1]}"
    return (1.0, "boolean") if leaf.facets.base == "boolean" else (0.0, "")


def _moment(leaf: Leaf) -> tuple[float, str]:
    base = leaf.facets.base
    if base == "datetime":
        return 1.0, "isodate"
    if base == "date":
        return 1.0, "isodate:day"
    if base in ("boolean", "decimal") or leaf.facets.enumeration:
        return 0.0, ""
    if _all(leaf, _ISO.fullmatch):
        return 1.0, "isodate:day" if all(len(value) == 10 for value in leaf.values) else "isodate"
    sizes = {len(value.strip()) for value in leaf.values}
    if len(sizes) == 1 and _all(leaf, _WHOLE.fullmatch):
        code = _PLAIN.get(sizes.pop())
        return (0.95, f"plaindate:{code}") if code else (0.0, "")
    if leaf.values:
        return 0.0, ""
    said = leaf.bag.keys() & {"date", "time"}
    code = _PLAIN.get(leaf.facets.max_length or 0)
    if code and leaf.facets.min_length in (leaf.facets.max_length, None, 1) and said:
        return 0.9, f"plaindate:{code}"
    return (0.75 if said else 0.2), "isodate"


def _text(leaf: Leaf, target: Target) -> float:
    base, longest = leaf.facets.base, leaf.facets.max_length
    fit = {"date": 0.15, "datetime": 0.15, "boolean": 0.3, "decimal": 0.55, "integer": 0.85}.get(base, 1.0)
    last = target.steps[-1].lower()
    if last.endswith("code") and (longest or 0) > 70:
        fit *= 0.6
    if last in ("description", "text", "line", "marks", "name", "cityname") and longest and longest <= 4:
        fit *= 0.4
    wanted = target.codes
    for _, pattern, of in SHAPES:
        if of in wanted and _all(leaf, pattern.fullmatch) is False and of != "UN/LOCODE":
            fit *= 0.5
    return fit


def seen_as(leaf: Leaf, target: Target) -> str:
    """What the known values look like that the place holds; empty where they do not tell."""
    if target.holds is not str or not leaf.values:
        return ""
    wanted = target.codes
    for name, pattern, of in SHAPES:
        if of in wanted and _all(leaf, pattern.fullmatch):
            return name
    if (
        "classifications" in "/".join(target.steps)
        and target.steps[-1] == "id"
        and _all(leaf, _TARIFF.fullmatch)
    ):
        return "a tariff code"
    return ""
