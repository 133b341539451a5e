"""Customs procedures, asked for and ended."""

from __future__ import annotations

from gateway.model.base import Model, element


class Procedure(Model):
    """The procedure of an item: requested, the one it follows, and national refinements.

    Kept apart even where a source joins them into one code.
    """

    requested: str | None = element("166", "Procedure asked for, two digits.")
    previous: str | None = element("161", "Procedure that the goods were under before, two digits.")
    additional: list[str] | None = element("166", "Additional procedure codes, in the source's order.")
