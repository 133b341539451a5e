"""What is wrong with a value of a field, in words."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from gateway.adapters.flat import codes
from gateway.adapters.flat.layout import Field, Style
from gateway.adapters.flat.values import fits_number, form_of, is_moment, too_long
from gateway.findings import Code


@dataclass(frozen=True, slots=True)
class Verdict:
    """A mistake: its code, what is told of the value, what was expected, and a better help where there is one."""

    code: Code
    told: str
    expected: str
    help: str | None = None


def judged(text: str, field: Field, style: Style) -> Verdict | None:
    """What is wrong with a text, or `None`."""
    shown = repr(text if len(text) <= 60 else f"{text[:57]}...")
    wanted = expectation(field, style)
    if field.type in ("integer", "decimal", "implied"):
        if not fits_number(text, field):
            return Verdict(codes.NUMBER, f"is {shown}, not such a number", wanted)
        return Verdict(codes.TOO_LONG, f"is {shown}, too long", wanted) if too_long(text, field) else None
    if field.type in ("date", "time"):
        return (
            None
            if is_moment(text, field, style)
            else Verdict(codes.DATE, f"is {shown}, not such a {field.type}", wanted)
        )
    if field.codes and text not in field.codes:
        near = difflib.get_close_matches(text.strip().upper(), sorted(field.codes), 3, 0.5)
        help = f"nearest: {', '.join(near)}" if near else None
        return Verdict(codes.NOT_IN_LIST, f"is {shown}, not in the list", wanted, help)
    if field.exact and len(text) != field.length:
        return Verdict(codes.WRONG_LENGTH, f"is {shown}, of {len(text)} characters", wanted)
    if field.length is not None and len(text) > field.length:
        return Verdict(codes.TOO_LONG, f"is {shown}, of {len(text)} characters", wanted)
    marks = (style.separator, style.terminator.strip("\r\n"), "\n", "\r")
    if any(mark and mark in text for mark in marks):
        return Verdict(
            codes.SEPARATOR, f"is {shown} and holds a separator", "text without line ends and separators"
        )
    return None


def expectation(field: Field, style: Style) -> str:
    """What a field takes, in plain words."""
    if field.type == "integer":
        return "a whole number" + (f" of at most {field.length} digits" if field.length else "")
    if field.type in ("decimal", "implied"):
        return "a number" + (
            f" of at most {field.length} digits, {field.decimals} of them decimals" if field.length else ""
        )
    if field.type == "date":
        return f"a day as {form_of(style.date)}"
    if field.type == "time":
        return f"a time as {form_of(style.time)}"
    if field.codes:
        known = sorted(field.codes)
        return f"one of {', '.join(known[:20])}" + (f" and {len(known) - 20} more" if len(known) > 20 else "")
    if field.length is None:
        return "a text"
    return f"exactly {field.length} characters" if field.exact else f"1 to {field.length} characters"
