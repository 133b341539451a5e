"""What is wrong with a value: the validator's verdict by word of the schema, told with the schema's limits."""

from __future__ import annotations

import difflib
import re
from typing import Any

from gateway.adapters.json import codes
from gateway.adapters.json.shape import Shape
from gateway.findings import Code

_SHOWN = 200
_KINDS = {
    "string": "a text in quotes", "number": "a number without quotes, as 1234.56", "integer": "a whole number without quotes",
    "boolean": "true or false without quotes", "object": "an object", "array": "an array", "null": "null",
}  # fmt: skip
_FORMS = {"date": "a date as CCYY-MM-DD", "date-time": "a date and time with zone as CCYY-MM-DDThh:mm:ssZ"}
_SHAPES = {
    r"^\S(?:.*\S)?$": "without blanks at its ends", r"^\S+$": "without blanks", "^[A-Z]{2}$": "of two capital letters",
    "^[A-Z]{3}$": "of three capital letters", r"^\d{4}$": "of four digits",
}  # fmt: skip
_RANGE = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")


def judge(word: str, shape: Shape, value: Any) -> tuple[Code, str, str | None]:
    """The code, the expectation and, where one is near, the help for a value that this word refuses."""
    wanted, f = expectation(shape), shape.facets
    if word == "type":
        return codes.WRONG_TYPE, wanted, None
    if word in ("enum", "const") and f.enumeration:
        return codes.NOT_IN_LIST, wanted, _near(value, f.enumeration)
    if word in _RANGE:
        return codes.OUT_OF_RANGE, wanted, None
    if word == "format":
        return codes.FORM, wanted, None
    if not isinstance(value, str):
        return codes.STRUCTURE, "what the schema of the format allows", None
    if f.min_length is not None and f.min_length == f.max_length and len(value) != f.min_length:
        return codes.WRONG_LENGTH, wanted, None
    if word == "maxLength":
        return codes.TOO_LONG, f"{wanted}; it has {len(value)}", None
    if word == "minLength" or value == "":
        return codes.TOO_SHORT, wanted, None
    if word == "pattern":
        return codes.PATTERN, wanted, None
    return codes.STRUCTURE, "what the schema of the format allows", None


def expectation(shape: Shape) -> str:
    """What a field takes, in plain words."""
    f, words = shape.facets, shape.words
    if f.enumeration:
        few = ", ".join(f.enumeration[:20])
        return f"one of {few}" + (f" and {len(f.enumeration) - 20} more" if len(f.enumeration) > 20 else "")
    if shape.kind == "number":
        return _KINDS["integer" if f.base == "integer" else "number"] + _bounds(words)
    if shape.kind != "string":
        return _KINDS.get(shape.kind or "", "a value")
    if words.get("format") in _FORMS:
        return _FORMS[words["format"]]
    text = "a text"
    if f.min_length is not None and f.min_length == f.max_length:
        text = f"exactly {f.min_length} characters"
    elif f.max_length is not None:
        text = f"{f.min_length or 1} to {f.max_length} characters"
    elif f.min_length:
        text = f"at least {f.min_length} character{'s' if f.min_length > 1 else ''}"
    return text + "".join(f", {_SHAPES.get(pattern, f'of the shape {pattern}')}" for pattern in f.patterns)


def _bounds(words: dict[str, Any]) -> str:
    low, high = words.get("minimum"), words.get("maximum")
    text = f" from {low}" if low is not None else ""
    text += f" to {high}" if high is not None else ""
    if "exclusiveMinimum" in words:
        text += f", more than {words['exclusiveMinimum']}"
    return text + (f", less than {words['exclusiveMaximum']}" if "exclusiveMaximum" in words else "")


def shown(value: Any) -> str:
    """A value as a finding repeats it; of an object or array only that it is one."""
    if isinstance(value, str):
        return value[:_SHOWN]
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "an array"
    return re.sub(r"\s", "", str(value))[:_SHOWN]


def _near(value: Any, codes_: tuple[str, ...]) -> str | None:
    near = difflib.get_close_matches(str(value).strip().upper(), codes_, 3, 0.5)
    return f"nearest: {', '.join(near)}" if near else None
