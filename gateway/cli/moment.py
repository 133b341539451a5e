"""Points in time as they are given to options."""

from __future__ import annotations

from datetime import UTC, datetime

from gateway.cli.exits import Misuse
from gateway.findings.escape import escape


def moment(option: str, text: str | None) -> datetime | None:
    """The time that an option names in ISO 8601, in UTC where it says no zone. Raises [Misuse][]."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Misuse(f"{option}: {escape(text)} is no ISO 8601 time such as 2026-03-01T12:00Z") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
