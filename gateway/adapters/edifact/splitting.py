"""Cut a file into messages, one at a time: interchanges, groups, messages and their trailers.

What is wrong with a trailer is a finding, because the messages themselves can be read; a finding
about the interchange stands at the message before it, or at the first where there is none before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from gateway.adapters.contract import Limits
from gateway.adapters.edifact import codes
from gateway.adapters.edifact.alone import alone
from gateway.adapters.edifact.head import head_of
from gateway.adapters.edifact.lines import Lines
from gateway.adapters.edifact.node_name import name_of
from gateway.adapters.edifact.oddities import count_segments, oddities, wrapped
from gateway.adapters.edifact.opening import LONGEST, before, open_interchange
from gateway.adapters.edifact.references import References
from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.source import Source, joined
from gateway.adapters.edifact.tokens import find_end, is_released
from gateway.adapters.edifact.trailers import compare, missing, values
from gateway.adapters.edifact.tree import EdifactPart, Envelope, Header
from gateway.adapters.unreadable import noted, unreadable
from gateway.findings import Finding, Unreadable, Where

_BLANKS = re.compile(rb"[ \t\r\n]*+")
_TOLD = 100
"""findings about the interchange that are told at one message"""


def split(data: bytes, limits: Limits) -> Iterator[EdifactPart]:
    """The messages of a file. Raises Unreadable when there is none that can be read."""
    if not data or data.isspace():
        raise unreadable(codes.EMPTY, "there is nothing to read", expected="an interchange from UNB to UNZ")
    if len(data) > limits.bytes:
        message = f"the file has {len(data):,} bytes"
        raise unreadable(codes.TOO_LARGE, message, None, f"at most {limits.bytes:,} bytes")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:3]:
        raise unreadable(codes.ENCODING_UNSUPPORTED, "the file is in UTF-16 or UTF-32", None, "UNOC or UNOW")
    yield from _Splitter(data).messages()


@dataclass(slots=True)
class _Open:
    """An interchange or a group that is open: its reference and how much it holds so far."""

    header: Header
    reference: str
    messages: int = 0
    groups: int = 0


@dataclass(slots=True)
class _Splitter:
    """Goes over a file once; a part is held back until it is known what stands behind it."""

    data: bytes
    source: Source = field(init=False)
    envelope: Envelope | None = None
    interchange: _Open | None = None
    group: _Open | None = None
    pending: EdifactPart | None = None
    waiting: list[Finding] = field(default_factory=list)
    """findings for the next message"""
    always: list[Finding] = field(default_factory=list)
    """findings for all messages of the interchange"""
    seen: References = field(default_factory=References)
    number: int = 0
    segment: int = 0
    lines: Lines = field(init=False)

    def messages(self) -> Iterator[EdifactPart]:
        """All messages. Raises Unreadable when none can be read."""
        self.source, self.lines = Source(self.data, self.data), Lines(self.data)
        start, self.waiting = before(self.source)
        start = self._open(start)
        if wrapped(self.data, self._envelope().unb.start, self._service()):
            self.source = joined(self.data)
            start, self.waiting = before(self.source)
            self.interchange = None
            start = self._open(start)
            self.waiting.append(noted(codes.WRAPPED, "lines are broken inside segments", None, None,
                                      Where(line=1, offset=0)))  # fmt: skip
        yield from self._all(start)
        if self.pending is None:
            found = self.waiting or [noted(codes.NO_MESSAGE, "the file holds no message")]
            raise Unreadable([*self.always, *found])
        self.pending.repairs.extend(self.waiting)
        if self.pending.number == 1:
            self.pending.data, self.pending.offset = self.data, 0
        yield self.pending

    def _envelope(self) -> Envelope:
        assert self.envelope is not None
        return self.envelope

    def _service(self) -> ServiceString:
        return self._envelope().service

    def _all(self, start: int) -> Iterator[EdifactPart]:
        text, size = self.source.text, len(self.source.text)
        while start < size:
            blank = _BLANKS.match(text, start)
            begin = start if blank is None else blank.end()
            if begin >= size:
                break
            tag = text[begin : begin + 3]
            if tag == b"UNH":
                part, start = self._message(begin)
                if self.pending is not None:
                    yield self.pending
                self.pending = part
            elif tag in (b"UNZ", b"UNE", b"UNG"):
                start = self._service_segment(begin, tag.decode())
            elif tag in (b"UNB", b"UNA"):
                start = self._open(begin)
            else:
                start = self._stray(begin)
        self._close_group(size)
        self._close_interchange(size)

    def _open(self, start: int) -> int:
        """A new interchange: what was open before was not closed."""
        if self.source.text.startswith(b"UNB", start) and self.interchange is not None:
            message = "UNB comes before the end of the interchange"
            self._tell(noted(codes.STRAY_SEGMENT, message, "UNB", "UNZ"), start, "UNB")
        self._close_group(start)
        self._close_interchange(start)
        self.segment += 1
        self.envelope, start, self.always = open_interchange(self.source, start, self.segment)
        stated = values(self.envelope.unb.raw, self.envelope.service, self.envelope.level.codec)
        reference = stated[4] if len(stated) > 4 else ""
        self.interchange, self.group = _Open(self.envelope.unb, reference), None
        self.seen = References()
        return start

    def _tell(self, finding: Finding, start: int, tag: str | None = None) -> None:
        """A finding about the interchange: for the message before it, else for the next one."""
        told = self.waiting if self.pending is None else self.pending.repairs
        if len(told) < _TOLD:
            path = None if tag is None else f"/{tag}"
            segment = None if tag is None else self.segment
            told.append(finding.at(self.lines.where(self.source.offset(start), segment, path)))

    def _segment(self, start: int) -> tuple[bytes, int]:
        """A service segment and the place behind it; the rest of the file where it is not ended."""
        end = find_end(self.source.text, start, self._service(), LONGEST)
        self.segment += 1
        if end >= 0:
            return self.source.text[start:end].translate(None, b"\r\n"), end + 1
        tag = self.source.text[start : start + 3].decode("latin-1")
        self._tell(noted(codes.CUT, f"{tag} has no terminator", None, "a terminator"), start)
        return self.source.text[start : start + LONGEST].translate(None, b"\r\n"), len(self.source.text)

    def _service_segment(self, start: int, tag: str) -> int:
        assert self.envelope is not None
        raw, end = self._segment(start)
        stated = values(raw, self.envelope.service, self.envelope.level.codec)
        if tag == "UNG":
            self._close_group(start)
            reference = stated[4] if len(stated) > 4 else ""
            header = Header(raw, start, self.segment)
            self.group, self.envelope = _Open(header, reference), replace(self.envelope, ung=header)
            if self.interchange is not None:
                self.interchange.groups += 1
        elif tag == "UNE" and self.group is not None:
            count = self.group.messages
            for finding in compare(tag, stated, count, self.group.reference, "messages"):
                self._tell(finding, start, tag)
            self.group, self.envelope = None, replace(self.envelope, ung=None)
        elif tag == "UNZ" and self.interchange is not None:
            self._close_group(start)
            count = self.interchange.groups or self.interchange.messages
            what = "groups" if self.interchange.groups else "messages"
            for finding in compare(tag, stated, count, self.interchange.reference, what):
                self._tell(finding, start, tag)
            if not self.interchange.messages:
                self._tell(
                    noted(codes.NO_MESSAGE, "the interchange holds no message", None, "UNH"), start, tag
                )
            self.interchange = None
        else:
            self._tell(noted(codes.STRAY_SEGMENT, f"{tag} closes nothing", tag, "an open header"), start, tag)
        return end

    def _close_group(self, start: int) -> None:
        if self.group is not None and self.envelope is not None:
            self._tell(missing("UNE", "UNG", self.group.reference), start)
            self.group, self.envelope = None, replace(self.envelope, ung=None)

    def _close_interchange(self, start: int) -> None:
        if self.interchange is not None:
            self._tell(missing("UNZ", "UNB", self.interchange.reference), start)
            self.interchange = None

    def _stray(self, start: int) -> int:
        """Pass over what is no header and no trailer, up to the next that is one."""
        ahead = _ahead(self.source.text, start, self._service())
        value = self.source.text[start : start + 20].decode("latin-1")
        self._tell(noted(codes.STRAY_SEGMENT, "there are segments outside of messages", value, "UNH"), start)
        return len(self.source.text) if ahead is None else ahead.end() - 3

    def _message(self, start: int) -> tuple[EdifactPart, int]:
        """The message that begins here, and the place behind its trailer."""
        assert self.envelope is not None
        text, envelope = self.source.text, self.envelope
        self.number += 1
        ahead = _ahead(text, start, envelope.service)
        cut = ahead is None
        stop = len(text) if ahead is None else ahead.start() + 1
        if ahead is None and text.rstrip(b"\r\n \t").endswith(envelope.service.terminator.encode()):
            bare = text.rstrip(b"\r\n \t")
            cut = is_released(bare, len(bare) - 1, start, envelope.service.release.encode() or b"\0")
        body = text[start:stop]
        found: list[Finding] = []
        count = count_segments(body, envelope.service, cut)
        head_end = find_end(body, 0, envelope.service, LONGEST)
        head_raw = body[: head_end if head_end >= 0 else LONGEST]
        stated = values(head_raw, envelope.service, envelope.level.codec)
        reference = stated[0] if stated else ""
        self.segment += count
        offset = self.source.offset(start)
        self.lines.to(offset)
        root, kind = head_of(envelope, head_raw)
        part = EdifactPart(
            b"", root, self.number, offset, kind=kind, body=body, envelope=envelope, source=self.source,
            start=start, lines=self.lines.ahead(),
        )  # fmt: skip
        end = stop
        if ahead is not None and ahead[0].endswith(b"UNT"):
            raw, end = self._trailer(ahead.end() - 3, found)
            trailer = values(raw, envelope.service, envelope.level.codec)
            for wrong in compare("UNT", trailer, count + 1, reference, "segments"):
                place = ahead.end() - 3
                found.append(wrong.at(self._where(part, place, count + 1, f"/{name_of(root)}/UNT")))
        elif not cut:
            where = self._where(part, start, 1, f"/{name_of(root)}/UNH")
            found.append(missing("UNT", "UNH", reference).at(where))
        if cut:
            last = start + max(body.rfind(envelope.service.terminator.encode()), 0)
            where = self._where(part, last, count, f"/{name_of(root)}")
            found.append(
                noted(codes.CUT, "the file ends in the middle of a segment", None, "UNT and UNZ", where)
            )
        found.extend(self._references(part, reference))
        found.extend(oddities(part))
        if self.interchange is None:
            where = self._where(part, start, 1, f"/{name_of(root)}/UNH")
            found.append(
                noted(codes.STRAY_SEGMENT, "UNH comes after the end of the interchange", "UNH", "UNB", where)
            )
        else:
            self.interchange.messages += 1
        if self.group is not None:
            self.group.messages += 1
        part.repairs = [*self.always, *self.waiting, *found]
        self.waiting = []
        part.data = alone(part, text[start:end])
        return part, end

    def _trailer(self, start: int, found: list[Finding]) -> tuple[bytes, int]:
        end = find_end(self.source.text, start, self._service(), LONGEST)
        self.segment += 1
        if end >= 0:
            return self.source.text[start:end].translate(None, b"\r\n"), end + 1
        found.append(noted(codes.CUT, "UNT has no terminator", None, "a terminator", self.lines.where(start)))
        return self.source.text[start : start + LONGEST].translate(None, b"\r\n"), len(self.source.text)

    def _where(self, part: EdifactPart, place: int, segment: int | None, path: str) -> Where:
        """A place in a message, with its line counted from the start of the message."""
        return part.lines.ahead().where(self.source.offset(place), segment, path)

    def _references(self, part: EdifactPart, reference: str) -> list[Finding]:
        """A reference that an earlier message of the interchange had."""
        if self.seen.add(reference):
            return []
        where = self._where(part, part.start, 1, f"/{name_of(part.head)}/UNH/E0062")
        message = f"an earlier message has the reference {reference[:40]}"
        return [noted(codes.DUPLICATE, message, reference, "a reference of its own", where)]


@lru_cache(maxsize=64)
def _headers(service: ServiceString) -> re.Pattern[bytes]:
    """A terminator with a header or trailer behind it."""
    end, after = re.escape(service.terminator.encode()), re.escape(service.separators.encode())
    return re.compile(rb"%b[ \t\r\n]*+UN[THEZGB](?=[%b])" % (end, after))


def _ahead(text: bytes, start: int, service: ServiceString) -> re.Match[bytes] | None:
    """The next terminator, not released, that a header or trailer follows."""
    pattern, release = _headers(service), service.release.encode()
    found = pattern.search(text, start)
    while found is not None and release and is_released(text, found.start(), start, release):
        found = pattern.search(text, found.start() + 1)
    return found
