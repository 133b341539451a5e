"""The text of delimited bytes: its encoding, its delimiter and the offsets of its characters.

UTF-8 and UTF-16 with their marks (spreadsheets write both) are read without a remark; what is not
UTF-8 is read as Windows-1252, with one.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from gateway.adapters.csv import codes
from gateway.adapters.unreadable import noted, unreadable
from gateway.findings import Finding, Where

DELIMITERS = ",;\t|"
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DIRECTIVE = re.compile(r"sep=(.)(\r\n|\r|\n|\Z)")
_QUOTED = re.compile(r'"(?:[^"]|"")*"?')


@dataclass(slots=True)
class Text:
    """Decoded text, how many bytes stand before it, and what there is to say of its encoding."""

    text: str
    encoding: str = "utf-8"
    before: int = 0
    remark: Finding | None = None
    start: int = 0
    """index of the first character behind a line `sep=;`"""
    delimiter: str = ","

    def bytes(self, begin: int, end: int) -> int:
        """How many bytes the characters between two indexes have."""
        if self.encoding == "utf-8" and self.text.isascii():
            return end - begin
        return len(self.text[begin:end].encode(self.encoding))

    def where(self, at: int) -> Where:
        """The place of the character with this index."""
        line = len(re.findall(r"\r\n|\r|\n", self.text[:at])) + 1
        begin = max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1
        return Where(line=line, column=at - begin + 1, offset=self.before + self.bytes(0, at))


def decode(data: bytes) -> Text:
    """The text of bytes. Raises Unreadable for other encodings and for control characters."""
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    found = Text("", encoding, len(mark))
    try:
        found.text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        found.text, found.encoding = _older(data, mark, error), "cp1252"
        where = Where(offset=len(mark) + error.start)
        message = "the bytes are not UTF-8; they were read as Windows-1252"
        found.remark = noted(codes.RECODED, message, None, "UTF-8", where)
    odd = _CONTROL.search(found.text)
    if odd:
        message = f"a value holds the character U+{ord(odd[0]):04X}"
        raise unreadable(
            codes.CHARACTER, message, None, "text without control characters", found.where(odd.start())
        )
    directive = _DIRECTIVE.match(found.text)
    if directive:
        found.delimiter, found.start = directive[1], directive.end()
    else:
        found.delimiter = delimiter(found.text)
    return found


def _older(data: bytes, mark: bytes, error: UnicodeDecodeError) -> str:
    try:
        if mark:
            raise error
        return data.decode("cp1252")
    except UnicodeDecodeError as other:
        where = Where(offset=len(mark) + other.start)
        message = f"byte {data[len(mark) + other.start]:#04x} is not text at this place"
        raise unreadable(codes.ENCODING, message, None, "UTF-8", where) from error


def delimiter(text: str) -> str:
    """The delimiter that the first filled line has most often, outside of quotes; a comma where there is none."""
    line = _QUOTED.sub("", text[:65536]).lstrip("\r\n").partition("\n")[0].partition("\r")[0]
    return max(DELIMITERS, key=line.count)
