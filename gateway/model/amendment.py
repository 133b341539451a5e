"""Amendments and pointers: what is changed, and where in the original it stands."""

from __future__ import annotations

from gateway.model.base import Model, element
from gateway.model.value import DateTime


class Pointer(Model):
    """One step of a path into a document: a class, its occurrence, and at the end an element."""

    sequence: int | None = element("006", "Which occurrence of the class, counted in the original.")
    section: str | None = element("375", "WCO class id of the step.", codes="WCO class ids")
    tag: str | None = element("381", "WCO element id, at the last step.", codes="WCO element ids")
    path: str | None = element(None, "The whole path at once, where the source gives one.")


class Amendment(Model):
    """A change asked for: why, and at which path."""

    change_reason_code: str | None = element("099", "Why the value changes.")
    pointers: list[Pointer] | None = element("97A", "The path of the change, one step an entry.")
    reason: str | None = element(None, "Why it changes, in words.")
    request_id: str | None = element(None, "Number of the letter that asks for the change.")
    request_date_time: DateTime | None = element(None, "Date of that letter.")
    original_value: str | None = element(None, "What stood there before, where the source repeats it.")
