"""What spreadsheets write where a formula has no result."""

from __future__ import annotations

_ERRORS = {
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
    "#GETTING_DATA",
}  # fmt: skip


def is_error(text: str) -> bool:
    """Whether a text is the sign of an error, such as `#REF!`."""
    return text.startswith("#") and text.strip().upper() in _ERRORS
