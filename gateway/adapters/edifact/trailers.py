"""Counts and references: what a header opened, its trailer must close (ISO 9735-1, section 9)."""

from __future__ import annotations

from gateway.adapters.edifact import codes
from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.tokens import tokenise
from gateway.adapters.unreadable import noted
from gateway.findings import Finding


def values(raw: bytes, service: ServiceString, codec: str) -> list[str]:
    """The first component of each element behind the tag of a service segment."""
    text = raw.decode(codec, "replace")
    return [each[0][0] for each in tokenise(text, service)[1:]]


def compare(tag: str, stated: list[str], count: int, reference: str, what: str) -> list[Finding]:
    """What a trailer states otherwise than it is: its count of `what`, and the reference of its header."""
    number, named = [*stated, "", ""][:2]
    found = []
    if not _same(number, count):
        message = f"{tag} states {number[:30] or 'no'} {what}, there are {count}"
        found.append(noted(codes.COUNT, message, number, str(count)))
    if named != reference:
        message = (
            f"{tag} has the reference {named[:40] or 'nothing'}, its header {reference[:40] or 'nothing'}"
        )
        found.append(noted(codes.REFERENCE, message, named, reference or "the header's reference"))
    return found


def _same(stated: str, count: int) -> bool:
    return stated.isascii() and stated.isdecimal() and stated.lstrip("0") == str(count).lstrip("0")


def missing(tag: str, header: str, reference: str) -> Finding:
    """A header that nothing closes."""
    message = f"{header} {reference[:40]} is not closed by {tag}"
    return noted(codes.NO_TRAILER, message, None, tag)
