"""What the service raises; each carries findings, so that faces have one thing to show."""

from __future__ import annotations

from gateway.findings import Finding


class Refused(Exception):
    """A request cannot be done as asked; `findings` say why."""

    def __init__(self, message: str, findings: list[Finding] | None = None) -> None:
        super().__init__(message)
        self.findings = findings or []


class NotFound(Refused):
    """There is no such message, or it is another partner's: the two look the same."""


class Unauthenticated(Refused):
    """The key belongs to nobody."""


class Disabled(Refused):
    """The partner is known and may not do anything at present."""


class KeyReused(Refused):
    """The idempotency key belongs to a submission of other bytes."""


class Misconfigured(Refused):
    """The files of partners or subscriptions cannot be used."""
