"""Numbers and dates of workbook cells: digits as they are stored, and the form that shows them.

Source: ECMA-376, part 1, 18.8.30 (number formats) and 18.17.4.1 (serial dates).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS = {9, 10}
_FIXED = {1: "0", 2: "0.00"}
_TEXT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ZEROS = re.compile(r"(0+)(?:\.(0+))?")
KEPT = 15
"""significant digits that a spreadsheet keeps"""


def is_date(code: int, form: str) -> bool:
    """Whether a number format shows a day or a time."""
    return code in _DATES or (bool(form) and re.search("[ymdhs]", _first(form), re.IGNORECASE) is not None
                              and "general" not in form.lower())  # fmt: skip


def is_percent(code: int, form: str) -> bool:
    """Whether a number format shows a hundred times what a cell holds."""
    return code in _PERCENTS or "%" in _first(form)


def digits(raw: str, code: int, form: str) -> tuple[str, bool, bool] | None:
    """A stored number in plain digits; whether it was rounded by a computer; whether digits of it are lost.

    Zeros that the form shows (`00000`, `0.00`) are there. `None` for what is no number.
    """
    try:
        exact = Decimal(raw.strip())
        if not exact.is_finite() or abs(exact.adjusted()) > 40:
            return None
        shown = Decimal(f"{float(exact):.{KEPT}g}")
    except (InvalidOperation, ValueError, OverflowError):
        return None
    noisy = shown != exact
    lost = shown != 0 and shown == shown.to_integral_value() and shown.adjusted() >= KEPT
    text = format(shown, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = "0" if text in ("-0", "") else text
    zeros = _ZEROS.fullmatch(_FIXED.get(code, form))
    if zeros:
        sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
        whole, _, fraction = text.partition(".")
        fraction = fraction.ljust(len(zeros[2] or ""), "0")
        text = sign + whole.rjust(len(zeros[1]), "0") + (f".{fraction}" if fraction else "")
    return text, noisy and not lost, lost


def moment(raw: str, since_1904: bool) -> str | None:
    """A serial date as ISO 8601: a day, or a day and time to the second; `None` where there is none such."""
    try:
        serial = Decimal(raw.strip())
        if not 0 < serial < 2_958_466:
            return None
        start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
        days, part = int(serial), serial % 1
        found = start + timedelta(days=days, seconds=int((part * 86_400).to_integral_value()))
    except (InvalidOperation, ValueError, OverflowError):
        return None
    return found.date().isoformat() if found.time() == datetime.min.time() else found.isoformat()


def serial(day: str) -> int | None:
    """The serial number of a day in ISO form, of the system that begins in 1900; `None` before its March."""
    try:
        found = (datetime.fromisoformat(day) - datetime(1899, 12, 30)).days
    except ValueError:
        return None
    return found if found > 60 and len(day) == 10 else None


def _first(form: str) -> str:
    """The section for positive numbers, without its texts, colours and paddings."""
    return _TEXT.sub("", form).partition(";")[0]
