"""Texts that a spreadsheet would run: written behind an apostrophe, read without it.

A text that begins with `= + - @`, a tab or a carriage return (or their wide forms) is taken for a
formula by programs that open delimited text. What begins with apostrophes and then such a character
gets one more, so that reading gives every text back; so does a text that looks like an error (`#N/A`). Numbers with a sign are no texts.
"""

from __future__ import annotations

import re

from gateway.adapters.csv.errors import is_error

_RUN = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_DANGEROUS = re.compile(f"'*[{_RUN}]")
_DEFUSED = re.compile(f"'+[{_RUN}]")


def defused(text: str) -> str:
    """A text as delimited text holds it."""
    return f"'{text}" if _DANGEROUS.match(text) or is_error(text.lstrip("'")) else text


def kept(text: str) -> str:
    """A text as a workbook holds it, where texts are not run: only what reading would take away is added."""
    return f"'{text}" if _DEFUSED.match(text) or is_error(text.lstrip("'")) else text


def plain(text: str) -> str:
    """The text that a cell stands for."""
    return text[1:] if text[:1] == "'" and (_DEFUSED.match(text) or is_error(text.lstrip("'"))) else text
