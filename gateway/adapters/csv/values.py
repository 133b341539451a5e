"""Numbers and dates as people write them, in the one form that trees have: `1234.50`, `2024-05-14`.

What can be read as two is left as it is, and the check refuses it: `1,234` where nothing else in the
sheet says what a comma is, `03/04/2026` everywhere.
"""

from __future__ import annotations

import re
from datetime import date, datetime

PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f'\u2019](?=\d{3}(?:\D|$))")
_MARKED = re.compile(r"[+-]?\d[\d.,]*|[+-]?[.,]\d+", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR_FIRST = re.compile(r"(\d{4})[-./]?(\d{1,2})[-./]?(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?", re.ASCII)
_EARLIEST, _LATEST = 20_000, 80_000
"""serial numbers that are taken for days: from 1954 to 2119"""


def mark(text: str) -> str:
    """The decimal mark that a number shows beyond doubt: `.`, `,` or nothing."""
    bare = _SPACED.sub("", text.strip())
    if not _MARKED.fullmatch(bare):
        return ""
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        return max(".,", key=bare.rfind)
    if points > 1 or commas > 1:
        return "," if points > 1 else "."
    found = "." if points else ","
    if points + commas == 0 or _thousands(bare, found):
        return ""
    return found


def number(text: str, decimal: str) -> str | None:
    """A number in plain digits, where it is one; `decimal` is the mark of the sheet, empty when it is not known."""
    bare = _SPACED.sub("", text.strip())
    if PLAIN.fullmatch(bare) and not (decimal == "," and _thousands(bare, ".")):
        return bare
    if not _MARKED.fullmatch(bare):
        return None
    used = mark(bare) or decimal
    if not used and ("," in bare or "." in bare):
        return None
    other = "," if used == "." else "."
    whole, _, fraction = bare.partition(used or ".")
    groups = whole.lstrip("+-").split(other)
    if other in fraction or used in fraction or (len(groups) > 1 and not _groups(groups)):
        return None
    sign = "-" if whole.startswith("-") else ""
    digits = "".join(groups) or "0"
    return f"{sign}{digits}.{fraction}" if fraction else f"{sign}{digits}"


def ambiguous(text: str) -> bool:
    """Whether a number can be read as two."""
    bare = _SPACED.sub("", text.strip())
    return _MARKED.fullmatch(bare) is not None and (_thousands(bare, ",") or _thousands(bare, "."))


def _thousands(text: str, point: str) -> bool:
    """Whether the one mark of a number may be between thousands: `1,234`, never `0,234` or `1234,567`."""
    whole, found, rest = text.lstrip("+-").partition(point)
    return bool(found) and len(rest) == 3 and 0 < len(whole) < 4 and not whole.startswith("0")


def _groups(groups: list[str]) -> bool:
    return 0 < len(groups[0]) < 4 and all(len(group) == 3 for group in groups[1:])


def day(text: str) -> str | None:
    """A day as `CCYY-MM-DD`; `None` for what is none, or may be two."""
    bare = text.strip()
    first = _YEAR_FIRST.fullmatch(bare)
    if first:
        return _day(first[1], first[2], first[3])
    last = _YEAR_LAST.fullmatch(bare)
    if last is None:
        return None
    one, other = int(last[1]), int(last[3])
    if last[2] == "." or one > 12 or one == other:
        return _day(last[4], last[3], last[1])
    return _day(last[4], last[1], last[3]) if other > 12 else None


def two_days(text: str) -> bool:
    """Whether a date can be read as two: nothing says which of the numbers is the month."""
    last = _YEAR_LAST.fullmatch(text.strip())
    return (
        last is not None
        and last[2] != "."
        and last[1] != last[3]
        and 0 < int(last[1]) < 13
        and 0 < int(last[3]) < 13
    )


def moment(text: str) -> str | None:
    """A day and time as ISO 8601 with a `T`, or a day alone."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return day(text)
    made = f"{found[1]}T{found[2]}{found[3] or ''}"
    return made if is_moment(made) else None


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar as `CCYY-MM-DD`."""
    return bool(_ISO.fullmatch(text)) and _day(text[:4], text[5:7], text[8:]) is not None


def is_moment(text: str) -> bool:
    """Whether a text is a day, or a day and time, in ISO 8601."""
    if is_day(text):
        return True
    try:
        return _MOMENT.fullmatch(text) is not None and text[10] == "T" and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def is_serial(text: str) -> bool:
    """Whether digits are the number by which a spreadsheet counts a day of our times."""
    bare = text.strip()
    return bare.isascii() and bare.isdecimal() and len(bare) == 5 and _EARLIEST <= int(bare) <= _LATEST


def _day(year: str, month: str, number: str) -> str | None:
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return None
