"""Read one message: its segments, each in its place, as the XML of a tree."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from gateway.adapters.contract import Limits, Spec
from gateway.adapters.edifact import codes
from gateway.adapters.edifact.characters import Level, looks_like_utf8
from gateway.adapters.edifact.definition import definition
from gateway.adapters.edifact.node_name import name_of
from gateway.adapters.edifact.run import runner
from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.tokens import segments
from gateway.adapters.edifact.tree import EdifactPart, EdifactTree
from gateway.adapters.unreadable import noted, unreadable
from gateway.findings import Finding, Where

_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]")
_NOT_XML = re.compile(b"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read(part: EdifactPart, spec: Spec, limits: Limits) -> EdifactTree:
    """The tree of one message. Raises Unreadable when a limit is passed or the tables are no good."""
    envelope = part.envelope
    assert envelope is not None
    try:
        known = definition(spec)
    except ValueError as error:
        expected = "tables that explain all that they use"
        raise unreadable(
            codes.TABLES_UNUSABLE, f"the tables cannot be used: {error}", None, expected
        ) from error
    service = envelope.service
    head = [envelope.unb.raw] if envelope.ung is None else [envelope.unb.raw, envelope.ung.raw]
    body = part.body.translate(None, b"\r\n") if b"\n" in part.body or b"\r" in part.body else part.body
    _limit(body, service, limits)
    text = service.terminator.encode().join([*head, body])
    text, clean = _characters(text, envelope.level, service)
    raws = _filled(segments(text, service), text, service)
    if any(len(raw) > limits.text for raw in (raws if len(body) > limits.text else ())):
        expected = f"a segment of at most {limits.text:,} bytes"
        raise unreadable(
            codes.SEGMENT_TOO_LONG, "a segment is longer than is read here", None, expected, _start(part)
        )
    outcome = runner(known, service).run(raws, limits)
    name = str(part.head.tag).encode()
    fits = clean and outcome.clean and str(part.head.tag) == known.message.name
    wrong = [number - 1 - bisect_left(outcome.controls, number) for number in outcome.wrong]
    whole = b"<%b>%b</%b>" % (name, outcome.xml, name)
    noted_too = _sections(part, outcome.sections)
    tree = EdifactTree(part, xml=whole, spec=spec, known=known, clean=fits, wrong=wrong, noted=noted_too)
    if limits.depth < 64:
        _limit_depth(tree, limits)
    return tree


def _filled(raws: list[bytes], text: bytes, service: ServiceString) -> list[bytes]:
    """Segments without blanks before them, and without those that are blank."""
    end = service.terminator.encode()
    if any(end + blank in text for blank in (b" ", b"\t", end)) or text[:1].isspace():
        return [raw for raw in (each.lstrip(b" \t") for each in raws) if raw]
    return raws if raws[-1] else raws[:-1]


def _limit(body: bytes, service: ServiceString, limits: Limits) -> None:
    """Refuse a message of more elements than are read, counted by its separators."""
    marks = (service.element, service.component, service.terminator, service.repetition)
    if sum(body.count(mark.encode()) for mark in marks if mark) > limits.elements:
        expected = f"a message of at most {limits.elements:,} elements"
        raise unreadable(codes.TOO_MANY_PARTS, "the message has too many elements", None, expected)


def _limit_depth(tree: EdifactTree, limits: Limits) -> None:
    deepest, depth = 0, 0
    for found in re.finditer(rb"<(/?)", tree.xml):
        depth += -1 if found[1] else 1
        deepest = max(deepest, depth)
    if deepest > limits.depth:
        expected = f"at most {limits.depth} levels"
        raise unreadable(codes.TOO_DEEP, f"groups and elements are {deepest} levels deep", None, expected)


def _characters(text: bytes, level: Level, service: ServiceString) -> tuple[bytes, bool]:
    """The text in UTF-8, as XML can hold it, and whether all its characters are of the set."""
    if text.isascii():
        clean = not _foreign(level, service).search(text)
        return (text if clean else _without_controls(text, service)), clean
    decoded = text.decode(level.codec, "replace")
    odd = {found for found in _ODD.findall(decoded)} - set(service.special)
    clean = not odd and not (level.beyond and level.beyond.search(decoded.translate(_gone(service))))
    clean = clean and not (level.codec != "utf-8" and looks_like_utf8(decoded, level))
    for character in odd:
        if not character.isprintable() and (character < " " or character > "\ud7ff"):
            decoded = decoded if character == "\t" else decoded.replace(character, "\ufffd")
    return decoded.encode(), clean


@lru_cache(maxsize=256)
def _gone(service: ServiceString) -> dict[int, None]:
    return {ord(character): None for character in service.special + "\r\n"}


@lru_cache(maxsize=256)
def _foreign(level: Level, service: ServiceString) -> re.Pattern[bytes]:
    """The ASCII characters that a set does not have, service characters apart."""
    outside = [
        number for number in range(128)
        if chr(number) not in service.special
        and (number < 32 or number == 127 or (level.beyond is not None and level.beyond.search(chr(number))))
    ]  # fmt: skip
    return re.compile(b"[" + b"".join(re.escape(bytes([number])) for number in outside) + b"]")


def _without_controls(text: bytes, service: ServiceString) -> bytes:
    special = service.special.encode()
    return _NOT_XML.sub(lambda found: found[0] if found[0] in special else b"\xef\xbf\xbd", text)


def _start(part: EdifactPart) -> Where:
    lines = part.lines
    return lines.ahead().where(lines.counted, 1, f"/{name_of(part.head)}")


def _sections(part: EdifactPart, stray: list[tuple[int, str]]) -> list[Finding]:
    """Findings about UNS, which is in no tree. Segments are counted from UNH."""
    if not stray:
        return []
    from gateway.adapters.edifact.locate import segment_place

    before = 1 if part.envelope is None or part.envelope.ung is None else 2
    found = []
    for number, message in stray[:10]:
        where = segment_place(part, number - before)
        found.append(noted(codes.SECTION, message, None, "UNS between the sections", where))
    return found
