"""Open an interchange: what stands before UNB, the service characters, UNB itself and its character set."""

from __future__ import annotations

import re
from dataclasses import replace

from gateway.adapters.edifact import codes
from gateway.adapters.edifact.characters import LEVELS, VERSIONS, level_of
from gateway.adapters.edifact.service import INTERACTIVE
from gateway.adapters.edifact.service_string import LEVEL_B, ServiceString, default_for, parse_una
from gateway.adapters.edifact.source import Source
from gateway.adapters.edifact.tokens import find_end, tokenise
from gateway.adapters.edifact.tree import Envelope, Header
from gateway.adapters.unreadable import noted, unreadable
from gateway.findings import Finding, Where

_MARK = b"\xef\xbb\xbf"
_BLANKS = re.compile(rb"[ \t\r\n]*+")
LONGEST = 5_000
"""bytes of a header or trailer of an interchange"""


def at(source: Source, place: int, segment: int | None = None, path: str | None = None) -> Where:
    """The place of a byte of the text in the file: line and column from 1, offset from 0."""
    offset = source.offset(place)
    line = source.data.count(b"\n", 0, offset) + 1
    return Where(path, line, offset - source.data.rfind(b"\n", 0, offset), segment, offset=offset)


def before(source: Source) -> tuple[int, list[Finding]]:
    """Where the interchange begins, and what was passed over on the way there."""
    found: list[Finding] = []
    start = 0
    if source.text.startswith(_MARK):
        start = len(_MARK)
        found.append(
            noted(
                codes.BYTE_ORDER_MARK, "there is a byte order mark", None, "UNA or UNB first", at(source, 0)
            )
        )
    blank = _BLANKS.match(source.text, start)
    if blank is not None and blank.end() > start:
        found.append(noted(codes.BLANKS, "there are blanks before the interchange", None, "UNA or UNB first",
                           at(source, start)))  # fmt: skip
        start = blank.end()
    return start, found


def open_interchange(source: Source, start: int, number: int) -> tuple[Envelope, int, list[Finding]]:
    """The envelope of an interchange, the place behind UNB, and findings for all its messages.

    Raises Unreadable when there is no UNB, or when UNA says what cannot be.
    """
    text = source.text
    service, una = None, b""
    if text.startswith(b"UNA", start):
        una = text[start : start + 9]
        try:
            service = parse_una(una[3:].decode("latin-1"))
        except ValueError as error:
            raise unreadable(codes.SERVICE_STRING, f"UNA is not usable: {error}", una.decode("latin-1"),
                             "UNA:+.? '", at(source, start)) from error  # fmt: skip
        blank = _BLANKS.match(text, start + 9)
        start = start + 9 if blank is None else blank.end()
    _expect_header(source, start)
    if service is None:
        service = LEVEL_B if text[start + 3 : start + 4] == b"\x1d" else ServiceString()
    end = find_end(text, start, service, LONGEST)
    if end < 0:
        cut = len(text) - start <= LONGEST
        code = codes.CUT if cut else codes.SEGMENT_TOO_LONG
        message = f"UNB has no terminator {service.terminator!r}"
        raise unreadable(
            code, message, None, f"UNB of at most {LONGEST:,} bytes", at(source, start, 1, "/UNB")
        )
    raw = text[start:end].translate(None, b"\r\n")
    first = tokenise(raw.decode("latin-1"), service)[1:2]
    identifier, version = [*(first[0][0] if first else []), "", ""][:2]
    if version == "4" and not una and service is not LEVEL_B:
        service = replace(service, repetition=default_for(version).repetition)
    envelope = Envelope(service, level_of(identifier), version, una, Header(raw, start, number))
    return envelope, end + 1, list(_unsupported(source, start, identifier, version))


def _expect_header(source: Source, start: int) -> None:
    tag = source.text[start : start + 3].decode("latin-1")
    if tag in INTERACTIVE:
        message = f"the file begins with {tag}, a segment of interactive EDIFACT"
        raise unreadable(codes.INTERACTIVE, message, tag, "UNB", at(source, start, 1, f"/{tag}"))
    if tag == "UNA":
        raise unreadable(codes.SERVICE_STRING, "there are two UNA", tag, "UNB behind UNA", at(source, start))
    if tag != "UNB":
        value = source.text[start : start + 20].decode("latin-1")
        raise unreadable(codes.NO_HEADER, "there is no UNB", value, "UNB", at(source, start, 1))


def _unsupported(source: Source, start: int, identifier: str, version: str) -> list[Finding]:
    if identifier in LEVELS and version in VERSIONS:
        return []
    message = f"syntax identifier {identifier or 'nothing'}, version {version or 'nothing'} is not read here"
    expected = f"one of {', '.join(LEVELS)} and version 1 to 4"
    where = at(source, start, 1, "/UNB/S001")
    return [noted(codes.SYNTAX_UNSUPPORTED, message, f"{identifier}:{version}", expected, where)]
