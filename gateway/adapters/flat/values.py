"""Values of fixed columns: digits with zeros in front, decimals without their point, and dates in any form."""

from __future__ import annotations

import re
from datetime import datetime

from gateway.adapters.flat.layout import Field, Style

NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_DIGITS = re.compile(r"-?\d+", re.ASCII)


def read_value(text: str, field: Field) -> str:
    """The value of columns: numbers without what fills them up, dates of zeros as nothing."""
    if field.type in ("date", "time"):
        bare = text.strip()
        return "" if field.type == "date" and not bare.strip("0") else bare
    if field.type not in ("integer", "decimal", "implied"):
        return text
    bare = text.strip()
    if field.type == "implied" and _DIGITS.fullmatch(bare):
        sign, digits = ("-", bare[1:]) if bare.startswith("-") else ("", bare)
        digits = digits.rjust(field.decimals + 1, "0")
        whole, fraction = digits[: len(digits) - field.decimals], digits[len(digits) - field.decimals :]
        whole = whole.lstrip("0") or "0"
        return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"
    if field.type == "integer" and _DIGITS.fullmatch(bare):
        return ("-" if bare.startswith("-") else "") + (bare.lstrip("-").lstrip("0") or "0")
    return bare


def written_value(text: str, field: Field) -> str:
    """The characters that stand in the columns of a field, exactly as many as it has."""
    length = field.length or 0
    if not text:
        return " " * length
    negative = "-" if text.startswith("-") else ""
    if field.type == "implied" and NUMBER.fullmatch(text):
        whole, _, fraction = text.lstrip("-").partition(".")
        digits = whole + fraction.ljust(field.decimals, "0")[: field.decimals]
        return (negative + digits.rjust(length - len(negative), "0"))[-length:]
    if field.type == "integer" and _DIGITS.fullmatch(text):
        return (negative + text.lstrip("-").rjust(length - len(negative), "0"))[-length:]
    if field.type == "decimal":
        return text.rjust(length)[:length]
    return text.ljust(length)[:length]


def fits_number(text: str, field: Field) -> bool:
    """Whether a text is a number of the kind that a field takes."""
    if not NUMBER.fullmatch(text):
        return False
    return field.type != "integer" or not text.partition(".")[2].strip("0")


def too_long(text: str, field: Field) -> bool:
    """Whether a number has more digits or decimals than a field takes; zeros at both ends do not count."""
    if field.length is None:
        return False
    whole, _, fraction = text.lstrip("-").partition(".")
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    if field.type == "integer":
        return len(whole) > field.length
    return len(fraction) > field.decimals or len(whole) + len(fraction) > field.length


def is_moment(text: str, field: Field, style: Style) -> bool:
    """Whether a text is a day of the calendar, or a time, in the form of the style."""
    form = style.date if field.type == "date" else style.time
    if not text.isascii():
        return False
    try:
        return datetime.strptime(text, form).strftime(form) == text
    except ValueError:
        return False


def is_day(text: str) -> bool:
    """Whether eight digits are a day of our times as `CCYYMMDD`."""
    if not (len(text) == 8 and text.isascii() and text.isdecimal() and "1900" < text[:4] < "2200"):
        return False
    return is_moment(text, Field("", 1, "", "date"), Style())


def form_of(form: str) -> str:
    """A form of dates in letters: `%Y%m%d` is `CCYYMMDD`."""
    for code, letters in (("%Y", "CCYY"), ("%y", "YY"), ("%m", "MM"), ("%d", "DD"), ("%H", "hh"), ("%M", "mm"), ("%S", "ss")):  # fmt: skip
        form = form.replace(code, letters)
    return form
