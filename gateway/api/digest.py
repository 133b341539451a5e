"""Content-Digest (RFC 9530): whether a body is the one that was sent, and what was received."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from gateway.api.problem import Problem

_ALGORITHMS = {"sha-256": hashlib.sha256, "sha-512": hashlib.sha512}
_MEMBER = re.compile(r"[ \t]*([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):[ \t]*")
LONGEST = 1000
"""characters of the header that are looked at"""


def check(header: str | None, body: bytes) -> None:
    """Raises a problem when the header cannot be read or does not fit; unknown algorithms are passed over."""
    if header is None:
        return
    for member in header[: LONGEST + 1].split(","):
        found = _MEMBER.fullmatch(member)
        if found is None or len(header) > LONGEST:
            raise Problem("bad-header", "Content-Digest must look like sha-256=:BASE64:")
        algorithm = _ALGORITHMS.get(found[1])
        if algorithm is not None and not hmac.compare_digest(_encoded(algorithm(body).digest()), found[2]):
            raise Problem("digest-mismatch", f"the {found[1]} of the body that arrived is another one")


def of_hex(digest: str) -> str:
    """The header of a SHA-256 digest in hexadecimal."""
    return f"sha-256=:{_encoded(bytes.fromhex(digest))}:"


def _encoded(digest: bytes) -> str:
    return base64.b64encode(digest).decode("ascii")
