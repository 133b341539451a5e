"""Code lists by name, and mistakes in them told as usage."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.cli.exits import Misuse
from gateway.findings.escape import escape

if TYPE_CHECKING:
    from gateway.formats import CodeList


def listed(name: str) -> CodeList:
    """The code list of a name. Raises Misuse with the nearest names, or with what is wrong in the file."""
    from gateway.formats import ListUnusable, UnknownList, list_names, standard_list

    try:
        return standard_list(name)
    except UnknownList:
        nearest = ", ".join(get_close_matches(name, list_names(), 3, 0.5) or list_names())
        raise Misuse(f"no code list is called {escape(name)}; there is {nearest}") from None
    except ListUnusable as error:
        raise Misuse(escape(str(error))) from None


def listed_in(file: Path) -> CodeList:
    """The code list of a file. Raises Misuse with what is wrong in it."""
    from gateway.formats import ListUnusable, read_list

    try:
        return read_list(file)
    except ListUnusable as error:
        raise Misuse(escape(str(error))) from None
