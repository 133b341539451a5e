"""`digest`: a file in base64, of which the model has the SHA-256 of its bytes; one way.

The bytes stay with the message as they were written, and are found again by their digest.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "1:1"
TYPE = str
ONE_WAY = True
EXAMPLES = [
    ((), "Z29vZHM=", "089857f9c407941715faed7f7321a5534f6f825b0d2c074d86e62ffe95071d76"),
]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Without arguments: text that is not base64 (RFC 4648, section 4) is refused.

    Line breaks and spaces between the characters count as nothing.
    """
    return _read, _write


def _read(text: str) -> str:
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("a file in base64") from error
    return hashlib.sha256(data).hexdigest()


def _write(value: str) -> str:
    raise ValueError("the file itself; the message has only the digest of its bytes")
