"""Formats that the user names: checked before any file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.cli.exits import Misuse
from gateway.cli.work import catalog
from gateway.findings.escape import escape

if TYPE_CHECKING:
    from gateway.formats import Format

MODEL = "model"
"""the target that is the common model itself, as JSON"""


def format_named(name: str) -> Format:
    """The format of that id; raises [Misuse][] with the nearest ids."""
    from gateway.formats import UnknownFormat

    try:
        return catalog().get(name)
    except UnknownFormat as error:
        raise Misuse(unknown(f"format {name}", error.nearest)) from None


def target_named(name: str) -> Format | None:
    """The format of that id, or `None` for the model."""
    return None if name == MODEL else format_named(name)


def checked(as_format: str | None) -> str | None:
    """The full id of the format that was given with `--as`, if any."""
    return None if as_format is None else format_named(as_format).id


def unknown(what: str, nearest: list[str]) -> str:
    """The sentence for a name that does not exist."""
    hint = f" Did you mean {', '.join(nearest)}?" if nearest else " `gateway formats list` names them all."
    return f"unknown {escape(what)}.{hint}"
