"""What is wrong with a value: the verdict by the facets of its column, in words."""

from __future__ import annotations

import difflib

from gateway.adapters.contract import Facets
from gateway.adapters.csv import codes, values
from gateway.findings import Code

Verdict = tuple[Code, str, str | None]
"""the code, the expectation and, where there is a better one, the help"""


def judged(text: str, facets: Facets) -> Verdict | None:
    """What is wrong with a text, or `None`."""
    wanted = expectation(facets)
    if facets.base in ("decimal", "integer"):
        return _number(text, facets, wanted)
    if facets.base in ("date", "datetime"):
        fits = values.is_day(text) if facets.base == "date" else values.is_moment(text)
        two = (
            "It can be read as two days; write the year first: 2024-05-14." if values.two_days(text) else None
        )
        return None if fits else (codes.DATE, wanted, two)
    if facets.base == "boolean":
        return None if text in ("true", "false") else (codes.NOT_LETTERS, wanted, None)
    if facets.enumeration:
        return (
            None
            if text in facets.enumeration
            else (codes.NOT_IN_LIST, wanted, _near(text, facets.enumeration))
        )
    least, most = facets.min_length, facets.max_length
    if least is not None and least == most:
        return None if len(text) == most else (codes.WRONG_LENGTH, f"{wanted}; it has {len(text)}", None)
    if most is not None and len(text) > most:
        return codes.TOO_LONG, f"{wanted}; it has {len(text)}", None
    if least is not None and len(text) < least:
        return codes.WRONG_LENGTH, f"{wanted}; it has {len(text)}", None
    return None


def _number(text: str, facets: Facets, wanted: str) -> Verdict | None:
    if not values.PLAIN.fullmatch(text):
        two = "It can be read as two numbers; write it without marks between thousands, and with a decimal point."
        return codes.NUMBER, wanted, two if values.ambiguous(text) else None
    whole, _, fraction = text.lstrip("-").partition(".")
    total, decimals = facets.digits
    if facets.base == "integer" and fraction.strip("0"):
        return codes.NUMBER, wanted, None
    if total is None:
        return None
    places = decimals or 0
    if len(whole.lstrip("0")) > total - places or len(fraction.rstrip("0")) > places:
        return codes.TOO_LONG, wanted, None
    return None


def expectation(facets: Facets) -> str:
    """What a column takes, in plain words."""
    total, decimals = facets.digits
    if facets.base == "integer":
        return "a whole number" + (f" of at most {total} digits" if total else "")
    if facets.base == "decimal":
        return "a number" + (f" of at most {total} digits, of them {decimals} decimals" if total else "")
    if facets.base == "date":
        return "a date as CCYY-MM-DD"
    if facets.base == "datetime":
        return "a date as CCYY-MM-DD, with or without a time as Thh:mm:ss"
    if facets.base == "boolean":
        return "true or false"
    if facets.enumeration:
        few = ", ".join(facets.enumeration[:20])
        return f"one of {few}" + (
            f" and {len(facets.enumeration) - 20} more" if len(facets.enumeration) > 20 else ""
        )
    least, most = facets.min_length, facets.max_length
    if most is None:
        return "a text"
    if least == most:
        return f"exactly {most} characters"
    return f"{least or 1} to {most} characters"


def _near(text: str, known: tuple[str, ...]) -> str | None:
    near = difflib.get_close_matches(text.strip().upper(), known, 3, 0.5)
    return f"nearest: {', '.join(near)}" if near else None
