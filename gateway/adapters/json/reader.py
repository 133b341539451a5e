"""Cut a file into messages: its one object, or each object of its array.

An array is how exports and list queries give several messages; each of its objects is one. Whatever
else an array holds is no message, and then the whole file is refused. One object a line (NDJSON) is
not JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gateway.adapters.contract import Limits, Part
from gateway.adapters.json import codes
from gateway.adapters.json.document import Document
from gateway.adapters.json.locate import paths_of
from gateway.adapters.json.malformed import not_well_formed
from gateway.adapters.json.names import decoded
from gateway.adapters.json.strings import refuse_no_characters
from gateway.adapters.json.text import Text, decode, marked
from gateway.adapters.unreadable import unreadable
from gateway.findings import Finding, Stage

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BIDI_ESCAPED = re.compile(r"\\u20[26]", re.IGNORECASE)


@dataclass(slots=True)
class JsonPart(Part):
    """A message with the line and column at which it begins in its file."""

    line: int = 1
    column: int = 1


def split(data: bytes, limits: Limits) -> Iterator[Part]:
    """The messages of a file. Raises Unreadable before the first one when any cannot be read."""
    if not data or data.isspace():
        raise unreadable(codes.EMPTY, "there is nothing to read", expected="a JSON object")
    if len(data) > limits.bytes:
        told = f"the file has {len(data):,} bytes"
        raise unreadable(codes.TOO_LARGE, told, str(len(data)), f"at most {limits.bytes:,} bytes")
    source = decode(data)
    refuse_no_characters(source)
    document = Document(source, limits)
    at = document.gap(0)
    if source.text.startswith("[", at):
        yield from _several(data, source, document, at)
        return
    if not source.text.startswith("{", at):
        raise _no_message(source, at)
    root, end = document.message(at)
    _refuse_more(source, document, end)
    yield _part(JsonPart(data, root), data, source)


def _several(data: bytes, source: Text, document: Document, at: int) -> list[Part]:
    found: list[tuple[etree._Element, int, int]] = []
    at = document.gap(at + 1)
    while True:
        if not source.text.startswith("{", at):
            closed = source.text.startswith("]", at) and found
            raise not_well_formed(source, at, "an object") if closed else _no_message(source, at)
        root, end = document.message(at)
        found.append((root, at, end))
        at = document.gap(end)
        if source.text.startswith("]", at):
            break
        if not source.text.startswith(",", at):
            raise not_well_formed(source, at, "a comma or ]")
        at = document.gap(at + 1)
    _refuse_more(source, document, at + 1)
    parts: list[Part] = []
    for number, (root, begin, end) in enumerate(found, 1):
        place = source.where(begin)
        start, stop = place.offset or 0, source.offset + source.bytes(end)
        part = JsonPart(data[start:stop], root, number, start, line=place.line or 1, column=place.column or 1)
        parts.append(_part(part, data, source))
    return parts


def _refuse_more(source: Text, document: Document, end: int) -> None:
    at = document.gap(end)
    if at < len(source.text):
        told = "there is something after the end of the document"
        raise unreadable(
            codes.TWO_DOCUMENTS, told, source.text[at : at + 40], "nothing more", source.where(at)
        )


def _no_message(source: Text, at: int) -> Exception:
    if at >= len(source.text):
        return not_well_formed(source, at, "an object")
    told = "the document is not an object, and not an array of objects"
    return unreadable(codes.NOT_A_MESSAGE, told, source.text[at : at + 40], "an object", source.where(at))


def _part(part: JsonPart, data: bytes, source: Text) -> JsonPart:
    if marked(data) and part.number == 1:
        part.repairs.append(
            Finding(
                codes.BYTE_ORDER_MARK, "a byte order mark was passed over", Stage.PARSE, source.where(0),
                codes.BYTE_ORDER_MARK.severity, expected="a file that begins with the document",
                help=codes.BYTE_ORDER_MARK.fix,
            )
        )  # fmt: skip
    part.kind = _kind(part.head)
    if _BIDI.search(source.text) or _BIDI_ESCAPED.search(source.text):
        part.repairs.extend(_hidden(part))
    return part


def _kind(head: etree._Element) -> str:
    """What an object that no format knows is called: JSON does not say its kind, so its first members do."""
    names = list(dict.fromkeys(decoded(str(node.tag))[:40] for node in head[:20]))
    return (
        f"an object of {', '.join(names[:4])}{' ...' if len(names) > 4 else ''}"
        if names
        else "an empty object"
    )


def _hidden(part: JsonPart) -> list[Finding]:
    found = [node for node in part.head.iter() if _BIDI.search(node.text or "")]
    code = codes.BIDI_CONTROL
    return [
        Finding(
            code, "a value holds a hidden direction character", Stage.PARSE, place, value=(node.text or "")[:200],
            expected="text without U+202A to U+202E and U+2066 to U+2069", help=code.fix,
        )
        for node, place in zip(found, paths_of(part, found), strict=True)
    ]  # fmt: skip
