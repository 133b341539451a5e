"""The text of a file and places in it. Source: RFC 8259, section 8.1 (UTF-8, no byte order mark)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gateway.adapters.json import codes
from gateway.adapters.unreadable import unreadable
from gateway.findings import Where

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Text:
    """Decoded text, with where it begins in the sender's bytes."""

    text: str
    offset: int = 0
    line: int = 1
    column: int = 1

    def where(self, at: int, path: str | None = None) -> Where:
        """The place of the character with this index."""
        breaks = self.text.count("\n", 0, at)
        column = at - self.text.rfind("\n", 0, at) if breaks else at + self.column
        return Where(path, self.line + breaks, column, offset=self.offset + self.bytes(at))

    def wheres(self, ats: Iterable[int]) -> dict[int, Where]:
        """The places of many characters, in one pass over the text."""
        found: dict[int, Where] = {}
        line, begin, offset, last = self.line, 1 - self.column, self.offset, 0
        for at in sorted(set(ats)):
            breaks = self.text.count("\n", last, at)
            if breaks:
                line, begin = line + breaks, self.text.rfind("\n", last, at) + 1
            offset += at - last if self.text.isascii() else len(self.text[last:at].encode())
            found[at] = Where(None, line, at - begin + 1, offset=offset)
            last = at
        return found

    def bytes(self, at: int) -> int:
        """How many bytes the text has before the character with this index."""
        return at if self.text.isascii() else len(self.text[:at].encode())


def decode(data: bytes, offset: int = 0, line: int = 1, column: int = 1) -> Text:
    """The text of UTF-8 bytes, without a byte order mark. Raises Unreadable for other bytes."""
    start = len(_MARK) if data.startswith(_MARK) else 0
    try:
        return Text(data[start:].decode("utf-8"), offset + start, line, column)
    except UnicodeDecodeError as error:
        at = start + error.start
        seen = data[:at].decode("utf-8", "replace")
        where = Where(
            line=line + seen.count("\n"), column=at - data.rfind(b"\n", 0, at), offset=offset + at
        )  # fmt: skip
        told = f"byte {data[at]:#04x} is not UTF-8 at this place"
        raise unreadable(codes.ENCODING, told, None, "UTF-8", where) from error


def marked(data: bytes) -> bool:
    """Whether bytes begin with a byte order mark."""
    return data.startswith(_MARK)
