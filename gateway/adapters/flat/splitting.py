"""Cut a file of records into messages: from each header record to its trailer.

The format is not known yet, so the file itself tells: where the tag of its first record comes again,
and each time behind a record with the tag of its last one, a message begins there. Else the file is one.
What identification looks at is the first records: `flat/HREC/field.9` (delimited, the number of the
field), `flat/line` (columns; the text of the line).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gateway.adapters.contract import Limits
from gateway.adapters.flat import codes
from gateway.adapters.flat.lines import Line, lines
from gateway.adapters.flat.sniffing import separator
from gateway.adapters.flat.tree import UNKNOWN_FIELD, FlatPart
from gateway.adapters.unreadable import unreadable

ROOT = "flat"
"""the element of a message until its format names it"""
_LOOKED_AT = 40
"""lines that identification sees"""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,39}")


def split(data: bytes, limits: Limits) -> Iterator[FlatPart]:
    """The messages of a file. Raises Unreadable when there is nothing to read, or too much."""
    if len(data) > limits.bytes:
        message = f"the file has {len(data):,} bytes"
        raise unreadable(codes.TOO_LARGE, message, str(len(data)), f"at most {limits.bytes:,} bytes")
    found = list(lines(data))
    if not found:
        raise unreadable(codes.EMPTY, "there is nothing to read", expected="records, one a line")
    starts = _starts(found)
    for number, start in enumerate(starts, 1):
        begin = 0 if number == 1 else found[start].offset
        after = starts[number] if number < len(starts) else len(found)
        end = found[after].offset if after < len(found) else len(data)
        head, kind = _head(found[start:after])
        line = 1 if number == 1 else found[start].number
        yield FlatPart(data[begin:end], head, number, begin, kind=kind, line=line)


def _starts(found: list[Line]) -> list[int]:
    """The indexes of the lines at which messages begin."""
    first, last = _tag(found[0]), _tag(found[-1])
    again = [index for index, line in enumerate(found) if _tag(line) == first]
    fits = first != last and all(_tag(found[index - 1]) == last for index in again[1:])
    return again if fits else [0]


def _tag(line: Line) -> str:
    text = line.data[:64].decode("latin-1")
    mark = separator(text)
    if mark:
        return text.partition(mark)[0]
    return tag_of(text)


def tag_of(text: str) -> str:
    """The tag of a line of columns as far as it shows: two characters, which begin every tag."""
    return text[:2]


def _head(found: list[Line]) -> tuple[etree._Element, str]:
    head = etree.Element(ROOT)
    tags: dict[str, None] = {}
    for line in found[:_LOOKED_AT]:
        text = line.data[:4096].decode("utf-8", "replace")
        mark = separator(text)
        name = text.partition(mark)[0] if mark else ""
        if _NAME.fullmatch(name):
            tags[name] = None
            node = etree.SubElement(head, name)
            for number, value in enumerate(text.split(mark)[1:100], 2):
                if value:
                    etree.SubElement(node, f"{UNKNOWN_FIELD}{number}").text = clean(value)[:200]
        else:
            tags[text.strip()[:12]] = None
            etree.SubElement(head, "line").text = clean(text)[:200]
    names = [clean(tag) for tag in tags]
    return head, f"a file of the records {', '.join(names[:6])}{' ...' if len(names) > 6 else ''}"


def clean(text: str) -> str:
    """A text as XML can hold it: other characters become U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)
