"""Tell why a document is not well-formed XML, where, and what is usually behind it."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree

from gateway.adapters.unreadable import unreadable
from gateway.adapters.xml import codes
from gateway.findings import Code, Unreadable, Where

_TYPES = etree.ErrorTypes
_MISMATCH = re.compile(r"mismatch: (\S+) line (\d+) and (\S+)")
_NUMBERED = re.compile(r"(?:value|Char) (0x[0-9A-Fa-f]+|\d+)")
_NAMED = re.compile(r"[Pp]refix (\S+) |'([^']+)'|Attribute (\S+) ")
_AROUND = 60
"""characters of the line shown before and after the place"""


class _Said(NamedTuple):
    code: Code
    message: str
    expected: str
    help: str | None = None


_WELL = "a well-formed XML document"
_PLAIN: dict[int, _Said] = {
    _TYPES.ERR_DOCUMENT_EMPTY: _Said(codes.NOT_WELL_FORMED, "the document does not begin with an element", "< as the first character"),
    _TYPES.ERR_TAG_NOT_FINISHED: _Said(
        codes.NOT_WELL_FORMED, "the document ends before all elements are closed", "an end tag for every start tag",
        "Check that the file was not cut off on its way.",
    ),
    _TYPES.ERR_NAME_REQUIRED: _Said(
        codes.NOT_WELL_FORMED, "a name is missing after & or <", "&amp; for & and &lt; for < in text",
        "Write & as &amp; and < as &lt;.",
    ),
    _TYPES.ERR_LT_IN_ATTRIBUTE: _Said(codes.NOT_WELL_FORMED, "there is < in an attribute", "&lt; in its place"),
    _TYPES.ERR_INVALID_ENCODING: _Said(codes.ENCODING_INVALID, "the bytes are not UTF-8", "bytes in the encoding that is declared"),
    _TYPES.ERR_UNSUPPORTED_ENCODING: _Said(codes.ENCODING_UNSUPPORTED, "the encoding is not read here", "UTF-8"),
}  # fmt: skip


def not_well_formed(error: etree.XMLSyntaxError, text: bytes) -> Unreadable:
    """What a parser's error means, as the exception that says it."""
    line = error.lineno or 1
    column, offset = _exact(text, line)
    said = _said(error, text, line, offset)
    return unreadable(
        said.code, said.message, _excerpt(text, line, column), said.expected, Where(line=line, column=column, offset=offset),
        said.help,
    )  # fmt: skip


def _said(error: etree.XMLSyntaxError, text: bytes, line: int, offset: int) -> _Said:
    words = (error.msg or "not well-formed").partition(", line")[0]
    kind = error.code
    if kind in _PLAIN:
        return _PLAIN[kind]
    if "not proper UTF-8" in words:
        return _PLAIN[_TYPES.ERR_INVALID_ENCODING]
    if kind in (_TYPES.ERR_DOCUMENT_END, _TYPES.ERR_RESERVED_XML_NAME):
        return (
            _after_the_end(text, line, offset)
            if kind == _TYPES.ERR_DOCUMENT_END or _closed(text, line)
            else _late()
        )
    if (
        kind in (_TYPES.ERR_INVALID_CHAR, _TYPES.ERR_INVALID_CHARREF)
        or "xmlChar" in words
        or "Char " in words
    ):
        return _character(words)
    if "xcessive depth" in words:
        return _Said(codes.TOO_DEEP, "elements are nested too deeply", "fewer levels")
    if found := _MISMATCH.search(words):
        opened, at, closed = found.groups()
        message = f"{opened}, opened on line {at}, is closed as {closed}"
        return _Said(codes.NOT_WELL_FORMED, message, f"</{opened}>")
    named = next((name for found in _NAMED.findall(words) for name in found if name), "")
    if kind == _TYPES.NS_ERR_UNDEFINED_NAMESPACE:
        return _Said(codes.NOT_WELL_FORMED, f"the prefix {named} is not declared", f"xmlns:{named}=...")
    if kind in (_TYPES.ERR_UNDECLARED_ENTITY, _TYPES.WAR_UNDECLARED_ENTITY):
        return _Said(
            codes.NOT_WELL_FORMED, f"there is no entity &{named};", "&amp; for & in text", "Write & as &amp;."
        )
    if kind == _TYPES.ERR_ENTITYREF_SEMICOL_MISSING:
        return _Said(
            codes.NOT_WELL_FORMED, "there is a bare & in the text", "&amp; for & in text", "Write & as &amp;."
        )
    return _Said(codes.NOT_WELL_FORMED, f"the document is not well-formed: {words}", _WELL)


def _late() -> _Said:
    return _Said(
        codes.DECLARATION_LATE,
        "the XML declaration is not at the very beginning",
        "<?xml as the first characters",
    )


def _closed(text: bytes, line: int) -> bool:
    """Whether an element was closed before this line or on it."""
    before = b"\n".join(text.split(b"\n", line)[:line])
    return b"</" in before or b"/>" in before


def _after_the_end(text: bytes, line: int, offset: int) -> _Said:
    if text.find(b"<", offset) >= 0:
        message = f"a second document begins on line {line}"
    else:
        message = f"there is text after the end of the document, on line {line}"
    return _Said(codes.TWO_DOCUMENTS, message, "nothing after the end of the root element")


def _character(words: str) -> _Said:
    found = _NUMBERED.search(words)
    number = int(found[1], 0) if found else None
    which = f"the character U+{number:04X}" if number is not None else "a control character"
    return _Said(
        codes.NOT_WELL_FORMED, f"the document holds {which}, which XML does not allow", "text without control characters",
        "Remove the character; it is often left behind by a conversion.",
    )  # fmt: skip


def _exact(text: bytes, line: int) -> tuple[int | None, int]:
    """Column and offset of the fault, which libxml2 does not count exactly."""
    reader = expat.ParserCreate(namespace_separator=" ")
    try:
        reader.Parse(text, True)
    except expat.ExpatError as error:
        if error.lineno == line and reader.ErrorByteIndex >= 0:
            return error.offset + 1, reader.ErrorByteIndex
    return None, sum(len(each) + 1 for each in text.split(b"\n", line - 1)[: line - 1])


def _excerpt(text: bytes, line: int, column: int | None) -> str | None:
    lines = text.split(b"\n", line)
    if len(lines) < line:
        return None
    shown = lines[line - 1].decode("utf-8", "replace").rstrip("\r")
    start = max((column or 1) - 1 - _AROUND, 0)
    return shown[start : start + 2 * _AROUND].strip() or None
