"""One message of several as an interchange of its own, so that it can be kept and read again."""

from __future__ import annotations

from gateway.adapters.edifact.tokens import is_released
from gateway.adapters.edifact.tree import EdifactPart, Envelope


def alone(part: EdifactPart, message: bytes) -> bytes:
    """An interchange of this message alone: the sender's UNA, UNB and UNG with trailers that fit."""
    envelope = part.envelope
    assert envelope is not None
    end = envelope.service.terminator.encode()
    element = envelope.service.element.encode()
    parts = [envelope.una, envelope.unb.raw, end]
    trailers = []
    if envelope.ung is not None:
        parts += [envelope.ung.raw, end]
        trailers += [b"UNE", element, b"1", element, _reference(envelope.ung.raw, envelope), end]
    trailers += [b"UNZ", element, b"1", element, _reference(envelope.unb.raw, envelope), end]
    return b"".join([*parts, message, *trailers])


def _reference(raw: bytes, envelope: Envelope) -> bytes:
    """The fifth element of UNB or UNG as it was written."""
    element, release = envelope.service.element.encode(), envelope.service.release.encode()
    pieces: list[bytes] = []
    for piece in raw.split(element):
        if pieces and release and is_released(pieces[-1] + element, len(pieces[-1]), 0, release):
            pieces[-1] += element + piece
        else:
            pieces.append(piece)
    return pieces[5] if len(pieces) > 5 else b""
