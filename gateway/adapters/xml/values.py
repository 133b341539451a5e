"""What is wrong with a value: libxml2's verdict by facet, told with the limits of the schema."""

from __future__ import annotations

import difflib
import re

from lxml import etree

from gateway.adapters.contract import Facets
from gateway.adapters.xml import codes
from gateway.findings import Code

_TYPES = etree.ErrorTypes
_NUMBERS = ("decimal", "integer")
_PLAIN = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*", re.ASCII)
_FORMS = {
    "decimal": "a number as 1234.56",
    "integer": "a whole number",
    "date": "a date as CCYY-MM-DD",
    "datetime": "a date and time as CCYY-MM-DDThh:mm:ss",
    "boolean": "true or false",
    "string": "text",
}


def judge(type_: int, facets: Facets | None, value: str) -> tuple[Code, str, str | None]:
    """The code, the expectation and, where one is near, the help for a value that libxml2 refuses."""
    f = facets or Facets()
    if f.enumeration and value not in f.enumeration:
        return codes.NOT_IN_LIST, _listed(f), _near(value, f)
    if f.base in _NUMBERS and not _PLAIN.fullmatch(value):
        return codes.NOT_A_NUMBER, expectation(f), None
    if type_ in (_TYPES.SCHEMAV_CVC_TOTALDIGITS_VALID, _TYPES.SCHEMAV_CVC_FRACTIONDIGITS_VALID):
        return codes.TOO_MANY_DIGITS, expectation(f), None
    if f.base == "integer" and "." in value:
        return codes.TOO_MANY_DIGITS, expectation(f), None
    if type_ in _RANGE:
        return codes.OUT_OF_RANGE, expectation(f), None
    exact = f.min_length is not None and f.min_length == f.max_length
    if exact and len(value) != f.min_length:
        return codes.WRONG_LENGTH, expectation(f), None
    if f.max_length is not None and len(value) > f.max_length:
        return codes.TOO_LONG, f"{expectation(f)}; it has {len(value)}", None
    if (f.min_length is not None and len(value) < f.min_length) or not value:
        return codes.TOO_SHORT, expectation(f), None
    if type_ == _TYPES.SCHEMAV_CVC_PATTERN_VALID or f.patterns:
        return codes.PATTERN, expectation(f), None
    return codes.WRONG_TYPE, expectation(f), None


_RANGE = (
    _TYPES.SCHEMAV_CVC_MININCLUSIVE_VALID, _TYPES.SCHEMAV_CVC_MAXINCLUSIVE_VALID,
    _TYPES.SCHEMAV_CVC_MINEXCLUSIVE_VALID, _TYPES.SCHEMAV_CVC_MAXEXCLUSIVE_VALID,
)  # fmt: skip


def expectation(f: Facets) -> str:
    """What a field takes, in plain words."""
    if f.enumeration:
        return _listed(f)
    if f.base in _NUMBERS:
        return _number(f)
    words = _FORMS[f.base]
    if f.min_length is not None and f.min_length == f.max_length:
        words = f"exactly {f.min_length} characters"
    elif f.max_length is not None:
        words = f"{'1' if not f.min_length else f.min_length} to {f.max_length} characters"
    elif f.min_length:
        words = f"at least {f.min_length} characters"
    shape = _shape(f)
    return f"{words}{', ' + shape if shape else ''}"


_SHAPES = {
    "[A-Za-z]*": "letters only", "([A-Za-z])*": "letters only", "[A-Z]*": "capital letters only",
    "[0-9]*": "digits only", "([0-9])*": "digits only", r"[^\r\n]*[^\s][^\r\n]*": "one line that is not blank",
    r"[^\r\n]*\S[^\r\n]*": "one line that is not blank",
}  # fmt: skip


def _shape(f: Facets) -> str:
    return " or ".join(_SHAPES.get(p, f"of the shape {p}") for p in f.patterns)


def _number(f: Facets) -> str:
    total, fraction = f.digits
    words = "a whole number" if f.base == "integer" else "a number as 1234.56"
    if total is not None:
        words += f" of at most {total} digits"
        if fraction:
            words += f", {fraction} of them behind the point"
    if f.minimum is not None or f.maximum is not None:
        low = "" if f.minimum is None else f" from {f.minimum}"
        words += low + ("" if f.maximum is None else f" to {f.maximum}")
    return words


def _listed(f: Facets) -> str:
    shown = ", ".join(f.enumeration[:20])
    return f"one of {shown}" + (f" and {len(f.enumeration) - 20} more" if len(f.enumeration) > 20 else "")


def _near(value: str, f: Facets) -> str | None:
    near = difflib.get_close_matches(value.strip(), f.enumeration, 3, 0.5)
    return f"nearest: {', '.join(near)}" if near else None
