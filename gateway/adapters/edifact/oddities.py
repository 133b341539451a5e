"""What may stand between segments without harm, and segments without a tag."""

from __future__ import annotations

import re
from functools import lru_cache

from gateway.adapters.edifact import codes
from gateway.adapters.edifact.node_name import name_of
from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.tokens import is_released, segments
from gateway.adapters.edifact.tree import EdifactPart
from gateway.adapters.unreadable import noted
from gateway.findings import Finding, Where

_LINE_END = re.compile(rb"[\r\n]+")


def wrapped(data: bytes, start: int, service: ServiceString) -> bool:
    """Whether lines are broken inside segments, from a place on."""
    if b"\n" not in data and b"\r" not in data:
        return False
    end = service.terminator.encode()
    for found in _LINE_END.finditer(data, start):
        before = data[max(found.start() - 80, start) : found.start()].rstrip(b" \t")
        if before and not before.endswith(end) and before.strip():
            return True
    return False


def count_segments(body: bytes, service: ServiceString, cut: bool) -> int:
    """How many segments stand in a body, the one that is cut off included; empty ones do not count."""
    release, end = service.release.encode(), service.terminator.encode()
    if not (release and release in body) and not cut and _first_hollow(body, service) is None:
        return body.count(end)
    return sum(bool(each.strip()) for each in segments(body, service))


def _first_hollow(body: bytes, service: ServiceString) -> re.Match[bytes] | None:
    """The first segment without a tag; the usual body is looked at quickly."""
    end = service.terminator.encode()
    quick = b"\n" not in body and b"\r" not in body and not any(end + c in body for c in (end, b" ", b"\t"))
    return None if quick else _hollow(service).search(body)


@lru_cache(maxsize=64)
def _hollow(service: ServiceString) -> re.Pattern[bytes]:
    end = re.escape(service.terminator.encode())
    return re.compile(rb"%b[ \t\r\n]*+%b" % (end, end))


@lru_cache(maxsize=64)
def _indented(service: ServiceString) -> re.Pattern[bytes]:
    end = re.escape(service.terminator.encode())
    return re.compile(rb"%b[\r\n]*+[ \t][ \t\r\n]*+[^ \t\r\n]" % end)


def oddities(part: EdifactPart) -> list[Finding]:
    """Benign things in a message that reading passes over, and segments without a tag."""
    assert part.envelope is not None
    body, service, found = part.body, part.envelope.service, []
    release = service.release.encode()
    hollow = _first_hollow(body, service)
    if hollow is not None and not (release and is_released(body, hollow.start(), 0, release)):
        place = _where(part, hollow.end())
        found.append(noted(codes.EMPTY_SEGMENT, "there are segments without a tag", None, None, place))
    if b"\n" in body or b"\r" in body:
        place = _where(part, 0)
        found.append(noted(codes.LINE_ENDS, "segments are followed by line ends", None, None, place))
    end = service.terminator.encode()
    spaced = b"\n" in body or b"\r" in body or end + b" " in body or end + b"\t" in body
    indented = _indented(service).search(body) if spaced else None
    if indented is not None:
        place = _where(part, indented.start())
        found.append(noted(codes.BLANKS, "there are blanks before segments", None, None, place))
    return found


def _where(part: EdifactPart, place: int) -> Where:
    """A place of a body in the file."""
    assert part.source is not None
    return part.lines.ahead().where(part.source.offset(part.start + place), None, f"/{name_of(part.head)}")
