"""Check digits of numbers that are used all over the world."""

from __future__ import annotations

_VALUES = {str(digit): digit for digit in range(10)} | dict(
    # The letters have the numbers from 10 on without the multiples of 11 (ISO 6346, annex A).
    zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (n for n in range(10, 40) if n % 11), strict=False)
)


def iso_6346(text: str) -> int:
    """The check digit of capital letters and digits: weights 1, 2, 4 ..., modulo 11, and 10 counts as 0.

    It closes container numbers (ISO 6346, annex A) and movement reference numbers of many customs
    authorities. Raises KeyError for other characters.
    """
    return sum(_VALUES[char] << place for place, char in enumerate(text)) % 11 % 10


def imo(digits: str) -> int:
    """The check digit of the six digits of a ship's number: weights 7 to 2, the last digit of the sum.

    Source: resolution A.1117(30) of the International Maritime Organization.
    """
    return sum(int(digit) * weight for digit, weight in zip(digits, range(7, 1, -1), strict=True)) % 10
